//! The contract, against every engine.

#![allow(clippy::unwrap_used)]

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use kazi_store::{MemoryStore, SledOptions, SledStore, Store, contract};

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
