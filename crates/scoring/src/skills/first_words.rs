//! The plain words that phrases begin with: what is known of each spares most walks of the trie.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cues::LANGUAGES_MAX,
    lexicon::{ASCII_ENDINGS, Sense, Target},
};
use crate::{
    cut::PlainWord,
    known_words::{KnownWords, Word},
    trie::Trie,
};

/// Plain words that phrases begin with.
pub(super) struct FirstWords {
    /// With their places in `words`; 0 is the place of those that nothing is known of.
    known: KnownWords,
    words: Vec<FirstWord>,
}

/// What is known of a first word.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstWord {
    /// The place in the trie behind it.
    pub(super) place: u32,
    /// What it is by itself.
    pub(super) alone: Alone,
    /// The plain words that go on behind it and a space.
    seconds: Seconds,
    /// Whether anything else goes on behind it.
    takes_signs: bool,
}

/// What a first word is by itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alone {
    Nothing,
    /// A small word of these languages, a bit for each, and nothing else.
    SmallWord(u16),
    /// A phrase, by its number.
    Phrase(u32),
}

const _: () = assert!(LANGUAGES_MAX <= u16::BITS as usize);

impl FirstWord {
    /// Of such a word all phrases are walked from its first letter on.
    const UNKNOWN: Self =
        Self { place: 0, alone: Alone::Nothing, seconds: Seconds(u64::MAX), takes_signs: true };

    /// A word of which the place behind it is known, if any is.
    fn new(place: Option<u32>) -> Self {
        let nothing =
            Self { place: 0, alone: Alone::Nothing, seconds: Seconds::default(), takes_signs: false };
        place.map_or(Self::UNKNOWN, |place| Self { place, ..nothing })
    }

    /// Whether a phrase may go on behind it: behind the word stands this folded byte, and the next plain word
    /// where nothing else comes between.
    #[inline]
    pub(super) fn may_go_on(&self, behind: u8, next: Option<&PlainWord>) -> bool {
        match next {
            Some(next) => self.seconds.may_hold(next.word()),
            None => self.takes_signs || behind == b' ' && self.seconds.0 != 0,
        }
    }

    /// Adds what a phrase has behind it, and whether the last word of that takes endings.
    fn add(&mut self, rest: &[u8], inflects: bool) {
        let second = rest.strip_prefix(b" ").map(first_word).unwrap_or_default();
        if second.is_empty() {
            self.takes_signs = true;
            return;
        }
        self.seconds.add(second);
        if inflects && second.len() + 1 == rest.len() {
            forms_of(second).iter().for_each(|form| self.seconds.add(form));
        }
    }
}

/// Words, as a set that may hold a few more.
#[derive(Clone, Copy, Debug, Default)]
struct Seconds(u64);

impl Seconds {
    fn add(&mut self, word: &[u8]) {
        self.0 |= Self::bit(Word::of(word));
    }

    #[inline]
    fn may_hold(self, word: Word) -> bool {
        self.0 & Self::bit(word) != 0
    }

    /// By the highest bits of the hash, which are the best.
    fn bit(word: Word) -> u64 {
        1 << (word.hash() >> (u64::BITS - u64::BITS.trailing_zeros()))
    }
}

impl FirstWords {
    /// Of folded phrases, each with its number and all that it may stand for.
    pub(super) fn of<'p>(
        trie: &Trie,
        phrases: impl Iterator<Item = (&'p [u8], u32, &'p [Sense])> + Clone,
    ) -> Self {
        let inflects = |senses: &[Sense]| senses.iter().any(|sense| sense.inflects);
        let inflected =
            phrases.clone().filter(|(text, _, senses)| first_word(text) == *text && inflects(senses));
        let forms: BTreeSet<Vec<u8>> = inflected.flat_map(|(text, ..)| forms_of(text)).collect();
        let mut firsts: BTreeMap<&[u8], FirstWord> = BTreeMap::new();
        for (text, number, senses) in phrases {
            let word = first_word(text);
            // A form has the phrase within it that it is a form of.
            if word.is_empty() || forms.contains(word) {
                continue;
            }
            let first = firsts.entry(word).or_insert_with(|| FirstWord::new(trie.place_behind(word)));
            match &text[word.len()..] {
                [] => first.alone = Alone::of(number, senses),
                rest => first.add(rest, inflects(senses)),
            }
        }
        let numbered = firsts.keys().zip(1..).map(|(word, number)| (Word::of(word), number));
        let known = KnownWords::of(numbered.chain(forms.iter().map(|form| (Word::of(form), 0))));
        let words = std::iter::once(FirstWord::UNKNOWN).chain(firsts.into_values()).collect();
        Self { known, words }
    }

    /// What is known of a word that phrases may begin with.
    #[inline]
    pub(super) fn find(&self, word: Word) -> Option<&FirstWord> {
        self.words.get(self.known.find(word)? as usize)
    }
}

impl Alone {
    fn of(phrase: u32, senses: &[Sense]) -> Self {
        let languages = senses.iter().try_fold(0, |languages, sense| match sense.target {
            Target::SmallWord(language) => Some(languages | 1 << language),
            _ => None,
        });
        languages.map_or(Self::Phrase(phrase), Self::SmallWord)
    }
}

/// The letters and figures of ASCII that a folded text begins with.
fn first_word(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    &text[..length]
}

/// A word with each of the plural endings.
fn forms_of(word: &[u8]) -> [Vec<u8>; ASCII_ENDINGS.len()] {
    ASCII_ENDINGS.map(|ending| [word, ending].concat())
}
