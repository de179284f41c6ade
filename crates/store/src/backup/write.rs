//! Making a backup.

use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    time::timeout,
};

use super::{
    BackupError, Contents,
    form::{self, End, PIECE_VERSION, piece},
};
use crate::{
    Held, Store,
    journal::{self, Journal, READ_MAX},
    record::{LEAD_VERSION, write_lead},
};

/// How long a taker may leave it: the store writes nothing meanwhile.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);
/// Bytes gathered before they are handed over.
const BLOCK_BYTES: usize = 256 * 1024;

/// Writes all that `store` and `journal` hold, as they stand now. The store is read at one moment while
/// others read it too; what is to be saved waits until it is read.
///
/// # Errors
/// When one cannot be read, or `to` takes nothing for half a minute. What was written is then no backup.
pub async fn write(
    store: &dyn Store,
    journal: &dyn Journal,
    made_at: Timestamp,
    to: &mut (impl AsyncWrite + Unpin + ?Sized),
) -> Result<Contents, BackupError> {
    let mut snapshot = store.snapshot().await?;
    let sequence = snapshot.sequence;
    let contents = Contents { made_at, sequence, leads: 0, postings: 0, documents: 0, entries: 0, lost: 0 };
    let mut writing = Writing { to, hasher: Sha256::new(), block: form::opening(), contents };
    writing.put(piece(form::BEGIN, PIECE_VERSION, &json(&contents))).await?;
    while let Some(held) = snapshot.next().await? {
        writing.put_held(&held).await?;
    }
    writing.put_journal(journal).await?;
    writing.end().await
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Numbers, a time and a text always are JSON.
    serde_json::to_vec(value).unwrap_or_default()
}

struct Writing<'a, W: ?Sized> {
    to: &'a mut W,
    hasher: Sha256,
    block: Vec<u8>,
    contents: Contents,
}

impl<W: AsyncWrite + Unpin + ?Sized> Writing<'_, W> {
    async fn put(&mut self, piece: Vec<u8>) -> Result<(), BackupError> {
        self.block.extend(piece);
        if self.block.len() >= BLOCK_BYTES { self.hand_over().await } else { Ok(()) }
    }

    async fn hand_over(&mut self) -> Result<(), BackupError> {
        self.hasher.update(&self.block);
        let taken = timeout(TAKEN_WITHIN, self.to.write_all(&self.block)).await;
        taken.map_err(|_| BackupError::NotTaken(TAKEN_WITHIN.as_secs()))??;
        self.block.clear();
        Ok(())
    }

    async fn put_held(&mut self, held: &Held) -> Result<(), BackupError> {
        let piece = match held {
            Held::Lead(lead) => {
                self.contents.leads += 1;
                self.contents.postings += lead.postings().len() as u64;
                let record = write_lead(lead).map_err(std::io::Error::other)?;
                piece(form::LEAD, LEAD_VERSION, &record)
            }
            Held::Document(key, document) => {
                self.contents.documents += 1;
                form::document_piece(key, document)
            }
        };
        self.put(piece).await
    }

    async fn put_journal(&mut self, journal: &dyn Journal) -> Result<(), BackupError> {
        let mut after = 0;
        loop {
            let page = journal.read_after(after, READ_MAX).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last;
            let mut places: Vec<(u64, Vec<u8>)> = Vec::new();
            for entry in &page.entries {
                let line = journal::line::write(entry.sequence, entry.at, &entry.what);
                let line = line.map_err(std::io::Error::other)?;
                places.push((entry.sequence, piece(form::ENTRY, PIECE_VERSION, line.as_bytes())));
            }
            for lost in &page.lost {
                let place = lost.sequence.to_be_bytes();
                places.push((lost.sequence, piece(form::LOST, PIECE_VERSION, &place)));
            }
            places.sort_by_key(|(place, _)| *place);
            self.contents.entries += page.entries.len() as u64;
            self.contents.lost += page.lost.len() as u64;
            for (_, piece) in places {
                self.put(piece).await?;
            }
        }
    }

    async fn end(mut self) -> Result<Contents, BackupError> {
        self.hand_over().await?;
        let sha256 = form::hex(&self.hasher.clone().finalize());
        let end = End { contents: self.contents, sha256 };
        self.put(piece(form::END, PIECE_VERSION, &json(&end))).await?;
        self.hand_over().await?;
        timeout(TAKEN_WITHIN, self.to.flush())
            .await
            .map_err(|_| BackupError::NotTaken(TAKEN_WITHIN.as_secs()))??;
        Ok(self.contents)
    }
}
