//! The contract, against every engine.

#![allow(clippy::unwrap_used)]

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use kazi_store::{Batch, MemoryStore, SledOptions, SledStore, Store, contract};

#[tokio::test]
async fn memory_keeps_the_contract() {
    contract::check_all(async || Arc::new(MemoryStore::default()) as Arc<dyn Store>).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sled_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let count = AtomicU32::new(0);
    let next = || -> PathBuf { folder.path().join(count.fetch_add(1, Ordering::Relaxed).to_string()) };
    contract::check_all(async || {
        Arc::new(SledStore::open(&next(), SledOptions::default()).await.unwrap()) as Arc<dyn Store>
    })
    .await;
}

/// What is asked in the very moment in which the writer ends is answered too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_closes_or_saves_while_others_close_gets_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..40 {
        let path = folder.path().join(round.to_string());
        let store = Arc::new(SledStore::open(&path, SledOptions::default()).await.unwrap());
        let close = || {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                store.close().await.unwrap();
                // Closed by then: refused, and never left without an answer.
                store.save(Batch::default()).await.unwrap_err();
            })
        };
        let closing: Vec<_> = (0..8).map(|_| close()).collect();
        for closed in closing {
            let ended = tokio::time::timeout(Duration::from_secs(20), closed).await;
            ended.expect("everybody is answered").unwrap();
        }
    }
}
