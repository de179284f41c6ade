//! Hashes with fixed keys: the same on every machine, for fingerprints are kept.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::{
    eight::{Eight, STEP, lowest},
    known_words::{WHOLE_BYTES_MAX, Word},
};

/// By how much SplitMix64 counts up.
const MIXED_STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Words of fewer letters join others and say nothing.
pub(super) const WORD_LETTERS_MIN: usize = 3;

/// SplitMix64's step: a fixed permutation that leaves no pattern.
pub(super) const fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(MIXED_STEP);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[allow(clippy::cast_possible_truncation)]
pub(super) const fn low_half(value: u64) -> u32 {
    value as u32
}

/// A hash of texts in this order.
pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 2);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

/// A hash of one word, for words only: who wants two words of one hash can make them.
pub(super) fn word_hash(word: &str) -> u64 {
    let text = word.as_bytes();
    let eights = (0..text.len()).step_by(STEP);
    eights.fold(text.len() as u64, |key, at| mixed(key ^ Eight::at(text, at).0))
}

/// A key of a word, of which the plural is the same word.
pub(super) fn word_key(word: &str) -> u32 {
    low_half(word_hash(singular(word)))
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if word.len() > WORD_LETTERS_MIN && !one.ends_with('s') => one,
        _ => word,
    }
}

/// As [`word_hash`], of a word of at most [`WHOLE_BYTES_MAX`] bytes.
#[inline]
pub(super) const fn short_hash(word: Word) -> u64 {
    hash_of_eights(word.length(), eights(word))
}

/// As [`word_key`], of such a word whose hash is known.
#[inline]
pub(super) const fn short_key(word: Word, hash: u64) -> u32 {
    let last = word.last_bytes();
    let letters = last.wrapping_shl(last.leading_zeros() / u8::BITS * u8::BITS);
    let [.., before_last, last] = letters.to_le_bytes();
    let is_plural = last == b's' && before_last != b's' && word.length() > WORD_LETTERS_MIN;
    low_half(if is_plural { short_of_one(word) } else { hash })
}

/// As [`short_hash`], of a word without its last letter.
const fn short_of_one(word: Word) -> u64 {
    let ([head, rest], length) = (eights(word), word.length() - 1);
    hash_of_eights(length, [head & lowest(length), rest & lowest(length.saturating_sub(STEP))])
}

/// The first eight bytes of a word and those behind them.
#[inline]
const fn eights(word: Word) -> [u64; 2] {
    match word.length() {
        ..=STEP => [word.first_bytes(), 0],
        length => [word.first_bytes(), word.last_bytes() >> (8 * (WHOLE_BYTES_MAX - length))],
    }
}

#[inline]
const fn hash_of_eights(length: usize, [head, rest]: [u64; 2]) -> u64 {
    let first = mixed(length as u64 ^ head);
    if length > STEP { mixed(first ^ rest) } else { first }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plural_is_the_same_word() {
        for (one, many) in [("site", "sites"), ("illustration", "illustrations"), ("boxe", "boxes")] {
            assert_eq!(word_key(one), word_key(many));
        }
        for (one, other) in [("glas", "glass"), ("a", "as"), ("bu", "bus")] {
            assert_ne!(word_key(one), word_key(other));
        }
    }

    proptest! {
        #[test]
        fn short_words_are_hashed_as_all_are(text in "[a-z0-9]{1,14}s{0,2}") {
            let word = Word::of(&text);
            let hash = short_hash(word);
            prop_assert_eq!(hash, word_hash(&text));
            prop_assert_eq!(short_key(word, hash), word_key(&text));
        }
    }
}
