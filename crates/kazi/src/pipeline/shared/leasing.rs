//! Who polls what: leases of sources, and of what one machine at a time should do.

use std::{sync::Arc, time::Duration};

use kazi_fetcher::source::Source;
use kazi_store::{Lease, Leases, StoreError, Wanted};

/// Leases sources, so that no two machines poll one at a time, nor one of them below its floor.
pub struct Leasing {
    leases: Arc<dyn Leases>,
    length: Duration,
}

impl Leasing {
    /// Leases of this length, renewed while a poll goes on.
    pub fn new(leases: Arc<dyn Leases>, length: Duration) -> Self {
        Self { leases, length }
    }

    /// The lease of a source, where nobody else has it and it does not rest.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take(&self, source: &Source) -> Result<Option<Lease>, StoreError> {
        let name = format!("source/{}", source.id);
        self.take_named(name, source.rights.floor.duration()).await
    }

    /// The lease of what one machine at a time should do, and then none for `rest`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_named(&self, name: String, rest: Duration) -> Result<Option<Lease>, StoreError> {
        let granted = self.leases.lease(&[Wanted { name, rest }], 1, self.length).await?;
        Ok(granted.into_iter().next())
    }

    /// Renews a lease as long as that goes well; returns while there is still time to stop.
    pub async fn keep(&self, lease: &Lease) {
        let third = self.length / 3;
        loop {
            tokio::time::sleep(third).await;
            let renewed = tokio::time::timeout(third, self.leases.renew(lease, self.length)).await;
            if !matches!(renewed, Ok(Ok(true))) {
                return;
            }
        }
    }

    /// Gives a lease back. Where that fails, it runs out by itself.
    pub async fn release(&self, lease: &Lease, done: bool) {
        if let Err(error) = self.leases.release(lease, done).await {
            tracing::warn!(lease = lease.name, %error, "a lease could not be given back; it runs out");
        }
    }
}
