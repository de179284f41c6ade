//! The catalog: one snapshot that readers hold, and writers that swap it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwap;
use kazi_domain::{Lead, LeadId, SkillId};
use kazi_scoring::worth::{RankRules, SkillTree};
use rayon::prelude::*;

use crate::{
    row::Row,
    segment::Segment,
    shown::Shown,
    snapshot::{Part, Snapshot},
};

/// Segments of one size that become one: more make writing cheaper and reading dearer.
const MERGED_AT_ONCE: usize = 4;
/// Segments of fewer rows count as of one size.
const SMALL_ROWS: u64 = 256;

/// Segments that readers put up with before a writer merges by itself: three of each size up to
/// sixteen million leads are fewer.
const PARTS_MAX: usize = 32;

/// Fewer rows are not worth a thread of their own.
const ROWS_A_THREAD_MIN: usize = 128;

/// A change to the catalog.
#[derive(Clone, Debug, PartialEq)]
pub enum LeadChange {
    /// A lead is new or has changed.
    Put(Arc<Lead>),
    /// A lead is gone.
    Remove(LeadId),
}

/// The assessed leads in memory.
///
/// Readers take a [`Snapshot`] and never wait; changes are applied one batch after another.
#[derive(Debug)]
pub struct Catalog {
    current: ArcSwap<Snapshot>,
    /// Held while a new snapshot is made from the current one.
    writing: Mutex<()>,
    /// Held during a merge, so that there is one at a time.
    merging: Mutex<()>,
}

impl Catalog {
    /// An empty catalog that ranks by `rules`.
    pub fn new(rules: RankRules, tree: SkillTree) -> Self {
        let (rules, tree, shown) = (Arc::new(rules), Arc::new(tree), Arc::default());
        Self::holding(Snapshot { rules, tree, shown, parts: Vec::new() })
    }

    /// The same, which shows postings of these sources alone: of others nothing is ranked, counted or found by
    /// readers. To be said while it is empty.
    #[must_use]
    pub fn showing(self, shown: Shown) -> Self {
        let snapshot = Snapshot::clone(&self.current.load());
        Self::holding(Snapshot { shown: Arc::new(shown), ..snapshot })
    }

    fn holding(snapshot: Snapshot) -> Self {
        Self { current: ArcSwap::from_pointee(snapshot), writing: Mutex::new(()), merging: Mutex::new(()) }
    }

    /// The leads as they are now; it does not change while it is held.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Applies changes in their order and shows them all at once.
    ///
    /// Takes time by the number of changes and the length of their texts, not of the catalog: call it
    /// off the async threads, and [`merge`](Self::merge) after it in the background; where nobody does,
    /// it merges by itself now and then, and takes longer.
    pub fn apply(&self, changes: Vec<LeadChange>) {
        let last: BTreeMap<LeadId, Vec<Row>> =
            rows_of(&changes, &self.snapshot().shown).into_iter().collect();
        drop(changes);
        let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        last.keys().for_each(|id| next.delete(*id));
        let rows: Vec<Row> = last.into_values().flatten().collect();
        if !rows.is_empty() {
            next.parts.push(Part::new(Segment::build(&rows, &next.rules)));
        }
        next.parts.retain(|part| part.live_rows() > 0);
        let too_many = next.parts.len() > PARTS_MAX;
        self.current.store(Arc::new(next));
        drop(writing);
        if too_many {
            self.merge();
        }
    }

    /// Merges segments of a size where there are enough of them, until there are not; to be called in
    /// the background after changes. Readers and other writers go on meanwhile.
    pub fn merge(&self) {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let snapshot = self.snapshot();
            let chosen = choose(&snapshot.parts);
            if chosen.is_empty() {
                return;
            }
            let merged = merge(&chosen, &snapshot.rules);
            self.install(&chosen, merged);
        }
    }

    /// Shows these segments in place of all others; their rows stand in the order of a half-life.
    pub(crate) fn put_parts(&self, mut parts: Vec<Part>, half_life_days: f64) {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        #[allow(clippy::float_cmp)] // any other figure gives other bases
        if half_life_days != next.rules.half_life_days && !parts.is_empty() {
            parts = vec![merge(&parts, &next.rules)];
        }
        next.parts = parts;
        self.current.store(Arc::new(next));
    }

    /// Makes one segment of all, without what is gone: readers then look in one place. Takes time by the
    /// size of the catalog; readers and writers go on meanwhile.
    pub fn merge_all(&self) {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshot = self.snapshot();
        let is_one = match &snapshot.parts[..] {
            [] => true,
            [part] => !part.has_deleted(),
            _ => false,
        };
        if is_one {
            return;
        }
        self.install(&snapshot.parts, merge(&snapshot.parts, &snapshot.rules));
    }

    /// Ranks by other rules from now on. Takes time by the size of the catalog where the half-life is
    /// another one.
    pub fn set_rules(&self, rules: RankRules, tree: SkillTree) {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        #[allow(clippy::float_cmp)] // any other figure gives other bases
        let reorder = rules.half_life_days != next.rules.half_life_days;
        if reorder && !next.parts.is_empty() {
            next.parts = vec![merge(&next.parts, &rules)];
        }
        next.parts.iter_mut().for_each(Part::forget_profiles);
        next.rules = Arc::new(rules);
        next.tree = Arc::new(tree);
        self.current.store(Arc::new(next));
    }

    /// Counts each skill so many times as much from now on, in all leads; in no time at all.
    pub fn reweigh(&self, factors: &[(SkillId, f32)]) {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        for (skill, factor) in factors {
            next.parts.iter_mut().for_each(|part| part.reweigh(skill, *factor));
        }
        self.current.store(Arc::new(next));
    }

    /// Puts the segment that the chosen ones became in their place.
    pub(crate) fn install(&self, chosen: &[Part], mut merged: Part) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        for part in chosen {
            let place = next.parts.iter().position(|now| Arc::ptr_eq(&now.segment, &part.segment));
            let now = place.map(|place| next.parts.swap_remove(place));
            // What went while the merge ran goes from its result too.
            part.gone_since(now.as_ref()).for_each(|id| {
                merged.delete(id);
            });
        }
        next.parts.push(merged);
        self.current.store(Arc::new(next));
    }
}

/// What becomes of each lead, in the order of the changes; many are read on all cores, for folding their words
/// is much of the work.
fn rows_of(changes: &[LeadChange], shown: &Shown) -> Vec<(LeadId, Vec<Row>)> {
    let read = |change: &LeadChange| match change {
        LeadChange::Put(lead) => (lead.id, Row::of(lead, shown)),
        LeadChange::Remove(id) => (*id, Vec::new()),
    };
    changes.par_iter().with_min_len(ROWS_A_THREAD_MIN).map(read).collect()
}

/// One segment of the live rows of several.
pub(crate) fn merge(parts: &[Part], rules: &RankRules) -> Part {
    Part::new(Segment::merge(&parts.iter().map(Part::live).collect::<Vec<_>>(), rules))
}

/// The segments to make one of: the smallest size of which there are enough, else one that is mostly
/// deleted; none when all is well.
fn choose(parts: &[Part]) -> Vec<Part> {
    let mut sizes: BTreeMap<u32, Vec<Part>> = BTreeMap::new();
    for part in parts {
        let size = (part.live_rows() / SMALL_ROWS).max(1).ilog(MERGED_AT_ONCE as u64);
        sizes.entry(size).or_default().push(part.clone());
    }
    let enough = sizes.into_values().find(|parts| parts.len() >= MERGED_AT_ONCE);
    enough
        .unwrap_or_else(|| parts.iter().find(|part| part.is_mostly_deleted()).cloned().into_iter().collect())
}
