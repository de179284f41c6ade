//! The rows that pass filters: a list where they are few, bits where they are many.

use crate::rows::{BLOCK_WORDS, Bits, Rows, fill_all};

/// Rows that pass.
#[derive(Debug)]
pub(crate) enum Selected {
    /// Ascending.
    List(Vec<u32>),
    Bits(Bits),
}

impl Selected {
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::List(rows) => rows.len() as u64,
            Self::Bits(bits) => bits.len(),
        }
    }

    pub(crate) fn contains(&self, row: u32) -> bool {
        match self {
            Self::List(rows) => rows.binary_search(&row).is_ok(),
            Self::Bits(bits) => bits.contains(row),
        }
    }

    /// How many of them `rows` has too.
    pub(crate) fn len_within(&self, rows: &Rows) -> u64 {
        match self {
            Self::List(list) => list.iter().filter(|row| rows.contains(**row)).count() as u64,
            Self::Bits(bits) => rows.len_within(bits),
        }
    }

    /// Calls `each` with every row, ascending, until it says no.
    pub(crate) fn while_each(&self, mut each: impl FnMut(u32) -> bool) {
        match self {
            Self::List(rows) => {
                let _ = rows.iter().all(|row| each(*row));
            }
            Self::Bits(bits) => {
                let _ = bits.iter().all(each);
            }
        }
    }

    /// Takes out what is in one of `sets`.
    pub(crate) fn take_out<'a>(&mut self, mut sets: impl Iterator<Item = &'a Rows> + Clone) {
        match self {
            Self::List(rows) => rows.retain(|row| !sets.clone().any(|set| set.contains(*row))),
            Self::Bits(bits) => sets.by_ref().for_each(|set| bits.remove(set)),
        }
    }
}

/// Rows that are in one of some sets, or in none of them.
#[derive(Debug)]
pub(crate) struct Filter<'a> {
    pub sets: Vec<crate::rows::Set<'a>>,
    /// Whether being in one lets a row through, and not being in one otherwise.
    pub lets_in: bool,
}

impl<'a> Filter<'a> {
    pub(crate) fn any(sets: impl IntoIterator<Item = crate::rows::Set<'a>>) -> Self {
        Self { sets: sets.into_iter().collect(), lets_in: true }
    }

    pub(crate) fn none(sets: impl IntoIterator<Item = crate::rows::Set<'a>>) -> Self {
        Self { sets: sets.into_iter().collect(), lets_in: false }
    }

    pub(crate) fn passes(&self, row: u32) -> bool {
        self.sets.iter().any(|set| set.contains(row)) == self.lets_in
    }

    /// How many of `all` rows pass, at the most where it lets rows in, and at the least otherwise.
    pub(crate) fn estimate(&self, all: u64) -> u64 {
        let in_sets = self.sets.iter().map(|set| set.len()).sum::<u64>().min(all);
        if self.lets_in { in_sets } else { all - in_sets }
    }

    /// Takes what does not pass out of the words of one block.
    fn narrow(&self, number: u32, words: &mut [u64]) {
        match (&self.sets[..], self.lets_in) {
            (sets, false) => sets.iter().for_each(|set| set.take_block(number, words)),
            ([set], true) => set.keep_block(number, words),
            (sets, true) => {
                let mut any = [0; BLOCK_WORDS];
                sets.iter().for_each(|set| set.add_block(number, &mut any));
                words.iter_mut().zip(any).for_each(|(word, any)| *word &= any);
            }
        }
    }

    /// Its rows as a list, where that is short.
    pub(crate) fn short_list(&self, all: u32) -> Option<Vec<u32>> {
        let short = self.lets_in && self.estimate(all.into()) <= u64::from(all) / LIST_SHARE;
        short.then(|| {
            let mut rows: Vec<u32> = self.sets.iter().flat_map(|set| set.iter()).collect();
            if self.sets.len() > 1 {
                rows.sort_unstable();
                rows.dedup();
            }
            rows
        })
    }
}

/// Where one filter lets through less than this share of the rows, its rows are looked at one by one;
/// else bits of all rows are narrowed, 64 at a time.
pub(crate) const LIST_SHARE: u64 = 300;

/// Rows of `all` that pass all filters, the most selective of which comes first, and are in no set of
/// `without`.
pub(crate) fn select<'f, 'a: 'f>(
    filters: &(impl Iterator<Item = &'f Filter<'a>> + Clone),
    without: &(impl Iterator<Item = &'f Rows> + Clone),
    all: u32,
) -> Selected {
    let mut rest = filters.clone();
    let first = rest.next();
    if let Some(mut rows) = first.and_then(|first| first.short_list(all)) {
        let stays = |row: &u32| {
            rest.clone().all(|filter| filter.passes(*row)) && !without.clone().any(|set| set.contains(*row))
        };
        rows.retain(stays);
        return Selected::List(rows);
    }
    let mut bits = Bits::none(all);
    for (number, words) in bits.blocks_mut() {
        fill(filters.clone(), without.clone(), number, words, all);
    }
    Selected::Bits(bits)
}

/// The same of one block, into its words.
pub(crate) fn fill<'f, 'a: 'f>(
    mut filters: impl Iterator<Item = &'f Filter<'a>>,
    without: impl Iterator<Item = &'f Rows>,
    number: u32,
    words: &mut [u64],
    all: u32,
) {
    match filters.next() {
        Some(first) if first.lets_in => {
            words.fill(0);
            first.sets.iter().for_each(|set| set.add_block(number, words));
        }
        first => {
            fill_all(number, words, all);
            first.into_iter().for_each(|first| first.narrow(number, words));
        }
    }
    filters.for_each(|filter| filter.narrow(number, words));
    without.for_each(|set| set.take_block(number, words));
}
