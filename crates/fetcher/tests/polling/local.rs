//! Sources that lie on this machine.

use std::{path::Path, sync::Arc};

use kazi_fetcher::{Fetcher, PollOutcome, PollResult, SourceState, source::Secrets};
use tokio_util::sync::CancellationToken;

use crate::support::{SetClock, options, sources};

async fn poll(kind: &str, path: &Path, state: &SourceState) -> PollOutcome {
    let items = if kind == "mail" { "p" } else { "$[*]" };
    let title = if kind == "mail" { "p" } else { "title" };
    let text = format!(
        "[[source]]\nid = \"own\"\nname = \"Own\"\nkind = \"{kind}\"\npath = {:?}\n\
         mapping.items = \"{items}\"\nmapping.fields.title = \"{title}\"\n",
        path.display().to_string()
    );
    let clock = SetClock::new();
    if let Some(wait) = state.next {
        clock.set(wait.until);
    }
    let fetcher = Fetcher::new(options(Arc::clone(&clock) as _)).unwrap();
    let source = sources(&text, &Secrets::none()).remove(0);
    fetcher.poll(&source, state, &CancellationToken::new()).await
}

fn postings(outcome: &PollOutcome) -> usize {
    let PollResult::Fresh(fresh) = &outcome.result else { panic!("{outcome:?}") };
    fresh.readings.iter().map(|reading| reading.postings.len()).sum()
}

#[tokio::test]
async fn a_folder_is_read_when_something_in_it_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "title,pay\nLogo,5\nSite,6\n").unwrap();
    std::fs::write(folder.path().join(".hidden.csv"), "title,pay\nNo,1\n").unwrap();
    let first = poll("file", folder.path(), &SourceState::default()).await;
    assert_eq!(postings(&first), 2);
    let second = poll("file", folder.path(), &first.state).await;
    assert!(matches!(second.result, PollResult::Unchanged), "{second:?}");
    std::fs::write(folder.path().join("b.csv"), "title,pay\nMap,7\n").unwrap();
    let third = poll("file", folder.path(), &second.state).await;
    assert_eq!((postings(&third), third.report.new_items), (3, 1));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_costs_the_others_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "title,pay\nLogo,5\n").unwrap();
    std::fs::write(folder.path().join("big.csv"), vec![b'a'; 2 << 20]).unwrap();
    let outcome = poll("file", folder.path(), &SourceState::default()).await;
    assert_eq!(postings(&outcome), 1);
    assert_eq!(outcome.state.warnings, ["big.csv: the document has more than 1048576 bytes"]);
    let nowhere = poll("file", &folder.path().join("nowhere"), &SourceState::default()).await;
    assert!(
        matches!(&nowhere.result, PollResult::Problem(problem) if problem.kind() == "local"),
        "{nowhere:?}"
    );
}

#[tokio::test]
async fn a_maildir_is_read_from_new_and_cur() {
    let folder = tempfile::tempdir().unwrap();
    for (part, title) in [("new", "Logo"), ("cur", "Site"), ("tmp", "No")] {
        std::fs::create_dir(folder.path().join(part)).unwrap();
        let mail = format!(
            "From: a@b.example\nSubject: Jobs\nMessage-ID: <{title}@b.example>\nContent-Type: text/html\n\n<p>{title}</p>\n"
        );
        std::fs::write(folder.path().join(part).join("1"), mail).unwrap();
    }
    let outcome = poll("mail", folder.path(), &SourceState::default()).await;
    assert_eq!(outcome.report.documents, 2, "{outcome:?}");
}
