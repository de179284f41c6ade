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
mod order;
mod shingles;
mod specifics;
mod title;
mod vocabulary;

use std::collections::HashMap;

use kazi_domain::{LeadId, PostingId, SameWork};
use serde::{Deserialize, Serialize};

use glance::Glance;
use keys::Seeded;

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

/// A placed posting as it stands in the table, in as few bytes as it takes to tell most of them apart.
struct Kept {
    glance: Glance,
    placed: Box<Placed>,
}

/// All postings by the work they offer. Grows by one posting at a time; the same postings in the same
/// order give the same leads.
#[derive(Default)]
pub struct Clusters {
    postings: HashMap<PostingId, Kept, Seeded>,
    sizes: HashMap<LeadId, usize, Seeded>,
    /// Postings under each key of their fingerprint.
    by_key: keys::Keys,
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
        let known = self.postings.get(&id).map(|kept| &kept.placed);
        if let Some(known) = known.filter(|known| known.fingerprint == fingerprint) {
            return known.placement;
        }
        let before = self.remove(id);
        let keys = fingerprint.keys();
        let own = Placement { lead: LeadId::from(id), same: SameWork::First };
        let began = before.is_some_and(|before| before.lead == own.lead);
        let placement = if began || self.sizes.contains_key(&own.lead) {
            own
        } else {
            self.most_alike(&fingerprint, &keys, before.map(|before| before.lead)).unwrap_or(own)
        };
        self.put(id, fingerprint, &keys, placement);
        placement
    }

    /// Takes a posting back as it was placed before a restart.
    pub fn restore(&mut self, id: PostingId, fingerprint: Fingerprint, placement: Placement) {
        self.remove(id);
        let keys = fingerprint.keys();
        self.put(id, fingerprint, &keys, placement);
    }

    /// Forgets a posting. Its lead keeps its id while another posting of it is left.
    pub fn remove(&mut self, id: PostingId) -> Option<Placement> {
        let Placed { fingerprint, placement } = *self.postings.remove(&id)?.placed;
        for key in fingerprint.keys() {
            self.by_key.remove(key, id);
        }
        if let Some(size) = self.sizes.get_mut(&placement.lead) {
            *size -= 1;
            if *size == 0 {
                self.sizes.remove(&placement.lead);
            }
        }
        Some(placement)
    }

    /// Where a posting was placed.
    pub fn find(&self, id: PostingId) -> Option<Placement> {
        self.postings.get(&id).map(|kept| kept.placed.placement)
    }

    /// How many postings there are.
    pub fn len(&self) -> usize {
        self.postings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }

    /// How many leads they make.
    pub fn leads(&self) -> usize {
        self.sizes.len()
    }

    fn put(&mut self, id: PostingId, fingerprint: Fingerprint, keys: &[u64], placement: Placement) {
        for key in keys {
            self.by_key.add(*key, id);
        }
        *self.sizes.entry(placement.lead).or_default() += 1;
        let glance = Glance::of(&fingerprint);
        self.postings.insert(id, Kept { glance, placed: Box::new(Placed { fingerprint, placement }) });
    }

    /// The lead of the posting most alike, `kept` first; one that nothing tells apart, the surest reason,
    /// then the older id wins. No lead that has a posting of the same source with other work.
    fn most_alike(&self, fingerprint: &Fingerprint, keys: &[u64], kept: Option<LeadId>) -> Option<Placement> {
        let mut alike = Vec::new();
        for key in keys {
            alike.extend(self.by_key.of(*key).iter().take(COMPARED_MAX));
        }
        let mut others: Vec<LeadId> = Vec::new();
        let mut found: Vec<((bool, bool, u8, f64), Placement)> = Vec::new();
        let glance = Glance::of(fingerprint);
        for id in order::sorted(alike) {
            let Kept { glance: other, placed } = &self.postings[&id];
            if !glance.may_be_same(other) {
                continue;
            }
            let Placed { fingerprint: other, placement } = &**placed;
            let lead = &placement.lead;
            let Some((same, alike)) = same_work(fingerprint, other) else { continue };
            let apart = fingerprint.told_apart(other);
            if apart && fingerprint.source == other.source {
                others.push(*lead);
                continue;
            }
            let rank = (kept == Some(*lead), !apart, sureness(same), alike);
            found.push((rank, Placement { lead: *lead, same }));
        }
        found.retain(|(_, placement)| !others.contains(&placement.lead));
        let mut best: Option<((bool, bool, u8, f64), Placement)> = None;
        for (rank, placement) in found {
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, placement));
            }
        }
        best.map(|(_, placement)| placement)
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
