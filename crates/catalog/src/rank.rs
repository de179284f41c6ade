//! Offers rows of a segment to a page in an order in which one can stop early.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    Sort,
    best::{Best, Ranked},
    filter::Filters,
    query::SortKey,
    segment::Cuts,
    selected::{LIST_SHARE, Selected},
    view::View,
};

/// What a filter costs for one word of bits, next to looking whether one row passes.
const WORD: f64 = 0.08;
/// A walk goes on for so many times as many rows as it was expected to take.
const WALK_ON: f64 = 3.0;

/// One segment on its way to a page.
pub(crate) struct Ranking<'a> {
    /// Its place in the snapshot.
    pub segment: usize,
    pub view: &'a View<'a>,
    pub sort: Sort,
}

impl Ranking<'_> {
    /// Offers what is shown, without counting it.
    pub(crate) fn rank_unselected(&self, filters: &Filters<'_>, best: &mut Best) {
        let mut from = 0;
        if let Some(walk) = self.walk(filters, best).filter(|_| self.sort == Sort::Worth) {
            let settled = match self.view.order() {
                Some(order) => {
                    let shown = order.between(0, walk).filter(|(row, _)| filters.shows(*row));
                    self.offer_ordered(shown, best)
                }
                None => self.offer_by_base((0..walk).filter(|row| filters.shows(*row)), best),
            };
            if settled || walk == self.view.live.segment.rows() {
                return;
            }
            from = walk;
        }
        let mut rows = filters.passing(None);
        filters.hide(&mut rows, None);
        self.rank_from(&rows, from, best);
    }

    /// How many rows of the order to look at before selecting; nothing where selecting at once is
    /// likely to be cheaper. Filters that have to do with each other are misjudged, so the walk has an
    /// end.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // estimates
    fn walk(&self, filters: &Filters<'_>, best: &Best) -> Option<u32> {
        let all = self.view.live.segment.rows();
        let rows = f64::from(all);
        let tests = filters.count() as f64;
        let least = filters.least() as f64;
        let walked = (best.wanted() as f64 / filters.shown_share()).min(rows);
        let select = if least * LIST_SHARE as f64 <= rows {
            least * (1.0 + tests.min(3.0))
        } else {
            tests * rows / 64.0 * WORD + walked
        };
        let cheaper = walked * (1.0 + tests.min(3.0)) < select;
        cheaper.then(|| (walked * WALK_ON).min(rows) as u32)
    }

    /// Offers selected rows.
    pub(crate) fn rank(&self, shown: &Selected, best: &mut Best) {
        self.rank_from(shown, 0, best);
    }

    /// Offers selected rows; by worth those from a place in the order on.
    fn rank_from(&self, shown: &Selected, from: u32, best: &mut Best) {
        match self.sort {
            Sort::Worth => self.rank_by_worth(shown, from, best),
            Sort::NetHourly => {
                let segment = self.view.live.segment;
                let net = |row| segment.net(row);
                self.rank_by_number(&segment.net_cuts, net, shown, best);
                if best.may_take(f64::NEG_INFINITY) {
                    self.offer_where(shown, best, |row| net(row) == i64::MIN);
                }
            }
            Sort::Posted => {
                let segment = self.view.live.segment;
                let posted = |row| segment.columns.at(row).posted_s;
                self.rank_by_number(&segment.posted_cuts, posted, shown, best);
            }
            Sort::Fit => self.offer_where(shown, best, |_| true),
        }
    }

    fn rank_by_worth(&self, shown: &Selected, from: u32, best: &mut Best) {
        let Some(order) = self.view.order() else {
            let behind = |row: &u32| *row >= from;
            match shown {
                Selected::List(rows) => self.offer_by_base(rows.iter().copied().filter(behind), best),
                Selected::Bits(bits) => self.offer_by_base(bits.iter().filter(behind), best),
            };
            return;
        };
        // A walk down the order costs by how far down the shown rows stand, the other way by how many
        // there are: so the walk goes as far as that, and no further.
        let walk = match shown {
            Selected::List(_) => from,
            Selected::Bits(bits) => u32::try_from(bits.len()).unwrap_or(u32::MAX).saturating_add(from),
        };
        let first = order.between(from, walk).filter(|(row, _)| shown.contains(*row));
        if self.offer_ordered(first, best) {
            return;
        }
        let mut places = Vec::new();
        shown.while_each(|row| {
            places.extend(Some(order.place(row)).filter(|place| *place >= walk).map(Reverse));
            true
        });
        // The best of them come off a heap one by one.
        let mut heap = BinaryHeap::from(places);
        let next = || heap.pop().map(|Reverse(place)| order.at(place));
        self.offer_ordered(std::iter::from_fn(next), best);
    }

    /// Offers rows in the order of their places in the segment, until no base is worth it; whether it
    /// came to that.
    fn offer_by_base(&self, rows: impl Iterator<Item = u32>, best: &mut Best) -> bool {
        let (mut walked, mut settled) = (0, false);
        for row in rows {
            // No profile lifts a row above its own base.
            settled = !best.may_take(self.view.base(row));
            if settled {
                break;
            }
            walked += 1;
            best.offer(self.ranked(row));
        }
        if !self.view.is_ordered() {
            self.view.walked(walked);
        }
        settled
    }

    /// Offers rows with their fits in the profile's order, until none is worth it; whether it came to that.
    fn offer_ordered(&self, rows: impl Iterator<Item = (u32, f64)>, best: &mut Best) -> bool {
        for (row, fit) in rows {
            // Reach only lowers what the order goes by.
            if !best.may_take(self.view.rules.rank(self.view.base(row), fit, 1.0)) {
                return true;
            }
            best.offer(self.ranked_by(row, SortKey(self.view.rank(row, fit), 0.0)));
        }
        false
    }

    /// Offers rows from the greatest number down, until the rest comes too late.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // keys are exact as f64
    fn rank_by_number(&self, cuts: &Cuts, number: impl Fn(u32) -> i64, shown: &Selected, best: &mut Best) {
        if matches!(shown, Selected::List(_)) {
            return self.offer_where(shown, best, |row| number(row) != i64::MIN);
        }
        // Greater numbers than the cursor's stand on pages before.
        let end = best
            .after()
            .map_or(cuts.order().len(), |key| cuts.order().partition_point(|row| number(*row) as f64 <= key));
        for row in cuts.order()[..end].iter().rev() {
            if !best.may_take(number(*row) as f64) {
                return;
            }
            if shown.contains(*row) {
                best.offer(self.ranked(*row));
            }
        }
    }

    fn offer_where(&self, shown: &Selected, best: &mut Best, wanted: impl Fn(u32) -> bool) {
        shown.while_each(|row| {
            if wanted(row) {
                best.offer(self.ranked(row));
            }
            true
        });
    }

    fn ranked(&self, row: u32) -> Ranked {
        self.ranked_by(row, self.view.key(row, self.sort))
    }

    fn ranked_by(&self, row: u32, key: SortKey) -> Ranked {
        let id = self.view.live.segment.columns.at(row).id;
        Ranked { key, id, segment: self.segment, row }
    }
}
