//! One poll of one source: asked politely, read in full, and the time of the next one set.

mod local;
mod options;
mod outcome;
mod pages;
mod remote;
mod request;
mod schedule;
mod settle;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use kazi_domain::PostingId;
use tokio_util::sync::CancellationToken;
use tracing::{field::display, info, warn};

pub use options::{Budget, FetcherOptions};
pub use outcome::{Fetched, Fresh, PollOutcome, PollReport, PollResult};
use remote::First;

use crate::{
    document::{Document, Reading},
    net::{Pinned, SetUpError, Transport, Web, exchange::Network, gate::Gate, meter::Meter},
    problem::{Halt, PollProblem},
    source::{Place, Source},
    state::{HostStates, SourceState},
};

/// Polls sources. One for the whole program: it is the gate that every request passes.
pub struct Fetcher {
    options: FetcherOptions,
    network: Network,
}

/// What reading a source in one poll has come to.
#[derive(Default)]
pub(crate) struct Read {
    fresh: Fresh,
    /// Nothing has changed: there are no readings.
    unchanged: bool,
    /// What to remember where the poll is a good one.
    learnt: Learnt,
    warnings: Vec<String>,
    /// The postings that were completed from pages of their own, with the hash of what was listed.
    listed: BTreeMap<PostingId, u64>,
    /// Postings whose own page is still to be read.
    unfinished: BTreeSet<PostingId>,
}

/// What the first answer said of itself.
#[derive(Default)]
struct Learnt {
    validators: Option<crate::state::Validators>,
    content_hash: Option<u64>,
    moved_to: Option<String>,
    fresh_for: Option<Duration>,
    retry_after: Option<Duration>,
}

impl Fetcher {
    /// A fetcher over the network.
    ///
    /// # Errors
    /// [`SetUpError`] when TLS cannot be set up or the user agent is no header value.
    pub fn new(options: FetcherOptions) -> Result<Self, SetUpError> {
        let pinned: Pinned = options.pinned.clone();
        let web = Web::new(&options.user_agent(), options.connect_time, pinned)?;
        Ok(Self::with_transport(options, Arc::new(web)))
    }

    /// A fetcher over something else than the network.
    pub fn with_transport(options: FetcherOptions, transport: Arc<dyn Transport>) -> Self {
        let network = Network {
            transport,
            gate: Gate::new(options.host, Arc::clone(&options.clock)),
            turns: options.turns.clone(),
            clock: Arc::clone(&options.clock),
            product: options.product.clone(),
            request_time: options.request_time,
        };
        Self { options, network }
    }

    /// What is known of every host; to be saved, so that a restart forgets nothing.
    pub fn hosts(&self) -> HostStates {
        self.network.gate.snapshot()
    }

    /// Takes up what an earlier run has left. To be called before the first poll.
    pub fn restore_hosts(&self, states: HostStates) {
        self.network.gate.restore(states);
    }

    /// One poll of one source. Never panics, never polls before the source's time, and always tells
    /// when the next one is due.
    pub async fn poll(
        &self,
        source: &Arc<Source>,
        state: &SourceState,
        cancel: &CancellationToken,
    ) -> PollOutcome {
        let started = tokio::time::Instant::now();
        let mut state = state.clone();
        state.take_configuration(source.fingerprint);
        let mut report = PollReport::default();
        if let Some(result) = self.not_now(source, &state) {
            return PollOutcome { result, state, report };
        }
        let mut meter = Meter::default();
        let read = tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            read = self.read(source, &mut state, &mut meter) => Some(read),
        };
        (report.requests, report.bytes) = (meter.requests, meter.bytes);
        let now = self.options.clock.now();
        if meter.asked || matches!(source.place, Place::Local(_)) {
            state.polled_at = Some(now);
        }
        let result = match read {
            Some(Ok(read)) => settle::settle(source, &mut state, read, &mut report, now),
            // One request, and it found nobody: the owner has not been asked.
            Some(Err(Halt::Problem(problem))) if meter.requests <= 1 && problem.is_unreached() => {
                schedule::after_unreached(source, &mut state, &problem, now);
                PollResult::Problem(problem)
            }
            Some(Err(Halt::Problem(problem))) => settle::failed(source, &mut state, problem, now),
            Some(Err(Halt::PutOff(wait))) => {
                state.next = Some(wait);
                PollResult::PutOff(wait)
            }
            None => PollResult::Cancelled,
        };
        if meter.asked && matches!(result, PollResult::PutOff(_) | PollResult::Cancelled) {
            schedule::after_break(source, &mut state, now);
        }
        report.duration = started.elapsed();
        log(source, &result, &state, &report);
        PollOutcome { result, state, report }
    }

    /// The first document of a source, asked for as a poll would and not read: what a poll costs apart
    /// from reading, for the benchmark, and what a live source sends.
    ///
    /// # Errors
    /// What a poll would have failed of; it counts as one.
    pub async fn fetch(&self, source: &Source, state: &mut SourceState) -> Result<Fetched, PollProblem> {
        state.take_configuration(source.fingerprint);
        match (self.not_now(source, state), &source.place) {
            (Some(result), _) => Ok(Fetched::NotAsked(result)),
            (None, Place::Local(_)) => Err(PollProblem::Local("it lies on this machine".to_owned())),
            (None, Place::Remote(request)) => {
                let first = self.first(source, request, state, &mut Meter::default()).await;
                let now = self.options.clock.now();
                let (fetched, learnt) = match first {
                    Ok(First::Unchanged(learnt)) => (Fetched::Unchanged, learnt),
                    Ok(First::Document(document, learnt)) => (Fetched::Document(*document), learnt),
                    Err(Halt::PutOff(wait)) => return Ok(Fetched::NotAsked(PollResult::PutOff(wait))),
                    Err(Halt::Problem(problem)) => {
                        schedule::after_problem(source, state, &problem, now);
                        return Err(problem);
                    }
                };
                settle::settle_answer(source, state, learnt, false, now);
                Ok(fetched)
            }
        }
    }

    /// Why a source is not polled now.
    fn not_now(&self, source: &Source, state: &SourceState) -> Option<PollResult> {
        if let Some(reason) = &source.off {
            return Some(PollResult::Off(reason.clone()));
        }
        if state.gone_at.is_some() {
            return Some(PollResult::Off(PollProblem::Gone.to_string()));
        }
        state.wait(self.options.clock.now()).map(PollResult::PutOff)
    }

    async fn read(
        &self,
        source: &Arc<Source>,
        state: &mut SourceState,
        meter: &mut Meter,
    ) -> Result<Read, Halt> {
        match &source.place {
            Place::Remote(request) => self.read_remote(source, request, state, meter).await,
            Place::Local(path) => self.read_local(source, path, state, meter).await,
        }
    }
}

/// Reads a document, with the reader's own faults turned into a problem of this source.
pub(crate) async fn read_safely(source: &Arc<Source>, document: Document) -> Result<Reading, Halt> {
    /// Longer documents are read beside the threads that answer requests.
    const INLINE_BYTES_MAX: usize = 16 * 1024;
    let reader = Arc::clone(source);
    let length = document.body.len();
    let read = move || crate::read::read_document(&reader.read_as(), &document);
    let reading = if length <= INLINE_BYTES_MAX {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
    } else {
        tokio::task::spawn_blocking(read).await.ok()
    };
    reading.ok_or_else(|| PollProblem::ReaderStumbled.into())
}

/// One line a poll.
fn log(source: &Source, result: &PollResult, state: &SourceState, report: &PollReport) {
    let PollReport { requests, bytes, items, new_items, repairs, losses, duration, .. } = report;
    let next = state.next.map(|wait| display(wait.until));
    let why = state.next.map(|wait| display(wait.why));
    let (id, millis) = (source.id.as_str(), duration.as_millis());
    if let PollResult::Problem(problem) = result {
        let (kind, failures) = (problem.kind(), state.failures);
        warn!(source = id, kind, %problem, failures, requests, bytes, millis, next, why, "poll failed");
    } else {
        let result = result.as_str();
        let found = format_args!("{items} items, {new_items} new, {repairs} mended, {losses} lost");
        info!(source = id, result, %found, requests, bytes, millis, next, why, "polled");
    }
}
