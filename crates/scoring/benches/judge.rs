//! How many postings a second are judged, whole and by reader, on one core.
//!
//! `KAZI_BENCH_LISTINGS` names a file of JSON lines with `title`, `description`, `tags` and `pay_text`;
//! without it a built-in posting is judged.
#![allow(clippy::unwrap_used)]

mod shipped;

use divan::{Bencher, black_box, counter::ItemsCount};
use kazi_domain::{Posting, PostingId, SourceId};
use kazi_scoring::{
    Rules,
    flags::Warnings,
    kind::read_kind,
    pay::read_pay,
    reach::ReachReader,
    same_work::{Clusters, Fingerprint},
};

fn main() {
    divan::main();
}

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config");
/// How many listings are judged at most.
const LISTINGS_MAX: usize = 2_000;
/// How many postings a document shows.
const BATCH: usize = 50;

const BODY: &str = "We run a small shop and want our website in WordPress made faster. The budget is $300, \
about 10 hours of work. You should be able to explain technical choices to people who are not engineers. \
Remote, from anywhere in Africa or Europe. Agencies, please do not apply. Knowledge of WooCommerce is a \
plus. About us: we sell tea and coffee, and were founded in 2012.";

fn rules() -> Rules {
    shipped::rules(CONFIG)
}

fn posting(number: usize, title: &str, tags: Vec<String>, body: &str, pay: Option<String>) -> Posting {
    let source = SourceId::new("bench").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, &number.to_string()), source, title);
    posting.tags = tags;
    posting.pay_text = pay;
    body.clone_into(&mut posting.description);
    posting
}

fn postings() -> Vec<Posting> {
    let Some(path) = std::env::var_os("KAZI_BENCH_LISTINGS") else {
        let one = |number| posting(number, "WordPress for a tea shop", vec!["WordPress".into()], BODY, None);
        return (0..50).map(one).collect();
    };
    let lines = std::fs::read_to_string(path).unwrap();
    let read = |(number, line): (usize, &str)| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let tags = row["skills"].as_array().into_iter().flatten().filter_map(|tag| tag.as_str());
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let tags = tags.map(str::to_owned).collect();
        let pay = row["pay_text"].as_str().map(str::to_owned);
        posting(number, &text("title"), tags, &text("description"), pay)
    };
    lines.lines().take(LISTINGS_MAX).enumerate().map(read).collect()
}

fn each<T>(bencher: Bencher, judge: impl Fn(&Posting) -> T + Sync) {
    let postings = postings();
    bencher.counter(ItemsCount::new(postings.len())).bench(|| {
        for posting in &postings {
            black_box(judge(black_box(posting)));
        }
    });
}

/// Everything but the same work.
#[divan::bench]
fn all(bencher: Bencher) {
    let rules = rules();
    each(bencher, |posting| rules.assess(posting));
}

/// The same in batches, as the postings of a document are judged.
#[divan::bench]
fn all_in_batches(bencher: Bencher) {
    let (rules, postings) = (rules(), postings());
    bencher.counter(ItemsCount::new(postings.len())).bench(|| {
        for batch in postings.chunks(BATCH) {
            black_box(rules.judge_all(black_box(batch)));
        }
    });
}

#[divan::bench]
fn kind(bencher: Bencher) {
    each(bencher, read_kind);
}

#[divan::bench]
fn pay(bencher: Bencher) {
    each(bencher, read_pay);
}

#[divan::bench]
fn skills(bencher: Bencher) {
    let rules = rules();
    each(bencher, |posting| rules.matcher().read(posting));
}

#[divan::bench]
fn reach(bencher: Bencher) {
    let reader = ReachReader::new();
    each(bencher, |posting| reader.read(posting));
}

#[divan::bench]
fn flags(bencher: Bencher) {
    let warnings = Warnings::new(shipped::document(CONFIG, "warnings.toml")).unwrap();
    each(bencher, |posting| warnings.read(posting, None));
}

#[divan::bench]
fn net_hourly(bencher: Bencher) {
    let rules = rules();
    let read = |posting: Posting| (read_pay(&posting), rules.matcher().read(&posting), posting);
    let postings: Vec<_> = postings().into_iter().map(read).collect();
    bencher.counter(ItemsCount::new(postings.len())).bench(|| {
        for (pay, work, posting) in &postings {
            black_box(rules.hourly().net_hourly(black_box(posting), pay.as_ref(), work));
        }
    });
}

#[divan::bench]
fn same_work(bencher: Bencher) {
    let postings = postings();
    bencher.counter(ItemsCount::new(postings.len())).bench(|| {
        let mut clusters = Clusters::new();
        for posting in &postings {
            black_box(clusters.place(posting.id, Fingerprint::of(posting)));
        }
    });
}
