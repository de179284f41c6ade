//! Judging leads again where rules or marks have changed.

use std::sync::Arc;

use kazi_desk::{Again, Judging};
use kazi_domain::{Lead, LeadId};
use kazi_store::{Store, StoreError};
use tokio::task::JoinHandle;

use super::{Change, Keeper, TRIES, finish_showing};

/// Leads judged at once.
const STEP: usize = 2_000;

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
        let mut showing = None;
        let saved = self.judge_in_steps(ids, again, &mut showing).await;
        finish_showing(showing).await;
        saved
    }

    /// While some leads are saved, those behind them are judged and those before them shown.
    async fn judge_in_steps(
        &mut self,
        ids: &[LeadId],
        again: Again,
        showing: &mut Option<JoinHandle<()>>,
    ) -> Result<(), StoreError> {
        let (store, judging) = (Arc::clone(&self.store), self.judging.clone());
        let judge = |ids: &[LeadId]| {
            tokio::spawn(judge_stored(Arc::clone(&store), judging.clone(), ids.to_vec(), again))
        };
        let mut steps = ids.chunks(STEP);
        let mut judged = steps.next().map(judge);
        while let Some(step) = judged {
            // It only fails where judging panicked, and then the process has said so already.
            let mut change = step.await.unwrap_or_else(|_| Ok(Change::default()))?;
            judged = steps.next().map(judge);
            change.batch.expect_entries(self.entries);
            let shown = self.save(change).await?;
            finish_showing(showing.take()).await;
            *showing = self.start_to_show(shown);
        }
        Ok(())
    }
}

/// Judges leads of the store again, off the threads that answer readers.
async fn judge_stored(
    store: Arc<dyn Store>,
    judging: Judging,
    ids: Vec<LeadId>,
    again: Again,
) -> Result<Change, StoreError> {
    let leads = store.find_leads(&ids).await?;
    let judge = move || {
        let leads: Vec<Lead> = leads.into_iter().flatten().collect();
        let judged = judging.judge_all_again(leads, again).into_iter();
        Change::of(judged.filter(|(_, differs)| *differs).map(|(lead, _)| lead))
    };
    Ok(tokio::task::spawn_blocking(judge).await.unwrap_or_default())
}
