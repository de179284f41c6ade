//! What is known of sources and hosts between two polls, and must outlive a restart.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use kazi_domain::PostingId;
use serde::{Deserialize, Serialize};

use crate::{clock::later, robots::Robots, source::Source};

/// A clock that goes back by less than this lets waits stand as they are.
const CLOCK_STEP_MAX: SignedDuration = SignedDuration::from_hours(1);

/// What comes to a source and is gone from it stays there for so long at the least, as it is supposed.
const GAP_MIN: Duration = Duration::from_hours(48);

/// Why something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It is polled that often.
    Interval,
    /// Its owner allows no more.
    Floor,
    /// The answer may be kept until then (`Cache-Control`, `Expires`).
    CacheControl,
    /// The feed asks for it (`ttl`).
    FeedTtl,
    /// The feed says how often it changes (`sy:updatePeriod`).
    UpdatePeriod,
    /// The feed asks to be left alone in these hours or on these days.
    SkipHours,
    /// The server asked for it (`Retry-After`).
    RetryAfter,
    /// It failed, and is asked ever more rarely.
    BackOff,
    /// The host's robots.txt asks for time between requests.
    CrawlDelay,
    /// The host has been asked just now.
    HostLimit,
    /// Others are asking this host.
    HostBusy,
    /// Another source of this host was told that it asks too often.
    HostResting,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interval => "its interval",
            Self::Floor => "its owner allows no more",
            Self::CacheControl => "the answer is good until then",
            Self::FeedTtl => "the feed asks for it (ttl)",
            Self::UpdatePeriod => "the feed does not change more often (updatePeriod)",
            Self::SkipHours => "the feed asks to be left alone (skipHours, skipDays)",
            Self::RetryAfter => "the server asked for it (Retry-After)",
            Self::BackOff => "it failed and is asked more rarely",
            Self::CrawlDelay => "robots.txt asks for it (Crawl-delay)",
            Self::HostLimit => "the host was asked just now",
            Self::HostBusy => "others are asking this host",
            Self::HostResting => "the host told us to wait",
        })
    }
}

/// A time before which something may not be asked, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Not before.
    pub until: Timestamp,
    /// Why.
    pub why: Why,
    /// When it began; not known of those that an older version kept.
    #[serde(default)]
    pub since: Option<Timestamp>,
}

impl Wait {
    /// One that begins now.
    pub fn new(now: Timestamp, by: Duration, why: Why) -> Self {
        Self { until: later(now, by), why, since: Some(now) }
    }

    /// Whether it must still be waited for. What began in the future was told by a clock that was wrong:
    /// to believe it would silence a source for as long as the clock was ahead.
    pub fn holds(&self, now: Timestamp) -> bool {
        let ahead = |since: Timestamp| since.duration_since(now) > CLOCK_STEP_MAX;
        self.until > now && !self.since.is_some_and(ahead)
    }
}

/// What is known of one source between two polls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceState {
    /// The configuration that this was learnt under; another one makes most of it void.
    pub(crate) fingerprint: u64,
    /// When it was last asked.
    pub polled_at: Option<Timestamp>,
    /// When it last answered well, changed or not.
    pub ok_at: Option<Timestamp>,
    /// Since when it answers well without a gap in which postings may have come and gone unseen.
    #[serde(default)]
    pub(crate) ok_since: Option<Timestamp>,
    /// When its postings were last read in full.
    pub read_at: Option<Timestamp>,
    /// When it last had something new.
    pub new_at: Option<Timestamp>,
    /// When it is polled next.
    pub next: Option<Wait>,
    /// Before when it must not be polled, even when a person asks for it.
    pub earliest: Option<Wait>,
    /// How many polls in a row have failed.
    pub failures: u32,
    /// What the last poll failed of.
    pub problem: Option<String>,
    /// What people should know although the last poll did not fail.
    pub warnings: Vec<String>,
    /// What makes the next request a conditional one.
    pub validators: Option<Validators>,
    /// A hash of what was last read, for servers that give no validators.
    pub(crate) content_hash: Option<u64>,
    /// How long it waits between polls now, in seconds; 0 where it has not been polled.
    pub interval_seconds: u64,
    /// How many items the last full reading had.
    pub items: usize,
    /// How many of them were new or had changed.
    #[serde(default)]
    pub new_items: usize,
    /// Where it has moved to for good.
    pub moved_to: Option<String>,
    /// Since when it answers that it is gone for good (410); it is asked no more.
    pub gone_at: Option<Timestamp>,
    /// What the feed last said of when to ask it.
    pub(crate) hints: Hints,
    /// The items of the last full reading, each with a hash of what it said.
    pub(crate) seen: Arc<BTreeMap<PostingId, u64>>,
}

/// What a feed says of when to ask it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hints {
    /// `ttl`, in seconds.
    pub ttl_seconds: Option<u64>,
    /// `sy:updatePeriod` by `sy:updateFrequency`, in seconds.
    pub update_seconds: Option<u64>,
    /// Bit 0 is the hour from midnight UTC.
    pub skip_hours: u32,
    /// Bit 0 is Monday.
    pub skip_days: u8,
}

/// What a server gave to ask with whether something has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The address that they belong to, as configured.
    pub url: String,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Last-Modified`, as sent.
    pub last_modified: Option<String>,
}

impl SourceState {
    /// Whether it should be polled now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.gone_at.is_none() && self.wait(now).is_none()
    }

    /// What it waits for now.
    pub fn wait(&self, now: Timestamp) -> Option<Wait> {
        self.next
            .into_iter()
            .chain(self.earliest)
            .filter(|wait| wait.holds(now))
            .max_by_key(|wait| wait.until)
    }

    /// Since when it is read without a gap in which postings may have come and gone unseen; nothing where there is one
    /// now. Another configuration may read others, so it begins anew.
    pub fn read_since(&self, source: &Source, now: Timestamp) -> Option<Timestamp> {
        // Two of its slowest polls: one may fail.
        let gap_max = GAP_MIN.max(source.slowest.duration() * 2);
        self.ok_since.filter(|_| self.ok_at.is_some_and(|ok_at| later(ok_at, gap_max) >= now))
    }

    /// It has answered well.
    pub(crate) fn answered(&mut self, source: &Source, now: Timestamp) {
        self.ok_since = self.read_since(source, now).or(Some(now));
        self.ok_at = Some(now);
    }

    /// A person wants it polled now: it waits only for what others have asked for.
    pub fn ask_now(&mut self) {
        self.next = self.earliest;
        self.gone_at = None;
    }

    /// What was read is no longer kept by anyone: the next poll reads it all again.
    pub fn forget_content(&mut self) {
        self.validators = None;
        self.content_hash = None;
        self.seen = Arc::default();
    }

    /// Makes void what was learnt under another configuration. What the server has asked for stays.
    pub(crate) fn take_configuration(&mut self, fingerprint: u64) {
        if self.fingerprint != fingerprint {
            let kept = Self {
                fingerprint,
                polled_at: self.polled_at,
                ok_at: self.ok_at,
                read_at: self.read_at,
                new_at: self.new_at,
                earliest: self.earliest,
                ..Self::default()
            };
            *self = kept;
        }
    }
}

/// What is known of every host; saved by the pipeline, so that a restart forgets nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HostStates {
    /// By name.
    pub hosts: Vec<HostState>,
}

/// What is known of one host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostState {
    /// Its name.
    pub host: String,
    /// Before when it may not be asked at all.
    pub wait: Option<Wait>,
    /// Before when its robots.txt does not want another request.
    #[serde(default)]
    pub between: Option<Wait>,
    /// Its robots.txt, by origin.
    pub robots: Vec<RobotsState>,
}

/// What one origin said in its robots.txt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RobotsState {
    /// https or http.
    pub secure: bool,
    /// Its port.
    pub port: u16,
    /// How it answered.
    pub word: RobotsWord,
    /// What follows from that.
    pub robots: Arc<Robots>,
    /// When it was read.
    pub read_at: Timestamp,
    /// When it is asked for again.
    pub fresh_until: Timestamp,
}

/// How a host answered when asked for its robots.txt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RobotsWord {
    /// It has one.
    Read,
    /// It has none (4xx): everything is allowed.
    None,
    /// It could not say (5xx, no answer): nothing is allowed until it can.
    Unreachable,
}
