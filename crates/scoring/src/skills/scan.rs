//! Finds the words of a book in folded text: whole words, the longest first, of each layer.

use std::ops::Range;

use super::{
    class::{Class, starts},
    cues::LANGUAGES_MAX,
    first_words::{FirstWord, LANGUAGE_SETS_MAX},
    fold::{Folded, Gap},
    lexicon::Lexicon,
    sense::{ASCII_ENDINGS, Conditions, LAYERS, Layer, Sense, Target},
};
use crate::cut::PlainWord;

/// How far from an alias the words that it needs may stand, in bytes.
const NEAR_BYTES: usize = 120;
/// The shortest alias that may begin or end inside a run of letters, as in "RequirementsPython".
const GLUED_BYTES_MIN: usize = 4;

/// So many bytes of text hold a word of each layer, by which room is made.
const HIT_BYTES: usize = 38;

/// Words found, by their bytes in the folded text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) target: Target,
    pub(super) begin: usize,
    pub(super) end: usize,
    /// The number of the phrase, to tell repeated words from more words.
    pub(super) phrase: u32,
    /// The number of the stretch that they stand in.
    pub(super) stretch: u32,
}

/// Folded text between two places where nothing matches across, its plain words, and what parts them.
pub(super) struct Stretch<'s> {
    pub(super) folded: Range<usize>,
    pub(super) words: &'s [PlainWord],
    pub(super) gaps: &'s [Gap],
}

/// What a scan found.
pub(super) struct Hits {
    /// Of each layer, in the order of the text.
    layers: [Vec<Hit>; LAYERS],
    /// How many small words of each language.
    pub(super) small_words: [u32; LANGUAGES_MAX],
    /// How many more of each set of languages; the first set is none.
    of_languages: [u32; LANGUAGE_SETS_MAX],
}

impl Hits {
    fn with_room(hits: usize) -> Self {
        let layers = std::array::from_fn(|_| Vec::with_capacity(hits));
        Self { layers, small_words: [0; LANGUAGES_MAX], of_languages: [0; LANGUAGE_SETS_MAX] }
    }

    pub(super) fn layer(&self, layer: Layer) -> &[Hit] {
        &self.layers[layer as usize]
    }

    fn add(&mut self, layer: Layer, hit: Hit) {
        match hit.target {
            Target::SmallWord(language) => self.small_words[usize::from(language)] += 1,
            _ => self.layers[layer as usize].push(hit),
        }
    }

    /// Counts the small words of sets of languages for each of them.
    fn count_languages(&mut self, sets: &[u16]) {
        for (set, words) in sets.iter().zip(self.of_languages).filter(|(_, words)| *words > 0) {
            for (language, count) in self.small_words.iter_mut().enumerate() {
                *count += words * u32::from(set >> language & 1);
            }
        }
    }
}

/// A scan of one text.
pub(super) struct Scanner<'a, F> {
    lexicon: &'a Lexicon,
    text: &'a Folded,
    /// Answers whether a folded range was written exactly so.
    written: F,
    /// The number of the stretch.
    stretch: u32,
    /// Where each layer's last match ends.
    taken: [usize; LAYERS],
    /// Phrases that begin at one place and where they end, shortest first.
    met: Vec<(u32, usize)>,
    hits: Hits,
}

impl<'a, F: Fn(usize, usize, &str) -> bool> Scanner<'a, F> {
    pub(super) fn new(lexicon: &'a Lexicon, text: &'a Folded, written: F) -> Self {
        let hits = Hits::with_room(text.bytes.len() / HIT_BYTES);
        Self { lexicon, text, written, stretch: 0, taken: [0; LAYERS], met: Vec::new(), hits }
    }

    /// Finds all words of the book in a text that these stretches make.
    pub(super) fn scan<'s>(mut self, stretches: impl Iterator<Item = Stretch<'s>>) -> Hits {
        for (number, stretch) in (0..).zip(stretches) {
            self.stretch = number;
            let end = self.scan_words(&stretch);
            self.scan_between(end..stretch.folded.end);
        }
        self.hits.count_languages(self.lexicon.firsts.languages());
        self.hits
    }

    /// Finds the words up to the last plain one, and says where that ends.
    #[inline(never)]
    fn scan_words(&mut self, stretch: &Stretch<'_>) -> usize {
        let (words, firsts, mut gaps) = (stretch.words, &self.lexicon.firsts, stretch.gaps.iter());
        let mut gap = gaps.next();
        // Where the word behind the last gap begins, in the folded text and in its own.
        let mut run = (stretch.folded.start, 0);
        for chunk in (0..words.len()).step_by(u64::BITS as usize) {
            // Most branches taken for a word that is none of them would be guessed wrong.
            let mut likely = firsts.likely(&words[chunk..]);
            while likely != 0 {
                let place = chunk + likely.trailing_zeros() as usize;
                likely &= likely - 1;
                while let Some(here) = gap.filter(|gap| gap.next <= place) {
                    (run, gap) = (self.scan_gap(here, &words[here.next]), gaps.next());
                }
                let begin = run.0 + words[place].start() - run.1;
                if let Some(first) = firsts.find(words[place].word()) {
                    let next = words.get(place + 1).unwrap_or(&words[0]);
                    self.take_from(first, begin, begin + words[place].len(), next);
                }
            }
        }
        gap.into_iter().chain(gaps).for_each(|gap| run = self.scan_gap(gap, &words[gap.next]));
        words.last().map_or(run.0, |last| run.0 + last.end() - run.1)
    }

    /// Finds the words that begin before a plain one, and says where that begins, in the folded text and its own.
    fn scan_gap(&mut self, gap: &Gap, next: &PlainWord) -> (usize, usize) {
        /// The one word that ASCII signs are.
        const AND_BYTES: usize = " and ".len();
        let between = gap.folded.clone();
        let ends_in_dot = || self.text.bytes[between.clone()].last() == Some(&b'.');
        // Where a few signs are all that stands there, the last must be a dot, with which a name may begin.
        if !next.after_signs || between.len() >= AND_BYTES || ends_in_dot() {
            self.scan_between(between);
        }
        (gap.folded.end, next.start())
    }

    /// Takes the longest phrases that begin with a plain word, one of each layer. None ends or goes on within it. The
    /// next plain word is the first of all behind the last.
    #[inline]
    fn take_from(&mut self, first: &FirstWord, begin: usize, end: usize, next: &PlainWord) {
        let behind = self.text.bytes.get(end).copied().unwrap_or(b'\n');
        if first.may_go_on(behind, next) {
            self.take_longer(first, begin, end, next);
        }
        let ends = end - begin > usize::from(NO_END[usize::from(behind)]);
        // What is taken stays as it is: no shorter phrase may begin where a small word does.
        let is_small_word = ends & (begin >= self.taken[Layer::Context as usize]);
        self.hits.of_languages[usize::from(first.languages)] += u32::from(is_small_word);
        if let Some(phrase) = first.phrase() {
            self.take(phrase, begin, end, ends);
        }
    }

    /// Takes the longest phrases that go on behind a plain word.
    #[inline(never)]
    fn take_longer(&mut self, first: &FirstWord, begin: usize, end: usize, next: &PlainWord) {
        let Some(start) = self.lexicon.firsts.start_behind(first, end - begin, next) else { return };
        let longer = self.lexicon.walk_on(start, &self.text.bytes[begin..]);
        self.met.extend(longer.map(|(phrase, length)| (phrase, begin + length)));
        self.take_met(begin);
    }

    /// Finds the words that begin between two plain ones.
    fn scan_between(&mut self, between: Range<usize>) {
        let text = self.text;
        for begin in starts(&text.written, between) {
            let Some(glued) = self.word_begins(begin) else { continue };
            self.take_at(begin, if glued { GLUED_BYTES_MIN } else { 0 });
            for prefix in arabic_prefixes(&text.bytes[begin..]) {
                self.take_at(begin + prefix, 0);
            }
        }
    }

    /// Takes the longest phrases of so many bytes and more that begin at `begin`, one of each layer.
    fn take_at(&mut self, begin: usize, bytes_min: usize) {
        let phrases = self.lexicon.walk(&self.text.bytes[begin..]).filter(|(_, length)| *length >= bytes_min);
        self.met.extend(phrases.map(|(phrase, length)| (phrase, begin + length)));
        self.take_met(begin);
    }

    fn take_met(&mut self, begin: usize) {
        while let Some((phrase, end)) = self.met.pop() {
            self.take(phrase, begin, end, self.boundary(end, end - begin));
        }
    }

    /// Takes what a phrase stands for, in the layers of which no longer one was taken there; `ends` says that the
    /// word ends where the phrase does.
    #[inline]
    fn take(&mut self, phrase: u32, begin: usize, end: usize, ends: bool) {
        // A phrase may stand for several things of one layer.
        let taken = self.taken;
        for sense in self.lexicon.senses(phrase) {
            let layer = sense.layer as usize;
            if begin >= taken[layer] && self.fits(sense, begin, end, ends) {
                self.taken[layer] = end;
                let (target, stretch) = (sense.target, self.stretch);
                self.hits.add(sense.layer, Hit { target, begin, end, phrase, stretch });
            }
        }
    }

    /// Whether a word begins at `at`, and if so, whether it is glued to the one before by a capital.
    fn word_begins(&self, at: usize) -> Option<bool> {
        let (before, class) = (self.text.class_before(at), self.text.class(at));
        match class {
            Class::UNSPACED => Some(false),
            _ if !before.is_word() => (class.is_word() || self.dot_begins(at)).then_some(false),
            Class::CAPITAL if before == Class::SMALL => {
                (self.text.class(at + 1) == Class::SMALL).then_some(true)
            }
            _ => (before == Class::UNSPACED).then_some(false),
        }
    }

    /// Names such as `.NET` begin with a dot.
    fn dot_begins(&self, at: usize) -> bool {
        self.text.class(at) == Class::DOT && self.text.class(at + 1).is_letter()
    }

    /// Whether all holds that a sense asks for; `ends` says that the word ends where the phrase does.
    fn fits(&self, sense: &Sense, begin: usize, end: usize, ends: bool) -> bool {
        (ends || sense.inflects && self.ending_ends(end, end - begin))
            && sense.more.as_ref().is_none_or(|more| self.holds(more, begin, end))
    }

    // What few phrases need stands apart from what all do.

    #[inline(never)]
    fn holds(&self, more: &Conditions, begin: usize, end: usize) -> bool {
        more.cased.as_ref().is_none_or(|exact| (self.written)(begin, end, exact))
            && (more.near.is_empty() || more.near.iter().any(|word| self.stands_near(word, begin, end)))
    }

    /// Whether a plural ending stands at `end`, and the word ends with it.
    #[inline(never)]
    fn ending_ends(&self, end: usize, length: usize) -> bool {
        let rest = &self.text.bytes[end..];
        let mut endings = ASCII_ENDINGS.iter().chain(&ARABIC_ENDINGS);
        endings.any(|ending| rest.starts_with(ending) && self.boundary(end + ending.len(), length))
    }

    fn boundary(&self, end: usize, length: usize) -> bool {
        let next = self.text.class(end);
        next == Class::SPACE || self.boundary_before(next, end, length)
    }

    #[inline(never)]
    fn boundary_before(&self, next: Class, end: usize, length: usize) -> bool {
        let last = self.text.class_before(end);
        match next {
            Class::SPACE | Class::UNSPACED => true,
            Class::MARK | Class::DOT => length > 1 || !matches!(self.text.bytes[end], b'&' | b'\''),
            Class::SIGN => last == Class::SIGN || !last.is_word(),
            Class::CAPITAL if last == Class::SMALL => {
                length >= GLUED_BYTES_MIN && self.text.class(end + 1) == Class::SMALL
            }
            // After a sign, as in "C#Developer", or within a script that sets no spaces.
            _ => last == Class::UNSPACED || (last == Class::SIGN && length > 1),
        }
    }

    fn stands_near(&self, word: &[u8], begin: usize, end: usize) -> bool {
        let from = begin.saturating_sub(NEAR_BYTES);
        let to = (end + NEAR_BYTES).min(self.text.bytes.len());
        memchr::memmem::find_iter(&self.text.bytes[from..to], word).any(|at| {
            let (start, stop) = (from + at, from + at + word.len());
            let outside = stop <= begin || start >= end;
            let whole = !self.text.class_before(start).is_word();
            outside && whole && (self.boundary(stop, word.len()) || self.ending_ends(stop, word.len()))
        })
    }
}

/// By the folded byte behind a plain word, up to how many bytes it does not end there as a [`Scanner::boundary`]
/// says.
static NO_END: [u8; 256] = {
    let mut lengths = [0; 256];
    lengths[b'&' as usize] = 1;
    lengths[b'+' as usize] = u8::MAX;
    lengths[b'#' as usize] = u8::MAX;
    lengths
};

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

#[cfg(test)]
mod tests {
    use kazi_domain::Alias;
    use proptest::prelude::*;

    use super::{super::lexicon::Phrases, *};
    use crate::cut::Cut;

    const ALIASES: [&str; 12] = [
        "web",
        "web design",
        "design",
        "designer",
        "C",
        "C++",
        "C#",
        ".NET",
        "logo for web",
        "logo designer",
        "logo internationalisation",
        "web no",
    ];

    fn lexicon() -> Lexicon {
        let mut phrases = Phrases::with_cues();
        for (place, text) in (0..).zip(ALIASES) {
            let alias = Alias { text: text.to_owned(), language: None, cased: false, near: Vec::new() };
            phrases.add_alias(&alias, Target::Skill(place), Layer::Skills);
            phrases.add_alias(&alias, Target::Field(place, 1.0), Layer::Fields);
        }
        phrases.compile().unwrap()
    }

    fn scan(lexicon: &Lexicon, cut: &Cut<'_>) -> Hits {
        let mut text = Folded::default();
        text.push(cut);
        text.end_part();
        let stretch = Stretch { folded: 0..text.bytes.len(), words: &cut.words, gaps: &text.gaps };
        Scanner::new(lexicon, &text, |_, _, _: &str| true).scan(std::iter::once(stretch))
    }

    #[test]
    fn the_longest_phrase_of_each_layer_is_taken() {
        let hits = scan(&lexicon(), &Cut::of("for the web designers, for a logo for web"));
        let places = |layer| hits.layer(layer).iter().map(|hit| (hit.begin, hit.end)).collect::<Vec<_>>();
        assert_eq!(places(Layer::Skills), [(8, 11), (12, 20), (29, 41)]);
        assert_eq!(places(Layer::Context), [(0, 7), (12, 21), (23, 28), (34, 37)]);
        assert_eq!(hits.small_words[0], 1, "the last for is a small word too");
    }

    proptest! {
        #[test]
        fn plain_words_are_found_as_those_between_them(
            parts in prop::collection::vec(("(Web|web|design|Designs|Designers|C|C\\+\\+|logo|for|the|no|es|\\.NET|a|x|internationalisations?)", "( |  |-|, |\\.| \\.|\n| & |é|)"), 0..20),
        ) {
            let text: String = parts.into_iter().flat_map(|(word, sign)| [word, sign]).collect();
            let lexicon = lexicon();
            let plain = scan(&lexicon, &Cut::of(&text));
            let between = scan(&lexicon, &Cut::uncut(&text));
            prop_assert_eq!(plain.layers, between.layers);
            prop_assert_eq!(plain.small_words, between.small_words);
        }
    }
}
