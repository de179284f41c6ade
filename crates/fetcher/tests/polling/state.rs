//! What is learnt of a source in one poll, and kept for the next.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use http::{HeaderMap, HeaderName, StatusCode, header};
use jiff::SignedDuration;
use kazi_fetcher::{
    Clock as _, Fetcher, PollOutcome, PollResult, Source, SourceState, Why,
    net::{Incoming, Outgoing, Transport, TransportError},
};
use tokio_util::sync::CancellationToken;

use crate::{
    server::FEED,
    support::{SetClock, feed, options},
};

type Scripted = (u16, Vec<(HeaderName, &'static str)>, &'static str);

/// Gives answers in turn, and keeps what it was asked. Its robots.txt is not there.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Scripted>>,
    asked: Mutex<Vec<Outgoing>>,
}

#[async_trait]
impl Transport for Script {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        if outgoing.url.path() == "/robots.txt" {
            return Ok(Incoming::whole(StatusCode::NOT_FOUND, HeaderMap::new(), "".into()));
        }
        let sent = outgoing.headers.get(header::IF_NONE_MATCH).cloned();
        self.asked.lock().unwrap().push(outgoing);
        let Some((mut status, headers, body)) = self.answers.lock().unwrap().pop_front() else {
            return Err(TransportError::Timeout);
        };
        if headers
            .iter()
            .any(|(name, value)| *name == header::ETAG && sent.as_ref().is_some_and(|sent| sent == value))
        {
            status = 304;
        }
        let headers = headers.into_iter().map(|(name, value)| (name, value.parse().unwrap())).collect();
        Ok(Incoming::whole(StatusCode::from_u16(status).unwrap(), headers, body.into()))
    }
}

/// A source, its state, and a clock that stands at the time of its next poll.
struct Polling {
    script: Arc<Script>,
    clock: Arc<SetClock>,
    fetcher: Fetcher,
    source: Arc<Source>,
    state: SourceState,
}

impl Polling {
    fn of(source: Arc<Source>) -> Self {
        let (script, clock) = (Arc::new(Script::default()), SetClock::new());
        let fetcher = Fetcher::with_transport(options(Arc::clone(&clock) as _), Arc::clone(&script) as _);
        Self { script, clock, fetcher, source, state: SourceState::default() }
    }

    async fn poll(&mut self, answer: Scripted) -> PollOutcome {
        self.script.answers.lock().unwrap().push_back(answer);
        let outcome = self.fetcher.poll(&self.source, &self.state, &CancellationToken::new()).await;
        self.state = outcome.state.clone();
        outcome
    }

    fn wait(&mut self) {
        if let Some(wait) = self.state.next {
            self.clock.set(wait.until);
        }
    }

    fn asked(&self) -> Vec<Outgoing> {
        self.script.asked.lock().unwrap().clone()
    }

    fn next_in(&self) -> (i64, Why) {
        let wait = self.state.next.unwrap();
        (wait.until.duration_since(self.clock.now()).as_secs(), wait.why)
    }
}

const URL: &str = "http://feeds.example/feed";

#[tokio::test]
async fn validators_are_sent_back_and_only_to_the_same_address() {
    let mut polling = Polling::of(feed(URL, ""));
    let tags = vec![(header::ETAG, "\"a\""), (header::LAST_MODIFIED, "Mon, 23 Nov 2026 09:00:00 GMT")];
    polling.poll((200, tags, FEED)).await;
    polling.wait();
    let outcome = polling.poll((304, vec![], "")).await;
    assert!(matches!(outcome.result, PollResult::Unchanged));
    let sent = polling.asked()[1].headers.clone();
    assert_eq!(sent[header::IF_NONE_MATCH], "\"a\"");
    assert_eq!(sent[header::IF_MODIFIED_SINCE], "Mon, 23 Nov 2026 09:00:00 GMT");
    polling.source = feed("http://feeds.example/other", "");
    polling.wait();
    polling.poll((200, vec![], FEED)).await;
    assert!(!polling.asked()[2].headers.contains_key(header::IF_NONE_MATCH));
}

#[tokio::test]
async fn nothing_is_asked_before_its_time() {
    let mut polling = Polling::of(feed(URL, ""));
    polling.poll((200, vec![], FEED)).await;
    let early = polling.poll((200, vec![], FEED)).await;
    assert!(matches!(early.result, PollResult::PutOff(wait) if wait.why == Why::Interval), "{early:?}");
    polling.state.ask_now();
    let asked = polling.poll((200, vec![], FEED)).await;
    assert!(matches!(asked.result, PollResult::PutOff(wait) if wait.why == Why::Floor), "{asked:?}");
    assert_eq!(polling.asked().len(), 1);
}

#[tokio::test]
async fn failures_back_off_and_success_forgives() {
    let mut polling = Polling::of(feed(URL, ""));
    let mut waits = Vec::new();
    for _ in 0..7 {
        polling.poll((500, vec![], "")).await;
        waits.push(polling.next_in().0 / 3600);
        polling.wait();
    }
    assert_eq!(waits[..4], [1, 2, 4, 8]);
    assert!(waits[4..].iter().all(|hours| (16..=26).contains(hours)), "{waits:?}");
    assert_eq!(polling.state.failures, 7);
    assert_eq!(polling.state.problem.as_deref(), Some("the server answered 500"));
    polling.poll((200, vec![], FEED)).await;
    assert_eq!((polling.state.failures, polling.state.problem.clone()), (0, None));
    assert_eq!(polling.next_in().0 / 3600, 1);
}

#[tokio::test]
async fn the_interval_grows_while_nothing_is_new() {
    let mut polling = Polling::of(feed(URL, "slowest = \"6h\""));
    polling.poll((200, vec![], FEED)).await;
    for _ in 0..20 {
        polling.wait();
        polling.poll((200, vec![], FEED)).await;
    }
    assert_eq!(polling.state.interval_seconds, 6 * 3600);
    polling.wait();
    polling.poll((200, vec![(header::ETAG, "x")], "<rss version=\"2.0\"><channel><title>t</title><item><title>New work</title><guid>9</guid></item></channel></rss>")).await;
    assert_eq!(polling.state.interval_seconds, 4 * 3600);
}

#[tokio::test]
async fn what_feeds_and_headers_ask_for_is_kept() {
    let ttl = "<rss version=\"2.0\"><channel><title>t</title><ttl>300</ttl><item><title>a</title><guid>1</guid></item></channel></rss>";
    let skip = "<rss version=\"2.0\"><channel><title>t</title><skipHours><hour>11</hour><hour>12</hour></skipHours><item><title>a</title><guid>1</guid></item></channel></rss>";
    let cases: [(Scripted, i64, Why); 4] = [
        ((200, vec![(header::CACHE_CONTROL, "max-age=7300")], FEED), 7300, Why::CacheControl),
        ((200, vec![(header::CACHE_CONTROL, "max-age=99999999")], FEED), 86400, Why::CacheControl),
        ((200, vec![], ttl), 300 * 60, Why::FeedTtl),
        ((200, vec![], skip), 3 * 3600, Why::SkipHours),
    ];
    for (answer, seconds, why) in cases {
        let mut polling = Polling::of(feed(URL, ""));
        let outcome = polling.poll(answer).await;
        assert_eq!(polling.next_in(), (seconds, why), "{outcome:?}");
    }
}

#[tokio::test]
async fn what_may_be_kept_a_day_is_read_again_in_time() {
    let text = "[[source]]\nid = \"day\"\nname = \"Day\"\nkind = \"feed\"\nurl = \"http://feeds.example/feed\"\nevery = \"4h\"\nslowest = \"4h\"\n\
        [source.rights]\nmay_poll = true\nmay_store = true\nkeep = \"24h\"\nmay_show = true\nmay_index = false\nfloor = \"4h\"\nread_on = \"2026-11-01\"\n";
    let source = crate::support::sources(text, &kazi_fetcher::source::Secrets::none()).remove(0);
    let mut polling = Polling::of(source);
    polling.poll((200, vec![(header::ETAG, "\"a\"")], FEED)).await;
    let mut unchanged = 0;
    for _ in 0..12 {
        polling.wait();
        let age = polling.clock.now().duration_since(polling.state.read_at.unwrap());
        assert!(age < SignedDuration::from_hours(24), "{age:?}");
        let outcome = polling.poll((200, vec![(header::ETAG, "\"a\"")], FEED)).await;
        unchanged += u32::from(matches!(outcome.result, PollResult::Unchanged));
    }
    assert!((6..12).contains(&unchanged), "{unchanged} of 12 unchanged");
}

#[tokio::test]
async fn a_broken_off_poll_counts_for_the_floor() {
    struct Hangs(CancellationToken);
    #[async_trait]
    impl Transport for Hangs {
        async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
            if outgoing.url.path() != "/robots.txt" {
                self.0.cancel();
                std::future::pending::<()>().await;
            }
            Ok(Incoming::whole(StatusCode::NOT_FOUND, HeaderMap::new(), "".into()))
        }
    }
    let (clock, cancel) = (SetClock::new(), CancellationToken::new());
    let fetcher = Fetcher::with_transport(options(Arc::clone(&clock) as _), Arc::new(Hangs(cancel.clone())));
    let outcome = fetcher.poll(&feed(URL, ""), &SourceState::default(), &cancel).await;
    assert!(matches!(outcome.result, PollResult::Cancelled));
    assert_eq!(outcome.state.wait(clock.now()).unwrap().why, Why::Floor);
}

fn page(n: u32) -> &'static str {
    Box::leak(format!("<rss version=\"2.0\"><channel><title>t</title><item><title>Work {n}</title><guid>{n}</guid></item></channel></rss>").into_boxed_str())
}

/// Many sites answer a page behind the end with their last one; that is no news for the operator, while a
/// second page that is the first one again may hide all the others.
#[tokio::test]
async fn a_last_page_shown_again_is_the_end() {
    for (pages, items, warnings) in [([1, 2, 2], 2, 0), ([1, 2, 1], 2, 0), ([1, 1, 1], 1, 1)] {
        let paging = "paging = { by = \"page\", parameter = \"page\", pages = 5 }";
        let mut polling = Polling::of(feed("http://feeds.example/feed", paging));
        for n in &pages[..2] {
            polling.script.answers.lock().unwrap().push_back((200, vec![], page(*n)));
        }
        let outcome = polling.poll((200, vec![], page(pages[2]))).await;
        assert_eq!(outcome.report.items, items, "{pages:?}");
        assert_eq!(outcome.state.warnings.len(), warnings, "{pages:?}: {:?}", outcome.state.warnings);
    }
}

#[tokio::test]
async fn pages_are_read_until_they_end() {
    let paging = "paging = { by = \"page\", parameter = \"page\", pages = 5 }";
    let mut polling = Polling::of(feed("http://feeds.example/feed?tag=a", paging));
    for n in 2..=3 {
        polling.script.answers.lock().unwrap().push_back((200, vec![], page(n)));
    }
    polling.script.answers.lock().unwrap().push_front((200, vec![], page(1)));
    let outcome = polling.poll((200, vec![], crate::server::EMPTY_FEED)).await;
    let queries: Vec<String> =
        polling.asked().iter().map(|asked| asked.url.query().unwrap().to_owned()).collect();
    assert_eq!(queries, ["tag=a&page=1", "tag=a&page=2", "tag=a&page=3", "tag=a&page=4"]);
    let PollResult::Fresh(fresh) = outcome.result else { panic!("{outcome:?}") };
    assert!(fresh.complete);
    assert_eq!(outcome.report.items, 3);
}

#[tokio::test]
async fn a_clock_that_was_far_ahead_silences_no_source() {
    let mut polling = Polling::of(feed(URL, ""));
    let today = polling.clock.now();
    polling.clock.set(today + SignedDuration::from_hours(365 * 24));
    polling.poll((429, vec![(header::RETRY_AFTER, "86400")], "")).await;
    polling.clock.set(today + SignedDuration::from_hours(365 * 24 - 1));
    let early = polling.poll((200, vec![], FEED)).await;
    assert!(matches!(early.result, PollResult::PutOff(_)), "a small step changes nothing: {early:?}");
    assert_eq!(polling.asked().len(), 1);
    polling.clock.set(today);
    // As after a restart, which knows what the store kept of the host.
    polling.fetcher.restore_hosts(polling.fetcher.hosts());
    polling.script.answers.lock().unwrap().clear();
    let outcome = polling.poll((200, vec![], FEED)).await;
    assert!(matches!(outcome.result, PollResult::Fresh(_)), "{outcome:?}");
    assert_eq!(polling.next_in().0 / 3600, 1);
}

#[tokio::test]
async fn a_wait_that_an_older_version_kept_holds() {
    let mut polling = Polling::of(feed(URL, ""));
    let kept = r#"{"until":"2026-11-23T11:00:00Z","why":"floor"}"#;
    polling.state.earliest = Some(serde_json::from_str(kept).unwrap());
    let early = polling.poll((200, vec![], FEED)).await;
    assert!(matches!(early.result, PollResult::PutOff(wait) if wait.why == Why::Floor), "{early:?}");
}

#[tokio::test]
async fn a_source_is_read_since_the_last_gap() {
    let mut polling = Polling::of(feed(URL, ""));
    let start = polling.clock.now();
    let hours = |hours: i64| start + SignedDuration::from_hours(hours);
    let since = |polling: &Polling| polling.state.read_since(&polling.source, polling.clock.now());
    assert_eq!(since(&polling), None, "it was never read");
    polling.poll((200, vec![], FEED)).await;
    assert_eq!(since(&polling), Some(start));
    polling.clock.set(hours(20));
    polling.poll((500, vec![], "")).await;
    polling.clock.set(hours(40));
    polling.poll((200, vec![], FEED)).await;
    assert_eq!(since(&polling), Some(start), "one failure is no gap");
    polling.clock.set(hours(40 + 49));
    assert_eq!(since(&polling), None, "what came meanwhile may be gone");
    polling.poll((200, vec![], FEED)).await;
    assert_eq!(since(&polling), Some(polling.clock.now()));
    let kept: SourceState = serde_json::from_str(&serde_json::to_string(&polling.state).unwrap()).unwrap();
    assert_eq!(
        kept.read_since(&polling.source, polling.clock.now()),
        since(&polling),
        "a restart forgets nothing"
    );
}
