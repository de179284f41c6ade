//! Sets of rows: compressed ones that are kept, and flat bits that a query works on.
//!
//! As in roaring bitmaps, 65,536 rows are a block, and a block is a list or bits, whichever is smaller.
//! Own types and no crate, because a query narrows flat bits word by word, which needs the blocks
//! themselves: at a million rows a filter costs microseconds (docs/performance.md, "The catalog").

use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod bits;
mod block;
#[cfg(test)]
mod tests;

pub(crate) use bits::Bits;
pub(crate) use block::{BLOCK_ROWS, BLOCK_WORDS, bits_of, count_bits, fill_all};
use block::{Block, split};

/// A compressed set of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rows {
    /// Blocks that hold a row, ascending, each with its number.
    blocks: Vec<(u32, Block)>,
    len: u64,
}

impl Rows {
    /// Rows that ascend.
    pub(crate) fn of_ascending(rows: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::default();
        let (mut number, mut few) = (0, Vec::new());
        for row in rows {
            let (of_row, low) = split(row);
            if of_row != number {
                set.push(number, &few);
                few.clear();
                number = of_row;
            }
            few.push(low);
        }
        set.push(number, &few);
        set.blocks.shrink_to_fit();
        set
    }

    fn push(&mut self, number: u32, few: &[u16]) {
        if !few.is_empty() {
            self.blocks.push((number, Block::of(few)));
            self.len += few.len() as u64;
        }
    }

    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn contains(&self, row: u32) -> bool {
        let (number, low) = split(row);
        self.block(number).is_some_and(|block| block.contains(low))
    }

    fn find(&self, number: u32) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&number, |(number, _)| *number)
    }

    /// Puts a row in; whether it was not there before.
    pub(crate) fn insert(&mut self, row: u32) -> bool {
        let (number, low) = split(row);
        let new = match self.find(number) {
            Ok(at) => self.blocks[at].1.insert(low),
            Err(at) => {
                self.blocks.insert(at, (number, Block::Few(vec![low])));
                true
            }
        };
        self.len += u64::from(new);
        new
    }

    /// Rows, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.blocks.iter().flat_map(|(number, block)| {
            let (few, words): (&[u16], &[u64]) = match block {
                Block::Few(few) => (few, &[]),
                Block::Many(words) => (&[], &words[..]),
            };
            let first = number * BLOCK_ROWS;
            few.iter().map(move |low| first + u32::from(*low)).chain(bits_of(words, first))
        })
    }

    fn block(&self, number: u32) -> Option<&Block> {
        // Most sets have a row in every block; then the block stands at its number.
        match self.blocks.get(number as usize) {
            Some((at, block)) if *at == number => Some(block),
            _ => self.find(number).ok().map(|at| &self.blocks[at].1),
        }
    }

    /// Adds the rows of a block to its words.
    pub(crate) fn add_block(&self, number: u32, words: &mut [u64]) {
        if let Some(block) = self.block(number) {
            block.add_to(words);
        }
    }

    /// Takes the rows of a block out of its words.
    pub(crate) fn take_block(&self, number: u32, words: &mut [u64]) {
        if let Some(block) = self.block(number) {
            block.take_from(words);
        }
    }

    /// Takes all other rows of a block out of its words.
    pub(crate) fn keep_block(&self, number: u32, words: &mut [u64]) {
        match self.block(number) {
            Some(block) => block.keep_in(words),
            None => words.fill(0),
        }
    }

    /// How many of these rows `bits` has too.
    pub(crate) fn len_within(&self, bits: &Bits) -> u64 {
        self.blocks.iter().map(|(number, block)| block.len_within(bits.block(*number))).sum()
    }

    /// How many rows of a block its words have too.
    pub(crate) fn len_in_block(&self, number: u32, words: &[u64]) -> u64 {
        self.block(number).map_or(0, |block| block.len_within(words))
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<(u32, Block)>()
            + self.blocks.iter().map(|(_, block)| block.bytes()).sum::<usize>()
    }
}

/// A set of rows that a query looks at: of the segment, of a cache, or made for it.
#[derive(Clone, Debug)]
pub(crate) enum Set<'a> {
    Kept(&'a Rows),
    Shared(Arc<Rows>),
    Made(Rows),
}

impl std::ops::Deref for Set<'_> {
    type Target = Rows;

    fn deref(&self) -> &Rows {
        match self {
            Self::Kept(rows) => rows,
            Self::Shared(rows) => rows,
            Self::Made(rows) => rows,
        }
    }
}
