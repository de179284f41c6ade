//! One poll of one source: asked politely, read in full, and the time of the next one set.

mod local;
mod options;
mod problem;
mod remote;
mod request;
mod schedule;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use kazi_domain::{Posting, PostingId};
use tokio_util::sync::CancellationToken;

pub use options::{Budget, FetcherOptions};
pub use problem::PollProblem;

pub(crate) use problem::Halt;

use crate::{
    document::{Document, Reading},
    hash::hash_posting,
    net::{Pinned, SetUpError, Transport, Web, exchange::Network, gate::Gate},
    source::{Place, Source},
    state::{HostStates, SourceState, Wait},
};

/// Polls sources. One for the whole program: it is the gate that every request passes.
pub struct Fetcher {
    options: FetcherOptions,
    network: Network,
}

/// What a poll gave, and what to remember of it.
#[derive(Debug)]
pub struct PollOutcome {
    /// What it gave.
    pub result: PollResult,
    /// What is known of the source now; to be kept, whatever the result.
    pub state: SourceState,
    /// What it took.
    pub report: PollReport,
}

/// What a poll gave.
#[derive(Debug)]
pub enum PollResult {
    /// The source was read.
    Fresh(Fresh),
    /// Nothing has changed since it was last read.
    Unchanged,
    /// It is not its time; nothing was asked, or not all of it.
    PutOff(Wait),
    /// It is off, or gone for good, and was not asked. Why.
    Off(String),
    /// The poll was broken off.
    Cancelled,
    /// It failed.
    Problem(PollProblem),
}

/// What was read in one poll.
#[derive(Debug, Default)]
pub struct Fresh {
    /// What each document gave, in order.
    pub readings: Vec<Reading>,
    /// Postings that the source still shows as they were, and that were therefore not read again.
    pub still_there: Vec<PostingId>,
    /// Whether this is all that the source shows: what is not among it has vanished.
    pub complete: bool,
}

/// What one poll took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PollReport {
    /// Requests sent, with redirects and robots.txt.
    pub requests: u32,
    /// Bytes of answers, after decompression.
    pub bytes: u64,
    /// Documents read.
    pub documents: u32,
    /// Items seen.
    pub items: usize,
    /// Items that are new or have changed.
    pub new_items: usize,
    /// Faults that were mended.
    pub repairs: usize,
    /// Items or fields that were lost.
    pub losses: usize,
    /// How long it took, with the waiting for its turn.
    pub duration: Duration,
}

/// Counts what a poll takes, while it takes it.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    pub requests: u32,
    pub bytes: u64,
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
        if report.requests > 0 || matches!(source.place, Place::Local(_)) {
            state.polled_at = Some(now);
        }
        let result = match read {
            Some(Ok(read)) => self.settle(source, &mut state, read, &mut report, now),
            Some(Err(Halt::Problem(problem))) => failed(source, &mut state, problem, now),
            Some(Err(Halt::PutOff(wait))) => {
                state.next = Some(wait);
                PollResult::PutOff(wait)
            }
            None => {
                if report.requests > 0 {
                    schedule::after_break(source, &mut state, now);
                }
                PollResult::Cancelled
            }
        };
        report.duration = started.elapsed();
        log(source, &result, &state, &report);
        PollOutcome { result, state, report }
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

    /// What reading has come to, once it is known whether there is anything in it.
    fn settle(
        &self,
        source: &Source,
        state: &mut SourceState,
        read: Read,
        report: &mut PollReport,
        now: Timestamp,
    ) -> PollResult {
        let Read { fresh, unchanged, learnt, mut warnings, listed, unfinished } = read;
        let mut answered =
            schedule::Answered { news: false, fresh_for: learnt.fresh_for, retry_after: learnt.retry_after };
        if !unchanged {
            count(&fresh, report);
            if let Some(problem) = nothing_in_it(&fresh, state, report) {
                return failed(source, state, problem, now);
            }
            warnings.extend((report.items == 0).then(|| "no items were found in it".to_owned()));
            warnings.extend(missing_expected(source, &fresh));
            report.new_items = remember(state, &fresh, &listed, &unfinished);
            answered.news = report.new_items > 0;
            state.items = report.items;
            state.read_at = Some(now);
        }
        (state.content_hash, state.validators) = (learnt.content_hash, learnt.validators);
        if answered.news {
            state.new_at = Some(now);
        }
        state.moved_to = learnt.moved_to;
        (state.failures, state.problem, state.warnings) = (0, None, warnings);
        state.ok_at = Some(now);
        schedule::after_answer(source, state, answered, now);
        if unchanged { PollResult::Unchanged } else { PollResult::Fresh(fresh) }
    }
}

fn failed(source: &Source, state: &mut SourceState, problem: PollProblem, now: Timestamp) -> PollResult {
    schedule::after_problem(source, state, &problem, now);
    // The new address does not answer: the next poll tries the one that is configured.
    state.moved_to = None;
    PollResult::Problem(problem)
}

fn count(fresh: &Fresh, report: &mut PollReport) {
    for reading in &fresh.readings {
        report.documents += 1;
        report.items += reading.rows;
        report.repairs += reading.repairs.iter().map(|repair| repair.count).sum::<usize>();
        report.losses += reading.problems.len();
    }
}

/// No items where there used to be some, or none that could be read, is a problem that people see.
fn nothing_in_it(fresh: &Fresh, state: &SourceState, report: &PollReport) -> Option<PollProblem> {
    let read =
        fresh.still_there.len() + fresh.readings.iter().map(|reading| reading.postings.len()).sum::<usize>();
    if read > 0 {
        return None;
    }
    if report.items > 0 {
        let first = fresh.readings.iter().find_map(|reading| reading.problems.first());
        let first = first.map_or_else(|| "no field of theirs was found".to_owned(), ToString::to_string);
        return Some(PollProblem::NoItemReadable { rows: report.items, first });
    }
    (state.items > 0).then_some(PollProblem::NoItems { before: state.items })
}

/// A sentence for people where a server seems to have ignored what its address asks for.
fn missing_expected(source: &Source, fresh: &Fresh) -> Option<String> {
    let expects = source.expects.as_ref()?;
    let postings: Vec<_> = fresh.readings.iter().flat_map(|reading| &reading.postings).collect();
    let names_one = |posting: &&&Posting| {
        let text =
            format!("{}\n{}\n{}", posting.title, posting.tags.join("\n"), posting.description).to_lowercase();
        expects.words.iter().any(|word| text.contains(word.as_str()))
    };
    let found = postings.iter().filter(names_one).count();
    #[allow(clippy::cast_precision_loss)]
    let few = !postings.is_empty() && (found as f64) < expects.share * postings.len() as f64;
    let words = expects.words.join(", ");
    few.then(|| {
        format!("{found} of {} items name any of {words}: has the server ignored the filter?", postings.len())
    })
}

/// Keeps what each item said, and counts those that are new or say something else.
fn remember(
    state: &mut SourceState,
    fresh: &Fresh,
    listed: &BTreeMap<PostingId, u64>,
    unfinished: &BTreeSet<PostingId>,
) -> usize {
    let still = fresh.still_there.iter().filter_map(|id| Some((*id, *state.seen.get(id)?)));
    let postings = fresh.readings.iter().flat_map(|reading| &reading.postings);
    let hashed = postings.map(|posting| {
        let hash = if unfinished.contains(&posting.id) { 0 } else { hash_posting(posting) };
        (posting.id, listed.get(&posting.id).copied().unwrap_or(hash))
    });
    let seen: BTreeMap<PostingId, u64> = hashed.chain(still).collect();
    let new = seen.iter().filter(|(id, hash)| state.seen.get(id) != Some(hash)).count();
    state.seen = Arc::new(seen);
    new
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
    let next = state.next.map(|wait| wait.until.to_string()).unwrap_or_default();
    let why = state.next.map(|wait| wait.why.to_string()).unwrap_or_default();
    let id = source.id.as_str();
    let millis = duration.as_millis();
    if let PollResult::Problem(problem) = result {
        let kind = problem.kind();
        let failures = state.failures;
        tracing::warn!(source = id, kind, %problem, failures, requests, bytes, millis, next, why, "poll failed");
    } else {
        let result = result.as_str();
        tracing::info!(
            source = id,
            result,
            items,
            new_items,
            repairs,
            losses,
            requests,
            bytes,
            millis,
            next,
            why,
            "polled"
        );
    }
}

impl PollResult {
    /// A short name, for logs and metrics.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Fresh(_) => "fresh",
            Self::Unchanged => "unchanged",
            Self::PutOff(_) => "put-off",
            Self::Off(_) => "off",
            Self::Cancelled => "cancelled",
            Self::Problem(_) => "problem",
        }
    }
}
