//! The form of a lead on disk: types of its own, version 1.
//!
//! A domain type may change without changing a file: every conversion below names every field and
//! every variant, so the compiler asks what the change means on disk. What cannot be read the same
//! way any more gets a new version beside this one. Times are whole seconds.

mod assessment;
mod choices;
mod evidence;
mod hourly;
mod pay;
mod posting;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod values;

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

use self::posting::PostingRecord;

/// The version that is written.
pub(crate) const LEAD_VERSION: u16 = 1;

/// Why a record cannot be turned into a lead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RecordError {
    #[error("its version {0} is not known")]
    Version(u16),
    #[error("its body does not read: {0}")]
    Body(String),
    #[error("its {0} is out of range")]
    Value(&'static str),
}

/// A lead as bytes.
pub(crate) fn write_lead(lead: &domain::Lead) -> Result<Vec<u8>, RecordError> {
    let postings = lead.postings().iter().map(PostingRecord::of).collect();
    let record = LeadRecord { id: lead.id.0, postings };
    postcard::to_allocvec(&record).map_err(|error| RecordError::Body(error.to_string()))
}

/// A lead from bytes of the version named.
pub(crate) fn read_lead(version: u16, bytes: &[u8]) -> Result<domain::Lead, RecordError> {
    if version != LEAD_VERSION {
        return Err(RecordError::Version(version));
    }
    let record: LeadRecord =
        postcard::from_bytes(bytes).map_err(|error| RecordError::Body(error.to_string()))?;
    let postings = record.postings.into_iter().map(PostingRecord::read).collect::<Result<Vec<_>, _>>()?;
    domain::Lead::new(domain::LeadId(record.id), postings).ok_or(RecordError::Value("list of postings"))
}

#[derive(Serialize, Deserialize)]
struct LeadRecord {
    id: u64,
    postings: Vec<PostingRecord>,
}
