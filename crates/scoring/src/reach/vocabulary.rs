//! Which words may be part of a name or phrase: all others are passed over unread.

/// Bits of the set, a power of two: few words share one, and the set stays in the first cache.
const BITS: usize = 1 << 16;
/// An odd number that spreads words over the bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a word may be to names and phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The first of one.
    First,
    /// A later one.
    Later,
    /// Part of none.
    Strange,
}

/// The words of all names and phrases, as sets that may hold a few more.
#[derive(Debug)]
pub(super) struct Vocabulary {
    firsts: Vec<u64>,
    all: Vec<u64>,
}

impl Vocabulary {
    /// The words of these names and phrases, each folded to small letters.
    pub(super) fn new<'w, Words: Iterator<Item = &'w str>>(phrases: impl Iterator<Item = Words>) -> Self {
        let (mut firsts, mut all) = (vec![0; BITS / 64], vec![0; BITS / 64]);
        for (place, word) in phrases.flat_map(Iterator::enumerate) {
            let bit = bit_of(word.as_bytes());
            all[bit / 64] |= 1 << (bit % 64);
            if place == 0 {
                firsts[bit / 64] |= 1 << (bit % 64);
            }
        }
        Self { firsts, all }
    }

    /// What a word may be. What is not ASCII may be anything.
    pub(super) fn find(&self, word: &str) -> Known {
        let bit = bit_of(word.as_bytes());
        let holds = |words: &[u64]| words[bit / 64] & (1 << (bit % 64)) != 0;
        match () {
            () if holds(&self.firsts) || !word.is_ascii() => Known::First,
            () if holds(&self.all) => Known::Later,
            () => Known::Strange,
        }
    }
}

/// The bit of a word: of its first eight letters without regard to case, and its length.
fn bit_of(word: &[u8]) -> usize {
    // The sixth bit tells capitals from small letters; digits have it too.
    let small = word.iter().take(8).fold(0, |head, byte| head << 8 | u64::from(byte | 0x20));
    let spread = (small ^ (word.len() as u64)).wrapping_mul(SPREAD);
    (spread >> 48) as usize % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        let vocabulary =
            Vocabulary::new(["kenya", "reside in", "c2c"].into_iter().map(|name| name.split(' ')));
        assert!(
            ["Kenya", "KENYA", "reside", "C2C", "Köln"].iter().all(|w| vocabulary.find(w) == Known::First)
        );
        assert_eq!(vocabulary.find("IN"), Known::Later);
        let strange = ["apple", "bridge", "colour", "drawing", "engine"];
        assert!(strange.iter().filter(|word| vocabulary.find(word) != Known::Strange).count() < 2);
    }
}
