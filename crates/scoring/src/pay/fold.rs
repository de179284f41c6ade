//! Words in the form in which they are looked up.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
};

use crate::letters::plain;

/// The longest word looked up, in bytes; longer ones mean nothing here.
pub(super) const WORD_BYTES_MAX: usize = 31;

/// The one letter whose mark says what it is: `50.000đ` is money, `3D` is none.
const DONG: char = 'đ';

/// A word in small letters without accents. What is behind its end is zero, so that words of any length
/// are compared and hashed in the same few steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded([u8; WORD_BYTES_MAX + 1]);

impl Folded {
    /// Folds a word; nothing when it does not fit.
    pub(super) fn of(word: &str) -> Option<Self> {
        if word.is_ascii() {
            return Self::of_ascii(word);
        }
        let mut folded = [0; WORD_BYTES_MAX];
        let mut length = 0;
        let mut push = |part: char| {
            let end = length + part.len_utf8();
            if let Some(room) = folded.get_mut(length..end) {
                part.encode_utf8(room);
            }
            length = end;
        };
        for small in word.chars().flat_map(char::to_lowercase) {
            if small == DONG { push(small) } else { plain(small, &mut push) }
        }
        Self::exactly(folded.get(..length)?)
    }

    /// Folds a word of ASCII.
    pub(super) fn of_ascii(word: &str) -> Option<Self> {
        let mut folded = Self::exactly(word.as_bytes())?;
        folded.0.make_ascii_lowercase();
        Some(folded)
    }

    /// A word in the letters it has; nothing when it does not fit.
    pub(super) fn exactly(word: &[u8]) -> Option<Self> {
        let mut letters = [0; WORD_BYTES_MAX + 1];
        letters[..WORD_BYTES_MAX].get_mut(..word.len())?.copy_from_slice(word);
        Some(Self(letters))
    }

    /// The word behind the Arabic article, which is written as part of it.
    pub(super) fn without_article(&self) -> Option<Self> {
        Self::exactly(self.letters().strip_prefix("ال".as_bytes())?)
    }

    /// The word without the ending that Arabic gives to what is counted: "20 دولارا".
    pub(super) fn without_accusative(&self) -> Option<Self> {
        Self::exactly(self.letters().strip_suffix("ا".as_bytes()).filter(|rest| rest.len() > 2)?)
    }

    /// The letters.
    pub(super) fn letters(&self) -> &[u8] {
        let length = self.0.iter().position(|letter| *letter == 0).unwrap_or(self.0.len());
        &self.0[..length]
    }
}

impl Hash for Folded {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        for eight in self.0.as_chunks().0 {
            hasher.write_u64(u64::from_le_bytes(*eight));
        }
    }
}

/// Hashes what the words of a list are found by. Nobody but their authors chooses them, so none are made
/// to clash.
#[derive(Clone, Copy, Default)]
pub(super) struct WordHasher(u64);

/// A table that is hashed so.
pub(super) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, part: u32) {
        self.write_u64(u64::from(part));
    }

    fn write_u64(&mut self, part: u64) {
        /// An odd number that spreads parts over all bits, those of the golden ratio.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        // A multiplication leaves little in the low bits.
        self.0 ^ (self.0 >> 32)
    }
}
