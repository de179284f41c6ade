//! Rows by a threshold on a number, without reading the whole column.
//!
//! The sorted numbers are cut into buckets of about equal size, and for every cut a bitmap holds the
//! rows at or above it. A threshold then takes one bitmap and a look at one bucket.

use roaring::RoaringBitmap;

/// The most buckets of a segment: at a million rows, 2 MB of bitmaps for each number.
const BUCKETS_MAX: usize = 64;
const BUCKET_ROWS_MIN: usize = 512;

/// Cuts through one column. Rows without a number are in none.
#[derive(Debug, Default)]
pub(crate) struct Cuts {
    /// The least number of each bucket, ascending.
    least: Vec<i64>,
    /// Rows whose number is at or above it.
    at_least: Vec<RoaringBitmap>,
}

impl Cuts {
    pub(crate) fn build(numbers: impl Iterator<Item = Option<i64>>) -> Self {
        let mut sorted: Vec<(i64, u32)> =
            numbers.zip(0..).filter_map(|(number, row)| Some((number?, row))).collect();
        sorted.sort_unstable();
        let buckets = (sorted.len() / BUCKET_ROWS_MIN).clamp(1, BUCKETS_MAX);
        let mut least: Vec<i64> =
            (0..buckets).filter_map(|i| Some(sorted.get(sorted.len() * i / buckets)?.0)).collect();
        least.dedup();
        let mut cuts = Self { at_least: Vec::with_capacity(least.len()), least };
        let mut above = RoaringBitmap::new();
        let mut end = sorted.len();
        for cut in cuts.least.iter().rev() {
            let start = sorted.partition_point(|(number, _)| number < cut);
            let mut bucket: Vec<u32> = sorted[start..end].iter().map(|(_, row)| *row).collect();
            bucket.sort_unstable();
            above |= bucket.into_iter().collect::<RoaringBitmap>();
            cuts.at_least.push(above.clone());
            end = start;
        }
        cuts.at_least.reverse();
        cuts
    }

    /// Rows that have a number.
    pub(crate) fn known(&self) -> RoaringBitmap {
        self.at_least.first().cloned().unwrap_or_default()
    }

    /// Rows whose number is `threshold` or more; `number` reads the column.
    pub(crate) fn at_least(&self, threshold: i64, number: impl Fn(u32) -> i64) -> RoaringBitmap {
        // The last bucket that begins at or below the threshold.
        let behind = self.least.partition_point(|least| *least <= threshold);
        let mut rows = self.at_least.get(behind).cloned().unwrap_or_default();
        if let Some(bucket) = behind.checked_sub(1) {
            rows.extend(self.bucket(bucket).iter().filter(|row| number(*row) >= threshold));
        }
        rows
    }

    /// Rows whose number is `threshold` or less.
    pub(crate) fn at_most(&self, threshold: i64, number: impl Fn(u32) -> i64) -> RoaringBitmap {
        match threshold.checked_add(1) {
            Some(above) => self.known() - self.at_least(above, number),
            None => self.known(),
        }
    }

    /// Buckets from the greatest numbers down: the least number of each, and its rows.
    pub(crate) fn descending(&self) -> impl Iterator<Item = (i64, RoaringBitmap)> {
        (0..self.least.len()).rev().map(|bucket| (self.least[bucket], self.bucket(bucket)))
    }

    fn bucket(&self, bucket: usize) -> RoaringBitmap {
        match self.at_least.get(bucket + 1) {
            Some(above) => &self.at_least[bucket] - above,
            None => self.at_least[bucket].clone(),
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.at_least.iter().map(super::bitmap_bytes).sum()
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
            let at_least: Vec<u32> = cuts.at_least(threshold, number).iter().collect();
            prop_assert_eq!(at_least, read(&|n| n >= threshold));
            let at_most: Vec<u32> = cuts.at_most(threshold, number).iter().collect();
            prop_assert_eq!(at_most, read(&|n| n <= threshold));
            let walked: u64 = cuts.descending().map(|(_, rows)| rows.len()).sum();
            prop_assert_eq!(walked, cuts.known().len());
        }

        #[test]
        fn floats_keep_their_order(a: f32, b: f32) {
            prop_assume!(!a.is_nan() && !b.is_nan());
            prop_assert_eq!(a.partial_cmp(&b), Some(ordered(a).cmp(&ordered(b))));
        }
    }
}
