//! Words with what is known of them, such as those that phrases begin with. Of most words of a text one look at a few
//! bits tells that they are none of them.
//!
//! The walk of a trie takes a branch for each letter, which a processor cannot foresee. This is one
//! branch for a whole word.

use crate::eight::{Eight, STEP, lowest};

/// Words, each with what is known of it, such as a number.
#[derive(Debug)]
pub(crate) struct KnownWords<T = u32> {
    /// By the highest bits of the hash of a word, whether there may be such a word: small, so that it stays
    /// in the first cache.
    bits: Vec<u64>,
    /// How many bits of a hash are below those.
    shift: u32,
    /// By the hash of a word, the word or one whose place it was, in which case it stands behind.
    slots: Vec<Slot<T>>,
}

/// The parts of a [`Word`] and what is known of it, side by side in as few bytes as they take; the length
/// is 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Slot<T> {
    head: u64,
    tail: u64,
    length: u32,
    known: T,
}

impl<T> Slot<T> {
    /// Whether there is no word, or this one.
    #[inline]
    fn ends_search(&self, word: Word) -> bool {
        self.length == 0 || (self.length == word.length && self.head == word.head && self.tail == word.tail)
    }
}

/// A word as it is hashed and compared: its length, and its first and last eight bytes, which are all of
/// them up to [`WHOLE_BYTES_MAX`]. A word [behind](Word::behind) something is another word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    /// At most [`LENGTH_MAX`], and before its bits the number of what the word stands behind.
    length: u32,
    head: u64,
    tail: u64,
    hash: u64,
}

/// The longest word that its first and last eight bytes tell from all others.
pub(crate) const WHOLE_BYTES_MAX: usize = 16;
/// The greatest length, which all longer words have.
const LENGTH_MAX: u32 = u8::MAX as u32;
/// The greatest number of what a word stands behind.
pub(crate) const BEHIND_MAX: u32 = u32::MAX / (LENGTH_MAX + 1);
/// An odd number that spreads words over all bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
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
        let length = u32::try_from(length).unwrap_or(u32::MAX).min(LENGTH_MAX);
        let hash = ((head ^ u64::from(length)).wrapping_mul(SPREAD) ^ tail).wrapping_mul(SPREAD);
        Self { length, head, tail, hash }
    }

    /// As [`Word::of_parts`], where its hash is at hand, which is the same for all tables.
    #[inline]
    pub(crate) const fn hashed(length: u8, head: u64, tail: u64, hash: u64) -> Self {
        Self { length: length as u32, head, tail, hash }
    }

    /// The word where it stands behind what has this number, at most [`BEHIND_MAX`].
    #[inline]
    pub(crate) const fn behind(self, number: u32) -> Self {
        let Self { length, head, tail, hash } = self;
        let hash = hash ^ (number as u64).wrapping_mul(SPREAD);
        Self { length: number * (LENGTH_MAX + 1) + length, head, tail, hash }
    }

    /// Its length in bytes.
    pub(crate) const fn length(self) -> usize {
        (self.length & LENGTH_MAX) as usize
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

impl<T: Copy + Default> Default for KnownWords<T> {
    fn default() -> Self {
        Self::of([].into_iter())
    }
}

impl<T: Copy + Default> KnownWords<T> {
    /// Of words with what is known of them, of which none stands twice. Of those that are too long to be
    /// told from all others the default is: the number 0.
    pub(crate) fn of(words: impl Iterator<Item = (Word, T)>) -> Self {
        let mut words: Vec<(Word, T)> = words.collect();
        // Short words are the most in texts: they have the first choice of places.
        words.sort_by_key(|(word, _)| word.length());
        let bits = (words.len() * BITS_A_WORD).next_power_of_two().max(64);
        let mut all = Self {
            bits: vec![0; bits / 64],
            shift: u64::BITS - bits.trailing_zeros(),
            slots: vec![Slot::default(); words.len() * SLOTS_A_WORD + 1],
        };
        for (word, known) in words {
            let (at, bit) = all.bit(word.hash());
            all.bits[at] |= bit;
            let known = if word.length() > WHOLE_BYTES_MAX { T::default() } else { known };
            let Word { length, head, tail, .. } = word;
            let place = all.place_from(all.first_place(word.hash()), word);
            all.slots[place] = Slot { head, tail, length, known };
        }
        all
    }

    /// What is known of a word.
    #[inline]
    pub(crate) fn find(&self, word: Word) -> Option<T> {
        let Word { length, head, tail, hash } = word;
        if self.may_hold(word) { self.find_slot(length, head, tail, hash).copied() } else { None }
    }

    /// Whether the bits say that a word may stand here.
    #[inline]
    pub(crate) fn may_hold(&self, word: Word) -> bool {
        let (at, bit) = self.bit(word.hash());
        self.bits[at] & bit != 0
    }

    /// What is known of a word that [may stand here](KnownWords::may_hold).
    #[inline]
    pub(crate) fn find_likely(&self, word: Word) -> Option<&T> {
        let Word { length, head, tail, hash } = word;
        // Most words stand in the first place.
        let slot = &self.slots[self.first_place(hash)];
        let is_there = (slot.head == head) & (slot.tail == tail) & (slot.length == length);
        if is_there { Some(&slot.known) } else { self.find_slot(length, head, tail, hash) }
    }

    /// What is known of a word, which comes in its parts: they need not be laid down in memory.
    #[inline(never)]
    fn find_slot(&self, length: u32, head: u64, tail: u64, hash: u64) -> Option<&T> {
        let word = Word { length, head, tail, hash };
        let slot = &self.slots[self.place_from(self.first_place(hash), word)];
        (slot.length > 0).then_some(&slot.known)
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
        assert_eq!(KnownWords::<u32>::default().find(of("a")), None);
    }

    #[test]
    fn words_behind_others_are_other_words() {
        let long = "internationalisation";
        let behind = [("a", 1), ("a", 2), ("b", 2), ("designer", BEHIND_MAX), (long, 3)];
        let words = behind.map(|(word, number)| Word::of(word).behind(number));
        let known = KnownWords::of(words.into_iter().zip(1..));
        assert_eq!(words.map(|word| known.find(word)), [1, 2, 3, 4, 0].map(Some));
        for (word, number) in [("b", 1), ("a", 3), ("designer", 1)] {
            assert_eq!(known.find(Word::of(word).behind(number)), None, "{word}");
        }
        assert_eq!((known.find(Word::of("a")), words[3].length()), (None, 8));
    }
}
