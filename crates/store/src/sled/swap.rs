//! Putting a store that was written anew in the place of the one before, whatever moment the power goes.
//!
//! Beside the store `s` lie `s.lock`, which whoever has it open holds, `s.new` while it is written anew, and
//! `s.before` between the two renames. A store that is missing beside a `s.before` was being swapped.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::error::{file_error, io_error};
use crate::{
    StoreError,
    folder::{make_folder, sync_folder},
};

/// Whoever just closed the store holds it for a moment longer.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// Where the store is written anew.
pub(super) fn new_place(path: &Path) -> PathBuf {
    beside(path, ".new")
}

fn before_place(path: &Path) -> PathBuf {
    beside(path, ".before")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

/// Holds the store for this process, by a file that no swap replaces, and ends a swap that was cut off.
/// The lock goes with the file.
pub(super) fn hold(path: &Path) -> Result<File, StoreError> {
    let io = |error: io::Error| io_error(path, &error);
    let lock = beside(path, ".lock");
    make_folder(lock.parent().unwrap_or(Path::new("."))).map_err(io)?;
    let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&lock);
    let file = opened.map_err(|error| file_error(path, &lock, &error))?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => {
                settle(path).map_err(io)?;
                return Ok(file);
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
    }
    Err(StoreError::InUse(path.to_owned()))
}

/// Goes back to before a swap that was cut off, and removes what one left.
fn settle(path: &Path) -> io::Result<()> {
    let before = before_place(path);
    if before.exists() {
        if path.exists() {
            fs::remove_dir_all(&before)?;
        } else {
            fs::rename(&before, path)?;
            tracing::warn!(store = %path.display(), "compacting was cut off; the store is as it was before");
        }
    }
    let new = new_place(path);
    if new.exists() { fs::remove_dir_all(new) } else { Ok(()) }
}

/// Puts the new store in the place of the old one, which goes. The caller holds the store.
pub(super) fn swap(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let before = before_place(path);
    fs::rename(path, &before)?;
    sync_folder(folder)?;
    fs::rename(new_place(path), path)?;
    sync_folder(folder)?;
    fs::remove_dir_all(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(folder: &Path, name: &str, holds: Option<&str>) {
        let path = folder.join(name);
        if let Some(text) = holds {
            fs::create_dir(&path).unwrap();
            fs::write(path.join("it"), text).unwrap();
        }
    }

    #[test]
    fn a_swap_that_was_cut_off_anywhere_leaves_one_whole_store() {
        for (store, new, before, left) in [
            (Some("old"), Some("half"), None, "old"),
            (None, Some("new"), Some("old"), "old"),
            (Some("new"), None, Some("old"), "new"),
            (Some("new"), None, Some("half of old"), "new"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("s");
            place(folder.path(), "s", store);
            place(folder.path(), "s.new", new);
            place(folder.path(), "s.before", before);
            drop(hold(&path).unwrap());
            assert_eq!(fs::read_to_string(path.join("it")).unwrap(), left);
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            names.sort();
            assert_eq!(names, ["s", "s.lock"]);
        }
    }

    #[test]
    fn a_swap_takes_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        place(folder.path(), "s", Some("old"));
        let lock = hold(&path).unwrap();
        place(folder.path(), "s.new", Some("new"));
        swap(&path).unwrap();
        drop(lock);
        assert_eq!(fs::read_to_string(path.join("it")).unwrap(), "new");
        assert!(!before_place(&path).exists());
    }
}
