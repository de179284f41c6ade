//! What tells two postings of one source apart, however alike their texts: a long text about a firm stands
//! under each of its jobs, and what differs is a word of the title or the sum.

use kazi_domain::{Currency, Posting, WorkIs};
use serde::{Deserialize, Serialize};

use super::{
    figures::{figures_of_word, first_words, words_with_digits},
    fingerprint::{is_title_noise, words},
    order::{in_both, sorted},
    specifics::{Specifics, word_key},
};

/// The most words of a title that are looked at.
const TITLE_TOKENS_MAX: usize = 40;
/// The most sums kept of a posting.
const SUMS_MAX: usize = 16;
/// Words before a bare figure that make it a sum.
const PAY_WORDS: [&str; 14] = [
    "bajeti",
    "budget",
    "fee",
    "honorar",
    "malipo",
    "pay",
    "payment",
    "pays",
    "presupuesto",
    "price",
    "rate",
    "reward",
    "salary",
    "wage",
];
/// Words of money beside a figure that are no code of a currency.
const MONEY_WORDS: [&str; 14] = [
    "birr",
    "dollar",
    "dollars",
    "euro",
    "euros",
    "ksh",
    "kshs",
    "pesos",
    "pounds",
    "rs",
    "rupees",
    "sh",
    "shillings",
    "usd",
];
/// Words that say that work is wanted, still or once more.
const AGAIN: [&str; 16] = [
    "again",
    "asap",
    "bump",
    "immediate",
    "immediately",
    "more",
    "now",
    "re",
    "reopened",
    "repost",
    "reposted",
    "required",
    "still",
    "updated",
    "urgently",
    "vacancy",
];
/// Beginnings of the months in the languages of most boards, from three letters on; short ones are whole.
const MONTHS: [&str; 43] = [
    "abril",
    "agosto",
    "april",
    "août",
    "apr",
    "august",
    "aug",
    "avril",
    "december",
    "dec",
    "diciembre",
    "décembre",
    "dezember",
    "enero",
    "february",
    "feb",
    "febrero",
    "février",
    "januar",
    "january",
    "jan",
    "janvier",
    "juillet",
    "juin",
    "julio",
    "july",
    "jul",
    "june",
    "junio",
    "jun",
    "march",
    "marzo",
    "may",
    "mayo",
    "mai",
    "november",
    "nov",
    "october",
    "oct",
    "oktober",
    "september",
    "sept",
    "sep",
];

/// What a posting says that another of its source, in nearly the same words, does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Of the words of the title that say which work it is, sorted: signs and single capitals with them
    /// (`C#`, `banner B`), dates and what says that it is shown again without.
    title: Box<[u32]>,
    /// Those of them that name the posting's own place, where an online board shows a job once per place.
    place: Option<Box<[u32]>>,
    /// The sums that it names, in thousandths, sorted.
    sums: Box<[u64]>,
}

impl Told {
    pub(super) fn of(posting: &Posting) -> Self {
        let keys = |text: Option<&str>| -> Vec<u32> {
            let text = text.unwrap_or_default().to_lowercase();
            words(&text).map(word_key).collect()
        };
        let hirer = keys(posting.company.as_deref());
        let mut title = sorted(title_keys(&posting.title));
        title.retain(|word| !hirer.contains(word));
        let own = posting.location.as_deref().filter(|_| posting.work_is == WorkIs::Online);
        let place = own.map(|place| {
            let place = keys(Some(place));
            title.extract_if(.., |word| place.contains(word)).collect()
        });
        Self { title: title.into(), place, sums: sums(posting).into() }
    }

    /// Whether one title names what the other does not: another word in its stead, or one more that the
    /// text of the other never uses.
    pub(super) fn titles_differ(
        &self,
        other: &Self,
        ours: Option<&Specifics>,
        theirs: Option<&Specifics>,
    ) -> bool {
        let both_placed = self.place.is_some() && other.place.is_some();
        let (mine, yours) = (self.only(other, both_placed), other.only(self, both_placed));
        let (further, text) = match (mine.is_empty(), yours.is_empty()) {
            (true, true) => return false,
            (false, false) => return true,
            (false, true) => (mine, theirs),
            (true, false) => (yours, ours),
        };
        !text.is_some_and(|text| further.iter().all(|word| text.says(*word)))
    }

    /// Whether each names a sum that the other does not.
    pub(super) fn sums_differ(&self, other: &Self) -> bool {
        let common = in_both(&self.sums, &other.sums).count();
        common < self.sums.len() && common < other.sums.len()
    }

    /// The words of this title that the other does not have.
    fn only(&self, other: &Self, both_placed: bool) -> Vec<u32> {
        let place = self.place.iter().flatten().filter(|_| !both_placed);
        let has = |word: &u32| other.title.contains(word) || other.place.iter().flatten().any(|w| w == word);
        self.title.iter().chain(place).copied().filter(|word| !has(word)).collect()
    }
}

/// Keys of the words of a title that say which work it is.
fn title_keys(title: &str) -> Vec<u32> {
    let shouts = !title.chars().any(char::is_lowercase);
    let mut tokens: Vec<Token<'_>> = Token::all(title).take(TITLE_TOKENS_MAX).collect();
    let months: Vec<usize> =
        (0..tokens.len()).filter(|at| MONTHS.contains(&tokens[*at].lowered.as_str())).collect();
    let near_month = |at: usize| months.iter().any(|month| month.abs_diff(at) <= 1);
    let mut keys = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter_mut().enumerate() {
        let number = token.number();
        let dates = months.contains(&at)
            || number.is_some_and(|number| near_month(at) && number <= 31 || is_year(number))
            || token.in_date;
        if dates || token.is_sum || token.says_nothing(at, shouts) {
            continue;
        }
        keys.push(word_key(match token.lowered.as_str() {
            "sr" => "senior",
            "jr" => "junior",
            word => word,
        }));
    }
    keys
}

const fn is_year(number: u32) -> bool {
    matches!(number, 1990..=2099)
}

/// A word of a title with the signs that are part of it.
struct Token<'t> {
    text: &'t str,
    lowered: String,
    /// Whether a currency sign stands before or behind it.
    is_sum: bool,
    /// Whether it is part of figures joined as those of a date.
    in_date: bool,
    /// Whether one of several written with strokes between: `(m/f/d)`.
    in_strokes: bool,
    /// Whether a space and a word follow.
    goes_on: bool,
}

impl<'t> Token<'t> {
    fn all(title: &'t str) -> impl Iterator<Item = Self> {
        title.split_whitespace().flat_map(move |run| {
            let is_date = is_date(run);
            words(run).map(move |word| {
                let begin = word.as_ptr() as usize - run.as_ptr() as usize;
                let (before, after) = (&run[..begin], &run[begin + word.len()..]);
                let signs = after.len() - after.trim_start_matches(['+', '#']).len();
                let text = &run[begin..begin + word.len() + signs];
                let stroke = |c: char| matches!(c, '/' | '|' | '*');
                Self {
                    text,
                    lowered: text.to_lowercase(),
                    is_sum: word.starts_with(|c: char| c.is_ascii_digit())
                        && (before.ends_with(is_currency_sign) || after.starts_with(is_currency_sign)),
                    in_date: is_date,
                    in_strokes: before.ends_with(stroke) || after.starts_with(stroke),
                    goes_on: after.is_empty()
                        && title[run.as_ptr() as usize - title.as_ptr() as usize + run.len()..]
                            .trim_start()
                            .starts_with(char::is_alphanumeric),
                }
            })
        })
    }

    /// Its number, an ordinal's too.
    fn number(&self) -> Option<u32> {
        self.lowered.trim_end_matches(char::is_alphabetic).parse().ok()
    }

    /// Whether it says nothing of which work this is.
    fn says_nothing(&self, at: usize, shouts: bool) -> bool {
        let capitals = self.text.chars().all(char::is_uppercase) && !self.in_strokes;
        let names = match self.text.len() {
            // `Banner A`, but not `A banner` or `I Need A Banner`.
            1 => capitals && at > 0 && (!matches!(self.lowered.as_str(), "a" | "i") || !self.goes_on),
            // `EN to DE`.
            2 => capitals && !shouts && matches!(self.lowered.as_str(), "en" | "de"),
            _ => false,
        };
        !names && (is_title_noise(&self.lowered) || AGAIN.contains(&self.lowered.as_str()))
    }
}

/// Whether a run without white space is a date in figures: `12/05/2024`, `2024-05-12`.
fn is_date(run: &str) -> bool {
    let run = run.trim_matches(|c: char| !c.is_ascii_digit());
    let parts = run.split(['/', '-', '.']);
    parts.clone().count() == 3
        && parts
            .into_iter()
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The sums that a posting names, in thousandths.
fn sums(posting: &Posting) -> Vec<u64> {
    let stated = posting.pay.iter().flat_map(|pay| [pay.low, pay.high]).flatten();
    let mut sums: Vec<u64> =
        stated.filter_map(|amount| u64::try_from(amount.micros() / 1_000).ok()).collect();
    for run in posting.pay_text.iter().flat_map(|text| words_with_digits(first_words(text))) {
        sums.extend(sum_figures(run));
    }
    for text in [posting.title.as_str(), posting.description.as_str()].map(first_words) {
        let of_money = words_with_digits(text).filter(|run| is_money(text, run));
        sums.extend(of_money.flat_map(sum_figures).take(SUMS_MAX));
    }
    sums.retain(|sum| *sum > 0);
    sorted(sums)
}

/// The figures of a run, with the letters of a currency before them or behind: `KSh15,000`, `15,000/=`.
fn sum_figures(run: &str) -> impl Iterator<Item = u64> + '_ {
    figures_of_word(run.trim_start_matches(char::is_alphabetic))
}

/// Whether a run of figures within a text is a sum.
fn is_money(text: &str, run: &str) -> bool {
    if run.contains(is_currency_sign) || run.contains("/=") {
        return true;
    }
    let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
    let begin = run.as_ptr() as usize - text.as_ptr() as usize;
    let before = text[..begin].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[begin + run.len()..].split_whitespace().next().unwrap_or_default();
    let prefix = &run[..run.len() - run.trim_start_matches(char::is_alphabetic).len()];
    let suffix = &letters[letters.trim_end_matches(char::is_alphabetic).len()..];
    [before, after, prefix, suffix].into_iter().any(is_money_word)
        || before.ends_with(is_currency_sign)
        || is_one_of(&PAY_WORDS, before)
}

fn is_money_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) && Currency::from_code(word).is_some()
        || is_one_of(&MONEY_WORDS, word)
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

const fn is_currency_sign(sign: char) -> bool {
    matches!(sign, '$' | '£' | '¥' | '৳' | '฿' | '﷼' | '＄' | '￡' | '￥' | '\u{20a0}'..='\u{20cf}')
}
