//! Whatever is done to a document, reading it ends, tells, and stays within its limits.

use std::{fs, path::PathBuf};

use kazi_domain::{DESCRIPTION_BYTES_MAX, SourceId, TAGS_MAX, TITLE_BYTES_MAX};
use kazi_fetcher::{
    Kind, Mapping, Reading, Robots,
    read::{ReadAs, read_document},
};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};

use crate::support::{document, fixture, read};

/// A change to a document.
#[derive(Clone, Debug)]
enum Mutation {
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize, usize),
    Put(usize, Vec<u8>),
    Swap(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let pieces = prop_oneof![
        vec(any::<u8>(), 1..6),
        prop::sample::select(vec![
            "<",
            ">",
            "&",
            "</",
            "<![CDATA[",
            "]]>",
            "<!--",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u12",
            "&#x",
            "<item>",
            "</item>",
            "<entry>",
            "<title>",
            "\u{0}",
            "&#1;",
            "From ",
            "\n\n",
            "<p>",
            "<ul><li>",
            "xmlns:a=\"",
            "=",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop_oneof![
        any::<usize>().prop_map(Mutation::Cut),
        (any::<usize>(), 1_usize..200).prop_map(|(at, length)| Mutation::Remove(at, length)),
        (any::<usize>(), 1_usize..60, 1_usize..40)
            .prop_map(|(at, length, times)| Mutation::Repeat(at, length, times)),
        (any::<usize>(), pieces).prop_map(|(at, bytes)| Mutation::Put(at, bytes)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Mutation::Swap(a, b)),
    ]
}

fn mutate(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        let length = bytes.len();
        if length == 0 {
            break;
        }
        match mutation {
            Mutation::Cut(at) => bytes.truncate(at % length),
            Mutation::Remove(at, count) => {
                let at = at % length;
                bytes.drain(at..(at + count).min(length));
            }
            Mutation::Repeat(at, count, times) => {
                let at = at % length;
                let piece = bytes[at..(at + count).min(length)].repeat(*times);
                bytes.splice(at..at, piece);
            }
            Mutation::Put(at, piece) => {
                let at = at % length;
                bytes.splice(at..at, piece.iter().copied());
            }
            Mutation::Swap(a, b) => bytes.swap(a % length, b % length),
        }
    }
    bytes
}

fn documents() -> Vec<PathBuf> {
    let folder = fs::read_dir(fixture("documents")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = folder.filter(|path| path.extension().is_none_or(|e| e != "expected")).collect();
    paths.sort();
    paths
}

fn within_limits(reading: &Reading, bytes: usize) {
    assert!(reading.postings.len() <= reading.rows.max(1), "{} of {}", reading.postings.len(), reading.rows);
    assert!(reading.problems.len() <= 51 && reading.repairs.len() <= 64);
    let mut total = 0;
    for posting in &reading.postings {
        assert!(posting.title.len() <= TITLE_BYTES_MAX && posting.tags.len() <= TAGS_MAX);
        assert!(posting.description.len() <= DESCRIPTION_BYTES_MAX);
        assert!(posting.url.as_ref().is_none_or(|url| url.starts_with("http")));
        total += posting.description.len() + posting.title.len();
    }
    // Texts may be told twice (a title from a description), and references may grow a little.
    assert!(total <= bytes * 4 + 4096, "{total} bytes of text from {bytes}");
}

/// How many mutated documents of each kind are read; the same ones in every run.
const MUTATED: usize = 10_000;
/// The longest document that is mutated, in bytes: many short ones find more than few long ones.
const SEED_BYTES_MAX: usize = 3_000;

/// Reads mutated documents of a kind, made of those whose names end so.
fn read_mutated(kind: Kind, endings: &[&str]) {
    let seeds: Vec<Vec<u8>> = documents()
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)))
        .map(|path| fs::read(path).unwrap())
        .filter(|seed| seed.len() <= SEED_BYTES_MAX)
        .collect();
    assert!(!seeds.is_empty(), "{endings:?}");
    let mut runner = TestRunner::deterministic();
    let mutations = vec(mutation(), 1..8);
    for number in 0..MUTATED {
        let mutations = mutations.new_tree(&mut runner).unwrap().current();
        let bytes = mutate(seeds[number % seeds.len()].clone(), &mutations);
        let length = bytes.len();
        within_limits(&read(Some(kind), bytes), length);
    }
}

#[test]
fn mutated_feeds_are_read() {
    read_mutated(Kind::Feed, &["xml"]);
}

#[test]
fn mutated_json_is_read() {
    read_mutated(Kind::Json, &["json"]);
}

#[test]
fn mutated_pages_are_read() {
    read_mutated(Kind::Html, &["html"]);
}

#[test]
fn mutated_mail_is_read() {
    read_mutated(Kind::Mail, &["mbox"]);
}

#[test]
fn mutated_files_are_read() {
    read_mutated(Kind::File, &["csv", "jsonl"]);
}

#[test]
fn mutated_robots_are_read() {
    const SEED: &str = "User-agent: *\nDisallow: /private/*.html$\nAllow: /private/open\nCrawl-delay: 5\n\n\
                        User-agent: kazi\nDisallow: /a%C3%A9\nSitemap: https://example.org/map.xml\n";
    let mut runner = TestRunner::deterministic();
    let mutations = vec(mutation(), 1..8);
    for _ in 0..MUTATED {
        let mutations = mutations.new_tree(&mut runner).unwrap().current();
        let robots = Robots::parse(&mutate(SEED.into(), &mutations), "kazi");
        assert!(robots.allows("/robots.txt"));
        assert_eq!(robots.allows(""), robots.allows("/"));
    }
}

#[test]
fn mutated_dates_are_dates_or_none() {
    const SEEDS: [&str; 6] = [
        "Mon, 16 Nov 2020 10:00:00 +0100",
        "2026-11-23T10:00:00.123Z",
        "30.10.23 7:05 PM EST",
        "1700000000",
        "3 hours ago",
        "le 4 février 2026 à 9 h 30",
    ];
    let mut runner = TestRunner::deterministic();
    let mutations = vec(mutation(), 1..4);
    for number in 0..MUTATED {
        let mutations = mutations.new_tree(&mut runner).unwrap().current();
        let date = mutate(SEEDS[number % SEEDS.len()].into(), &mutations);
        let item = [b"<rss><item><title>t</title><pubDate>", &date[..], b"</pubDate></item></rss>"].concat();
        let length = item.len();
        within_limits(&read(Some(Kind::Feed), item), length);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn mutated_documents_are_read_within_limits(
        which in any::<prop::sample::Index>(),
        mutations in vec(mutation(), 1..6),
        as_kind in prop::option::of(prop::sample::select(vec![
            Kind::Feed, Kind::Json, Kind::Xml, Kind::Html, Kind::Mail, Kind::File,
        ])),
    ) {
        let paths = documents();
        let bytes = mutate(fs::read(which.get(&paths)).unwrap(), &mutations);
        let length = bytes.len();
        within_limits(&read(as_kind, bytes.clone()), length);
        // The same bytes are read the same way.
        prop_assert_eq!(read(as_kind, bytes.clone()).postings, read(as_kind, bytes).postings);
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "\\PC{0,40}|[0-9:/.+ -]{0,30}|[A-Za-z0-9,: +-]{0,40}") {
        let text = text.replace(['<', '&'], "");
        read(Some(Kind::Feed), format!("<rss><item><title>t</title><pubDate>{text}</pubDate></item></rss>"));
    }

    #[test]
    fn any_markup_becomes_text(markup in "(<[a-z/!]{0,6}|[a-z \"'=>&;#\\n]|</script>|<script>|<li>|&lt;){0,80}") {
        let escaped = crate::support::escape_xml(&markup);
        let item = format!("<rss><item><title>t</title><description>{escaped}</description></item></rss>");
        let reading = read(Some(Kind::Feed), item);
        prop_assert!(!reading.postings[0].description.to_lowercase().contains("<script>"));
    }
}

#[test]
fn nested_documents_end_in_time() {
    let deep = |open: &str, close: &str| [open.repeat(60_000), close.repeat(60_000)].concat();
    for (kind, text) in [
        (Kind::Html, deep("<ul><li>", "</li></ul>")),
        (Kind::Html, deep("<div>", "")),
        (Kind::Feed, format!("<rss><item><description>{}</description></item></rss>", deep("<b>", ""))),
        (Kind::Feed, deep("<item>", "")),
        (Kind::Xml, deep("<a>", "</a>")),
        (Kind::Json, deep("[", "]")),
        (Kind::Json, deep("{\"a\":", "")),
        (Kind::Json, format!("[{{\"title\":\"{}", deep("\" ", "\""))),
        (
            Kind::Feed,
            format!("<rss><item><description>{}</description></item></rss>", deep("&lt;![CDATA[", "")),
        ),
        (Kind::Feed, format!("<rss><item><description>{}</description></item></rss>", deep("&lt;a \"", ""))),
        (Kind::Feed, deep("<a b=\"", "")),
    ] {
        let mapping: Mapping = toml::from_str("items = \"div\"").unwrap();
        let source = SourceId::new("test").unwrap();
        let mut read_as = ReadAs { kind: Some(kind), ..ReadAs::unconfigured(&source) };
        if kind == Kind::Html {
            read_as.mapping = &mapping;
        }
        let length = text.len();
        within_limits(&read_document(&read_as, &document(text)), length);
    }
}
