//! `kazi backup`: all data in one file, also while `kazi serve` runs.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufReader, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use kazi_fetcher::Clock;
use kazi_store::{
    PostgresOptions, PostgresStore, SledOptions, SledStore, Store,
    backup::{self, BackupError, Contents},
    journal::{FileJournal, Journal, JournalError, READ_MAX},
};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::{
    cli::BackupArgs,
    config::{Config, Place},
    pipeline::{
        acknowledged,
        data::{JOURNAL, STORE, prepare_data, sync_folder},
        questions,
    },
    progress::Bytes,
    system::SystemClock,
};

/// Only its owner reads it: hashes of passwords stand in it.
const MODE: u32 = 0o600;
/// Bytes passed on at once.
const BLOCK_BYTES: usize = 256 * 1024;
/// Bytes on their way from the store to the file.
const ON_THE_WAY_BYTES: usize = 1024 * 1024;

/// Runs `kazi backup`.
///
/// # Errors
/// When the file is there already, or cannot be written, or the data not be read.
pub async fn run(config: &Config, args: &BackupArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let file = &args.file;
    if file.exists() {
        bail!("{} is there already: name a new file", file.display());
    }
    let part = part_of(file);
    let written = match questions::ask(&args.data.data, "backup").await? {
        Some(answer) => {
            take(answer, &part).await.context("no backup came of it; the log of the other kazi may say why")
        }
        None => make(config, &args.data.data, &part).await,
    };
    if written.is_err() {
        // A full disk wants its room back.
        let _ = fs::remove_file(&part);
    }
    let contents = written?;
    fs::rename(&part, file).and_then(|()| sync_folder(folder_of(file)))?;
    let bytes = fs::metadata(file)?.len();
    writeln!(out, "{}: {contents}; {bytes} bytes", file.display())?;
    Ok(())
}

fn part_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    file.with_file_name(name)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Nobody serves: this process reads the store itself.
async fn make(config: &Config, data: &Path, part: &Path) -> anyhow::Result<Contents> {
    if let Place::Postgres(url) = config.settings.store.place()? {
        let database = PostgresStore::open(&url, PostgresOptions::default()).await?;
        return pass_on(&database, &database, part).await;
    }
    prepare_data(data)?;
    let store = SledStore::open(&data.join(STORE), SledOptions::default()).await?;
    let opened = FileJournal::open(&data.join(JOURNAL)).await?;
    for notice in &opened.notices {
        tracing::error!("{notice}");
    }
    // A backup without what was typed would take the place of one that has it.
    let last = last_place(&opened.journal).await?;
    acknowledged::expect_all(&store, &opened.journal, last).await?;
    pass_on(&store, &opened.journal, part).await
}

/// The place of the last entry of a journal, read or lost.
async fn last_place(journal: &dyn Journal) -> Result<u64, JournalError> {
    let mut last = 0;
    while let Some(behind) = journal.read_after(last, READ_MAX).await?.last() {
        last = behind;
    }
    Ok(last)
}

async fn pass_on(store: &dyn Store, journal: &dyn Journal, part: &Path) -> anyhow::Result<Contents> {
    let (from, to) = tokio::io::duplex(ON_THE_WAY_BYTES);
    let now = SystemClock.now();
    let write = async {
        let mut to = to;
        backup::write(store, journal, now, &mut to).await
    };
    let (written, taken) = tokio::join!(write, take(from, part));
    store.close().await?;
    match written {
        // Nobody took it, and the taker knows why.
        Ok(_) | Err(BackupError::Io(_)) => taken,
        Err(error) => Err(error.into()),
    }
}

/// Writes what comes to the file `part`, and then reads that again: a backup that nobody can read is none.
async fn take(from: impl AsyncRead, part: &Path) -> anyhow::Result<Contents> {
    let cannot = || format!("cannot write {}", part.display());
    let created = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(part);
    let mut file = created.with_context(cannot)?;
    let progress = Bytes::start("writing", None);
    let (mut from, mut block) = (std::pin::pin!(from), vec![0; BLOCK_BYTES]);
    let mut bytes = 0;
    loop {
        let count = from.read(&mut block).await?;
        if count == 0 {
            break;
        }
        file.write_all(&block[..count]).with_context(cannot)?;
        bytes += count as u64;
        progress.tell(bytes);
    }
    file.sync_all().with_context(cannot)?;
    progress.finish();
    let contents = verify(part)?;
    Ok(contents)
}

/// Reads all of a backup with progress.
///
/// # Errors
/// Where it is not whole.
pub fn verify(file: &Path) -> anyhow::Result<Contents> {
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let progress = Bytes::start("checking", Some(opened.metadata().map_or(0, |about| about.len())));
    let verified = backup::verify(BufReader::new(opened), |bytes| progress.tell(bytes));
    progress.finish();
    verified.with_context(|| file.display().to_string())
}
