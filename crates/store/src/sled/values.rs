//! Values of any length in entries of at most 4 KiB: sled never syncs nor frees larger ones.
//!
//! The head stands under the value's key: how many further pieces there are, how long the whole is,
//! its CRC-32, and the first piece.

use sled::Tree;

use super::keys;
use crate::{
    LEAD_BYTES_MAX,
    frame::{FRAME_BYTES, FrameError, seal, unseal},
};

const ENTRY_BYTES_MAX: usize = 4096;
const HEAD_BYTES: usize = 10;
/// Bytes of the value in one entry, the same in head and pieces.
pub(super) const PIECE_BYTES: usize = ENTRY_BYTES_MAX - FRAME_BYTES - HEAD_BYTES;
// As many pieces as their number can count.
const _: () = assert!(LEAD_BYTES_MAX / PIECE_BYTES < u16::MAX as usize);

/// Why a value could not be read.
#[derive(Debug)]
pub(super) enum ValueError {
    Sled(sled::Error),
    Damaged {
        key: Vec<u8>,
        reason: String,
    },
    /// Of a version that only a newer kazi knows.
    Newer {
        key: Vec<u8>,
        found: u16,
        known: u16,
    },
}

impl From<sled::Error> for ValueError {
    fn from(error: sled::Error) -> Self {
        Self::Sled(error)
    }
}

pub(super) fn damaged(key: &[u8], reason: &impl ToString) -> ValueError {
    ValueError::Damaged { key: key.to_vec(), reason: reason.to_string() }
}

/// The entries that hold `value`, which is at most [`LEAD_BYTES_MAX`] long.
pub(super) fn entries(key: &[u8], version: u16, value: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut parts = value.chunks(PIECE_BYTES);
    let first = parts.next().unwrap_or_default();
    let further = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
    let head =
        [&further.to_le_bytes()[..], &length.to_le_bytes(), &crc32fast::hash(value).to_le_bytes(), first]
            .concat();
    let mut entries = vec![(key.to_vec(), seal(key, version, &head))];
    for (part, number) in parts.zip(1u16..) {
        let key = keys::piece(key, number);
        entries.push((key.clone(), seal(&key, version, part)));
    }
    entries
}

struct Head<'a> {
    version: u16,
    further: u16,
    length: u32,
    crc: u32,
    first: &'a [u8],
}

fn read_head<'a>(key: &[u8], framed: &'a [u8]) -> Result<Head<'a>, FrameError> {
    let (version, body) = unseal(key, framed)?;
    let (further, rest) = body.split_first_chunk::<2>().ok_or(FrameError::Short)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(FrameError::Short)?;
    let (crc, first) = rest.split_first_chunk::<4>().ok_or(FrameError::Short)?;
    let (length, crc) = (u32::from_le_bytes(*length), u32::from_le_bytes(*crc));
    Ok(Head { version, further: u16::from_le_bytes(*further), length, crc, first })
}

/// The version and the whole value behind a head.
pub(super) fn read(tree: &Tree, key: &[u8], framed: &[u8]) -> Result<(u16, Vec<u8>), ValueError> {
    let head = read_head(key, framed).map_err(|error| damaged(key, &error))?;
    let mut value = head.first.to_vec();
    for number in 1..=head.further {
        let piece_key = keys::piece(key, number);
        let piece = tree.get(&piece_key)?.ok_or_else(|| damaged(key, &format!("piece {number} is gone")))?;
        let (version, body) = unseal(&piece_key, &piece).map_err(|error| damaged(&piece_key, &error))?;
        if version != head.version {
            return Err(damaged(&piece_key, &"it is of another version"));
        }
        value.extend_from_slice(body);
    }
    if u32::try_from(value.len()) != Ok(head.length) || crc32fast::hash(&value) != head.crc {
        return Err(damaged(key, &"its pieces do not belong together"));
    }
    Ok((head.version, value))
}

/// The value under a key.
pub(super) fn find(tree: &Tree, key: &[u8]) -> Result<Option<(u16, Vec<u8>)>, ValueError> {
    tree.get(key)?.map(|framed| read(tree, key, &framed)).transpose()
}

/// How many pieces a head says to follow it; none where it cannot be read.
pub(super) fn further_pieces(key: &[u8], framed: &[u8]) -> u16 {
    read_head(key, framed).map_or(0, |head| head.further)
}
