//! Whether postings offer work: cases by data.
#![allow(clippy::unwrap_used)]

#[path = "../src/cases.rs"]
mod cases;

use kazi_domain::{Kind, Posting, PostingId, SourceId};
use kazi_scoring::kind::read_kind;
use proptest::prelude::*;

/// A posting from "title § body".
fn posting_of(line: &str) -> Posting {
    let (title, body) = line.split_once('§').unwrap_or((line, ""));
    let source = SourceId::new("case").unwrap();
    let mut posting = Posting::new(PostingId::of(&source, line), source, title.trim());
    posting.description = body.trim().to_owned();
    posting
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Offer => "offer",
        Kind::Seeking => "seeking",
        Kind::Other => "other",
    }
}

#[test]
fn cases() {
    let count = cases::run("kind", |input| name_of(read_kind(&posting_of(input))).to_owned());
    assert!(count >= 60, "only {count} cases");
}

proptest! {
    #[test]
    fn any_text_has_a_kind(title in "\\PC{0,120}", body in "\\PC{0,800}") {
        let mut posting = posting_of(&title);
        posting.description = body;
        let _ = read_kind(&posting);
    }
}
