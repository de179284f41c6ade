//! A journal in memory, for tests.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::{
    ENTRY_BYTES_MAX, Entry, Journal, JournalError, JournalPage, NewEntry, READ_BYTES_MAX, READ_MAX, line,
};

/// Keeps entries as long as the process lives.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    /// Each with the bytes of its line.
    entries: Mutex<Vec<(Entry, usize)>>,
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&self, entry: NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError> {
        let mut kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let head = kept.len() as u64;
        if let Some(expected) = expected_head.filter(|expected| *expected != head) {
            return Err(JournalError::Conflict { expected, head });
        }
        let sequence = head + 1;
        let bytes = line::write(sequence, entry.at, &entry.what).map_or(usize::MAX, |line| line.len());
        if bytes > ENTRY_BYTES_MAX {
            return Err(JournalError::TooLarge { bytes });
        }
        kept.push((Entry { sequence, at: entry.at, what: entry.what }, bytes));
        Ok(sequence)
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let behind = usize::try_from(sequence).unwrap_or(usize::MAX);
        let mut page = JournalPage::default();
        let mut read = 0;
        for (entry, bytes) in kept.iter().skip(behind).take(limit.min(READ_MAX)) {
            read += bytes;
            if read > READ_BYTES_MAX && !page.entries.is_empty() {
                break;
            }
            page.entries.push(entry.clone());
        }
        Ok(page)
    }
}
