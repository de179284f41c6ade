//! How many postings a second are placed among those of the same work, on one core.
#![allow(clippy::unwrap_used)]

use divan::{Bencher, counter::ItemsCount};
use kazi_domain::{Posting, PostingId, SourceId};
use kazi_scoring::same_work::{Clusters, Fingerprint};

fn main() {
    divan::main();
}

/// Postings placed in one run.
const POSTINGS: u64 = 20_000;
/// One posting in so many is a copy of an earlier one, with a sentence more.
const COPY_EVERY: u64 = 10;

const TASKS: [&str; 8] =
    ["logo", "web shop", "brochure", "video", "mobile app", "survey", "translation", "price list"];
const SENTENCES: [&str; 12] = [
    "We sell by post and in one shop",
    "Drafts are due every Friday",
    "You talk to one person who decides",
    "The colours are fixed, the letters are not",
    "All texts are ready in two languages",
    "We answer every question within a day",
    "The old one was made ten years ago",
    "Please show three pieces of earlier work",
    "Payment comes after each milestone",
    "There may be more work in spring",
    "We keep the files in the open format",
    "A short call each week is enough",
];

/// The posting of a number: its sentences and figures follow from it alone.
fn posting(number: u64) -> Posting {
    let source = SourceId::new(["board", "market", "feed"][(number % 3) as usize]).unwrap();
    let original = if number % COPY_EVERY == COPY_EVERY - 1 { number / 2 } else { number };
    let mixed = original.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let pick = |shift: u32, many: usize| (mixed.rotate_left(shift) % many as u64) as usize;
    let task = TASKS[pick(7, TASKS.len())];
    let mut posting = Posting::new(PostingId(number), source, &format!("{task} for shop {original}"));
    let sentences = (0..8).map(|at| SENTENCES[pick(at * 7, SENTENCES.len())]);
    let mut body: Vec<String> = sentences.map(|said| format!("{said}, case {}", pick(3, 5_000))).collect();
    if original != number {
        body.push("Shown again by a partner".to_owned());
    }
    posting.description = body.join(". ");
    posting
}

#[divan::bench(sample_count = 3)]
fn place(bencher: Bencher) {
    let postings: Vec<Posting> = (0..POSTINGS).map(posting).collect();
    bencher.counter(ItemsCount::new(POSTINGS)).bench(|| {
        let mut clusters = Clusters::new();
        for posting in &postings {
            clusters.place(posting.id, Fingerprint::of(posting));
        }
        clusters.leads()
    });
}
