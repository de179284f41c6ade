//! The words of all names and phrases, numbered: all others are passed over unread.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use super::text::fold;
use crate::{
    cut::PlainWord,
    eight::Eight,
    known_words::{KnownWords, WHOLE_BYTES_MAX, Word},
};

/// The number of a word that is part of a name or phrase, the words first that one begins with; the least
/// number of all others.
///
/// No byte of it is 0, so that a trie reads it as two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(u16);

/// The letters of a number.
pub(super) type Code = [u8; 2];

/// Values that a letter of a number has.
const LETTERS: usize = 255;
/// The most words.
const WORDS_MAX: usize = LETTERS * LETTERS - 1;

impl Number {
    const STRANGE: Self = Self(0x0101);

    /// The number behind so many.
    fn behind(count: usize) -> Self {
        let letter = |value: usize| u8::try_from(value + 1).unwrap_or(u8::MAX);
        Self(u16::from_be_bytes([letter(count / LETTERS), letter(count % LETTERS)]))
    }

    /// Its letters.
    pub(super) const fn code(self) -> Code {
        self.0.to_be_bytes()
    }
}

/// The words of all names and phrases.
pub(super) struct Vocabulary {
    /// Those of ASCII that are told by their bytes at one look.
    plain: KnownWords,
    others: HashMap<String, Number>,
    /// The last number of the words that a name or phrase begins with.
    last_first: Number,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { plain: KnownWords::default(), others: HashMap::new(), last_first: Number::STRANGE }
    }
}

impl Vocabulary {
    /// The words of these names and phrases, each folded.
    ///
    /// # Errors
    /// When they are too many.
    pub(super) fn new<'w>(phrases: impl Iterator<Item = &'w [String]> + Clone) -> Result<Self, String> {
        let firsts: BTreeSet<&str> =
            phrases.clone().filter_map(<[String]>::first).map(String::as_str).collect();
        let all = phrases.flatten().map(String::as_str).filter(|word| !firsts.contains(word));
        let later: BTreeSet<&str> = all.collect();
        if firsts.len() + later.len() > WORDS_MAX {
            return Err(format!("of {} words at most {WORDS_MAX} have a number", firsts.len() + later.len()));
        }
        let last_first = Number::behind(firsts.len());
        let numbered = firsts.iter().chain(&later).copied().zip((1..).map(Number::behind));
        let (plain, others): (Vec<_>, Vec<_>) = numbered.partition(|(word, _)| is_plain(word));
        let plain: Vec<_> = plain
            .into_iter()
            .map(|(word, number)| (Word::at(word.as_bytes(), 0, word.len()), u32::from(number.0)))
            .collect();
        let others = others.into_iter().map(|(word, number)| (word.to_owned(), number)).collect();
        Ok(Self { plain: KnownWords::of(plain.into_iter()), others, last_first })
    }

    /// The number of a word as it stands in a text.
    pub(super) fn find(&self, text: &str, word: Range<usize>) -> Number {
        if is_plain(&text[word.clone()]) {
            let head = Eight::at(text.as_bytes(), word.start);
            return self.find_short(Word::lowered(text.as_bytes(), word.start, word.len(), head));
        }
        let folded = fold(&text[word]);
        if is_plain(&folded) {
            self.find_short(Word::at(folded.as_bytes(), 0, folded.len()))
        } else {
            self.find_other(&folded)
        }
    }

    /// As [`Vocabulary::find`], of a plain word of a text.
    #[inline]
    pub(super) fn find_plain(&self, text: &str, plain: &PlainWord) -> Number {
        if plain.len() > WHOLE_BYTES_MAX {
            return self.find_other(&text[plain.range()].to_ascii_lowercase());
        }
        self.find_short(plain.word())
    }

    fn find_short(&self, word: Word) -> Number {
        #[allow(clippy::cast_possible_truncation)]
        self.plain.find(word).map_or(Number::STRANGE, |number| Number(number as u16))
    }

    #[cold]
    fn find_other(&self, folded: &str) -> Number {
        self.others.get(folded).copied().unwrap_or(Number::STRANGE)
    }

    /// Whether a name or phrase begins with a word.
    pub(super) fn is_first(&self, number: Number) -> bool {
        Number::STRANGE < number && number <= self.last_first
    }
}

/// Whether a word is told by its bytes at one look.
fn is_plain(word: &str) -> bool {
    (1..=WHOLE_BYTES_MAX).contains(&word.len()) && word.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        let phrases = ["kenya", "reside in", "c2c", "koln", "собеседование", "telecommunicationists"];
        let phrases = phrases.map(|phrase| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let vocabulary = Vocabulary::new(phrases.iter().map(Vec::as_slice)).unwrap();
        let find = |word: &str| vocabulary.find(word, 0..word.len());
        for first in ["Kenya", "KENYA", "reside", "C2C", "Köln", "Собеседование", "Telecommunicationists"]
        {
            assert!(vocabulary.is_first(find(first)), "{first}");
        }
        assert!(
            !vocabulary.is_first(find("IN")) && find("IN") == find("in") && find("in") != Number::STRANGE
        );
        for strange in ["apple", "bridge", "kenyan", "internationalisations", "ключ"] {
            assert_eq!(find(strange), Number::STRANGE, "{strange}");
        }
    }
}
