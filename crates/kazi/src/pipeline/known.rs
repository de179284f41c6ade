//! What was seen: every posting in the store, in memory, so that reading the same thing twice costs
//! nothing and changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::Hasher,
};

use jiff::Timestamp;
use kazi_domain::{AssessedPosting, LeadId, Posting, PostingId, SourceId};
use kazi_store::Document;
use siphasher::sip::SipHasher13;

/// The form of [`KnownPostings::seen_document`].
const SEEN_VERSION: u16 = 1;
/// The most postings of one source whose last reading is kept: at most 19 bytes each, so that they
/// fit a document of the store.
const SEEN_MAX: usize = 50_000;

/// What is known of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The lead that holds it.
    pub lead: LeadId,
    /// What it said, as a number.
    pub print: u64,
    /// When it was last read, in seconds.
    pub seen_s: i64,
    /// Whether it is open.
    pub open: bool,
}

/// All postings of the store, by id and by source.
#[derive(Default)]
pub struct KnownPostings {
    postings: BTreeMap<PostingId, Known>,
    by_source: BTreeMap<SourceId, BTreeSet<PostingId>>,
    by_lead: BTreeSet<(LeadId, PostingId)>,
}

impl KnownPostings {
    /// What is known of a posting.
    pub fn find(&self, id: PostingId) -> Option<Known> {
        self.postings.get(&id).copied()
    }

    /// Remembers a stored posting. When it was last read stays as it is known, else it is `seen`.
    pub fn put(&mut self, lead: LeadId, stored: &AssessedPosting, seen: Timestamp) {
        let posting = &stored.posting;
        let seen_s = self.find(posting.id).map_or(seen.as_second(), |known| known.seen_s);
        let known = Known { lead, print: print_of(posting), seen_s, open: stored.closed_at.is_none() };
        if let Some(before) = self.postings.insert(posting.id, known) {
            self.by_lead.remove(&(before.lead, posting.id));
        }
        self.by_lead.insert((lead, posting.id));
        if let Some(ids) = self.by_source.get_mut(&posting.source) {
            ids.insert(posting.id);
        } else {
            self.by_source.insert(posting.source.clone(), BTreeSet::from([posting.id]));
        }
    }

    /// Marks a posting as read at `seen_s`.
    pub fn see(&mut self, id: PostingId, seen_s: i64) {
        if let Some(known) = self.postings.get_mut(&id) {
            known.seen_s = seen_s;
        }
    }

    /// When each posting of a source was last read, for the store: what a poll shows again is not
    /// written again, so this is the only trace of it.
    pub fn seen_document(&self, source: &SourceId) -> Option<Document> {
        let mut seen: Vec<(u64, i64)> =
            self.of_source(source).map(|(id, known)| (id.0, known.seen_s)).collect();
        seen.sort_unstable_by_key(|(_, seen_s)| std::cmp::Reverse(*seen_s));
        seen.truncate(SEEN_MAX);
        let bytes = postcard::to_stdvec(&seen).ok()?;
        Some(Document { version: SEEN_VERSION, bytes })
    }

    /// Takes back what [`Self::seen_document`] wrote.
    pub fn read_seen(&mut self, document: &Document) {
        if document.version != SEEN_VERSION {
            return;
        }
        let seen: Vec<(u64, i64)> = postcard::from_bytes(&document.bytes).unwrap_or_default();
        for (id, seen_s) in seen {
            self.see(PostingId(id), seen_s);
        }
    }

    /// Forgets a posting.
    pub fn remove(&mut self, id: PostingId) {
        if let Some(known) = self.postings.remove(&id) {
            self.by_lead.remove(&(known.lead, id));
        }
        for ids in self.by_source.values_mut() {
            ids.remove(&id);
        }
    }

    /// The postings of a lead.
    pub fn of_lead(&self, lead: LeadId) -> Vec<PostingId> {
        let ids = self.by_lead.range((lead, PostingId(0))..=(lead, PostingId(u64::MAX)));
        ids.map(|(_, id)| *id).collect()
    }

    /// The sources of all postings.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.by_source.iter().filter(|(_, ids)| !ids.is_empty()).map(|(source, _)| source.clone())
    }

    /// The postings of a source.
    pub fn of_source<'a>(&'a self, source: &SourceId) -> impl Iterator<Item = (PostingId, Known)> + 'a {
        let ids = self.by_source.get(source).into_iter().flatten();
        ids.filter_map(|id| self.postings.get(id).map(|known| (*id, *known)))
    }
}

/// A number that differs when what a posting says differs. Its dates are left out: sources renew
/// them at every reading.
pub fn print_of(posting: &Posting) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 2);
    let mut text = |text: &str| {
        hasher.write(text.as_bytes());
        hasher.write_u8(0xff);
    };
    text(&posting.title);
    text(&posting.description);
    for part in [&posting.url, &posting.company, &posting.location, &posting.pay_text].into_iter().flatten() {
        text(part);
    }
    for tag in &posting.tags {
        text(tag);
    }
    if let Some(pay) = &posting.pay {
        let amounts = [pay.low, pay.high].map(|amount| amount.map_or(0, kazi_domain::Amount::micros));
        text(&format!("{amounts:?} {:?} {:?} {:?}", pay.currency, pay.per, pay.piece));
    }
    text(&posting.expires_at.map_or(String::new(), |at| at.as_second().to_string()));
    hasher.finish()
}
