//! The words of a text, in small letters.

use std::ops::Range;

use super::hashes::{WORD_LETTERS_MIN, short_hash, short_key, word_hash, word_key};
use crate::{
    cut::{Cut, PlainWord},
    eight::{Eight, run_end},
    known_words::WHOLE_BYTES_MAX,
};

/// The most words of a body that are looked at.
pub(super) const WORDS_MAX: usize = 2_000;

/// Takes the words of a text in their order.
pub(super) trait Taker {
    /// A plain word, which its [`Word`](crate::known_words::Word) tells from all others.
    fn take_plain(&mut self, text: &str, plain: &PlainWord);

    /// Any other word, in small letters.
    fn take_other(&mut self, word: &str);

    /// The words between two plain ones.
    #[inline(never)]
    fn take_between(&mut self, between: &str) {
        let is_sign = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        if !between.bytes().all(is_sign) {
            words(&between.to_lowercase()).for_each(|word| self.take_other(word));
        }
    }

    /// All words.
    #[inline]
    fn take_all(&mut self, cut: &Cut<'_>) {
        let mut at = 0;
        for plain in &cut.words {
            if !plain.after_signs {
                self.take_between(&cut.text[at..plain.start()]);
            }
            at = plain.end();
            if plain.len() <= WHOLE_BYTES_MAX {
                self.take_plain(cut.text, plain);
            } else {
                self.take_other(&cut.text[plain.range()].to_ascii_lowercase());
            }
        }
        self.take_between(&cut.text[at..]);
    }
}

/// The words of a body, at most [`WORDS_MAX`] of them.
pub(super) struct Body {
    /// Hashes of them.
    pub(super) words: Vec<u64>,
    /// Keys of those that do not only join others.
    pub(super) keys: Vec<u32>,
}

impl Body {
    pub(super) fn of(cut: &Cut<'_>) -> Self {
        let room = WORDS_MAX.min(cut.words.len());
        let mut body = Self { words: Vec::with_capacity(room), keys: Vec::with_capacity(room) };
        body.take_all(cut);
        body
    }

    #[inline]
    fn push(&mut self, hash: u64, says: bool, key: u32) {
        if self.words.len() < WORDS_MAX {
            self.words.push(hash);
            self.keys.push(key);
            // Which words are short nobody foresees: a branch for them would be guessed wrong.
            self.keys.truncate(self.keys.len() - usize::from(!says));
        }
    }
}

impl Taker for Body {
    #[inline]
    fn take_plain(&mut self, _: &str, plain: &PlainWord) {
        let word = plain.word();
        let hash = short_hash(word);
        self.push(hash, plain.len() >= WORD_LETTERS_MIN, short_key(word, hash));
    }

    fn take_other(&mut self, word: &str) {
        self.push(word_hash(word), says(word), word_key(word));
    }
}

/// The words of a body, at most [`WORDS_MAX`] of them, in small letters with a space behind each.
pub(super) struct Spaced {
    words: String,
    count: usize,
}

impl Spaced {
    pub(super) fn of(cut: &Cut<'_>) -> Self {
        let mut spaced = Self { words: String::with_capacity(cut.text.len() + 1), count: 0 };
        spaced.take_all(cut);
        spaced.words.make_ascii_lowercase();
        spaced
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator(' ')
    }
}

impl Taker for Spaced {
    fn take_plain(&mut self, text: &str, plain: &PlainWord) {
        self.take_other(&text[plain.range()]);
    }

    fn take_other(&mut self, word: &str) {
        if self.count < WORDS_MAX {
            self.words.extend([word, " "]);
            self.count += 1;
        }
    }
}

/// Whether a word does not only join others.
pub(super) fn says(word: &str) -> bool {
    word.chars().nth(WORD_LETTERS_MIN - 1).is_some()
}

/// The words of a text; punctuation and white space say nothing.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    words_at(text).map(|word| &text[word])
}

/// Where the words of a text stand.
fn words_at(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let is_gap = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        // Most gaps are one space.
        let gap = bytes[rest..].iter().position(|byte| !is_gap(byte)).unwrap_or(bytes.len() - rest);
        let begin = other_end(text, rest + gap, |letter| !letter.is_alphanumeric());
        rest = other_end(text, run_end(bytes, begin, Eight::alphanumeric), char::is_alphanumeric);
        (rest > begin).then_some(begin..rest)
    })
}

/// Where such letters end that stand from `at` on, if the first of them is not ASCII.
#[inline]
fn other_end(text: &str, at: usize, is_such: impl Fn(char) -> bool) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if !byte.is_ascii() => such_end(&text[at..], is_such) + at,
        _ => at,
    }
}

#[cold]
fn such_end(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is_such(letter)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_words_of_a_body_are_those_of_its_text(
            text in r"([A-Z]?[a-z]{1,18}s?|[a-zA-Z0-9]{1,9}|é|ß|[ .,:'/’\n-]{1,3}){0,60}",
        ) {
            let cut = Cut::of(&text);
            let lowered = text.to_lowercase();
            let (body, spaced) = (Body::of(&cut), Spaced::of(&cut));
            prop_assert_eq!(&body.words, &words(&lowered).map(word_hash).collect::<Vec<_>>());
            let keys: Vec<u32> = words(&lowered).filter(|word| says(word)).map(word_key).collect();
            prop_assert_eq!(&body.keys, &keys);
            prop_assert!(spaced.words().eq(words(&lowered)));
        }
    }

    #[test]
    fn words_past_the_limit_are_not_looked_at() {
        let text = "a bé ".repeat(WORDS_MAX);
        let cut = Cut::of(&text);
        assert_eq!((Body::of(&cut).words.len(), Spaced::of(&cut).words().count()), (WORDS_MAX, WORDS_MAX));
    }
}
