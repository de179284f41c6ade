//! How often one client may ask, told in the headers of `draft-ietf-httpapi-ratelimit-headers-10`.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::Clock as LimiterClock,
    middleware::StateInformationMiddleware,
    state::{InMemoryState, NotKeyed},
};
use tokio::time::Instant;

use super::client::{address_of, key_of, network_of};
use crate::{
    SharedApp,
    problem::{self, Problem},
};

pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub(crate) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// The time that a quota is for.
const WINDOW_S: u32 = 60;
/// Clients remembered in each of two generations. A client that asked nothing while so many others came is
/// forgotten, and so begins with a full bucket.
const CLIENTS_MAX: usize = 10_000;

type Bucket = RateLimiter<NotKeyed, InMemoryState, TokioClock, StateInformationMiddleware>;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Client {
    Key(String),
    Network(IpAddr),
    Unknown,
}

/// The buckets of all clients.
#[derive(Clone)]
pub(crate) struct Quotas {
    app: SharedApp,
    clock: TokioClock,
    buckets: Arc<Mutex<Generations>>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Client, Arc<Bucket>>,
    old: HashMap<Client, Arc<Bucket>>,
}

impl Generations {
    fn find_or_insert(&mut self, client: Client, new: impl FnOnce() -> Bucket) -> Arc<Bucket> {
        if let Some(bucket) = self.young.get(&client) {
            return Arc::clone(bucket);
        }
        let bucket = self.old.remove(&client).unwrap_or_else(|| Arc::new(new()));
        if self.young.len() >= CLIENTS_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(client, Arc::clone(&bucket));
        bucket
    }
}

/// A quota with its name in the headers.
#[derive(Clone, Copy)]
pub(super) struct Policy {
    name: &'static str,
    requests: NonZeroU32,
}

impl Policy {
    /// Tells what is allowed and what is left of it.
    fn tell(self, headers: &mut HeaderMap, left: u32) {
        let Self { name, requests } = self;
        let used = requests.get().saturating_sub(left);
        let full_s = (u64::from(used) * u64::from(WINDOW_S)).div_ceil(requests.get().into());
        let policy = format!("\"{name}\";q={requests};w={WINDOW_S}");
        let now = format!("\"{name}\";r={left};t={full_s}");
        for (header, value) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, now)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(header, value);
            }
        }
    }
}

impl Quotas {
    pub(crate) fn new(app: SharedApp) -> Self {
        Self { app, clock: TokioClock(Instant::now()), buckets: Arc::default() }
    }

    /// Who asks, and how often that may be; no policy where there is no limit.
    fn client(&self, request: &Request) -> Result<(Client, Option<Policy>), Problem> {
        let limits = &self.app.limits;
        let policy = |name, requests| NonZeroU32::new(requests).map(|requests| Policy { name, requests });
        if let Some(key) = key_of(request.headers()) {
            let known = self.app.find_key(key);
            let unknown = || Problem::new(&problem::UNKNOWN_KEY, "kazi does not know this key, or no longer");
            let name = known.ok_or_else(unknown)?.name;
            return Ok((Client::Key(name), policy("key", limits.key_requests_per_minute)));
        }
        let address = address_of(request.extensions(), request.headers(), &self.app.proxies);
        let client = address.map_or(Client::Unknown, |address| Client::Network(network_of(address)));
        Ok((client, policy("address", limits.requests_per_minute)))
    }

    /// Takes a request from its client's quota; one that comes too early takes nothing.
    pub(super) fn count(&self, request: &Request) -> Result<Counted, Problem> {
        let (client, policy) = self.client(request)?;
        let Some(policy) = policy else { return Ok(Counted::Granted(None)) };
        Ok(match self.bucket(client, policy).check() {
            Ok(state) => Counted::Granted(Some(Left { policy, requests: state.remaining_burst_capacity() })),
            Err(early) => Counted::Early(policy, early.wait_time_from(self.clock.now())),
        })
    }

    fn bucket(&self, client: Client, policy: Policy) -> Arc<Bucket> {
        let quota = Quota::per_minute(policy.requests);
        let new = || RateLimiter::direct_with_clock(quota, self.clock.clone()).with_middleware();
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).find_or_insert(client, new)
    }
}

/// What counting a request came to.
pub(super) enum Counted {
    /// It may be answered; what is left then, where there is a limit.
    Granted(Option<Left>),
    /// Its client has asked too often and must wait.
    Early(Policy, Duration),
}

/// What a client may still ask for.
pub(super) struct Left {
    policy: Policy,
    requests: u32,
}

impl Left {
    pub(super) fn tell(&self, headers: &mut HeaderMap) {
        self.policy.tell(headers, self.requests);
    }
}

/// Counts a request, and refuses it where its client has asked too often.
pub(crate) async fn count(State(quotas): State<Quotas>, request: Request, next: Next) -> Response {
    match quotas.count(&request) {
        Ok(Counted::Granted(left)) => {
            let mut response = next.run(request).await;
            if let Some(left) = left {
                left.tell(response.headers_mut());
            }
            response
        }
        Ok(Counted::Early(policy, wait)) => {
            let wait_s = u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(WINDOW_S).max(1);
            let detail = format!(
                "at most {} requests a minute: try again in {wait_s} s, ask for more leads at once, or use a key",
                policy.requests
            );
            let problem = Problem::new(&problem::TOO_MANY_REQUESTS, detail);
            let mut response = problem.retry_after(wait_s).into_response();
            policy.tell(response.headers_mut(), 0);
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// Buckets go by tokio's clock, which never runs backwards and which tests pause.
#[derive(Clone)]
struct TokioClock(Instant);

impl LimiterClock for TokioClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}
