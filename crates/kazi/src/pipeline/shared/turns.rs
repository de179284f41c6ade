//! The turns to ask a host, over all machines.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use kazi_fetcher::{
    Clock, Wait, Why,
    net::{HostLimits, Turns},
};
use kazi_store::{Leases, Pace, Turn};

/// How long a request is put off when nobody can say whose turn it is.
const ASK_AGAIN: Duration = Duration::from_secs(15);

/// The turns to ask a host, over all machines.
pub struct SharedTurns {
    leases: Arc<dyn Leases>,
    clock: Arc<dyn Clock>,
}

impl SharedTurns {
    /// Turns that the store gives out.
    pub fn new(leases: Arc<dyn Leases>, clock: Arc<dyn Clock>) -> Self {
        Self { leases, clock }
    }

    fn put_off(&self, wait: Duration, why: Why) -> Wait {
        Wait::new(self.clock.now(), wait, why)
    }
}

#[async_trait]
impl Turns for SharedTurns {
    async fn take(&self, host: &str, limits: &HostLimits, gap: Duration) -> Result<Duration, Wait> {
        let burst = if gap > limits.gap { 1 } else { limits.burst.get() };
        let pace = Pace { gap: gap.max(limits.gap), burst, wait_max: limits.wait_max };
        match self.leases.take_turn(host, pace).await {
            Ok(Turn::After(wait)) => Ok(wait),
            Ok(Turn::NotBefore(wait)) => Err(self.put_off(wait, Why::HostBusy)),
            Err(error) => {
                tracing::warn!(host, %error, "nobody can say whose turn it is: it is not asked");
                Err(self.put_off(ASK_AGAIN, Why::HostBusy))
            }
        }
    }

    async fn rest(&self, host: &str, until: Timestamp) {
        let rest = until.duration_since(self.clock.now());
        let rest = Duration::try_from(rest).unwrap_or_default();
        if let Err(error) = self.leases.rest_host(host, rest).await {
            tracing::warn!(host, %error, "other machines could not be told that it wants to be left alone");
        }
    }
}
