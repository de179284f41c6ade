//! What an engine stands on: a folder of this machine, or a database and a copy of it in that folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use jiff::Timestamp;
use kazi_store::{
    Batch, PostgresOptions, PostgresStore, SledOptions, SledStore, Store, StoreError, StoreId,
    journal::{FileJournal, Journal, JournalError, copy_entries, last_entry},
};

use super::shared::{CopiedJournal, Place};

/// The name of the journal within the data folder.
pub const JOURNAL: &str = "journal.jsonl";
/// The name of the store within the data folder.
pub const STORE: &str = "store";
/// The name of the copy of a shared store within the data folder.
const COPY: &str = "copy";
/// Where a copy gets its leads.
const DATABASE: &str = "the database";

/// Open stores and journal.
pub struct Ground {
    /// What must outlive the process.
    pub store: Arc<dyn Store>,
    /// What readers are answered from.
    pub shown: Arc<dyn Store>,
    /// Where that lies.
    pub folder: PathBuf,
    /// What people typed in.
    pub journal: Arc<dyn Journal>,
    /// Where the store is shared.
    pub database: Option<Database>,
    /// What an operator must know.
    pub notes: Vec<String>,
}

/// A database that several machines share.
pub struct Database {
    /// The store in it.
    pub store: Arc<PostgresStore>,
    /// How far the copy on this machine is.
    pub place: Place,
    /// Why it does not answer, where it does not.
    pub away: Option<StoreError>,
}

/// Opens journal and store in `data`.
///
/// # Errors
/// When one cannot be opened.
pub async fn here(data: &Path, now: Timestamp) -> anyhow::Result<Ground> {
    let opened = FileJournal::open(&data.join(JOURNAL)).await?;
    let mut notes = opened.notices;
    let folder = data.join(STORE);
    if !folder.exists() && fs::metadata(data.join(JOURNAL)).is_ok_and(|journal| journal.len() > 0) {
        notes.push(format!("there is no store in {}; a new one is filled from the sources", data.display()));
    }
    let store = open_sled(&folder, now, "the sources", &mut notes).await?;
    let shown = Arc::clone(&store);
    Ok(Ground { store, shown, folder, journal: Arc::new(opened.journal), database: None, notes })
}

/// Opens the copies in `data` of a database, and the database itself if it answers.
///
/// # Errors
/// When a copy cannot be opened, or there is none and the database does not answer.
pub async fn shared(data: &Path, url: &str, now: Timestamp) -> anyhow::Result<Ground> {
    let mut notes = Vec::new();
    let database = Arc::new(PostgresStore::connect(url, PostgresOptions::default())?);
    let found = async {
        database.prepare().await?;
        database.place().await
    };
    let (found, away) = match found.await {
        Ok(found) => (Some(found), None),
        Err(error @ StoreError::Away { .. }) => (None, Some(error)),
        Err(error) => return Err(error.into()),
    };
    let folder = data.join(COPY);
    let (shown, place) = open_copy(&folder, found, now, &mut notes).await?;
    let Some(place) = place else {
        return Err(away.map_or_else(|| anyhow::anyhow!("the copy says nothing of itself"), Into::into));
    };
    identify(&*shown, place.identity).await?;
    let journal = data.join(format!("journal-{}.jsonl", place.identity));
    let journal = copy_journal(&journal, Arc::clone(&database) as _, now, &mut notes).await?;
    let store = Arc::clone(&database) as _;
    let database = Some(Database { store: database, place, away });
    Ok(Ground { store, shown, folder, journal, database, notes })
}

/// The copy, and how far it is; one that the database found does not lead on is set aside.
async fn open_copy(
    path: &Path,
    found: Option<(StoreId, u64)>,
    now: Timestamp,
    notes: &mut Vec<String>,
) -> anyhow::Result<(Arc<dyn Store>, Option<Place>)> {
    let copy = open_sled(path, now, DATABASE, notes).await?;
    let place = Place::find(&*copy).await?;
    let Some((identity, sequence)) = found else { return Ok((copy, place)) };
    let leads_on = place.as_ref().is_none_or(|place| place.leads_to(identity, sequence));
    let begin = Place::before_all(identity);
    if leads_on {
        return Ok((copy, Some(place.unwrap_or(begin))));
    }
    copy.close().await?;
    drop(copy);
    set_aside(path, now, "the database is another one or was restored", notes)?;
    Ok((open_sled(path, now, DATABASE, notes).await?, Some(begin)))
}

/// Lets whoever follows the changes go on at any machine: all copies tell the identity of their database.
async fn identify(copy: &dyn Store, original: StoreId) -> Result<(), StoreError> {
    if copy.identity().await? != original {
        let mut batch = Batch::default();
        batch.identify(original);
        copy.save(batch).await?;
    }
    Ok(())
}

/// The journal of the database, with its copy in a file. A copy that is damaged, or that the journal does
/// not lead on, is set aside.
async fn copy_journal(
    path: &Path,
    original: Arc<dyn Journal>,
    now: Timestamp,
    notes: &mut Vec<String>,
) -> anyhow::Result<Arc<dyn Journal>> {
    let opened = FileJournal::open(path).await?;
    let (mut last, why) = match last_entry(&opened.journal).await {
        Ok(mut last) => {
            let copied = copy_entries(&*original, &opened.journal, &mut last).await;
            // Any other error says that it is away: the copy is all there is.
            let restored = matches!(copied, Err(JournalError::Conflict { .. }));
            (last, restored.then_some("the database was restored from an earlier state"))
        }
        Err(JournalError::Lost { .. }) => (None, Some("the copy of the journal is damaged")),
        Err(error) => return Err(error.into()),
    };
    let Some(why) = why else {
        notes.extend(opened.notices);
        return Ok(Arc::new(CopiedJournal::new(original, Arc::new(opened.journal), last)));
    };
    drop(opened);
    set_aside(path, now, why, notes)?;
    let copy = FileJournal::open(path).await?.journal;
    last = None;
    copy_entries(&*original, &copy, &mut last).await?;
    Ok(Arc::new(CopiedJournal::new(original, Arc::new(copy), last)))
}

/// Opens a store; a damaged one is set aside, and `filled_from` says where another one gets its leads.
async fn open_sled(
    path: &Path,
    now: Timestamp,
    filled_from: &str,
    notes: &mut Vec<String>,
) -> anyhow::Result<Arc<dyn Store>> {
    let opened = SledStore::open_or_set_aside(path, SledOptions::default(), now).await?;
    if let Some(damage) = opened.damage {
        notes.push(format!(
            "the store was damaged ({}) and is kept whole at {}; a new one is filled from {filled_from}",
            damage.reason,
            damage.kept_at.display()
        ));
    }
    Ok(Arc::new(opened.store))
}

/// Renames a copy, which may hold what the database lost.
fn set_aside(path: &Path, now: Timestamp, why: &str, notes: &mut Vec<String>) -> anyhow::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(now.strftime(".aside-%Y%m%dT%H%M%SZ").to_string());
    let kept_at = PathBuf::from(name);
    let renamed: io::Result<()> = fs::rename(path, &kept_at);
    renamed.with_context(|| format!("{} cannot be set aside", path.display()))?;
    notes.push(format!("{why}: the copy before it is kept at {}", kept_at.display()));
    Ok(())
}
