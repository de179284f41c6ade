//! What of a listed lead is the same for every reader, written once and sent often.
//!
//! A list of thirty leads has six hundred values, of which a reader's profile moves a dozen a lead: making and
//! writing the others anew, from texts that lie all over the memory, was a third of an answer's time.

use std::{
    ops::Range,
    ptr,
    sync::{Arc, Weak},
};

use kazi_domain::{Lead, LeadId};
use quick_cache::{Weighter, sync::Cache};

use super::{
    brief::{LEAD_PARTS, LeadBrief, OWN_PARTS, Own},
    eyes::Eyes,
};
use crate::{Facts, KnownSources, listing::SeenLead};

/// What the cards take at most, in bytes: some forty thousand leads.
const BYTES_MAX: u64 = 40 * 1024 * 1024;
/// What a card takes beside its text, and a usual one, from which follows for how many there is room.
const CARD_BYTES: u64 = 200;
const USUAL_BYTES: u64 = 1_000;

/// The cards of leads that were listed lately; those that nobody asks for again make room for others.
pub struct Cards(Cache<LeadId, Arc<Card>, Bytes>);

impl Default for Cards {
    fn default() -> Self {
        let cards = usize::try_from(BYTES_MAX / USUAL_BYTES).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(cards, BYTES_MAX, Bytes))
    }
}

impl Cards {
    /// The card of a lead, made where none holds any more.
    pub(super) fn of(&self, seen: &SeenLead, eyes: Eyes<'_>) -> serde_json::Result<Arc<Card>> {
        if let Some(card) = self.0.get(&seen.lead.id).filter(|card| card.holds(&seen.lead, eyes)) {
            return Ok(card);
        }
        let card = Arc::new(Card::new(seen, eyes)?);
        self.0.insert(seen.lead.id, Arc::clone(&card));
        Ok(card)
    }
}

/// A listed lead without what is a reader's own.
pub(super) struct Card {
    // Weak, so that nothing old is held for it; while a card points there, nothing else can come to lie there.
    lead: Weak<Lead>,
    facts: Weak<Facts>,
    sources: Weak<KnownSources>,
    /// The parts as members of a JSON object, one behind another, each up to what is a reader's own.
    text: String,
    /// Where each ends.
    ends: [u32; LEAD_PARTS.len()],
}

impl Card {
    fn new(seen: &SeenLead, eyes: Eyes<'_>) -> serde_json::Result<Self> {
        let parts = LeadBrief::new(seen, eyes).parts()?;
        let (mut text, mut ends) = (String::new(), [0; LEAD_PARTS.len()]);
        for (at, json) in parts.iter().enumerate() {
            text.extend(["\"", LEAD_PARTS[at], "\":"]);
            match OWN_PARTS[at] {
                Own::Nothing => text.push_str(json),
                Own::All(_) => {}
                Own::From(member, _) => text.push_str(before_member(json, member)),
            }
            ends[at] = u32::try_from(text.len()).unwrap_or(u32::MAX);
        }
        let (facts, sources) = (Arc::downgrade(eyes.facts), Arc::downgrade(eyes.sources));
        Ok(Self { lead: Arc::downgrade(&seen.lead), facts, sources, text, ends })
    }

    fn holds(&self, lead: &Arc<Lead>, eyes: Eyes<'_>) -> bool {
        ptr::eq(self.lead.as_ptr(), Arc::as_ptr(lead))
            && ptr::eq(self.facts.as_ptr(), Arc::as_ptr(eyes.facts))
            && ptr::eq(self.sources.as_ptr(), Arc::as_ptr(eyes.sources))
    }

    /// Writes the lead as one reader sees it: all parts, or only those named, in their own order and each
    /// once however often it was named.
    pub(super) fn write(&self, seen: &SeenLead, named: &[&str], to: &mut Vec<u8>) -> serde_json::Result<()> {
        let mut between = b'{';
        for (at, part) in LEAD_PARTS.iter().enumerate() {
            if !named.is_empty() && !named.contains(part) {
                continue;
            }
            to.push(between);
            between = b',';
            to.extend_from_slice(self.text[self.part(at)].as_bytes());
            match OWN_PARTS[at] {
                Own::Nothing => {}
                Own::All(write) => write(seen, to)?,
                Own::From(_, write) => {
                    let from = to.len();
                    write(seen, to)?;
                    // More members of the same object, not another one.
                    to[from] = b',';
                }
            }
        }
        to.push(b'}');
        Ok(())
    }

    fn part(&self, at: usize) -> Range<usize> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[at] as usize
    }
}

/// An object as JSON up to a member behind others. No text in it can look like the name of a member, as its
/// quotes are escaped.
fn before_member<'j>(json: &'j str, name: &str) -> &'j str {
    let end = json.rfind(&format!(",\"{name}\":")).unwrap_or(json.len());
    &json[..end]
}

#[derive(Clone)]
struct Bytes;

impl Weighter<LeadId, Arc<Card>> for Bytes {
    fn weight(&self, _: &LeadId, card: &Arc<Card>) -> u64 {
        card.text.len() as u64 + CARD_BYTES
    }
}
