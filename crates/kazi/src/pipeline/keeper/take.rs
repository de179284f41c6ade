//! Taking a reading: what is new, what says something else, and what is no longer shown.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use kazi_catalog::LeadChange;
use kazi_domain::{AssessedPosting, Assessment, Lead, LeadId, Posting, PostingId, SameWork};
use kazi_fetcher::source::{Closes, Source};
use kazi_scoring::Judgement;
use kazi_store::{Batch, StoreError};

use super::{super::known::print_of, Change, Keeper, TRIES};

/// What one reading of a source changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Postings never seen before.
    pub new: usize,
    /// Postings that say something else than before.
    pub changed: usize,
    /// Postings that are as they were.
    pub same: usize,
    /// Postings that are no longer shown and were closed.
    pub closed: usize,
}

/// A reading, as a poll hands it over.
#[derive(Default)]
pub struct Taken {
    /// What was read.
    pub postings: Vec<Posting>,
    /// Postings that are shown as they were and were not read again.
    pub still_there: Vec<PostingId>,
    /// Whether the reading holds all that the source shows now.
    pub complete: bool,
}

/// What one reading asks of the leads.
#[derive(Default)]
struct Asked {
    /// Postings that are new or say something else, by the lead they belong to.
    put: BTreeMap<LeadId, Vec<Placed>>,
    /// Those of them that were never seen before.
    new: Vec<PostingId>,
    /// Postings that leave their lead for another: edited until they are other work.
    moved: Vec<(LeadId, PostingId)>,
    /// Postings that are no longer shown.
    vanished: Vec<(LeadId, PostingId)>,
}

/// A posting, judged, and why it belongs to its lead.
struct Placed {
    posting: Posting,
    assessment: Assessment,
    same: SameWork,
}

impl Asked {
    /// The leads that change.
    fn leads(&self) -> BTreeSet<LeadId> {
        let left = self.moved.iter().chain(&self.vanished).map(|(lead, _)| *lead);
        self.put.keys().copied().chain(left).collect()
    }
}

impl Keeper {
    /// Takes what a poll read: new and changed postings are judged, vanished ones closed as the
    /// source says, and `batch`, which holds the source's state, is saved with them.
    ///
    /// # Errors
    /// When the store cannot save; nothing is shown then. [`StoreError::Decided`] where leads must be
    /// judged by what somebody decided meanwhile.
    pub async fn take(
        &mut self,
        source: &Source,
        taken: &Taken,
        batch: Batch,
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        for _ in 1..TRIES {
            match self.try_to_take(source, taken, batch.clone(), now).await {
                Err(StoreError::Moved { .. }) => {}
                done => return done,
            }
        }
        self.try_to_take(source, taken, batch, now).await
    }

    async fn try_to_take(
        &mut self,
        source: &Source,
        taken: &Taken,
        mut batch: Batch,
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        self.catch_up_on(&source.id).await?;
        let mut seen: BTreeSet<PostingId> = BTreeSet::new();
        let (mut asked, mut kept) = self.compare(&taken.postings, &mut seen);
        seen.extend(&taken.still_there);
        if taken.complete {
            asked.vanished = self.vanished(source, &seen, now);
        }
        kept.closed = asked.vanished.len();
        for id in &seen {
            self.known.see(*id, now.as_second());
        }
        self.put_seen(&source.id, &mut batch);
        batch.expect_entries(self.entries);
        let new = std::mem::take(&mut asked.new);
        match self.keep(asked, batch, now).await {
            Ok(shown) => self.show(shown).await,
            Err(error) => {
                // They are in no lead, so nothing may be taken for the same work.
                for id in new {
                    self.clusters.remove(id);
                }
                return Err(error);
            }
        }
        Ok(kept)
    }

    /// Saves what is asked of the leads, with `batch`, and knows it from then on.
    async fn keep(
        &mut self,
        asked: Asked,
        batch: Batch,
        now: Timestamp,
    ) -> Result<Vec<LeadChange>, StoreError> {
        let mut change = Change::beside(batch);
        for (id, members) in self.changed_leads(asked, now).await? {
            change.set(id, members);
        }
        let shown = self.save(change).await?;
        for change in &shown {
            if let LeadChange::Put(lead) = change {
                lead.postings().iter().for_each(|posting| self.known.put(lead.id, posting, now));
            }
        }
        Ok(shown)
    }

    /// The source answered that nothing has changed: all that it showed it still shows.
    ///
    /// # Errors
    /// When the store cannot save.
    pub async fn renew(
        &mut self,
        source: &Source,
        mut batch: Batch,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.catch_up_on(&source.id).await?;
        let open: Vec<PostingId> =
            self.known.of_source(&source.id).filter(|(_, known)| known.open).map(|(id, _)| id).collect();
        for id in open {
            self.known.see(id, now.as_second());
        }
        self.put_seen(&source.id, &mut batch);
        self.save(Change::beside(batch)).await.map(|_| ())
    }

    /// What a reading says beside what is known, each posting once; `seen` gathers their ids.
    fn compare(&mut self, postings: &[Posting], seen: &mut BTreeSet<PostingId>) -> (Asked, Kept) {
        let (mut asked, mut kept) = (Asked::default(), Kept::default());
        let mut fresh = Vec::new();
        for posting in postings.iter().filter(|posting| seen.insert(posting.id)) {
            match self.known.find(posting.id) {
                Some(known) if known.open && known.print == print_of(posting) => {
                    kept.same += 1;
                    continue;
                }
                Some(_) => kept.changed += 1,
                None => asked.new.push(posting.id),
            }
            fresh.push(posting);
        }
        let judged = self.judging.rules.judge_all(fresh.iter().copied());
        for (posting, Judgement { assessment, fingerprint }) in fresh.into_iter().zip(judged) {
            let placement = self.clusters.place(posting.id, fingerprint);
            let known = self.known.find(posting.id);
            if let Some(known) = known.filter(|known| known.lead != placement.lead) {
                asked.moved.push((known.lead, posting.id));
            }
            let placed = Placed { posting: posting.clone(), assessment, same: placement.same };
            asked.put.entry(placement.lead).or_default().push(placed);
        }
        kept.new = asked.new.len();
        (asked, kept)
    }

    /// The open postings of a source that it no longer shows, and that are closed by its own rule.
    fn vanished(
        &self,
        source: &Source,
        seen: &BTreeSet<PostingId>,
        now: Timestamp,
    ) -> Vec<(LeadId, PostingId)> {
        let patience_s = match source.closes {
            Closes::Never => return Vec::new(),
            Closes::AtOnce => 0,
            Closes::After(interval) => interval.seconds(),
        };
        let gone_before = now.as_second().saturating_sub_unsigned(patience_s);
        self.known
            .of_source(&source.id)
            .filter(|(id, known)| known.open && !seen.contains(id) && known.seen_s <= gone_before)
            .map(|(id, known)| (known.lead, id))
            .collect()
    }

    /// The leads that change, with their postings as they will be; without any where a lead ends.
    async fn changed_leads(
        &self,
        asked: Asked,
        now: Timestamp,
    ) -> Result<BTreeMap<LeadId, Vec<AssessedPosting>>, StoreError> {
        let ids: Vec<LeadId> = asked.leads().into_iter().collect();
        let found = self.store.find_leads(&ids).await?;
        let members_of = |lead: Option<Lead>| lead.map_or_else(Vec::new, |lead| lead.postings().to_vec());
        let mut leads: BTreeMap<LeadId, Vec<AssessedPosting>> =
            ids.into_iter().zip(found.into_iter().map(members_of)).collect();
        let mut earlier = BTreeMap::new();
        for (lead, id) in asked.moved {
            let members = leads.entry(lead).or_default();
            if let Some(at) = members.iter().position(|member| member.posting.id == id) {
                earlier.insert(id, members.remove(at).first_seen);
            }
        }
        for (lead, placed) in asked.put {
            let members = leads.entry(lead).or_default();
            for Placed { posting, assessment, same } in placed {
                let first_seen = earlier.get(&posting.id).copied().unwrap_or(now);
                let closed_at = None;
                put(members, AssessedPosting { posting, assessment, same, first_seen, closed_at });
            }
        }
        for (lead, id) in asked.vanished {
            let members = leads.entry(lead).or_default();
            for member in members.iter_mut().filter(|member| member.posting.id == id) {
                member.closed_at = Some(now);
            }
        }
        for (lead, members) in &mut leads {
            self.judging.judge_together(*lead, members);
        }
        Ok(leads)
    }
}

/// Puts a posting among those of its lead, in the place of its earlier state.
fn put(members: &mut Vec<AssessedPosting>, mut judged: AssessedPosting) {
    if let Some(at) = members.iter().position(|member| member.posting.id == judged.posting.id) {
        judged.first_seen = members.remove(at).first_seen;
    }
    members.push(judged);
}
