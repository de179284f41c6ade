//! The words of `words.txt` and what each means, compiled for look-ups.

use std::{collections::HashSet, hash::BuildHasherDefault, sync::LazyLock};

use kazi_domain::Currency;

use super::{
    fold::{Folded, WordHasher, WordMap},
    sense::{Mark, Role, Sense},
};

/// The longest word that is looked up in exactly its letters, in bytes.
const CASED_BYTES_MAX: usize = 4;
/// The longest currency sign, in bytes.
const SIGN_BYTES_MAX: usize = 5;

/// The words, compiled.
pub(super) struct Lexicon {
    words: WordMap<Folded, Sense>,
    /// Most words of a text mean nothing here, and this tells so without a look-up.
    shapes: Shapes,
    cased: WordMap<Folded, Sense>,
    cased_shapes: Shapes,
    /// Words that are no noun, apart from `words`: many of them stand in every sentence and mean nothing else, so
    /// they would be looked up in vain again and again.
    no_nouns: HashSet<Folded, BuildHasherDefault<WordHasher>>,
    /// Signs by their first character.
    signs: WordMap<char, Signs>,
}

/// The signs that begin with one character.
#[derive(Default)]
struct Signs {
    /// Longest first.
    all: Vec<(&'static str, Mark)>,
    /// The character alone, where it is one.
    alone: Option<(Mark, usize)>,
    /// The ASCII characters that stand second in the longer ones, as a set of bits.
    seconds: u128,
}

impl Signs {
    fn add(&mut self, sign: &'static str, mark: Mark) {
        match sign.chars().nth(1) {
            None => self.alone = Some((mark, sign.len())),
            Some(second) => self.seconds |= if second.is_ascii() { 1 << u32::from(second) } else { 0 },
        }
        self.all.push((sign, mark));
        self.all.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    }

    /// The longest that `text` begins with.
    fn longest(&self, text: &str, first: char) -> Option<(Mark, usize)> {
        match text.as_bytes().get(first.len_utf8()) {
            Some(second @ ..128) if self.seconds >> second & 1 == 0 => self.alone,
            None => self.alone,
            _ => self
                .all
                .iter()
                .find(|(sign, _)| text.starts_with(sign))
                .map(|(sign, mark)| (*mark, sign.len())),
        }
    }
}

/// Which lengths words have, by the two letters they begin with.
pub(super) struct Shapes(Box<[u32; SHAPES]>);

/// Two letters of five bits.
const SHAPES: usize = 1 << 10;

impl Shapes {
    /// The shapes of words.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w [u8]>) -> Self {
        let mut shapes = Self(Box::new([0; SHAPES]));
        for word in words {
            shapes.0[Self::place(word)] |= Self::length(word);
        }
        shapes
    }

    /// Whether a word may be one of them, in small or capital letters.
    pub(super) fn may_hold(&self, word: &[u8]) -> bool {
        self.0[Self::place(word)] & Self::length(word) != 0
    }

    /// The five bits of a letter leave out its case.
    fn place(word: &[u8]) -> usize {
        let letter = |at: usize| word.get(at).map_or(0, |letter| usize::from(letter & 31));
        letter(0) | letter(1) << 5
    }

    fn length(word: &[u8]) -> u32 {
        1 << word.len().min(31)
    }
}

/// The words of `words.txt`.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.txt")).0);

impl Lexicon {
    /// Compiles a list; answers also the lines that say nothing, for the test that there is none.
    fn parse(text: &'static str) -> (Self, Vec<&'static str>) {
        let mut lexicon = Self {
            words: WordMap::default(),
            shapes: Shapes::of(std::iter::empty()),
            cased: WordMap::default(),
            cased_shapes: Shapes::of(std::iter::empty()),
            no_nouns: HashSet::default(),
            signs: WordMap::default(),
        };
        let mut faults = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let added = line.split_once(": ").and_then(|(key, words)| lexicon.add(key, words));
            if added.is_none() {
                faults.push(line);
            }
        }
        lexicon.shapes = Shapes::of(lexicon.words.keys().map(Folded::letters));
        lexicon.cased_shapes = Shapes::of(lexicon.cased.keys().map(Folded::letters));
        (lexicon, faults)
    }

    fn add(&mut self, key: &'static str, words: &'static str) -> Option<()> {
        let (kind, value) = key.split_once(' ').unwrap_or((key, ""));
        if kind == "sign" {
            return self.add_signs(Currency::from_code(value)?, words);
        }
        if kind == "no-noun" {
            for word in words.split_ascii_whitespace() {
                self.no_nouns.insert(Folded::of(word)?);
            }
            return Some(());
        }
        let cased = kind.starts_with("cased");
        for word in words.split_ascii_whitespace() {
            let (table, key) = if cased {
                (&mut self.cased, Folded::exactly(word.as_bytes())?)
            } else {
                (&mut self.words, Folded::of(word)?)
            };
            let sense = table.entry(key).or_insert_with(Sense::new);
            sense.add(kind, value)?;
        }
        Some(())
    }

    fn add_signs(&mut self, currency: Currency, signs: &'static str) -> Option<()> {
        for sign in signs.split_ascii_whitespace() {
            let family = matches!(sign, "$" | "＄" | "﹩").then_some("dollar");
            let mark =
                Mark { currency: Some(currency), family, exact: family.is_none(), minor: false, word: false };
            self.signs.entry(sign.chars().next()?).or_default().add(sign, mark);
        }
        Some(())
    }

    /// The words that are a currency or speak of pay.
    pub(super) fn money_words(&self) -> impl Iterator<Item = &[u8]> {
        let pays = |sense: &Sense| {
            sense.mark.is_some() || matches!(sense.role, Some((role, 1..)) if role != Role::Offer)
        };
        self.words.iter().filter(move |(_, sense)| pays(sense)).map(|(word, _)| word.letters())
    }

    /// What a word means: in exactly these letters, else folded.
    pub(super) fn sense(&self, word: &str) -> Option<&Sense> {
        self.cased(word).or_else(|| {
            if word.is_ascii() {
                let known = self.shapes.may_hold(word.as_bytes());
                return known.then(|| self.words.get(&Folded::of_ascii(word)?)).flatten();
            }
            let folded = Folded::of(word)?;
            self.words.get(&folded).or_else(|| self.words.get(&folded.without_article()?))
        })
    }

    /// Whether a word behind a word for a benefit, a fund or a price is no noun that this one describes.
    pub(super) fn is_no_noun(&self, word: &str) -> bool {
        Folded::of(word).is_some_and(|folded| self.no_nouns.contains(&folded))
    }

    fn cased(&self, word: &str) -> Option<&Sense> {
        let bytes = word.as_bytes();
        let fits = bytes.len() <= CASED_BYTES_MAX
            && bytes.first().is_some_and(u8::is_ascii_uppercase)
            && self.cased_shapes.may_hold(bytes);
        fits.then(|| self.cased.get(&Folded::exactly(word.as_bytes())?)).flatten()
    }

    /// The currency sign that `text` begins with.
    pub(super) fn sign(&self, text: &str) -> Option<(Mark, usize)> {
        let first = text.chars().next()?;
        // Capital letters begin a sign, and only where one follows soon: "CA$", "S/.", "GH₵".
        let near = || text.bytes().take(SIGN_BYTES_MAX).any(|byte| matches!(byte, b'$' | b'/' | 128..));
        if first.is_ascii_lowercase() || first.is_ascii_uppercase() && !near() {
            return None;
        }
        self.signs.get(&first)?.longest(text, first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_says_something() {
        assert_eq!(Lexicon::parse(include_str!("words.txt")).1, Vec::<&str>::new());
    }

    #[test]
    fn a_word_that_is_no_noun_means_nothing_else_for_it() {
        assert!(["applies", "Available", "WHEN"].iter().all(|word| LEXICON.is_no_noun(word)));
        assert!(!LEXICON.is_no_noun("retouching"));
        let of_sense: Vec<_> =
            LEXICON.no_nouns.iter().filter(|word| LEXICON.words.contains_key(word)).collect();
        assert!(of_sense.is_empty(), "only words without a sense are asked about: {of_sense:?}");
        assert!(LEXICON.sense("Saves").is_some_and(|sense| sense.verb && sense.role.is_some()));
    }

    #[test]
    fn the_longest_sign_wins() {
        let (mark, length) = LEXICON.sign("US$ 40").unwrap();
        assert_eq!((mark.currency, length), (Some(Currency::USD), 3));
        assert!(LEXICON.sign("$40").unwrap().0.family.is_some());
    }
}
