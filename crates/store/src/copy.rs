//! A whole store into another one, and what shows that the two hold the same.

use std::fmt;

use kazi_domain::LeadId;
use sha2::{Digest as _, Sha256};

use crate::{
    Batch, Document, LIST_MAX, Store, StoreError,
    batch::DocumentKey,
    record::{LEAD_VERSION, write_lead},
};

/// Leads saved at once: with the longest texts, a few megabytes.
const LEADS_AT_ONCE: usize = 200;

/// What a store holds, in figures: two stores of the same digest hold the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Leads.
    pub leads: u64,
    /// Their postings.
    pub postings: u64,
    /// Documents and states.
    pub documents: u64,
    /// SHA-256 over all of them, in the order of their names.
    pub checksum: [u8; 32],
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { leads, postings, documents, checksum } = self;
        write!(f, "{leads} leads with {postings} postings, {documents} documents, checksum ")?;
        checksum[..8].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A kind of document.
#[derive(Clone, Copy)]
enum Kind {
    Source,
    Host,
    Named,
}

const KINDS: [Kind; 3] = [Kind::Source, Kind::Host, Kind::Named];

/// Reads all of a store and answers what it holds.
///
/// # Errors
/// When it cannot be read.
pub async fn digest(store: &dyn Store) -> Result<Digest, StoreError> {
    let mut digest = Digest::default();
    let mut hasher = Sha256::new();
    let mut after: Option<LeadId> = None;
    loop {
        let leads = store.scan_leads(after, LEADS_AT_ONCE).await?;
        let Some(last) = leads.last() else { break };
        after = Some(last.id);
        for lead in &leads {
            digest.leads += 1;
            digest.postings += lead.postings().len() as u64;
            // What cannot be written was never read.
            let record = write_lead(lead).unwrap_or_default();
            take(&mut hasher, &[&lead.id.0.to_be_bytes(), &LEAD_VERSION.to_be_bytes(), &record]);
        }
    }
    for (place, kind) in KINDS.into_iter().enumerate() {
        let mut after: Option<String> = None;
        loop {
            let page = list(store, kind, after.as_deref()).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            for (name, document) in &page {
                digest.documents += 1;
                let version = document.version.to_be_bytes();
                take(&mut hasher, &[&place.to_be_bytes(), name.as_bytes(), &version, &document.bytes]);
            }
        }
    }
    digest.checksum = hasher.finalize().into();
    Ok(digest)
}

/// Hashes parts so that no other parts hash the same.
fn take(hasher: &mut Sha256, parts: &[&[u8]]) {
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
}

/// Copies all that `from` holds into `to`, which holds nothing yet; `tell` hears how many leads are done.
/// Nobody may write to either meanwhile. The changes are numbered anew.
///
/// # Errors
/// When one cannot be read or the other not be written.
pub async fn copy(from: &dyn Store, to: &dyn Store, mut tell: impl FnMut(u64)) -> Result<(), StoreError> {
    let (mut after, mut done): (Option<LeadId>, u64) = (None, 0);
    loop {
        let leads = from.scan_leads(after, LEADS_AT_ONCE).await?;
        let Some(last) = leads.last() else { break };
        after = Some(last.id);
        done += leads.len() as u64;
        let mut batch = Batch::default();
        for lead in leads {
            batch.put_lead(lead);
        }
        to.save(batch).await?;
        tell(done);
    }
    for kind in KINDS {
        let mut after: Option<String> = None;
        loop {
            let page = list(from, kind, after.as_deref()).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            let mut batch = Batch::default();
            for (name, document) in page {
                // By its name, for a source need not be configured any more.
                let key = match kind {
                    Kind::Source => DocumentKey::Source(name),
                    Kind::Host => DocumentKey::Host(name),
                    Kind::Named => DocumentKey::Named(name),
                };
                batch.put(key, document);
            }
            to.save(batch).await?;
        }
    }
    Ok(())
}

/// Documents of a kind, a few at a time: each may be a megabyte.
async fn list(
    store: &dyn Store,
    kind: Kind,
    after: Option<&str>,
) -> Result<Vec<(String, Document)>, StoreError> {
    /// Documents at once.
    const PAGE: usize = 16;
    match kind {
        Kind::Source => store.list_source_states(after, PAGE).await,
        Kind::Host => store.list_host_states(after, PAGE).await,
        Kind::Named => {
            let mut page = Vec::new();
            for name in store.list_documents("", after, PAGE.min(LIST_MAX)).await? {
                if let Some(document) = store.find_document(&name).await? {
                    page.push((name, document));
                }
            }
            Ok(page)
        }
    }
}
