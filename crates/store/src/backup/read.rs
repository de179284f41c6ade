//! Reading a backup: every byte is checked before it counts.

use std::io::{self, Read};

use kazi_domain::Lead;
use sha2::{Digest as _, Sha256};

use super::{
    BackupError, Contents,
    form::{self, BODY_BYTES_MAX, End, HEAD_BYTES, OPENING, OPENING_BYTES_MAX, PIECE_VERSION},
};
use crate::{
    Document, DocumentKey,
    frame::unseal,
    journal::{self, Entry},
    record::{LEAD_VERSION, RecordError, read_lead},
};

/// Reads all of a backup and compares; `tell` hears how many bytes are done.
///
/// # Errors
/// Where and why it is none, or not whole.
pub fn verify(from: impl Read, mut tell: impl FnMut(u64)) -> Result<Contents, BackupError> {
    let mut reading = Reading::begin(from)?;
    while reading.next()?.is_some() {
        tell(reading.at);
    }
    Ok(reading.contents)
}

/// A thing that a backup holds.
pub(super) enum Part {
    Lead(Box<Lead>),
    Document(DocumentKey, Document),
    Entry(Entry),
    /// The place of an entry of the journal that did not read.
    Lost(u64),
}

pub(super) struct Reading<R> {
    from: R,
    hasher: Sha256,
    /// Bytes read.
    at: u64,
    /// Where the piece that is read begins.
    begin: u64,
    /// Counted so far; at the end, all.
    pub(super) contents: Contents,
}

impl<R: Read> Reading<R> {
    pub(super) fn begin(mut from: R) -> Result<Self, BackupError> {
        let mut hasher = Sha256::new();
        let opening = read_opening(&mut from)?;
        hasher.update(&opening);
        let at = opening.len() as u64;
        let contents = Contents {
            made_at: jiff::Timestamp::UNIX_EPOCH,
            sequence: 0,
            leads: 0,
            postings: 0,
            documents: 0,
            entries: 0,
            lost: 0,
        };
        let mut reading = Self { from, hasher, at, begin: at, contents };
        let (kind, version, body) = reading.piece()?;
        if kind != form::BEGIN {
            return Err(reading.damaged("it does not say when it was made"));
        }
        reading.known(version)?;
        reading.contents =
            serde_json::from_slice(&body).map_err(|error| reading.damaged(&error.to_string()))?;
        Ok(reading)
    }

    /// The next thing; nothing at the end of a backup that is whole.
    pub(super) fn next(&mut self) -> Result<Option<Part>, BackupError> {
        let before = self.hasher.clone();
        let (kind, version, body) = self.piece()?;
        let part = match kind {
            form::LEAD => Part::Lead(Box::new(self.lead(version, &body)?)),
            form::SOURCE | form::HOST | form::NAMED => {
                self.contents.documents += 1;
                let read = form::read_document(kind, version, &body);
                let (key, document) = read.ok_or_else(|| self.damaged("a document does not read"))?;
                Part::Document(key, document)
            }
            form::ENTRY => self.entry(version, &body)?,
            form::LOST => {
                let place = body.as_slice().try_into().map(u64::from_be_bytes);
                self.place(place.map_err(|_| self.damaged("a place does not read"))?)?;
                self.contents.lost += 1;
                Part::Lost(self.contents.entries + self.contents.lost)
            }
            form::END => {
                self.known(version)?;
                self.end(&body, &form::hex(&before.finalize()))?;
                return Ok(None);
            }
            _ => return Err(self.damaged("there is no such piece")),
        };
        Ok(Some(part))
    }

    fn lead(&mut self, version: u16, body: &[u8]) -> Result<Lead, BackupError> {
        let lead = read_lead(version, body).map_err(|error| match error {
            RecordError::Version(found) if found > LEAD_VERSION => {
                BackupError::Newer { what: "a lead of the backup".to_owned(), found }
            }
            error => self.damaged(&error.to_string()),
        })?;
        self.contents.leads += 1;
        self.contents.postings += lead.postings().len() as u64;
        Ok(lead)
    }

    fn entry(&mut self, version: u16, body: &[u8]) -> Result<Part, BackupError> {
        self.known(version)?;
        let line = body.strip_suffix(b"\n").unwrap_or(body);
        let entry = journal::line::read(line).map_err(|why| self.damaged(&why))?;
        self.place(entry.sequence)?;
        self.contents.entries += 1;
        Ok(Part::Entry(entry))
    }

    /// Entries of the journal stand in their order, and none is left out.
    fn place(&self, place: u64) -> Result<(), BackupError> {
        let expected = self.contents.entries + self.contents.lost + 1;
        if place == expected { Ok(()) } else { Err(self.damaged("an entry of the journal is missing")) }
    }

    fn end(&mut self, body: &[u8], sha256: &str) -> Result<(), BackupError> {
        let end: End = serde_json::from_slice(body).map_err(|error| self.damaged(&error.to_string()))?;
        if end.sha256 != sha256 || end.contents != self.contents {
            return Err(self.damaged("its pieces do not belong together"));
        }
        match self.from.read(&mut [0])? {
            0 => Ok(()),
            _ => Err(self.damaged("something stands behind its end")),
        }
    }

    /// Kind, version and body of the next piece.
    fn piece(&mut self) -> Result<(u8, u16, Vec<u8>), BackupError> {
        self.begin = self.at;
        let mut piece = vec![0; HEAD_BYTES];
        self.fill(&mut piece)?;
        let length = u32::from_le_bytes([piece[3], piece[4], piece[5], piece[6]]);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > BODY_BYTES_MAX {
            return Err(self.damaged("a piece is too long"));
        }
        let mut body = vec![0; length];
        self.fill(&mut body)?;
        piece.extend(body);
        self.hasher.update(&piece);
        let kind = piece[0];
        let unsealed = unseal(&[kind], &piece[1..]).map_err(|error| self.damaged(&error.to_string()))?;
        Ok((kind, unsealed.0, unsealed.1.to_vec()))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BackupError> {
        self.from.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged("it is cut short"),
            _ => BackupError::Io(error),
        })?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn known(&self, version: u16) -> Result<(), BackupError> {
        if version == PIECE_VERSION {
            return Ok(());
        }
        Err(BackupError::Newer { what: "a piece of the backup".to_owned(), found: version })
    }

    fn damaged(&self, reason: &str) -> BackupError {
        BackupError::Damaged { at: self.begin, reason: reason.to_owned() }
    }
}

fn read_opening(from: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    let mut opening = Vec::new();
    let mut byte = [0];
    while opening.last() != Some(&b'\n') && opening.len() < OPENING_BYTES_MAX {
        if from.read(&mut byte)? == 0 {
            break;
        }
        opening.push(byte[0]);
    }
    let version = opening.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix(b"\n"));
    let version = version.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    match version.ok_or(BackupError::NoBackup)? {
        form::VERSION => Ok(opening),
        found => Err(BackupError::Newer { what: "the backup".to_owned(), found }),
    }
}
