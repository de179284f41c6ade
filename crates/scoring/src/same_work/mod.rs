//! Which postings are the same work: an address in common, then the same words, then nearly the same
//! words with a check of the pair, then the same hirer, title and figures in other words.
//!
//! One source that shows two postings at once has a reason: where their titles, sums or places differ,
//! they are two jobs, and no posting of another source makes them one.
//!
//! Nothing is stored here and nothing forgotten silently: a posting keeps its lead until it is removed
//! or no longer resembles any other posting of it.

mod address;
mod apart;
mod body;
mod figures;
mod fingerprint;
mod glance;
mod hashes;
mod keys;
mod names;
mod numbered;
mod order;
mod shingles;
mod specifics;
mod title;
mod vocabulary;

use std::collections::HashMap;

use kazi_domain::{LeadId, PostingId, SameWork};
use serde::{Deserialize, Serialize};

use glance::Glance;
use keys::{Keys, Seeded};
use numbered::Numbered;

pub use fingerprint::Fingerprint;
pub(crate) use fingerprint::body_key;
pub(crate) use specifics::hirer_words;

/// The share of the shorter body that must stand in the longer.
const NEAR_SHARED: f64 = 0.8;
/// The share of title words in common that goes with nearly the same body.
const NEAR_TITLE: f64 = 0.6;
/// The share of the shorter body that stands in the longer where they are all but the same: one job
/// shown once per town, each named in its title.
const SAME_SHARED: f64 = 0.95;
/// The share of title words in common that goes with all but the same body.
const SAME_TITLE: f64 = 0.55;
/// The share of title words in common that goes with exactly the same body: `Sales, Kenya` and
/// `Sales, Uganda`.
const TEXT_TITLE: f64 = 0.3;
/// The share of title words, or of the body, in common that goes with the same address: pages that
/// list many jobs share one.
const URL_SHARED: f64 = 0.5;
/// The most postings compared under one key, so that a text posted ten thousand times costs no more.
const COMPARED_MAX: usize = 48;

/// Where a posting belongs, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The lead: the id of the posting by which the work was first met.
    pub lead: LeadId,
    /// Why it belongs to it.
    pub same: SameWork,
}

struct Placed {
    fingerprint: Fingerprint,
    placement: Placement,
}

/// A placed posting, in as few bytes as it takes to tell most of them apart: one line of the cache.
#[repr(align(64))]
struct Kept {
    id: PostingId,
    glance: Glance,
    placed: Box<Placed>,
}

/// What is known under an id.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The number of the posting with this id.
    posting: Option<u32>,
    /// How many postings belong to the lead with this id.
    size: u32,
}

/// How well a posting fits: those with a greater rank do so better.
type Rank = (bool, bool, u8, f64);
/// A posting of the same work, and where it was placed.
type Found = (PostingId, Rank, Placement);

/// All postings by the work they offer. Grows by one posting at a time; the same postings in the same
/// order give the same leads.
#[derive(Default)]
pub struct Clusters {
    known: HashMap<u64, Known, Seeded>,
    leads: usize,
    postings: Numbered<Kept>,
    /// Postings under each key of their fingerprint.
    by_key: Keys,
}

impl Clusters {
    /// No postings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Places a posting, new or edited.
    ///
    /// A new one joins the lead of the posting it resembles most, or begins a lead of its own. An
    /// edited one stays in its lead as long as it began it or resembles another posting of it.
    pub fn place(&mut self, id: PostingId, fingerprint: Fingerprint) -> Placement {
        if let Some(known) = self.placed(id).filter(|known| known.fingerprint == fingerprint) {
            return known.placement;
        }
        let before = self.remove(id);
        let hashes = self.by_key.hashes(&fingerprint.keys());
        let glance = Glance::of(&fingerprint);
        let own = Placement { lead: LeadId::from(id), same: SameWork::First };
        let began = before.is_some_and(|before| before.lead == own.lead);
        let placement = if began || self.known.get(&id.0).is_some_and(|known| known.size > 0) {
            own
        } else {
            let kept = before.map(|before| before.lead);
            self.most_alike(&fingerprint, &glance, &hashes, kept).unwrap_or(own)
        };
        self.put(Kept { id, glance, placed: Box::new(Placed { fingerprint, placement }) }, &hashes);
        placement
    }

    /// Takes a posting back as it was placed before a restart.
    pub fn restore(&mut self, id: PostingId, fingerprint: Fingerprint, placement: Placement) {
        self.remove(id);
        let hashes = self.by_key.hashes(&fingerprint.keys());
        let glance = Glance::of(&fingerprint);
        self.put(Kept { id, glance, placed: Box::new(Placed { fingerprint, placement }) }, &hashes);
    }

    /// Forgets a posting. Its lead keeps its id while another posting of it is left.
    pub fn remove(&mut self, id: PostingId) -> Option<Placement> {
        let number = self.known.get_mut(&id.0)?.posting.take()?;
        let Placed { fingerprint, placement } = *self.postings.take(number)?.placed;
        for hash in self.by_key.hashes(&fingerprint.keys()) {
            self.by_key.remove(hash, id, number);
        }
        let size = &mut self.known.entry(placement.lead.0).or_default().size;
        *size -= 1;
        self.leads -= usize::from(*size == 0);
        for id in [id.0, placement.lead.0] {
            if self.known.get(&id).is_some_and(|known| known.posting.is_none() && known.size == 0) {
                self.known.remove(&id);
            }
        }
        Some(placement)
    }

    /// Where a posting was placed.
    pub fn find(&self, id: PostingId) -> Option<Placement> {
        self.placed(id).map(|placed| placed.placement)
    }

    /// How many postings there are.
    pub const fn len(&self) -> usize {
        self.postings.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many leads they make.
    pub const fn leads(&self) -> usize {
        self.leads
    }

    fn placed(&self, id: PostingId) -> Option<&Placed> {
        let number = self.known.get(&id.0)?.posting?;
        self.postings.get(number).map(|kept| &*kept.placed)
    }

    fn put(&mut self, kept: Kept, hashes: &[u32]) {
        let (id, lead) = (kept.id, kept.placed.placement.lead);
        let number = self.postings.put(kept);
        let id_of = |number: u32| self.postings.get(number).map_or(id, |kept| kept.id);
        for hash in hashes {
            self.by_key.add(*hash, id, number, id_of);
        }
        self.known.entry(id.0).or_default().posting = Some(number);
        let size = &mut self.known.entry(lead.0).or_default().size;
        self.leads += usize::from(*size == 0);
        *size += 1;
    }

    /// The lead of the posting most alike, `kept` first; one that nothing tells apart, the surest reason,
    /// then the older id wins. No lead that has a posting of the same source with other work.
    fn most_alike(
        &self,
        fingerprint: &Fingerprint,
        glance: &Glance,
        hashes: &[u32],
        kept: Option<LeadId>,
    ) -> Option<Placement> {
        let alike = order::sorted(self.by_key.of(hashes, COMPARED_MAX));
        let alike = alike.into_iter().filter_map(|number| self.postings.get(number));
        let mut others: Vec<LeadId> = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        for Kept { id, placed, .. } in alike.filter(|kept| glance.may_be_same(&kept.glance)) {
            let Placed { fingerprint: other, placement } = &**placed;
            let lead = placement.lead;
            let Some((same, alike)) = same_work(fingerprint, other) else { continue };
            let apart = fingerprint.told_apart(other);
            if apart && fingerprint.source == other.source {
                others.push(lead);
                continue;
            }
            let rank = (kept == Some(lead), !apart, sureness(same), alike);
            found.push((*id, rank, Placement { lead, same }));
        }
        found.retain(|(_, _, placement)| !others.contains(&placement.lead));
        found.sort_unstable_by_key(|(id, ..)| *id);
        let better = |best: Found, next: Found| if next.1 > best.1 { next } else { best };
        found.into_iter().reduce(better).map(|(_, _, placement)| placement)
    }
}

const fn sureness(same: SameWork) -> u8 {
    match same {
        SameWork::First => 3,
        SameWork::Url => 2,
        SameWork::Text => 1,
        SameWork::Near => 0,
    }
}

/// Why two postings are the same work, and how alike they are; nothing where they are not.
fn same_work(a: &Fingerprint, b: &Fingerprint) -> Option<(SameWork, f64)> {
    let (title, same_url) = (a.title_shared(b), a.url.is_some() && a.url == b.url);
    if a.text == b.text && (!a.has_body || title >= TEXT_TITLE) {
        return Some((if same_url { SameWork::Url } else { SameWork::Text }, 1.0));
    }
    // Least hashes are only compared where they can decide.
    if same_url || title >= SAME_TITLE {
        let shared = a.shared(b);
        if same_url && (title >= URL_SHARED || shared >= URL_SHARED) {
            return Some((SameWork::Url, shared));
        }
        let least = if title >= NEAR_TITLE { NEAR_SHARED } else { SAME_SHARED };
        if shared >= least && title >= SAME_TITLE {
            return Some((SameWork::Near, shared));
        }
    }
    a.agrees(b).map(|said| (SameWork::Near, said))
}

#[cfg(test)]
mod tests;
