//! How far a journal was once, and whether all of that is still there.
//!
//! A journal that was cut at the end of a line reads as a whole one that is shorter. So whoever has what
//! follows from it keeps its head beside that, and compares.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Journal, JournalError, line};

/// Bytes of the checksum that are kept.
const CHECKSUM_BYTES: usize = 16;

/// A journal as far as one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// The entry's place, which says how many there are.
    pub sequence: u64,
    /// The beginning of the SHA-256 of its line, in hexadecimal digits; nothing where it did not read.
    pub checksum: Option<String>,
}

/// What is no longer in a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Shortened {
    /// It ends before the entry.
    #[error(
        "the journal ends with entry {found}, and {acknowledged} were acknowledged: {} are lost",
        acknowledged - found
    )]
    Cut {
        /// The last entry that was acknowledged.
        acknowledged: u64,
        /// The last entry that is there.
        found: u64,
    },
    /// Another entry stands in its place.
    #[error(
        "entry {0} of the journal is not the one that was acknowledged: it is the journal of another folder, or \
         was written anew"
    )]
    Another(u64),
}

impl JournalHead {
    /// The head of a journal whose last entry is in this place; nothing where it has none.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn of(journal: &dyn Journal, last: u64) -> Result<Option<Self>, JournalError> {
        let Some(before) = last.checked_sub(1) else { return Ok(None) };
        let page = journal.read_after(before, 1).await?;
        let checksum = page.entries.first().map(|entry| {
            // What was read can be written.
            let line = line::write(entry.sequence, entry.at, &entry.what).unwrap_or_default();
            let hash = Sha256::digest(line.as_bytes());
            hash[..CHECKSUM_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
        });
        Ok(page.last().map(|sequence| Self { sequence, checksum }))
    }

    /// What is missing from a journal whose last entry is in the place `last`. An entry that no longer reads is
    /// there, and is told as lost by who reads it.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn missing_from(
        &self,
        journal: &dyn Journal,
        last: u64,
    ) -> Result<Option<Shortened>, JournalError> {
        let Self { sequence, checksum } = self;
        if *sequence > last {
            return Ok(Some(Shortened::Cut { acknowledged: *sequence, found: last }));
        }
        let there = Self::of(journal, *sequence).await?.and_then(|there| there.checksum);
        let another = matches!((checksum, &there), (Some(kept), Some(there)) if kept != there);
        Ok(another.then_some(Shortened::Another(*sequence)))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{MemoryJournal, contract::entry},
        *,
    };

    async fn journal_of(numbers: &[u64]) -> MemoryJournal {
        let journal = MemoryJournal::default();
        for number in numbers {
            journal.append(entry(*number), None).await.unwrap();
        }
        journal
    }

    #[tokio::test]
    async fn a_journal_that_is_shorter_or_another_is_noticed() {
        let whole = journal_of(&[1, 2, 3]).await;
        assert_eq!(JournalHead::of(&whole, 0).await, Ok(None));
        let head = JournalHead::of(&whole, 3).await.unwrap().unwrap();
        for (numbers, missing) in [
            (&[1, 2, 3][..], None),
            (&[1, 2, 3, 4], None),
            (&[1, 2], Some(Shortened::Cut { acknowledged: 3, found: 2 })),
            (&[], Some(Shortened::Cut { acknowledged: 3, found: 0 })),
            (&[1, 2, 9], Some(Shortened::Another(3))),
        ] {
            let journal = journal_of(numbers).await;
            let last = numbers.len() as u64;
            assert_eq!(head.missing_from(&journal, last).await.unwrap(), missing, "{numbers:?}");
        }
        let unread = JournalHead { checksum: None, ..head };
        assert_eq!(unread.missing_from(&journal_of(&[1, 2, 9]).await, 3).await, Ok(None));
    }
}
