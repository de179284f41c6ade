//! The one writer: gathers batches that wait, applies each whole, and syncs once for all of them.

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    sync::{Arc, PoisonError},
};

use kazi_domain::{LeadId, PostingId};
use tokio::sync::{mpsc, oneshot};

use super::{
    error::{io_error, sled_error},
    keys, mark,
    rows::{self, Rows, encode_change, encode_number, find_number},
    snapshot,
    values::{self, ValueError},
};
use crate::{
    Batch, Change, ChangeKind, LEAD_BYTES_MAX, Saved, Snapshot, StoreError,
    batch::{LeadWrite, check_documents},
    record::{LEAD_VERSION, write_lead},
};

/// Batches that wait for the writer; further ones wait to be accepted.
const WAITING_MAX: usize = 64;
/// Batches under one sync.
const GROUP_MAX: usize = 64;

/// What a caller asks of the writer.
pub(super) enum Request {
    Save(Batch, oneshot::Sender<Result<Saved, StoreError>>),
    Snapshot(oneshot::Sender<Result<Snapshot, StoreError>>),
    Close(oneshot::Sender<Result<(), StoreError>>),
}

/// The files that make a write durable.
pub(super) struct SyncFiles {
    /// The log of sled, which sled itself never fsyncs.
    pub(super) db: File,
    /// The number of the last acknowledged change, see `mark.rs`.
    pub(super) acknowledged: File,
}

pub(super) struct Writer {
    pub(super) rows: Arc<Rows>,
    pub(super) files: SyncFiles,
    pub(super) sequence: u64,
    /// Set for good by the first write that failed: nobody knows what reached the disk.
    pub(super) failed: Option<String>,
}

/// Starts the writer; it ends when every sender is gone or on [`Request::Close`].
pub(super) fn start(mut writer: Writer) -> mpsc::Sender<Request> {
    let (sender, mut requests) = mpsc::channel(WAITING_MAX);
    tokio::spawn(async move {
        let mut group = Vec::with_capacity(GROUP_MAX);
        while requests.recv_many(&mut group, GROUP_MAX).await > 0 {
            let taken = std::mem::take(&mut group);
            let commit = tokio::task::spawn_blocking(move || {
                let goes_on = writer.commit(taken);
                (writer, goes_on)
            });
            match commit.await {
                Ok((back, true)) => writer = back,
                Ok((_, false)) => break,
                Err(panic) => {
                    tracing::error!(%panic, "the writer of the store ended");
                    break;
                }
            }
        }
    });
    sender
}

impl Writer {
    /// Applies a group and answers everybody in it; whether to go on.
    fn commit(&mut self, group: Vec<Request>) -> bool {
        let mut saves = Vec::new();
        let (mut snapshots, mut closes) = (Vec::new(), Vec::new());
        for request in group {
            match request {
                Request::Save(batch, answer) => saves.push((self.apply(&batch), answer)),
                Request::Snapshot(answer) => snapshots.push(answer),
                Request::Close(answer) => closes.push(answer),
            }
        }
        let synced = if saves.iter().any(|(applied, _)| applied.is_ok()) || !closes.is_empty() {
            self.sync()
        } else {
            Ok(())
        };
        for (applied, answer) in saves {
            // A caller that went away no longer wants the answer; the batch is saved all the same.
            let _ = answer.send(applied.and_then(|saved| synced.clone().map(|()| saved)));
        }
        for answer in snapshots {
            self.hand_out(answer);
        }
        let goes_on = closes.is_empty();
        for answer in closes {
            let _ = answer.send(synced.clone());
        }
        goes_on
    }

    /// Reads all for somebody. Nothing is written meanwhile, because whoever writes does this.
    fn hand_out(&self, answer: oneshot::Sender<Result<Snapshot, StoreError>>) {
        if let Some(reason) = &self.failed {
            let _ = answer.send(Err(StoreError::Closed(reason.clone())));
            return;
        }
        let (filling, snapshot) = Snapshot::new(self.sequence);
        if answer.send(Ok(snapshot)).is_ok() {
            snapshot::fill(&self.rows, &filling);
        }
    }

    fn apply(&mut self, batch: &Batch) -> Result<Saved, StoreError> {
        if let Some(reason) = &self.failed {
            return Err(StoreError::Closed(reason.clone()));
        }
        batch.check_no_lease()?;
        check_documents(batch)?;
        batch.check_expected(self.sequence)?;
        let (entries, sequence) = self.plan(batch)?;
        let applied = {
            let _whole = self.rows.batches.write().unwrap_or_else(PoisonError::into_inner);
            let applied = self.rows.tree.apply_batch(entries);
            batch.leads.keys().for_each(|id| self.rows.shown.forget(*id));
            applied
        };
        applied.map_err(|error| self.fail(sled_error(&self.rows.path, &error)))?;
        self.sequence = sequence;
        Ok(Saved { sequence })
    }

    /// Puts all that was applied on the disk.
    fn sync(&mut self) -> Result<(), StoreError> {
        let flushed = self.rows.db.flush().map_err(|error| sled_error(&self.rows.path, &error));
        let io = |error: io::Error| io_error(&self.rows.path, &error);
        let synced = flushed
            .and_then(|_| self.files.db.sync_all().map_err(io))
            .and_then(|()| mark::write(&self.files.acknowledged, self.sequence).map_err(io));
        synced.map_err(|error| self.fail(error))
    }

    fn fail(&mut self, error: StoreError) -> StoreError {
        tracing::error!(%error, "the store stops writing");
        self.failed = Some(error.to_string());
        error
    }

    /// All entries that a batch changes, and the sequence number after it.
    fn plan(&self, batch: &Batch) -> Result<(sled::Batch, u64), StoreError> {
        let (entries, sequence) = (sled::Batch::default(), self.sequence);
        let mut plan = Plan { rows: &self.rows, batch, entries, sequence };
        let mut there = BTreeSet::new();
        for id in batch.leads.keys() {
            if plan.take_out(*id).map_err(|error| self.rows.error(error))? {
                there.insert(*id);
            }
        }
        for (id, write) in &batch.leads {
            match write {
                LeadWrite::Put(lead) => plan.put_lead(lead)?,
                LeadWrite::Remove if there.contains(id) => plan.change(*id, ChangeKind::Removed)?,
                LeadWrite::Remove => {}
            }
        }
        for (key, document) in &batch.documents {
            let key = keys::document(key);
            plan.take_out_value(&key).map_err(|error| self.rows.error(error))?;
            plan.put_value(&key, document.version, &document.bytes);
        }
        if let Some(original) = batch.identity {
            let (key, entry) = rows::encode_identity(original);
            plan.entries.insert(key, entry);
        }
        let sequence = keys::sequence();
        plan.entries.insert(&sequence[..], encode_number(&sequence, plan.sequence));
        Ok((plan.entries, plan.sequence))
    }
}

struct Plan<'a> {
    rows: &'a Rows,
    batch: &'a Batch,
    entries: sled::Batch,
    sequence: u64,
}

impl Plan<'_> {
    /// Removes what a lead left, but for its last change; whether it was there.
    fn take_out(&mut self, id: LeadId) -> Result<bool, ValueError> {
        let tree = &self.rows.tree;
        let Some(old) = rows::find_lead(tree, id)? else { return Ok(false) };
        for assessed in old.postings() {
            let posting: PostingId = assessed.posting.id;
            if rows::find_posting(tree, posting)? == Some(id) {
                self.entries.remove(keys::posting(posting));
            }
        }
        self.take_out_value(&keys::lead(id))?;
        Ok(true)
    }

    fn take_out_value(&mut self, key: &[u8]) -> Result<(), ValueError> {
        if let Some(framed) = self.rows.tree.get(key)? {
            self.entries.remove(key);
            for number in 1..=values::further_pieces(key, &framed) {
                self.entries.remove(keys::piece(key, number));
            }
        }
        Ok(())
    }

    fn put_value(&mut self, key: &[u8], version: u16, value: &[u8]) {
        for (key, entry) in values::entries(key, version, value) {
            self.entries.insert(key, entry);
        }
    }

    fn put_lead(&mut self, lead: &kazi_domain::Lead) -> Result<(), StoreError> {
        let value = write_lead(lead).map_err(|error| StoreError::Io {
            path: self.rows.path.clone(),
            reason: format!("lead {}: {error}", lead.id),
        })?;
        if value.len() > LEAD_BYTES_MAX {
            let (bytes, bytes_max) = (value.len(), LEAD_BYTES_MAX);
            return Err(StoreError::LeadTooLarge { lead: lead.id, bytes, bytes_max });
        }
        self.put_value(&keys::lead(lead.id), LEAD_VERSION, &value);
        for assessed in lead.postings() {
            let key = keys::posting(assessed.posting.id);
            self.entries.insert(&key[..], encode_number(&key, lead.id.0));
        }
        self.change(lead.id, ChangeKind::Put)
    }

    /// Notes a change, and forgets the lead's change before it.
    fn change(&mut self, lead: LeadId, kind: ChangeKind) -> Result<(), StoreError> {
        let last_key = keys::last_change(lead);
        let last = find_number(&self.rows.tree, &last_key).map_err(|error| self.rows.error(error))?;
        if let Some(last) = last {
            self.entries.remove(keys::change(last));
        }
        let sequence = self.batch.number_behind(self.sequence, lead);
        self.sequence = self.sequence.max(sequence);
        let (key, entry) = encode_change(Change { sequence, lead, kind });
        self.entries.insert(key, entry);
        self.entries.insert(&last_key[..], encode_number(&last_key, sequence));
        Ok(())
    }
}
