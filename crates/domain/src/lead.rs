//! What readers see: one piece of work, built from one or more postings of it.

use jiff::Timestamp;

use crate::{assessment::Assessment, id::LeadId, posting::Posting};

/// Why two postings were taken for the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameWork {
    /// The posting by which the lead was first met.
    First,
    /// The same address.
    Url,
    /// The same words.
    Text,
    /// Nearly the same words, checked as a pair.
    Near,
}

/// A posting of a lead, with what was judged of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessedPosting {
    /// The posting.
    pub posting: Posting,
    /// What was judged of it.
    pub assessment: Assessment,
    /// Why it belongs to the lead.
    pub same: SameWork,
    /// When it was first read.
    pub first_seen: Timestamp,
    /// When the source no longer showed it, or said that it ended.
    pub closed_at: Option<Timestamp>,
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// Its postings, the one that leaves the reader most after fees first; never empty.
    postings: Vec<AssessedPosting>,
}

impl Lead {
    /// A lead of at least one posting, sorted so that the open one that leaves most comes first.
    ///
    /// Nothing where `postings` is empty.
    pub fn new(id: LeadId, mut postings: Vec<AssessedPosting>) -> Option<Self> {
        let left = |p: &AssessedPosting| p.assessment.net_hourly.as_ref().map(|net| net.ranked_usd);
        postings.sort_by(|a, b| {
            let closed = a.closed_at.is_some().cmp(&b.closed_at.is_some());
            closed.then_with(|| left(b).cmp(&left(a))).then_with(|| a.posting.id.cmp(&b.posting.id))
        });
        (!postings.is_empty()).then_some(Self { id, postings })
    }

    /// All postings, the best first.
    pub fn postings(&self) -> &[AssessedPosting] {
        &self.postings
    }

    /// The posting that leaves most after fees.
    pub fn best(&self) -> &AssessedPosting {
        &self.postings[0]
    }

    /// When the work was first offered, as far as any posting or its first reading tells.
    pub fn posted_at(&self) -> Timestamp {
        let said = |p: &AssessedPosting| p.posting.posted_at.unwrap_or(p.first_seen).min(p.first_seen);
        self.postings.iter().map(said).min().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// When it ended: the last of its postings to close; nothing while one is open.
    pub fn closed_at(&self) -> Option<Timestamp> {
        self.postings.iter().map(|p| p.closed_at).collect::<Option<Vec<_>>>()?.into_iter().max()
    }
}
