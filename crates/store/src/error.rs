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
    #[error("{what} has version {found}, and this kazi reads up to {known}: use the kazi that wrote it")]
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
    /// The store was closed, or refuses to write after a write that failed.
    #[error("the store is closed: {0}")]
    Closed(String),
}
