//! Phrases with what they weigh, looked for where the words of a text begin.

use std::{collections::BTreeMap, ops::Range};

use kazi_domain::Kind;

use crate::{
    eight::{ALL, Eight, FIRST, STEP, lowest},
    trie::Trie,
};

/// The letters that every phrase has, and those that all but a few have.
pub(super) const HEAD_BYTES: usize = 4;
const LONG_HEAD_BYTES: usize = 6;

/// Phrases of four letters and more, each with the kind that it speaks for and how much.
///
/// Eight bytes are looked at as one for where words begin, and the heads of phrases tell most of these.
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

    /// Where from `at` on a phrase may begin: with a word, or with a sign.
    fn next(&self, text: &[u8], mut at: usize) -> Option<usize> {
        while at < text.len() {
            let eight = Eight::at(text, at);
            let letters = eight.alphanumeric();
            let before = at > 0 && text[at - 1].is_ascii_alphanumeric();
            let within_words = letters & ((letters << u8::BITS) | (u64::from(before) * FIRST));
            let mut begins = !within_words & !eight.spaces() & ALL;
            while begins != 0 {
                let begin = at + (begins.trailing_zeros() / u8::BITS) as usize;
                if self.may_begin(Eight::at(text, begin)) {
                    return Some(begin);
                }
                begins &= begins - 1;
            }
            at += STEP;
        }
        None
    }

    /// Whether a phrase may begin with these letters.
    fn may_begin(&self, letters: Eight) -> bool {
        self.heads.may_hold(letters) && (self.long.may_hold(letters) || self.short.may_hold(letters))
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
        let long = phrases.filter(|phrase| phrase.len() >= BYTES);
        for bit in long.map(|phrase| Self::bit_of(Eight::at(phrase, 0))) {
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self(bits)
    }

    fn may_hold(&self, letters: Eight) -> bool {
        let bit = Self::bit_of(letters);
        self.0[bit / 64] >> (bit % 64) & 1 != 0
    }

    #[allow(clippy::cast_possible_truncation)]
    fn bit_of(letters: Eight) -> usize {
        /// An odd number that spreads heads over the bits.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        ((letters.0 & lowest(BYTES)).wrapping_mul(SPREAD) >> 32) as usize % Self::BITS
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_phrases_are_met_and_none_shares_a_letter() {
        let phrases = ["pay me", "pay me well", "wellness", "my work"];
        let phrases = phrases.into_iter().zip(1..);
        let weighed = phrases.map(|(phrase, weight)| (phrase.into(), (Kind::Seeking, weight)));
        let weighed = Weighed::new(weighed.collect());
        let found: Vec<_> = weighed.find_longest("please pay me wellness, repay me, (pay me)").collect();
        assert_eq!(found, [(Kind::Seeking, 2, 7..18), (Kind::Seeking, 1, 35..41)]);
        let begin: Vec<_> = weighed.begin("pay me well").collect();
        assert_eq!(begin, [(Kind::Seeking, 1, 6), (Kind::Seeking, 2, 11)]);
    }

    proptest! {
        #[test]
        fn phrases_are_met_where_a_word_or_a_sign_begins(text in "[abc +\n\u{e9}]{0,40}") {
            let phrases = ["abca", "+ abc", "a bca", "\u{e9}abc", "bc\u{e9}"];
            let phrases = phrases.into_iter().zip(1..);
            let weighed = phrases.map(|(phrase, weight)| (phrase.into(), (Kind::Offer, weight)));
            let weighed = Weighed::new(weighed.collect());
            let (mut plain, mut at) = (Vec::new(), 0);
            while at < text.len() {
                let within = |at: usize| text.as_bytes()[at].is_ascii_alphanumeric();
                let begins = text.is_char_boundary(at) && !(within(at) && at > 0 && within(at - 1));
                let longest = if begins { weighed.begin(&text[at..]).last() } else { None };
                let Some((kind, weight, length)) = longest else {
                    at += 1;
                    continue;
                };
                plain.push((kind, weight, at..at + length));
                at += length;
            }
            prop_assert_eq!(weighed.find_longest(&text).collect::<Vec<_>>(), plain);
        }
    }
}
