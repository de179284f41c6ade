//! Words with numbers, such as those that phrases begin with. Of most words of a text one look at a few
//! bits tells that they are none of them.
//!
//! The walk of a trie takes a branch for each letter, which a processor cannot foresee. This is one
//! branch for a whole word.

use crate::eight::{Eight, STEP, lowest};

/// Words, each with a number.
#[derive(Debug)]
pub(crate) struct KnownWords {
    /// By the highest bits of the hash of a word, whether there may be such a word: small, so that it stays
    /// in the first cache.
    bits: Vec<u64>,
    /// How many bits of a hash are below those.
    shift: u32,
    /// By the hash of a word, the word or one whose place it was, in which case it stands behind.
    slots: Vec<Slot>,
}

/// The parts of a [`Word`] and its number, side by side in as few bytes as they take; the length is 0
/// where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    head: u64,
    tail: u64,
    length: u32,
    number: u32,
}

impl Slot {
    /// Whether there is no word, or this one.
    #[inline]
    fn ends_search(&self, word: Word) -> bool {
        self.length == 0 || (self.length == word.length && self.head == word.head && self.tail == word.tail)
    }
}

/// A word as it is hashed and compared: its length, and its first and last eight bytes, which are all of
/// them up to [`WHOLE_BYTES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    length: u32,
    head: u64,
    tail: u64,
    hash: u64,
}

/// The longest word that its first and last eight bytes tell from all others.
pub(crate) const WHOLE_BYTES_MAX: usize = 16;
/// Bits for every word: one strange word in so many is sought among the words.
const BITS_A_WORD: usize = 16;
/// Slots for every word.
const SLOTS_A_WORD: usize = 2;

impl Word {
    /// A whole text as a word.
    pub(crate) fn of(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        Self::at(text, 0, text.len())
    }

    /// The word of `length` bytes that stands at `begin` of a text.
    #[inline]
    pub(crate) fn at(text: &[u8], begin: usize, length: usize) -> Self {
        Self::with_head(text, begin, length, Eight::at(text, begin))
    }

    /// As [`Word::at`], where its first eight bytes are at hand.
    #[inline]
    pub(crate) fn with_head(text: &[u8], begin: usize, length: usize, head: Eight) -> Self {
        let head = head.0 & lowest(length);
        let tail = if length > STEP { Eight::at(text, begin + length - STEP).0 } else { head };
        Self::of_parts(length, head, tail)
    }

    /// As [`Word::with_head`], of a word of ASCII letters and figures, with its capitals as small letters.
    #[inline]
    pub(crate) fn lowered(text: &[u8], begin: usize, length: usize, head: Eight) -> Self {
        let head = head.lowered().0 & lowest(length);
        let tail = if length > STEP { Eight::at(text, begin + length - STEP).lowered().0 } else { head };
        Self::of_parts(length, head, tail)
    }

    /// The word of so many bytes with these first and last eight, zeros behind where it is shorter.
    #[inline]
    pub(crate) fn of_parts(length: usize, head: u64, tail: u64) -> Self {
        /// An odd number that spreads words over all bits.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let hash = ((head ^ u64::from(length)).wrapping_mul(SPREAD) ^ tail).wrapping_mul(SPREAD);
        Self { length, head, tail, hash }
    }

    /// As [`Word::of_parts`], where its hash is at hand, which is the same for all tables.
    #[inline]
    pub(crate) const fn hashed(length: u8, head: u64, tail: u64, hash: u64) -> Self {
        Self { length: length as u32, head, tail, hash }
    }

    /// Its length in bytes.
    pub(crate) const fn length(self) -> usize {
        self.length as usize
    }

    /// Its first eight bytes, with zeros behind a shorter one.
    pub(crate) const fn first_bytes(self) -> u64 {
        self.head
    }

    /// Its last eight bytes; the same as the first where it is no longer.
    pub(crate) const fn last_bytes(self) -> u64 {
        self.tail
    }

    /// A hash of which the highest bits are the best.
    pub(crate) const fn hash(self) -> u64 {
        self.hash
    }
}

impl Default for KnownWords {
    fn default() -> Self {
        Self::of([].into_iter())
    }
}

impl KnownWords {
    /// Of words with their numbers, of which none stands twice. Those that are too long to be told from
    /// all others have the number 0.
    pub(crate) fn of(words: impl Iterator<Item = (Word, u32)>) -> Self {
        let mut words: Vec<(Word, u32)> = words.collect();
        // Short words are the most in texts: they have the first choice of places.
        words.sort_by_key(|(word, _)| word.length);
        let bits = (words.len() * BITS_A_WORD).next_power_of_two().max(64);
        let mut known = Self {
            bits: vec![0; bits / 64],
            shift: u64::BITS - bits.trailing_zeros(),
            slots: vec![Slot::default(); words.len() * SLOTS_A_WORD + 1],
        };
        for (word, number) in words {
            let (at, bit) = known.bit(word.hash());
            known.bits[at] |= bit;
            let number = if word.length() > WHOLE_BYTES_MAX { 0 } else { number };
            let Word { length, head, tail, .. } = word;
            let place = known.place_from(known.first_place(word.hash()), word);
            known.slots[place] = Slot { head, tail, length, number };
        }
        known
    }

    /// The number of a word.
    #[inline]
    pub(crate) fn find(&self, word: Word) -> Option<u32> {
        let Word { length, head, tail, hash } = word;
        let (at, bit) = self.bit(hash);
        if self.bits[at] & bit == 0 { None } else { self.find_slot(length, head, tail, hash) }
    }

    /// The number of a word of which the bits say that it may stand here. It comes in its parts: they need not
    /// be laid down in memory for all those of which they do not.
    #[inline(never)]
    fn find_slot(&self, length: u32, head: u64, tail: u64, hash: u64) -> Option<u32> {
        let word = Word { length, head, tail, hash };
        let slot = &self.slots[self.place_from(self.first_place(hash), word)];
        (slot.length > 0).then_some(slot.number)
    }

    /// Where the bit of a hash stands, and the bit.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    const fn bit(&self, hash: u64) -> (usize, u64) {
        let bit = hash >> self.shift;
        ((bit / 64) as usize, 1 << (bit % 64))
    }

    /// Where a word stands or would, if no other does.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    const fn first_place(&self, hash: u64) -> usize {
        (((hash >> 32) * self.slots.len() as u64) >> 32) as usize
    }

    /// Where a word stands, or would, from a place on.
    #[inline]
    fn place_from(&self, mut place: usize, word: Word) -> usize {
        while !self.slots[place].ends_search(word) {
            place = if place + 1 == self.slots.len() { 0 } else { place + 1 };
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        let words = ["a", "web", "designer", "illustrations", "internationalisation"];
        let of = |word: &str| Word::at(word.as_bytes(), 0, word.len());
        let known = KnownWords::of(words.map(of).into_iter().zip([1, 2, 3, 4, 5]));
        for (number, word) in (1..).zip(words) {
            let text = format!("so {word} and");
            let number = if word.len() > 16 { 0 } else { number };
            assert_eq!(known.find(of(word)), Some(number));
            assert_eq!(known.find(Word::at(text.as_bytes(), 3, word.len())), Some(number));
        }
        for strange in ["b", "wed", "resigner", "illustration", "webs", "so", ""] {
            assert_eq!(known.find(of(strange)), None, "{strange}");
        }
        assert_eq!(KnownWords::default().find(of("a")), None);
    }
}
