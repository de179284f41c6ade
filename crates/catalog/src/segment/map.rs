//! Where rows go when segments become one.

use crate::rows::{Bits, Rows};

const GONE: u32 = u32::MAX;
/// Sets with more than this share of the rows are put together as bits instead of being sorted.
const DENSE_SHARE: u64 = 128;

/// The new number of every old row of one segment; rows may be gone.
pub(crate) struct RowMap {
    new: Vec<u32>,
    /// Whether the rows keep their order, as they do unless the rules of rank changed.
    keeps_order: bool,
}

impl RowMap {
    /// A map of `rows` rows, all of them gone until they are [placed](Self::place).
    pub(crate) fn new(rows: usize) -> Self {
        Self { new: vec![GONE; rows], keeps_order: true }
    }

    pub(crate) fn place(&mut self, old: u32, new: u32) {
        self.new[old as usize] = new;
    }

    /// Looks whether the order is kept; to be called when all rows are placed.
    pub(crate) fn finish(mut self) -> Self {
        self.keeps_order = self.new.iter().filter(|new| **new != GONE).is_sorted();
        self
    }

    pub(crate) fn get(&self, old: u32) -> Option<u32> {
        Some(self.new[old as usize]).filter(|new| *new != GONE)
    }
}

/// The new rows of sets of several segments, of `all` there will be.
pub(crate) fn merged<S: std::ops::Deref<Target = Rows>>(parts: &[(S, &RowMap)], all: u32) -> Rows {
    let mapped = parts.iter().flat_map(|(rows, map)| rows.iter().filter_map(|row| map.get(row)));
    if parts.iter().map(|(rows, _)| rows.len()).sum::<u64>() > u64::from(all) / DENSE_SHARE {
        let mut bits = Bits::none(all);
        mapped.for_each(|row| bits.set(row));
        return bits.compressed();
    }
    let mut rows: Vec<u32> = mapped.collect();
    let keep_order = parts.len() == 1 && parts.iter().all(|(_, map)| map.keeps_order);
    if !keep_order {
        rows.sort_unstable();
    }
    Rows::of_ascending(rows)
}
