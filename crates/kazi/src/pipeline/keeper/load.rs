//! The start: all that the store holds is known and shown again.

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
            let Some(last) = leads.last() else { break };
            after = Some(last.id);
            count += leads.len();
            leads.iter().for_each(|lead| self.recall(lead));
            let shown = if judge_again {
                let judged = leads.iter().map(|lead| self.judging.judge_again(lead, Again::All));
                self.save(Change::of(judged)).await?
            } else {
                leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()
            };
            self.show(shown).await;
        }
        self.recall_seen().await?;
        Ok(count)
    }

    /// Knows the postings of a stored lead again, whatever is judged of them.
    fn recall(&mut self, lead: &Lead) {
        for stored in lead.postings() {
            self.known.put(lead.id, stored, stored.first_seen);
            let placement = Placement { lead: lead.id, same: stored.same };
            self.clusters.restore(stored.posting.id, Fingerprint::of(&stored.posting), placement);
        }
    }
}
