//! The poller: asks each source when it is due, hands what comes to the keeper, and remembers.

mod beside;
mod running;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context;
use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Posting, SourceId};
use kazi_fetcher::{Clock, Fetcher, PollOutcome, PollReport, PollResult, Source, SourceState};
use kazi_store::{Batch, Lease, StoreError};
use tokio_util::sync::CancellationToken;

use super::{
    Engine, Kept, Leasing, RateFeeds, Taken,
    states::{find_hosts, find_state, put_hosts, put_state},
};
use crate::config::StoreSettings;

/// Polls that run beside each other; each host has a limit of its own below that.
const POLLS_AT_ONCE: usize = 16;
/// How often a reading is handed over again because somebody decided something meanwhile.
const TRIES: u32 = 20;
/// What is said of a poll that a shared store did not take.
const CAME_TO_NOTHING: &str = "a poll came to nothing";

/// What came of a poll.
pub struct Polled {
    /// The source.
    pub source: Arc<Source>,
    /// A short name of the result.
    pub result: &'static str,
    /// What people should know, where it failed or was put off.
    pub problem: Option<String>,
    /// What it took.
    pub report: PollReport,
    /// What it changed.
    pub kept: Kept,
}

/// Asks sources and hands what comes on.
pub struct Poller {
    fetcher: Fetcher,
    engine: Arc<Engine>,
    sources: Vec<Arc<Source>>,
    states: Mutex<BTreeMap<SourceId, SourceState>>,
    /// Those that a person wants polled now, and that were not yet.
    asked: Mutex<BTreeSet<SourceId>>,
    /// Where other machines poll as well.
    leasing: Option<Leasing>,
    keep_ended: SignedDuration,
    rate_feeds: RateFeeds,
    clock: Arc<dyn Clock>,
    first_over: CancellationToken,
}

impl Poller {
    /// A poller that goes on where the last run stopped.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(
        fetcher: Fetcher,
        engine: Arc<Engine>,
        sources: &[Source],
        rate_feeds: RateFeeds,
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let sources = sources.iter().cloned().map(Arc::new).collect();
        let length = settings.lease.unsigned_abs();
        let leasing = engine.shared.as_ref().map(|shared| Leasing::new(shared.leases(), length));
        let (states, asked, keep_ended) = (Mutex::default(), Mutex::default(), settings.keep_ended);
        let first_over = CancellationToken::new();
        let poller = Self {
            fetcher,
            engine,
            sources,
            states,
            asked,
            leasing,
            keep_ended,
            rate_feeds,
            clock,
            first_over,
        };
        let read = async {
            if let Some(hosts) = find_hosts(&*poller.engine.store).await? {
                poller.fetcher.restore_hosts(hosts);
            }
            poller.read_states().await
        };
        match read.await {
            // A replica that starts while the database is away learns of the sources when it is back.
            Err(StoreError::Away { .. }) if poller.engine.only_shows() => {}
            read => read?,
        }
        Ok(poller)
    }

    /// Learns what the store knows of sources: the last run left it, or other machines.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn read_states(&self) -> Result<(), StoreError> {
        for source in &self.sources {
            self.read_state(&source.id).await?;
        }
        Ok(())
    }

    async fn read_state(&self, id: &SourceId) -> Result<(), StoreError> {
        let state = find_state(&*self.engine.store, id).await?;
        self.put_state(id, state);
        Ok(())
    }

    fn put_state(&self, id: &SourceId, state: SourceState) {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), state);
    }

    /// All sources, on or off.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// What the clock says.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How long leads stay known that have ended.
    pub fn keep_ended(&self) -> SignedDuration {
        self.keep_ended
    }

    /// What is known of a source.
    pub fn state(&self, id: &SourceId) -> SourceState {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned().unwrap_or_default()
    }

    /// A person wants this source polled now.
    pub fn ask_now(&self, id: &SourceId) {
        if let Some(state) = self.states.lock().unwrap_or_else(PoisonError::into_inner).get_mut(id) {
            state.ask_now();
        }
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
    }

    /// The sources that are on and due; none while there is no room for what they hold.
    pub fn due(&self, now: Timestamp) -> Vec<Arc<Source>> {
        if self.engine.room.paused().is_some() {
            return Vec::new();
        }
        let due = |source: &&Arc<Source>| source.is_on() && self.state(&source.id).is_due(now);
        self.sources.iter().filter(due).cloned().collect()
    }

    /// Asks the feeds of exchange rates that are due.
    ///
    /// # Errors
    /// When the store cannot save.
    pub async fn refresh_rates(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        if self.engine.room.paused().is_some() {
            return Ok(());
        }
        let leasing = self.leasing.as_ref();
        let done =
            self.rate_feeds.refresh(&self.fetcher, &self.engine, leasing, self.clock.now(), stop).await;
        self.unless_passing(done, "exchange rates could not be refreshed")
    }

    /// Polls these sources beside each other and tells of each as it ends.
    ///
    /// # Errors
    /// When the store cannot save: what was read is then not shown, and is read again next time.
    pub async fn poll(
        &self,
        sources: Vec<Arc<Source>>,
        stop: &CancellationToken,
        mut tell: impl FnMut(&Polled),
    ) -> anyhow::Result<()> {
        let mut polls =
            stream::iter(sources).map(|source| self.poll_one(source, stop)).buffer_unordered(POLLS_AT_ONCE);
        while let Some(polled) = polls.next().await {
            if let Some(polled) = self.unless_passing(polled, CAME_TO_NOTHING)? {
                tell(&polled);
            }
        }
        Ok(())
    }

    /// Lets go on what a shared store may well take the next time.
    fn unless_passing<T: Default>(&self, done: anyhow::Result<T>, what: &str) -> anyhow::Result<T> {
        match done {
            Err(error) if self.leasing.is_some() && is_passing(&error) => {
                tracing::warn!("{what}: {error:#}");
                Ok(T::default())
            }
            done => done,
        }
    }

    /// Polls a source; nothing where another machine does, or just did.
    async fn poll_one(
        &self,
        source: Arc<Source>,
        stop: &CancellationToken,
    ) -> anyhow::Result<Option<Polled>> {
        let Some(leasing) = &self.leasing else {
            return self.ask(source, None, stop).await.map(Some);
        };
        let lease = leasing.take(&source).await?;
        self.read_state(&source.id).await?;
        if self.asked.lock().unwrap_or_else(PoisonError::into_inner).remove(&source.id) {
            // What others have asked for since stays.
            let mut state = self.state(&source.id);
            state.ask_now();
            self.put_state(&source.id, state);
        }
        let Some(lease) = lease else { return Ok(None) };
        if !self.state(&source.id).is_due(self.clock.now()) {
            leasing.release(&lease, false).await;
            return Ok(None);
        }
        let polled = self.ask(source, Some(&lease), stop).await;
        // Where nobody knows, it may have been asked.
        let asked = polled.as_ref().map_or(true, |polled| polled.report.requests > 0);
        leasing.release(&lease, asked).await;
        polled.map(Some)
    }

    /// Fetches from a source, and stops where the lease cannot be kept.
    async fn fetch(
        &self,
        source: &Arc<Source>,
        lease: Option<&Lease>,
        stop: &CancellationToken,
    ) -> PollOutcome {
        let stop = stop.child_token();
        let state = self.state(&source.id);
        let poll = self.fetcher.poll(source, &state, &stop);
        tokio::pin!(poll);
        let (Some(lease), Some(leasing)) = (lease, &self.leasing) else { return poll.await };
        tokio::select! {
            outcome = &mut poll => outcome,
            () = leasing.keep(lease) => {
                stop.cancel();
                poll.await
            }
        }
    }

    /// Asks a source, hands on what it answers, and has all that on disk with what it must remember.
    async fn ask(
        &self,
        source: Arc<Source>,
        lease: Option<&Lease>,
        stop: &CancellationToken,
    ) -> anyhow::Result<Polled> {
        let PollOutcome { result, mut state, report } = self.fetch(&source, lease, stop).await;
        let name = result.as_str();
        if matches!(result, PollResult::Unchanged)
            && state.items > 0
            && !self.engine.keeper.lock().await.knows(&source.id)
        {
            // What it still shows might not be kept, and went: the next poll reads it again.
            state.forget_content();
        }
        let mut batch = Batch::default();
        if let Some(lease) = lease {
            batch.under(lease);
        }
        put_hosts(&mut batch, &self.fetcher.hosts())?;
        put_state(&mut batch, &source.id, &state)?;
        let mut problem = state.warnings.first().cloned();
        let kept = match result {
            PollResult::Fresh(fresh) => {
                let postings: Vec<Posting> =
                    fresh.readings.into_iter().flat_map(|reading| reading.postings).collect();
                let taken = Taken { postings, still_there: fresh.still_there, complete: fresh.complete };
                self.hand_over(&source, Some(&taken), batch).await
            }
            PollResult::Unchanged => self.hand_over(&source, None, batch).await,
            PollResult::PutOff(wait) => {
                problem = Some(format!("not before {}: {}", wait.until, wait.why));
                self.save(batch).await
            }
            PollResult::Off(reason) => {
                problem = Some(reason);
                Ok(Kept::default())
            }
            PollResult::Cancelled => self.save(batch).await,
            PollResult::Problem(failed) => {
                problem = Some(failed.to_string());
                self.save(batch).await
            }
        };
        if kept.is_err() {
            // Nothing of this poll was kept, so the next one must not be told that nothing changed.
            state.forget_content();
        }
        self.put_state(&source.id, state);
        count_metrics(&source, name, &report);
        let kept = kept.with_context(|| format!("what was read of {} could not be saved", source.id))?;
        Ok(Polled { source, result: name, problem, report, kept })
    }

    async fn save(&self, batch: Batch) -> anyhow::Result<Kept> {
        self.engine.store.save(batch).await?;
        Ok(Kept::default())
    }

    /// Hands a reading to the keeper, or that nothing has changed; again where somebody decided something
    /// that it must be judged by.
    async fn hand_over(&self, source: &Source, taken: Option<&Taken>, batch: Batch) -> anyhow::Result<Kept> {
        for _ in 1..TRIES {
            match self.keep(source, taken, batch.clone()).await {
                Err(StoreError::Decided { .. }) => self.engine.catch_up_with_desk(self.clock.now()).await?,
                done => return Ok(done?),
            }
        }
        Ok(self.keep(source, taken, batch).await?)
    }

    async fn keep(&self, source: &Source, taken: Option<&Taken>, batch: Batch) -> Result<Kept, StoreError> {
        let now = self.clock.now();
        let mut keeper = self.engine.keeper.lock().await;
        match taken {
            Some(taken) => keeper.take(source, taken, batch, now).await,
            None => keeper.renew(source, batch, now).await.map(|()| Kept::default()),
        }
    }
}

/// Whether a shared store may well take the next thing after this.
pub(super) fn is_passing(error: &anyhow::Error) -> bool {
    let store = error.chain().find_map(|cause| cause.downcast_ref::<StoreError>());
    store.is_some_and(|error| {
        matches!(
            error,
            StoreError::Away { .. }
                | StoreError::Moved { .. }
                | StoreError::Decided { .. }
                | StoreError::LeaseLost(_)
        )
    })
}

fn count_metrics(source: &Source, result: &'static str, report: &PollReport) {
    let id = source.id.to_string();
    metrics::counter!("kazi_polls_total", "source" => id.clone(), "result" => result).increment(1);
    metrics::counter!("kazi_poll_requests_total", "source" => id.clone()).increment(report.requests.into());
    metrics::counter!("kazi_poll_bytes_total", "source" => id.clone()).increment(report.bytes);
    metrics::counter!("kazi_poll_new_items_total", "source" => id).increment(report.new_items as u64);
    if let Some(host) = source.host() {
        metrics::counter!("kazi_host_requests_total", "host" => host.clone())
            .increment(report.requests.into());
        metrics::counter!("kazi_host_bytes_total", "host" => host).increment(report.bytes);
    }
}
