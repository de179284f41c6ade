//! By which postings the leads are known that something was decided of.
//!
//! A lead has the id of the posting by which it was first met, and which that is depends on the source that
//! answers first: in a store that was filled anew the same work may have another. So a decision is recorded
//! with the postings that the lead had, and holds for whichever lead has one of them.

use std::collections::BTreeSet;

use kazi_domain::{AssessedPosting, LeadId, PostingId};

use crate::{Marked, Marks, SharedMap};

/// The most postings that a decision is recorded with.
const POSTINGS_MAX: usize = 50;

/// The postings of a lead, for a decision about it.
pub fn known_by(postings: &[AssessedPosting]) -> Vec<PostingId> {
    postings.iter().map(|member| member.posting.id).take(POSTINGS_MAX).collect()
}

/// Leads that decisions name, and their postings then.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_posting: SharedMap<(PostingId, LeadId), ()>,
    by_lead: SharedMap<(LeadId, PostingId), ()>,
}

impl Names {
    /// An older kazi recorded no postings: the one whose id the lead has is one of them.
    pub(crate) fn note(&mut self, lead: LeadId, postings: &[PostingId]) {
        for posting in postings.iter().copied().chain([PostingId(lead.0)]) {
            self.by_posting.insert_mut((posting, lead), ());
            self.by_lead.insert_mut((lead, posting), ());
        }
    }

    /// The ids by which decisions name a lead that has these postings now.
    pub fn of(&self, lead: LeadId, postings: impl IntoIterator<Item = PostingId>) -> BTreeSet<LeadId> {
        let mut names = BTreeSet::from([lead]);
        for posting in postings.into_iter().chain([PostingId(lead.0)]) {
            let known = self.by_posting.range((posting, LeadId(0))..=(posting, LeadId(u64::MAX)));
            names.extend(known.map(|((_, name), ())| *name));
        }
        names
    }

    /// The postings of the lead that decisions name so.
    pub fn postings(&self, name: LeadId) -> impl Iterator<Item = PostingId> {
        let known = self.by_lead.range((name, PostingId(0))..=(name, PostingId(u64::MAX)));
        known.map(|((_, posting), ())| *posting)
    }

    /// What trainers say of a lead; where postings came together that were marked apart, the newest.
    pub fn find_mark<'a>(
        &self,
        marks: &'a Marks,
        lead: LeadId,
        postings: &[AssessedPosting],
    ) -> Option<&'a Marked> {
        if marks.is_empty() {
            return None;
        }
        let names = self.of(lead, postings.iter().map(|member| member.posting.id));
        names.iter().filter_map(|name| marks.get(name)).max_by_key(|marked| marked.at)
    }
}
