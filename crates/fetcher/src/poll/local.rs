//! Reading a source that lies on this machine: a file, or a folder of files or messages.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use bytes::Bytes;

use super::{Fetcher, Halt, Learnt, Meter, PollProblem, Read, read_safely};
use crate::{
    document::Document,
    hash::fingerprint,
    mapping::Kind,
    source::{Keep, Source},
    state::SourceState,
};

/// The most files of a folder that are read; further ones are left and reported.
const FILES_MAX: usize = 2_000;
/// The folders of a Maildir that hold messages.
const MAILDIR_FOLDERS: [&str; 2] = ["new", "cur"];

/// A file, and what tells that it has changed.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    length: u64,
    #[allow(dead_code, reason = "it counts for the hash of the folder")]
    changed_at: Option<SystemTime>,
}

impl Fetcher {
    /// Reads a file, or every file of a folder.
    pub(super) async fn read_local(
        &self,
        source: &Arc<Source>,
        path: &Path,
        state: &SourceState,
        meter: &mut Meter,
    ) -> Result<Read, Halt> {
        let local = |error: std::io::Error| PollProblem::Local(format!("{}: {error}", path.display()));
        let (start, kind) = (path.to_owned(), source.kind);
        let listed = tokio::task::spawn_blocking(move || list(&start, kind)).await;
        let mut files = listed.map_err(|_| PollProblem::ReaderStumbled)?.map_err(local)?;
        let hash = fingerprint(&files);
        let learnt = Learnt { content_hash: Some(hash), ..Learnt::default() };
        if state.content_hash == Some(hash) && source.rights.keep == Keep::Unlimited {
            return Ok(Read { unchanged: true, learnt, ..Read::default() });
        }
        let mut read = Read { learnt, ..Read::default() };
        read.fresh.complete = files.len() <= FILES_MAX;
        if !read.fresh.complete {
            read.warnings.push(format!("{} files; {FILES_MAX} are read at most", files.len()));
            files.truncate(FILES_MAX);
        }
        let mut failure = None;
        let (count, folder) = (files.len(), path.to_owned());
        for file in files {
            let name = file.path.strip_prefix(&folder).unwrap_or(&file.path).display().to_string();
            match self.read_file(source, &file, meter).await {
                Ok(reading) => read.fresh.readings.push(reading),
                Err(Halt::Problem(problem)) => {
                    read.warnings.push(format!("{name}: {problem}"));
                    read.fresh.complete = false;
                    failure = failure.or(Some(problem));
                }
                Err(halt) => return Err(halt),
            }
        }
        match failure {
            Some(problem) if count == read.warnings.len() => Err(problem.into()),
            _ => Ok(read),
        }
    }

    async fn read_file(
        &self,
        source: &Arc<Source>,
        file: &Found,
        meter: &mut Meter,
    ) -> Result<crate::document::Reading, Halt> {
        let bytes_max = self.options.budget.document_bytes;
        if file.length > bytes_max as u64 {
            return Err(PollProblem::TooLarge { bytes_max }.into());
        }
        let body =
            tokio::fs::read(&file.path).await.map_err(|error| PollProblem::Local(error.to_string()))?;
        meter.bytes += body.len() as u64;
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let document = Document { name, ..Document::new(Bytes::from(body), self.options.clock.now()) };
        let reading = read_safely(source, document).await?;
        match reading.failure {
            Some(failure) => Err(failure.into()),
            None => Ok(reading),
        }
    }
}

/// The files at a path, in the order of their names. Links are not followed out of the folder, and
/// names that begin with a dot are left alone.
fn list(path: &Path, kind: Kind) -> std::io::Result<Vec<Found>> {
    let about = std::fs::metadata(path)?;
    if about.is_file() {
        return Ok(vec![Found {
            path: path.to_owned(),
            length: about.len(),
            changed_at: about.modified().ok(),
        }]);
    }
    let maildir = kind == Kind::Mail && path.join(MAILDIR_FOLDERS[1]).is_dir();
    let folders = if maildir {
        MAILDIR_FOLDERS.iter().map(|folder| path.join(folder)).collect()
    } else {
        vec![path.to_owned()]
    };
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder)?.take(10 * FILES_MAX) {
            let entry = entry?;
            let about = entry.metadata()?;
            if about.is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
                found.push(Found {
                    path: entry.path(),
                    length: about.len(),
                    changed_at: about.modified().ok(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
