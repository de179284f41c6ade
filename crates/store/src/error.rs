//! Why a store could not answer.

use std::path::PathBuf;

use kazi_domain::LeadId;

/// The store itself could not answer. That something is not there is no error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// What is on disk is not what was written.
    #[error("the store \"{}\" is damaged: {reason}", path.display())]
    Damaged {
        /// The folder of the store.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Written by a newer version.
    #[error(
        "{what} was written by a newer kazi, in version {found}; this one reads up to {known}: use that one"
    )]
    Newer {
        /// What was read.
        what: String,
        /// Its version.
        found: u16,
        /// The newest version known here.
        known: u16,
    },
    /// Another process has it open.
    #[error("the store \"{}\" is in use: stop the other kazi first", .0.display())]
    InUse(PathBuf),
    /// The operating system refused: no space, no permission, a failing disk.
    #[error("the store \"{}\" cannot be read or written: {reason}", path.display())]
    Io {
        /// The folder of the store.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// One lead is larger than the store takes.
    #[error("lead {lead} needs {bytes} bytes and the most is {bytes_max}")]
    LeadTooLarge {
        /// The lead.
        lead: LeadId,
        /// Its size on disk.
        bytes: usize,
        /// The limit.
        bytes_max: usize,
    },
    /// A state or document is larger than the store takes.
    #[error("\"{name}\" needs {bytes} bytes and the most is {bytes_max}")]
    DocumentTooLarge {
        /// Its name.
        name: String,
        /// Its size.
        bytes: usize,
        /// The limit.
        bytes_max: usize,
    },
    /// A name of a host or document that is empty or too long.
    #[error("\"{0}\" is no name of a host or document: use 1 to 200 bytes")]
    Name(String),
    /// Somebody else changed a lead since the writer looked; see [`crate::Batch::expect`].
    #[error("somebody else wrote first: the store stands at change {found}, and {expected} was expected")]
    Moved {
        /// The change that the writer knew as the last.
        expected: u64,
        /// The last change now.
        found: u64,
    },
    /// Somebody typed something in since the writer looked; see `Batch::expect_entries`.
    #[error(
        "something else was decided first: the journal stands at entry {found}, and {expected} was expected"
    )]
    Decided {
        /// The entry that the writer knew as the last.
        expected: u64,
        /// The last entry now.
        found: u64,
    },
    /// The right to do what the batch comes from ran out; see `Batch::under`.
    #[error("the lease of \"{0}\" ran out")]
    LeaseLost(String),
    /// A batch rests on a lease, and this store grants none.
    #[error("this store grants no leases, so nobody holds that of \"{0}\"")]
    NoLeases(String),
    /// A store elsewhere does not answer. It may come back, and a batch that was on its way may be saved.
    #[error("the store {store} does not answer: {reason}")]
    Away {
        /// Which.
        store: String,
        /// What is known of why.
        reason: String,
    },
    /// The store was closed, or refuses to write after a write that failed.
    #[error("the store is closed: {0}")]
    Closed(String),
}
