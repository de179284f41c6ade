//! The trait that every engine answers.

use std::sync::Arc;

use async_trait::async_trait;
use kazi_domain::{Lead, LeadId, PostingId, SourceId};

use crate::{Batch, Change, CheckReport, Document, Saved, Snapshot, StoreError, StoreId};

/// The most rows that one call lists; a larger `limit` counts as this. A thousand leads of the longest
/// texts are 64 MB.
pub const LIST_MAX: usize = 1_000;

/// What must outlive the process.
///
/// Absence is `Option`; `Err` means that the store itself could not answer. Answers show whole
/// batches only, at times one that is not acknowledged yet.
#[async_trait]
pub trait Store: Send + Sync {
    /// Applies a batch whole or not at all; it is on the disk when this returns.
    ///
    /// # Errors
    /// A batch that is too large, or that comes too late ([`StoreError::Moved`],
    /// [`StoreError::LeaseLost`]), is refused and changes nothing. After [`StoreError::Away`] nobody
    /// knows whether it is saved. After any other error the store refuses to write until it is opened
    /// again, because nobody knows what reached the disk.
    async fn save(&self, batch: Batch) -> Result<Saved, StoreError>;

    /// A lead with all its postings.
    async fn find_lead(&self, id: LeadId) -> Result<Option<Lead>, StoreError>;

    /// One answer for every id, in the order asked for; nothing in the place of a lead that is not there.
    /// The caller bounds how many it asks for.
    async fn find_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Lead>>, StoreError>;

    /// The same for readers, who ask for the same leads again and again: an engine may keep those in memory.
    async fn show_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Arc<Lead>>>, StoreError> {
        let found = self.find_leads(ids).await?;
        Ok(found.into_iter().map(|lead| lead.map(Arc::new)).collect())
    }

    /// The lead that holds a posting: how one knows what was seen.
    async fn find_posting_lead(&self, posting: PostingId) -> Result<Option<LeadId>, StoreError>;

    /// Leads in the order of their ids, from the one behind `after`.
    async fn scan_leads(&self, after: Option<LeadId>, limit: usize) -> Result<Vec<Lead>, StoreError>;

    /// The last change of every lead that changed behind the sequence number `after`, oldest first.
    async fn list_changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError>;

    /// Which store this is: the same as long as it lives, wherever it is opened. Numbers of changes mean something
    /// only together with it.
    async fn identity(&self) -> Result<StoreId, StoreError>;

    /// What a poll of a source left to remember.
    async fn find_source_state(&self, source: &SourceId) -> Result<Option<Document>, StoreError>;

    /// What polls left to remember of each source, by name, from the one behind `after`.
    async fn list_source_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError>;

    /// What politeness has to remember of each host, by name, from the one behind `after`.
    async fn list_host_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError>;

    /// A small document by its name.
    async fn find_document(&self, name: &str) -> Result<Option<Document>, StoreError>;

    /// The names of documents that begin with `prefix`, from the one behind `after`.
    async fn list_documents(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError>;

    /// All that it holds now, as it stands at this moment, while it goes on answering.
    async fn snapshot(&self) -> Result<Snapshot, StoreError>;

    /// Reads everything and compares; for `kazi check`, not for every day.
    async fn check(&self) -> Result<CheckReport, StoreError>;

    /// Waits for what is being written, puts all on the disk, and takes no more writes. Whether it still
    /// answers after is the engine's affair; what it answers is right, or [`StoreError::Closed`].
    async fn close(&self) -> Result<(), StoreError>;
}
