//! The form of a backup, in bytes.

use serde::{Deserialize, Serialize};

use super::Contents;
use crate::{
    DOCUMENT_BYTES_MAX, Document, DocumentKey, LEAD_BYTES_MAX, NAME_BYTES_MAX,
    frame::{FRAME_BYTES, seal},
};

/// How it begins, before the version.
pub(super) const OPENING: &[u8] = b"kazi backup ";
/// The version that is written.
pub(super) const VERSION: u16 = 1;
/// The version of pieces that have none of their own.
pub(super) const PIECE_VERSION: u16 = 1;
/// The longest first line.
pub(super) const OPENING_BYTES_MAX: usize = 24;
/// Bytes of a piece before its body.
pub(super) const HEAD_BYTES: usize = 1 + FRAME_BYTES;
/// The longest body: a lead, or a document with its name.
pub(super) const BODY_BYTES_MAX: usize = LEAD_BYTES_MAX;
const _: () = assert!(BODY_BYTES_MAX > DOCUMENT_BYTES_MAX + NAME_BYTES_MAX + 1);

/// When, and at which change; a piece of JSON.
pub(super) const BEGIN: u8 = b'b';
pub(super) const LEAD: u8 = b'l';
pub(super) const SOURCE: u8 = b's';
pub(super) const HOST: u8 = b'h';
pub(super) const NAMED: u8 = b'd';
/// A line of the journal.
pub(super) const ENTRY: u8 = b'j';
/// The place of an entry of the journal that did not read, in eight bytes.
pub(super) const LOST: u8 = b'x';
/// [`End`]; a piece of JSON.
pub(super) const END: u8 = b'e';

/// What the last piece says.
#[derive(Serialize, Deserialize)]
pub(super) struct End {
    #[serde(flatten)]
    pub contents: Contents,
    /// Of all bytes before this piece, in hexadecimal.
    pub sha256: String,
}

pub(super) fn opening() -> Vec<u8> {
    [OPENING, VERSION.to_string().as_bytes(), b"\n"].concat()
}

pub(super) fn piece(kind: u8, version: u16, body: &[u8]) -> Vec<u8> {
    let mut piece = vec![kind];
    piece.extend(seal(&[kind], version, body));
    piece
}

/// The kind of a document, and its body: the length of its name in a byte, its name, its bytes.
pub(super) fn document_piece(key: &DocumentKey, document: &Document) -> Vec<u8> {
    let kind = match key {
        DocumentKey::Source(_) => SOURCE,
        DocumentKey::Host(_) => HOST,
        DocumentKey::Named(_) => NAMED,
    };
    let name = key.name().as_bytes();
    // No store holds a longer name than NAME_BYTES_MAX.
    let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
    piece(kind, document.version, &[&[length][..], name, &document.bytes].concat())
}

pub(super) fn read_document(kind: u8, version: u16, body: &[u8]) -> Option<(DocumentKey, Document)> {
    let (length, rest) = body.split_first()?;
    let (name, bytes) = rest.split_at_checked(usize::from(*length))?;
    let name = String::from_utf8(name.to_vec()).ok()?;
    let key = match kind {
        SOURCE => DocumentKey::Source(name),
        HOST => DocumentKey::Host(name),
        _ => DocumentKey::Named(name),
    };
    Some((key, Document { version, bytes: bytes.to_vec() }))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
