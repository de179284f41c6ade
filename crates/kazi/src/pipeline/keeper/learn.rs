//! Learning the postings that the store holds: at the start all of them, later those of other machines.

use kazi_domain::{Lead, LeadId, SourceId};
use kazi_scoring::same_work::{Fingerprint, Placement};
use kazi_store::{Batch, LIST_MAX, StoreError};

use super::Keeper;

impl Keeper {
    /// Learns what others have changed in the store. Nobody else writes to a store of one machine, and
    /// there is nothing to learn then.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) async fn catch_up(&mut self) -> Result<(), StoreError> {
        if !self.recalled {
            // Nothing is known here that others could have changed.
            self.sequence = self.store.save(Batch::default()).await?.sequence;
            return Ok(());
        }
        loop {
            let changes = self.store.list_changes(self.sequence, LIST_MAX).await?;
            let Some(last) = changes.last().map(|change| change.sequence) else { return Ok(()) };
            let ids: Vec<LeadId> = changes.iter().map(|change| change.lead).collect();
            let found = self.store.find_leads(&ids).await?;
            for (id, found) in ids.iter().zip(&found) {
                self.forget_others(*id, found.as_ref());
            }
            self.learn(found.into_iter().flatten().collect()).await;
            self.sequence = last;
        }
    }

    /// Learns what others have changed, and when they last read the postings of a source.
    pub(super) async fn catch_up_on(&mut self, source: &SourceId) -> Result<(), StoreError> {
        self.recall().await?;
        self.catch_up().await?;
        if self.is_shared() {
            self.recall_seen_of(source).await?;
        }
        Ok(())
    }

    /// Knows the postings of stored leads, whatever is judged of them.
    pub(super) async fn learn(&mut self, leads: Vec<Lead>) {
        // What compares postings is worked out from their texts, off the threads that answer readers.
        let prints = tokio::task::spawn_blocking(move || {
            let print = |lead: Lead| {
                let prints: Vec<_> =
                    lead.postings().iter().map(|stored| Fingerprint::of(&stored.posting)).collect();
                (lead, prints)
            };
            leads.into_iter().map(print).collect::<Vec<_>>()
        });
        let prints = prints.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
        for (lead, prints) in prints {
            for (stored, print) in lead.postings().iter().zip(prints) {
                self.known.put(lead.id, stored, stored.first_seen);
                let placement = Placement { lead: lead.id, same: stored.same };
                self.clusters.restore(stored.posting.id, print, placement);
            }
        }
    }

    /// Forgets the postings that a lead had and that it has no longer.
    fn forget_others(&mut self, id: LeadId, now: Option<&Lead>) {
        for posting in self.known.of_lead(id) {
            let stays = now.is_some_and(|lead| lead.postings().iter().any(|p| p.posting.id == posting));
            if !stays {
                self.known.remove(posting);
                self.clusters.remove(posting);
            }
        }
    }
}
