//! How many bytes of posting text a second are read for pay, on one core.
#![allow(clippy::unwrap_used)]

use divan::{Bencher, counter::BytesCount};
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
