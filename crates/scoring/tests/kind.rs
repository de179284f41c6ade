//! Whether postings offer work: cases by data.
#![allow(clippy::unwrap_used)]

use std::fs;

use kazi_domain::{Kind, Posting, PostingId, SourceId};
use kazi_scoring::kind::read_kind;
use proptest::prelude::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/kind");

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
    let (mut failures, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for (index, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let Some((input, expected)) = line.rsplit_once("=>").filter(|_| !line.starts_with('#')) else {
                continue;
            };
            count += 1;
            let answer = name_of(read_kind(&posting_of(input)));
            if answer != expected.trim() {
                failures.push(format!(
                    "{file}:{}: {} => {answer}, expected{expected}",
                    index + 1,
                    input.trim()
                ));
            }
        }
    }
    assert!(count >= 60, "only {count} cases");
    assert!(failures.is_empty(), "{} of {count} fail:\n{}", failures.len(), failures.join("\n"));
}

proptest! {
    #[test]
    fn any_text_has_a_kind(title in "\\PC{0,120}", body in "\\PC{0,800}") {
        let mut posting = posting_of(&title);
        posting.description = body;
        let _ = read_kind(&posting);
    }
}
