//! Writing a store anew: what was changed and removed in it takes no space any more.

use std::{fs, io, path::Path};

use sled::{Batch, Tree};

use super::{
    check::check,
    error::{damaged, io_error, sled_error},
    open::{self, open_anew},
    options::SledOptions,
    rows::Rows,
    swap,
};
use crate::StoreError;

/// Entries written at once.
const AT_ONCE: usize = 1_000;

/// What compacting came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// What the files took before, in bytes.
    pub bytes_before: u64,
    /// What they take now.
    pub bytes_after: u64,
    /// Entries of the store, which are the same before and after.
    pub entries: u64,
}

/// Copies entry by entry, so that changes keep their numbers, compares, and swaps.
pub(super) fn compact(path: &Path, options: SledOptions) -> Result<Compacted, StoreError> {
    if !path.exists() {
        return Err(io_error(path, &io::ErrorKind::NotFound.into()));
    }
    // Held to the end: nobody else opens either of the two.
    let old = open::open(path, options)?;
    refuse_damage(&old.rows)?;
    let place = swap::new_place(path);
    let new = open_anew(&place, options)?;
    let entries = copy(&old.rows.tree, &new.tree).map_err(|error| sled_error(path, &error))?;
    if !same(&old.rows.tree, &new.tree).map_err(|error| sled_error(path, &error))? {
        return Err(damaged(path, "what was written anew is not the same"));
    }
    open::finish_anew(&place, &new, old.sequence)?;
    drop(new);
    let io = |error: io::Error| io_error(path, &error);
    let bytes_before = bytes_of(path).map_err(io)?;
    let bytes_after = bytes_of(&place).map_err(io)?;
    swap::swap(path).map_err(io)?;
    Ok(Compacted { bytes_before, bytes_after, entries })
}

/// Damage is carried over by no copy: the store is then restored or set aside.
fn refuse_damage(rows: &Rows) -> Result<(), StoreError> {
    let report = rows.read(check)?;
    report.problems.first().map_or(Ok(()), |problem| Err(damaged(&rows.path, problem)))
}

fn copy(from: &Tree, to: &Tree) -> sled::Result<u64> {
    let (mut batch, mut waiting, mut entries) = (Batch::default(), 0, 0);
    for entry in from {
        let (key, value) = entry?;
        batch.insert(key, value);
        entries += 1;
        waiting += 1;
        if waiting == AT_ONCE {
            to.apply_batch(std::mem::take(&mut batch))?;
            waiting = 0;
        }
    }
    to.apply_batch(batch)?;
    Ok(entries)
}

fn same(one: &Tree, other: &Tree) -> sled::Result<bool> {
    let mut others = other.iter();
    for entry in one {
        if others.next().transpose()? != Some(entry?) {
            return Ok(false);
        }
    }
    Ok(others.next().is_none())
}

/// What the files below a folder take, in bytes.
fn bytes_of(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { bytes_of(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}
