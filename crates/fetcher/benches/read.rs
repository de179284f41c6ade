//! Reading well-formed feeds beside feed-rs alone, in turn on the same bytes:
//! `cargo bench -p kazi-fetcher --bench read`.
//!
//! The feeds are made here, 50 items each with a body of a few paragraphs in HTML, half of them
//! escaped and half in CDATA; a folder of feeds given as argument is read instead. feed-rs stops at
//! entries with markup in them; reading goes on to postings with clean text, addresses and dates.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark"
)]

use std::{fmt::Write as _, hint::black_box, time::Instant};

use jiff::Timestamp;
use kazi_domain::SourceId;
use kazi_fetcher::{
    Document, Kind,
    read::{ReadAs, read_document},
};

const FEEDS: u64 = 100;
const ITEMS: u64 = 50;
const ROUNDS: usize = 9;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let feeds: Vec<Vec<u8>> = match folder {
        Some(folder) => std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .collect(),
        None => (0..FEEDS).map(|number| feed(number).into_bytes()).collect(),
    };
    let bytes: usize = feeds.iter().map(Vec::len).sum();
    let documents: Vec<Document> =
        feeds.iter().map(|feed| Document::new(feed.clone(), Timestamp::UNIX_EPOCH)).collect();
    let (mut alone, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let theirs = items_a_second(|| feeds.iter().map(|feed| by_feed_rs(feed)).sum());
        let reading = items_a_second(|| documents.iter().map(by_kazi).sum());
        alone.push(theirs);
        ours.push(reading);
        ratios.push(reading / theirs);
    }
    println!(
        "{} feeds, {bytes} bytes: {:.0} items a second read, {:.0} by feed-rs alone: {:.2}",
        feeds.len(),
        median(ours),
        median(alone),
        median(ratios)
    );
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn items_a_second(read: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    let items = u32::try_from(read()).unwrap();
    f64::from(items) / start.elapsed().as_secs_f64()
}

fn by_feed_rs(feed: &[u8]) -> usize {
    black_box(feed_rs::parser::parse(feed).unwrap()).entries.len()
}

fn by_kazi(document: &Document) -> usize {
    let source = SourceId::new("bench").unwrap();
    let read_as = ReadAs { kind: Some(Kind::Feed), ..ReadAs::unconfigured(&source) };
    let reading = black_box(read_document(&read_as, document));
    assert_eq!((&reading.problems[..], &reading.repairs[..]), (&[][..], &[][..]));
    reading.postings.len()
}

/// A feed as job boards write them.
fn feed(number: u64) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel><title>Board {number}</title><link>https://board{number}.example/</link><language>en</language>\n"
    );
    let mut words = Words(number + 1);
    for item in 0..ITEMS {
        let id = number * ITEMS + item;
        let body = words.body();
        let body = match item % 2 {
            0 => body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
            _ => format!("<![CDATA[{body}]]>"),
        };
        let (title, day, author, tag) =
            (words.sentence(6), 1 + id % 28, words.sentence(2), words.sentence(1));
        writeln!(
            out,
            "<item><title>{title}</title><link>https://board{number}.example/jobs/{id}</link>\
             <guid isPermaLink=\"false\">job-{id}</guid><pubDate>{day:02} Oct 2026 10:{:02}:00 +0000</pubDate>\
             <dc:creator>{author}</dc:creator><category>{tag}</category><description>{body}</description></item>",
            id % 60
        )
        .unwrap();
    }
    out + "</channel></rss>\n"
}

/// Words drawn in an order that is the same in every run.
struct Words(u64);

impl Words {
    const LIST: [&str; 24] = [
        "design",
        "of",
        "a",
        "shop",
        "with",
        "payments",
        "and",
        "reports",
        "for",
        "our",
        "team",
        "in",
        "WordPress",
        "logo",
        "that",
        "works",
        "on",
        "phones",
        "testing",
        "weekly",
        "calls",
        "portfolio",
        "budget",
        "soon",
    ];

    fn sentence(&mut self, words: usize) -> String {
        let mut out = String::new();
        for _ in 0..words {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = Self::LIST[usize::try_from(self.0 >> 33).unwrap() % Self::LIST.len()];
            out.push_str(word);
            out.push(' ');
        }
        out.trim_end().to_owned()
    }

    fn body(&mut self) -> String {
        let mut out = String::new();
        for _ in 0..4 {
            write!(
                out,
                "<p style=\"margin:0\">{}.<br />\n&nbsp;{}.</p>\n",
                self.sentence(18),
                self.sentence(12)
            )
            .unwrap();
        }
        write!(out, "<h4 class=\"wanted\"><strong>{}:</strong></h4>\n<ul>\n", self.sentence(2)).unwrap();
        for _ in 0..3 {
            writeln!(out, "<li>{}</li>", self.sentence(5)).unwrap();
        }
        out + "</ul>\n<p><a href=\"https://example.org/apply?x=1&amp;y=2\">Apply now</a> &bull; <em>no agencies</em></p>"
    }
}
