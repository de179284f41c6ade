//! Sets of rows: compressed ones that are kept, and flat bits that a query works on.
//!
//! As in roaring bitmaps, 65,536 rows are a block, and a block is a list or bits, whichever is smaller.
//! Own types and no crate, because a query narrows flat bits word by word, which needs the blocks
//! themselves: at a million rows a filter costs microseconds (docs/performance.md, "The catalog").

use std::sync::Arc;

/// Words of a block.
const BLOCK_WORDS: usize = 1024;
const BLOCK_ROWS: u32 = 65_536;
/// Rows of a block from which on bits take less room than a list.
const FEW_MAX: usize = 4096;

/// A compressed set of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    /// Blocks that hold a row, ascending, each with its number.
    blocks: Vec<(u32, Block)>,
    len: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// Low halves of row numbers, ascending.
    Few(Vec<u16>),
    Many(Box<[u64; BLOCK_WORDS]>),
}

#[allow(clippy::cast_possible_truncation)] // the low half is what is wanted
fn split(row: u32) -> (u32, u16) {
    (row / BLOCK_ROWS, row as u16)
}

fn bit_of(low: u16) -> (usize, u64) {
    (usize::from(low) / 64, 1 << (low % 64))
}

impl Block {
    /// Of low halves that ascend.
    fn of(few: &[u16]) -> Self {
        if few.len() <= FEW_MAX {
            return Self::Few(few.to_vec());
        }
        let mut words = Box::new([0; BLOCK_WORDS]);
        set_all(&mut words[..], few);
        Self::Many(words)
    }

    fn contains(&self, low: u16) -> bool {
        match self {
            Self::Few(few) => few.binary_search(&low).is_ok(),
            Self::Many(words) => {
                let (word, bit) = bit_of(low);
                words[word] & bit != 0
            }
        }
    }

    /// Whether the row was not there before.
    fn insert(&mut self, low: u16) -> bool {
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

    fn bytes(&self) -> usize {
        match self {
            Self::Few(few) => few.capacity() * 2,
            Self::Many(_) => BLOCK_WORDS * 8,
        }
    }
}

fn set_all(words: &mut [u64], few: &[u16]) {
    for low in few {
        let (word, bit) = bit_of(*low);
        if let Some(word) = words.get_mut(word) {
            *word |= bit;
        }
    }
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
        // Most sets have a row in every block; then the block stands at its number.
        match self.blocks.get(number as usize) {
            Some((at, block)) if *at == number => block.contains(low),
            _ => self.find(number).is_ok_and(|at| self.blocks[at].1.contains(low)),
        }
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

    /// How many of these rows `bits` has too.
    pub(crate) fn len_within(&self, bits: &Bits) -> u64 {
        let both = |(number, block): &(u32, Block)| -> u64 {
            let words = bits.block(*number);
            match block {
                Block::Few(few) => few.iter().filter(|low| has(words, **low)).count() as u64,
                Block::Many(own) => {
                    let both = own.iter().zip(words).map(|(own, word)| u64::from((own & word).count_ones()));
                    both.sum()
                }
            }
        };
        self.blocks.iter().map(both).sum()
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<(u32, Block)>()
            + self.blocks.iter().map(|(_, block)| block.bytes()).sum::<usize>()
    }
}

fn has(words: &[u64], low: u16) -> bool {
    let (word, bit) = bit_of(low);
    words.get(word).is_some_and(|word| word & bit != 0)
}

fn bits_of(words: &[u64], first: u32) -> impl Iterator<Item = u32> + '_ {
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
        let mut words = vec![u64::MAX; rows.div_ceil(64) as usize];
        if let Some(last) = words.last_mut().filter(|_| !rows.is_multiple_of(64)) {
            *last = (1 << (rows % 64)) - 1;
        }
        Self(words)
    }

    fn block(&self, number: u32) -> &[u64] {
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
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        bits_of(&self.0, 0)
    }

    /// Adds rows.
    pub(crate) fn add(&mut self, rows: &Rows) {
        for (number, block) in &rows.blocks {
            let words = self.block_mut(*number);
            match block {
                Block::Few(few) => set_all(words, few),
                Block::Many(own) => words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word |= own),
            }
        }
    }

    /// Takes rows out.
    pub(crate) fn remove(&mut self, rows: &Rows) {
        for (number, block) in &rows.blocks {
            let words = self.block_mut(*number);
            match block {
                Block::Few(few) => few.iter().for_each(|low| {
                    let (word, bit) = bit_of(*low);
                    if let Some(word) = words.get_mut(word) {
                        *word &= !bit;
                    }
                }),
                Block::Many(own) => words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word &= !own),
            }
        }
    }

    /// Keeps the rows that `rows` has too.
    pub(crate) fn keep(&mut self, rows: &Rows) {
        let mut kept = rows.blocks.iter().peekable();
        for (number, words) in (0..).zip(self.0.chunks_mut(BLOCK_WORDS)) {
            match kept.next_if(|(at, _)| *at == number) {
                None => words.fill(0),
                Some((_, Block::Many(own))) => {
                    words.iter_mut().zip(own.iter()).for_each(|(word, own)| *word &= own);
                }
                Some((_, Block::Few(few))) => {
                    let mut own = [0; BLOCK_WORDS];
                    set_all(&mut own, few);
                    words.iter_mut().zip(own).for_each(|(word, own)| *word &= own);
                }
            }
        }
    }

    /// Keeps the rows that `other` has too.
    pub(crate) fn keep_bits(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Takes the rows of `other` out.
    pub(crate) fn remove_bits(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// The same rows, compressed.
    pub(crate) fn compressed(&self) -> Rows {
        let mut rows = Rows::default();
        for (number, words) in (0..).zip(self.0.chunks(BLOCK_WORDS)) {
            let len: usize = words.iter().map(|word| word.count_ones() as usize).sum();
            if len > FEW_MAX {
                let mut own = Box::new([0; BLOCK_WORDS]);
                own[..words.len()].copy_from_slice(words);
                rows.blocks.push((number, Block::Many(own)));
                rows.len += len as u64;
            } else {
                let few: Vec<u16> = bits_of(words, 0).map(|low| split(low).1).collect();
                rows.push(number, &few);
            }
        }
        rows
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const SPACE: u32 = 3 * BLOCK_ROWS - 77;

    /// Sparse rows, runs of thousands, and nothing.
    fn rows() -> impl Strategy<Value = BTreeSet<u32>> {
        let run = (0..SPACE, 0_u32..9_000).prop_map(|(start, len)| start..(start + len).min(SPACE));
        let sparse = proptest::collection::btree_set(0..SPACE, 0..60);
        (proptest::collection::vec(run, 0..4), sparse).prop_map(|(runs, mut rows)| {
            rows.extend(runs.into_iter().flatten());
            rows
        })
    }

    fn same(bits: &Bits, rows: &BTreeSet<u32>) -> bool {
        let compressed = bits.compressed();
        let ascending: Vec<u32> = rows.iter().copied().collect();
        bits.len() == rows.len() as u64
            && bits.iter().eq(ascending.iter().copied())
            && compressed.iter().eq(ascending.iter().copied())
            && compressed == Rows::of_ascending(ascending)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn sets_are_what_sets_are(a in rows(), b in rows(), probes in proptest::collection::vec(0..SPACE, 9)) {
            let (of_a, of_b) = (Rows::of_ascending(a.iter().copied()), Rows::of_ascending(b.iter().copied()));
            prop_assert_eq!(of_a.len(), a.len() as u64);
            for row in probes.iter().chain(&b) {
                prop_assert_eq!(of_a.contains(*row), a.contains(row));
            }
            let mut bits = Bits::none(SPACE);
            bits.add(&of_a);
            prop_assert!(same(&bits, &a));
            prop_assert_eq!(of_b.len_within(&bits), a.intersection(&b).count() as u64);
            let mut both = bits.clone();
            both.keep(&of_b);
            prop_assert!(same(&both, &(&a & &b)));
            let mut without = bits.clone();
            without.remove(&of_b);
            prop_assert!(same(&without, &(&a - &b)));
            let mut other = Bits::all(SPACE);
            prop_assert_eq!(other.len(), u64::from(SPACE));
            other.remove_bits(&without);
            other.keep_bits(&bits);
            prop_assert!(same(&other, &(&a & &b)));
            bits.add(&of_b);
            prop_assert!(same(&bits, &(&a | &b)));
        }

        #[test]
        fn rows_are_put_in_once(a in rows(), more in proptest::collection::vec(0..SPACE, 0..40)) {
            let mut set = Rows::of_ascending(a.iter().copied());
            let mut model = a;
            for row in more {
                prop_assert_eq!(set.insert(row), model.insert(row));
            }
            prop_assert_eq!(set.len(), model.len() as u64);
            prop_assert!(set.iter().eq(model.iter().copied()));
        }
    }
}
