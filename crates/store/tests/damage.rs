//! What happens to a store whose files were harmed: it is noticed, and kept.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use jiff::Timestamp;
use kazi_domain::LeadId;
use kazi_store::{Batch, SledOptions, SledStore, Store, StoreError, sample::lead};

const OPTIONS: SledOptions = SledOptions { cache_bytes: 8 * 1024 * 1024, shown_bytes: 1024 * 1024 };
const LEADS: u64 = 60;

async fn filled(path: &Path) {
    let store = SledStore::open(path, OPTIONS).await.unwrap();
    for id in 0..LEADS {
        let mut batch = Batch::default();
        batch.put_lead(lead(id, 9_000));
        store.save(batch).await.unwrap();
    }
    store.close().await.unwrap();
}

async fn is_damaged(path: &Path) -> String {
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    let opened = SledStore::open_or_set_aside(path, OPTIONS, now).await.unwrap();
    let damage = opened.damage.expect("the damage is noticed");
    assert!(damage.kept_at.join("FORMAT").exists(), "the damaged store is kept");
    assert_eq!(opened.store.check().await.unwrap().leads, 0);
    assert!(SledStore::open_or_set_aside(path, OPTIONS, now).await.is_err(), "it is open already");
    damage.reason
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_outlives_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    filled(&path).await;
    let store = SledStore::open(&path, OPTIONS).await.unwrap();
    let report = store.check().await.unwrap();
    assert_eq!((report.leads, report.problems), (LEADS, Vec::new()));
    assert_eq!(store.find_lead(LeadId(7)).await.unwrap(), Some(lead(7, 9_000)));
    let last = store.list_changes(0, 1_000).await.unwrap().last().unwrap().sequence;
    assert_eq!(store.save(Batch::default()).await.unwrap().sequence, last, "numbers go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_keeps_its_identity() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let opened = async || {
        let store = SledStore::open(&path, OPTIONS).await.unwrap();
        let identity = store.identity().await.unwrap();
        store.close().await.unwrap();
        identity
    };
    let made = opened().await;
    assert_eq!(opened().await, made);
    SledStore::compact(&path, OPTIONS).await.unwrap();
    assert_eq!(opened().await, made, "written anew, it is the same store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_in_use_is_no_damaged_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let _open = SledStore::open(&path, OPTIONS).await.unwrap();
    assert!(matches!(SledStore::open(&path, OPTIONS).await, Err(StoreError::InUse(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_data_is_not_taken_for_a_new_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    filled(&path).await;
    fs::remove_dir_all(path.join("sled")).unwrap();
    assert_eq!(is_damaged(&path).await, "its data is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_lost_its_end_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    filled(&path).await;
    for entry in fs::read_dir(path.join("sled")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_string_lossy().starts_with("snap.") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    let log = fs::OpenOptions::new().write(true).open(path.join("sled/db")).unwrap();
    log.set_len(log.metadata().unwrap().len() / 3).unwrap();
    drop(log);
    is_damaged(&path).await;
}

/// sled writes a snapshot when it opens what is there already: the first time beside none.
#[tokio::test(flavor = "multi_thread")]
async fn a_torn_snapshot_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    filled(&path).await;
    for torn in ["snap.0000000000FFFFFF.generating", "snap.0000000000FFFFFE.generating"] {
        fs::write(path.join("sled").join(torn), b"torn").unwrap();
        let store = SledStore::open(&path, OPTIONS).await.unwrap();
        assert_eq!(store.check().await.unwrap().leads, LEADS);
        assert!(path.join("torn").join(torn).exists());
        store.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_a_newer_kazi_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    filled(&path).await;
    fs::write(path.join("FORMAT"), "kazi store 2\n").unwrap();
    let error = SledStore::open(&path, OPTIONS).await.err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 2, known: 1, .. }), "{error}");
}

/// Bits flipped in the log: every answer is an error or right, none is wrong.
#[tokio::test(flavor = "multi_thread")]
async fn flipped_bits_never_change_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound");
    filled(&sound).await;
    let log = fs::read(sound.join("sled/db")).unwrap();
    for round in 0..12_usize {
        let path = folder.path().join(format!("bent-{round}"));
        copy(&sound, &path);
        let mut bent = log.clone();
        let used = bent.iter().rposition(|byte| *byte != 0).unwrap();
        bent[used * (round + 1) / 14] ^= 1 << (round % 8);
        fs::write(path.join("sled/db"), bent).unwrap();
        let Ok(store) = SledStore::open(&path, OPTIONS).await else { continue };
        for id in 0..LEADS {
            if let Ok(found) = store.find_lead(LeadId(id)).await {
                assert_eq!(found, Some(lead(id, 9_000)), "round {round}, lead {id}");
            }
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
