//! The poller: asks each source when it is due, hands what comes to the keeper, and remembers.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context;
use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Posting, SourceId};
use kazi_fetcher::{Clock, Fetcher, HostStates, PollOutcome, PollReport, PollResult, Source, SourceState};
use kazi_store::{Batch, Document, Store, StoreError};
use tokio_util::sync::CancellationToken;

use super::{Engine, Kept, RateFeeds};

/// Polls that run beside each other; each host has a limit of its own below that.
const POLLS_AT_ONCE: usize = 16;
/// How often the poller looks for sources that are due.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often what may no longer be kept is looked for.
const EXPIRE_EVERY: SignedDuration = SignedDuration::from_mins(10);
/// The forms in which states are kept.
const SOURCE_STATE_VERSION: u16 = 1;
const HOST_STATES_VERSION: u16 = 1;
/// The name under which all hosts are kept.
const HOSTS: &str = "hosts";

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
    keep_ended: SignedDuration,
    rate_feeds: RateFeeds,
    clock: Arc<dyn Clock>,
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
        keep_ended: SignedDuration,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let mut states = BTreeMap::new();
        for source in sources {
            states.insert(source.id.clone(), find_state(&*engine.store, &source.id).await?);
        }
        if let Some(hosts) = find_hosts(&*engine.store).await? {
            fetcher.restore_hosts(hosts);
        }
        let sources = sources.iter().cloned().map(Arc::new).collect();
        Ok(Self { fetcher, engine, sources, states: Mutex::new(states), keep_ended, rate_feeds, clock })
    }

    /// All sources, on or off.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
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
    }

    /// The sources that are on and due.
    pub fn due(&self, now: Timestamp) -> Vec<Arc<Source>> {
        let due = |source: &&Arc<Source>| source.is_on() && self.state(&source.id).is_due(now);
        self.sources.iter().filter(due).cloned().collect()
    }

    /// Asks the feeds of exchange rates that are due.
    ///
    /// # Errors
    /// When the store cannot save.
    pub async fn refresh_rates(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        self.rate_feeds.refresh(&self.fetcher, &self.engine, self.clock.now(), stop).await
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
            tell(&polled?);
        }
        Ok(())
    }

    async fn poll_one(&self, source: Arc<Source>, stop: &CancellationToken) -> anyhow::Result<Polled> {
        let outcome = self.fetcher.poll(&source, &self.state(&source.id), stop).await;
        let PollOutcome { result, mut state, report } = outcome;
        let name = result.as_str();
        let mut batch = Batch::default();
        batch.put_host_state(HOSTS, state_document(&self.fetcher.hosts(), HOST_STATES_VERSION)?);
        batch.put_source_state(&source.id, state_document(&state, SOURCE_STATE_VERSION)?);
        let now = self.clock.now();
        let mut keeper = self.engine.keeper.lock().await;
        let mut problem = state.warnings.first().cloned();
        let kept = match result {
            PollResult::Fresh(fresh) => {
                let postings: Vec<Posting> =
                    fresh.readings.into_iter().flat_map(|reading| reading.postings).collect();
                keeper.take(&source, postings, &fresh.still_there, fresh.complete, batch, now).await
            }
            PollResult::Unchanged => keeper.renew(&source, batch, now).await.map(|()| Kept::default()),
            PollResult::PutOff(wait) => {
                problem = Some(format!("not before {}: {}", wait.until, wait.why));
                self.engine.store.save(batch).await.map(|_| Kept::default())
            }
            PollResult::Off(reason) => {
                problem = Some(reason);
                Ok(Kept::default())
            }
            PollResult::Cancelled => self.engine.store.save(batch).await.map(|_| Kept::default()),
            PollResult::Problem(failed) => {
                problem = Some(failed.to_string());
                self.engine.store.save(batch).await.map(|_| Kept::default())
            }
        };
        drop(keeper);
        if kept.is_err() {
            // Nothing of this poll was kept, so the next one must not be told that nothing changed.
            state.forget_content();
        }
        self.states.lock().unwrap_or_else(PoisonError::into_inner).insert(source.id.clone(), state);
        count_metrics(&source, name, &report);
        let kept = kept.with_context(|| format!("what was read of {} could not be saved", source.id))?;
        Ok(Polled { source, result: name, problem, report, kept })
    }

    /// Polls what is due until told to stop.
    ///
    /// # Errors
    /// When the store can no longer save.
    pub async fn run(&self, stop: &CancellationToken, mut tell: impl FnMut(&Polled)) -> anyhow::Result<()> {
        let mut expired_at = Timestamp::MIN;
        while !stop.is_cancelled() {
            let now = self.clock.now();
            if now.duration_since(expired_at) >= EXPIRE_EVERY {
                self.expire(now).await?;
                expired_at = now;
            }
            self.refresh_rates(stop).await?;
            let due = self.due(now);
            if !due.is_empty() {
                self.poll(due, stop, &mut tell).await?;
                self.tidy().await;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        Ok(())
    }

    /// Merges the catalog's small segments, while readers and writers go on.
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
        self.engine.expire(&self.sources, self.keep_ended, now).await.map(|_| ())
    }
}

/// What the store remembers of a source; nothing known where it remembers nothing.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_state(store: &dyn Store, source: &SourceId) -> Result<SourceState, StoreError> {
    let kept = store.find_source_state(source).await?;
    Ok(kept.and_then(|kept| read_state(&kept, SOURCE_STATE_VERSION)).unwrap_or_default())
}

/// What the store remembers of hosts.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_hosts(store: &dyn Store) -> Result<Option<HostStates>, StoreError> {
    let kept = store.list_host_states(None, 10).await?;
    Ok(kept.iter().find_map(|(_, document)| read_state(document, HOST_STATES_VERSION)))
}

/// Puts what is known of a source into a batch.
///
/// # Errors
/// Never for states that a poll left.
pub fn put_state(batch: &mut Batch, source: &SourceId, state: &SourceState) -> anyhow::Result<()> {
    batch.put_source_state(source, state_document(state, SOURCE_STATE_VERSION)?);
    Ok(())
}

fn state_document(state: &impl serde::Serialize, version: u16) -> anyhow::Result<Document> {
    Ok(Document { version, bytes: serde_json::to_vec(state)? })
}

/// A state of another form is forgotten: sources are then asked as if for the first time, never
/// below their owner's floor.
fn read_state<T: serde::de::DeserializeOwned>(document: &Document, version: u16) -> Option<T> {
    (document.version == version).then(|| serde_json::from_slice(&document.bytes).ok()).flatten()
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
