//! Stretches of text that begin with a number, found by a pattern that is tried only where one begins.
//!
//! A pattern alone looks at every letter of a text, and few begin a number.

use regex::{Captures, Regex};

use crate::trie::Trie;

/// A pattern whose matches begin with a figure or with one of some words.
pub struct Numbered {
    /// Tried on the rest of a text from where a number begins.
    pattern: Regex,
    words: Trie,
    /// A letter or sign that may stand before a number.
    before: Regex,
    /// The same of ASCII.
    ascii_before: [bool; 128],
}

impl Numbered {
    /// From the words that matches may begin with, the pattern that follows a sign or letter that
    /// matches `before`, or the beginning of the text.
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
        let mut ascii_before = [false; 128];
        for (byte, may) in (0_u8..).zip(&mut ascii_before) {
            *may = before.is_match(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        let words = words.into_iter().map(|word| word.as_bytes().to_vec()).zip(0..).collect();
        Ok(Self {
            pattern: compiled(&format!("^(?:{pattern})"))?,
            words: Trie::new(words)?,
            before,
            ascii_before,
        })
    }

    /// The matches from left to right, each with the byte at which it begins. None takes a letter of
    /// another, nor its sign before it.
    pub fn captures_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Captures<'t>)> {
        let (mut at, mut free) = (0, 0);
        std::iter::from_fn(move || {
            while at < text.len() {
                let begin = at;
                at += 1;
                if !self.follows(text, begin, free) || !self.may_begin(text, begin) {
                    continue;
                }
                if let Some(found) = self.pattern.captures(&text[begin..]) {
                    free = begin + found[0].len();
                    at = at.max(free);
                    return Some((begin, found));
                }
            }
            None
        })
    }

    /// Whether what stands before byte `begin` allows a number, and stands at byte `free` or later.
    fn follows(&self, text: &str, begin: usize, free: usize) -> bool {
        let Some(before) = begin.checked_sub(1) else { return true };
        let byte = text.as_bytes()[before];
        if byte.is_ascii() {
            return before >= free && self.ascii_before[usize::from(byte)];
        }
        let letter = text.get(..begin).and_then(|text| text.chars().next_back());
        letter.is_some_and(|letter| {
            begin - letter.len_utf8() >= free && self.before.is_match(letter.encode_utf8(&mut [0; 4]))
        })
    }

    /// Whether a figure or one of the words begins at a byte.
    fn may_begin(&self, text: &str, begin: usize) -> bool {
        let rest = &text.as_bytes()[begin..];
        match rest[0] {
            byte if byte.is_ascii_digit() => return true,
            byte if byte.is_ascii() && !self.words.begins(byte) => return false,
            _ => {}
        }
        let ends = |length: usize| !rest.get(length).is_some_and(u8::is_ascii_alphanumeric);
        self.words.walk(rest).any(|(_, length)| ends(length))
            || text.get(begin..).and_then(|rest| rest.chars().next()).is_some_and(char::is_numeric)
    }
}
