//! Removing what may no longer be kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{AssessedPosting, LeadId, PostingId};
use kazi_fetcher::source::{Keep, Source};
use kazi_store::StoreError;

use super::{Change, Keeper};

impl Keeper {
    /// Removes what may no longer be kept: postings past their source's right, leads ended for
    /// longer than `keep_ended`. Answers how many postings went.
    ///
    /// # Errors
    /// When the store cannot be read or written; what is due is then due the next time.
    pub async fn expire(
        &mut self,
        sources: &[Arc<Source>],
        keep_ended: SignedDuration,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        self.recall().await?;
        self.catch_up().await?;
        if self.is_shared() {
            self.recall_seen().await?;
        }
        let due = self.due(sources, keep_ended, now);
        let ids: Vec<LeadId> = due.keys().copied().collect();
        let (mut change, mut gone) = (Change::default(), Vec::new());
        for lead in self.store.find_leads(&ids).await?.into_iter().flatten() {
            let is_due = |member: &AssessedPosting| due[&lead.id].contains(&member.posting.id);
            let (past, mut left): (Vec<_>, Vec<_>) = lead.postings().iter().cloned().partition(is_due);
            gone.extend(past.into_iter().map(|member| member.posting.id));
            self.judging.judge_together(lead.id, &mut left);
            change.set(lead.id, left);
        }
        let shown = self.save(change).await?;
        for id in &gone {
            self.known.remove(*id);
            self.clusters.remove(*id);
        }
        self.show(shown).await;
        Ok(gone.len())
    }

    /// The postings that may no longer be kept, by their leads.
    fn due(
        &self,
        sources: &[Arc<Source>],
        keep_ended: SignedDuration,
        now: Timestamp,
    ) -> BTreeMap<LeadId, BTreeSet<PostingId>> {
        let mut due: BTreeMap<LeadId, BTreeSet<PostingId>> = BTreeMap::new();
        for source in sources {
            let keep_s = match source.rights.keep {
                Keep::Unlimited => None,
                Keep::For(interval) => i64::try_from(interval.seconds()).ok(),
                Keep::Nothing => Some(0),
            };
            for (id, known) in self.known.of_source(&source.id) {
                let age_s = now.as_second() - known.seen_s;
                let ended = !known.open && age_s > keep_ended.as_secs();
                if ended || keep_s.is_some_and(|keep_s| age_s >= keep_s) {
                    due.entry(known.lead).or_default().insert(id);
                }
            }
        }
        due
    }
}
