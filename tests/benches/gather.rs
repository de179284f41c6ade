//! From the bytes of feeds to judged postings, each beside those of the same work, on one core:
//! `cargo bench -p kazi-tests --bench gather -- FOLDER`, a folder of feeds of any format.
//!
//! What a poll does between the network and the store, in the order in which it does it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark"
)]

#[path = "../../crates/scoring/benches/shipped/mod.rs"]
mod shipped;

use std::{
    fs,
    hint::black_box,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use kazi_domain::{Posting, SourceId};
use kazi_fetcher::{
    Document,
    read::{ReadAs, read_document},
};
use kazi_scoring::{Rules, same_work::Clusters};

/// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../config");
const ROUNDS: usize = 15;

/// How long each step took.
#[derive(Clone, Copy, Default)]
struct Steps {
    read: Duration,
    judge: Duration,
    place: Duration,
}

impl Steps {
    fn whole(&self) -> Duration {
        self.read + self.judge + self.place
    }
}

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = folder.unwrap_or_else(|| format!("{CONFIG}/../fixtures/read/documents"));
    let feeds: Vec<Document> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| Document::new(fs::read(entry.unwrap().path()).unwrap(), Timestamp::UNIX_EPOCH))
        .collect();
    let rules = shipped::rules(CONFIG);
    let mut rounds: Vec<(Steps, usize)> = (0..ROUNDS).map(|_| gather(&feeds, &rules)).collect();
    rounds.sort_by_key(|(steps, _)| steps.whole());
    let items = u32::try_from(rounds[0].1).unwrap();
    println!("{} documents, {items} items; best and median of {ROUNDS} rounds", feeds.len());
    for (name, (steps, _)) in [("best", rounds[0]), ("median", rounds[ROUNDS / 2])] {
        let us = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(items);
        println!(
            "{name}: {:.1} us an item ({:.1} read, {:.1} judged, {:.1} placed), {:.0} items a second",
            us(steps.whole()),
            us(steps.read),
            us(steps.judge),
            us(steps.place),
            f64::from(items) / steps.whole().as_secs_f64(),
        );
    }
}

fn gather(feeds: &[Document], rules: &Rules) -> (Steps, usize) {
    let (mut steps, mut items) = (Steps::default(), 0);
    let mut clusters = Clusters::new();
    for (feed, number) in feeds.iter().zip(0..) {
        let source = SourceId::new(&format!("feed-{number}")).unwrap();
        let postings: Vec<Posting> =
            timed(&mut steps.read, || read_document(&ReadAs::unconfigured(&source), feed).postings);
        let judged = timed(&mut steps.judge, || rules.judge_all(&postings));
        timed(&mut steps.place, || {
            for (posting, judgement) in postings.iter().zip(judged) {
                black_box(clusters.place(posting.id, judgement.fingerprint));
                black_box(judgement.assessment);
            }
        });
        items += postings.len();
    }
    (steps, items)
}

fn timed<T>(total: &mut Duration, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = step();
    *total += start.elapsed();
    made
}
