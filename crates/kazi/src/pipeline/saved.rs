//! The saved catalog: a file beside the store, so that a start need not read every text again.
//!
//! It is a copy and never the truth: where it is missing, damaged, of other rules or ahead of the store,
//! the catalog is filled from the store.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
    sync::Arc,
};

use kazi_catalog::{Catalog, LeadChange, SavedCatalog, SavedError, SavedOf};
use kazi_store::{Batch, LIST_MAX, Store, StoreError};
use tokio::sync::Mutex;

/// Its name within the folder of the store, so that it goes wherever the store goes.
const FILE: &str = "catalog";
const UNFINISHED: &str = "catalog.unfinished";

/// Where the catalog of a store is saved.
pub struct SavedFile {
    store: PathBuf,
    /// Of what the file is a copy, as far as this process knows.
    of: Mutex<Option<SavedOf>>,
}

impl SavedFile {
    /// The one beside the store in the folder `store`.
    pub fn new(store: &Path) -> Self {
        Self { store: store.to_owned(), of: Mutex::new(None) }
    }

    /// Shows what was saved and what has changed since, where leads are still judged as they were then;
    /// whether it did.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn restore(
        &self,
        catalog: &Arc<Catalog>,
        store: &dyn Store,
        judged_by: &[u8],
    ) -> Result<bool, StoreError> {
        let mut of = self.of.lock().await;
        let file = self.store.join(FILE);
        let read = move || fs::read(&file).map(|bytes| SavedCatalog::read(&bytes));
        let saved = match tokio::task::spawn_blocking(read).await {
            Ok(Ok(Ok(saved))) => saved,
            Ok(Ok(Err(SavedError::Version))) => return Ok(false),
            Ok(Ok(Err(error))) => {
                tracing::warn!(%error, "the saved catalog is of no use; it is made anew from the store");
                return Ok(false);
            }
            // It is not there, or its reader has panicked and said so already.
            Ok(Err(_)) | Err(_) => return Ok(false),
        };
        if saved.of().sequence > store.save(Batch::default()).await?.sequence {
            // The store was put back to an earlier state and counts its changes anew from there: once it is
            // as far as the file again, nothing would show that the file holds others.
            if let Err(error) = fs::remove_file(self.store.join(FILE)) {
                tracing::warn!(%error, "a saved catalog of another past cannot be removed");
            }
            return Ok(false);
        }
        if saved.of().judged_by != judged_by {
            return Ok(false);
        }
        let saved_of = saved.of().clone();
        let after = saved_of.sequence;
        if let Err(error) = catalog.restore(saved) {
            tracing::info!(%error, "the saved catalog is of no use; it is made anew from the store");
            return Ok(false);
        }
        *of = Some(saved_of);
        catch_up(catalog, store, after).await?;
        Ok(true)
    }

    /// Writes the catalog as it is, of a store that nobody writes to meanwhile.
    ///
    /// # Errors
    /// When the store does not answer or the disk refuses; what was saved before is then there.
    pub async fn save(
        &self,
        catalog: &Arc<Catalog>,
        store: &dyn Store,
        judged_by: Vec<u8>,
    ) -> anyhow::Result<()> {
        let mut of = self.of.lock().await;
        let now = SavedOf { judged_by, sequence: store.save(Batch::default()).await?.sequence };
        if of.as_ref() == Some(&now) {
            return Ok(());
        }
        let (folder, catalog, what) = (self.store.clone(), Arc::clone(catalog), now.clone());
        tokio::task::spawn_blocking(move || write(&folder, &catalog, &what)).await??;
        *of = Some(now);
        Ok(())
    }

    /// Removes the file: what it holds may be kept no longer.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn remove(&self) -> io::Result<()> {
        *self.of.lock().await = None;
        match fs::remove_file(self.store.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Shows what changed behind a change of the store.
async fn catch_up(catalog: &Arc<Catalog>, store: &dyn Store, mut after: u64) -> Result<(), StoreError> {
    loop {
        let changes = store.list_changes(after, LIST_MAX).await?;
        let Some(last) = changes.last() else { return Ok(()) };
        after = last.sequence;
        let ids: Vec<_> = changes.iter().map(|change| change.lead).collect();
        let found = store.find_leads(&ids).await?;
        let shown = ids.into_iter().zip(found).map(|(id, lead)| match lead {
            Some(lead) => LeadChange::Put(Arc::new(lead)),
            None => LeadChange::Remove(id),
        });
        catalog.apply(shown.collect());
    }
}

/// Whole or not at all: the file takes its name when all of it is on the disk.
fn write(folder: &Path, catalog: &Catalog, of: &SavedOf) -> io::Result<()> {
    // What is gone from the catalog must not stay in the file.
    catalog.merge_all();
    let unfinished = folder.join(UNFINISHED);
    let file = File::create(&unfinished)?;
    catalog.snapshot().save(of, BufWriter::new(&file))?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(FILE))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use kazi_catalog::{Query, Shown};
    use kazi_domain::{AssessedPosting, Lead, LeadId, Posting, PostingId, Profile, SameWork, SourceId};
    use kazi_scoring::{
        Rules,
        worth::{RankRules, SkillTree},
    };
    use kazi_store::MemoryStore;

    use super::*;
    use crate::config;

    fn lead_of(id: u64, title: &str) -> Lead {
        let source: SourceId = "board".parse().unwrap();
        let posting = Posting::new(PostingId(id), source, title);
        let assessment = Rules::new(config::load(None).unwrap().rules).unwrap().assess(&posting);
        let first_seen = jiff::Timestamp::UNIX_EPOCH;
        let member =
            AssessedPosting { posting, assessment, same: SameWork::First, first_seen, closed_at: None };
        Lead::new(LeadId(id), vec![member]).unwrap()
    }

    fn empty() -> Arc<Catalog> {
        Arc::new(Catalog::new(RankRules::default(), SkillTree::default()))
    }

    async fn put(store: &MemoryStore, catalog: &Catalog, lead: Lead) {
        let mut batch = Batch::default();
        batch.put_lead(lead.clone());
        store.save(batch).await.unwrap();
        catalog.apply(vec![LeadChange::Put(Arc::new(lead))]);
    }

    fn found(catalog: &Catalog, words: &str) -> u64 {
        let query = Query { text: words.to_owned(), include_hidden: true, ..Query::default() };
        catalog.snapshot().search(&query, &Profile::default(), jiff::Timestamp::UNIX_EPOCH).unwrap().total
    }

    #[tokio::test]
    async fn what_was_saved_and_what_changed_since_is_shown_again() {
        let folder = tempfile::tempdir().unwrap();
        let (store, catalog) = (MemoryStore::default(), empty());
        put(&store, &catalog, lead_of(1, "logo for a bakery")).await;
        put(&store, &catalog, lead_of(2, "poster for a school")).await;
        SavedFile::new(folder.path()).save(&catalog, &store, vec![7]).await.unwrap();
        put(&store, &catalog, lead_of(3, "site for a clinic")).await;
        let mut batch = Batch::default();
        batch.remove_lead(LeadId(2));
        store.save(batch).await.unwrap();

        let file = SavedFile::new(folder.path());
        let again = empty();
        assert!(file.restore(&again, &store, &[7]).await.unwrap());
        assert_eq!(["bakery", "school", "clinic"].map(|word| found(&again, word)), [1, 0, 1]);
        file.save(&again, &store, vec![7]).await.unwrap();
        let text = fs::read(folder.path().join(FILE)).unwrap();
        let holds = |word: &str| text.windows(word.len()).any(|bytes| bytes == word.as_bytes());
        assert!(holds("clinic") && !holds("school"), "what is gone is gone from the file too");
    }

    #[tokio::test]
    async fn a_file_of_another_past_is_not_shown_when_the_store_is_as_far_again() {
        let folder = tempfile::tempdir().unwrap();
        let (store, catalog) = (MemoryStore::default(), empty());
        put(&store, &catalog, lead_of(1, "logo for a bakery")).await;
        SavedFile::new(folder.path()).save(&catalog, &store, vec![7]).await.unwrap();

        let put_back = MemoryStore::default();
        let again = empty();
        let restore = async || SavedFile::new(folder.path()).restore(&again, &put_back, &[7]).await.unwrap();
        assert!(!restore().await, "ahead of the store");
        put(&put_back, &empty(), lead_of(2, "poster for a school")).await;
        assert!(!restore().await, "as far as the store, and of another past");
        assert!(again.snapshot().is_empty());
    }

    #[tokio::test]
    async fn what_may_be_shown_no_longer_is_not_shown_from_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (store, catalog) = (MemoryStore::default(), empty());
        put(&store, &catalog, lead_of(1, "logo for a bakery")).await;
        SavedFile::new(folder.path()).save(&catalog, &store, vec![7]).await.unwrap();
        let none = Shown::Of(std::collections::BTreeSet::new());
        let again = Arc::new(Catalog::new(RankRules::default(), SkillTree::default()).showing(none));
        assert!(!SavedFile::new(folder.path()).restore(&again, &store, &[7]).await.unwrap());
        assert_eq!(found(&again, "bakery"), 0);
    }

    #[tokio::test]
    async fn a_file_that_is_of_no_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (store, catalog) = (MemoryStore::default(), empty());
        put(&store, &catalog, lead_of(1, "logo for a bakery")).await;
        let file = SavedFile::new(folder.path());
        let again = empty();
        assert!(!file.restore(&again, &store, &[7]).await.unwrap(), "there is none");
        file.save(&catalog, &store, vec![7]).await.unwrap();
        assert!(!file.restore(&again, &store, &[8]).await.unwrap(), "judged by other rules");
        let mut damaged = File::options().append(true).open(folder.path().join(FILE)).unwrap();
        damaged.write_all(b"!").unwrap();
        assert!(!file.restore(&again, &store, &[7]).await.unwrap(), "damaged");
        assert!(again.snapshot().is_empty());
        file.remove().await.unwrap();
        assert!(!folder.path().join(FILE).exists());
        file.remove().await.unwrap();
    }
}
