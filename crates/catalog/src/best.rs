//! The best hits found so far, of one page.

use std::{cmp::Ordering, collections::BinaryHeap};

use kazi_domain::LeadId;

use crate::{
    Cursor,
    query::{PAGE_MAX, Query, SortKey},
    segment::ordered,
};

/// A row on its way to the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranked {
    pub key: SortKey,
    pub id: LeadId,
    /// The segment by its place in the snapshot.
    pub segment: usize,
    pub row: u32,
}

impl Ord for Ranked {
    /// The better one is less: the greater key, and the lesser id of equal ones.
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp_descending(&other.key).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

/// Keeps the best rows behind a cursor: those of the page, and one more to know whether it is the last.
pub(crate) struct Best {
    limit: usize,
    after: Option<(SortKey, LeadId)>,
    /// The worst one on top.
    heap: BinaryHeap<Ranked>,
}

impl Best {
    pub(crate) fn new(query: &Query) -> Self {
        let limit = query.limit.min(PAGE_MAX);
        let after = query.cursor.map(|cursor| (cursor.key, cursor.id));
        Self { limit, after, heap: BinaryHeap::with_capacity(limit + 1) }
    }

    /// Whether nobody asks for hits.
    pub(crate) fn wants_none(&self) -> bool {
        self.limit == 0
    }

    pub(crate) fn offer(&mut self, ranked: Ranked) {
        let behind =
            |(key, id): (SortKey, LeadId)| key.cmp_descending(&ranked.key).then(id.cmp(&ranked.id)).is_lt();
        if self.after.is_some_and(|after| !behind(after)) {
            return;
        }
        if self.heap.len() <= self.limit {
            self.heap.push(ranked);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }

    /// Whether a row whose key is at most `bound` may still be among the best.
    pub(crate) fn may_take(&self, bound: f64) -> bool {
        match self.worst() {
            Some(worst) => bound >= worst,
            None => true,
        }
    }

    /// The key at which the page before ended.
    pub(crate) fn after(&self) -> Option<f64> {
        self.after.map(|(key, _)| key.0)
    }

    /// How many rows it takes to settle the page, about.
    pub(crate) fn wanted(&self) -> usize {
        self.limit + 1
    }

    /// The key that a row must reach; nothing while there is room.
    fn worst(&self) -> Option<f64> {
        self.heap.peek().filter(|_| self.heap.len() > self.limit).map(|worst| worst.key.0)
    }

    /// The rows of the page in order, and the cursor of the next one.
    pub(crate) fn finish(self, query: &Query) -> (Vec<Ranked>, Option<Cursor>) {
        let mut rows = self.heap.into_sorted_vec();
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let cursor = |last: &Ranked| Cursor { sort: query.sort, key: last.key, id: last.id };
        let next = rows.last().filter(|_| more).map(cursor);
        (rows, next)
    }
}

/// The key of [`crate::Sort::NetHourly`]: of the order of the figures, and below all where none is known.
#[allow(clippy::cast_precision_loss)] // an f32 has 32 bits
pub(crate) fn net_key(net_hourly_usd: f32) -> f64 {
    ordered(net_hourly_usd).map_or(f64::NEG_INFINITY, |number| number as f64)
}
