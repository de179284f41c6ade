//! The store: what must outlive the process, behind one object-safe trait.
//!
//! [`SledStore`] is the one in use. `PostgresStore` is for several machines, and stands behind the feature
//! `postgres` with what only several need: leases, and the copy from one store into another. Nothing
//! outside this crate names an engine but where it opens one, and what is on disk has types of its own, so
//! that no change to a domain type changes a file by accident. One contract, in `contract`, holds every
//! engine to the same behaviour. What people typed in stands apart from it, in the [`journal`].

pub mod backup;
mod batch;
#[cfg(feature = "postgres")]
mod copy;
mod error;
mod folder;
mod frame;
mod identity;
pub mod journal;
#[cfg(feature = "postgres")]
mod leases;
#[cfg(feature = "postgres")]
mod postgres;
mod record;
mod sled;
mod snapshot;
mod store;

#[cfg(feature = "testing")]
pub mod contract;
#[cfg(feature = "testing")]
mod memory;
#[cfg(feature = "testing")]
pub mod sample;
#[cfg(all(feature = "testing", feature = "postgres"))]
mod server;

pub use batch::{
    Batch, Change, ChangeKind, CheckReport, DOCUMENT_BYTES_MAX, Document, DocumentKey, LEAD_BYTES_MAX,
    NAME_BYTES_MAX, Saved,
};
#[cfg(feature = "postgres")]
pub use copy::{Digest, copy, digest};
pub use error::StoreError;
pub use folder::make_folder;
pub use identity::{NoStoreId, StoreId};
#[cfg(feature = "postgres")]
pub use leases::{Lease, Leases, Pace, Turn, Wanted};
#[cfg(feature = "postgres")]
pub use postgres::{PostgresOptions, PostgresStore};
pub use sled::{Compacted, Damage, Opened, SledOptions, SledStore};
pub use snapshot::{Held, Snapshot};
pub use store::{LIST_MAX, Store};

#[cfg(feature = "testing")]
pub use memory::MemoryStore;
#[cfg(all(feature = "testing", feature = "postgres"))]
pub use server::PostgresServer;
