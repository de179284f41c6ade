//! The journal: what people typed in, kept apart from the store.
//!
//! Listings can be fetched again, a trainer's decision cannot. Every entry is on the disk before it is
//! answered, none is ever changed, and the state of what was decided is folded from all of them. So a
//! store that is destroyed loses nothing that anybody typed.

#[cfg(feature = "testing")]
pub mod contract;
#[cfg(feature = "postgres")]
mod copy;
mod file;
mod head;
pub(crate) mod line;
#[cfg(feature = "testing")]
mod memory;
#[cfg(feature = "postgres")]
mod postgres;

use std::path::PathBuf;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;

#[cfg(feature = "postgres")]
pub use copy::{JournalDigest, copy_entries, journal_digest, last_entry};
pub(crate) use file::NewLines;
pub use file::{FileJournal, OpenedJournal};
pub use head::{JournalHead, Shortened};
#[cfg(feature = "testing")]
pub use memory::MemoryJournal;
#[cfg(feature = "postgres")]
pub(crate) use postgres::hold_journal;

/// The largest entry, in bytes of its line.
pub const ENTRY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most entries that one call reads; a larger `limit` counts as this.
pub const READ_MAX: usize = 1_000;
/// The most that one call reads, in bytes of lines; the first entry comes whatever its size.
pub const READ_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Something typed in, not yet in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// When it was typed.
    pub at: Timestamp,
    /// What: JSON whose form only the writer knows.
    pub what: Value,
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place: counts up by one, from 1.
    pub sequence: u64,
    /// When it was typed.
    pub at: Timestamp,
    /// What.
    pub what: Value,
}

/// An entry that no longer reads; those around it do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostEntry {
    /// Its place.
    pub sequence: u64,
    /// Where it stands and what is wrong with it.
    pub why: String,
}

/// A stretch of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JournalPage {
    /// The entries that read, in order.
    pub entries: Vec<Entry>,
    /// Those between them that do not. The operator must be told.
    pub lost: Vec<LostEntry>,
}

impl JournalPage {
    /// The place of the last entry of the page, read or lost; nothing where the journal has ended.
    pub fn last(&self) -> Option<u64> {
        let read = self.entries.last().map(|entry| entry.sequence);
        read.max(self.lost.last().map(|lost| lost.sequence))
    }

    /// The entries, where none of them is lost.
    #[cfg(feature = "postgres")]
    fn whole(self) -> Result<Vec<Entry>, JournalError> {
        match self.lost.into_iter().next() {
            Some(LostEntry { sequence, why }) => Err(JournalError::Lost { sequence, why }),
            None => Ok(self.entries),
        }
    }
}

/// Why the journal could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Somebody else wrote since the caller looked.
    #[error("somebody else wrote first: the journal stands at entry {head}, and {expected} was expected")]
    Conflict {
        /// The place that the caller knew as the last.
        expected: u64,
        /// The last place now.
        head: u64,
    },
    /// An entry is larger than the journal takes.
    #[error("an entry needs {bytes} bytes and the most is {ENTRY_BYTES_MAX}")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The operating system refused: no space, no permission, a failing disk.
    #[error("the journal \"{}\" cannot be read or written: {reason}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// An entry no longer reads, where all are wanted.
    #[error("entry {sequence} of the journal no longer reads: {why}")]
    Lost {
        /// Its place.
        sequence: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The entry was written, and nobody knows whether it reached the disk.
    #[error("the entry may have been kept, or not: the journal \"{}\" did not say: {reason}", path.display())]
    Unsure {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A write before this one failed, and nobody knows what of it reached the disk.
    #[error("the journal takes no more entries until kazi is started again: {0}")]
    Failed(String),
    /// The machinery beneath ended.
    #[error("the journal is closed: {0}")]
    Closed(String),
}

/// Append-only entries. Several processes may write to one journal.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Appends an entry and answers its place. It is on the disk when this returns. With `expected_head`,
    /// only where that is the last place now; 0 is the place before the first.
    ///
    /// # Errors
    /// After [`JournalError::Unsure`] the entry may be there or not; every other error changes nothing.
    async fn append(&self, entry: NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError>;

    /// The entries behind `sequence`, at most `limit`, [`READ_MAX`] and [`READ_BYTES_MAX`].
    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError>;
}
