//! A week of polling 200 sources on 50 hosts, in seconds, and what the servers saw of it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use kazi_fetcher::{
    Clock, Fetcher, FetcherOptions, HostStates, PollResult, Source, SourceState,
    net::{HostLimits, Incoming, Outgoing, Transport, TransportError},
    source::Secrets,
};
use tokio::time::Instant;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    server::FEED,
    support::{feed, sources},
};

const HOSTS: u64 = 50;
const SOURCES: u64 = 200;
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const RESTARTS: u32 = 10;
const GAP: Duration = Duration::from_secs(2);
/// Every tenth host asks for so much time between two requests.
const CRAWL_DELAY: Duration = Duration::from_secs(7);

/// The longest that is believed.
const CRAWL_DELAY_LONGEST: Duration = Duration::from_secs(86_400);

/// Time of day that follows tokio's paused clock.
struct SimulatedClock {
    start: Instant,
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.start.elapsed()).unwrap();
        "2026-11-23T00:00:00Z".parse::<Timestamp>().unwrap() + passed
    }
}

/// What a server saw.
#[derive(Clone, Debug)]
struct Seen {
    at: Timestamp,
    host: String,
    path: String,
    /// When it was answered, and until when the answer asked to be left alone.
    retry: Option<(Timestamp, Timestamp)>,
    status: u16,
}

/// All 50 servers: most answers are good, some are slow, some fail, and some ask to be left alone.
struct Servers {
    clock: Arc<SimulatedClock>,
    log: Mutex<Vec<Seen>>,
}

/// A number that looks random and is the same in every run.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[async_trait]
impl Transport for Servers {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        let at = self.clock.now();
        let host = outgoing.url.host_str().unwrap().to_owned();
        let path = outgoing.url.path().to_owned();
        let number = {
            let mut log = self.log.lock().unwrap();
            log.push(Seen { at, host: host.clone(), path: path.clone(), retry: None, status: 0 });
            log.len() - 1
        };
        let chance = mixed(number as u64);
        tokio::time::sleep(Duration::from_millis(20 + chance % 200)).await;
        if chance.is_multiple_of(97) {
            tokio::time::sleep(Duration::from_secs(chance % 90)).await;
        }
        let (status, headers, body) = self.answer(&outgoing, &host, &path, chance);
        let now = self.clock.now();
        let mut log = self.log.lock().unwrap();
        log[number].status = status.as_u16();
        log[number].retry = headers.get(header::RETRY_AFTER).map(|value| (now, asked_until(value, now)));
        Ok(Incoming::whole(status, headers, body.into()))
    }
}

fn asked_until(value: &HeaderValue, now: Timestamp) -> Timestamp {
    let text = value.to_str().unwrap();
    match text.parse() {
        Ok(seconds) => now + SignedDuration::from_secs(seconds),
        Err(_) => jiff::fmt::rfc2822::parse(text).unwrap().timestamp(),
    }
}

impl Servers {
    fn answer(
        &self,
        asked: &Outgoing,
        host: &str,
        path: &str,
        chance: u64,
    ) -> (StatusCode, HeaderMap, String) {
        let mut headers = HeaderMap::new();
        if path == "/robots.txt" {
            let slow = host.ends_with("3.example");
            let text = if slow {
                format!("User-agent: *\nCrawl-delay: {}\n", CRAWL_DELAY.as_secs())
            } else {
                String::new()
            };
            let status =
                if chance.is_multiple_of(7) { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
            return (status, headers, text);
        }
        let now = self.clock.now();
        match chance % 100 {
            0..=1 => {
                headers.insert(header::RETRY_AFTER, (300 + chance % 9_000).into());
                return (StatusCode::TOO_MANY_REQUESTS, headers, String::new());
            }
            2 => {
                let until = now + SignedDuration::from_secs(60 + i64::try_from(chance % 20_000).unwrap());
                let until = until.to_zoned_datetime(jiff::tz::TimeZone::UTC);
                let date = until.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
                headers.insert(header::RETRY_AFTER, date.parse().unwrap());
                return (StatusCode::SERVICE_UNAVAILABLE, headers, String::new());
            }
            3..=5 => return (StatusCode::INTERNAL_SERVER_ERROR, headers, "oops".into()),
            _ => {}
        }
        // A feed has something new every few hours.
        let period = 3_600 * (1 + i64::try_from(path.len() % 7).unwrap());
        let version = now.as_second() / period;
        let tag = format!("\"{version}\"");
        headers.insert(header::ETAG, tag.parse().unwrap());
        if asked.headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, headers, String::new());
        }
        let items: String = (version - 3..=version)
            .map(|n| {
                format!("<item><title>Work {n}</title><guid>{n}</guid><link>http://{host}/{n}</link></item>")
            })
            .collect();
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>t</title><link>http://{host}/</link><description>d</description>{items}</channel></rss>"
        );
        (StatusCode::OK, headers, feed)
    }
}

/// 200 sources, four on each host, with floors from five minutes to six hours.
fn all_sources() -> Vec<Arc<Source>> {
    let text: String = (0..SOURCES)
        .map(|n| {
            let floor = [5, 15, 60, 360][usize::try_from(mixed(n) % 4).unwrap()];
            format!(
                "[[source]]\nid = \"s{n}\"\nname = \"S\"\nkind = \"feed\"\nurl = \"http://h{}.example/{}/{n}\"\n\
                 every = \"{floor}m\"\nslowest = \"1d\"\n[source.rights]\nmay_poll = true\nmay_store = true\n\
                 may_show = true\nmay_index = false\nfloor = \"{floor}m\"\nread_on = \"2026-11-01\"\n",
                n % HOSTS,
                "x".repeat(usize::try_from(n % 7).unwrap())
            )
        })
        .collect();
    sources(&text, &Secrets::none())
}

/// Everything that is saved between two runs.
type Saved = (BTreeMap<String, SourceState>, HostStates);

fn fetcher(clock: &Arc<SimulatedClock>, servers: &Arc<Servers>) -> Arc<Fetcher> {
    let options = FetcherOptions {
        host: HostLimits { gap: GAP, ..HostLimits::default() },
        ..FetcherOptions::new("0", "https://example.org", Arc::clone(clock) as _)
    };
    Arc::new(Fetcher::with_transport(options, Arc::clone(servers) as _))
}

/// Polls every source as it becomes due, until `until`.
async fn run(
    clock: &Arc<SimulatedClock>,
    servers: &Arc<Servers>,
    sources: &[Arc<Source>],
    saved: Saved,
    until: Instant,
) -> Saved {
    let fetcher = fetcher(clock, servers);
    fetcher.restore_hosts(saved.1);
    let states = Arc::new(Mutex::new(saved.0));
    let cancel = CancellationToken::new();
    let tasks = TaskTracker::new();
    for source in sources {
        let (fetcher, states, cancel) = (Arc::clone(&fetcher), Arc::clone(&states), cancel.clone());
        let (source, clock) = (Arc::clone(source), Arc::clone(clock));
        tasks.spawn(async move {
            while !cancel.is_cancelled() {
                let state = states.lock().unwrap().get(source.id.as_str()).cloned().unwrap_or_default();
                if let Some(wait) = state.wait(clock.now()) {
                    let rest = Duration::try_from(wait.until.duration_since(clock.now())).unwrap();
                    tokio::select! {
                        () = cancel.cancelled() => return,
                        () = tokio::time::sleep(rest) => {}
                    }
                }
                let outcome = fetcher.poll(&source, &state, &cancel).await;
                assert!(!matches!(outcome.result, PollResult::Off(_)), "{outcome:?}");
                states.lock().unwrap().insert(source.id.to_string(), outcome.state);
            }
        });
    }
    tokio::time::sleep_until(until).await;
    cancel.cancel();
    tasks.close();
    tasks.wait().await;
    let states = states.lock().unwrap().clone();
    (states, fetcher.hosts())
}

#[tokio::test(start_paused = true)]
async fn a_week_keeps_every_limit_across_ten_restarts() {
    let start = Instant::now();
    let clock = Arc::new(SimulatedClock { start });
    let servers = Arc::new(Servers { clock: Arc::clone(&clock), log: Mutex::default() });
    let sources = all_sources();
    let mut saved = Saved::default();
    for part in 1..=RESTARTS + 1 {
        // Restarts come at odd moments, in the middle of requests.
        let until = start + WEEK * part / (RESTARTS + 1) + Duration::from_millis(mixed(part.into()) % 9_999);
        saved = run(&clock, &servers, &sources, saved, until).await;
        let text = serde_json::to_string(&saved).unwrap();
        let read: Saved = serde_json::from_str(&text).unwrap();
        assert_eq!(read, saved);
    }
    let log = servers.log.lock().unwrap().clone();
    check_hosts(&log);
    check_floors(&log, &sources);
    check_retries(&log);
    let answered = |status| log.iter().filter(|seen| seen.status == status).count();
    let told = [200, 304, 429, 500, 503].map(|status| (status, answered(status)));
    eprintln!("{} requests in a week: {told:?}", log.len());
    assert!(told.iter().all(|(_, count)| *count > 50), "too little happened: {told:?}");
    assert!(saved.0.values().all(|state| state.ok_at.is_some()));
}

/// No host was asked twice within its limit, or within what its robots.txt asks for.
fn check_hosts(log: &[Seen]) {
    for host in 0..HOSTS {
        let host = format!("h{host}.example");
        let limit = if host.ends_with("3.example") { CRAWL_DELAY } else { GAP };
        let times: Vec<&Seen> = log.iter().filter(|seen| seen.host == host).collect();
        for pair in times.windows(2) {
            let gap = pair[1].at.duration_since(pair[0].at);
            assert!(gap >= SignedDuration::try_from(limit).unwrap(), "{host}: {pair:?}");
        }
    }
}

/// No source was asked below its owner's floor.
fn check_floors(log: &[Seen], sources: &[Arc<Source>]) {
    for (n, source) in sources.iter().enumerate() {
        let end = format!("/{n}");
        let host = format!("h{}.example", n as u64 % HOSTS);
        let times: Vec<Timestamp> = log
            .iter()
            .filter(|seen| seen.host == host && seen.path.ends_with(&end))
            .map(|seen| seen.at)
            .collect();
        assert!(times.len() > 3, "{} was asked {} times", source.id, times.len());
        let floor = SignedDuration::try_from(source.rights.floor.duration()).unwrap();
        for pair in times.windows(2) {
            assert!(pair[1].duration_since(pair[0]) >= floor, "{}: {pair:?}", source.id);
        }
    }
}

/// While a server has asked to be left alone, nothing of its host is asked.
fn check_retries(log: &[Seen]) {
    let mut kept = 0;
    for seen in log {
        let Some((answered, until)) = seen.retry else { continue };
        let broken =
            log.iter().find(|other| other.host == seen.host && other.at > answered && other.at < until);
        assert!(broken.is_none(), "{seen:?} was not kept: {broken:?}");
        kept += 1;
    }
    eprintln!("{kept} times Retry-After, all kept");
}

/// A server that never answers, beside others that do.
struct OneHangs;

#[async_trait]
impl Transport for OneHangs {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        if outgoing.url.host_str() == Some("h0.example") {
            std::future::pending::<()>().await;
        }
        Ok(Incoming::whole(StatusCode::NOT_FOUND, HeaderMap::new(), "no".into()))
    }
}

#[tokio::test(start_paused = true)]
async fn one_slow_host_delays_no_other() {
    let clock = Arc::new(SimulatedClock { start: Instant::now() });
    let options = FetcherOptions::new("0", "https://example.org", Arc::clone(&clock) as _);
    let fetcher = Arc::new(Fetcher::with_transport(options, Arc::new(OneHangs)));
    let mut polls = tokio::task::JoinSet::new();
    for (n, source) in all_sources().into_iter().take(50).enumerate() {
        let fetcher = Arc::clone(&fetcher);
        polls.spawn(async move {
            fetcher.poll(&source, &SourceState::default(), &CancellationToken::new()).await;
            (n, Instant::now())
        });
    }
    let start = Instant::now();
    while let Some(poll) = polls.join_next().await {
        let (n, end) = poll.unwrap();
        let took = end.duration_since(start);
        assert!(
            if n == 0 { took > Duration::from_secs(30) } else { took < Duration::from_secs(5) },
            "{n}: {took:?}"
        );
    }
}

/// Asks for a day between two requests, and gives one item.
struct AsksForADay(Mutex<Vec<(Timestamp, String)>>, Arc<SimulatedClock>);

#[async_trait]
impl Transport for AsksForADay {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        let path = outgoing.url.path().to_owned();
        let text = if path == "/robots.txt" { "User-agent: *\nCrawl-delay: 86400" } else { FEED };
        self.0.lock().unwrap().push((self.1.now(), path));
        Ok(Incoming::whole(StatusCode::OK, HeaderMap::new(), text.into()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_asks_for_a_day_between_requests_is_polled_once_a_day() {
    let clock = Arc::new(SimulatedClock { start: Instant::now() });
    let transport = Arc::new(AsksForADay(Mutex::default(), Arc::clone(&clock)));
    let fetcher = || {
        let options = FetcherOptions::new("0", "https://example.org", Arc::clone(&clock) as _);
        Fetcher::with_transport(options, Arc::clone(&transport) as _)
    };
    let (source, mut state, mut running) =
        (feed("https://slow.example/feed", ""), SourceState::default(), fetcher());
    for day in 0..5 {
        if day == 3 {
            let hosts = running.hosts();
            running = fetcher();
            running.restore_hosts(hosts);
        }
        let outcome = running.poll(&source, &state, &CancellationToken::new()).await;
        assert!(matches!(outcome.result, PollResult::Fresh(_) | PollResult::Unchanged), "{day}: {outcome:?}");
        let early = running.poll(&source, &SourceState::default(), &CancellationToken::new()).await;
        assert!(matches!(early.result, PollResult::PutOff(_)), "{day}: {early:?}");
        state = outcome.state;
        tokio::time::sleep(CRAWL_DELAY_LONGEST).await;
    }
    let asked = transport.0.lock().unwrap();
    let pages: Vec<Timestamp> = asked.iter().filter(|(_, path)| path == "/feed").map(|(at, _)| *at).collect();
    assert_eq!(pages.len(), 5);
    for two in pages.windows(2) {
        assert!(two[1].duration_since(two[0]) >= SignedDuration::from_hours(24), "{pages:?}");
    }
}
