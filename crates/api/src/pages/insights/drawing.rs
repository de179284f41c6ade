//! Figures as paths of small inline SVG, each 100 units wide: lines and marks, no colour needed.

use std::fmt::Write;

use kazi_catalog::{Quartiles, WEEKS};

/// How wide each drawing is, in units.
const WIDTH: f64 = 100.0;
/// How high the bars of weeks may be, in units.
const HEIGHT: u64 = 14;
/// Ends that a scale may have, in US dollars an hour.
const ENDS_USD: [f64; 9] = [5.0, 10.0, 20.0, 30.0, 50.0, 80.0, 120.0, 200.0, 400.0];

/// One scale for all drawings of a page, so that they can be held against each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Its end in US dollars an hour; it begins at nothing.
    pub end_usd: f64,
}

impl Scale {
    /// The scale that shows figures up to `most_usd`; what lies beyond the last end stands at it.
    pub(super) fn up_to(most_usd: f64) -> Self {
        let end = ENDS_USD.into_iter().find(|end| *end >= most_usd);
        Self { end_usd: end.unwrap_or(ENDS_USD[ENDS_USD.len() - 1]) }
    }

    fn at(self, usd: f64) -> f64 {
        (usd / self.end_usd * WIDTH).clamp(0.0, WIDTH)
    }

    /// A line from the lower to the upper quarter, and a mark at the middle.
    pub(super) fn quarters(self, net: &Quartiles) -> String {
        let (low, median, high) = (self.at(net.low), self.at(net.median), self.at(net.high));
        format!("M{low:.0} 7H{high:.0}M{median:.0} 1V13")
    }
}

/// A bar from the start, as long as `value` is of `most`.
pub(super) fn bar(value: u64, most: u64) -> String {
    format!("M0 7H{}", (value * 100).checked_div(most).unwrap_or(0))
}

/// A bar for each week that is known, the oldest first, on a line that shows where they stand.
pub(super) fn weeks(newest_first: &[Option<u64>; WEEKS]) -> String {
    let newest_first = newest_first.map(Option::unwrap_or_default);
    let most = newest_first.iter().copied().max().unwrap_or(0).max(1);
    let mut path = format!("M0 {HEIGHT}H100");
    for (place, count) in newest_first.iter().rev().enumerate().filter(|(_, count)| **count > 0) {
        let height = (count * HEIGHT).div_ceil(most);
        // Writing to a String cannot fail.
        let _ = write!(path, "M{} {HEIGHT}v-{height}", place * 12 + 8);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_figure_above_all() {
        for (most, end) in [(0.0, 5.0), (5.0, 5.0), (5.1, 10.0), (79.0, 80.0), (5_000.0, 400.0)] {
            assert!((Scale::up_to(most).end_usd - end).abs() < f64::EPSILON, "{most}");
        }
    }

    #[test]
    fn figures_become_paths() {
        let net = Quartiles { low: 10.0, median: 20.0, high: 90.0, of: 7 };
        assert_eq!(Scale { end_usd: 80.0 }.quarters(&net), "M12 7H100M25 1V13");
        assert_eq!(bar(5, 20), "M0 7H25");
        assert_eq!(bar(0, 0), "M0 7H0");
        assert_eq!(weeks(&[4, 0, 0, 0, 0, 0, 0, 1].map(Some)), "M0 14H100M8 14v-4M92 14v-14");
        assert_eq!(weeks(&[None; WEEKS]), "M0 14H100");
    }
}
