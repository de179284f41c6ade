//! How many bytes of posting text a second are read for pay, on one core.
//!
//! `KAZI_BENCH_LISTINGS` names a file of JSON lines with `title`, `description` and `pay_text`; without
//! it `whole_listings` reads a built-in posting. Their bodies name the pay once more, as real ones do.
//! `KAZI_BENCH_LINES` names a file of lines that are read instead of those of `fixtures/pay`.
#![allow(clippy::unwrap_used)]

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use kazi_domain::{Posting, PostingId, SourceId};
use kazi_scoring::pay::read_pay;

fn main() {
    divan::main();
}

/// A body of the usual length that names its pay once, between sentences that name none.
const BODY: &str = "We are looking for somebody who knows our field well. The work includes design, \
implementation, testing and documentation. You should be able to explain technical choices to people who \
are not engineers. Communication happens in chat and one short video call per week. Reports should be \
delivered every Friday. Agencies, please do not apply; we want to work with one person. The ideal candidate \
has 5 years of experience. We already have wireframes and a brand guide. Your task is to connect the shop \
with the warehouse. The shop handles around 6400 orders per month and must stay online. Deadlines are \
flexible but quality is not. Data is stored encrypted and backups are checked weekly. We expect about 15 \
hours per week for 3 weeks. All deliverables become property of the client after payment. Knowledge of \
accessibility guidelines is welcome. There is a chance of a long term contract if the first phase goes well.";

fn posting(body: String) -> Posting {
    let source = SourceId::new("bench").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, "1"), source, "Shop assistant needed");
    posting.description = body;
    posting
}

fn read(bencher: Bencher, body: String) {
    let posting = posting(body);
    bencher.counter(BytesCount::of_str(&posting.description)).bench(|| read_pay(divan::black_box(&posting)));
}

#[divan::bench]
fn usual_body(bencher: Bencher) {
    read(bencher, format!("{BODY}\nRate: $25 - $30 an hour."));
}

#[divan::bench]
fn without_numbers(bencher: Bencher) {
    read(bencher, BODY.replace(|c: char| c.is_ascii_digit(), ""));
}

#[divan::bench]
fn full_of_numbers(bencher: Bencher) {
    read(bencher, "Version 3.11 of 2024, 40 users, room 12, $5 million raised. ".repeat(20));
}

/// How many listings are read at most.
const LISTINGS_MAX: usize = 2_000;

fn listings() -> Vec<Posting> {
    let Some(path) = std::env::var_os("KAZI_BENCH_LISTINGS") else { return vec![posting(BODY.to_owned())] };
    let read = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let mut listing = posting(text("description"));
        (listing.title, listing.pay_text) = (text("title"), Some(text("pay_text")));
        listing
    };
    std::fs::read_to_string(path).unwrap().lines().take(LISTINGS_MAX).map(read).collect()
}

/// Whole postings with everything of them that is read: title, pay text and body.
#[divan::bench]
fn whole_listings(bencher: Bencher) {
    let listings = listings();
    let bytes = |listing: &Posting| {
        listing.title.len() + listing.description.len() + listing.pay_text.as_ref().map_or(0, String::len)
    };
    let counter = BytesCount::from(listings.iter().map(bytes).sum::<usize>());
    let read = |listing| read_pay(divan::black_box(listing));
    bencher.counter(counter).bench(|| listings.iter().filter_map(read).count());
}

/// The one-line cases of `fixtures/pay`, or the lines of the file that `KAZI_BENCH_LINES` names: `peers.py`
/// gives the same ones to price-parser and JobSpy.
fn lines() -> Vec<String> {
    if let Some(path) = std::env::var_os("KAZI_BENCH_LINES") {
        return std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/pay");
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let inputs = text.lines().filter(|line| !line.starts_with('#'));
        lines.extend(inputs.filter_map(|line| Some(line.rsplit_once("=>")?.0.trim().to_owned())));
    }
    lines
}

/// Each line as the pay text of a posting.
#[divan::bench]
fn lines_of_the_cases(bencher: Bencher) {
    let source = SourceId::new("bench").unwrap();
    let posting = |line: String| {
        let mut posting = Posting::new(PostingId::of(&source, &line), source.clone(), "");
        posting.pay_text = Some(line);
        posting
    };
    let postings: Vec<Posting> = lines().into_iter().map(posting).collect();
    bencher
        .counter(ItemsCount::new(postings.len()))
        .bench(|| postings.iter().filter_map(|posting| read_pay(divan::black_box(posting))).count());
}
