//! What a host has said in its robots.txt, and how long that counts.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::lock::lock;
use crate::{
    robots::Robots,
    state::{RobotsState, RobotsWord},
};

/// RFC 9309 2.4: not longer than a day.
const FRESH_FOR: SignedDuration = SignedDuration::from_hours(24);
/// How long after a failure it is asked for again: not long, since it may be our own line that fails.
const RETRY_AFTER: SignedDuration = SignedDuration::from_mins(2);
/// RFC 9309 2.3.1.4: rules once read still count for 30 days in which the host cannot say.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most origins (scheme and port) that are kept of one host.
const ORIGINS_MAX: usize = 8;
/// Rules of more bytes are asked for again after a restart rather than kept.
const KEPT_BYTES_MAX: usize = 64 * 1024;

/// The robots.txt of each origin of a host.
#[derive(Default)]
pub(crate) struct RobotsCache {
    known: Mutex<Vec<RobotsState>>,
    /// Held while one is asked for, so that many sources of a host ask once.
    pub(crate) asking: tokio::sync::Mutex<()>,
}

impl RobotsCache {
    /// The rules for an address, where they are known and fresh.
    pub(crate) fn find(&self, url: &Url, now: Timestamp) -> Option<(RobotsWord, Arc<Robots>)> {
        let known = lock(&self.known);
        // What is fresh for longer was read by a clock that was ahead.
        let fresh = |known: &RobotsState| {
            let left = known.fresh_until.duration_since(now);
            left.is_positive() && left <= FRESH_FOR
        };
        let found = known.iter().find(|known| is_of(known, url) && fresh(known))?;
        Some((found.word, Arc::clone(&found.robots)))
    }

    /// Keeps what a host said. Rules that were read before still count while it cannot be reached.
    pub(crate) fn keep(&self, url: &Url, word: RobotsWord, robots: Robots, now: Timestamp) {
        let mut all = lock(&self.known);
        let add = |span: SignedDuration| now.checked_add(span).unwrap_or(Timestamp::MAX);
        let before = all.iter().position(|known| is_of(known, url)).map(|at| all.remove(at));
        all.truncate(ORIGINS_MAX - 1);
        let lasts = |known: &RobotsState| {
            word == RobotsWord::Unreachable
                && known.word == RobotsWord::Read
                && now.duration_since(known.read_at) < KNOWN_FOR
        };
        all.push(match before.filter(lasts) {
            Some(known) => RobotsState { fresh_until: add(RETRY_AFTER), ..known },
            None => RobotsState {
                secure: url.scheme() == "https",
                port: url.port_or_known_default().unwrap_or_default(),
                word,
                robots: Arc::new(robots),
                read_at: now,
                fresh_until: add(if word == RobotsWord::Unreachable { RETRY_AFTER } else { FRESH_FOR }),
            },
        });
    }

    pub(crate) fn snapshot(&self) -> Vec<RobotsState> {
        let known = lock(&self.known);
        known.iter().filter(|known| known.robots.size() <= KEPT_BYTES_MAX).cloned().collect()
    }

    pub(crate) fn restored(mut states: Vec<RobotsState>) -> Self {
        states.truncate(ORIGINS_MAX);
        Self { known: Mutex::new(states), ..Self::default() }
    }
}

fn is_of(known: &RobotsState, url: &Url) -> bool {
    known.secure == (url.scheme() == "https") && Some(known.port) == url.port_or_known_default()
}
