//! A store that forgets: for tests only.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use kazi_domain::{Lead, LeadId, PostingId, SourceId};

use crate::{
    Batch, Change, ChangeKind, CheckReport, Document, Held, LIST_MAX, Saved, Snapshot, Store, StoreError,
    StoreId,
    batch::{DocumentKey, LeadWrite, check_documents},
};

/// Keeps everything in memory, under the same contract as the others.
#[derive(Debug)]
pub struct MemoryStore {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    identity: StoreId,
    leads: BTreeMap<LeadId, Arc<Lead>>,
    postings: BTreeMap<PostingId, LeadId>,
    changes: BTreeMap<u64, (LeadId, ChangeKind)>,
    last_change: BTreeMap<LeadId, u64>,
    documents: BTreeMap<DocumentKey, Document>,
    sequence: u64,
    closed: bool,
}

impl Default for MemoryStore {
    /// An empty one.
    #[allow(clippy::expect_used)]
    fn default() -> Self {
        let state = State {
            identity: StoreId::new().expect("the system gives randomness"),
            leads: BTreeMap::new(),
            postings: BTreeMap::new(),
            changes: BTreeMap::new(),
            last_change: BTreeMap::new(),
            documents: BTreeMap::new(),
            sequence: 0,
            closed: false,
        };
        Self { state: Mutex::new(state) }
    }
}

impl MemoryStore {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(
        &self,
        name: impl Fn(&DocumentKey) -> Option<&String>,
        after: Option<&str>,
        limit: usize,
    ) -> Vec<(String, Document)> {
        let state = self.state();
        let all = state.documents.iter();
        let named = all.filter_map(|(key, document)| Some((name(key)?.clone(), document.clone())));
        let later = named.filter(|(name, _)| after.is_none_or(|after| name.as_str() > after));
        later.take(limit.min(LIST_MAX)).collect()
    }
}

impl State {
    fn take_out(&mut self, id: LeadId) -> bool {
        let Some(lead) = self.leads.remove(&id) else { return false };
        for posting in lead.postings() {
            if self.postings.get(&posting.posting.id) == Some(&id) {
                self.postings.remove(&posting.posting.id);
            }
        }
        true
    }

    fn write(&mut self, batch: &Batch) {
        let leads = &batch.leads;
        let there: BTreeSet<LeadId> = leads.keys().filter(|id| self.take_out(**id)).copied().collect();
        for (&id, write) in leads {
            let kind = match write {
                LeadWrite::Put(lead) => {
                    self.postings.extend(lead.postings().iter().map(|p| (p.posting.id, id)));
                    self.leads.insert(id, Arc::clone(lead));
                    ChangeKind::Put
                }
                LeadWrite::Remove if there.contains(&id) => ChangeKind::Removed,
                LeadWrite::Remove => continue,
            };
            let number = batch.number_behind(self.sequence, id);
            if let Some(old) = self.last_change.insert(id, number) {
                self.changes.remove(&old);
            }
            self.changes.insert(number, (id, kind));
            self.sequence = self.sequence.max(number);
        }
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn save(&self, batch: Batch) -> Result<Saved, StoreError> {
        let mut state = self.state();
        if state.closed {
            return Err(StoreError::Closed("it was closed".to_owned()));
        }
        batch.check_no_lease()?;
        check_documents(&batch)?;
        batch.check_expected(state.sequence)?;
        state.write(&batch);
        state.documents.extend(batch.documents);
        state.identity = batch.identity.unwrap_or(state.identity);
        Ok(Saved { sequence: state.sequence })
    }

    async fn find_lead(&self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        Ok(self.state().leads.get(&id).map(|lead| Lead::clone(lead)))
    }

    async fn find_leads(&self, ids: &[LeadId]) -> Result<Vec<Option<Lead>>, StoreError> {
        let state = self.state();
        Ok(ids.iter().map(|id| state.leads.get(id).map(|lead| Lead::clone(lead))).collect())
    }

    async fn find_posting_lead(&self, posting: PostingId) -> Result<Option<LeadId>, StoreError> {
        Ok(self.state().postings.get(&posting).copied())
    }

    async fn scan_leads(&self, after: Option<LeadId>, limit: usize) -> Result<Vec<Lead>, StoreError> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let state = self.state();
        let leads = state.leads.range((from, Bound::Unbounded)).map(|(_, lead)| Lead::clone(lead));
        Ok(leads.take(limit.min(LIST_MAX)).collect())
    }

    async fn list_changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        let state = self.state();
        let later = state.changes.range((Bound::Excluded(after), Bound::Unbounded));
        let change = |(sequence, (lead, kind)): (&u64, &(LeadId, ChangeKind))| Change {
            sequence: *sequence,
            lead: *lead,
            kind: *kind,
        };
        Ok(later.map(change).take(limit.min(LIST_MAX)).collect())
    }

    async fn identity(&self) -> Result<StoreId, StoreError> {
        Ok(self.state().identity)
    }

    async fn find_source_state(&self, source: &SourceId) -> Result<Option<Document>, StoreError> {
        Ok(self.state().documents.get(&DocumentKey::Source(source.to_string())).cloned())
    }

    async fn list_source_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        Ok(self.list(DocumentKey::source, after, limit))
    }

    async fn list_host_states(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Document)>, StoreError> {
        Ok(self.list(DocumentKey::host, after, limit))
    }

    async fn find_document(&self, name: &str) -> Result<Option<Document>, StoreError> {
        Ok(self.state().documents.get(&DocumentKey::Named(name.to_owned())).cloned())
    }

    async fn list_documents(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let state = self.state();
        let names = state.documents.keys().filter_map(|key| match key {
            DocumentKey::Named(name) => Some(name),
            _ => None,
        });
        let wanted =
            |name: &&String| name.starts_with(prefix) && after.is_none_or(|after| name.as_str() > after);
        Ok(names.filter(wanted).take(limit.min(LIST_MAX)).cloned().collect())
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let (filling, snapshot, held) = {
            let state = self.state();
            let (filling, snapshot) = Snapshot::new(state.sequence);
            let leads = state.leads.values().map(|lead| Held::Lead(Box::new(Lead::clone(lead))));
            let documents = state.documents.iter();
            let documents = documents.map(|(key, document)| Held::Document(key.clone(), document.clone()));
            (filling, snapshot, leads.chain(documents).collect::<Vec<_>>())
        };
        tokio::spawn(async move {
            for held in held.into_iter().map(Some).chain([None]) {
                if filling.send(Ok(held)).await.is_err() {
                    return;
                }
            }
        });
        Ok(snapshot)
    }

    async fn check(&self) -> Result<CheckReport, StoreError> {
        let state = self.state();
        let postings: usize = state.leads.values().map(|lead| lead.postings().len()).sum();
        Ok(CheckReport {
            leads: state.leads.len() as u64,
            postings: postings as u64,
            documents: state.documents.len() as u64,
            problems: Vec::new(),
        })
    }

    async fn close(&self) -> Result<(), StoreError> {
        self.state().closed = true;
        Ok(())
    }
}
