//! The catalog: one snapshot that readers hold, and one writer that swaps it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use kazi_domain::{Lead, LeadId, Profile};
use kazi_scoring::worth::{RankRules, SkillTree};

use crate::{CursorError, Page, Query, brute::Brute, row::Row};

/// A change to the catalog.
#[derive(Clone, Debug, PartialEq)]
pub enum LeadChange {
    /// A lead is new or has changed.
    Put(Box<Lead>),
    /// A lead is gone.
    Remove(LeadId),
}

/// The assessed leads in memory.
///
/// Readers take a [`Snapshot`] and never wait; changes are applied one batch after another.
#[derive(Debug)]
pub struct Catalog {
    current: ArcSwap<Snapshot>,
    writing: Mutex<()>,
}

impl Catalog {
    /// An empty catalog that ranks by `rules`.
    pub fn new(rules: RankRules, tree: SkillTree) -> Self {
        let snapshot = Snapshot { rules, tree: Arc::new(tree), rows: BTreeMap::new() };
        Self { current: ArcSwap::from_pointee(snapshot), writing: Mutex::new(()) }
    }

    /// The leads as they are now; it does not change while it is held.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Applies changes in their order and shows them all at once.
    ///
    /// Takes time by the number of changes and the length of their texts: call it off the async
    /// threads.
    pub fn apply(&self, changes: Vec<LeadChange>) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&self.current.load());
        for change in changes {
            match change {
                LeadChange::Put(lead) => next.rows.insert(lead.id, Arc::new(Row::of(&lead, &next.rules))),
                LeadChange::Remove(id) => next.rows.remove(&id),
            };
        }
        self.current.store(Arc::new(next));
    }
}

/// All leads at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    rules: RankRules,
    tree: Arc<SkillTree>,
    rows: BTreeMap<LeadId, Arc<Row>>,
}

impl Snapshot {
    /// How many leads there are, hidden ones too.
    pub fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Whether there is no lead.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rules by which leads are ranked.
    pub fn rules(&self) -> &RankRules {
        &self.rules
    }

    /// Which skill is a part of which.
    pub fn tree(&self) -> &SkillTree {
        &self.tree
    }

    /// The best leads for a profile under the filters of a query, with exact counts.
    ///
    /// # Errors
    /// When the cursor is of a page in another order.
    pub fn search(&self, query: &Query, profile: &Profile, now: Timestamp) -> Result<Page, CursorError> {
        if query.cursor.is_some_and(|cursor| cursor.sort != query.sort) {
            return Err(CursorError::OtherSort);
        }
        let brute = Brute { query, profile, rules: &self.rules, tree: &self.tree, now };
        Ok(brute.page(self.rows.values().map(Arc::as_ref)))
    }
}
