//! The keeper: the one writer that turns what was read into leads, in the store and the catalog.

mod expire;
mod judge;
mod load;
mod seen;
mod take;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kazi_catalog::{Catalog, LeadChange};
use kazi_desk::{Judging, Marks};
use kazi_domain::{AssessedPosting, Lead, LeadId};
use kazi_scoring::{Rules, same_work::Clusters};
use kazi_store::{Batch, Store, StoreError};

pub use self::take::Kept;
use super::known::KnownPostings;

/// Joins reading, judging, store and catalog. There is one, and it does one thing at a time, so
/// that what the store holds and what readers see never part.
pub struct Keeper {
    store: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    judging: Judging,
    known: KnownPostings,
    clusters: Clusters,
    /// Whether the postings of the store are known.
    recalled: bool,
}

impl Keeper {
    /// A keeper that knows no posting yet: it looks them up when it needs to, which takes time by the
    /// number of leads; see [`Self::recall`].
    pub fn new(store: Arc<dyn Store>, catalog: Arc<Catalog>, rules: Arc<Rules>) -> Self {
        let judging = Judging { rules, marks: Marks::default() };
        let (known, clusters) = (KnownPostings::default(), Clusters::new());
        Self { store, catalog, judging, known, clusters, recalled: false }
    }

    /// Judges by these rules, and these marks over them, from now on.
    pub fn judge_by(&mut self, rules: Arc<Rules>, marks: Marks) {
        self.judging = Judging { rules, marks };
    }

    /// Has a change on disk; what it answers may then be shown.
    async fn save(&self, change: Change) -> Result<Vec<LeadChange>, StoreError> {
        if !change.batch.is_empty() {
            self.store.save(change.batch).await?;
        }
        Ok(change.shown)
    }

    async fn show(&self, changes: Vec<LeadChange>) {
        if changes.is_empty() {
            return;
        }
        let catalog = Arc::clone(&self.catalog);
        // Texts are indexed here, so it is kept off the threads that answer readers. It only fails
        // when the catalog panicked, and then the process has said so already.
        let _ = tokio::task::spawn_blocking(move || catalog.apply(changes)).await;
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
        self.batch.put_lead(lead.clone());
        self.shown.push(LeadChange::Put(Box::new(lead)));
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
