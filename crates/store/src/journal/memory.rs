//! A journal in memory, for tests.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::{ENTRY_BYTES_MAX, Entry, Journal, JournalError, JournalPage, NewEntry, READ_MAX, line};

/// Keeps entries as long as the process lives.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    entries: Mutex<Vec<Entry>>,
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&self, entries: Vec<NewEntry>, expected_head: Option<u64>) -> Result<u64, JournalError> {
        let mut kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let head = kept.len() as u64;
        if let Some(expected) = expected_head.filter(|expected| *expected != head) {
            return Err(JournalError::Conflict { expected, head });
        }
        let mut new = Vec::with_capacity(entries.len());
        for (sequence, entry) in (head + 1..).zip(entries) {
            let bytes = line::write(sequence, entry.at, &entry.what).map_or(usize::MAX, |line| line.len());
            if bytes > ENTRY_BYTES_MAX {
                return Err(JournalError::TooLarge { bytes });
            }
            new.push(Entry { sequence, at: entry.at, what: entry.what });
        }
        kept.extend(new);
        Ok(kept.len() as u64)
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let behind = usize::try_from(sequence).unwrap_or(usize::MAX);
        let entries = kept.iter().skip(behind).take(limit.min(READ_MAX)).cloned().collect();
        Ok(JournalPage { entries, lost: Vec::new() })
    }

    async fn head(&self) -> Result<u64, JournalError> {
        Ok(self.entries.lock().unwrap_or_else(PoisonError::into_inner).len() as u64)
    }
}
