//! Sources whose pages point to others: lists of documents, and items with pages of their own.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use http::{HeaderMap, StatusCode};
use kazi_fetcher::{
    Fetcher, Fresh, PollOutcome, PollResult, Source, SourceState,
    net::{Incoming, Outgoing, Transport, TransportError},
    source::Secrets,
};
use tokio_util::sync::CancellationToken;

use crate::support::{SetClock, options, sources};

/// Documents by path; others are not found.
#[derive(Default)]
struct Site {
    pages: Mutex<BTreeMap<String, String>>,
    asked: Mutex<Vec<Outgoing>>,
}

#[async_trait]
impl Transport for Site {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        let page = self.pages.lock().unwrap().get(outgoing.url.path()).cloned();
        self.asked.lock().unwrap().push(outgoing);
        let status = if page.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        Ok(Incoming::whole(status, HeaderMap::new(), page.unwrap_or_default().into()))
    }
}

struct Polling {
    site: Arc<Site>,
    clock: Arc<SetClock>,
    fetcher: Fetcher,
    source: Arc<Source>,
    state: SourceState,
}

const RIGHTS: &str = "[source.rights]\nmay_poll = true\nmay_store = true\nmay_show = true\nmay_index = true\n\
    floor = \"1h\"\nread_on = \"2026-11-01\"\n";

impl Polling {
    fn of(table: &str) -> Self {
        let (site, clock) = (Arc::new(Site::default()), SetClock::new());
        let fetcher = Fetcher::with_transport(options(Arc::clone(&clock) as _), Arc::clone(&site) as _);
        let secrets = Secrets::new(|name| (name == "TOKEN").then(|| "hush-hush".to_owned()));
        let source =
            sources(&format!("[[source]]\nid = \"s\"\nname = \"S\"\n{table}\n{RIGHTS}"), &secrets).remove(0);
        Self { site, clock, fetcher, source, state: SourceState::default() }
    }

    fn page(&self, path: &str, text: &str) {
        self.site.pages.lock().unwrap().insert(path.to_owned(), text.to_owned());
    }

    async fn poll(&mut self) -> PollOutcome {
        if let Some(wait) = self.state.next {
            self.clock.set(wait.until);
        }
        let outcome = self.fetcher.poll(&self.source, &self.state, &CancellationToken::new()).await;
        self.state = outcome.state.clone();
        outcome
    }

    /// The paths that were asked for since the last time, without robots.txt.
    fn asked(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.site.asked.lock().unwrap());
        let paths = asked.iter().map(|asked| asked.url.path().to_owned());
        paths.filter(|path| path != "/robots.txt").collect()
    }
}

fn fresh(outcome: &PollOutcome) -> &Fresh {
    let PollResult::Fresh(fresh) = &outcome.result else { panic!("{outcome:?}") };
    fresh
}

fn titles(outcome: &PollOutcome) -> Vec<&str> {
    let readings = fresh(outcome).readings.iter();
    readings.flat_map(|reading| &reading.postings).map(|posting| posting.title.as_str()).collect()
}

const LIST: &str = r#"kind = "json"
url = "https://news.example/stories"
mapping.items = "$.stories[*]"
mapping.follow.url.template = "https://news.example/items/{id}"
mapping.follow.page = "list"
mapping.follow.mapping.items = "$.children[*]"
mapping.follow.mapping.fields.guid = "id"
mapping.follow.mapping.fields.title = "text"
"#;

#[tokio::test]
async fn a_list_of_documents_is_read_again_although_the_list_stays() {
    let mut polling = Polling::of(LIST);
    polling.page("/stories", r#"{"stories":[{"id":7}]}"#);
    polling.page("/items/7", r#"{"children":[{"id":1,"text":"Editor wanted"}]}"#);
    assert_eq!(titles(&polling.poll().await), ["Editor wanted"]);
    polling.page(
        "/items/7",
        r#"{"children":[{"id":1,"text":"Editor wanted"},{"id":2,"text":"Painter wanted"}]}"#,
    );
    let outcome = polling.poll().await;
    assert_eq!(titles(&outcome), ["Editor wanted", "Painter wanted"]);
    assert_eq!(outcome.report.new_items, 1);
    assert_eq!(polling.asked(), ["/stories", "/items/7", "/stories", "/items/7"]);
}

#[tokio::test]
async fn a_document_that_is_missing_is_told_and_costs_the_others_nothing() {
    let mut polling = Polling::of(LIST);
    polling.page("/stories", r#"{"stories":[{"id":7},{"id":8}]}"#);
    polling.page("/items/8", r#"{"children":[{"id":1,"text":"Editor wanted"}]}"#);
    let outcome = polling.poll().await;
    assert_eq!(titles(&outcome), ["Editor wanted"]);
    assert!(!fresh(&outcome).complete);
    let told = "the document at /items/7 is missing: not found (404): look for its new address";
    assert_eq!(outcome.state.warnings, [told]);
}

const DETAILS: &str = r#"kind = "html"
url = "https://board.example/jobs"
request.headers.Authorization = "Bearer ${TOKEN}"
mapping.items = "li"
mapping.fields.title = "a"
mapping.fields.url = "a @href"
mapping.follow.url = "a @href"
mapping.follow.at_most = 2
mapping.follow.mapping.items = "body"
mapping.follow.mapping.fields.title = "h1"
mapping.follow.mapping.fields.description = "article"
"#;

#[tokio::test]
async fn the_page_of_an_item_is_read_once() {
    let mut polling = Polling::of(DETAILS);
    polling.page(
        "/jobs",
        "<ul><li><a href='/1'>Logo</a></li><li><a href='/2'>Site</a></li><li><a href='/3'>Map</a></li></ul>",
    );
    for n in 1..=4 {
        polling.page(
            &format!("/{n}"),
            &format!("<body><h1>Work {n}</h1><article>All about {n}</article></body>"),
        );
    }
    let first = polling.poll().await;
    assert_eq!(titles(&first), ["Logo", "Site", "Map"]);
    let texts: Vec<&str> =
        fresh(&first).readings[0].postings.iter().map(|posting| posting.description.as_str()).collect();
    assert_eq!(texts, ["All about 1", "All about 2", ""]);
    assert_eq!(polling.asked(), ["/jobs", "/1", "/2"]);
    // The third is read in the next poll, and so is one that is new; the first two are still there.
    polling.page("/jobs", "<ul><li><a href='/4'>Card</a></li><li><a href='/1'>Logo</a></li><li><a href='/2'>Site</a></li><li><a href='/3'>Map</a></li></ul>");
    let second = polling.poll().await;
    assert_eq!(titles(&second), ["Card", "Map"]);
    assert_eq!(fresh(&second).still_there.len(), 2);
    assert!(fresh(&second).complete);
    assert_eq!(polling.asked(), ["/jobs", "/4", "/3"]);
}

#[tokio::test]
async fn secrets_stay_at_home() {
    let mut polling = Polling::of(DETAILS);
    polling.page(
        "/jobs",
        "<ul><li><a href='/1'>Logo</a></li><li><a href='https://elsewhere.example/2'>Site</a></li></ul>",
    );
    polling.poll().await;
    let asked = polling.site.asked.lock().unwrap();
    for asked in asked.iter().filter(|asked| asked.url.path() != "/robots.txt") {
        let home = asked.url.host_str() == Some("board.example");
        assert_eq!(asked.headers.contains_key("authorization"), home, "{}", asked.url);
    }
    assert!(asked.iter().any(|asked| asked.url.host_str() == Some("elsewhere.example")));
}
