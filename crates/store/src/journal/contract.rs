//! What every journal must do: one set of checks, run against each of them.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use super::{ENTRY_BYTES_MAX, Journal, JournalError, NewEntry, READ_BYTES_MAX};
#[cfg(feature = "postgres")]
use super::{Entry, copy_entries, journal_digest, last_entry};

/// Runs every check on a journal of its own, which `open` makes empty.
///
/// # Panics
/// Where the journal does not do what the contract says.
#[allow(clippy::unwrap_used)]
pub async fn check_all(open: impl AsyncFn() -> Arc<dyn Journal>) {
    entries_come_back_in_order(&*open().await).await;
    an_expected_head_that_moved_is_a_conflict(&*open().await).await;
    an_entry_too_large_changes_nothing(&*open().await).await;
    a_page_ends_where_it_would_grow_too_large(&*open().await).await;
    #[cfg(feature = "postgres")]
    a_copy_holds_the_same(&*open().await, &*open().await).await;
    many_at_once_are_all_kept(open().await).await;
}

/// An entry that says `number`.
pub fn entry(number: u64) -> NewEntry {
    let at = Timestamp::new(1_790_000_000, 123_456_789).unwrap_or(Timestamp::UNIX_EPOCH);
    NewEntry { at, what: json!({ "number": number, "text": "one\ntwo \u{2028} \"سلام\"" }) }
}

#[allow(clippy::unwrap_used)]
async fn numbers(journal: &dyn Journal, after: u64, limit: usize) -> Vec<(u64, u64)> {
    let page = journal.read_after(after, limit).await.unwrap();
    assert_eq!(page.lost, []);
    page.entries.iter().map(|entry| (entry.sequence, entry.what["number"].as_u64().unwrap())).collect()
}

#[allow(clippy::unwrap_used)]
async fn entries_come_back_in_order(journal: &dyn Journal) {
    assert_eq!(journal.read_after(0, 10).await.unwrap().last(), None);
    assert_eq!(journal.append(entry(10), None).await.unwrap(), 1);
    assert_eq!(journal.append(entry(20), None).await.unwrap(), 2);
    assert_eq!(journal.append(entry(30), Some(2)).await.unwrap(), 3);
    assert_eq!(numbers(journal, 0, 10).await, [(1, 10), (2, 20), (3, 30)]);
    assert_eq!(numbers(journal, 1, 1).await, [(2, 20)]);
    assert_eq!(numbers(journal, 3, 10).await, []);
    assert_eq!(numbers(journal, 99, 10).await, []);
    let page = journal.read_after(0, 1).await.unwrap();
    assert_eq!((page.entries[0].at, &page.entries[0].what), (entry(10).at, &entry(10).what));
}

#[allow(clippy::unwrap_used)]
async fn an_expected_head_that_moved_is_a_conflict(journal: &dyn Journal) {
    assert_eq!(journal.append(entry(1), Some(0)).await.unwrap(), 1);
    let refused = journal.append(entry(2), Some(0)).await;
    assert_eq!(refused, Err(JournalError::Conflict { expected: 0, head: 1 }));
    assert_eq!(journal.append(entry(3), Some(1)).await.unwrap(), 2);
    assert_eq!(numbers(journal, 0, 10).await, [(1, 1), (2, 3)]);
}

#[allow(clippy::unwrap_used)]
async fn an_entry_too_large_changes_nothing(journal: &dyn Journal) {
    let large = NewEntry { what: json!("x".repeat(ENTRY_BYTES_MAX)), ..entry(1) };
    let refused = journal.append(large, None).await;
    assert!(matches!(refused, Err(JournalError::TooLarge { .. })), "{refused:?}");
    assert_eq!(journal.append(entry(1), Some(0)).await.unwrap(), 1);
}

#[allow(clippy::unwrap_used)]
async fn a_page_ends_where_it_would_grow_too_large(journal: &dyn Journal) {
    let large = NewEntry { what: json!("x".repeat(ENTRY_BYTES_MAX - 200)), ..entry(1) };
    let count = READ_BYTES_MAX / ENTRY_BYTES_MAX + 2;
    for _ in 0..count {
        journal.append(large.clone(), None).await.unwrap();
    }
    let mut pages = Vec::new();
    let mut after = 0;
    while let Some(last) = {
        let page = journal.read_after(after, count).await.unwrap();
        pages.push(page.entries.len());
        page.last()
    } {
        after = last;
    }
    assert_eq!(pages, [count - 2, 2, 0]);
}

#[cfg(feature = "postgres")]
#[allow(clippy::unwrap_used)]
async fn a_copy_holds_the_same(journal: &dyn Journal, copy: &dyn Journal) {
    let mut last: Option<Entry> = None;
    for number in 1..4 {
        journal.append(entry(number), None).await.unwrap();
        if number > 1 {
            copy_entries(journal, copy, &mut last).await.unwrap();
            assert_eq!(last, last_entry(copy).await.unwrap());
            assert_eq!(journal_digest(copy).await.unwrap(), journal_digest(journal).await.unwrap());
        }
    }
    copy.append(entry(4), None).await.unwrap();
    assert_ne!(journal_digest(copy).await.unwrap(), journal_digest(journal).await.unwrap());
    let mut ahead = last_entry(copy).await.unwrap();
    let refused = copy_entries(journal, copy, &mut ahead).await;
    assert!(matches!(refused, Err(JournalError::Conflict { expected: 4, .. })), "{refused:?}");
    journal.append(entry(5), None).await.unwrap();
    let refused = copy_entries(journal, copy, &mut ahead).await;
    assert!(matches!(refused, Err(JournalError::Conflict { .. })), "another entry stands there: {refused:?}");
}

#[allow(clippy::unwrap_used)]
async fn many_at_once_are_all_kept(journal: Arc<dyn Journal>) {
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let journal = Arc::clone(&journal);
            tokio::spawn(async move { journal.append(entry(number), None).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut found = numbers(&*journal, 0, 100).await;
    assert_eq!(found.iter().map(|entry| entry.0).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    found.sort_by_key(|entry| entry.1);
    assert_eq!(found.iter().map(|entry| entry.1).collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
}
