//! The keeper: the one writer that turns what was read into leads, in the store and the catalog.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use kazi_catalog::{Catalog, LeadChange};
use kazi_desk::Marked;
use kazi_domain::{AssessedPosting, Lead, LeadId, Posting, PostingId, SameWork};
use kazi_fetcher::source::{Closes, Keep, Source};
use kazi_scoring::{
    Rules,
    same_work::{Clusters, Fingerprint, Placement},
};
use kazi_store::{Batch, LIST_MAX, Store, StoreError};

use super::known::{KnownPostings, print_of};

#[cfg(test)]
mod tests;

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

/// Joins reading, judging, store and catalog. There is one, and it does one thing at a time, so
/// that what the store holds and what readers see never part.
pub struct Keeper {
    store: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    rules: Arc<Rules>,
    /// What trainers say of leads, whatever the rules say.
    marks: Arc<BTreeMap<LeadId, Marked>>,
    known: KnownPostings,
    clusters: Clusters,
}

/// What one reading asks of the leads.
#[derive(Default)]
struct Changes {
    /// Postings that are new or say something else, by the lead they belong to.
    put: BTreeMap<LeadId, Vec<(Posting, SameWork)>>,
    /// Postings that leave their lead for another: edited until they are other work.
    moved: Vec<(LeadId, PostingId)>,
    /// Postings that are no longer shown.
    vanished: Vec<(LeadId, PostingId)>,
}

impl Keeper {
    /// A keeper that knows nothing yet: see [`Self::load`].
    pub fn new(store: Arc<dyn Store>, catalog: Arc<Catalog>, rules: Arc<Rules>) -> Self {
        let (known, clusters) = (KnownPostings::default(), Clusters::new());
        Self { store, catalog, rules, marks: Arc::default(), known, clusters }
    }

    /// Judges by these rules, and these marks over them, from now on.
    pub fn judge_by(&mut self, rules: Arc<Rules>, marks: Arc<BTreeMap<LeadId, Marked>>) {
        self.rules = rules;
        self.marks = marks;
    }

    /// Judges leads again, all of it or only what rests on the skill book, and shows what is different.
    ///
    /// # Errors
    /// When the store cannot be read or written; what was judged before that is shown.
    pub async fn judge_leads(&mut self, ids: &[LeadId], again: Again) -> Result<(), StoreError> {
        let leads = self.store.find_leads(ids).await?;
        let (rules, marks) = (Arc::clone(&self.rules), Arc::clone(&self.marks));
        let judge = move || {
            let judged = leads.into_iter().flatten().filter_map(|lead| {
                let judged = judge(&rules, &marks, &lead, again)?;
                (judged != lead).then_some(judged)
            });
            judged.collect::<Vec<Lead>>()
        };
        // It only fails where judging panicked, and then the process has said so already.
        let leads = tokio::task::spawn_blocking(judge).await.unwrap_or_default();
        let mut batch = Batch::default();
        for lead in &leads {
            batch.put_lead(lead.clone());
        }
        if batch.is_empty() {
            return Ok(());
        }
        self.store.save(batch).await?;
        self.show(leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()).await;
        Ok(())
    }

    /// Reads all that the store holds and shows it; with `judge_again` every posting is judged anew,
    /// because the rules are others than it was judged by. Answers how many leads there are.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn load(&mut self, judge_again: bool) -> Result<usize, StoreError> {
        let (mut after, mut count) = (None, 0);
        loop {
            let mut leads = self.store.scan_leads(after, SCAN).await?;
            let Some(last) = leads.last() else { break };
            after = Some(last.id);
            count += leads.len();
            if judge_again {
                let mut batch = Batch::default();
                leads = leads
                    .into_iter()
                    .filter_map(|lead| judge(&self.rules, &self.marks, &lead, Again::All))
                    .collect();
                for lead in &leads {
                    batch.put_lead(lead.clone());
                }
                self.store.save(batch).await?;
            }
            for lead in &leads {
                for stored in lead.postings() {
                    self.known.put(lead.id, stored, stored.first_seen);
                    let placement = Placement { lead: lead.id, same: stored.same };
                    self.clusters.restore(stored.posting.id, Fingerprint::of(&stored.posting), placement);
                }
            }
            self.show(leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()).await;
        }
        self.read_seen().await?;
        Ok(count)
    }

    async fn read_seen(&mut self) -> Result<(), StoreError> {
        let mut after: Option<String> = None;
        loop {
            let names = self.store.list_documents(SEEN, after.as_deref(), SCAN).await?;
            let Some(last) = names.last() else { return Ok(()) };
            after = Some(last.clone());
            for name in &names {
                if let Some(document) = self.store.find_document(name).await? {
                    self.known.read_seen(&document);
                }
            }
        }
    }

    /// Takes what a poll read: new and changed postings are judged, vanished ones closed as the
    /// source says, and `batch`, which holds the source's state, is saved with them.
    ///
    /// `still_there` are shown as they were and were not read again; `complete` says that the reading holds all that the source shows now.
    ///
    /// # Errors
    /// When the store cannot save; nothing is shown then.
    pub async fn take(
        &mut self,
        source: &Source,
        postings: Vec<Posting>,
        still_there: &[PostingId],
        complete: bool,
        mut batch: Batch,
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        let mut seen: BTreeSet<PostingId> = BTreeSet::new();
        let mut changes = Changes::default();
        for posting in postings {
            if !seen.insert(posting.id) {
                continue;
            }
            let known = self.known.find(posting.id);
            match known {
                Some(known) if known.open && known.print == print_of(&posting) => {
                    kept.same += 1;
                    continue;
                }
                Some(_) => kept.changed += 1,
                None => kept.new += 1,
            }
            let placement = self.clusters.place(posting.id, Fingerprint::of(&posting));
            if let Some(known) = known.filter(|known| known.lead != placement.lead) {
                changes.moved.push((known.lead, posting.id));
            }
            changes.put.entry(placement.lead).or_default().push((posting, placement.same));
        }
        seen.extend(still_there);
        if complete {
            changes.vanished = self.vanished(source, &seen, now);
        }
        kept.closed = changes.vanished.len();
        for id in &seen {
            self.known.see(*id, now.as_second());
        }
        if let Some(document) = self.known.seen_document(&source.id) {
            batch.put_document(&format!("{SEEN}{}", source.id), document);
        }
        self.save(changes, batch, now).await?;
        Ok(kept)
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

    async fn save(&mut self, changes: Changes, mut batch: Batch, now: Timestamp) -> Result<(), StoreError> {
        let leads = self.changed_leads(changes, now).await?;
        let mut shown = Vec::with_capacity(leads.len());
        for (id, members) in leads {
            match Lead::new(id, members) {
                Some(lead) => {
                    batch.put_lead(lead.clone());
                    shown.push(LeadChange::Put(Box::new(lead)));
                }
                None => {
                    batch.remove_lead(id);
                    shown.push(LeadChange::Remove(id));
                }
            }
        }
        if batch.is_empty() {
            return Ok(());
        }
        self.store.save(batch).await?;
        for change in &shown {
            if let LeadChange::Put(lead) = change {
                for posting in lead.postings() {
                    self.known.put(lead.id, posting, now);
                }
            }
        }
        self.show(shown).await;
        Ok(())
    }

    /// The leads that change, with their postings as they will be; without any where a lead ends.
    async fn changed_leads(
        &self,
        changes: Changes,
        now: Timestamp,
    ) -> Result<BTreeMap<LeadId, Vec<AssessedPosting>>, StoreError> {
        let left = changes.moved.iter().chain(&changes.vanished).map(|(lead, _)| *lead);
        let ids: BTreeSet<LeadId> = changes.put.keys().copied().chain(left).collect();
        let ids: Vec<LeadId> = ids.into_iter().collect();
        let mut leads: BTreeMap<LeadId, Vec<AssessedPosting>> = BTreeMap::new();
        for ids in ids.chunks(LIST_MAX) {
            for (id, found) in ids.iter().zip(self.store.find_leads(ids).await?) {
                leads.insert(*id, found.map_or_else(Vec::new, |lead| lead.postings().to_vec()));
            }
        }
        let mut earlier = BTreeMap::new();
        for (lead, id) in changes.moved {
            let members = leads.entry(lead).or_default();
            if let Some(at) = members.iter().position(|member| member.posting.id == id) {
                earlier.insert(id, members.remove(at).first_seen);
            }
        }
        for (lead, postings) in changes.put {
            let members = leads.entry(lead).or_default();
            for (posting, same) in postings {
                let first_seen = earlier.get(&posting.id).copied().unwrap_or(now);
                self.put(lead, members, posting, same, first_seen);
            }
        }
        for (lead, id) in changes.vanished {
            let members = leads.entry(lead).or_default();
            for member in members.iter_mut().filter(|member| member.posting.id == id) {
                member.closed_at = Some(now);
            }
        }
        Ok(leads)
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
        let open: Vec<PostingId> =
            self.known.of_source(&source.id).filter(|(_, known)| known.open).map(|(id, _)| id).collect();
        for id in open {
            self.known.see(id, now.as_second());
        }
        if let Some(document) = self.known.seen_document(&source.id) {
            batch.put_document(&format!("{SEEN}{}", source.id), document);
        }
        self.store.save(batch).await.map(|_| ())
    }

    /// Puts a posting among those of its lead, in the place of its earlier state.
    fn put(
        &self,
        lead: LeadId,
        members: &mut Vec<AssessedPosting>,
        posting: Posting,
        same: SameWork,
        first_seen: Timestamp,
    ) {
        let mut assessment = self.rules.assess(&posting);
        if let Some(marked) = self.marks.get(&lead) {
            marked.mark.overrule(&posting, &mut assessment);
        }
        let earlier = members.iter().position(|member| member.posting.id == posting.id);
        let first_seen = earlier.map_or(first_seen, |at| members.remove(at).first_seen);
        members.push(AssessedPosting { posting, assessment, same, first_seen, closed_at: None });
    }

    /// Removes what may no longer be kept: postings past their source's right, leads ended for
    /// longer than `keep_ended`.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn expire(
        &mut self,
        sources: &[Arc<Source>],
        keep_ended: SignedDuration,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let mut due: BTreeMap<LeadId, BTreeSet<PostingId>> = BTreeMap::new();
        for source in sources {
            let keep_s = match source.rights.keep {
                Keep::Unlimited => None,
                Keep::For(interval) => i64::try_from(interval.seconds()).ok(),
                Keep::Nothing => Some(0),
            };
            for (id, known) in self.known.of_source(&source.id) {
                let age_s = now.as_second() - known.seen_s;
                let ended = !known.open && age_s > keep_ended.as_secs();
                if ended || keep_s.is_some_and(|keep_s| age_s >= keep_s) {
                    due.entry(known.lead).or_default().insert(id);
                }
            }
        }
        let ids: Vec<LeadId> = due.keys().copied().collect();
        let mut batch = Batch::default();
        let (mut changes, mut removed) = (Vec::new(), 0);
        for found in self.store.find_leads(&ids).await?.into_iter().flatten() {
            let (gone, left): (Vec<_>, Vec<_>) =
                found.postings().iter().cloned().partition(|p| due[&found.id].contains(&p.posting.id));
            removed += gone.len();
            for posting in &gone {
                self.known.remove(&posting.posting.source, posting.posting.id);
                self.clusters.remove(posting.posting.id);
            }
            match Lead::new(found.id, left) {
                Some(lead) => {
                    batch.put_lead(lead.clone());
                    changes.push(LeadChange::Put(Box::new(lead)));
                }
                None => {
                    batch.remove_lead(found.id);
                    changes.push(LeadChange::Remove(found.id));
                }
            }
        }
        if !batch.is_empty() {
            self.store.save(batch).await?;
            self.show(changes).await;
        }
        Ok(removed)
    }

    async fn show(&self, changes: Vec<LeadChange>) {
        let catalog = Arc::clone(&self.catalog);
        // Texts are indexed here, so it is kept off the threads that answer readers. It only fails
        // when the catalog panicked, and then the process has said so already.
        let _ = tokio::task::spawn_blocking(move || catalog.apply(changes)).await;
    }
}

/// How much of a lead is judged again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// All of it.
    All,
    /// What rests on the skill book: nothing else has changed.
    Book,
}

fn judge(rules: &Rules, marks: &BTreeMap<LeadId, Marked>, lead: &Lead, again: Again) -> Option<Lead> {
    let mut postings = lead.postings().to_vec();
    for posting in &mut postings {
        posting.assessment = match again {
            Again::All => rules.assess(&posting.posting),
            Again::Book => rules.assess_again(&posting.posting, &posting.assessment),
        };
        if let Some(marked) = marks.get(&lead.id) {
            marked.mark.overrule(&posting.posting, &mut posting.assessment);
        }
    }
    Lead::new(lead.id, postings)
}

/// Leads read at once at the start.
const SCAN: usize = 5_000;
/// Where the store keeps when each posting of a source was last read.
const SEEN: &str = "seen/";
