//! The mark of the last acknowledged change, in the file `acknowledged`: by it a log that lost its end is noticed.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::Path,
};

use crate::StoreError;

/// The file's name in the folder of the store.
pub(super) const FILE: &str = "acknowledged";

/// Opens the file of the store in `path`, or creates it.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = path.join(FILE);
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(file)
}

/// Marks a change as acknowledged.
pub(super) fn write(acknowledged: &File, sequence: u64) -> io::Result<()> {
    acknowledged.write_all_at(&encode(sequence), 0)
}

/// The mark is written after the log is synced and is not synced itself, so that it may lag behind
/// after a power cut but never leads: a log that ends before it has lost something.
pub(super) fn check(path: &Path, acknowledged: &File, sequence: u64) -> Result<(), StoreError> {
    let mut mark = [0; 12];
    if acknowledged.read_exact_at(&mut mark, 0).is_err() {
        return Ok(());
    }
    let (number, _) = mark.split_at(8);
    let number = number.try_into().map_or(0, u64::from_be_bytes);
    if encode(number) != mark {
        tracing::warn!("the mark of the last acknowledged change does not read; it is written anew");
        return Ok(());
    }
    if number > sequence {
        let reason = format!("it ends at change {sequence}, and change {number} was acknowledged");
        return Err(StoreError::Damaged { path: path.to_owned(), reason });
    }
    Ok(())
}

/// The number of a change and a CRC-32 of that.
fn encode(sequence: u64) -> [u8; 12] {
    let mut mark = [0; 12];
    mark[..8].copy_from_slice(&sequence.to_be_bytes());
    mark[8..].copy_from_slice(&crc32fast::hash(&sequence.to_be_bytes()).to_be_bytes());
    mark
}
