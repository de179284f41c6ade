//! The journal as a file of lines, which several processes may share.
//!
//! Appending takes the lock of the file, reads what others wrote, writes, and syncs. Reading shares the
//! lock, so that nobody meets a line that is not on the disk yet and may still be taken back.

mod new;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use tokio::task::spawn_blocking;

pub(crate) use self::new::NewLines;
use super::{
    ENTRY_BYTES_MAX, Journal, JournalError, JournalPage, LostEntry, NewEntry, READ_BYTES_MAX, READ_MAX,
    line::{self, read},
};
use crate::folder::{may_be_anothers, sync_folder};

/// Only its owner reads it: hashes of passwords stand in it.
const MODE: u32 = 0o600;
/// Read at one time, in bytes.
const BLOCK_BYTES: usize = 256 * 1024;

/// A journal in a file of JSON lines.
#[derive(Clone)]
pub struct FileJournal {
    open: Arc<Mutex<Lines>>,
}

/// A journal that is open, and what the operator must know.
pub struct OpenedJournal {
    /// The journal.
    pub journal: FileJournal,
    /// Of a torn last line that was set aside, and of entries that are lost.
    pub notices: Vec<String>,
}

struct Lines {
    path: PathBuf,
    file: File,
    /// Where each line begins; number `n` is entry `n + 1`, whether it reads or not.
    begins: Vec<u64>,
    /// Where the last whole line ends.
    end: u64,
    /// Set by the first sync that failed.
    failed: Option<String>,
}

impl FileJournal {
    /// Opens the journal in the file `path`, or creates it there.
    ///
    /// # Errors
    /// [`JournalError::Io`] where the system refuses.
    pub async fn open(path: &Path) -> Result<OpenedJournal, JournalError> {
        let path = path.to_owned();
        let opened = spawn_blocking(move || {
            let mut open = Lines::open(path)?;
            let notices = open.mend()?;
            Ok((open, notices))
        });
        let (open, notices) = opened.await.map_err(ended)??;
        Ok(OpenedJournal { journal: Self { open: Arc::new(Mutex::new(open)) }, notices })
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Lines) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let open = Arc::clone(&self.open);
        spawn_blocking(move || question(&mut open.lock().unwrap_or_else(PoisonError::into_inner)))
            .await
            .map_err(ended)?
    }
}

#[allow(clippy::needless_pass_by_value)] // the form that map_err calls
fn ended(error: tokio::task::JoinError) -> JournalError {
    JournalError::Closed(error.to_string())
}

#[async_trait]
impl Journal for FileJournal {
    async fn append(&self, entry: NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError> {
        self.ask(move |open| open.append(&entry, expected_head)).await
    }

    async fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        self.ask(move |open| {
            open.locked(File::lock_shared, |_| Ok(()))?;
            open.read_after(sequence, limit.min(READ_MAX))
        })
        .await
    }
}

impl Lines {
    fn open(path: PathBuf) -> Result<Self, JournalError> {
        let new = !path.exists();
        let opened = OpenOptions::new().read(true).append(true).create(true).mode(MODE).open(&path);
        let file = opened.map_err(|error| io_error(&path, &error))?;
        if new {
            // The name of the file must outlive a power cut as well as its lines.
            let folder = path.parent().unwrap_or(Path::new("."));
            file.sync_all().and_then(|()| sync_folder(folder)).map_err(|error| io_error(&path, &error))?;
        }
        Ok(Self { path, file, begins: Vec::new(), end: 0, failed: None })
    }

    fn error(&self, error: &io::Error) -> JournalError {
        io_error(&self.path, error)
    }

    /// An entry in a file that was removed or replaced is lost with this process.
    fn check_in_place(&self) -> Result<(), JournalError> {
        let open = self.file.metadata().map_err(|error| self.error(&error))?;
        let named = fs::metadata(&self.path).ok();
        if named.is_some_and(|named| (named.dev(), named.ino()) == (open.dev(), open.ino())) {
            return Ok(());
        }
        let gone =
            "it was moved, removed or replaced while kazi has it open: put it back and start kazi again";
        Err(self.error(&io::Error::other(gone)))
    }

    fn head(&self) -> u64 {
        self.begins.len() as u64
    }

    /// Finds the lines that are new since the last look.
    fn catch_up(&mut self) -> Result<(), JournalError> {
        let mut block = vec![0; BLOCK_BYTES];
        let (mut at, mut begin) = (self.end, self.end);
        loop {
            let count = self.file.read_at(&mut block, at).map_err(|error| self.error(&error))?;
            if count == 0 {
                return Ok(());
            }
            for (place, _) in block[..count].iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
                self.begins.push(begin);
                begin = at + place as u64 + 1;
            }
            self.end = begin;
            at += count as u64;
        }
    }

    /// Finds what others wrote and runs `work`, all while no other process writes.
    fn locked<T>(
        &mut self,
        lock: impl FnOnce(&File) -> io::Result<()>,
        work: impl FnOnce(&mut Self) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        lock(&self.file).map_err(|error| self.error(&error))?;
        let done = self.catch_up().and_then(|()| work(self));
        let unlocked = self.file.unlock().map_err(|error| self.error(&error));
        done.and_then(|done| unlocked.map(|()| done))
    }

    /// Sets a torn last line aside, and says what does not read.
    fn mend(&mut self) -> Result<Vec<String>, JournalError> {
        let mut notices: Vec<String> = self.locked(File::lock, Self::set_torn_aside)?.into_iter().collect();
        let mut after = 0;
        loop {
            let page = self.read_after(after, READ_MAX)?;
            notices.extend(
                page.lost.iter().map(|lost| format!("an entry of the journal is lost: {}", lost.why)),
            );
            match page.last() {
                Some(last) => after = last,
                None => return Ok(notices),
            }
        }
    }

    /// A line without its end was not acknowledged where its writer was stopped, or the power went; where the
    /// file was cut later it may have been, which [`JournalHead`](super::JournalHead) tells.
    fn set_torn_aside(&mut self) -> Result<Option<String>, JournalError> {
        let length = self.file.metadata().map_err(|error| self.error(&error))?.len();
        let Some(torn_bytes) = length.checked_sub(self.end) else {
            return Err(self.error(&io::Error::other("it is shorter than it was: start kazi again")));
        };
        if torn_bytes == 0 {
            return Ok(None);
        }
        let mut aside = self.path.clone().into_os_string();
        aside.push(format!(".torn-{}", self.end));
        let aside = PathBuf::from(aside);
        let moved = || -> io::Result<()> {
            let bytes = usize::try_from(torn_bytes).unwrap_or(usize::MAX).min(ENTRY_BYTES_MAX);
            let mut torn = vec![0; bytes];
            self.file.read_exact_at(&mut torn, self.end)?;
            let kept = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(&aside)?;
            (&kept).write_all(&torn)?;
            kept.sync_all()?;
            self.file.set_len(self.end)?;
            self.file.sync_all()
        };
        moved().map_err(|error| self.error(&error))?;
        Ok(Some(format!("the journal ended in a torn line, which is kept at {}", aside.display())))
    }

    fn append(&mut self, entry: &NewEntry, expected_head: Option<u64>) -> Result<u64, JournalError> {
        if let Some(reason) = &self.failed {
            return Err(JournalError::Failed(reason.clone()));
        }
        self.locked(File::lock, |open| {
            open.check_in_place()?;
            let head = open.head();
            if let Some(expected) = expected_head.filter(|expected| *expected != head) {
                return Err(JournalError::Conflict { expected, head });
            }
            if let Some(notice) = open.set_torn_aside()? {
                tracing::warn!("{notice}");
            }
            let line = line::write(head + 1, entry.at, &entry.what)
                .map_err(|error| open.error(&io::Error::other(error)))?;
            let bytes = line.len();
            if bytes > ENTRY_BYTES_MAX {
                return Err(JournalError::TooLarge { bytes });
            }
            open.write(line.as_bytes())?;
            open.begins.push(open.end);
            open.end += bytes as u64;
            Ok(open.head())
        })
    }

    /// Writes behind the last line and syncs. What was written is taken back where either fails. After a
    /// sync that failed nobody knows what the disk holds, and the journal takes no more.
    fn write(&mut self, line: &[u8]) -> Result<(), JournalError> {
        if let Err(error) = self.file.write_all(line) {
            let error = self.error(&error);
            if let Err(again) = self.take_back() {
                self.failed = Some(again.to_string());
            }
            return Err(error);
        }
        self.file.sync_data().map_err(|error| {
            tracing::error!(%error, "the journal takes no more entries");
            self.failed = Some(error.to_string());
            // Whether this works or not, the line may be on the disk after a power cut.
            if let Err(again) = self.take_back() {
                tracing::error!(error = %again, "what could not be synced stays in the journal");
            }
            JournalError::Unsure { path: self.path.clone(), reason: error.to_string() }
        })
    }

    /// Takes away what was written behind the last whole line.
    fn take_back(&self) -> io::Result<()> {
        self.file.set_len(self.end).and_then(|()| self.file.sync_all())
    }

    fn read_after(&self, sequence: u64, limit: usize) -> Result<JournalPage, JournalError> {
        let first = usize::try_from(sequence).unwrap_or(usize::MAX).min(self.begins.len());
        let last = first.saturating_add(limit).min(self.begins.len());
        let mut page = JournalPage::default();
        for place in first..last {
            let (begin, number) = (self.begins[place], place as u64 + 1);
            let end = self.begins.get(place + 1).copied().unwrap_or(self.end);
            if place > first && end - self.begins[first] > READ_BYTES_MAX as u64 {
                break;
            }
            let entry = self.read_line(begin, end)?.and_then(|entry| {
                if entry.sequence == number {
                    Ok(entry)
                } else {
                    Err("it stands in another's place".to_owned())
                }
            });
            match entry {
                Ok(entry) => page.entries.push(entry),
                Err(why) => {
                    let why = format!("{}:{number}: {why}", self.path.display());
                    page.lost.push(LostEntry { sequence: number, why });
                }
            }
        }
        Ok(page)
    }

    fn read_line(&self, begin: u64, end: u64) -> Result<Result<super::Entry, String>, JournalError> {
        let bytes = usize::try_from(end - begin).unwrap_or(usize::MAX);
        if bytes > ENTRY_BYTES_MAX {
            return Ok(Err(format!("it is {bytes} bytes long")));
        }
        let mut line = vec![0; bytes.saturating_sub(1)];
        self.file.read_exact_at(&mut line, begin).map_err(|error| self.error(&error))?;
        Ok(read(&line))
    }
}

fn io_error(path: &Path, error: &io::Error) -> JournalError {
    JournalError::Io { path: path.to_owned(), reason: may_be_anothers(error) }
}

#[cfg(test)]
mod tests;
