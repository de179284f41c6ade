use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

use super::{super::contract, *};

async fn opened(folder: &tempfile::TempDir) -> OpenedJournal {
    FileJournal::open(&folder.path().join("journal.jsonl")).await.unwrap()
}

/// A journal of three entries, closed; and its bytes.
async fn three(folder: &tempfile::TempDir) -> (PathBuf, Vec<u8>) {
    let journal = opened(folder).await.journal;
    for number in 1..=3 {
        journal.append(contract::entry(number), None).await.unwrap();
    }
    let path = folder.path().join("journal.jsonl");
    let bytes = fs::read(&path).unwrap();
    (path, bytes)
}

async fn numbers(journal: &FileJournal) -> Vec<u64> {
    let page = journal.read_after(0, 10).await.unwrap();
    page.entries.iter().map(|entry| entry.what["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn keeps_the_contract() {
    let folders = Mutex::new(Vec::new());
    contract::check_all(async || {
        let folder = tempfile::tempdir().unwrap();
        let journal = opened(&folder).await.journal;
        folders.lock().unwrap().push(folder);
        Arc::new(journal) as Arc<dyn Journal>
    })
    .await;
}

#[tokio::test]
async fn memory_keeps_the_contract() {
    contract::check_all(async || Arc::new(super::super::MemoryJournal::default()) as Arc<dyn Journal>).await;
}

#[tokio::test]
async fn a_cut_at_every_byte_loses_only_what_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = three(&folder).await;
    let ends: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
    for cut in (0..bytes.len()).step_by(7).chain(ends) {
        fs::write(&path, &bytes[..cut]).unwrap();
        let OpenedJournal { journal, notices } = opened(&folder).await;
        let whole = bytes[..cut].iter().filter(|byte| **byte == b'\n').count();
        let torn = cut > 0 && bytes[cut - 1] != b'\n';
        assert_eq!(notices.len(), usize::from(torn), "cut at {cut}: {notices:?}");
        journal.append(contract::entry(9), Some(whole as u64)).await.unwrap();
        let expected: Vec<u64> = (1..=whole as u64).chain([9]).collect();
        assert_eq!(numbers(&journal).await, expected, "cut at {cut}");
    }
}

#[tokio::test]
async fn a_damaged_line_is_told_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = three(&folder).await;
    let second = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 40;
    let mut bent = bytes.clone();
    bent[second] ^= 0x10;
    fs::write(&path, &bent).unwrap();
    let OpenedJournal { journal, notices } = opened(&folder).await;
    let place = format!("{}:2: its checksum does not match", path.display());
    assert_eq!(notices, [format!("an entry of the journal is lost: {place}")]);
    let page = journal.read_after(0, 10).await.unwrap();
    assert_eq!(page.entries.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(page.lost, [LostEntry { sequence: 2, why: place }]);
    assert_eq!(journal.append(contract::entry(4), Some(3)).await, Ok(4));
}

#[tokio::test]
async fn two_that_have_it_open_see_what_the_other_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (opened(&folder).await.journal, opened(&folder).await.journal);
    one.append(contract::entry(1), Some(0)).await.unwrap();
    assert_eq!(
        other.append(contract::entry(2), Some(0)).await,
        Err(JournalError::Conflict { expected: 0, head: 1 })
    );
    other.append(contract::entry(2), Some(1)).await.unwrap();
    assert_eq!(numbers(&one).await, [1, 2]);
}

#[tokio::test]
async fn nobody_else_may_read_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = three(&folder).await;
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// A device that takes every write and refuses to sync.
#[tokio::test]
async fn after_a_sync_that_failed_nothing_is_promised_and_nothing_more_taken() {
    let path = PathBuf::from("/dev/null");
    let journal = FileJournal::open(&path).await.unwrap().journal;
    let first = journal.append(contract::entry(1), None).await;
    let Err(JournalError::Unsure { reason, .. }) = first else { panic!("{first:?}") };
    assert_eq!(journal.append(contract::entry(2), None).await, Err(JournalError::Failed(reason)));
    assert_eq!(numbers(&journal).await, Vec::<u64>::new());
}

#[tokio::test]
async fn what_was_written_is_taken_back_to_the_last_whole_line() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = three(&folder).await;
    let mut lines = Lines::open(path.clone()).unwrap();
    lines.catch_up().unwrap();
    fs::write(&path, [&bytes[..], b"a line that could not be synced\n"].concat()).unwrap();
    lines.take_back().unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_file_that_was_cut_while_it_is_open_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = three(&folder).await;
    let journal = opened(&folder).await.journal;
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let refused = journal.append(contract::entry(4), None).await;
    assert!(matches!(refused, Err(JournalError::Io { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_file_that_is_gone_or_replaced_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = three(&folder).await;
    let journal = opened(&folder).await.journal;
    for _ in 0..2 {
        let away = folder.path().join("away");
        fs::rename(&path, &away).unwrap();
        let refused = journal.append(contract::entry(4), None).await;
        assert!(matches!(refused, Err(JournalError::Io { .. })), "{refused:?}");
        fs::write(&path, &bytes).unwrap();
        let refused = journal.append(contract::entry(4), None).await;
        assert!(matches!(refused, Err(JournalError::Io { .. })), "{refused:?}");
        fs::rename(&away, &path).unwrap();
    }
    assert_eq!(journal.append(contract::entry(4), Some(3)).await, Ok(4));
}
