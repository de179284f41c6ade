//! The start: all that the store holds is shown and known again.

use kazi_catalog::LeadChange;
use kazi_desk::Again;
use kazi_domain::Lead;
use kazi_scoring::same_work::{Fingerprint, Placement};
use kazi_store::{LIST_MAX, StoreError};

use super::{Change, Keeper};

impl Keeper {
    /// Reads all that the store holds and shows it; with `judge_again` every posting is judged anew,
    /// because the rules are others than it was judged by. Answers how many leads there are.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn load(&mut self, judge_again: bool) -> Result<usize, StoreError> {
        let (mut after, mut count) = (None, 0);
        loop {
            let leads = self.store.scan_leads(after, LIST_MAX).await?;
            let Some(last) = leads.last() else { return Ok(count) };
            after = Some(last.id);
            count += leads.len();
            let shown = if judge_again {
                let judged = leads.iter().map(|lead| self.judging.judge_again(lead, Again::All));
                self.save(Change::of(judged)).await?
            } else {
                leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()
            };
            self.show(shown).await;
        }
    }

    /// Knows every posting of the store again, so that what is read can be compared; does nothing where
    /// it does already. It takes much longer than showing them, and no reader waits for it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn recall(&mut self) -> Result<(), StoreError> {
        if self.recalled {
            return Ok(());
        }
        let mut after = None;
        loop {
            let leads = self.store.scan_leads(after, LIST_MAX).await?;
            let Some(last) = leads.last() else { break };
            after = Some(last.id);
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
        self.recall_seen().await?;
        self.recalled = true;
        Ok(())
    }
}
