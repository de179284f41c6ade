//! Bytes from a source become postings; nothing here fails, panics, fetches or reads a clock.

use kazi_domain::{DESCRIPTION_BYTES_MAX, Language, LocationIs, PayHint, PlatformId, Posting, SourceId};

use crate::{
    document::{Document, Reading, Repair},
    mapping::{Kind, Mapping},
};

/// What reading must know of a source.
#[derive(Clone, Copy, Debug)]
pub struct ReadAs<'a> {
    /// The source; ids are made with its name.
    pub source: &'a SourceId,
    /// What its documents are; nothing means: look.
    pub kind: Option<Kind>,
    /// How they become postings.
    pub mapping: &'a Mapping,
    /// Where the cursor or link of the next page stands.
    pub next: Option<&'a str>,
    /// What bare figures mean.
    pub pay_hint: &'a PayHint,
    /// What the place means.
    pub location_is: LocationIs,
    /// The platform it belongs to.
    pub platform: Option<&'a PlatformId>,
    /// The language it is written in, where items do not say.
    pub language: Option<&'a Language>,
    /// How much is read at most.
    pub limits: ReadLimits,
}

/// How much of a document is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// The longest document, in bytes; a longer one is not read at all.
    pub bytes_max: usize,
    /// The most items; further ones are counted and reported.
    pub items_max: usize,
    /// The most elements or values of a document; reading ends there.
    pub nodes_max: usize,
    /// How deep elements may be nested; deeper ones are read as if they stood there.
    pub depth_max: usize,
    /// The longest description, in bytes of text.
    pub description_bytes_max: usize,
    /// The most problems reported one by one.
    pub problems_max: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            bytes_max: 32 << 20,
            items_max: 5_000,
            nodes_max: 2_000_000,
            depth_max: 128,
            description_bytes_max: DESCRIPTION_BYTES_MAX,
            problems_max: 50,
        }
    }
}

/// Reads all postings of a document.
pub fn read_document(source: &ReadAs<'_>, document: &Document) -> Reading {
    let _ = (source, document);
    Reading::default()
}

/// Completes a posting from its detail page: what the page says better or alone is taken over.
pub fn read_detail(source: &ReadAs<'_>, document: &Document, posting: &mut Posting) -> Vec<Repair> {
    let _ = (source, document, posting);
    Vec::new()
}
