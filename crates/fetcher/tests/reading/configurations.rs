//! The shipped configurations, and the demo's on the documents it replays.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use kazi_fetcher::{
    Document, Reading, Source,
    read::read_document,
    source::{Secrets, SourcesConfig, check_sources},
};

use crate::support::NOW;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(path: &str) -> Vec<Source> {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let config: SourcesConfig = toml::from_str(&text).unwrap();
    let (sources, problems) = check_sources(config, &Secrets::none());
    assert!(problems.is_empty(), "{path}: {problems:#?}");
    sources
}

#[test]
fn the_shipped_sources_have_no_fault_and_name_their_owners_terms() {
    let sources = sources("config/sources.toml");
    let on: Vec<&str> = sources.iter().filter(|s| s.is_on()).map(|s| s.id.as_str()).collect();
    assert_eq!(on, ["remoteok", "himalayas", "arbeitnow", "hackernews"]);
    for source in &sources {
        assert!(!source.rights.may_poll || source.rights.read_on.is_some(), "{}", source.id);
        assert!(!source.is_on() || source.rights.attribution.is_some(), "{}", source.id);
    }
}

/// What each host of the demo holds: its documents, the items in them, how many state pay in fields.
const DEMO: [(&str, &str, usize, usize); 15] = [
    ("skyboard", "remote-jobs.rss", 31, 0),
    ("atelier", "gigs.atom", 25, 0),
    ("fundi", "feed.json", 30, 0),
    ("brokenxml", "feed.xml", 8, 0),
    ("remotegrid", "api.json", 35, 8),
    ("altitude", "jobs-0.json", 20, 17),
    ("altitude", "jobs-20.json", 20, 12),
    ("altitude", "jobs-40.json", 5, 3),
    ("altitude", "jobs-60.json", 0, 0),
    ("geojobs", "remote-jobs.json", 25, 20),
    ("bidmarket", "search-1.json", 20, 20),
    ("bidmarket", "search-2.json", 20, 19),
    ("gigmarket", "projects-active.json", 35, 35),
    ("tinytasks", "tasks.json", 20, 19),
    ("noticeboard", "annonces.html", 15, 0),
];

#[test]
fn the_demo_reads_all_that_it_replays() {
    let sources = sources("fixtures/demo/sources.toml");
    for (id, file, items, paid) in DEMO {
        let source = sources.iter().find(|source| source.id.as_str() == id).unwrap();
        let reading = replay(source, file, false);
        assert_eq!(reading.failure, None, "{id} {file}");
        assert_eq!(reading.postings.len(), items, "{id} {file}: {:?}", reading.problems);
        assert_eq!(
            reading.postings.iter().filter(|posting| posting.pay.is_some()).count(),
            paid,
            "{id} {file}"
        );
        for posting in &reading.postings {
            let whole =
                posting.url.is_some() && posting.posted_at.is_some() && !posting.description.is_empty();
            assert!(whole, "{id}: {posting:?}");
            assert!(!posting.description.contains("mention the word"), "{id}: {posting:?}");
        }
    }
}

#[test]
fn a_careers_page_leads_to_its_postings() {
    let sources = sources("fixtures/demo/sources.toml");
    let source = sources.iter().find(|source| source.id.as_str() == "studiopage").unwrap();
    let list = replay(source, "careers.html", false);
    assert_eq!(list.postings, []);
    assert_eq!(list.follow.len(), 6);
    let mut ids = std::collections::BTreeSet::new();
    for follow in &list.follow {
        assert_eq!(follow.posting, None);
        let page = follow.url.path_segments().unwrap().next_back().unwrap().to_owned() + ".html";
        let detail = replay(source, &page, true);
        assert_eq!(detail.postings.len(), 1, "{page}: {detail:?}");
        ids.insert(detail.postings[0].id);
    }
    assert_eq!(ids.len(), 6);
}

/// Reads a document of the replay as the source would serve it at [`NOW`].
fn replay(source: &Source, file: &str, followed: bool) -> Reading {
    let host = format!("{}.example", source.id);
    let path = root().join("fixtures/replay").join(&host).join(file);
    let now: Timestamp = NOW.parse().unwrap();
    let mut document = Document::new(render(&std::fs::read(path).unwrap(), now), now);
    document.url = Some(format!("http://{host}/{file}").parse().unwrap());
    document.followed = followed;
    read_document(&source.read_as(), &document)
}

/// Fills `{{ago 3h rfc3339}}` and the like.
fn render(bytes: &[u8], now: Timestamp) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut rest = &*text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (place, after) = behind.split_once("}}").unwrap();
        let [way, length, form] = place.split(' ').collect::<Vec<_>>()[..] else { panic!("{place}") };
        let (count, unit) = length.split_at(length.len() - 1);
        let seconds = match unit {
            "m" => 60,
            "h" => 3600,
            _ => 86_400,
        } * count.parse::<i64>().unwrap();
        let time = now + SignedDuration::from_secs(if way == "ago" { -seconds } else { seconds });
        out += before;
        out += &match form {
            "unix" => time.as_second().to_string(),
            "unixms" => time.as_millisecond().to_string(),
            "rfc2822" => time.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string(),
            "date" => time.strftime("%Y-%m-%d").to_string(),
            "datetime" => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            "dmy" => time.strftime("%d.%m.%Y").to_string(),
            _ => time.to_string(),
        };
        rest = after;
    }
    (out + rest).into_bytes()
}
