//! Phrases as one trie, walked from the places where words begin.
//!
//! Words begin at one byte in five, and most of them are told from every phrase by three or four
//! letters: less work than an automaton that looks for phrases at every byte.

use std::ops::Range;

use yada::{DoubleArray, builder::DoubleArrayBuilder};

/// Phrases, each with a number.
pub(crate) struct Trie {
    units: DoubleArray<Vec<u8>>,
    begins: [bool; 256],
}

impl Trie {
    /// Compiles phrases of which none is empty, holds a zero byte or stands twice.
    ///
    /// # Errors
    /// When they are otherwise, or more than a trie holds.
    pub(crate) fn new(mut phrases: Vec<(Vec<u8>, u32)>) -> Result<Self, String> {
        let mut begins = [false; 256];
        for first in phrases.iter().filter_map(|(phrase, _)| phrase.first()) {
            begins[usize::from(*first)] = true;
        }
        // A trie is never without a phrase, and no text holds this byte.
        if phrases.is_empty() {
            phrases.push((vec![0xff], 0));
        }
        phrases.sort_unstable();
        let units = DoubleArrayBuilder::build(&phrases).map_err(|error| error.to_string())?;
        let units = DoubleArray::new(units).map_err(|error| error.to_string())?;
        Ok(Self { units, begins })
    }

    /// Whether any phrase begins with `byte`.
    pub(crate) fn begins(&self, byte: u8) -> bool {
        self.begins[usize::from(byte)]
    }

    /// Every phrase that `text` begins with, shortest first: its number and length.
    pub(crate) fn walk<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.units.common_prefix_search(text).map(|(phrase, length)| (phrase as usize, length))
    }

    /// The longest phrases of a text from left to right, none of which takes a letter of another: the
    /// number of each, and its bytes.
    pub(crate) fn find_longest<'a>(
        &'a self,
        text: &'a [u8],
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(byte) = text.get(at) {
                let begin = at;
                at += 1;
                if self.begins(*byte)
                    && let Some((phrase, length)) = self.walk(&text[begin..]).last()
                {
                    at = begin + length;
                    return Some((phrase, begin..at));
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_meets_every_phrase_that_begins_a_text() {
        let phrases = ["pay", "pay ", "pay me", "a"].map(|phrase| phrase.as_bytes().to_vec());
        let trie = Trie::new(phrases.into_iter().zip(0..).collect()).unwrap();
        assert_eq!(trie.walk(b"pay me").collect::<Vec<_>>(), [(0, 3), (1, 4), (2, 6)]);
        assert_eq!(trie.walk(b"may pay").count(), 0);
        assert!(trie.begins(b'p') && !trie.begins(b'm'));
        let longest: Vec<_> = trie.find_longest(b"may pay me pays").collect();
        assert_eq!(longest, [(3, 1..2), (2, 4..10), (0, 11..14)]);
    }

    #[test]
    fn without_phrases_nothing_is_met() {
        let trie = Trie::new(Vec::new()).unwrap();
        assert!(!trie.begins(b'a') && trie.walk(b"a").next().is_none());
        assert!(Trie::new(vec![(Vec::new(), 0)]).is_err());
    }
}
