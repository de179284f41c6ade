//! Who polls what, where several machines share a store.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::StoreError;

/// Something that one process at a time should do, such as polling a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// How long nobody else may do it after the owner was asked, whatever becomes of whoever does it: the
    /// owner's floor between two polls.
    pub rest: Duration,
}

/// The right to do something until it runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What.
    pub name: String,
    /// Which granting: a batch that names a lease which was granted anew since is refused.
    pub(crate) token: i64,
    pub(crate) rest: Duration,
}

/// Whether a host may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// After this wait; it is taken, nobody else gets it.
    After(Duration),
    /// Not for so long, which is longer than the caller would wait; nothing was taken.
    NotBefore(Duration),
}

/// How a host is treated, over all machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The time between two requests, on average.
    pub gap: Duration,
    /// How many may follow each other at once before the gap counts.
    pub burst: u32,
    /// How long the caller would wait.
    pub wait_max: Duration,
}

/// What processes on several machines agree upon. All times are the store's own, so that the clocks of
/// the machines need not agree.
#[async_trait]
pub trait Leases: Send + Sync {
    /// Leases those of `wanted` that nobody holds and that do not rest, at most `limit`, for `length`.
    async fn lease(
        &self,
        wanted: &[Wanted],
        limit: usize,
        length: Duration,
    ) -> Result<Vec<Lease>, StoreError>;

    /// Holds a lease for `length` from now on; false where it ran out or was granted anew.
    async fn renew(&self, lease: &Lease, length: Duration) -> Result<bool, StoreError>;

    /// Gives a lease back. Its holder says whether it `asked` the owner since it got the lease, whatever
    /// came of it: then the rest begins now, and there is none where it did not ask.
    async fn release(&self, lease: &Lease, asked: bool) -> Result<(), StoreError>;

    /// Takes the next turn to ask a host.
    async fn take_turn(&self, host: &str, pace: Pace) -> Result<Turn, StoreError>;

    /// The host asked to be left alone for so long from now.
    async fn rest_host(&self, host: &str, rest: Duration) -> Result<(), StoreError>;

    /// What the store's clock says.
    async fn now(&self) -> Result<Timestamp, StoreError>;
}
