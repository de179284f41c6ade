//! A new journal, filled from a backup.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{
    super::{Entry, JournalError, line},
    MODE, io_error,
};
use crate::folder::sync_folder;

/// Lines on their way into a journal that nobody has open yet.
pub(crate) struct NewLines {
    path: PathBuf,
    file: BufWriter<File>,
}

impl NewLines {
    /// Refuses where the file is there already.
    pub(crate) fn create(path: &Path) -> Result<Self, JournalError> {
        let created = OpenOptions::new().write(true).create_new(true).mode(MODE).open(path);
        let file = BufWriter::new(created.map_err(|error| io_error(path, &error))?);
        Ok(Self { path: path.to_owned(), file })
    }

    /// Puts the next entry. The caller sees to their order.
    pub(crate) fn put(&mut self, entry: &Entry) -> Result<(), JournalError> {
        let line = line::write(entry.sequence, entry.at, &entry.what).map_err(std::io::Error::other);
        self.write(line)
    }

    /// Puts a line that does not read in the place of an entry that was lost: those behind it keep theirs.
    pub(crate) fn put_lost(&mut self, place: u64) -> Result<(), JournalError> {
        self.write(Ok(format!("{{\"lost\":{place}}}\n")))
    }

    fn write(&mut self, line: std::io::Result<String>) -> Result<(), JournalError> {
        let written = line.and_then(|line| self.file.write_all(line.as_bytes()));
        written.map_err(|error| io_error(&self.path, &error))
    }

    /// Puts all on the disk.
    pub(crate) fn finish(mut self) -> Result<(), JournalError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.and_then(|()| sync_folder(folder)).map_err(|error| io_error(&self.path, &error))
    }
}
