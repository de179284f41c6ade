//! What time it is, for everyone here: only `kazi` reads the machine's clock.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Tells the time of day.
///
/// Waiting goes by tokio's clock and not by this one; a test that pauses tokio's should let this
/// one follow it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// A time so much later, or the end of all times that can be written.
pub(crate) fn later(time: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| time.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}

/// How long it is from `from` until `until`; nothing left when that has passed.
pub(crate) fn until(from: Timestamp, until: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(from)).unwrap_or_default()
}
