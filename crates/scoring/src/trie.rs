//! Phrases as one trie, walked from the places where words begin.
//!
//! Words begin at one byte in five, and most of them are told from every phrase by three or four
//! letters: less work than an automaton that looks for phrases at every byte.

use yada::{
    builder::DoubleArrayBuilder,
    unit::{UNIT_SIZE, Unit},
};

/// Phrases, each with a number.
pub(crate) struct Trie {
    /// A double array: see [`yada::unit::Unit`].
    units: Vec<Unit>,
    heads: Heads,
}

impl Trie {
    /// Compiles phrases of which none is empty, holds a zero byte or stands twice.
    ///
    /// # Errors
    /// When they are otherwise, or more than a trie holds.
    pub(crate) fn new(mut phrases: Vec<(Vec<u8>, u32)>) -> Result<Self, String> {
        let heads = Heads::of(phrases.iter().map(|(phrase, _)| phrase.as_slice()));
        // A trie is never without a phrase, and no text holds this byte.
        if phrases.is_empty() {
            phrases.push((vec![0xff], 0));
        }
        phrases.sort_unstable();
        let bytes = DoubleArrayBuilder::build(&phrases).map_err(|error| error.to_string())?;
        let (units, _) = bytes.as_chunks::<UNIT_SIZE>();
        let units = units.iter().map(|unit| Unit::from_u32(u32::from_le_bytes(*unit))).collect();
        Ok(Self { units, heads })
    }

    /// The place behind letters that some phrase begins with.
    pub(crate) fn place_behind(&self, letters: &[u8]) -> Option<u32> {
        let place = letters.iter().try_fold(0, |place, byte| self.next(place, *byte))?;
        u32::try_from(place).ok()
    }

    fn next(&self, place: usize, byte: u8) -> Option<usize> {
        let next = place ^ self.units[place].offset() as usize ^ usize::from(byte);
        self.units.get(next).filter(|unit| unit.label() == u32::from(byte)).map(|_| next)
    }

    /// Whether a phrase may stand at the beginning of `text`. Most texts that none begins are told here,
    /// and need not be walked.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        self.heads.may_hold(text)
    }

    /// Every phrase that `text` begins with, shortest first: its number and length.
    pub(crate) fn walk<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.walk_from(0, text, 0)
    }

    /// As [`Trie::walk`], of the phrases longer than the `at` bytes that lead to a place.
    pub(crate) fn walk_from<'a>(
        &'a self,
        mut place: usize,
        text: &'a [u8],
        mut at: usize,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut unit = self.units[place];
        std::iter::from_fn(move || {
            while let Some(byte) = text.get(at) {
                place ^= unit.offset() as usize ^ usize::from(*byte);
                unit = *self.units.get(place)?;
                if unit.label() != u32::from(*byte) {
                    at = text.len();
                    return None;
                }
                at += 1;
                if unit.has_leaf() {
                    let leaf = self.units.get(place ^ unit.offset() as usize)?;
                    return Some((leaf.value() as usize, at));
                }
            }
            None
        })
    }
}

/// The longest head, in bytes.
const HEAD_BYTES_MAX: usize = 4;
/// Bits of the set of heads, a power of two: few heads share one, and the set stays in the first cache.
const HEAD_BITS: usize = 1 << 15;

/// The first letters of all phrases, as a set that may hold a few more.
struct Heads {
    /// By the first byte of phrases, how many bytes their heads have: as many as the shortest of them.
    lengths: [u8; 256],
    bits: Vec<u64>,
}

impl Heads {
    fn of<'p>(phrases: impl Iterator<Item = &'p [u8]> + Clone) -> Self {
        let mut heads = Self { lengths: [0; 256], bits: vec![0; HEAD_BITS / 64] };
        for (phrase, first) in phrases.clone().filter_map(|phrase| Some((phrase, phrase.first()?))) {
            let length = &mut heads.lengths[usize::from(*first)];
            let known = if *length == 0 { HEAD_BYTES_MAX } else { usize::from(*length) };
            #[allow(clippy::cast_possible_truncation)]
            (*length = known.min(phrase.len()) as u8);
        }
        for phrase in phrases {
            let mut head = [0; HEAD_BYTES_MAX];
            head.iter_mut().zip(phrase).for_each(|(byte, letter)| *byte = *letter);
            let bit = heads.bit_of(head);
            heads.bits[bit / 64] |= 1 << (bit % 64);
        }
        heads
    }

    fn may_hold(&self, text: &[u8]) -> bool {
        let Some(head) = text.first_chunk() else {
            return text.first().is_some_and(|first| self.lengths[usize::from(*first)] > 0);
        };
        let bit = self.bit_of(*head);
        self.lengths[usize::from(head[0])] > 0 && self.bits[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// The bit of the head that a text begins with.
    fn bit_of(&self, text: [u8; HEAD_BYTES_MAX]) -> usize {
        /// An odd number that spreads heads over the bits.
        const SPREAD: u32 = 0x9E37_79B1;
        let others = 8 * (HEAD_BYTES_MAX as u32 - u32::from(self.lengths[usize::from(text[0])]).max(1));
        let head = u32::from_le_bytes(text) << others;
        (head.wrapping_mul(SPREAD) >> 16) as usize % HEAD_BITS
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
        assert!(trie.may_begin(b"pay me") && trie.may_begin(b"pa") && trie.may_begin(b"along"));
        assert!(!trie.may_begin(b"place") && !trie.may_begin(b"me") && !trie.may_begin(b""));
    }

    #[test]
    fn without_phrases_nothing_is_met() {
        let trie = Trie::new(Vec::new()).unwrap();
        assert!(!trie.may_begin(b"a") && trie.walk(b"a").next().is_none());
        assert!(Trie::new(vec![(Vec::new(), 0)]).is_err());
    }
}
