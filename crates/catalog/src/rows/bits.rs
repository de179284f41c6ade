//! Flat bits: a set of rows that a query narrows word by word.

use super::{
    Rows,
    block::{BLOCK_WORDS, Block, FEW_MAX, bits_of, count_bits, fill_all, split},
};

/// A set of rows as one bit a row, to work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// None of `rows` rows.
    pub(crate) fn none(rows: u32) -> Self {
        Self(vec![0; rows.div_ceil(64) as usize])
    }

    /// All of `rows` rows.
    pub(crate) fn all(rows: u32) -> Self {
        let mut all = Self::none(rows);
        all.blocks_mut().for_each(|(number, words)| fill_all(number, words, rows));
        all
    }

    /// None yet, with room for `rows` rows.
    pub(crate) fn with_room_for(rows: u32) -> Self {
        Self(Vec::with_capacity(rows.div_ceil(64) as usize))
    }

    /// Adds the next block.
    pub(crate) fn push_block(&mut self, words: &[u64]) {
        self.0.extend_from_slice(words);
    }

    pub(super) fn block(&self, number: u32) -> &[u64] {
        let start = (number as usize * BLOCK_WORDS).min(self.0.len());
        &self.0[start..(start + BLOCK_WORDS).min(self.0.len())]
    }

    fn block_mut(&mut self, number: u32) -> &mut [u64] {
        let start = (number as usize * BLOCK_WORDS).min(self.0.len());
        let end = (start + BLOCK_WORDS).min(self.0.len());
        &mut self.0[start..end]
    }

    pub(crate) fn contains(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    pub(crate) fn set(&mut self, row: u32) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(crate) fn unset(&mut self, row: u32) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    pub(crate) fn len(&self) -> u64 {
        count_bits(&self.0)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        bits_of(&self.0, 0)
    }

    /// Adds rows.
    pub(crate) fn add(&mut self, rows: &Rows) {
        for (number, block) in &rows.blocks {
            block.add_to(self.block_mut(*number));
        }
    }

    /// Takes rows out.
    pub(crate) fn remove(&mut self, rows: &Rows) {
        for (number, block) in &rows.blocks {
            block.take_from(self.block_mut(*number));
        }
    }

    /// The words of each block, with its number: who narrows one block by all filters before the next has
    /// it at hand each time.
    pub(crate) fn blocks_mut(&mut self) -> impl Iterator<Item = (u32, &mut [u64])> {
        (0..).zip(self.0.chunks_mut(BLOCK_WORDS))
    }

    /// Keeps the rows that `other` has too.
    pub(crate) fn keep_bits(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Adds the rows of `other`.
    pub(crate) fn add_bits(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// The same rows, compressed.
    pub(crate) fn compressed(&self) -> Rows {
        let mut rows = Rows::default();
        for (number, words) in (0..).zip(self.0.chunks(BLOCK_WORDS)) {
            let len = count_bits(words);
            if len > FEW_MAX as u64 {
                let mut own = Box::new([0; BLOCK_WORDS]);
                own[..words.len()].copy_from_slice(words);
                rows.blocks.push((number, Block::Many(own)));
                rows.len += len;
            } else {
                let few: Vec<u16> = bits_of(words, 0).map(|low| split(low).1).collect();
                rows.push(number, &few);
            }
        }
        rows
    }
}
