//! Stretches of text that begin with a number, found by a pattern that is tried only where one begins.
//!
//! A pattern alone looks at every letter of a text, and few begin a number.

use regex::{Captures, Regex};

use crate::trie::Trie;

/// A pattern whose matches begin with a figure or with one of some words, and end where a word does.
pub struct Numbered {
    /// Tried on the rest of a text from where a number begins.
    pattern: Regex,
    words: Trie,
    /// A letter or sign that may stand before a number.
    before: Regex,
    /// The bytes that such a one may end with.
    parts: [bool; 256],
}

impl Numbered {
    /// From the words that matches may begin with, and the pattern that stands behind a letter or sign
    /// that matches `before`, or at the beginning of a text.
    ///
    /// # Errors
    /// When a pattern does not compile, or a word is given twice.
    pub fn new<'w>(
        words: impl IntoIterator<Item = &'w str>,
        before: &str,
        pattern: &str,
    ) -> Result<Self, String> {
        let compiled = |text: &str| Regex::new(text).map_err(|error| error.to_string());
        let before = compiled(&format!("^{before}$"))?;
        let mut parts = [true; 256];
        for (byte, may) in (0_u8..128).zip(&mut parts) {
            *may = before.is_match(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        let words = words.into_iter().map(|word| word.as_bytes().to_vec()).zip(0..).collect();
        Ok(Self { pattern: compiled(&format!("^(?:{pattern})"))?, words: Trie::new(words)?, before, parts })
    }

    /// The groups of a match.
    pub fn captures<'t>(&self, found: &'t str) -> Option<Captures<'t>> {
        self.pattern.captures(found)
    }

    /// The matches from left to right, each with the byte at which it begins. None shares a letter
    /// with another, nor the sign before it.
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let parts = |byte: &u8| self.parts[usize::from(*byte)];
        let behind_next = move |from: usize| {
            let sign = text.as_bytes()[from..].iter().position(parts);
            sign.map_or(text.len(), |sign| from + sign + 1)
        };
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < text.len() {
                let begin = at;
                at = behind_next(begin);
                if !self.begins(text, begin) {
                    continue;
                }
                if let Some(found) = self.pattern.find(&text[begin..]) {
                    at = behind_next(begin + found.len());
                    return Some((begin, found.as_str()));
                }
            }
            None
        })
    }

    /// Whether a figure or one of the words may begin at a byte, by itself and by what stands before.
    fn begins(&self, text: &str, begin: usize) -> bool {
        let rest = &text.as_bytes()[begin..];
        let is_word = || {
            let ends = |length: usize| !rest.get(length).is_some_and(u8::is_ascii_alphanumeric);
            self.words.walk(rest).any(|(_, length)| ends(length))
        };
        let number = match rest[0] {
            byte if byte.is_ascii() => byte.is_ascii_digit() || self.words.may_begin(rest) && is_word(),
            _ => is_word() || text.get(begin..).is_some_and(|rest| rest.starts_with(char::is_numeric)),
        };
        let before = || text[..begin].chars().next_back().filter(|before| !before.is_ascii());
        number && before().is_none_or(|before| self.before.is_match(before.encode_utf8(&mut [0; 4])))
    }
}
