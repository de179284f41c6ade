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

/// What looking at a row out of its place in memory costs, next to looking at the next one.
const JUMP: f64 = 8.0;
/// What one word of bits costs in a filter, on that scale.
const WORD: f64 = 0.3;

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
        if self.sort == Sort::Worth && self.walk_is_cheaper(filters, best) {
            let shows = |row: &u32| filters.shows(*row);
            match self.view.order() {
                Some(order) => self.offer_ordered(order.rows().iter().copied().filter(shows), best),
                None => self.offer_by_base((0..self.view.live.segment.rows()).filter(shows), best),
            }
            return;
        }
        let mut rows = filters.passing(None);
        filters.hide(&mut rows, None);
        self.rank(&rows, best);
    }

    /// Whether walking the order until the page is full beats selecting first.
    #[allow(clippy::cast_precision_loss)] // estimates
    fn walk_is_cheaper(&self, filters: &Filters<'_>, best: &Best) -> bool {
        let rows = f64::from(self.view.live.segment.rows());
        let tests = filters.count() as f64;
        let least = filters.least() as f64;
        let walked = (best.wanted() as f64 / filters.shown_share()).min(rows);
        let select = if least * LIST_SHARE as f64 <= rows {
            least * (1.0 + tests.min(3.0)) * JUMP / 4.0
        } else {
            tests * rows / 64.0 * WORD + walked
        };
        walked * (1.0 + tests.min(3.0)) < select
    }

    /// Offers selected rows.
    pub(crate) fn rank(&self, shown: &Selected, best: &mut Best) {
        match self.sort {
            Sort::Worth => self.rank_by_worth(shown, best),
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

    fn rank_by_worth(&self, shown: &Selected, best: &mut Best) {
        let Some(order) = self.view.order() else {
            return match shown {
                Selected::List(rows) => self.offer_by_base(rows.iter().copied(), best),
                Selected::Bits(bits) => self.offer_by_base(bits.iter(), best),
            };
        };
        if self.is_thin(shown, best) {
            // Few rows: their places, the best of which come off a heap one by one.
            let mut places = Vec::new();
            shown.while_each(|row| {
                places.push(Reverse(order.place(row)));
                true
            });
            let mut heap = BinaryHeap::from(places);
            let next = || heap.pop().map(|Reverse(place)| order.row(place));
            self.offer_ordered(std::iter::from_fn(next), best);
        } else {
            self.offer_ordered(order.rows().iter().copied().filter(|row| shown.contains(*row)), best);
        }
    }

    /// Whether the shown rows are so thin that meeting enough of them in the order takes longer than
    /// looking at each.
    #[allow(clippy::cast_precision_loss)] // estimates
    fn is_thin(&self, shown: &Selected, best: &Best) -> bool {
        let (rows, len) = (f64::from(self.view.live.segment.rows()), shown.len() as f64);
        matches!(shown, Selected::List(_)) || len * JUMP / 2.0 < best.wanted() as f64 * rows / len.max(1.0)
    }

    /// Offers rows in the order of their places in the segment, until no base is worth it.
    fn offer_by_base(&self, rows: impl Iterator<Item = u32>, best: &mut Best) {
        let mut walked = 0;
        for row in rows {
            // No profile lifts a row above its own base.
            if !best.may_take(self.view.base(row)) {
                break;
            }
            walked += 1;
            best.offer(self.ranked(row));
        }
        if !self.view.is_ordered() {
            self.view.walked(walked);
        }
    }

    /// Offers rows in the profile's order, until none is worth it.
    fn offer_ordered(&self, rows: impl Iterator<Item = u32>, best: &mut Best) {
        for row in rows {
            let fit = self.view.fit(row);
            // Reach only lowers what the order goes by.
            if !best.may_take(self.view.rules.rank(self.view.base(row), fit, 1.0)) {
                return;
            }
            best.offer(self.ranked_by(row, SortKey(self.view.rank(row, fit), 0.0)));
        }
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
