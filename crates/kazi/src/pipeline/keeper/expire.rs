//! Removing what may no longer be kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{AssessedPosting, LeadId, PostingId};
use kazi_fetcher::source::Source;
use kazi_store::StoreError;

use super::{Change, Keeper, limits::Limits};

impl Keeper {
    /// Removes what may no longer be kept: postings past their source's right, or of a source that was configured
    /// and is no longer, and leads ended for longer than `keep_ended`. Answers how many postings went.
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
        let before = Limits::find(&*self.store).await?;
        let limits = before.renewed(sources, self.known.sources(), now);
        let due = self.due(&limits, keep_ended, now);
        let ids: Vec<LeadId> = due.keys().copied().collect();
        let (mut change, mut gone) = (Change::default(), Vec::new());
        if limits != before {
            let (name, document) = limits.document();
            change.batch.put_document(name, document);
        }
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
        limits: &Limits,
        keep_ended: SignedDuration,
        now: Timestamp,
    ) -> BTreeMap<LeadId, BTreeSet<PostingId>> {
        let mut due: BTreeMap<LeadId, BTreeSet<PostingId>> = BTreeMap::new();
        for (source, limit) in limits.iter() {
            for (id, known) in self.known.of_source(source) {
                let age_s = now.as_second() - known.seen_s;
                let ended = !known.open && age_s > keep_ended.as_secs();
                if ended || limit.is_past(known.seen_s, now) {
                    due.entry(known.lead).or_default().insert(id);
                }
            }
        }
        due
    }
}
