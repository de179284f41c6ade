//! What goes into a store and what comes out of it, beside leads.

use std::{collections::BTreeMap, sync::Arc};

use kazi_domain::{Lead, LeadId, SourceId};

#[cfg(feature = "postgres")]
use crate::Lease;
use crate::{StoreError, StoreId};

/// The longest name of a host or document, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// The largest state or document, in bytes.
pub const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;
/// The largest lead, in bytes of its record.
pub const LEAD_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Changes that are applied whole or not at all.
///
/// Where one batch names the same thing twice, the later one holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    pub(crate) leads: BTreeMap<LeadId, LeadWrite>,
    pub(crate) documents: BTreeMap<DocumentKey, Document>,
    pub(crate) expected: Option<u64>,
    pub(crate) numbers: BTreeMap<LeadId, u64>,
    pub(crate) identity: Option<StoreId>,
    #[cfg(feature = "postgres")]
    pub(crate) expected_entries: Option<u64>,
    #[cfg(feature = "postgres")]
    pub(crate) leases: Vec<Lease>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LeadWrite {
    Put(Arc<Lead>),
    Remove,
}

/// Which small document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKey {
    /// The state of the source of this id.
    Source(String),
    /// The state of this host.
    Host(String),
    /// The document of this name.
    Named(String),
}

impl DocumentKey {
    /// The name of a source's state.
    #[cfg(feature = "testing")]
    pub(crate) fn source(&self) -> Option<&String> {
        if let Self::Source(name) = self { Some(name) } else { None }
    }

    /// The name of a host's state.
    #[cfg(feature = "testing")]
    pub(crate) fn host(&self) -> Option<&String> {
        if let Self::Host(name) = self { Some(name) } else { None }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Source(name) | Self::Host(name) | Self::Named(name) => name,
        }
    }
}

impl Batch {
    /// Puts a lead with all its postings; the one of the same id that was there is gone.
    pub fn put_lead(&mut self, lead: impl Into<Arc<Lead>>) -> &mut Self {
        let lead = lead.into();
        self.leads.insert(lead.id, LeadWrite::Put(lead));
        self
    }

    /// Removes a lead and all its postings; nothing happens where there is none.
    pub fn remove_lead(&mut self, id: LeadId) -> &mut Self {
        self.leads.insert(id, LeadWrite::Remove);
        self
    }

    /// Keeps what a poll of a source must remember.
    pub fn put_source_state(&mut self, source: &SourceId, state: Document) -> &mut Self {
        self.put(DocumentKey::Source(source.to_string()), state)
    }

    /// Keeps what politeness must remember of a host.
    pub fn put_host_state(&mut self, host: &str, state: Document) -> &mut Self {
        self.put(DocumentKey::Host(host.to_owned()), state)
    }

    /// Keeps a small document under a name, such as `edition/3`.
    pub fn put_document(&mut self, name: &str, document: Document) -> &mut Self {
        self.put(DocumentKey::Named(name.to_owned()), document)
    }

    pub(crate) fn put(&mut self, key: DocumentKey, document: Document) -> &mut Self {
        self.documents.insert(key, document);
        self
    }

    /// Refuses the batch where any lead has changed since change `sequence`: for changes that follow
    /// from what the writer knew of other leads.
    pub fn expect(&mut self, sequence: u64) -> &mut Self {
        self.expected = Some(sequence);
        self
    }

    /// Refuses the batch where the journal has entries behind `head`: for what was judged by the decisions
    /// up to there. Only a store that holds the journal too can tell; the others have one writer, which
    /// knows every entry.
    #[cfg(feature = "postgres")]
    pub fn expect_entries(&mut self, head: u64) -> &mut Self {
        self.expected_entries = Some(head);
        self
    }

    /// Numbers the change of a lead as another store did, of which this one is a copy. Whoever numbers one
    /// change of a store so numbers them all, and none twice.
    pub fn number(&mut self, lead: LeadId, sequence: u64) -> &mut Self {
        self.numbers.insert(lead, sequence);
        self
    }

    /// Gives the store the identity of another one, of which it is a copy: whoever follows the changes of one may go on
    /// at the other.
    pub fn identify(&mut self, original: StoreId) -> &mut Self {
        self.identity = Some(original);
        self
    }

    /// The number of a lead's change, where the last one before it is `last`.
    pub(crate) fn number_behind(&self, last: u64, lead: LeadId) -> u64 {
        self.numbers.get(&lead).copied().unwrap_or(last + 1)
    }

    /// Refuses the batch where this lease has run out by then: somebody else may be doing the same. A
    /// store that grants no leases refuses it with [`StoreError::NoLeases`].
    #[cfg(feature = "postgres")]
    pub fn under(&mut self, lease: &Lease) -> &mut Self {
        self.leases.push(lease.clone());
        self
    }

    /// That it rests on no lease, for a store that grants none.
    pub(crate) fn check_no_lease(&self) -> Result<(), StoreError> {
        #[cfg(feature = "postgres")]
        if let Some(lease) = self.leases.first() {
            return Err(StoreError::NoLeases(lease.name.clone()));
        }
        Ok(())
    }

    /// Whether the store still stands where the writer knew it to.
    pub(crate) fn check_expected(&self, found: u64) -> Result<(), StoreError> {
        match self.expected {
            Some(expected) if expected != found => Err(StoreError::Moved { expected, found }),
            _ => Ok(()),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.leads.is_empty() && self.documents.is_empty() && self.identity.is_none()
    }
}

/// Whether every name and size of a batch's documents is within the limits.
pub(crate) fn check_documents(batch: &Batch) -> Result<(), StoreError> {
    for (key, document) in &batch.documents {
        let name = key.name();
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return Err(StoreError::Name(name.chars().take(NAME_BYTES_MAX).collect()));
        }
        let bytes = document.bytes.len();
        if bytes > DOCUMENT_BYTES_MAX {
            let name = name.to_owned();
            return Err(StoreError::DocumentTooLarge { name, bytes, bytes_max: DOCUMENT_BYTES_MAX });
        }
    }
    Ok(())
}

/// Bytes whose meaning only their writer knows, with the version of their form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The version of the form, counted by the writer.
    pub version: u16,
    /// The bytes, at most [`DOCUMENT_BYTES_MAX`].
    pub bytes: Vec<u8>,
}

/// That a batch is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Saved {
    /// The number of the last change to a lead that the store holds with this batch.
    pub sequence: u64,
}

/// What happened to a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is there, new or changed.
    Put,
    /// It is gone.
    Removed,
}

/// The last change of a lead.
///
/// A lead has one change only, its last: whoever follows the changes gets the present state of
/// every lead and misses none, but does not see what it went through in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Counts up by one with every change, over all leads.
    pub sequence: u64,
    /// The lead.
    pub lead: LeadId,
    /// What happened.
    pub kind: ChangeKind,
}

/// What a full check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Leads read.
    pub leads: u64,
    /// Postings of those leads.
    pub postings: u64,
    /// Documents and states read.
    pub documents: u64,
    /// What is wrong, at most 100 lines; empty for a sound store.
    pub problems: Vec<String>,
}
