//! What the site is made from.

use std::{sync::Arc, time::Duration};

use arc_swap::{ArcSwap, Guard};
use jiff::Timestamp;
use kazi_catalog::Catalog;
use kazi_store::Store;

use crate::{DeskAccess, Facts, Readiness, SourceInfo};

/// Tells what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Renders all metrics as Prometheus reads them.
pub type RenderMetrics = Arc<dyn Fn() -> String + Send + Sync>;

/// Everything that the site asks. The binary keeps handles to what it swaps.
#[derive(Clone)]
pub struct App {
    /// Ranks and counts.
    pub catalog: Arc<Catalog>,
    /// Holds the leads with their texts.
    pub store: Arc<dyn Store>,
    /// Names, rates and platforms; swapped when configuration changes.
    pub facts: Arc<ArcSwap<Facts>>,
    /// Every source with its rights and health; swapped after each poll.
    pub sources: Arc<ArcSwap<Vec<SourceInfo>>>,
    /// How far the first poll is.
    pub readiness: Arc<Readiness>,
    /// What trainers decide; nothing on a site that only shows.
    pub desk: Option<Arc<DeskAccess>>,
    /// What time it is.
    pub clock: Clock,
    /// What `/metrics` answers.
    pub metrics: RenderMetrics,
    /// What a request may cost.
    pub limits: Limits,
}

impl App {
    /// The time, in whole minutes: answers stay the same for a minute, so that caches and
    /// conditional requests have something to hold on to.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.clock)();
        let past_s = now.as_second().rem_euclid(60);
        let minute = Timestamp::from_second(now.as_second() - past_s);
        minute.unwrap_or(now)
    }

    pub(crate) fn facts(&self) -> Guard<Arc<Facts>> {
        self.facts.load()
    }

    pub(crate) fn sources(&self) -> Guard<Arc<Vec<SourceInfo>>> {
        self.sources.load()
    }

    /// When the newest poll of any source ended.
    pub(crate) fn newest_poll(&self) -> Option<Timestamp> {
        self.sources().iter().filter_map(|source| source.status.last_poll).max()
    }
}

/// What a request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest path with its query, in bytes.
    pub uri_bytes_max: usize,
    /// Requests answered at one time; further ones are told to come back.
    pub concurrent_max: usize,
    /// The longest that an answer may take.
    pub answer_within: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { uri_bytes_max: 4096, concurrent_max: 512, answer_within: Duration::from_secs(10) }
    }
}
