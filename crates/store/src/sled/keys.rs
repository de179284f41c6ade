//! Which key holds what. One tree: a batch over one tree is atomic across a crash.

use kazi_domain::{LeadId, PostingId};

use crate::batch::DocumentKey;

pub(super) const LEAD: u8 = b'l';
pub(super) const POSTING: u8 = b'p';
pub(super) const CHANGE: u8 = b'q';
pub(super) const HOST: u8 = b'h';
pub(super) const NAMED: u8 = b'd';
pub(super) const SOURCE: u8 = b's';
const LAST_CHANGE: u8 = b't';
const META: u8 = b'm';
const PIECE: u8 = b'~';

/// The number of the last change.
pub(super) fn sequence() -> Vec<u8> {
    vec![META, b's']
}

/// Which store this is.
pub(super) fn identity() -> Vec<u8> {
    vec![META, b'i']
}

pub(super) fn lead(id: LeadId) -> Vec<u8> {
    number(LEAD, id.0)
}

pub(super) fn posting(id: PostingId) -> Vec<u8> {
    number(POSTING, id.0)
}

pub(super) fn change(sequence: u64) -> Vec<u8> {
    number(CHANGE, sequence)
}

/// The number of a lead's last change, kept when the lead is gone.
pub(super) fn last_change(id: LeadId) -> Vec<u8> {
    number(LAST_CHANGE, id.0)
}

pub(super) fn document(key: &DocumentKey) -> Vec<u8> {
    match key {
        DocumentKey::Source(name) => text(SOURCE, name),
        DocumentKey::Host(name) => text(HOST, name),
        DocumentKey::Named(name) => text(NAMED, name),
    }
}

/// Piece `piece` (from 1) of a value too long for one entry; no other value's key begins like it.
pub(super) fn piece(of: &[u8], piece: u16) -> Vec<u8> {
    let length = u16::try_from(of.len()).unwrap_or(u16::MAX);
    [&[PIECE][..], &length.to_be_bytes(), of, &piece.to_be_bytes()].concat()
}

pub(super) fn text(prefix: u8, name: &str) -> Vec<u8> {
    [&[prefix], name.as_bytes()].concat()
}

/// The number behind the prefix.
pub(super) fn number_of(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.get(1..)?.try_into().ok()?))
}

fn number(prefix: u8, number: u64) -> Vec<u8> {
    [&[prefix][..], &number.to_be_bytes()].concat()
}
