//! The default engine: sled 0.34, used as its issues teach.
//!
//! One writer and group commit, because concurrent `flush_async` deadlocks; an fsync of our own after
//! `flush`, because on Linux that is `sync_file_range` only; entries of at most 4 KiB, because larger
//! ones are never synced nor freed; one tree with prefixes, because trees waste space and a batch over
//! one tree is atomic; everything off the async threads, because it blocks and may panic on a damaged
//! file.

mod check;
mod compact;
mod error;
mod keys;
mod mark;
mod open;
mod options;
mod rows;
mod shown;
mod snapshot;
mod swap;
mod values;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use jiff::Timestamp;
use kazi_domain::{Lead, LeadId, PostingId, SourceId};
use tokio::{
    sync::{mpsc, oneshot},
    task::spawn_blocking,
};

pub use self::{compact::Compacted, options::SledOptions};
use self::{error::damaged, rows::Rows, writer::Request};
use crate::{Batch, Change, CheckReport, Document, DocumentKey, Saved, Snapshot, Store, StoreError, StoreId};

/// A store in a folder of its own.
pub struct SledStore {
    rows: Arc<Rows>,
    writer: mpsc::Sender<Request>,
}

/// A store that is open, and what had to be set aside for it.
pub struct Opened {
    /// The store.
    pub store: SledStore,
    /// The damaged one that stood in its place; the store is then new and empty, and must be rebuilt.
    pub damage: Option<Damage>,
}

/// A damaged store, kept whole beside the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What was found.
    pub reason: String,
    /// Where it is kept.
    pub kept_at: PathBuf,
}

impl SledStore {
    /// Opens the store in the folder `path`, or creates it there. Runs inside a tokio runtime.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where what is there is not what was written; nothing is changed then.
    /// [`StoreError::InUse`], [`StoreError::Newer`] and [`StoreError::Io`] as they say.
    pub async fn open(path: &Path, options: SledOptions) -> Result<Self, StoreError> {
        let folder = path.to_owned();
        let writer = run(path, move || open::open(&folder, options)).await?;
        let rows = Arc::clone(&writer.rows);
        Ok(Self { rows, writer: writer::start(writer) })
    }

    /// Opens the store in `path`; a damaged one is set aside whole, under a name with the time `now`,
    /// and a new one takes its place. The caller must tell the operator and rebuild.
    ///
    /// # Errors
    /// As [`SledStore::open`], but for damage.
    pub async fn open_or_set_aside(
        path: &Path,
        options: SledOptions,
        now: Timestamp,
    ) -> Result<Opened, StoreError> {
        let reason = match Self::open(path, options).await {
            Err(StoreError::Damaged { reason, .. }) => reason,
            opened => return opened.map(|store| Opened { store, damage: None }),
        };
        let kept_at = Self::set_aside(path, now).await?;
        let store = Self::open(path, options).await?;
        Ok(Opened { store, damage: Some(Damage { reason, kept_at }) })
    }

    /// Writes the store in `path` anew, without what was changed and removed in it, and puts the new one in
    /// its place: the engine itself never gives space back. Nobody may have it open.
    ///
    /// # Errors
    /// As [`SledStore::open`]; the store is then as it was.
    pub async fn compact(path: &Path, options: SledOptions) -> Result<Compacted, StoreError> {
        let folder = path.to_owned();
        run(path, move || compact::compact(&folder, options)).await
    }

    /// Moves the store in `path`, whole, to a name with the time `now` beside it, and says where to:
    /// for damage that shows only after opening, in an answer. Close it first.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the system refuses.
    pub async fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
        let folder = path.to_owned();
        let kept_at = run(path, move || open::set_aside(&folder, now)).await?;
        tracing::error!(kept_at = %kept_at.display(), "the store is damaged and set aside");
        Ok(kept_at)
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&sled::Tree) -> Result<T, values::ValueError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let rows = Arc::clone(&self.rows);
        run(&self.rows.path, move || rows.read(question)).await
    }

    async fn list_states(
        &self,
        prefix: u8,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        let after = after.map(str::to_owned);
        self.ask(move |tree| {
            let found = rows::list_named(tree, prefix, "", after.as_deref(), limit)?;
            let read = |(name, framed): (String, sled::IVec)| {
                let (version, bytes) = values::read(tree, &keys::text(prefix, &name), &framed)?;
                Ok((name, Document { version, bytes }))
            };
            found.into_iter().map(read).collect()
        })
        .await
    }

    async fn request<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Request,
    ) -> Result<T, StoreError> {
        let ended = || StoreError::Closed("its writer has ended".to_owned());
        let (answer, mut answered) = oneshot::channel();
        self.writer.send(request(answer)).await.map_err(|_| ended())?;
        tokio::select! {
            biased;
            answered = &mut answered => answered.map_err(|_| ended())?,
            // What is sent in the moment in which the writer ends may lie in the channel for good.
            () = self.writer.closed() => answered.try_recv().unwrap_or_else(|_| Err(ended())),
        }
    }
}

/// Runs what blocks; a panic in it is how sled tells of damage.
async fn run<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|stopped| Err(damaged(path, &format!("the engine gave up on it: {stopped}"))))
}

#[async_trait]
impl Store for SledStore {
    async fn save(&self, batch: Batch) -> Result<Saved, StoreError> {
        self.request(|answer| Request::Save(batch, answer)).await
    }

    async fn find_lead(&self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        self.ask(move |tree| rows::find_lead(tree, id)).await
    }

    async fn find_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Lead>>, StoreError> {
        let ids = ids.to_vec();
        self.ask(move |tree| ids.into_iter().map(|id| rows::find_lead(tree, id)).collect()).await
    }

    async fn show_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Arc<Lead>>>, StoreError> {
        if let Some(all) = self.rows.find_kept(ids) {
            return Ok(all);
        }
        let (rows, ids) = (Arc::clone(&self.rows), ids.to_vec());
        run(&self.rows.path, move || rows.show_leads(&ids)).await
    }

    async fn find_posting_lead(&self, posting: PostingId) -> Result<Option<LeadId>, StoreError> {
        self.ask(move |tree| rows::find_posting(tree, posting)).await
    }

    async fn scan_leads(&self, after: Option<LeadId>, limit: usize) -> Result<Vec<Lead>, StoreError> {
        self.ask(move |tree| rows::scan_leads(tree, after, limit)).await
    }

    async fn list_changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        self.ask(move |tree| rows::list_changes(tree, after, limit)).await
    }

    async fn identity(&self) -> Result<StoreId, StoreError> {
        let found = self.ask(rows::find_identity).await?;
        found.ok_or_else(|| damaged(&self.rows.path, "it does not say which store it is"))
    }

    async fn find_source_state(&self, source: &SourceId) -> Result<Option<Document>, StoreError> {
        let key = DocumentKey::Source(source.to_string());
        self.ask(move |tree| rows::find_document(tree, &key)).await
    }

    async fn list_source_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        self.list_states(keys::SOURCE, after, limit).await
    }

    async fn list_host_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        self.list_states(keys::HOST, after, limit).await
    }

    async fn find_document(&self, name: &str) -> Result<Option<Document>, StoreError> {
        let key = DocumentKey::Named(name.to_owned());
        self.ask(move |tree| rows::find_document(tree, &key)).await
    }

    async fn list_documents(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        self.ask(move |tree| {
            let found = rows::list_named(tree, keys::NAMED, &prefix, after.as_deref(), limit)?;
            Ok(found.into_iter().map(|(name, _)| name).collect())
        })
        .await
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.request(Request::Snapshot).await
    }

    async fn check(&self) -> Result<CheckReport, StoreError> {
        self.ask(check::check).await
    }

    async fn close(&self) -> Result<(), StoreError> {
        match self.request(Request::Close).await {
            // Closed before, and then all is on the disk.
            Err(StoreError::Closed(_)) => Ok(()),
            answer => answer,
        }
    }
}
