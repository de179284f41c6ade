//! The catalog as a file, so that a start need not read every text again.
//!
//! The file holds what the segments hold, so its form changes with them: [`VERSION`] is raised then,
//! and a file of another version is of no use. Nothing is lost by that, because all of it follows from
//! the store.

use std::{
    io::{self, Write},
    sync::Arc,
};

use kazi_domain::SourceId;
use serde::{Deserialize, Serialize};

use crate::{
    Catalog, Snapshot,
    rows::Rows,
    segment::{Reweighed, Segment},
    snapshot::Part,
};

const MAGIC: &[u8; 12] = b"kazi catalog";
/// Of the form of everything behind the magic bytes.
const VERSION: u16 = 4;
const CRC_BYTES: usize = size_of::<u32>();

/// Of what a saved catalog is a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedOf {
    /// What differs when the leads were judged otherwise; what it holds is the caller's own.
    pub judged_by: Vec<u8>,
    /// The last change of the store that the catalog shows.
    pub sequence: u64,
}

/// Why a saved catalog cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    /// It was written by another version of kazi.
    #[error("it was written by another version of kazi")]
    Version,
    /// It is not what was written.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// The postings of this source may be shown since, or no longer.
    #[error("what the owner of \"{0}\" lets be shown has changed")]
    Rights(SourceId),
}

#[derive(Serialize)]
struct PartForm<'a> {
    segment: &'a Segment,
    deleted: &'a Rows,
    reweighed: &'a Reweighed,
}

impl Snapshot {
    /// Writes all of it.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn save(&self, of: &SavedOf, out: impl Write) -> io::Result<()> {
        let mut out = Summed { out, sum: crc32fast::Hasher::new() };
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        let parts: Vec<PartForm<'_>> = self
            .live()
            .iter()
            .map(|live| PartForm { segment: live.segment, deleted: live.deleted, reweighed: live.reweighed })
            .collect();
        let sources = self.sources();
        let shown: Vec<(&SourceId, bool)> =
            sources.into_iter().map(|source| (source, self.shown.holds(source))).collect();
        postcard::to_io(&(of, &self.rules.half_life_days, shown, parts), &mut out)
            .map_err(io::Error::other)?;
        let sum = out.sum.clone().finalize();
        out.write_all(&sum.to_le_bytes())?;
        out.flush()
    }
}

/// A saved catalog that was read and is as it was written.
#[derive(Debug)]
pub struct SavedCatalog {
    of: SavedOf,
    /// Rows stand in the order of this half-life.
    half_life_days: f64,
    /// Whether its rows show each source.
    shown: Vec<(SourceId, bool)>,
    parts: Vec<Part>,
}

type Form = (SavedOf, f64, Vec<(SourceId, bool)>, Vec<(Segment, Rows, Reweighed)>);

impl SavedCatalog {
    /// Reads what [`Snapshot::save`] wrote.
    ///
    /// # Errors
    /// When it is of another version, or not what was written.
    pub fn read(file: &[u8]) -> Result<Self, SavedError> {
        let damaged = |why: &str| SavedError::Damaged(why.to_owned());
        let rest = file.strip_prefix(MAGIC).ok_or_else(|| damaged("it does not begin like one"))?;
        let (version, rest) = rest.split_first_chunk().ok_or_else(|| damaged("it ends early"))?;
        if u16::from_le_bytes(*version) != VERSION {
            return Err(SavedError::Version);
        }
        let (body, sum) = rest.split_last_chunk::<CRC_BYTES>().ok_or_else(|| damaged("it ends early"))?;
        if crc32fast::hash(&file[..file.len() - CRC_BYTES]) != u32::from_le_bytes(*sum) {
            return Err(damaged("its sum differs"));
        }
        let (of, half_life_days, shown, parts): Form =
            postcard::from_bytes(body).map_err(|error| damaged(&error.to_string()))?;
        let part = |(segment, deleted, reweighed)| Part::of(segment, deleted, reweighed);
        Ok(Self { of, half_life_days, shown, parts: parts.into_iter().map(part).collect() })
    }

    /// Of what it is a copy.
    pub fn of(&self) -> &SavedOf {
        &self.of
    }
}

impl Catalog {
    /// Shows what was saved in place of what it shows. Takes time by the size of the catalog where the
    /// half-life is another one now.
    ///
    /// # Errors
    /// When it shows of a source what may not be shown now, or the other way round.
    pub fn restore(&self, saved: SavedCatalog) -> Result<(), SavedError> {
        let (shown, mut sources) = (Arc::clone(&self.snapshot().shown), saved.shown.into_iter());
        if let Some((source, _)) = sources.find(|(source, was)| shown.holds(source) != *was) {
            return Err(SavedError::Rights(source));
        }
        self.put_parts(saved.parts, saved.half_life_days);
        Ok(())
    }
}

/// Sums what is written.
struct Summed<W> {
    out: W,
    sum: crc32fast::Hasher,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
