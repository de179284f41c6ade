//! Turns that several machines share: a host cares about all requests, not about each machine's.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::gate::HostLimits;
use crate::state::Wait;

/// Gives out the turns to ask a host, over all machines that poll. What this process knows of a host
/// holds as well.
#[async_trait]
pub trait Turns: Send + Sync {
    /// Takes the next turn: after how long it comes. `gap` is the host's own, where its robots.txt asks
    /// for more than `limits` do; nothing follows at once then.
    ///
    /// # Errors
    /// When it would come later than `limits.wait_max`, or nobody can say; nothing is taken then.
    async fn take(&self, host: &str, limits: &HostLimits, gap: Duration) -> Result<Duration, Wait>;

    /// The host asked to be left alone until then.
    async fn rest(&self, host: &str, until: Timestamp);
}
