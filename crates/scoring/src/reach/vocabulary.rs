//! The words of all names and phrases, numbered: all others are passed over unread.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use super::form::{fold, short_form};
use crate::{
    cut::Cut,
    known_words::{KnownWords, WHOLE_BYTES_MAX, Word},
};

/// The number of a word that is part of a name or phrase, the words first that one begins with; the least
/// number of all others.
///
/// No byte of it is 0, so that a trie reads it as two letters.
pub(super) type Number = [u8; 2];

/// Values that a letter of a number has.
const LETTERS: usize = 255;
/// The most words.
const WORDS_MAX: usize = LETTERS * LETTERS - 1;

/// The number of all other words.
const STRANGE: Number = [1, 1];

/// The number behind so many.
fn number_behind(count: usize) -> Number {
    let letter = |value: usize| u8::try_from(value + 1).unwrap_or(u8::MAX);
    [letter(count / LETTERS), letter(count % LETTERS)]
}

/// The words of all names and phrases.
pub(super) struct Vocabulary {
    /// Those of ASCII that are told by their bytes at one look.
    plain: KnownWords,
    others: HashMap<String, Number>,
    /// The last number of the words that a name or phrase begins with.
    last_first: Number,
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
        let last_first = number_behind(firsts.len());
        let numbered = firsts.iter().chain(&later).copied().zip((1..).map(number_behind));
        let (plain, others): (Vec<_>, Vec<_>) = numbered.partition(|(word, _)| is_plain(word));
        let plain: Vec<_> = plain
            .into_iter()
            .map(|(word, number)| (Word::of(word), u32::from(u16::from_be_bytes(number))))
            .collect();
        let others = others.into_iter().map(|(word, number)| (word.to_owned(), number)).collect();
        Ok(Self { plain: KnownWords::of(plain.into_iter()), others, last_first })
    }

    /// The numbers of words of a text that stand one behind another.
    pub(super) fn find_all(
        &self,
        cut: &Cut<'_>,
        mut words: impl Iterator<Item = Range<usize>>,
    ) -> impl Iterator<Item = Number> {
        let mut plain = None;
        std::iter::from_fn(move || {
            let word = words.next()?;
            let first = || cut.words.partition_point(|plain| plain.start() < word.start);
            let plain = plain.get_or_insert_with(|| cut.words[first()..].iter().peekable());
            while plain.next_if(|plain| plain.start() < word.start).is_some() {}
            let known = plain.next_if(|plain| plain.start() == word.start && plain.len() <= WHOLE_BYTES_MAX);
            Some(known.map_or_else(|| self.find(cut.text, word), |plain| self.find_short(plain.word())))
        })
    }

    /// The number of a word as it stands in a text.
    pub(super) fn find(&self, text: &str, word: Range<usize>) -> Number {
        if let Some(form) = short_form(text, &word) {
            return self.find_short(form);
        }
        let folded = fold(&text[word]);
        if is_plain(&folded) {
            self.find_short(Word::of(&folded))
        } else {
            self.others.get(&folded).copied().unwrap_or(STRANGE)
        }
    }

    fn find_short(&self, word: Word) -> Number {
        #[allow(clippy::cast_possible_truncation)]
        self.plain.find(word).map_or(STRANGE, |number| (number as u16).to_be_bytes())
    }

    /// Whether a name or phrase begins with a word.
    pub(super) fn is_first(&self, number: Number) -> bool {
        STRANGE < number && number <= self.last_first
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
        assert!(!vocabulary.is_first(find("IN")) && find("IN") == find("in") && find("in") != STRANGE);
        for strange in ["apple", "bridge", "kenyan", "internationalisations", "ключ"] {
            assert_eq!(find(strange), STRANGE, "{strange}");
        }
    }
}
