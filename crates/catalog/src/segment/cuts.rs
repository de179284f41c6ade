//! Rows by a threshold on a number, without reading the whole column.
//!
//! Rows stand in the order of their numbers, and at every sixty-fourth of that order a set holds the
//! rows from there on. A threshold then takes a binary search, one set and a look at one stretch.

use serde::{Deserialize, Serialize};

use crate::rows::{Bits, Rows};

/// The most cuts of a segment: at a million rows, 8 MB of sets for each number at the most.
const CUTS_MAX: usize = 64;
const CUT_ROWS_MIN: usize = 512;

/// Cuts through one column. Rows without a number are in none.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cuts {
    /// Rows that have a number, ascending by it.
    order: Vec<u32>,
    /// At equal distances in that order: the rows from there on.
    from: Vec<Rows>,
    rows: u32,
}

impl Cuts {
    pub(crate) fn build(numbers: impl ExactSizeIterator<Item = Option<i64>>) -> Self {
        let rows = super::count(numbers.len());
        let mut sorted: Vec<(i64, u32)> =
            numbers.zip(0..).filter_map(|(number, row)| Some((number?, row))).collect();
        sorted.sort_unstable();
        let order: Vec<u32> = sorted.into_iter().map(|(_, row)| row).collect();
        let cuts = (order.len() / CUT_ROWS_MIN).clamp(1, CUTS_MAX);
        let mut bits = Bits::none(rows);
        let mut from = Vec::with_capacity(cuts);
        let mut end = order.len();
        for cut in (0..cuts).rev() {
            let start = order.len() * cut / cuts;
            order[start..end].iter().for_each(|row| bits.set(*row));
            from.push(bits.compressed());
            end = start;
        }
        from.reverse();
        Self { order, from, rows }
    }

    /// Rows that have a number, ascending by it.
    pub(crate) fn order(&self) -> &[u32] {
        &self.order
    }

    /// The place in the order where `threshold` begins; `number` reads the column.
    pub(crate) fn place(&self, threshold: i64, number: impl Fn(u32) -> i64) -> usize {
        self.order.partition_point(|row| number(*row) < threshold)
    }

    /// Rows from a place in the order on.
    pub(crate) fn from(&self, place: usize) -> Rows {
        let cut_at = |cut: usize| self.order.len() * cut / self.from.len();
        // The nearest cut below and the one above; the end is a cut too, with no rows behind it.
        let below = (0..self.from.len()).rev().find(|cut| cut_at(*cut) <= place).unwrap_or(0);
        let above = below + 1;
        let end = if above < self.from.len() { cut_at(above) } else { self.order.len() };
        let mut bits = Bits::none(self.rows);
        if place - cut_at(below) <= end - place {
            bits.add(&self.from[below]);
            self.order[cut_at(below)..place].iter().for_each(|row| bits.unset(*row));
        } else {
            if let Some(rows) = self.from.get(above) {
                bits.add(rows);
            }
            self.order[place..end].iter().for_each(|row| bits.set(*row));
        }
        bits.compressed()
    }

    /// Rows before a place in the order.
    pub(crate) fn before(&self, place: usize) -> Rows {
        // What ended is little against what is open, and then a walk is the shorter way.
        let mut bits = Bits::none(self.rows);
        if place <= self.order.len() / CUTS_MAX {
            self.order[..place].iter().for_each(|row| bits.set(*row));
        } else if let Some(all) = self.from.first() {
            bits.add(all);
            bits.remove(&self.from(place));
        }
        bits.compressed()
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        self.order.len() * 4 + self.from.iter().map(Rows::bytes).sum::<usize>()
    }
}

/// A float as a whole number of the same order; nothing for what is no number.
pub(crate) fn ordered(value: f32) -> Option<i64> {
    // Minus zero and zero are one number.
    let bits = i64::from((value + 0.0).to_bits().cast_signed());
    let ordered = if bits < 0 { -(bits & 0x7fff_ffff) } else { bits };
    (!value.is_nan()).then_some(ordered)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_threshold_takes_what_reading_the_column_takes(
            numbers in proptest::collection::vec(proptest::option::of(-40_i64..40), 0..3_000),
            threshold in -45_i64..45,
        ) {
            let cuts = Cuts::build(numbers.iter().copied());
            let number = |row: u32| numbers[row as usize].unwrap();
            let read = |wanted: &dyn Fn(i64) -> bool| -> Vec<u32> {
                (0..).zip(&numbers).filter(|(_, n)| n.is_some_and(wanted)).map(|(row, _)| row).collect()
            };
            let place = cuts.place(threshold, number);
            let from: Vec<u32> = cuts.from(place).iter().collect();
            prop_assert_eq!(from, read(&|n| n >= threshold));
            let before: Vec<u32> = cuts.before(place).iter().collect();
            prop_assert_eq!(before, read(&|n| n < threshold));
            prop_assert!(cuts.order().is_sorted_by_key(|row| number(*row)));
        }

        #[test]
        fn floats_keep_their_order(a: f32, b: f32) {
            prop_assume!(!a.is_nan() && !b.is_nan());
            prop_assert_eq!(a.partial_cmp(&b), Some(ordered(a).cmp(&ordered(b))));
        }
    }
}
