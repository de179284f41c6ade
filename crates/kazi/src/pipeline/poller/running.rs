//! The poller as long as kazi serves: what is due is polled, rates are asked for, what may no longer be kept goes,
//! each beside the others.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use kazi_domain::SourceId;
use kazi_fetcher::Source;
use tokio_util::sync::CancellationToken;

use super::{CAME_TO_NOTHING, POLLS_AT_ONCE, Polled, Poller, beside::Beside};

/// How often the poller looks for sources that are due, and for all else that it does.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often what may no longer be kept is looked for.
const EXPIRE_EVERY: SignedDuration = SignedDuration::from_mins(10);
/// The lease of looking for what may no longer be kept.
const EXPIRE: &str = "expire";

impl Poller {
    /// Polls what is due until told to stop, and tells of each poll as it ends. A slow source delays nothing.
    ///
    /// # Errors
    /// When the store can no longer save.
    pub async fn run(&self, stop: &CancellationToken, mut tell: impl FnMut(&Polled)) -> anyhow::Result<()> {
        let due = || {
            let due = self.due(self.clock.now()).into_iter();
            due.map(|source| (source.id.clone(), self.poll_named(source, stop))).collect()
        };
        let mut first: BTreeSet<SourceId> = self.due(self.clock.now()).iter().map(|s| s.id.clone()).collect();
        if first.is_empty() {
            self.first_over.cancel();
        }
        let ended = |(id, polled): (SourceId, anyhow::Result<Option<Polled>>)| {
            if let Some(polled) = self.unless_passing(polled, CAME_TO_NOTHING)? {
                tell(&polled);
            }
            if first.remove(&id) && first.is_empty() {
                self.first_over.cancel();
            }
            Ok(())
        };
        let polling = Beside { look_every: LOOK_EVERY, at_once: POLLS_AT_ONCE };
        tokio::try_join!(polling.run(due, stop, ended), self.keep_rates(stop), self.keep_order(stop))?;
        Ok(())
    }

    /// Cancelled once every source that was due when [`Self::run`] began has been polled.
    pub fn first_over(&self) -> &CancellationToken {
        &self.first_over
    }

    async fn poll_named(
        &self,
        source: Arc<Source>,
        stop: &CancellationToken,
    ) -> (SourceId, anyhow::Result<Option<Polled>>) {
        (source.id.clone(), self.poll_one(source, stop).await)
    }

    /// Asks the feeds of exchange rates when they are due, until told to stop.
    async fn keep_rates(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        while !stop.is_cancelled() {
            self.refresh_rates(stop).await?;
            rest(stop).await;
        }
        Ok(())
    }

    /// Removes what may no longer be kept and tidies the catalog, until told to stop.
    async fn keep_order(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        // What is still shown after a pause is seen again first, as long as no source keeps that waiting.
        let seen = stop.run_until_cancelled(self.first_over.cancelled());
        let _ = tokio::time::timeout(EXPIRE_EVERY.unsigned_abs(), seen).await;
        let mut expired_at = Timestamp::MIN;
        while !stop.is_cancelled() {
            let now = self.clock.now();
            // Either way: the clock may have gone back.
            if now.duration_since(expired_at).abs() >= EXPIRE_EVERY {
                let expired = self.expire(now).await;
                self.unless_passing(expired, "what may no longer be kept could not be looked for")?;
                expired_at = now;
            }
            self.tidy().await;
            rest(stop).await;
        }
        Ok(())
    }

    /// Merges the small segments that polls add to the catalog, where there are enough of them, while readers
    /// and writers go on.
    async fn tidy(&self) {
        let catalog = Arc::clone(&self.engine.catalog);
        // It only fails when the merge panicked, which the process has said by then.
        let _ = tokio::task::spawn_blocking(move || catalog.merge()).await;
    }

    /// Removes what may no longer be kept.
    ///
    /// # Errors
    /// When the store cannot save.
    pub async fn expire(&self, now: Timestamp) -> anyhow::Result<()> {
        let expire = || self.engine.expire(&self.sources, self.keep_ended, now);
        let Some(leasing) = &self.leasing else { return expire().await.map(|_| ()) };
        let rest = EXPIRE_EVERY.unsigned_abs();
        let Some(lease) = leasing.take_named(EXPIRE.to_owned(), rest).await? else { return Ok(()) };
        let expired = expire().await;
        leasing.release(&lease, expired.is_ok()).await;
        expired.map(|_| ())
    }
}

/// Waits until the next look, or until told to stop.
async fn rest(stop: &CancellationToken) {
    let _ = tokio::time::timeout(LOOK_EVERY, stop.cancelled()).await;
}
