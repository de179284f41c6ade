//! The keeper: the one writer of a process, that turns what was read into leads, in the store and the catalog.

mod expire;
mod judge;
mod learn;
mod limits;
mod load;
mod seen;
mod take;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kazi_catalog::{Catalog, LeadChange};
use kazi_desk::{DeskState, Judging, Marks, Names};
use kazi_domain::{AssessedPosting, Lead, LeadId, SourceId};
use kazi_scoring::{Rules, same_work::Clusters};
use kazi_store::{Batch, Store, StoreError};
use tokio::task::JoinHandle;

pub use self::take::{Kept, Taken};
use super::known::KnownPostings;

/// How often something is done again because another machine was quicker.
const TRIES: u32 = 20;

/// Joins reading, judging, store and catalog. There is one in a process, and it does one thing at a
/// time, so that what the store holds and what readers see never part. Where several machines write to
/// one store, each learns what the others wrote first, and begins again when somebody was quicker.
pub struct Keeper {
    store: Arc<dyn Store>,
    /// Nothing where a follower shows what the store holds.
    catalog: Option<Arc<Catalog>>,
    judging: Judging,
    known: KnownPostings,
    clusters: Clusters,
    /// Whether the postings of the store are known.
    recalled: bool,
    /// The last change of the store that is known here.
    sequence: u64,
    /// The last entry of the journal that it judges by.
    entries: u64,
}

impl Keeper {
    /// A keeper that knows no posting yet: it looks them up when it needs to, which takes time by the
    /// number of leads; see [`Self::recall`].
    pub fn new(store: Arc<dyn Store>, catalog: Option<Arc<Catalog>>, rules: Arc<Rules>) -> Self {
        let judging = Judging { rules, marks: Marks::default(), names: Names::default() };
        let (known, clusters) = (KnownPostings::default(), Clusters::new());
        Self { store, catalog, judging, known, clusters, recalled: false, sequence: 0, entries: 0 }
    }

    /// Judges by these rules, and the marks of `decided` over them, from now on.
    pub fn judge_by(&mut self, rules: Arc<Rules>, decided: &DeskState) {
        self.judging = Judging { rules, marks: decided.marks.clone(), names: decided.names.clone() };
        self.entries = decided.head;
    }

    /// Whether any posting of a source is kept.
    pub fn knows(&self, source: &SourceId) -> bool {
        self.known.of_source(source).next().is_some()
    }

    /// Whether other machines write to the same store: a follower shows what it holds then.
    fn is_shared(&self) -> bool {
        self.catalog.is_none()
    }

    /// Has a change on disk; what it answers may then be shown. Leads are changed only where nobody has
    /// changed any that is not known here.
    async fn save(&mut self, mut change: Change) -> Result<Vec<LeadChange>, StoreError> {
        if change.batch.is_empty() {
            return Ok(change.shown);
        }
        let leads = !change.shown.is_empty();
        if leads {
            change.batch.expect(self.sequence);
        }
        let saved = self.store.save(change.batch).await?;
        if leads {
            self.sequence = saved.sequence;
        }
        Ok(change.shown)
    }

    async fn show(&self, changes: Vec<LeadChange>) {
        finish_showing(self.start_to_show(changes)).await;
    }

    /// Begins to show changes; none may be shown before those that were begun earlier are.
    fn start_to_show(&self, changes: Vec<LeadChange>) -> Option<JoinHandle<()>> {
        let catalog = self.catalog.clone().filter(|_| !changes.is_empty())?;
        // Texts are indexed here, so it is kept off the threads that answer readers.
        Some(tokio::task::spawn_blocking(move || catalog.apply(changes)))
    }
}

async fn finish_showing(showing: Option<JoinHandle<()>>) {
    if let Some(showing) = showing {
        // It only fails when the catalog panicked, and then the process has said so already.
        let _ = showing.await;
    }
}

/// What becomes of leads, in the store and for readers.
#[derive(Default)]
struct Change {
    batch: Batch,
    shown: Vec<LeadChange>,
}

impl Change {
    /// Nothing yet but what `batch` holds.
    fn beside(batch: Batch) -> Self {
        Self { batch, shown: Vec::new() }
    }

    fn of(leads: impl IntoIterator<Item = Lead>) -> Self {
        let mut change = Self::default();
        leads.into_iter().for_each(|lead| change.put(lead));
        change
    }

    fn put(&mut self, lead: Lead) {
        let lead = Arc::new(lead);
        self.batch.put_lead(Arc::clone(&lead));
        self.shown.push(LeadChange::Put(lead));
    }

    /// A lead has these postings from now on; without any it ends.
    fn set(&mut self, id: LeadId, postings: Vec<AssessedPosting>) {
        if let Some(lead) = Lead::new(id, postings) {
            self.put(lead);
        } else {
            self.batch.remove_lead(id);
            self.shown.push(LeadChange::Remove(id));
        }
    }
}
