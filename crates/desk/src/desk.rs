//! The desk itself: checks a decision, has it in the journal, and then everybody sees it.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use kazi_store::journal::{Journal, JournalError, JournalPage, NewEntry, READ_MAX};
use tokio::sync::{Mutex, watch};

use crate::{BookFault, Decision, DeskState, Signed, Subject, compile_book, read_book};

/// How often a decision is checked anew when others write at the same time.
const TRIES: usize = 8;

/// Why something cannot be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// Somebody published in the meantime.
    #[error(
        "this was made for edition {base}, and {by} has published edition {current} since: look at it, then try again"
    )]
    Conflict {
        /// The edition that the author saw.
        base: u32,
        /// The edition now.
        current: u32,
        /// Who published that.
        by: String,
    },
    /// The book cannot be matched with.
    #[error("the book has {} faults: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Book(Vec<BookFault>),
    /// The new book is the old one.
    #[error("nothing is different from the current edition")]
    Unchanged,
    /// No reason was given.
    #[error("say why, in 1 to 500 letters")]
    Why,
    /// A name that cannot be used.
    #[error("\"{0}\" is no name: use 1 to 40 letters, figures, \".\", \"-\" and \"_\"")]
    Name(String),
    /// A trainer's name that differs from another's in capitals alone.
    #[error(
        "there is a trainer \"{0}\" already, and the names differ in capital letters alone: choose another"
    )]
    NameTaken(String),
    /// There is no such trainer.
    #[error("there is no trainer \"{0}\"")]
    NoTrainer(String),
    /// There is no such key.
    #[error("there is no key \"{0}\"")]
    NoKey(String),
    /// A key of this name is there.
    #[error("there is a key \"{0}\" already: remove it first, or choose another name")]
    KeyThere(String),
    /// An edition is named that nobody has published.
    #[error("there is no edition {base} yet: the current one is {current}")]
    NotYet {
        /// The edition that was named.
        base: u32,
        /// The edition that is current.
        current: u32,
    },
    /// There is no such edition.
    #[error("there is no edition {0}")]
    NoEdition(u32),
    /// A verdict is about what the current edition does not have.
    #[error("the skill book has no \"{0}\"")]
    NoSubject(Subject),
    /// A draft is another than the one that its author saw.
    #[error("the draft has changed since you saw it: look at it, then try again")]
    DraftMovedOn,
    /// A lead added by hand that cannot be one.
    #[error("{0}")]
    HandLead(&'static str),
    /// A limit is reached.
    #[error("there are {most} {what} already, which is the most")]
    Full {
        /// Of what.
        what: &'static str,
        /// How many.
        most: usize,
    },
    /// The journal cannot answer.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What trainers decide, kept in a journal that others may write to as well.
pub struct Desk {
    journal: Arc<dyn Journal>,
    /// Held while entries are read and folded.
    folding: Mutex<()>,
    state: watch::Sender<Arc<DeskState>>,
    /// The last entry that readers' pages have felt.
    live: watch::Sender<u64>,
    shipped: Arc<str>,
}

impl Desk {
    /// Folds all of a journal. `shipped` is the text of edition 0. Editions that an older kazi took and
    /// this one cannot match with are passed over, from the newest.
    ///
    /// # Errors
    /// When the journal cannot be read, or the shipped book has faults.
    pub async fn open(journal: Arc<dyn Journal>, shipped: &str) -> Result<Self, DeskError> {
        let (book, _) = read_book(shipped).map_err(DeskError::Book)?;
        let shipped: Arc<str> = shipped.into();
        let mut nothing = DeskState::new(Arc::clone(&shipped), Arc::new(book));
        loop {
            let desk = Self {
                journal: Arc::clone(&journal),
                folding: Mutex::new(()),
                state: watch::Sender::new(Arc::new(nothing.clone())),
                live: watch::Sender::new(0),
                shipped: Arc::clone(&shipped),
            };
            let state = desk.refresh().await?;
            match state.editions.last() {
                Some(newest) if compile_book(&state.book).is_err() => nothing.pass_over(newest.sequence),
                _ => return Ok(desk),
            }
        }
    }

    /// All that was decided, as far as it is folded in.
    pub fn state(&self) -> Arc<DeskState> {
        Arc::clone(&self.state.borrow())
    }

    /// Tells of every change.
    pub fn subscribe(&self) -> watch::Receiver<Arc<DeskState>> {
        self.state.subscribe()
    }

    /// Says that readers' pages show all up to this entry, which holds for good.
    pub fn tell_live(&self, head: u64) {
        self.live.send_modify(|live| *live = head.max(*live));
    }

    /// Waits until readers' pages show all up to this entry. The caller bounds the time.
    pub async fn wait_live(&self, head: u64) {
        // The sender lives as long as this desk.
        let _ = self.live.subscribe().wait_for(|live| *live >= head).await;
    }

    /// Folds in what others wrote.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn refresh(&self) -> Result<Arc<DeskState>, DeskError> {
        let _folding = self.folding.lock().await;
        let mut state = self.state();
        loop {
            let page = self.journal.read_after(state.head, READ_MAX).await?;
            let Some(last) = page.last() else { return Ok(state) };
            let next = Arc::make_mut(&mut state);
            for (sequence, read) in in_order(page) {
                match read {
                    Ok((at, signed)) => next.fold(sequence, at, signed),
                    Err(why) => {
                        tracing::error!(%why, sequence, "an entry of the journal cannot be read");
                        next.fold_unread(sequence);
                    }
                }
            }
            next.head = last;
            self.state.send_replace(Arc::clone(&state));
        }
    }

    /// Where it is all kept, for a backup.
    pub fn journal(&self) -> &Arc<dyn Journal> {
        &self.journal
    }

    /// Takes a decision: it is on the disk when this returns, and in the state that this answers.
    ///
    /// # Errors
    /// Why it may not be taken, or that the journal cannot take it.
    pub async fn decide(
        &self,
        by: &str,
        decision: Decision,
        at: Timestamp,
    ) -> Result<Arc<DeskState>, DeskError> {
        let mut signed = Signed { by: by.to_owned(), decision };
        for _ in 0..TRIES {
            let state = self.refresh().await?;
            if let Decision::Published { number, .. } = &mut signed.decision {
                *number = Some(state.next_number());
            }
            signed = check(&state, signed).await?;
            let entry = NewEntry { at, what: serde_json::to_value(&signed).unwrap_or_default() };
            match self.journal.append(entry, Some(state.head)).await {
                Ok(_) => return self.refresh().await,
                Err(JournalError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let head = self.state().head;
        Err(JournalError::Conflict { expected: head, head }.into())
    }

    /// The text of an edition.
    ///
    /// # Errors
    /// [`DeskError::NoEdition`], or that the journal cannot be read.
    pub async fn edition_text(&self, number: u32) -> Result<Arc<str>, DeskError> {
        if number == 0 {
            return Ok(Arc::clone(&self.shipped));
        }
        let state = self.state();
        let missing = || DeskError::NoEdition(number);
        let edition = state.editions.iter().find(|edition| edition.number == number).ok_or_else(missing)?;
        let page = self.journal.read_after(edition.sequence - 1, 1).await?;
        let what = page.entries.into_iter().next().map(|entry| entry.what).ok_or_else(missing)?;
        match serde_json::from_value::<Signed>(what) {
            Ok(Signed { decision: Decision::Published { text, .. }, .. }) => Ok(text.into()),
            _ => Err(missing()),
        }
    }
}

/// Checks off the async threads, because a book is compiled.
async fn check(state: &Arc<DeskState>, signed: Signed) -> Result<Signed, DeskError> {
    let state = Arc::clone(state);
    let check = move || state.check(&signed).map(|()| signed);
    let checked = tokio::task::spawn_blocking(check).await;
    // It only fails where checking panicked.
    checked.unwrap_or_else(|error| Err(JournalError::Closed(error.to_string()).into()))
}

/// What a page holds at each place: a decision with its time, or why there is none.
fn in_order(page: JournalPage) -> BTreeMap<u64, Result<(Timestamp, Signed), String>> {
    let lost = page.lost.into_iter().map(|lost| (lost.sequence, Err(lost.why)));
    let read = page.entries.into_iter().map(|entry| {
        let signed = serde_json::from_value(entry.what).map_err(|error| error.to_string());
        (entry.sequence, signed.map(|signed| (entry.at, signed)))
    });
    read.chain(lost).collect()
}

#[cfg(test)]
mod tests;
