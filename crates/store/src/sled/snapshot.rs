//! All that the tree holds, for whoever reads a snapshot.

use sled::Tree;

use super::{
    keys,
    rows::{Rows, decode_lead},
    values::{self, ValueError, damaged},
};
use crate::{Document, DocumentKey, Held, snapshot::Filling};

/// Hands everything over until all is told or nobody listens any more. Blocks while nobody reads on; the
/// caller sees to it that nothing is written meanwhile.
pub(super) fn fill(rows: &Rows, filling: &Filling) {
    let told = read(&rows.tree, |held| filling.blocking_send(Ok(Some(held))).is_ok());
    // Nobody may be listening by now, and then nobody needs to hear it.
    let _ = filling.blocking_send(told.map(|()| None).map_err(|error| rows.error(error)));
}

/// Ends early where `tell` answers that nobody listens.
fn read(tree: &Tree, mut tell: impl FnMut(Held) -> bool) -> Result<(), ValueError> {
    for entry in tree.scan_prefix([keys::LEAD]) {
        let (key, framed) = entry?;
        if !tell(Held::Lead(Box::new(decode_lead(tree, &key, &framed)?))) {
            return Ok(());
        }
    }
    type Name = fn(String) -> DocumentKey;
    let kinds: [(u8, Name); 3] = [
        (keys::SOURCE, DocumentKey::Source),
        (keys::HOST, DocumentKey::Host),
        (keys::NAMED, DocumentKey::Named),
    ];
    for (prefix, name) in kinds {
        for entry in tree.scan_prefix([prefix]) {
            let (key, framed) = entry?;
            let (version, bytes) = values::read(tree, &key, &framed)?;
            let text = String::from_utf8(key[1..].to_vec()).map_err(|error| damaged(&key, &error))?;
            if !tell(Held::Document(name(text), Document { version, bytes })) {
                return Ok(());
            }
        }
    }
    Ok(())
}
