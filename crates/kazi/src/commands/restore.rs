//! `kazi restore`: fills an empty data folder from a backup.

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufReader, Write},
    path::Path,
};

use anyhow::{Context, bail};
use kazi_store::{backup, make_folder};

use super::backup::verify;
use crate::{
    cli::RestoreArgs,
    pipeline::data::{JOURNAL, RESTORING, STORE, sync_folder},
};

/// Runs `kazi restore`.
///
/// # Errors
/// When the backup is not whole, or there is data already: nothing is touched then.
pub async fn run(args: &RestoreArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let contents = verify(&args.file)?;
    if args.check {
        writeln!(out, "{} is whole: {contents}", args.file.display())?;
        return Ok(());
    }
    let data = &args.data.data;
    make_folder(data).with_context(|| format!("cannot make the folder {}", data.display()))?;
    let folder = File::open(data)?;
    match folder.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!("another restore into {} is under way", data.display()),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    clear(data)?;
    fill(&args.file, data).await.with_context(|| format!("{} was not restored", data.display()))?;
    writeln!(out, "{}: {contents}", data.display())?;
    Ok(())
}

/// Refuses a folder that holds anything, but for what a restore that was cut off left there.
fn clear(data: &Path) -> anyhow::Result<()> {
    let staged = data.join(RESTORING);
    if staged.exists() {
        // It was made in an empty folder, and nobody else writes to one that holds it.
        remove(&data.join(STORE))?;
        remove(&data.join(JOURNAL))?;
        remove(&staged)?;
        sync_folder(data)?;
    }
    if let Some(entry) = fs::read_dir(data)?.next().transpose()? {
        let folder = data.display();
        bail!(
            "{folder} is not empty (\"{}\" is in it), and nothing in it was touched. Stop kazi, move it away \
             with `mv {folder} {folder}.before`, and restore again; or name another folder with --data",
            entry.file_name().display()
        );
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Fills a folder within `data`, whose presence keeps every command away, and then takes it out of it.
async fn fill(file: &Path, data: &Path) -> anyhow::Result<()> {
    let staged = data.join(RESTORING);
    fs::create_dir(&staged)?;
    sync_folder(data)?;
    let from = BufReader::new(File::open(file)?);
    let (store, journal) = (staged.join(STORE), staged.join(JOURNAL));
    let progress = crate::progress::Bytes::start("restoring leads", None);
    backup::restore(from, &store, &journal, |leads| progress.tell(leads)).await?;
    progress.finish();
    for name in [JOURNAL, STORE] {
        fs::rename(staged.join(name), data.join(name))?;
    }
    sync_folder(data)?;
    // Last, for from here on the folder may be used.
    remove(&staged)?;
    sync_folder(data)?;
    Ok(())
}
