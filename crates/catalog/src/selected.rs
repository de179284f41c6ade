//! The rows that pass filters: a list where they are few, bits where they are many.

use crate::rows::{BLOCK_ROWS, BLOCK_WORDS, Bits, Rows, count_bits, fill_all};

/// Rows that pass.
#[derive(Debug)]
pub(crate) enum Selected {
    /// Ascending.
    List(Vec<u32>),
    Bits {
        rows: Bits,
        len: u64,
    },
}

impl Selected {
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::List(rows) => rows.len() as u64,
            Self::Bits { len, .. } => *len,
        }
    }

    pub(crate) fn contains(&self, row: u32) -> bool {
        match self {
            Self::List(rows) => rows.binary_search(&row).is_ok(),
            Self::Bits { rows, .. } => rows.contains(row),
        }
    }

    /// How many of them `rows` has too.
    pub(crate) fn len_within(&self, rows: &Rows) -> u64 {
        match self {
            Self::List(list) => list.iter().filter(|row| rows.contains(**row)).count() as u64,
            Self::Bits { rows: bits, .. } => rows.len_within(bits),
        }
    }

    /// Calls `each` with every row, ascending, until it says no.
    pub(crate) fn while_each(&self, mut each: impl FnMut(u32) -> bool) {
        match self {
            Self::List(rows) => {
                let _ = rows.iter().all(|row| each(*row));
            }
            Self::Bits { rows, .. } => {
                let _ = rows.iter().all(each);
            }
        }
    }
}

/// Rows that pass, counted before and after some of them are hidden.
pub(crate) struct Counted {
    pub passing: u64,
    /// How many of them each reason hides; one with two reasons counts in both.
    pub hidden_by: Vec<u64>,
    /// Those that no reason hides.
    pub shown: Selected,
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
    if let Some(mut rows) = select_list(filters, all) {
        rows.retain(|row| !without.clone().any(|set| set.contains(*row)));
        return Selected::List(rows);
    }
    select_blocks(all, |number, words| fill(filters.clone(), without.clone(), number, words, all))
}

/// The same, counted: each block as long as it is at hand, for reading all of them again for every count
/// takes longer than the filters.
pub(crate) fn select_counted<'f, 'a: 'f>(
    filters: &(impl Iterator<Item = &'f Filter<'a>> + Clone),
    reasons: &(impl ExactSizeIterator<Item = &'f Rows> + Clone),
    all: u32,
) -> Counted {
    let mut hidden_by = vec![0; reasons.len()];
    if let Some(mut rows) = select_list(filters, all) {
        let passing = rows.len() as u64;
        for (set, count) in reasons.clone().zip(&mut hidden_by) {
            *count = rows.iter().filter(|row| set.contains(**row)).count() as u64;
        }
        rows.retain(|row| !reasons.clone().any(|set| set.contains(*row)));
        return Counted { passing, hidden_by, shown: Selected::List(rows) };
    }
    let mut passing = 0;
    let shown = select_blocks(all, |number, words| {
        fill(filters.clone(), std::iter::empty(), number, words, all);
        if hidden_by.is_empty() {
            return;
        }
        passing += count_bits(words);
        for (set, count) in reasons.clone().zip(&mut hidden_by) {
            *count += set.len_in_block(number, words);
        }
        reasons.clone().for_each(|set| set.take_block(number, words));
    });
    let passing = if hidden_by.is_empty() { shown.len() } else { passing };
    Counted { passing, hidden_by, shown }
}

/// The rows that pass all filters, where the first one lets few through: ascending.
fn select_list<'f, 'a: 'f>(
    filters: &(impl Iterator<Item = &'f Filter<'a>> + Clone),
    all: u32,
) -> Option<Vec<u32>> {
    let mut rest = filters.clone();
    let mut rows = rest.next()?.short_list(all)?;
    rows.retain(|row| rest.clone().all(|filter| filter.passes(*row)));
    Some(rows)
}

/// The rows that `fill` leaves in the words of each block.
fn select_blocks(all: u32, mut fill: impl FnMut(u32, &mut [u64])) -> Selected {
    let (mut rows, mut len) = (Bits::with_room_for(all), 0);
    let mut words = [0; BLOCK_WORDS];
    for number in 0..all.div_ceil(BLOCK_ROWS) {
        let left = (all - number * BLOCK_ROWS).div_ceil(64) as usize;
        let words = &mut words[..left.min(BLOCK_WORDS)];
        fill(number, words);
        len += count_bits(words);
        rows.push_block(words);
    }
    Selected::Bits { rows, len }
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
