//! The order of a segment's rows for one set of skills.

/// All rows by what they are worth to one set of skills, reach aside: the best first.
#[derive(Debug)]
pub(crate) struct Order {
    rows: Vec<u32>,
    /// Where each row stands.
    places: Vec<u32>,
    /// The fit of each row.
    fits: Vec<f64>,
}

impl Order {
    /// Of the rank and the fit of each row; no rank is NaN.
    #[allow(clippy::needless_pass_by_value)] // the ranks are needed no longer
    pub(crate) fn new(ranks: Vec<f64>, fits: Vec<f64>) -> Self {
        let rows = descending(&ranks);
        let mut places = vec![0; rows.len()];
        rows.iter().zip(0..).for_each(|(row, place)| places[*row as usize] = place);
        Self { rows, places, fits }
    }

    /// The rows between two places, the best first; fewer where there are no more.
    pub(crate) fn between(&self, from: u32, to: u32) -> impl Iterator<Item = u32> {
        let to = self.rows.len().min(to as usize);
        self.rows[to.min(from as usize)..to].iter().copied()
    }

    pub(crate) fn place(&self, row: u32) -> u32 {
        self.places[row as usize]
    }

    /// The row at a place.
    pub(crate) fn at(&self, place: u32) -> u32 {
        self.rows[place as usize]
    }

    pub(crate) fn fit(&self, row: u32) -> f64 {
        self.fits[row as usize]
    }
}

/// The numbers of the keys, that of the greatest first, of equal ones the lesser first.
///
/// Plain numbers sort in half the time that pairs take: each holds where its key stands between the least
/// and the greatest, and the row. Only keys that come to the same number are compared themselves.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // keys beyond all others come to the ends
fn descending(keys: &[f64]) -> Vec<u32> {
    let finite = || keys.iter().copied().filter(|key| key.is_finite());
    let (least, most) = (finite().fold(f64::MAX, f64::min), finite().fold(f64::MIN, f64::max));
    let scale = f64::from(u32::MAX) / (most - least).max(f64::MIN_POSITIVE);
    let number = |(key, row): (&f64, u64)| u64::from(((most - key) * scale) as u32) << 32 | row;
    let mut numbers: Vec<u64> = keys.iter().zip(0..).map(number).collect();
    numbers.sort_unstable();
    let mut rows: Vec<u32> = numbers.iter().map(|number| *number as u32).collect();
    let mut rest = &mut rows[..];
    for same in numbers.chunk_by(|a, b| a >> 32 == b >> 32) {
        let (of_number, others) = std::mem::take(&mut rest).split_at_mut(same.len());
        of_number
            .sort_unstable_by(|a, b| keys[*b as usize].total_cmp(&keys[*a as usize]).then_with(|| a.cmp(b)));
        rest = others;
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> impl Strategy<Value = f64> {
        prop_oneof![
            2_900.0..2_910.0,
            (2_900.0..2_900.001_f64).prop_map(|key| (key * 1e6).round() / 1e6),
            Just(f64::NEG_INFINITY),
            Just(f64::INFINITY),
            any::<f64>().prop_filter("no rank is NaN", |key| !key.is_nan()),
        ]
    }

    proptest! {
        #[test]
        fn keys_descend_and_equal_ones_ascend_by_row(keys in proptest::collection::vec(key(), 0..200)) {
            let mut sorted: Vec<u32> = (0..).take(keys.len()).collect();
            sorted.sort_by(|a, b| keys[*b as usize].total_cmp(&keys[*a as usize]));
            prop_assert_eq!(descending(&keys), sorted);
        }
    }
}
