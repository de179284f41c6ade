//! All that a store holds, as it stood at one moment.

use kazi_domain::Lead;
use tokio::sync::mpsc;

use crate::{Document, DocumentKey, StoreError};

/// Things on their way to whoever reads them.
const WAITING_MAX: usize = 256;

/// One thing that a store holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A lead with all its postings.
    Lead(Box<Lead>),
    /// A document or state.
    Document(DocumentKey, Document),
}

/// All that a store held at one moment, a thing at a time: leads in the order of their ids, then documents.
///
/// An engine without snapshots of its own writes nothing until this is read to its end or dropped, so
/// whoever holds it reads on.
pub struct Snapshot {
    /// The number of the last change to a lead at that moment.
    pub sequence: u64,
    held: mpsc::Receiver<Result<Option<Held>, StoreError>>,
}

/// The end of a snapshot that the engine fills.
pub(crate) type Filling = mpsc::Sender<Result<Option<Held>, StoreError>>;

impl Snapshot {
    pub(crate) fn new(sequence: u64) -> (Filling, Self) {
        let (filling, held) = mpsc::channel(WAITING_MAX);
        (filling, Self { sequence, held })
    }

    /// The next thing; nothing at the end.
    ///
    /// # Errors
    /// When the store could not be read to its end.
    pub async fn next(&mut self) -> Result<Option<Held>, StoreError> {
        // What ended without saying so has panicked, as sled does on a damaged file.
        let cut_off = || Err(StoreError::Closed("it was not read to its end".to_owned()));
        self.held.recv().await.unwrap_or_else(cut_off)
    }
}
