//! A journal in the database, with a copy on this machine: what was decided is known while the database
//! is away, and after a restart as well.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kazi_store::journal::{Entry, Journal, JournalError, JournalPage, NewEntry, copy_entries, last_entry};
use tokio::sync::Mutex;

/// How long the database may take to tell what is new; the copy answers then.
const TELL_WITHIN: Duration = Duration::from_secs(3);

/// Reads from a copy, which it keeps like the original, and writes to the original alone.
pub struct CopiedJournal {
    original: Arc<dyn Journal>,
    copy: Arc<dyn Journal>,
    /// The last entry of the copy.
    last: Mutex<Option<Entry>>,
}

impl CopiedJournal {
    /// A copy that nobody else writes to, and that ends with `last`.
    pub fn new(original: Arc<dyn Journal>, copy: Arc<dyn Journal>, last: Option<Entry>) -> Self {
        Self { original, copy, last: Mutex::new(last) }
    }

    /// Copies what is new, where somebody asks for what is behind the copy. Where that fails, the copy stands
    /// as it was, and pages say that they are stale.
    async fn catch_up(&self, asked: u64) {
        let mut last = self.last.lock().await;
        if last.as_ref().is_some_and(|last| last.sequence > asked) {
            return;
        }
        let copied = copy_entries(&*self.original, &*self.copy, &mut last);
        match tokio::time::timeout(TELL_WITHIN, copied).await {
            Ok(Ok(())) => {}
            Ok(Err(JournalError::Conflict { .. })) => match last_entry(&*self.copy).await {
                // A copy that was cut off may have got further than was known.
                Ok(found) if found != *last => *last = found,
                _ => tracing::error!("the journal of the database was restored: start kazi again"),
            },
            Ok(Err(error)) => tracing::debug!(%error, "the copy of the journal stays as it was"),
            Err(_) => tracing::debug!("the copy of the journal stays as it was: no answer"),
        }
    }
}

#[async_trait]
impl Journal for CopiedJournal {
    async fn append(&self, entry: NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError> {
        self.original.append(entry, expected_head).await
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        self.catch_up(sequence).await;
        self.copy.read_after(sequence, limit).await
    }
}

#[cfg(test)]
mod tests {
    use kazi_store::journal::{MemoryJournal, contract::entry};

    use super::*;

    /// An original that is away.
    struct Away;

    #[async_trait]
    impl Journal for Away {
        async fn append(&self, _: NewEntry, _: Option<u64>) -> Result<u64, JournalError> {
            Err(JournalError::Closed("away".to_owned()))
        }

        async fn read_after(&self, _: u64, _: usize) -> Result<JournalPage, JournalError> {
            Err(JournalError::Closed("away".to_owned()))
        }
    }

    #[tokio::test]
    async fn what_was_read_once_is_read_while_the_original_is_away() {
        let (original, copy) = (Arc::new(MemoryJournal::default()), Arc::new(MemoryJournal::default()));
        let journal = CopiedJournal::new(original, Arc::clone(&copy) as _, None);
        for number in 1..3 {
            assert_eq!(journal.append(entry(number), Some(number - 1)).await, Ok(number));
            assert_eq!(journal.read_after(number - 1, 10).await.unwrap().last(), Some(number));
        }
        let last = last_entry(&*copy).await.unwrap();
        let journal = CopiedJournal::new(Arc::new(Away), copy, last);
        assert_eq!(journal.read_after(0, 10).await.unwrap().last(), Some(2));
        assert_eq!(journal.read_after(2, 10).await.unwrap().last(), None);
        assert!(journal.append(entry(3), None).await.is_err(), "nothing is taken that could be lost");
    }
}
