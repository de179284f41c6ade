//! Filling a new store and a new journal from a backup.

use std::{io::Read, path::Path};

use super::{
    BackupError, Contents,
    read::{Part, Reading},
};
use crate::{
    Batch, SledOptions, SledStore, Store,
    journal::{FileJournal, NewLines},
};

/// Things saved at once.
const AT_ONCE: usize = 200;

/// Fills a new store in the folder `store` and a new journal in the file `journal` from a backup, and checks
/// both; `tell` hears how many leads are done. Neither may be there yet.
///
/// # Errors
/// Where the backup is not whole, the system refuses, or what was filled is not the same. What is at
/// `store` and `journal` is then of no use.
pub async fn restore(
    from: impl Read,
    store: &Path,
    journal: &Path,
    mut tell: impl FnMut(u64),
) -> Result<Contents, BackupError> {
    let mut reading = Reading::begin(from)?;
    // It has an identity of its own: whoever followed the store before is told to begin anew.
    let filled = SledStore::open(store, SledOptions::default()).await?;
    let mut lines = NewLines::create(journal)?;
    let (mut batch, mut waiting) = (Batch::default(), 0);
    while let Some(part) = reading.next()? {
        match part {
            Part::Lead(lead) => batch.put_lead(*lead),
            Part::Document(key, document) => batch.put(key, document),
            Part::Entry(entry) => {
                lines.put(&entry)?;
                continue;
            }
            Part::Lost(place) => {
                lines.put_lost(place)?;
                continue;
            }
        };
        waiting += 1;
        if waiting == AT_ONCE {
            filled.save(std::mem::take(&mut batch)).await?;
            waiting = 0;
            tell(reading.contents.leads);
        }
    }
    filled.save(batch).await?;
    lines.finish()?;
    let contents = reading.contents;
    check_store(&filled, &contents, store).await?;
    filled.close().await?;
    check_journal(journal, &contents).await?;
    Ok(contents)
}

async fn check_store(filled: &dyn Store, contents: &Contents, path: &Path) -> Result<(), BackupError> {
    let report = filled.check().await?;
    let same = (report.leads, report.postings, report.documents)
        == (contents.leads, contents.postings, contents.documents);
    if same && report.problems.is_empty() {
        return Ok(());
    }
    let reason = report.problems.into_iter().next().unwrap_or_else(|| "not all of it is there".to_owned());
    Err(BackupError::NotTheSame { path: path.to_owned(), reason })
}

async fn check_journal(path: &Path, contents: &Contents) -> Result<(), BackupError> {
    let notices = FileJournal::open(path).await?.notices;
    if notices.len() as u64 == contents.lost {
        return Ok(());
    }
    let reason = notices.into_iter().next().unwrap_or_else(|| "entries are missing".to_owned());
    Err(BackupError::NotTheSame { path: path.to_owned(), reason })
}
