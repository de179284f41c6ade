//! PostgreSQL, for several machines.
//!
//! Every change of leads takes the lock of one row first, the one that holds the number of the last
//! change, and keeps it to the end of its transaction. So numbers become visible in their order and
//! without gaps, and whoever asks for the changes behind the last one it knows misses none and gets none
//! twice. A number from a sequence object would not do: its transactions end in any order, and a reader
//! that has seen 8 would never look for a 7 that is committed later.

mod answer;
mod check;
mod leases;
mod open;
mod rows;
mod save;
mod snapshot;

use std::sync::Arc;

use async_trait::async_trait;
use kazi_domain::{Lead, LeadId, PostingId, SourceId};
use sqlx::PgPool;
use tokio::sync::Notify;

pub(crate) use answer::{Fault, within};
pub use open::PostgresOptions;
pub(crate) use open::{CHANNEL, Listening};

use crate::{
    Batch, Change, CheckReport, Document, Saved, Snapshot, Store, StoreError, StoreId, batch::DocumentKey,
};

/// A store in a PostgreSQL database, shared by any number of processes.
#[derive(Clone)]
pub struct PostgresStore {
    pub(crate) pool: PgPool,
    /// What errors call it: host and database, never a password.
    pub(crate) name: Arc<str>,
    changed: Arc<Notify>,
    listening: Arc<Listening>,
}

impl PostgresStore {
    /// Is told whenever leads change, by whichever process. One telling may be lost with a
    /// connection, so whoever waits for it looks from time to time as well. Nothing is told any more when
    /// the store is closed or gone.
    pub fn changed(&self) -> Arc<Notify> {
        Arc::clone(&self.changed)
    }

    /// Which database this is, and the number of its last change.
    ///
    /// # Errors
    /// [`StoreError::Away`] where it does not answer.
    pub async fn place(&self) -> Result<(StoreId, u64), StoreError> {
        within(&self.name, rows::place(&self.pool)).await
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn save(&self, batch: Batch) -> Result<Saved, StoreError> {
        save::save(self, &batch).await
    }

    async fn find_lead(&self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        Ok(self.find_leads(&[id]).await?.pop().flatten())
    }

    async fn find_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Lead>>, StoreError> {
        within(&self.name, rows::find_leads(&self.pool, ids)).await
    }

    async fn find_posting_lead(&self, posting: PostingId) -> Result<Option<LeadId>, StoreError> {
        within(&self.name, rows::find_posting_lead(&self.pool, posting)).await
    }

    async fn scan_leads(&self, after: Option<LeadId>, limit: usize) -> Result<Vec<Lead>, StoreError> {
        within(&self.name, rows::scan_leads(&self.pool, after, limit)).await
    }

    async fn list_changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        within(&self.name, rows::list_changes(&self.pool, after, limit)).await
    }

    async fn identity(&self) -> Result<StoreId, StoreError> {
        Ok(self.place().await?.0)
    }

    async fn find_source_state(&self, source: &SourceId) -> Result<Option<Document>, StoreError> {
        let key = DocumentKey::Source(source.to_string());
        within(&self.name, rows::find_document(&self.pool, &key)).await
    }

    async fn list_source_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        within(&self.name, rows::list_states(&self.pool, rows::SOURCE, after, limit)).await
    }

    async fn list_host_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        within(&self.name, rows::list_states(&self.pool, rows::HOST, after, limit)).await
    }

    async fn find_document(&self, name: &str) -> Result<Option<Document>, StoreError> {
        let key = DocumentKey::Named(name.to_owned());
        within(&self.name, rows::find_document(&self.pool, &key)).await
    }

    async fn list_documents(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        within(&self.name, rows::list_documents(&self.pool, prefix, after, limit)).await
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        within(&self.name, snapshot::begin(self.pool.clone(), Arc::clone(&self.name))).await
    }

    async fn check(&self) -> Result<CheckReport, StoreError> {
        check::check(&self.pool).await.map_err(|fault| fault.of(&self.name))
    }

    async fn close(&self) -> Result<(), StoreError> {
        self.listening.stop();
        // It takes no more questions, and waits for those that are being answered.
        let closed = async {
            self.pool.close().await;
            Ok(())
        };
        within(&self.name, closed).await
    }
}
