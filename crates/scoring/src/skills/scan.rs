//! Finds the words of a book in folded text: whole words, the longest first, of each layer.

use std::ops::Range;

use super::{
    fold::{Class, Folded, starts},
    lexicon::{ASCII_ENDINGS, Conditions, LAYERS, Layer, Lexicon, Sense, Target},
};
use crate::cut::PlainWord;

/// How far from an alias the words that it needs may stand, in bytes.
const NEAR_BYTES: usize = 120;
/// The shortest alias that may begin or end inside a run of letters, as in "RequirementsPython".
const GLUED_BYTES_MIN: usize = 4;

/// So many bytes of text hold a word of each layer, by which room is made.
const HIT_BYTES: usize = 32;

/// Words found, by their bytes in the folded text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) target: Target,
    pub(super) begin: usize,
    pub(super) end: usize,
    /// The number of the phrase, to tell repeated words from more words.
    pub(super) phrase: usize,
}

/// Folded text between two places where nothing matches across, and its plain words.
pub(super) struct Stretch<'s> {
    pub(super) folded: Range<usize>,
    pub(super) words: &'s [PlainWord],
}

/// What a scan found, each layer in the order of the text.
pub(super) struct Hits {
    layers: [Vec<Hit>; LAYERS],
}

impl Hits {
    pub(super) fn layer(&self, layer: Layer) -> &[Hit] {
        &self.layers[layer as usize]
    }
}

/// The phrases that begin at one place.
struct Meeting {
    begin: usize,
    /// Where each layer's last match before it ends.
    taken: [usize; LAYERS],
    /// How many there were in each layer.
    known: [usize; LAYERS],
    any: bool,
}

impl Meeting {
    fn new(begin: usize, taken: &[usize; LAYERS], hits: &Hits) -> Self {
        Self { begin, taken: *taken, known: hits.layers.each_ref().map(Vec::len), any: false }
    }

    /// What was found takes its place in the text.
    fn end(self, taken: &mut [usize; LAYERS], hits: &Hits) {
        if !self.any {
            return;
        }
        for ((found, known), taken) in hits.layers.iter().zip(self.known).zip(taken) {
            if let Some(hit) = found[known..].last() {
                *taken = hit.end;
            }
        }
    }
}

/// A scan of one text.
pub(super) struct Scanner<'a, F> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) text: &'a Folded,
    /// Answers whether a folded range was written exactly so.
    pub(super) written: F,
}

impl<F: Fn(usize, usize, &str) -> bool> Scanner<'_, F> {
    /// Finds all words of the book in a text that these stretches make.
    pub(super) fn scan<'s>(&self, stretches: impl Iterator<Item = Stretch<'s>>) -> Hits {
        let room = self.text.bytes.len() / HIT_BYTES;
        let mut hits = Hits { layers: std::array::from_fn(|_| Vec::with_capacity(room)) };
        // Where each layer's last match ends.
        let mut taken = [0; LAYERS];
        for Stretch { folded, words } in stretches {
            let mut at = folded.start;
            for (begin, plain) in self.text.plain_words(&folded, words) {
                if !plain.is_next {
                    self.scan_between(at..begin, &mut taken, &mut hits);
                }
                // No phrase ends or goes on within it.
                let length = plain.len();
                if let Some(first) = self.lexicon.find_first(plain.word()) {
                    let mut meeting = Meeting::new(begin, &taken, &hits);
                    if let Some(phrase) = first.phrase {
                        self.meet(&mut meeting, phrase as usize, begin + length, &mut hits);
                    }
                    for (phrase, length) in self.lexicon.walk_on(first, &self.text.bytes[begin..], length) {
                        self.meet(&mut meeting, phrase, begin + length, &mut hits);
                    }
                    meeting.end(&mut taken, &hits);
                }
                at = begin + length;
            }
            self.scan_between(at..folded.end, &mut taken, &mut hits);
        }
        hits
    }

    /// Finds the words that begin between two plain ones.
    fn scan_between(&self, between: Range<usize>, taken: &mut [usize; LAYERS], hits: &mut Hits) {
        for begin in starts(&self.text.classes, between) {
            let Some(glued) = self.word_begins(begin) else { continue };
            self.word(begin, if glued { GLUED_BYTES_MIN } else { 0 }, taken, hits);
            for prefix in arabic_prefixes(&self.text.bytes[begin..]) {
                self.word(begin + prefix, 0, taken, hits);
            }
        }
    }

    /// Takes the longest phrases of so many bytes and more that begin at `begin`, one of each layer.
    fn word(&self, begin: usize, bytes_min: usize, taken: &mut [usize; LAYERS], hits: &mut Hits) {
        let mut meeting = Meeting::new(begin, taken, hits);
        for (phrase, length) in self.lexicon.walk(&self.text.bytes[begin..]) {
            if length >= bytes_min {
                self.meet(&mut meeting, phrase, begin + length, hits);
            }
        }
        meeting.end(taken, hits);
    }

    /// Takes what a phrase stands for that was met, in the place of shorter ones.
    fn meet(&self, meeting: &mut Meeting, phrase: usize, end: usize, hits: &mut Hits) {
        let begin = meeting.begin;
        let ends = self.boundary(end, end - begin);
        for sense in self.lexicon.senses(phrase) {
            let layer = sense.layer as usize;
            if begin >= meeting.taken[layer] && self.fits(sense, begin, end, ends) {
                let found = &mut hits.layers[layer];
                if found.last().is_some_and(|shorter| shorter.end < end) {
                    found.truncate(meeting.known[layer]);
                }
                found.push(Hit { target: sense.target, begin, end, phrase });
                meeting.any = true;
            }
        }
    }

    /// Whether a word begins at `at`, and if so, whether it is glued to the one before by a capital.
    fn word_begins(&self, at: usize) -> Option<bool> {
        let classes = &self.text.classes;
        let (before, class) = (at.checked_sub(1).map(|at| classes[at]), classes[at]);
        match class {
            Class::Unspaced => Some(false),
            _ if !before.is_some_and(Class::is_word) => {
                (class.is_word() || self.dot_begins(at)).then_some(false)
            }
            Class::Capital if before == Some(Class::Small) => {
                (classes.get(at + 1) == Some(&Class::Small)).then_some(true)
            }
            _ => (before == Some(Class::Unspaced)).then_some(false),
        }
    }

    /// Names such as `.NET` begin with a dot.
    fn dot_begins(&self, at: usize) -> bool {
        self.text.classes[at] == Class::Dot
            && self.text.classes.get(at + 1).is_some_and(|class| class.is_letter())
    }

    /// Whether all holds that a sense asks for; `ends` says that the word ends where the phrase does.
    fn fits(&self, sense: &Sense, begin: usize, end: usize, ends: bool) -> bool {
        (ends || sense.inflects && self.ending_ends(end, end - begin))
            && sense.more.as_ref().is_none_or(|more| self.holds(more, begin, end))
    }

    fn holds(&self, more: &Conditions, begin: usize, end: usize) -> bool {
        more.cased.as_ref().is_none_or(|exact| (self.written)(begin, end, exact))
            && (more.near.is_empty() || more.near.iter().any(|word| self.stands_near(word, begin, end)))
    }

    /// Whether a plural ending stands at `end`, and the word ends with it.
    fn ending_ends(&self, end: usize, length: usize) -> bool {
        let rest = &self.text.bytes[end..];
        let mut endings = ASCII_ENDINGS.iter().chain(&ARABIC_ENDINGS);
        endings.any(|ending| rest.starts_with(ending) && self.boundary(end + ending.len(), length))
    }

    fn boundary(&self, end: usize, length: usize) -> bool {
        let classes = &self.text.classes;
        let (last, next) = (classes[end - 1], classes.get(end));
        match next {
            None | Some(Class::Space | Class::Unspaced) => true,
            Some(Class::Mark | Class::Dot) => length > 1 || !matches!(self.text.bytes[end], b'&' | b'\''),
            Some(Class::Sign) => last == Class::Sign || !last.is_word(),
            Some(Class::Capital) if last == Class::Small => {
                length >= GLUED_BYTES_MIN && classes.get(end + 1) == Some(&Class::Small)
            }
            // After a sign, as in "C#Developer", or within a script that sets no spaces.
            Some(_) => last == Class::Unspaced || (last == Class::Sign && length > 1),
        }
    }

    fn stands_near(&self, word: &[u8], begin: usize, end: usize) -> bool {
        let from = begin.saturating_sub(NEAR_BYTES);
        let to = (end + NEAR_BYTES).min(self.text.bytes.len());
        memchr::memmem::find_iter(&self.text.bytes[from..to], word).any(|at| {
            let (start, stop) = (from + at, from + at + word.len());
            let outside = stop <= begin || start >= end;
            let whole = !start.checked_sub(1).is_some_and(|at| self.text.classes[at].is_word());
            outside && whole && (self.boundary(stop, word.len()) || self.ending_ends(stop, word.len()))
        })
    }
}

/// The feminine and plural endings of Arabic.
const ARABIC_ENDINGS: [&[u8]; 4] = ["ه".as_bytes(), "ات".as_bytes(), "ين".as_bytes(), "ون".as_bytes()];

/// How many bytes of an Arabic word are and, so, by, for or as, and the article.
fn arabic_prefixes(word: &[u8]) -> impl Iterator<Item = usize> + '_ {
    const JOINED: [&str; 5] = ["و", "ف", "ب", "ل", "ك"];
    const ARTICLES: [&str; 2] = ["ال", "ل"];
    let joined =
        JOINED.iter().find(|letter| word.starts_with(letter.as_bytes())).map_or(0, |letter| letter.len());
    let article = ARTICLES
        .iter()
        .find(|article| word[joined..].starts_with(article.as_bytes()))
        .map_or(0, |article| article.len());
    let plain = (joined == 0 && article > 0).then_some(article);
    let both = (joined > 0)
        .then_some(joined)
        .into_iter()
        .chain((joined > 0 && article > 0).then_some(joined + article));
    plain.into_iter().chain(both)
}
