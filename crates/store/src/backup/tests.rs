#![allow(clippy::unwrap_used)] // clippy knows tests by a bare cfg(test) only

use std::path::Path;

use kazi_domain::SourceId;

use super::*;
use crate::{
    Batch, Document, Held, MemoryStore, SledOptions, SledStore, Store,
    journal::{FileJournal, Journal, MemoryJournal, contract::entry},
    sample::lead_of,
};

async fn filled(leads: u64) -> (MemoryStore, MemoryJournal) {
    let (store, journal) = (MemoryStore::default(), MemoryJournal::default());
    let mut batch = Batch::default();
    for id in 0..leads {
        batch.put_lead(lead_of(id, &[id, id + 10_000], 300));
    }
    let state = |text: &str| Document { version: 7, bytes: text.as_bytes().to_vec() };
    batch.put_source_state(&SourceId::new("a-source").unwrap(), state("polled"));
    batch.put_host_state("host", state("")).put_document("name", state("document"));
    store.save(batch).await.unwrap();
    for number in 0..5 {
        journal.append(entry(number), None).await.unwrap();
    }
    (store, journal)
}

async fn written() -> Vec<u8> {
    let (store, journal) = filled(20).await;
    let mut bytes = Vec::new();
    write(&store, &journal, Timestamp::UNIX_EPOCH, &mut bytes).await.unwrap();
    bytes
}

async fn held(store: &dyn Store) -> Vec<Held> {
    let mut snapshot = store.snapshot().await.unwrap();
    let mut held = Vec::new();
    while let Some(next) = snapshot.next().await.unwrap() {
        held.push(next);
    }
    held
}

async fn restored(bytes: &[u8], folder: &Path) -> Result<Contents, BackupError> {
    restore(bytes, &folder.join("store"), &folder.join("journal.jsonl"), |_| {}).await
}

#[tokio::test(flavor = "multi_thread")]
async fn all_comes_back() {
    let (store, journal) = filled(450).await;
    let mut bytes = Vec::new();
    let contents = write(&store, &journal, Timestamp::UNIX_EPOCH, &mut bytes).await.unwrap();
    assert_eq!((contents.leads, contents.postings), (450, 900));
    assert_eq!((contents.documents, contents.entries, contents.lost), (3, 5, 0));
    assert_eq!(verify(&bytes[..], |_| {}).unwrap(), contents);

    let folder = tempfile::tempdir().unwrap();
    assert_eq!(restored(&bytes, folder.path()).await.unwrap(), contents);
    let back = SledStore::open(&folder.path().join("store"), SledOptions::default()).await.unwrap();
    assert!(held(&back).await == held(&store).await, "every lead and document is the same");
    let identities = (back.identity().await.unwrap(), store.identity().await.unwrap());
    assert_ne!(identities.0, identities.1, "a follower of the store before is told to begin anew");
    let journal_back = FileJournal::open(&folder.path().join("journal.jsonl")).await.unwrap().journal;
    assert_eq!(journal_back.read_after(0, 9).await.unwrap(), journal.read_after(0, 9).await.unwrap());

    let again = restored(&bytes, folder.path()).await;
    assert!(again.is_err(), "what is there is left alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_entry_of_the_journal_keeps_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bent.jsonl");
    let journal = FileJournal::open(&path).await.unwrap().journal;
    for number in 0..3 {
        journal.append(entry(number), None).await.unwrap();
    }
    let mut lines = std::fs::read(&path).unwrap();
    let second = lines.iter().position(|byte| *byte == b'\n').unwrap() + 40;
    lines[second] ^= 1;
    std::fs::write(&path, lines).unwrap();
    let journal = FileJournal::open(&path).await.unwrap().journal;
    let mut bytes = Vec::new();
    let contents = write(&MemoryStore::default(), &journal, Timestamp::UNIX_EPOCH, &mut bytes).await.unwrap();
    assert_eq!((contents.entries, contents.lost), (2, 1));
    restored(&bytes, folder.path()).await.unwrap();
    let back = FileJournal::open(&folder.path().join("journal.jsonl")).await.unwrap().journal;
    let page = back.read_after(0, 9).await.unwrap();
    assert_eq!(page.entries, journal.read_after(0, 9).await.unwrap().entries);
    assert_eq!(page.lost.iter().map(|lost| lost.sequence).collect::<Vec<_>>(), [2]);
}

#[tokio::test]
async fn every_cut_and_every_bent_byte_is_noticed() {
    let bytes = written().await;
    for cut in (0..bytes.len()).step_by(bytes.len() / 211) {
        assert!(verify(&bytes[..cut], |_| {}).is_err(), "cut at {cut}");
    }
    for at in (0..bytes.len()).step_by(bytes.len() / 307).chain(0..20).chain(bytes.len() - 300..bytes.len()) {
        let mut bent = bytes.clone();
        bent[at] ^= 0x20;
        assert!(verify(&bent[..], |_| {}).is_err(), "bent at {at}");
    }
    let longer = [&bytes[..], b"x"].concat();
    assert!(matches!(verify(&longer[..], |_| {}), Err(BackupError::Damaged { .. })));
}

#[tokio::test]
async fn what_is_no_backup_and_what_is_a_newer_one_is_told() {
    for (text, expected) in [
        ("", "it is no backup of kazi"),
        ("something else\n", "it is no backup of kazi"),
        ("kazi backup x\n", "it is no backup of kazi"),
        ("kazi backup 7\n", "the backup was written by a newer kazi, in version 7: use that one"),
        ("kazi backup 1\n", "it is damaged at byte 14: it is cut short"),
    ] {
        assert_eq!(verify(text.as_bytes(), |_| {}).unwrap_err().to_string(), expected);
    }
}

/// A taker that takes nothing.
#[tokio::test(start_paused = true)]
async fn a_backup_that_nobody_takes_ends() {
    let (store, journal) = filled(20).await;
    let (mut to, _held_open) = tokio::io::duplex(64);
    let ended = write(&store, &journal, Timestamp::UNIX_EPOCH, &mut to).await;
    assert!(matches!(ended, Err(BackupError::NotTaken(30))), "{ended:?}");
}
