//! What a poll gives, and what it takes.

use std::time::Duration;

use kazi_domain::PostingId;

use super::PollProblem;
use crate::{
    document::{Document, Reading},
    state::{SourceState, Wait},
};

/// What a poll gave, and what to remember of it.
#[derive(Debug)]
pub struct PollOutcome {
    /// What it gave.
    pub result: PollResult,
    /// What is known of the source now; to be kept, whatever the result.
    pub state: SourceState,
    /// What it took.
    pub report: PollReport,
}

/// What a poll gave.
#[derive(Debug)]
pub enum PollResult {
    /// The source was read.
    Fresh(Fresh),
    /// Nothing has changed since it was last read.
    Unchanged,
    /// It is not its time; nothing was asked, or not all of it.
    PutOff(Wait),
    /// It is off, or gone for good, and was not asked. Why.
    Off(String),
    /// The poll was broken off.
    Cancelled,
    /// It failed.
    Problem(PollProblem),
}

/// What was read in one poll.
#[derive(Debug, Default)]
pub struct Fresh {
    /// What each document gave, in order.
    pub readings: Vec<Reading>,
    /// Postings that the source still shows as they were, and that were therefore not read again.
    pub still_there: Vec<PostingId>,
    /// Whether this is all that the source shows: what is not among it has vanished.
    pub complete: bool,
}

/// What [`super::Fetcher::fetch`] gave.
#[derive(Debug)]
pub enum Fetched {
    /// The document.
    Document(Document),
    /// It is as it was when it was last read.
    Unchanged,
    /// The source was not asked.
    NotAsked(PollResult),
}

/// What one poll took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PollReport {
    /// Requests sent, with redirects and robots.txt.
    pub requests: u32,
    /// Bytes of answers, after decompression.
    pub bytes: u64,
    /// Documents read.
    pub documents: u32,
    /// Items seen.
    pub items: usize,
    /// Items that are new or have changed.
    pub new_items: usize,
    /// Faults that were mended.
    pub repairs: usize,
    /// Items or fields that were lost.
    pub losses: usize,
    /// How long it took, with the waiting for its turn.
    pub duration: Duration,
}

impl PollResult {
    /// A short name, for logs and metrics.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Fresh(_) => "fresh",
            Self::Unchanged => "unchanged",
            Self::PutOff(_) => "put-off",
            Self::Off(_) => "off",
            Self::Cancelled => "cancelled",
            Self::Problem(_) => "problem",
        }
    }
}
