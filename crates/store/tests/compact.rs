//! A store that is written anew holds the same and takes less.

#![allow(clippy::unwrap_used)]

use kazi_domain::LeadId;
use kazi_store::{Batch, Document, SledOptions, SledStore, Store, StoreError, sample::lead};

const OPTIONS: SledOptions = SledOptions { cache_bytes: 8 * 1024 * 1024, shown_bytes: 1024 * 1024 };

#[tokio::test(flavor = "multi_thread")]
async fn compacting_keeps_all_and_gives_space_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let store = SledStore::open(&path, OPTIONS).await.unwrap();
    for round in 0..30 {
        let mut batch = Batch::default();
        for id in 0..40 {
            batch.put_lead(lead(id, 6_000 + round));
        }
        batch.remove_lead(LeadId(7)).put_document("d", Document { version: 1, bytes: vec![0; 9_000] });
        store.save(batch).await.unwrap();
    }
    let changes = store.list_changes(0, 1_000).await.unwrap();
    assert!(matches!(SledStore::compact(&path, OPTIONS).await, Err(StoreError::InUse(_))));
    store.close().await.unwrap();
    drop(store);

    let done = SledStore::compact(&path, OPTIONS).await.unwrap();
    assert!(done.bytes_after < done.bytes_before, "{done:?}");
    let store = SledStore::open(&path, OPTIONS).await.unwrap();
    assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new());
    assert_eq!(store.list_changes(0, 1_000).await.unwrap(), changes);
    assert_eq!(store.find_lead(LeadId(3)).await.unwrap(), Some(lead(3, 6_029)));
    let last = changes.last().unwrap().sequence;
    let mut batch = Batch::default();
    batch.put_lead(lead(99, 5));
    assert_eq!(store.save(batch).await.unwrap().sequence, last + 1, "numbers go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn there_must_be_a_store_to_compact() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    assert!(matches!(SledStore::compact(&path, OPTIONS).await, Err(StoreError::Io { .. })));
    assert!(!path.exists());
}
