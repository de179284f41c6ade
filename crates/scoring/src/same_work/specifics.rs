//! The specifics by which a posting written anew for another board is known again: who hires, the
//! figures it names and the words it uses.

use std::sync::LazyLock;

use kazi_domain::{LocationIs, Posting, WorkIs};
use serde::{Deserialize, Serialize};

use super::{
    body::{Body, WORDS_MAX, words},
    figures::{Runs, is_telling},
    hashes::{hash, mixed, word_hash, word_key},
    names::Names,
    order::{in_both, least_of, sorted},
    title::TitleWords,
    vocabulary::{Group, Groups, words_of},
};

/// How many of the least hashes of the words are kept: all words of a short posting.
const WORDS_KEPT: usize = 128;
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

/// Keys of words of a rank.
static RANKS: LazyLock<Vec<u32>> = LazyLock::new(|| words_of("rank").map(word_key).collect());

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Specifics {
    /// Of the name of who hires.
    hirer: Option<u64>,
    /// Of the words of that name.
    pub(super) hirer_words: Vec<u32>,
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
    pub(super) fn of(
        posting: &Posting,
        names: &Names,
        title: &TitleWords,
        mut body: Body,
        runs: &Runs<'_>,
    ) -> Self {
        let hirer_words = hirer_words(&names.hirer);
        let room = WORDS_MAX.saturating_sub(body.words.len());
        let of_title = title.words.iter().take(room).filter(|word| word.says);
        body.keys.extend(of_title.map(|word| word.key));
        let (said, words) = least_of(&body.keys, WORDS_KEPT);
        Self {
            hirer: (!hirer_words.is_empty()).then(|| hash(hirer_words.iter().copied())),
            hirer_words: hirer_words.into_iter().map(word_key).collect(),
            figures: runs.figures(),
            said,
            words,
            on_place: on_place(posting, names, title, &body.words),
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

/// The words of a hirer's name in small letters that tell it from others.
pub(crate) fn hirer_words(company: &str) -> Vec<&str> {
    words(company).take(WORDS_KEPT).filter(|word| !Groups::of(word).hold(Group::Firm)).collect()
}

/// The words of the place, where the work is tied to one.
fn on_place(posting: &Posting, names: &Names, title: &TitleWords, body: &[u64]) -> Option<Vec<u32>> {
    let place = names.place.as_deref().filter(|_| posting.location_is != LocationIs::Client)?;
    let tied = || {
        let mut said: Vec<u64> = title.words.iter().map(|word| word.hash).collect();
        said.extend(words(place).map(word_hash));
        said.truncate(WORDS_MAX);
        let room = WORDS_MAX - said.len();
        let last = said.last().copied().unwrap_or_default();
        TIES.stand_in(0, &said) || TIES.stand_in(last, &body[..body.len().min(room)])
    };
    let tied = posting.work_is == WorkIs::Local || tied();
    let place = tied.then(|| sorted(words(place).map(word_key).collect()))?;
    (!place.is_empty()).then_some(place)
}

/// Words that put work at a place.
struct Ties {
    /// Hashes of each and of the word before it; 0 where it may be any.
    words: Vec<(u64, u64)>,
    /// The highest bits of the hashes, as a set of bits.
    bits: u64,
}

static TIES: LazyLock<Ties> = LazyLock::new(|| {
    let hashes = |tie: &str| match tie.split_once('-') {
        Some((before, word)) => (word_hash(word), word_hash(before)),
        None => (word_hash(tie), 0),
    };
    let words: Vec<(u64, u64)> = words_of("place").map(hashes).collect();
    let bits = words.iter().fold(0, |bits, (word, _)| bits | Ties::bit(*word));
    Ties { words, bits }
});

impl Ties {
    /// Whether one is among words, behind a word before them, by their hashes.
    fn stand_in(&self, mut before: u64, words: &[u64]) -> bool {
        words.iter().any(|word| {
            let ties = self.bits & Self::bit(*word) != 0
                && self.words.iter().any(|tie| tie.0 == *word && (tie.1 == 0 || tie.1 == before));
            before = *word;
            ties
        })
    }

    const fn bit(hash: u64) -> u64 {
        1 << (hash >> 58)
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
