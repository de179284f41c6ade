//! The tree and what can be read from it. Everything here blocks.

use std::{
    fs::File,
    ops::Bound,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use kazi_domain::{Lead, LeadId, PostingId};
use sled::{Db, Tree};

use super::{
    error::sled_error,
    keys,
    shown::Shown,
    values::{self, ValueError, damaged},
};
use crate::{
    Change, ChangeKind, Document, LIST_MAX, StoreError, StoreId,
    batch::DocumentKey,
    frame::{seal, unseal},
    record::{LEAD_VERSION, RecordError, read_lead},
};

/// The version of index entries: what a posting, a change and a sequence look like.
pub(super) const INDEX_VERSION: u16 = 1;

/// The open tree.
pub(super) struct Rows {
    pub(super) path: PathBuf,
    pub(super) db: Db,
    pub(super) tree: Tree,
    /// Goes after the engine: see `swap.rs`.
    pub(super) _held: Option<File>,
    /// Held for writing while a batch goes in, so that an answer never sees half of one.
    pub(super) batches: RwLock<()>,
    /// What readers asked for lately: filled while no batch goes in, and cleared of what a batch changes.
    pub(super) shown: Shown,
}

type Found<T> = Result<T, StoreError>;

impl Rows {
    /// Runs a question between two batches.
    pub(super) fn read<T>(&self, ask: impl FnOnce(&Tree) -> Result<T, ValueError>) -> Found<T> {
        let _whole = self.batches.read().unwrap_or_else(PoisonError::into_inner);
        ask(&self.tree).map_err(|error| self.error(error))
    }

    /// Leads for readers, if all of them are in memory and nobody need wait for the disk.
    pub(super) fn find_kept(&self, ids: &[LeadId]) -> Option<Vec<Option<Arc<Lead>>>> {
        let _whole = self.batches.try_read().ok()?;
        ids.iter().map(|id| self.shown.find(*id).map(Some)).collect()
    }

    /// Leads for readers.
    pub(super) fn show_leads(&self, ids: &[LeadId]) -> Found<Vec<Option<Arc<Lead>>>> {
        let show = |tree: &Tree, id| {
            if let Some(kept) = self.shown.find(id) {
                return Ok(Some(kept));
            }
            let found = find_lead(tree, id)?.map(Arc::new);
            found.iter().for_each(|lead| self.shown.keep(lead));
            Ok(found)
        };
        self.read(|tree| ids.iter().map(|id| show(tree, *id)).collect())
    }

    pub(super) fn error(&self, error: ValueError) -> StoreError {
        match error {
            ValueError::Sled(error) => sled_error(&self.path, &error),
            ValueError::Damaged { key, reason } => StoreError::Damaged {
                path: self.path.clone(),
                reason: format!("entry \"{}\": {reason}", key.escape_ascii()),
            },
            ValueError::Newer { key, found, known } => {
                let what = format!("entry \"{}\" of the store", key.escape_ascii());
                StoreError::Newer { what, found, known }
            }
        }
    }
}

pub(super) fn find_lead(tree: &Tree, id: LeadId) -> Result<Option<Lead>, ValueError> {
    let key = keys::lead(id);
    let found = tree.get(&key)?;
    found.map(|framed| decode_lead(tree, &key, &framed)).transpose()
}

pub(super) fn decode_lead(tree: &Tree, key: &[u8], framed: &[u8]) -> Result<Lead, ValueError> {
    let (version, value) = values::read(tree, key, framed)?;
    let lead = read_lead(version, &value).map_err(|error| unread(key, LEAD_VERSION, &error))?;
    if keys::lead(lead.id) == key { Ok(lead) } else { Err(damaged(key, &"it holds another lead")) }
}

pub(super) fn scan_leads(tree: &Tree, after: Option<LeadId>, limit: usize) -> Result<Vec<Lead>, ValueError> {
    let from = after.map_or(Bound::Included(vec![keys::LEAD]), |id| Bound::Excluded(keys::lead(id)));
    let to = Bound::Excluded(vec![keys::LEAD + 1]);
    let entries = tree.range((from, to)).take(limit.min(LIST_MAX));
    let decode = |entry: sled::Result<(sled::IVec, sled::IVec)>| {
        let (key, framed) = entry?;
        decode_lead(tree, &key, &framed)
    };
    entries.map(decode).collect()
}

pub(super) fn find_posting(tree: &Tree, posting: PostingId) -> Result<Option<LeadId>, ValueError> {
    Ok(find_number(tree, &keys::posting(posting))?.map(LeadId))
}

pub(super) fn list_changes(tree: &Tree, after: u64, limit: usize) -> Result<Vec<Change>, ValueError> {
    let from = Bound::Excluded(keys::change(after));
    let to = Bound::Excluded(vec![keys::CHANGE + 1]);
    let decode = |entry: sled::Result<(sled::IVec, sled::IVec)>| {
        let (key, framed) = entry?;
        decode_change(&key, &framed)
    };
    tree.range((from, to)).take(limit.min(LIST_MAX)).map(decode).collect()
}

pub(super) fn decode_change(key: &[u8], framed: &[u8]) -> Result<Change, ValueError> {
    let (_, body) = unseal_index(key, framed)?;
    let (lead, kind) = body.split_first_chunk::<8>().ok_or_else(|| damaged(key, &"it is cut short"))?;
    let kind = match kind {
        [0] => ChangeKind::Put,
        [1] => ChangeKind::Removed,
        _ => return Err(damaged(key, &"it names no kind of change")),
    };
    let sequence = keys::number_of(key).ok_or_else(|| damaged(key, &"its key is cut short"))?;
    Ok(Change { sequence, lead: LeadId(u64::from_be_bytes(*lead)), kind })
}

pub(super) fn encode_change(change: Change) -> (Vec<u8>, Vec<u8>) {
    let key = keys::change(change.sequence);
    let kind = match change.kind {
        ChangeKind::Put => 0,
        ChangeKind::Removed => 1,
    };
    let body = [&change.lead.0.to_be_bytes()[..], &[kind]].concat();
    let framed = seal(&key, INDEX_VERSION, &body);
    (key, framed)
}

/// A number that stands alone under a key.
pub(super) fn find_number(tree: &Tree, key: &[u8]) -> Result<Option<u64>, ValueError> {
    let Some(framed) = tree.get(key)? else { return Ok(None) };
    let (_, body) = unseal_index(key, &framed)?;
    let number = body.try_into().map_err(|_| damaged(key, &"it is no number"))?;
    Ok(Some(u64::from_be_bytes(number)))
}

pub(super) fn encode_number(key: &[u8], number: u64) -> Vec<u8> {
    seal(key, INDEX_VERSION, &number.to_be_bytes())
}

/// Which store this is; nothing where it was made by a kazi that gave stores no identity and not opened since.
pub(super) fn find_identity(tree: &Tree) -> Result<Option<StoreId>, ValueError> {
    let key = keys::identity();
    let Some(framed) = tree.get(&key)? else { return Ok(None) };
    let (_, body) = unseal_index(&key, &framed)?;
    let bytes = body.try_into().map_err(|_| damaged(&key, &"it is no identity"))?;
    Ok(Some(StoreId::of_bytes(bytes)))
}

pub(super) fn encode_identity(identity: StoreId) -> (Vec<u8>, Vec<u8>) {
    let key = keys::identity();
    let framed = seal(&key, INDEX_VERSION, identity.as_bytes());
    (key, framed)
}

fn unseal_index<'a>(key: &[u8], framed: &'a [u8]) -> Result<(u16, &'a [u8]), ValueError> {
    let (version, body) = unseal(key, framed).map_err(|error| damaged(key, &error))?;
    if version == INDEX_VERSION {
        Ok((version, body))
    } else {
        Err(unread(key, INDEX_VERSION, &RecordError::Version(version)))
    }
}

/// What it means that a record does not read where the newest version known is `known`.
fn unread(key: &[u8], known: u16, error: &RecordError) -> ValueError {
    match error {
        RecordError::Version(found) if *found > known => {
            ValueError::Newer { key: key.to_vec(), found: *found, known }
        }
        error => damaged(key, error),
    }
}

pub(super) fn find_document(tree: &Tree, key: &DocumentKey) -> Result<Option<Document>, ValueError> {
    let found = values::find(tree, &keys::document(key))?;
    Ok(found.map(|(version, bytes)| Document { version, bytes }))
}

/// Names of documents under a prefix byte that begin with `start`, with their entries.
pub(super) fn list_named(
    tree: &Tree,
    prefix: u8,
    start: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, sled::IVec)>, ValueError> {
    let start_key = keys::text(prefix, start);
    let after_key = after.map(|after| keys::text(prefix, after)).filter(|after| *after >= start_key);
    let from = after_key.map_or(Bound::Included(start_key.clone()), Bound::Excluded);
    let mut names = Vec::new();
    for entry in tree.range((from, Bound::Unbounded)).take(limit.min(LIST_MAX)) {
        let (key, framed) = entry?;
        if !key.starts_with(&start_key) {
            break;
        }
        let name = String::from_utf8(key[1..].to_vec()).map_err(|error| damaged(&key, &error))?;
        names.push((name, framed));
    }
    Ok(names)
}
