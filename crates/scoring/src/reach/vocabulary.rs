//! Which words may be part of a name or phrase: all others are passed over unread.

/// Bits of the set, a power of two: few words share one, and the set stays in the first cache.
const BITS: usize = 1 << 16;
/// An odd number that spreads words over the bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The words of all names and phrases, as a set that may hold a few more.
#[derive(Debug)]
pub(super) struct Vocabulary {
    bits: Vec<u64>,
}

impl Vocabulary {
    /// A set of the words of these names and phrases, each folded to small letters.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut bits = vec![0; BITS / 64];
        for word in words {
            let bit = bit_of(word.as_bytes());
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self { bits }
    }

    /// Whether a word may be among them. What is not ASCII always may.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        let bit = bit_of(word.as_bytes());
        self.bits[bit / 64] & (1 << (bit % 64)) != 0 || !word.is_ascii()
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
        let vocabulary = Vocabulary::new(["kenya", "reside", "c2c"].into_iter());
        assert!(["Kenya", "KENYA", "reside", "C2C", "Köln"].iter().all(|word| vocabulary.may_hold(word)));
        let strange = ["apple", "bridge", "colour", "drawing", "engine"];
        assert!(strange.iter().filter(|word| vocabulary.may_hold(word)).count() < 2);
    }
}
