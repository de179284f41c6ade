//! The figures that a posting names, and which of them are sums.

use kazi_domain::{Currency, Posting};

use super::{
    body::WORDS_MAX,
    order::sorted,
    vocabulary::{Group, Groups},
};
use crate::cut::{Cut, CutPosting};

/// The most figures kept of a posting.
const FIGURES_MAX: usize = 24;
/// The most sums kept of a title or a body.
const SUMS_MAX: usize = 16;
/// Figures from here on are rarely the same by chance: an amount, a count of products.
const TELLING_FIGURE: u64 = 100;

/// The runs without white space that hold a figure, by the part of a posting.
pub(super) struct Runs<'p> {
    posting: &'p Posting,
    title: Vec<Run<'p>>,
    pay_text: Vec<Run<'p>>,
    description: Vec<Run<'p>>,
}

/// A run without white space that holds a figure, and the text around it.
struct Run<'t> {
    before: &'t str,
    run: &'t str,
    after: &'t str,
}

impl<'p> Runs<'p> {
    pub(super) fn of(cut: &CutPosting<'p>) -> Self {
        Self {
            posting: cut.posting,
            title: runs(&cut.title),
            pay_text: runs(&cut.pay_text),
            description: runs(&cut.description),
        }
    }

    /// The figures of title, body and pay, in thousandths: `€45–€55`, `2,400 products`, `1.5k`.
    pub(super) fn figures(&self) -> Vec<u64> {
        let written = self.title.iter().chain(&self.pay_text).chain(&self.description);
        let written = written.flat_map(|run| figures_of_word(run.run));
        let all = written.chain(self.stated()).filter(|figure| *figure > 0);
        sorted(all.take(FIGURES_MAX).collect())
    }

    /// The sums that a posting names, in thousandths.
    pub(super) fn sums(&self) -> Vec<u64> {
        let mut sums: Vec<u64> = self.stated().collect();
        sums.extend(self.pay_text.iter().flat_map(Run::sums));
        for runs in [&self.title, &self.description] {
            let of_money = runs.iter().filter(|run| run.is_money());
            sums.extend(of_money.flat_map(Run::sums).take(SUMS_MAX));
        }
        sums.retain(|sum| *sum > 0);
        sorted(sums)
    }

    /// The sums of the pay that the source states.
    fn stated(&self) -> impl Iterator<Item = u64> {
        let stated = self.posting.pay.iter().flat_map(|pay| [pay.low, pay.high]).flatten();
        stated.filter_map(|amount| u64::try_from(amount.micros() / 1_000).ok())
    }
}

/// The runs of a text up to its first [`WORDS_MAX`] words.
fn runs<'t>(cut: &Cut<'t>) -> Vec<Run<'t>> {
    let text = cut.text;
    let mut runs: Vec<Run<'t>> = Vec::new();
    let (mut behind, last) = (0, first_words(text).len());
    for at in cut.figures.iter().map(|at| *at as usize).take_while(|at| *at < last) {
        if at < behind {
            continue;
        }
        let begin = text[..at].rfind(char::is_whitespace);
        let begin = begin.map_or(0, |space| text.ceil_char_boundary(space + 1));
        behind = text[at..].find(char::is_whitespace).map_or(text.len(), |length| at + length);
        runs.push(Run { before: &text[..begin], run: &text[begin..behind], after: &text[behind..last] });
    }
    runs
}

/// A text up to [`WORDS_MAX`] runs without white space.
fn first_words(text: &str) -> &str {
    // So many words need a byte each and one between.
    if text.len() < WORDS_MAX * 2 {
        return text;
    }
    let after = text.split_whitespace().nth(WORDS_MAX);
    after.map_or(text, |after| &text[..after.as_ptr() as usize - text.as_ptr() as usize])
}

impl Run<'_> {
    /// Its figures, with the letters of a currency before them or behind: `KSh15,000`, `15,000/=`.
    fn sums(&self) -> impl Iterator<Item = u64> {
        figures_of_word(self.run.trim_start_matches(char::is_alphabetic))
    }

    /// Whether it is a sum.
    fn is_money(&self) -> bool {
        let run = self.run;
        if run.contains(is_currency_sign) || run.contains("/=") {
            return true;
        }
        let before = self.before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = self.after.split_whitespace().next().unwrap_or_default();
        let [first, last] = self.letters();
        before.ends_with(is_currency_sign)
            || Groups::in_any_case(trimmed(before)).hold(Group::Pay)
            || is_money_word(before)
            || is_money_word(after)
            || is_money_word(first)
            || is_money_word(last)
    }

    /// The letters that it begins with and those that it ends with, but for signs.
    fn letters(&self) -> [&str; 2] {
        let first = &self.run[..self.run.len() - self.run.trim_start_matches(char::is_alphabetic).len()];
        let letters = self.run.trim_end_matches(|c: char| !c.is_alphabetic());
        [first, &letters[letters.trim_end_matches(char::is_alphabetic).len()..]]
    }
}

fn is_money_word(word: &str) -> bool {
    let word = trimmed(word);
    if word.is_empty() {
        return false;
    }
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) && Currency::from_code(word).is_some()
        || Groups::in_any_case(word).hold(Group::Money)
}

/// A word without signs before it and behind.
fn trimmed(word: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let [first, last] = [word.as_bytes().first(), word.as_bytes().last()];
    if is_plain(first) && is_plain(last) { word } else { word.trim_matches(|c: char| !c.is_alphanumeric()) }
}

pub(super) const fn is_currency_sign(sign: char) -> bool {
    matches!(sign, '$' | '£' | '¥' | '৳' | '฿' | '﷼' | '＄' | '￡' | '￥' | '\u{20a0}'..='\u{20cf}')
}

/// The figures of a run without white space; none where letters and digits mix, as in a code.
fn figures_of_word(word: &str) -> impl Iterator<Item = u64> + '_ {
    let parts =
        word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',')).filter(|part| !part.is_empty());
    parts.filter_map(|part| {
        let part = trimmed(part);
        let digits = part.trim_end_matches(['k', 'K']);
        let thousands = if digits.len() < part.len() { 1_000 } else { 1 };
        let mut groups = digits.split(['.', ',']);
        let first: u64 = groups.next()?.parse().ok()?;
        let value = groups.try_fold(first.checked_mul(1_000)?, |value, group| match group.len() {
            3 => value.checked_mul(1_000)?.checked_add(group.parse::<u64>().ok()?.checked_mul(1_000)?),
            1 => value.checked_add(group.parse::<u64>().ok()? * 100),
            2 => value.checked_add(group.parse::<u64>().ok()? * 10),
            _ => None,
        })?;
        value.checked_mul(thousands)
    })
}

/// Whether a figure is rarely the same by chance.
pub(super) const fn is_telling(figure: u64) -> bool {
    figure >= TELLING_FIGURE * 1_000
}
