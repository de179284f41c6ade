//! Leads that readers asked for lately, in memory: reading one from the engine costs as much as ranking a
//! whole list.

use std::sync::Arc;

use kazi_domain::{Lead, LeadId};
use quick_cache::{Weighter, sync::Cache};

/// What a posting takes beside its text: its judgements with the words they rest on, names and addresses.
const POSTING_BYTES: usize = 3_000;
/// A usual lead, from which follows for how many there is room.
const LEAD_BYTES: usize = 4_500;

/// The leads kept; those that nobody asks for again make room for others.
pub(super) struct Shown(Cache<LeadId, Arc<Lead>, Bytes>);

impl Shown {
    /// Room for about so many bytes.
    pub(super) fn new(bytes: u64) -> Self {
        let leads = usize::try_from(bytes).unwrap_or(usize::MAX) / LEAD_BYTES;
        Self(Cache::with_weighter(leads.max(1), bytes, Bytes))
    }

    pub(super) fn find(&self, id: LeadId) -> Option<Arc<Lead>> {
        self.0.get(&id)
    }

    pub(super) fn keep(&self, lead: &Arc<Lead>) {
        self.0.insert(lead.id, Arc::clone(lead));
    }

    pub(super) fn forget(&self, id: LeadId) {
        self.0.remove(&id);
    }
}

#[derive(Clone)]
struct Bytes;

impl Weighter<LeadId, Arc<Lead>> for Bytes {
    fn weight(&self, _: &LeadId, lead: &Arc<Lead>) -> u64 {
        let postings = lead.postings().iter();
        let bytes: usize = postings.map(|p| p.posting.description.len() + POSTING_BYTES).sum();
        bytes.try_into().unwrap_or(u64::MAX)
    }
}
