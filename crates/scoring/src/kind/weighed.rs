//! Phrases with what they weigh, looked for at every letter of a text.

use std::{collections::BTreeMap, ops::Range};

use kazi_domain::Kind;

use crate::trie::Trie;

/// The letters that every phrase has, and those that all but a few have.
pub(super) const HEAD_BYTES: usize = 4;
const LONG_HEAD_BYTES: usize = 6;

/// Phrases of four letters and more, each with the kind that it speaks for and how much.
///
/// A phrase may begin within a word, and then hides those behind it: every letter of a text is looked at,
/// and the heads of phrases tell most of them.
pub(super) struct Weighed {
    trie: Trie,
    heads: Heads<HEAD_BYTES>,
    /// The heads of phrases that have no long one, and the long ones of the others.
    short: Heads<HEAD_BYTES>,
    long: Heads<LONG_HEAD_BYTES>,
    meanings: Vec<(Kind, i32)>,
}

impl Weighed {
    /// Compiles phrases.
    pub(super) fn new(phrases: BTreeMap<Vec<u8>, (Kind, i32)>) -> Self {
        let heads = Heads::of(phrases.keys());
        let short = Heads::of(phrases.keys().filter(|phrase| phrase.len() < LONG_HEAD_BYTES));
        let long = Heads::of(phrases.keys());
        let meanings = phrases.values().copied().collect();
        let trie = Trie::new(phrases.into_keys().zip(0..).collect());
        #[allow(clippy::expect_used)]
        let trie = trie.expect("a few hundred short phrases compile");
        Self { trie, heads, short, long, meanings }
    }

    /// Where from `at` on a phrase may begin.
    fn next(&self, text: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let begin = at + text.get(at..)?.array_windows().position(|head| self.heads.may_hold(head))?;
            let rest = &text[begin..];
            let long = rest.first_chunk().is_none_or(|head| self.long.may_hold(head));
            if long || rest.first_chunk().is_some_and(|head| self.short.may_hold(head)) {
                return Some(begin);
            }
            at = begin + 1;
        }
    }

    /// What the phrases mean that a text begins with, the shortest first, and their lengths.
    pub(super) fn begin<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Kind, i32, usize)> + 't {
        self.trie.walk(text.as_bytes()).map(|(phrase, length)| {
            let (kind, weight) = self.meanings[phrase];
            (kind, weight, length)
        })
    }

    /// The longest phrases of a text from left to right, none of which takes a letter of another: what each
    /// means, and its bytes.
    pub(super) fn find_longest<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (Kind, i32, Range<usize>)> + 't {
        let text = text.as_bytes();
        self.trie.find_longest_where(text, |at| self.next(text, at)).map(|(phrase, found)| {
            let (kind, weight) = self.meanings[phrase];
            (kind, weight, found)
        })
    }
}

/// The first letters of phrases, as a set that may hold a few more.
struct Heads<const BYTES: usize>(Vec<u64>);

impl<const BYTES: usize> Heads<BYTES> {
    /// How many bits, a power of two: few heads share one, and the set stays in the first cache.
    const BITS: usize = 1 << 15;

    /// The heads of those that are long enough.
    fn of<'p>(phrases: impl Iterator<Item = &'p Vec<u8>>) -> Self {
        let mut bits = vec![0; Self::BITS / 64];
        for bit in phrases.filter_map(|phrase| phrase.first_chunk()).map(Self::bit_of) {
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self(bits)
    }

    fn may_hold(&self, head: &[u8; BYTES]) -> bool {
        let bit = Self::bit_of(head);
        self.0[bit / 64] >> (bit % 64) & 1 != 0
    }

    fn bit_of(head: &[u8; BYTES]) -> usize {
        /// An odd number that spreads heads over the bits.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut letters = [0; 8];
        letters[..BYTES].copy_from_slice(head);
        (u64::from_le_bytes(letters).wrapping_mul(SPREAD) >> 32) as usize % Self::BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrases_are_met_and_none_shares_a_letter() {
        let phrases = ["pay me", "pay me well", "wellness", "my work"];
        let phrases = phrases.into_iter().zip(1..);
        let weighed = phrases.map(|(phrase, weight)| (phrase.into(), (Kind::Seeking, weight)));
        let weighed = Weighed::new(weighed.collect());
        let found: Vec<_> = weighed.find_longest("please pay me wellness, repay me").collect();
        assert_eq!(found, [(Kind::Seeking, 2, 7..18), (Kind::Seeking, 1, 26..32)]);
        let begin: Vec<_> = weighed.begin("pay me well").collect();
        assert_eq!(begin, [(Kind::Seeking, 1, 6), (Kind::Seeking, 2, 11)]);
    }
}
