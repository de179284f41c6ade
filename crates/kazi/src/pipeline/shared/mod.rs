//! A store that several machines share: what this process needs to be one of them.

mod follower;
mod journal;
mod leasing;
mod turns;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use kazi_desk::DeskState;
use kazi_store::{Batch, Document, Leases, PostgresStore, Store, StoreError};
use tokio::sync::Mutex;

pub use self::{
    follower::{Follower, Freshness, Place},
    journal::CopiedJournal,
    leasing::Leasing,
    turns::SharedTurns,
};

/// Where the database says up to which entry of the journal its leads follow what was decided.
const DECIDED: &str = "decided";
const DECIDED_VERSION: u16 = 1;
/// How long the copy may take to show what the database holds now.
const SHOWN_WITHIN: Duration = Duration::from_secs(30);

/// The shared store of an engine.
pub struct Shared {
    database: Arc<PostgresStore>,
    /// Whether this process writes leads, or only shows them.
    pub writes: bool,
    /// Whether readers see the store as it is.
    pub freshness: Arc<Freshness>,
    /// What keeps the copy like the database, until somebody runs it.
    pub follower: Mutex<Option<Follower>>,
}

impl Shared {
    /// One over this database, and what follows it.
    pub fn new(database: Arc<PostgresStore>, writes: bool, follower: Follower) -> Self {
        let freshness = follower.freshness();
        Self { database, writes, freshness, follower: Mutex::new(Some(follower)) }
    }

    /// Who may poll what.
    pub fn leases(&self) -> Arc<dyn Leases> {
        Arc::clone(&self.database) as _
    }

    /// Waits until readers see all that the database holds now.
    ///
    /// # Errors
    /// When the database does not answer, or the copy takes long.
    pub async fn wait_shown(&self) -> anyhow::Result<()> {
        let (_, sequence) = self.database.place().await?;
        let shown = self.freshness.wait_shown(sequence);
        tokio::time::timeout(SHOWN_WITHIN, shown).await.context("the copy does not keep up")
    }

    /// Says to all machines that leads follow what was decided.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn say_decided(&self, decided: &DeskState) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let bytes = decided.head.to_be_bytes().to_vec();
        batch.put_document(DECIDED, Document { version: DECIDED_VERSION, bytes });
        self.database.save(batch).await.map(|_| ())
    }
}

/// Up to which entry leads follow what was decided.
async fn find_decided(database: &dyn Store) -> Result<u64, StoreError> {
    let kept = database.find_document(DECIDED).await?.filter(|kept| kept.version == DECIDED_VERSION);
    let bytes = kept.and_then(|kept| <[u8; 8]>::try_from(kept.bytes).ok());
    Ok(bytes.map_or(0, u64::from_be_bytes))
}
