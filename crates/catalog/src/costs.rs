//! What ways to a page cost, so that the cheapest is taken: estimates, in looks at whether one row passes.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // estimates

use crate::{best::Best, filter::Filters, selected::LIST_SHARE, view::View};

/// What a filter costs for one word of bits.
const WORD: f64 = 0.02;
/// What it costs to work out the fit of a row and offer it.
const OFFER: f64 = 1.5;
/// A walk goes on for so many times as many rows as it was expected to take.
const WALK_ON: f64 = 3.0;
/// A row that does not pass fails at one of the first few filters.
const TESTS_MAX: f64 = 3.0;

/// The estimates for one query on one segment.
pub(crate) struct Costs {
    rows: f64,
    /// Rows that a walk down the order looks at until the page is full.
    walked: f64,
    /// A look at each of them.
    walk: f64,
    /// To select all rows and then walk.
    select: f64,
    /// To select and offer a block after the other.
    blocks: f64,
}

impl Costs {
    /// Filters that have to do with each other are misjudged.
    pub(crate) fn of(view: &View<'_>, filters: &Filters<'_>, best: &Best) -> Self {
        let rows = f64::from(view.live.segment.rows());
        let share = filters.shown_share();
        let tests = filters.count() as f64;
        let walked = (best.wanted() as f64 / share).min(rows);
        let walk = walked * (1.0 + tests.min(TESTS_MAX));
        let least = filters.least() as f64;
        if least * LIST_SHARE as f64 <= rows {
            let list = least * (1.0 + tests.min(TESTS_MAX));
            return Self { rows, walked, walk, select: list, blocks: list };
        }
        let reached = reached(view, walked);
        let narrow = |rows: f64| tests * rows / 64.0 * WORD;
        let (select, blocks) = (narrow(rows) + walked, narrow(reached) + reached * share * OFFER);
        Self { rows, walked, walk, select, blocks }
    }

    /// How many rows of the order to look at before selecting; nothing where selecting at once is likely to
    /// be cheaper. As it may be misjudged, the walk has an end.
    pub(crate) fn walk(&self) -> Option<u32> {
        let cheaper = self.walk < self.select.min(self.blocks);
        cheaper.then(|| (self.walked * WALK_ON).min(self.rows) as u32)
    }

    /// Whether selecting block by block is likely to be cheaper than selecting all.
    pub(crate) fn prefers_blocks(&self) -> bool {
        self.blocks <= self.select
    }
}

/// Rows whose base reaches what the last row of the page is worth, were the shown rows spread evenly: how
/// far offering rows in their own order goes.
fn reached(view: &View<'_>, walked: f64) -> f64 {
    let rows = view.live.segment.rows();
    // Without an order nobody knows what the last row is worth; there is no other way either.
    let Some(order) = view.order().filter(|_| walked < f64::from(rows)) else { return f64::from(rows) };
    let last = order.at(walked as u32);
    let key = view.rules.rank(view.base(last), view.fit(last), 1.0);
    view.live.segment.columns.all().partition_point(|figures| figures.base >= key) as f64
}
