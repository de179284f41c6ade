//! How much of the journal was acknowledged, as the store remembers it: a journal that is shorter than that
//! has lost what people typed, however whole it reads.

use anyhow::bail;
use kazi_store::{
    Batch, Document, Store, StoreError,
    journal::{Journal, JournalHead},
};

/// Where the store keeps the head of the journal.
const ACKNOWLEDGED: &str = "journal-head";
const VERSION: u16 = 1;

/// The head that the store remembers; nothing where it is new.
///
/// # Errors
/// When the store does not answer.
pub async fn find_head(store: &dyn Store) -> Result<Option<JournalHead>, StoreError> {
    let kept = store.find_document(ACKNOWLEDGED).await?.filter(|kept| kept.version == VERSION);
    Ok(kept.and_then(|kept| serde_json::from_slice(&kept.bytes).ok()))
}

/// Has the store remember the journal as far as its entry `last`.
///
/// # Errors
/// When the journal cannot be read or the store not save.
pub async fn say_head(store: &dyn Store, journal: &dyn Journal, last: u64) -> anyhow::Result<()> {
    let empty = || JournalHead { sequence: 0, checksum: None };
    let head = JournalHead::of(journal, last).await?.unwrap_or_else(empty);
    if head == find_head(store).await?.unwrap_or_else(empty) {
        return Ok(());
    }
    let mut batch = Batch::default();
    batch.put_document(ACKNOWLEDGED, Document { version: VERSION, bytes: serde_json::to_vec(&head)? });
    store.save(batch).await?;
    Ok(())
}

/// Refuses a journal whose last entry is `last`, where that is not all that was acknowledged: what follows
/// from the rest would be undone, and readers be shown it.
///
/// # Errors
/// What is missing and how to mend it.
pub async fn expect_all(store: &dyn Store, journal: &dyn Journal, last: u64) -> anyhow::Result<()> {
    let Some(head) = find_head(store).await? else { return Ok(()) };
    if let Some(missing) = head.missing_from(journal, last).await? {
        bail!(
            "{missing}. Nothing was changed. Put the journal back from a backup (docs/operations.md, \"When \
             something is damaged\"); `kazi check --accept-journal` goes on with it as it is, and what was typed \
             in the rest, such as marks, editions, accounts and work added by hand, is then lost for good"
        );
    }
    Ok(())
}
