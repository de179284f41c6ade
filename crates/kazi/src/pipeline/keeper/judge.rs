//! Judging leads again where rules or marks have changed.

use kazi_desk::Again;
use kazi_domain::{Lead, LeadId};
use kazi_store::StoreError;

use super::{Change, Keeper, TRIES};

impl Keeper {
    /// Judges leads again, all of it or only what rests on the skill book, and shows what is different.
    ///
    /// # Errors
    /// When the store cannot be read or written; what was judged before that is shown.
    pub async fn judge_leads(&mut self, ids: &[LeadId], again: Again) -> Result<(), StoreError> {
        for _ in 1..TRIES {
            match self.try_to_judge(ids, again).await {
                Err(StoreError::Moved { .. }) => {}
                done => return done,
            }
        }
        self.try_to_judge(ids, again).await
    }

    async fn try_to_judge(&mut self, ids: &[LeadId], again: Again) -> Result<(), StoreError> {
        self.catch_up().await?;
        let leads = self.store.find_leads(ids).await?;
        let judging = self.judging.clone();
        let judge = move || {
            let leads: Vec<Lead> = leads.into_iter().flatten().collect();
            Change::of(judging.judge_all_again(&leads, again))
        };
        // It only fails where judging panicked, and then the process has said so already.
        let mut change = tokio::task::spawn_blocking(judge).await.unwrap_or_default();
        change.batch.expect_entries(self.entries);
        let shown = self.save(change).await?;
        self.show(shown).await;
        Ok(())
    }
}
