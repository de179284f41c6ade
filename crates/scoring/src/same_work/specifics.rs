//! The specifics by which a posting written anew for another board is known again: who hires, the
//! figures it names and the words it uses.

use std::sync::LazyLock;

use kazi_domain::{LocationIs, Posting, WorkIs};
use serde::{Deserialize, Serialize};

use super::{
    figures::{figures, is_telling},
    fingerprint::{Body, WORDS_MAX, hash, low_half, mixed, word_hash, words},
    order::{in_both, sorted, sorted_hashes},
};

/// How many of the least hashes of the words are kept: all words of a short posting.
const WORDS_KEPT: usize = 128;
/// Words of fewer letters join others and say nothing.
const WORD_LETTERS_MIN: usize = 3;
/// The telling figures that are looked up, each with some words of the title.
const FIGURE_KEYS: usize = 3;
/// The words of the title, those with the least keys, that a figure is looked up with.
const TITLE_KEYS: usize = 3;
/// So many figures in common make up for a word that only one of two titles has.
const FIGURES_SURE: usize = 3;
/// The share of the words of the shorter body that goes with a figure in common.
const SAID_WITH_FIGURES: f64 = 0.4;
/// The share that goes without one.
const SAID_ALONE: f64 = 0.65;
/// The share where the hirer is not known to be the same, or the titles differ in more words.
const SAID_WITHOUT_HIRER: f64 = 0.7;
/// The fewest words both must use; in fewer, chance decides.
const SAID_MIN: usize = 8;

/// Forms of firms and joining words, which one board gives and another leaves out.
const FIRM_NOISE: [&str; 22] = [
    "ab",
    "ag",
    "and",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "limited",
    "llc",
    "llp",
    "ltd",
    "oy",
    "plc",
    "pty",
    "sa",
    "sarl",
    "the",
];
/// Words of a rank.
static RANKS: LazyLock<[u32; 14]> = LazyLock::new(|| {
    [
        "assistant",
        "associate",
        "chief",
        "director",
        "head",
        "intern",
        "internship",
        "junior",
        "lead",
        "manager",
        "principal",
        "senior",
        "staff",
        "trainee",
    ]
    .map(word_key)
});

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Specifics {
    /// Of the name of who hires.
    hirer: Option<u64>,
    /// Of the words of that name.
    hirer_words: Vec<u32>,
    /// The figures of all parts, in thousandths, sorted.
    figures: Vec<u64>,
    /// The least hashes of the words of title and body, sorted.
    said: Vec<u32>,
    /// How many different words there are.
    words: usize,
    /// Of the words of the place, where the work is tied to one.
    on_place: Option<Vec<u32>>,
}

impl Specifics {
    /// Of a posting whose title and body are given in small letters.
    pub(super) fn of(posting: &Posting, title: &str, body: &Body) -> Self {
        let company = posting.company.as_deref().unwrap_or_default().to_lowercase();
        let hirer_words = hirer_words(&company);
        let says = |word: &str| word.chars().nth(WORD_LETTERS_MIN - 1).is_some();
        let mut said = Vec::with_capacity(body.len());
        for (word, hash) in body.words().zip(&body.hashes).filter(|(word, _)| says(word)) {
            said.push(known_key(word, *hash));
        }
        let room = WORDS_MAX.saturating_sub(body.len());
        said.extend(words(title).take(room).filter(|word| says(word)).map(word_key));
        let mut said = sorted_hashes(&said);
        let words = said.len();
        said.truncate(WORDS_KEPT);
        Self {
            hirer: (!hirer_words.is_empty()).then(|| hash(hirer_words.iter().copied())),
            hirer_words: hirer_words.into_iter().map(word_key).collect(),
            figures: figures(posting),
            words,
            said,
            on_place: on_place(posting, title, body),
        }
    }

    /// Adds keys under which a posting with words of a title in common and the same hirer, or the same
    /// telling figure, is found.
    pub(super) fn add_keys(&self, title: &[u32], keys: &mut Vec<u64>) {
        let mut with = |fact: u64, words: usize| {
            keys.extend(
                title.iter().take(words).map(|word| mixed(fact ^ mixed((1 << 33) | u64::from(*word)))),
            );
        };
        self.hirer.iter().for_each(|hirer| with(*hirer, title.len()));
        let figures = self.figures.iter().filter(|figure| is_telling(**figure)).take(FIGURE_KEYS);
        figures.for_each(|figure| with(mixed(figure ^ (1 << 60)), TITLE_KEYS));
    }

    /// Whether two postings whose bodies differ tell of the same work by the same hirer.
    ///
    /// Both must name like work; where one says a figure that the other replaces by its own (a
    /// template filled in twice), a place of its own or another hirer, they are two.
    pub(super) fn agree(&self, title: &[u32], other: &Self, other_title: &[u32]) -> Option<f64> {
        if self.figures_differ(other) || self.places_differ(other) {
            return None;
        }
        let named = |word: &&u32| self.hirer_words.contains(word) || other.hirer_words.contains(word);
        let work = |title: &[u32]| title.iter().filter(|word| !named(word)).copied().collect::<Vec<_>>();
        let titles = Titles::of(&work(title), &work(other_title));
        if titles.common == 0 || titles.rank_differs() {
            return None;
        }
        let figures: Vec<u64> = in_both(&self.figures, &other.figures).collect();
        let both_named = self.hirer.is_some() && other.hirer.is_some();
        let alike = titles.are_alike(self, other, figures.len());
        let close = titles.are_close() && self.as_long(other) && figures.iter().copied().any(is_telling);
        let least = match self.same_hirer(other) {
            false if both_named => return None,
            true if alike && !figures.is_empty() => SAID_WITH_FIGURES,
            true if alike && both_named => SAID_ALONE,
            _ if close && titles.common == titles.shorter => SAID_WITHOUT_HIRER,
            // "… with Python" and "… with Java" are two tasks, unless both texts speak of both.
            _ if close && !both_named && titles.apart_known(self, other) => SAID_WITHOUT_HIRER,
            _ => return None,
        };
        let (common, said) = self.said(other);
        (common >= SAID_MIN && said >= least).then_some(said)
    }

    /// Whether neither text is more than twice the other: stock sentences of a short one stand in
    /// many a long one.
    const fn as_long(&self, other: &Self) -> bool {
        self.words <= other.words * 2 && other.words <= self.words * 2
    }

    /// Whether one names the hirer of the other, with or without a person in front.
    fn same_hirer(&self, other: &Self) -> bool {
        match (self.hirer, other.hirer) {
            (Some(ours), Some(theirs)) => {
                let (short, long) = if self.hirer_words.len() < other.hirer_words.len() {
                    (&self.hirer_words, &other.hirer_words)
                } else {
                    (&other.hirer_words, &self.hirer_words)
                };
                ours == theirs || short.len() >= 2 && short.iter().all(|word| long.contains(word))
            }
            _ => self.names(other) || other.names(self),
        }
    }

    /// Whether each says a figure that the other does not.
    fn figures_differ(&self, other: &Self) -> bool {
        let common = in_both(&self.figures, &other.figures).count();
        common < self.figures.len() && common < other.figures.len()
    }

    /// Whether the work of each is tied to a place of its own.
    pub(super) fn places_differ(&self, other: &Self) -> bool {
        match (&self.on_place, &other.on_place) {
            (Some(ours), Some(theirs)) => in_both(ours, theirs).next().is_none(),
            _ => false,
        }
    }

    /// Whether this text names the hirer of the other.
    fn names(&self, other: &Self) -> bool {
        !other.hirer_words.is_empty() && other.hirer_words.iter().all(|word| self.says(*word))
    }

    /// Whether a word is among those kept of this text.
    pub(super) fn says(&self, word: u32) -> bool {
        self.said.binary_search(&word).is_ok()
    }

    /// How many of the kept words both use, and the share of the shorter text's words in common.
    fn said(&self, other: &Self) -> (usize, f64) {
        let shorter = self.words.min(other.words);
        if self.words.max(other.words) <= WORDS_KEPT {
            let common = in_both(&self.said, &other.said).count();
            return (common, share(common, shorter));
        }
        let mut union = sorted(self.said.iter().chain(&other.said).copied().collect());
        union.truncate(WORDS_KEPT);
        let common = union.iter().filter(|word| self.says(**word) && other.says(**word)).count();
        let alike = share(common, union.len());
        let all = share(self.words + other.words, shorter);
        (common, (alike * all / (1.0 + alike)).min(1.0))
    }
}

/// The words of two titles, set against each other.
struct Titles {
    common: usize,
    shorter: usize,
    /// Words that only one of them has.
    apart: Vec<u32>,
}

impl Titles {
    fn of(a: &[u32], b: &[u32]) -> Self {
        let only = |these: &[u32], those: &[u32]| -> Vec<u32> {
            these.iter().copied().filter(|word| !those.contains(word)).collect()
        };
        let mut apart = only(a, b);
        let common = a.len() - apart.len();
        apart.extend(only(b, a));
        Self { common, shorter: a.len().min(b.len()), apart }
    }

    /// Whether one title stands in the other, whose further words both texts use; every other one of
    /// them where many figures agree.
    fn are_alike(&self, a: &Specifics, b: &Specifics, figures: usize) -> bool {
        let known = self.apart.iter().filter(|word| a.says(**word) && b.says(**word)).count();
        let enough = if figures >= FIGURES_SURE { self.apart.len().div_ceil(2) } else { self.apart.len() };
        self.apart.is_empty() || self.common >= 2 && self.common == self.shorter && known >= enough
    }

    /// Whether both texts use every word that only one of the titles has.
    fn apart_known(&self, a: &Specifics, b: &Specifics) -> bool {
        self.apart.iter().all(|word| a.says(*word) && b.says(*word))
    }

    /// Whether most words of the shorter title stand in the other, and enough of them to say what it is.
    const fn are_close(&self) -> bool {
        self.common >= 3 && self.common * 5 >= self.shorter * 3
    }

    /// Whether one is for another rank: a junior and a senior of one firm share all other words.
    fn rank_differs(&self) -> bool {
        RANKS.iter().any(|rank| self.apart.contains(rank))
    }
}

/// A key of a word, of which the plural is the same word.
pub(super) fn word_key(word: &str) -> u32 {
    low_half(word_hash(singular(word)))
}

/// As [`word_key`], of a word whose hash is known.
fn known_key(word: &str, hash: u64) -> u32 {
    let one = singular(word);
    low_half(if one.len() == word.len() { hash } else { word_hash(one) })
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if word.len() > WORD_LETTERS_MIN && !one.ends_with('s') => one,
        _ => word,
    }
}

/// The words of a hirer's name in small letters that tell it from others.
pub(crate) fn hirer_words(company: &str) -> Vec<&str> {
    words(company).take(WORDS_KEPT).filter(|word| !FIRM_NOISE.contains(word)).collect()
}

fn on_place(posting: &Posting, title: &str, body: &Body) -> Option<Vec<u32>> {
    let place = posting.location.as_deref().filter(|_| posting.location_is != LocationIs::Client)?;
    let place = place.to_lowercase();
    let mut before = "";
    let mut texts = words(title).chain(words(&place)).chain(body.words()).take(WORDS_MAX);
    let tied = posting.work_is == WorkIs::Local
        || texts.any(|word| {
            let ties = ties_to_place(before, word);
            before = word;
            ties
        });
    let place = sorted(words(&place).map(word_key).collect());
    (tied && !place.is_empty()).then_some(place)
}

/// Whether a word, with the one before it, puts work at a place.
fn ties_to_place(before: &str, word: &str) -> bool {
    match word {
        "onsite" | "hybrid" | "relocate" | "relocation" | "presencial" => true,
        "site" => before == "on",
        "office" | "person" => before == "in",
        "ort" => before == "vor",
        _ => false,
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
