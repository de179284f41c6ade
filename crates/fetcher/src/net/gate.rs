//! The one politeness gate: no request passes to a host before its time, or beside too many others.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::Clock as LimiterClock,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

use super::{lock::lock, robots_cache::RobotsCache};
use crate::{
    clock::{Clock, later, until},
    state::{HostState, HostStates, Wait, Why},
};

/// The most hosts that are known at a time; those that may be asked at once are forgotten first.
const HOSTS_MAX: usize = 4096;

/// A host that asks for so much time between requests is asked for its robots.txt beside them: what it says
/// counts for a day, so that each turn would be spent on reading it again, and none on what it allows.
const LONG_DELAY: Duration = Duration::from_secs(60 * 60);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Page,
    Robots,
}

/// How gently one host is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostLimits {
    /// The time between two requests, on average.
    pub gap: Duration,
    /// How many may follow each other at once before the gap counts.
    pub burst: NonZeroU32,
    /// How many may run beside each other.
    pub concurrency: u32,
    /// How long a request waits for its turn before its poll is put off.
    pub wait_max: Duration,
}

impl Default for HostLimits {
    fn default() -> Self {
        Self {
            gap: Duration::from_secs(1),
            burst: NonZeroU32::MIN,
            concurrency: 2,
            wait_max: Duration::from_secs(120),
        }
    }
}

/// All hosts that were asked. Its lock is held to find a host and never while anything waits.
pub(crate) struct Gate {
    hosts: Mutex<HashMap<Box<str>, Arc<Host>>>,
    limits: HostLimits,
    clock: Arc<dyn Clock>,
}

impl Gate {
    pub(crate) fn new(limits: HostLimits, clock: Arc<dyn Clock>) -> Self {
        Self { hosts: Mutex::new(HashMap::new()), limits, clock }
    }

    /// The host of that name.
    pub(crate) fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = lock(&self.hosts);
        if let Some(host) = hosts.get(name) {
            return Arc::clone(host);
        }
        if hosts.len() >= HOSTS_MAX {
            let now = self.clock.now();
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.may_not_before() > now);
        }
        let host = Arc::new(Host::new(&self.limits, Times::default(), RobotsCache::default()));
        hosts.insert(name.into(), Arc::clone(&host));
        host
    }

    /// How gently each host is treated.
    pub(crate) fn limits(&self) -> &HostLimits {
        &self.limits
    }

    /// What a restart must not forget.
    pub(crate) fn snapshot(&self) -> HostStates {
        let hosts = lock(&self.hosts);
        let mut states: Vec<HostState> = hosts.iter().map(|(name, host)| host.snapshot(name)).collect();
        states.sort_by(|a, b| a.host.cmp(&b.host));
        HostStates { hosts: states }
    }

    /// Takes up what an earlier run has left.
    pub(crate) fn restore(&self, states: HostStates) {
        let mut hosts = lock(&self.hosts);
        for state in states.hosts.into_iter().take(HOSTS_MAX) {
            let delays = state.robots.iter().filter_map(|robots| robots.robots.crawl_delay);
            let crawl_delay = delays.max().unwrap_or_default();
            let times = Times { rest: state.wait, between: state.between, crawl_delay, ..Times::default() };
            let host = Host::new(&self.limits, times, RobotsCache::restored(state.robots));
            hosts.insert(state.host.into(), Arc::new(host));
        }
    }
}

/// One host: when it may be asked again, by how many at a time, and what its robots.txt says.
pub(crate) struct Host {
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Duration>>,
    limits: HostLimits,
    permits: Semaphore,
    times: Mutex<Times>,
    pub(crate) robots: RobotsCache,
}

#[derive(Clone, Copy, Default)]
struct Times {
    /// It asked to be left alone so long.
    rest: Option<Wait>,
    /// So long lasts the time that its robots.txt asks for between two requests.
    between: Option<Wait>,
    /// What its robots.txt asks for between two requests.
    crawl_delay: Duration,
    /// When it was last asked.
    last: Option<Timestamp>,
    /// When it was last asked for anything but its robots.txt.
    last_page: Option<Timestamp>,
}

impl Times {
    /// Whether a request passes beside the time that is asked for between two.
    fn passes_beside(&self, purpose: Purpose) -> bool {
        purpose == Purpose::Robots && self.crawl_delay >= LONG_DELAY
    }

    /// What a request has to wait for, beyond the limiter.
    fn holds(&self, now: Timestamp, purpose: Purpose) -> Option<Wait> {
        let between = self.between.filter(|_| !self.passes_beside(purpose));
        let waits = self.rest.into_iter().chain(between);
        waits.filter(|wait| wait.holds(now)).max_by_key(|wait| wait.until)
    }
}

/// The right to send one request, given back when it is dropped.
pub(crate) struct Pass<'a> {
    _permit: SemaphorePermit<'a>,
}

impl Host {
    fn new(limits: &HostLimits, times: Times, robots: RobotsCache) -> Self {
        let quota = Quota::with_period(limits.gap.max(Duration::from_nanos(1)));
        let quota = quota.unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN)).allow_burst(limits.burst);
        Self {
            limiter: RateLimiter::direct_with_clock(quota, TokioClock(Instant::now())),
            limits: *limits,
            permits: Semaphore::new(limits.concurrency.max(1) as usize),
            times: Mutex::new(times),
            robots,
        }
    }

    /// Waits for the turn of one request.
    ///
    /// # Errors
    /// When it may be asked again, where that is longer than a request should wait.
    pub(crate) async fn enter(&self, clock: &dyn Clock, purpose: Purpose) -> Result<Pass<'_>, Wait> {
        let busy = |now| Wait::new(now, self.limits.wait_max, Why::HostBusy);
        let turn = tokio::time::timeout(self.limits.wait_max, self.permits.acquire()).await;
        let Ok(Ok(permit)) = turn else { return Err(busy(clock.now())) };
        loop {
            let now = clock.now();
            let wait = lock(&self.times).holds(now, purpose);
            if let Some(wait) = wait {
                let rest = until(now, wait.until);
                if rest > self.limits.wait_max {
                    return Err(wait);
                }
                tokio::time::sleep(rest).await;
                continue;
            }
            if let Err(early) = self.limiter.check() {
                tokio::time::sleep(early.wait_time_from(self.limiter.clock().now())).await;
                continue;
            }
            if self.leave(clock.now(), purpose) {
                return Ok(Pass { _permit: permit });
            }
        }
    }

    /// Takes the turn, unless someone was told in the meantime that the host must rest.
    fn leave(&self, now: Timestamp, purpose: Purpose) -> bool {
        let mut times = lock(&self.times);
        if times.holds(now, purpose).is_some() {
            return false;
        }
        times.last = Some(now);
        if purpose == Purpose::Page {
            times.last_page = Some(now);
        }
        if !times.passes_beside(purpose) {
            times.between =
                (!times.crawl_delay.is_zero()).then(|| Wait::new(now, times.crawl_delay, Why::CrawlDelay));
        }
        true
    }

    /// The host asked, now, to be left alone.
    pub(crate) fn rest(&self, wait: Wait, now: Timestamp) {
        let mut times = lock(&self.times);
        if times.rest.is_none_or(|before| before.until < wait.until || !before.holds(now)) {
            times.rest = Some(wait);
        }
    }

    /// What its robots.txt asks for before another request may follow such a one; zero where it asks for nothing.
    pub(crate) fn delay_of(&self, purpose: Purpose) -> Duration {
        let times = lock(&self.times);
        if times.passes_beside(purpose) { Duration::ZERO } else { times.crawl_delay }
    }

    /// What its robots.txt asks for between two requests.
    pub(crate) fn set_crawl_delay(&self, delay: Duration) {
        let mut times = lock(&self.times);
        if times.crawl_delay == delay {
            return;
        }
        times.crawl_delay = delay;
        let last = if delay < LONG_DELAY { times.last } else { times.last_page };
        if let Some(last) = last.filter(|_| !delay.is_zero()) {
            let wait = Wait::new(last, delay, Why::CrawlDelay);
            if times.between.is_none_or(|before| before.until < wait.until) {
                times.between = Some(wait);
            }
        }
    }

    fn may_not_before(&self) -> Timestamp {
        let times = *lock(&self.times);
        let gap = times.last.map(|last| later(last, self.limits.gap));
        let waits = times.rest.into_iter().chain(times.between).map(|wait| wait.until);
        waits.chain(gap).max().unwrap_or(Timestamp::MIN)
    }

    fn snapshot(&self, name: &str) -> HostState {
        let times = *lock(&self.times);
        let gap = times.last.map(|last| Wait::new(last, self.limits.gap, Why::HostLimit));
        let wait = times.rest.into_iter().chain(gap).max_by_key(|wait| wait.until);
        HostState { host: name.to_owned(), wait, between: times.between, robots: self.robots.snapshot() }
    }
}

/// The limiter goes by tokio's clock, which tests pause.
struct TokioClock(Instant);

impl LimiterClock for TokioClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_asked_to_rest_is_not_asked_for_its_robots_beside_a_long_delay() {
        let now = Timestamp::UNIX_EPOCH;
        let minutes = |count: u64| Duration::from_secs(60 * count);
        let host = Host::new(&HostLimits::default(), Times::default(), RobotsCache::default());
        host.set_crawl_delay(minutes(120));
        assert!(host.leave(now, Purpose::Page));
        host.rest(Wait::new(now, minutes(10), Why::HostResting), now);
        let held_by = |purpose, after| {
            lock(&host.times).holds(later(now, minutes(after)), purpose).map(|wait| wait.why)
        };
        assert_eq!(held_by(Purpose::Robots, 9), Some(Why::HostResting));
        assert_eq!(held_by(Purpose::Robots, 11), None);
        assert_eq!(held_by(Purpose::Page, 9), Some(Why::CrawlDelay));
        assert_eq!(held_by(Purpose::Page, 121), None);
    }
}
