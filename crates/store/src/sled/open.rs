//! Opening a store folder: checks before sled touches it, and sets aside what is damaged.
//!
//! The folder holds `FORMAT` (written last at creation, so that a store that lost its files is not
//! taken for a new one), `acknowledged` (the number of the last acknowledged change, so that a log
//! that lost its end is noticed) and `sled/`.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::Duration,
};

use super::{
    error::{damaged, file_error, io_error, sled_error},
    keys, mark,
    options::SledOptions,
    rows::{Rows, encode_identity, encode_number, find_identity, find_number},
    shown::Shown,
    swap,
    writer::{SyncFiles, Writer},
};
use crate::{StoreError, StoreId, folder::sync_folder};

const FORMAT: u16 = 1;
const FORMAT_FILE: &str = "FORMAT";
const SLED_FOLDER: &str = "sled";
const TORN_FOLDER: &str = "torn";
const TREE: &str = "kazi";
/// sled's own background flush, as a second net under the writer's.
const FLUSH_EVERY_MS: u64 = 500;
/// The lock of a store that was just closed outlives it for a moment.
const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Opens or creates the store in `path`. Blocks; sled may panic on a damaged file.
pub(super) fn open(path: &Path, options: SledOptions) -> Result<Writer, StoreError> {
    let io = |error: io::Error| io_error(path, &error);
    let held = swap::hold(path)?;
    let known = read_format(path)?;
    let folder = path.join(SLED_FOLDER);
    let db_file = folder.join("db");
    if known && !db_file.exists() {
        return Err(damaged(path, "its data is gone"));
    }
    fs::create_dir_all(&folder).map_err(io)?;
    check_may_write(path, &[&db_file, &folder.join("conf"), &path.join(mark::FILE)])?;
    set_torn_snapshots_aside(path, &folder).map_err(io)?;
    let db = open_sled(path, &folder, options)?;
    let tree = db.open_tree(TREE).map_err(|error| sled_error(path, &error))?;
    let rows = Rows {
        path: path.to_owned(),
        db,
        tree,
        _held: Some(held),
        batches: RwLock::new(()),
        shown: Shown::new(options.shown_bytes),
    };
    let sequence = rows.read(|tree| find_number(tree, &keys::sequence()))?;
    let acknowledged = mark::open(path).map_err(io)?;
    let files = SyncFiles { db: OpenOptions::new().write(true).open(&db_file).map_err(io)?, acknowledged };
    match sequence {
        Some(sequence) => mark::check(path, &files.acknowledged, sequence)?,
        None if known => return Err(damaged(path, "its data is empty")),
        None => create(path, &rows, &files)?,
    }
    identify(&rows, &files)?;
    if !known {
        write_format(path).map_err(io)?;
    }
    Ok(Writer { rows: Arc::new(rows), files, sequence: sequence.unwrap_or(0), failed: None })
}

/// Refuses files of another user by their names, which the engine does not tell.
fn check_may_write(path: &Path, files: &[&Path]) -> Result<(), StoreError> {
    for file in files {
        match OpenOptions::new().read(true).write(true).open(file) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(file_error(path, file, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens an engine without entries in the folder `path`, which is not there yet.
pub(super) fn open_anew(path: &Path, options: SledOptions) -> Result<Rows, StoreError> {
    let folder = path.join(SLED_FOLDER);
    fs::create_dir_all(&folder).map_err(|error| io_error(path, &error))?;
    let db = open_sled(path, &folder, options)?;
    let tree = db.open_tree(TREE).map_err(|error| sled_error(path, &error))?;
    Ok(Rows {
        path: path.to_owned(),
        db,
        tree,
        _held: None,
        batches: RwLock::new(()),
        shown: Shown::new(options.shown_bytes),
    })
}

/// Makes a store of what was filled, whose last change is `sequence`.
pub(super) fn finish_anew(path: &Path, rows: &Rows, sequence: u64) -> Result<(), StoreError> {
    rows.db.flush().map_err(|error| sled_error(path, &error))?;
    let finish = || {
        File::open(path.join(SLED_FOLDER).join("db"))?.sync_all()?;
        let acknowledged = mark::open(path)?;
        mark::write(&acknowledged, sequence)?;
        acknowledged.sync_all()?;
        sync_folder(&path.join(SLED_FOLDER))?;
        write_format(path)
    };
    finish().map_err(|error| io_error(path, &error))
}

fn open_sled(path: &Path, folder: &Path, options: SledOptions) -> Result<sled::Db, StoreError> {
    let config = sled::Config::new()
        .path(folder)
        .cache_capacity(options.cache_bytes)
        .flush_every_ms(Some(FLUSH_EVERY_MS));
    for _ in 1..LOCK_TRIES {
        match config.open().map_err(|error| sled_error(path, &error)) {
            Err(StoreError::InUse(_)) => std::thread::sleep(LOCK_PAUSE),
            opened => return opened,
        }
    }
    config.open().map_err(|error| sled_error(path, &error))
}

/// Whether the folder says that it holds a store; an error where it is one of a newer kazi.
fn read_format(path: &Path) -> Result<bool, StoreError> {
    let text = match fs::read_to_string(path.join(FORMAT_FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
        Err(error) => return Err(io_error(path, &error)),
    };
    let version = text.trim().strip_prefix("kazi store ").and_then(|version| version.parse::<u16>().ok());
    match version {
        Some(found) if found > FORMAT => {
            let what = format!("the store \"{}\"", path.display());
            Err(StoreError::Newer { what, found, known: FORMAT })
        }
        Some(_) => Ok(true),
        None => Err(damaged(path, "its file FORMAT does not read")),
    }
}

fn write_format(path: &Path) -> io::Result<()> {
    let (new, file) = (path.join("FORMAT.new"), path.join(FORMAT_FILE));
    fs::write(&new, format!("kazi store {FORMAT}\n"))?;
    File::open(&new)?.sync_all()?;
    fs::rename(&new, &file)?;
    sync_folder(path)
}

/// A snapshot that sled was writing when it was stopped makes it refuse to open, and is of no use:
/// sled writes one only while it opens, from the log and the finished snapshot before, both of which
/// it leaves alone until the new one is finished. Without a finished one it reads the whole log.
fn set_torn_snapshots_aside(path: &Path, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if text.starts_with("snap.") && text.ends_with(".generating") {
            let aside = path.join(TORN_FOLDER);
            fs::create_dir_all(&aside)?;
            fs::rename(folder.join(&name), aside.join(&name))?;
            tracing::warn!(name = %text, "a snapshot of the store was torn and is set aside");
        }
    }
    Ok(())
}

/// Writes the first entry and makes the new files and folders outlive a power cut.
fn create(path: &Path, rows: &Rows, files: &SyncFiles) -> Result<(), StoreError> {
    let key = keys::sequence();
    let written = rows.tree.insert(&key[..], encode_number(&key, 0)).and_then(|_| rows.db.flush());
    written.map_err(|error| sled_error(path, &error))?;
    let synced = files
        .db
        .sync_all()
        .and_then(|()| files.acknowledged.sync_all())
        .and_then(|()| sync_folder(&path.join(SLED_FOLDER)))
        .and_then(|()| sync_folder(path))
        .and_then(|()| path.parent().map_or(Ok(()), sync_folder));
    synced.map_err(|error| io_error(path, &error))
}

/// Gives the store its identity, unless it has one: a new one, or one made before stores had any.
fn identify(rows: &Rows, files: &SyncFiles) -> Result<(), StoreError> {
    if rows.read(find_identity)?.is_some() {
        return Ok(());
    }
    let made = StoreId::new().map_err(|error| io_error(&rows.path, &io::Error::other(error)))?;
    let (key, entry) = encode_identity(made);
    let written = rows.tree.insert(key, entry).and_then(|_| rows.db.flush());
    written.map_err(|error| sled_error(&rows.path, &error))?;
    files.db.sync_all().map_err(|error| io_error(&rows.path, &error))
}

/// Moves a damaged store out of the way, whole, and says where to.
pub(super) fn set_aside(path: &Path, now: jiff::Timestamp) -> Result<PathBuf, StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".damaged-{}", now.strftime("%Y%m%dT%H%M%SZ")));
    let kept_at = path.with_file_name(name);
    if kept_at.exists() {
        let reason = format!("\"{}\" is there already", kept_at.display());
        return Err(StoreError::Io { path: path.to_owned(), reason });
    }
    fs::rename(path, &kept_at).map_err(|error| io_error(path, &error))?;
    Ok(kept_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_made_before_stores_had_identities_gets_one_once() {
        let folder = tempfile::tempdir().unwrap();
        let opened = || open(&folder.path().join("store"), SledOptions::default()).unwrap();
        let identity = |writer: Writer| writer.rows.read(find_identity).unwrap();
        let old = opened();
        assert!(old.rows.tree.remove(keys::identity()).unwrap().is_some());
        drop(old);
        let given = identity(opened());
        assert!(given.is_some());
        assert_eq!(identity(opened()), given);
    }
}
