//! When each posting was last read, in the store: a document a source.

use kazi_domain::SourceId;
use kazi_store::{Batch, LIST_MAX, StoreError};

use super::Keeper;

/// What the names of these documents begin with.
const SEEN: &str = "seen/";

impl Keeper {
    /// Puts into a batch when the postings of a source were last read.
    pub(super) fn put_seen(&self, source: &SourceId, batch: &mut Batch) {
        if let Some(document) = self.known.seen_document(source) {
            batch.put_document(&format!("{SEEN}{source}"), document);
        }
    }

    /// Takes back what [`Self::put_seen`] put of a source, on whichever machine.
    pub(super) async fn recall_seen_of(&mut self, source: &SourceId) -> Result<(), StoreError> {
        self.recall_document(&format!("{SEEN}{source}")).await
    }

    /// Takes back what [`Self::put_seen`] put, of all sources.
    pub(super) async fn recall_seen(&mut self) -> Result<(), StoreError> {
        let mut after: Option<String> = None;
        loop {
            let names = self.store.list_documents(SEEN, after.as_deref(), LIST_MAX).await?;
            let Some(last) = names.last() else { return Ok(()) };
            after = Some(last.clone());
            for name in &names {
                self.recall_document(name).await?;
            }
        }
    }

    async fn recall_document(&mut self, name: &str) -> Result<(), StoreError> {
        if let Some(document) = self.store.find_document(name).await? {
            self.known.read_seen(&document);
        }
        Ok(())
    }
}
