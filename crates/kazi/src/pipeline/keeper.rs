//! The keeper: the one writer that turns what was read into leads, in the store and the catalog.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use kazi_catalog::{Catalog, LeadChange};
use kazi_domain::{AssessedPosting, Lead, LeadId, Posting, PostingId, SameWork};
use kazi_fetcher::source::{Closes, Keep, Source};
use kazi_scoring::Rules;
use kazi_store::{Batch, Store, StoreError};

use super::known::{KnownPostings, print_of};

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
    known: KnownPostings,
}

impl Keeper {
    /// A keeper that knows all that the store holds; the catalog then shows it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(
        store: Arc<dyn Store>,
        catalog: Arc<Catalog>,
        rules: Arc<Rules>,
    ) -> Result<Self, StoreError> {
        let mut keeper = Self { store, catalog, rules, known: KnownPostings::default() };
        let mut after = None;
        loop {
            let leads = keeper.store.scan_leads(after, SCAN).await?;
            let Some(last) = leads.last() else { break };
            after = Some(last.id);
            for lead in &leads {
                for posting in lead.postings() {
                    keeper.known.put(lead.id, posting, posting.first_seen);
                }
            }
            keeper.show(leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()).await;
        }
        keeper.read_seen().await?;
        Ok(keeper)
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
    /// `complete` says that the reading holds all that the source shows now.
    ///
    /// # Errors
    /// When the store cannot save; nothing is shown then.
    pub async fn take(
        &mut self,
        source: &Source,
        postings: Vec<Posting>,
        complete: bool,
        mut batch: Batch,
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        let mut seen = BTreeSet::new();
        let mut touched: BTreeMap<LeadId, Vec<Posting>> = BTreeMap::new();
        for posting in postings {
            if !seen.insert(posting.id) {
                continue;
            }
            let lead = match self.known.find(posting.id) {
                Some(known) if known.open && known.print == print_of(&posting) => {
                    kept.same += 1;
                    continue;
                }
                Some(known) => {
                    kept.changed += 1;
                    known.lead
                }
                None => {
                    kept.new += 1;
                    LeadId::from(posting.id)
                }
            };
            touched.entry(lead).or_default().push(posting);
        }
        let vanished = if complete { self.vanished(source, &seen, now) } else { Vec::new() };
        kept.closed = vanished.len();
        for id in &seen {
            self.known.see(*id, now.as_second());
        }
        if let Some(document) = self.known.seen_document(&source.id) {
            batch.put_document(&format!("{SEEN}{}", source.id), document);
        }
        self.save(touched, &vanished, batch, now).await?;
        Ok(kept)
    }

    /// The open postings of a source that it no longer shows, and that are closed by its own rule.
    fn vanished(&self, source: &Source, seen: &BTreeSet<PostingId>, now: Timestamp) -> Vec<(LeadId, PostingId)> {
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

    async fn save(
        &mut self,
        touched: BTreeMap<LeadId, Vec<Posting>>,
        vanished: &[(LeadId, PostingId)],
        mut batch: Batch,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let ids: BTreeSet<LeadId> = touched.keys().copied().chain(vanished.iter().map(|(lead, _)| *lead)).collect();
        let ids: Vec<LeadId> = ids.into_iter().collect();
        let mut leads: BTreeMap<LeadId, Vec<AssessedPosting>> = BTreeMap::new();
        for (id, found) in ids.iter().zip(self.store.find_leads(&ids).await?) {
            leads.insert(*id, found.map_or_else(Vec::new, |lead| lead.postings().to_vec()));
        }
        for (lead, postings) in touched {
            let members = leads.entry(lead).or_default();
            for posting in postings {
                self.place(members, posting, now);
            }
        }
        for (lead, id) in vanished {
            let members = leads.entry(*lead).or_default();
            for member in members.iter_mut().filter(|member| member.posting.id == *id) {
                member.closed_at = Some(now);
            }
        }
        let leads: Vec<Lead> = leads.into_iter().filter_map(|(id, members)| Lead::new(id, members)).collect();
        for lead in &leads {
            batch.put_lead(lead.clone());
        }
        if batch.is_empty() {
            return Ok(());
        }
        self.store.save(batch).await?;
        for lead in &leads {
            for posting in lead.postings() {
                self.known.put(lead.id, posting, now);
            }
        }
        self.show(leads.into_iter().map(|lead| LeadChange::Put(Box::new(lead))).collect()).await;
        Ok(())
    }

    /// Puts a posting among those of its lead, in the place of its earlier state.
    fn place(&self, members: &mut Vec<AssessedPosting>, posting: Posting, now: Timestamp) {
        let assessment = self.rules.assess(&posting);
        let earlier = members.iter().position(|member| member.posting.id == posting.id);
        let (same, first_seen) = match earlier.map(|at| members.remove(at)) {
            Some(earlier) => (earlier.same, earlier.first_seen),
            None => (SameWork::First, now),
        };
        members.push(AssessedPosting { posting, assessment, same, first_seen, closed_at: None });
    }

    /// Removes what may no longer be kept: postings past their source's right, leads ended for
    /// longer than `keep_ended`.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn expire(
        &mut self,
        sources: &[Source],
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

/// Leads read at once at the start.
const SCAN: usize = 5_000;
/// Where the store keeps when each posting of a source was last read.
const SEEN: &str = "seen/";
