//! The start: all that the store holds is judged by the rules there are, and known again.

use kazi_desk::Again;
use kazi_store::{LIST_MAX, StoreError};

use super::{Change, Keeper};

impl Keeper {
    /// Judges every posting of the store anew, because the rules are others than it was judged by, and shows
    /// it. Answers how many leads there are.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn judge_all(&mut self) -> Result<usize, StoreError> {
        self.catch_up().await?;
        let (mut after, mut count) = (None, 0);
        loop {
            let leads = self.store.scan_leads(after, LIST_MAX).await?;
            let Some(last) = leads.last().map(|lead| lead.id) else { return Ok(count) };
            let (read, judging) = (leads.len(), self.judging.clone());
            let judge = move || judging.judge_all_again(leads, Again::All);
            let judged = tokio::task::spawn_blocking(judge).await;
            let judged = judged.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
            match self.save(Change::of(judged.into_iter().map(|(lead, _)| lead))).await {
                // Another machine wrote since they were read.
                Err(StoreError::Moved { .. }) => self.catch_up().await?,
                saved => {
                    self.show(saved?).await;
                    after = Some(last);
                    count += read;
                }
            }
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
        self.catch_up().await?;
        let mut after = None;
        loop {
            let leads = self.store.scan_leads(after, LIST_MAX).await?;
            let Some(last) = leads.last() else { break };
            after = Some(last.id);
            self.learn(leads).await;
        }
        self.recalled = true;
        self.catch_up().await?;
        self.recall_seen().await
    }
}
