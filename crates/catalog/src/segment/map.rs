//! Where rows go when segments become one.

use crate::rows::Rows;

const GONE: u32 = u32::MAX;

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

    /// The new numbers of `rows`, which ascend, in ascending order.
    pub(crate) fn rows(&self, rows: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut mapped: Vec<u32> = rows.filter_map(|row| self.get(row)).collect();
        if !self.keeps_order {
            mapped.sort_unstable();
        }
        mapped
    }

    pub(crate) fn set(&self, rows: &Rows) -> Rows {
        Rows::of_ascending(self.rows(rows.iter()))
    }
}
