//! Bytes as they came, and what was read of them.

use std::{fmt, time::Duration};

use bytes::Bytes;
use jiff::Timestamp;
use kazi_domain::{Posting, PostingId};
use url::Url;

/// What came back from a source, or lay in a file: bytes after content decoding, nothing read yet.
#[derive(Clone, Debug)]
pub struct Document {
    /// The final address, after redirects; nothing for a file.
    pub url: Option<Url>,
    /// The name of the file it lay in, where it was a file.
    pub name: Option<String>,
    /// The header `Content-Location`, as sent.
    pub content_location: Option<String>,
    /// The header `Content-Type`, as sent.
    pub content_type: Option<String>,
    /// Whether it was fetched because a document before it said so ([`Reading::follow`]).
    pub followed: bool,
    /// The bytes.
    pub body: Bytes,
    /// When they came.
    pub fetched_at: Timestamp,
}

impl Document {
    /// A document of bytes alone.
    pub fn new(body: impl Into<Bytes>, fetched_at: Timestamp) -> Self {
        let body = body.into();
        Self {
            url: None,
            name: None,
            content_location: None,
            content_type: None,
            followed: false,
            body,
            fetched_at,
        }
    }

    /// What relative links of the document stand on: `Content-Location`, itself relative to the address.
    pub fn base(&self) -> Option<Url> {
        let location = self.content_location.as_deref().map(str::trim).filter(|text| !text.is_empty());
        match (&self.url, location) {
            (Some(url), Some(location)) => url.join(location).ok().or_else(|| Some(url.clone())),
            (None, Some(location)) => Url::parse(location).ok(),
            (url, None) => url.clone(),
        }
    }
}

/// All that was read of a document, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What the document says of itself.
    pub feed: FeedInfo,
    /// The postings, in the order of the document.
    pub postings: Vec<Posting>,
    /// How many items were seen, with those that could not be read.
    pub rows: usize,
    /// What was lost: an item without a title, a date that nobody can read.
    pub problems: Vec<Problem>,
    /// What was mended, so that nothing was lost.
    pub repairs: Vec<Repair>,
    /// Why nothing could be read at all.
    pub failure: Option<ReadFailure>,
    /// The cursor or link of the next page, as the document gives it.
    pub next: Option<String>,
    /// Documents that the mapping wants as well.
    pub follow: Vec<Follow>,
}

/// A page that a document points to and that its mapping wants read as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Where it is.
    pub url: Url,
    /// The posting that it completes; nothing where it holds postings of its own.
    pub posting: Option<PostingId>,
}

/// What a feed says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedInfo {
    /// Its title; of a feed without one the address of its page.
    pub title: Option<String>,
    /// The page that it is the feed of.
    pub url: Option<String>,
    /// The language it says it is written in, as written there.
    pub language: Option<String>,
    /// How long it may be kept before it is asked for again: RSS `ttl`.
    pub ttl: Option<Duration>,
    /// The hours of the day, in UTC, in which it asks to be left alone: bit 0 is midnight to one.
    pub skip_hours: u32,
    /// The days on which it asks to be left alone: bit 0 is Monday.
    pub skip_days: u8,
    /// How often it changes, by its own word: `sy:updatePeriod` divided by `sy:updateFrequency`.
    pub update_every: Option<Duration>,
}

/// Something of a document that was lost, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The item, counted from 1; nothing for the document as a whole.
    pub item: Option<usize>,
    /// The field of the item, where it concerns one.
    pub field: Option<&'static str>,
    /// What is wrong, in one line.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            Some(item) => write!(f, "item {item}")?,
            None => f.write_str("document")?,
        }
        if let Some(field) = self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// A kind of fault that was mended, how often and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong and what was done about it.
    pub what: String,
    /// How often.
    pub count: usize,
    /// The byte of the first of them in the decoded text, where it is known.
    pub at: Option<usize>,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.count > 1 {
            write!(f, ", {} times", self.count)?;
        }
        if let Some(at) = self.at {
            write!(f, ", first at byte {at}")?;
        }
        Ok(())
    }
}

/// Why nothing could be read of a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadFailure {
    /// Nothing but white space.
    #[error("the document is empty")]
    Empty,
    /// More bytes than [`crate::read::ReadLimits`] allows.
    #[error("the document has {bytes} bytes; {limit} are read at most")]
    TooLong {
        /// How many it has.
        bytes: usize,
        /// How many are read.
        limit: usize,
    },
    /// Another kind of document than the source is configured for.
    #[error("expected {expected}, found {found}: {start:?}")]
    Kind {
        /// What the source is configured as.
        expected: &'static str,
        /// What came.
        found: &'static str,
        /// How it begins.
        start: String,
    },
    /// A page that asks to log in or to prove to be human.
    #[error("the source answered with a page that asks to {0}")]
    Wall(&'static str),
    /// Neither JSON nor anything that can be mended into it.
    #[error("no JSON: {0}")]
    Json(String),
    /// A mapping that does not fit its kind; [`crate::Mapping::check`] finds it beforehand.
    #[error("the mapping is wrong: {0}")]
    Mapping(String),
}
