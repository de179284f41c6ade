//! Offers rows of a segment to a page in an order in which one can stop early.

use crate::{
    Sort,
    best::{Best, Ranked},
    costs::Costs,
    filter::Filters,
    order::Order,
    query::SortKey,
    rows::{BLOCK_ROWS, BLOCK_WORDS, bits_of},
    segment::Cuts,
    selected::Selected,
    view::View,
};

/// Rows whose places in an order are looked up at once: more than a page has, so that after the first of them
/// there is a bound for the rest.
const PLACES_AT_ONCE: usize = 512;

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
        if self.sort != Sort::Worth {
            return self.rank(&filters.shown(), best);
        }
        let costs = Costs::of(self.view, filters, best);
        let mut from = 0;
        if let Some(walk) = costs.walk() {
            let settled = match self.view.order() {
                Some(order) => {
                    let shown = order.between(0, walk).filter(|row| filters.shows(*row));
                    self.offer_ordered(shown, best)
                }
                None => self.offer_by_base((0..walk).filter(|row| filters.shows(*row)), best),
            };
            if settled || walk == self.view.live.segment.rows() {
                return;
            }
            from = walk;
        }
        if costs.prefers_blocks() {
            self.rank_by_blocks(filters, from, best);
        } else {
            self.rank_by_worth(&filters.shown(), from, best);
        }
    }

    /// Selects a block after the other, in the order of rows, until no further row can be worth it.
    fn rank_by_blocks(&self, filters: &Filters<'_>, from: u32, best: &mut Best) {
        let order = self.view.order();
        let behind = |row: &u32| order.map_or(*row, |order| order.place(*row)) >= from;
        if let Some(rows) = filters.shown_list() {
            self.offer_by_base(rows.into_iter().filter(behind), best);
            return;
        }
        let mut words = [0; BLOCK_WORDS];
        for number in 0..self.view.live.segment.rows().div_ceil(BLOCK_ROWS) {
            let first = number * BLOCK_ROWS;
            if !best.may_take(self.view.base(first)) {
                return;
            }
            filters.fill(number, &mut words);
            if self.offer_by_base(bits_of(&words, first).filter(behind), best) {
                return;
            }
        }
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
                Selected::Bits { rows, .. } => self.offer_by_base(rows.iter().filter(behind), best),
            };
            return;
        };
        let walk = match shown {
            Selected::List(_) => from,
            Selected::Bits { len, .. } => {
                from.saturating_add(walk_of(*len, self.view.live.segment.rows(), best))
            }
        };
        let first = order.between(from, walk).filter(|row| shown.contains(*row));
        if !self.offer_ordered(first, best) {
            self.offer_by_place(shown, order, walk, best);
        }
    }

    /// Offers selected rows whose places in the profile's order are at `from` or behind it.
    fn offer_by_place(&self, shown: &Selected, order: &Order, from: u32, best: &mut Best) {
        let mut places = Vec::with_capacity(PLACES_AT_ONCE);
        let offer = |places: &mut Vec<u32>, best: &mut Best| {
            places.sort_unstable();
            self.offer_ordered(places.drain(..).map(|place| order.at(place)), best);
        };
        shown.while_each(|row| {
            places.extend(Some(order.place(row)).filter(|place| *place >= from));
            if places.len() < PLACES_AT_ONCE {
                return true;
            }
            offer(&mut places, best);
            // No profile lifts a row above its own base, and further rows have none that is greater.
            best.may_take(self.view.base(row))
        });
        offer(&mut places, best);
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

    /// Offers rows in the profile's order, until none is worth it; whether it came to that.
    fn offer_ordered(&self, rows: impl Iterator<Item = u32>, best: &mut Best) -> bool {
        for row in rows {
            let fit = self.view.fit(row);
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

/// How far to walk down an order until the page is full. A walk costs by how far down the shown rows stand, the
/// other way by how many there are: so it goes as far as that and no further, and nowhere where the page is likely
/// to end behind it.
fn walk_of(shown: u64, rows: u32, best: &Best) -> u32 {
    let likely = (best.wanted() as u64).saturating_mul(rows.into()) / shown.max(1);
    if likely <= shown { u32::try_from(shown).unwrap_or(u32::MAX) } else { 0 }
}
