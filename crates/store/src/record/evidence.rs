//! The words that a judgement rests on, on disk.

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

use super::choices::PartRecord;

#[derive(Serialize, Deserialize)]
pub(super) struct EvidenceRecord {
    part: PartRecord,
    start: u32,
    words: String,
}

impl EvidenceRecord {
    pub(super) fn of(evidence: domain::Evidence) -> Self {
        let domain::Evidence { part, start, words } = evidence;
        Self { part: part.into(), start, words }
    }

    pub(super) fn read(self) -> domain::Evidence {
        domain::Evidence { part: self.part.into(), start: self.start, words: self.words }
    }
}
