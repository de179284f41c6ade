//! A block: the rows of 65,536 numbers that follow one another, as a list or as bits.

use serde::{Deserialize, Serialize};

/// Words of a block.
pub(crate) const BLOCK_WORDS: usize = 1024;
pub(crate) const BLOCK_ROWS: u32 = 65_536;
/// Rows of a block from which on bits take less room than a list.
pub(super) const FEW_MAX: usize = 4096;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Block {
    /// Low halves of row numbers, ascending.
    Few(Vec<u16>),
    Many(#[serde(with = "words_as_bytes")] Box<[u64; BLOCK_WORDS]>),
}

/// Eight bytes a word, the least one first.
mod words_as_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::BLOCK_WORDS;

    pub(super) fn serialize<S: Serializer>(words: &[u64; BLOCK_WORDS], to: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        to.serialize_bytes(&bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Box<[u64; BLOCK_WORDS]>, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        let (words, rest) = bytes.as_chunks();
        let words: Vec<u64> = words.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        let wrong = || D::Error::invalid_length(bytes.len(), &"8192 bytes");
        if rest.is_empty() { words.into_boxed_slice().try_into().map_err(|_| wrong()) } else { Err(wrong()) }
    }
}

#[allow(clippy::cast_possible_truncation)] // the low half is what is wanted
pub(super) fn split(row: u32) -> (u32, u16) {
    (row / BLOCK_ROWS, row as u16)
}

pub(super) fn bit_of(low: u16) -> (usize, u64) {
    (usize::from(low) / 64, 1 << (low % 64))
}

impl Block {
    /// Of low halves that ascend.
    pub(super) fn of(few: &[u16]) -> Self {
        if few.len() <= FEW_MAX {
            return Self::Few(few.to_vec());
        }
        let mut words = Box::new([0; BLOCK_WORDS]);
        set_all(&mut words[..], few);
        Self::Many(words)
    }

    pub(super) fn contains(&self, low: u16) -> bool {
        match self {
            Self::Few(few) => few.binary_search(&low).is_ok(),
            Self::Many(words) => {
                let (word, bit) = bit_of(low);
                words[word] & bit != 0
            }
        }
    }

    /// Whether the row was not there before.
    pub(super) fn insert(&mut self, low: u16) -> bool {
        match self {
            Self::Few(few) => {
                let Err(place) = few.binary_search(&low) else { return false };
                few.insert(place, low);
                if few.len() > FEW_MAX {
                    *self = Self::of(few);
                }
                true
            }
            Self::Many(words) => {
                let (word, bit) = bit_of(low);
                let new = words[word] & bit == 0;
                words[word] |= bit;
                new
            }
        }
    }

    /// Sets the bits of these rows.
    pub(super) fn add_to(&self, words: &mut [u64]) {
        match self {
            Self::Few(few) => set_all(words, few),
            Self::Many(own) => words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word |= own),
        }
    }

    /// Clears the bits of these rows.
    pub(super) fn take_from(&self, words: &mut [u64]) {
        match self {
            Self::Few(few) => few.iter().for_each(|low| {
                let (word, bit) = bit_of(*low);
                if let Some(word) = words.get_mut(word) {
                    *word &= !bit;
                }
            }),
            Self::Many(own) => words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word &= !own),
        }
    }

    /// Clears the bits of all other rows.
    pub(super) fn keep_in(&self, words: &mut [u64]) {
        match self {
            Self::Few(few) => {
                let mut own = [0; BLOCK_WORDS];
                set_all(&mut own, few);
                words.iter_mut().zip(own).for_each(|(word, own)| *word &= own);
            }
            Self::Many(own) => words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word &= own),
        }
    }

    /// How many of these rows are among the bits.
    pub(super) fn len_within(&self, words: &[u64]) -> u64 {
        match self {
            Self::Few(few) => few.iter().filter(|low| has(words, **low)).count() as u64,
            Self::Many(own) => {
                own.iter().zip(words).map(|(own, word)| u64::from((own & word).count_ones())).sum()
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Few(few) => few.capacity() * 2,
            Self::Many(_) => BLOCK_WORDS * 8,
        }
    }
}

/// Sets the bits of all of a block's rows, of which there are `all` in all blocks.
pub(crate) fn fill_all(number: u32, words: &mut [u64], all: u32) {
    let rows = all.saturating_sub(number * BLOCK_ROWS);
    words.fill(u64::MAX);
    if let Some(last) = words.get_mut(rows as usize / 64) {
        *last = (1 << (rows % 64)) - 1;
    }
    if let Some(beyond) = words.get_mut(rows as usize / 64 + 1..) {
        beyond.fill(0);
    }
}

pub(super) fn set_all(words: &mut [u64], few: &[u16]) {
    for low in few {
        let (word, bit) = bit_of(*low);
        if let Some(word) = words.get_mut(word) {
            *word |= bit;
        }
    }
}

fn has(words: &[u64], low: u16) -> bool {
    let (word, bit) = bit_of(low);
    words.get(word).is_some_and(|word| word & bit != 0)
}

/// How many bits are set.
pub(crate) fn count_bits(words: &[u64]) -> u64 {
    words.iter().map(|word| u64::from(word.count_ones())).sum()
}

pub(crate) fn bits_of(words: &[u64], first: u32) -> impl Iterator<Item = u32> + '_ {
    words.iter().zip((first..).step_by(64)).flat_map(|(word, first)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let lowest = left.trailing_zeros();
            (lowest < 64).then(|| {
                left &= left - 1;
                first + lowest
            })
        })
    })
}
