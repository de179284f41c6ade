//! The folder with the data: what lies where, and whether a command may use it.

use std::{fs, path::Path};

use anyhow::{Context, bail};

pub use super::ground::{JOURNAL, STORE};
use crate::config::{Config, Place};

/// Where the process that holds the store takes questions.
pub const QUESTIONS: &str = "kazi.sock";
/// Where a backup is restored to before it takes its place.
pub const RESTORING: &str = "restoring";

/// Refuses a folder without data, for commands that only read: a mistyped name is told and no folder made.
///
/// A store that machines share needs none.
///
/// # Errors
/// When nothing of kazi lies there.
pub fn expect_data(config: &Config, data: &Path) -> anyhow::Result<()> {
    let shared = matches!(config.settings.store.place()?, Place::Postgres(_));
    if shared || [JOURNAL, STORE, RESTORING].iter().any(|name| data.join(name).exists()) {
        return Ok(());
    }
    let folder = data.display();
    if data.is_dir() {
        bail!("there is no data of kazi in the folder {folder}: name the right one with --data");
    }
    bail!("there is no folder {folder}: name the right one with --data; `kazi serve` and `kazi poll` make it")
}

/// Makes the folder where it is not there, and refuses one that a restore was not finished in: what lies
/// there is not all.
///
/// # Errors
/// When it cannot be made or must not be used.
pub fn prepare_data(data: &Path) -> anyhow::Result<()> {
    kazi_store::make_folder(data)
        .with_context(|| format!("cannot make the data folder {}", data.display()))?;
    if data.join(RESTORING).exists() {
        bail!("a backup was not restored to its end in {}: run `kazi restore` again", data.display());
    }
    Ok(())
}

/// Puts the names within a folder on the disk.
///
/// # Errors
/// When the system refuses.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
