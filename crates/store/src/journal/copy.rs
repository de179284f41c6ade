//! A journal into another one, and what shows that the two hold the same.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::{Entry, Journal, JournalError, NewEntry, READ_MAX, line};

/// What a journal holds, in figures: two journals of the same digest hold the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalDigest {
    /// Entries.
    pub entries: u64,
    /// SHA-256 over all of them.
    pub checksum: [u8; 32],
}

impl fmt::Display for JournalDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} entries of the journal, checksum ", self.entries)?;
        self.checksum[..8].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads all of a journal and answers what it holds.
///
/// # Errors
/// When it cannot be read, or an entry of it no longer reads.
pub async fn journal_digest(journal: &dyn Journal) -> Result<JournalDigest, JournalError> {
    let mut digest = JournalDigest::default();
    let mut hasher = Sha256::new();
    let mut after = 0;
    loop {
        let page = journal.read_after(after, READ_MAX).await?.whole()?;
        let Some(last) = page.last() else { break };
        after = last.sequence;
        digest.entries += page.len() as u64;
        for entry in page {
            // What was read can be written.
            let line = line::write(entry.sequence, entry.at, &entry.what).unwrap_or_default();
            hasher.update(line.as_bytes());
        }
    }
    digest.checksum = hasher.finalize().into();
    Ok(digest)
}

/// The last entry of a journal; nothing where it is empty. Reads all of it.
///
/// # Errors
/// As [`journal_digest`].
pub async fn last_entry(journal: &dyn Journal) -> Result<Option<Entry>, JournalError> {
    let mut last: Option<Entry> = None;
    loop {
        let after = last.as_ref().map_or(0, |entry| entry.sequence);
        match journal.read_after(after, READ_MAX).await?.whole()?.pop() {
            Some(entry) => last = Some(entry),
            None => return Ok(last),
        }
    }
}

/// Appends to `to`, whose last entry is `last`, what `from` holds behind that, each in the same place, and
/// brings `last` up to date.
///
/// # Errors
/// [`JournalError::Conflict`] where `from` does not hold `last`, and where `to` ends with another entry;
/// when one cannot be read or the other not be written.
pub async fn copy_entries(
    from: &dyn Journal,
    to: &dyn Journal,
    last: &mut Option<Entry>,
) -> Result<(), JournalError> {
    loop {
        let here = last.as_ref().map_or(0, |entry| entry.sequence);
        let mut page = from.read_after(here.saturating_sub(1), READ_MAX).await?.whole()?;
        if let Some(last) = &last {
            if page.first() != Some(last) {
                let head = page.first().map_or(0, |entry| entry.sequence);
                return Err(JournalError::Conflict { expected: here, head });
            }
            page.remove(0);
        }
        if page.is_empty() {
            return Ok(());
        }
        for entry in page {
            let new = NewEntry { at: entry.at, what: entry.what.clone() };
            to.append(new, Some(entry.sequence - 1)).await?;
            *last = Some(entry);
        }
    }
}
