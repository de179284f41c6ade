//! A backup: all that a store and its journal hold, in one file that any engine can be filled from.
//!
//! The file is the line `kazi backup 1`, then pieces: a byte for their kind and a [frame](crate::frame) with
//! version, length and checksum. The last piece counts those before it and carries the SHA-256 of every
//! byte before itself, so a file that was cut, bent or put together is noticed. The journal is read after
//! the store: what people decided may be newer than the leads, as it is at every moment of a running kazi,
//! and never older.

mod form;
mod read;
mod restore;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod write;

use std::{fmt, io, path::PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{read::verify, restore::restore, write::write};
use crate::{StoreError, journal::JournalError};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// When it was made.
    pub made_at: Timestamp,
    /// The number of the last change to a lead then.
    pub sequence: u64,
    /// Leads.
    pub leads: u64,
    /// Their postings.
    pub postings: u64,
    /// Documents and states.
    pub documents: u64,
    /// Entries of the journal.
    pub entries: u64,
    /// Entries of the journal that did not read then; their places are kept.
    pub lost: u64,
}

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made_at, leads, postings, documents, entries, lost, .. } = self;
        write!(f, "{leads} leads with {postings} postings, {documents} states and documents, ")?;
        write!(f, "{entries} entries of the journal, as of {made_at}")?;
        if *lost > 0 { write!(f, "; {lost} entries were lost before") } else { Ok(()) }
    }
}

/// Why a backup could not be made or used.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store could not be read or filled.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal could not be read or filled.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Whoever takes the backup takes too long over it.
    #[error("nobody took the backup for {0} seconds")]
    NotTaken(u64),
    /// The file does not begin as a backup.
    #[error("it is no backup of kazi")]
    NoBackup,
    /// A newer kazi made it.
    #[error("{what} was written by a newer kazi, in version {found}: use that one")]
    Newer {
        /// What was read.
        what: String,
        /// Its version.
        found: u16,
    },
    /// It is not what was written.
    #[error("it is damaged at byte {at}: {reason}")]
    Damaged {
        /// Where the damaged piece begins.
        at: u64,
        /// What was found.
        reason: String,
    },
    /// What was filled from it does not hold the same.
    #[error("what was restored at \"{}\" is not what the backup holds: {reason}", path.display())]
    NotTheSame {
        /// Where.
        path: PathBuf,
        /// What differs.
        reason: String,
    },
}
