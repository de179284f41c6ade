//! What goes wrong with the folder of a store, in the words of [`StoreError`].

use std::{io, path::Path};

use crate::{StoreError, folder::may_be_anothers};

/// What the system says, of the store in a folder.
pub(super) fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Io { path: path.to_owned(), reason: error.to_string() }
}

/// The same of one file of the store, which belongs to somebody else as a rule.
pub(super) fn file_error(path: &Path, file: &Path, error: &io::Error) -> StoreError {
    let reason = format!("\"{}\": {}", file.display(), may_be_anothers(error));
    StoreError::Io { path: path.to_owned(), reason }
}

/// What an error of the engine means to those who run it.
pub(super) fn sled_error(path: &Path, error: &sled::Error) -> StoreError {
    let path = path.to_owned();
    match error {
        sled::Error::Io(io) if io.to_string().contains("could not acquire lock") => StoreError::InUse(path),
        sled::Error::Io(io) => StoreError::Io { path, reason: io.to_string() },
        other => StoreError::Damaged { path, reason: other.to_string() },
    }
}

pub(super) fn damaged(path: &Path, reason: &str) -> StoreError {
    StoreError::Damaged { path: path.to_owned(), reason: reason.to_owned() }
}
