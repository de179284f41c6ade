//! What the site is made from.

use std::{sync::Arc, time::Duration};

use arc_swap::{ArcSwap, Guard};
use ipnet::IpNet;
use jiff::Timestamp;
use kazi_catalog::Catalog;
use kazi_desk::{KeyRecord, secret_hash};
use kazi_store::Store;
use tokio_util::sync::CancellationToken;

use crate::{Cards, DeskAccess, Facts, KnownSources, Readiness};

/// Tells what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Tells since when what readers see may be out of date.
pub type StaleSince = Arc<dyn Fn() -> Option<Timestamp> + Send + Sync>;

/// Renders all metrics as Prometheus reads them.
pub type RenderMetrics = Arc<dyn Fn() -> String + Send + Sync>;

/// What every handler is given: copying it costs one count, however much the site has.
pub(crate) type SharedApp = Arc<App>;

/// Everything that the site asks. The binary keeps handles to what it swaps.
pub struct App {
    /// Ranks and counts.
    pub catalog: Arc<Catalog>,
    /// Holds the leads with their texts.
    pub store: Arc<dyn Store>,
    /// Names, rates and platforms; swapped when configuration changes.
    pub facts: Arc<ArcSwap<Facts>>,
    /// Every source with its rights and health; swapped after each poll.
    pub sources: Arc<ArcSwap<KnownSources>>,
    /// How far the first poll is.
    pub readiness: Arc<Readiness>,
    /// What trainers decide; nothing on a site that only shows.
    pub desk: Option<Arc<DeskAccess>>,
    /// Since when readers see a copy that may no longer be like the store; nothing where they see the store.
    pub stale: StaleSince,
    /// What was written of leads for one reader and serves the next.
    pub cards: Cards,
    /// What time it is.
    pub clock: Clock,
    /// What `/metrics` answers.
    pub metrics: RenderMetrics,
    /// What a request may cost.
    pub limits: Limits,
    /// Those who may say in `X-Forwarded-For` for whom they ask.
    pub proxies: Arc<[IpNet]>,
    /// Ends the answers that go on and on, when the process is to end.
    pub stop: CancellationToken,
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

    pub(crate) fn sources(&self) -> Guard<Arc<KnownSources>> {
        self.sources.load()
    }

    /// What a key may do, if it is known.
    pub(crate) fn find_key(&self, key: &str) -> Option<KeyRecord> {
        self.desk.as_ref()?.desk.state().keys.get(&secret_hash(key)).cloned()
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
    /// Connections at one time; further ones wait.
    pub connections_max: usize,
    /// The longest that a client may take to send the head of a request, and to send none.
    pub asked_within: Duration,
    /// The longest that a client may take none of its answer.
    pub taken_within: Duration,
    /// How old a connection may become; its answer under way is then its last.
    pub connected_for: Duration,
    /// Requests answered at one time; further ones wait, as long as an answer may take.
    pub concurrent_max: usize,
    /// The longest that an answer may take.
    pub answer_within: Duration,
    /// The largest body of a request, in bytes.
    pub body_bytes_max: u64,
    /// Readers that follow the events at one time.
    pub followers_max: usize,
    /// The longest that one answer tells a reader of events, who then asks anew.
    pub followed_for: Duration,
    /// Requests a minute to the API by one address; 0 for no limit.
    pub requests_per_minute: u32,
    /// Requests a minute by one key; 0 for no limit.
    pub key_requests_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Every filter with as many values as it takes, percent-encoded, is somewhat less.
            uri_bytes_max: 16 * 1024,
            connections_max: 4096,
            // A phone over 50 kbit/s sends its kilobyte in a second.
            asked_within: Duration::from_secs(30),
            taken_within: Duration::from_secs(30),
            // Others wait for a place. What a reader does between two pages takes less.
            connected_for: Duration::from_secs(10 * 60),
            concurrent_max: 512,
            answer_within: Duration::from_secs(10),
            body_bytes_max: 4 * 1024 * 1024,
            followers_max: 64,
            followed_for: Duration::from_secs(30 * 60),
            requests_per_minute: 600,
            key_requests_per_minute: 6_000,
        }
    }
}
