//! The store: what must outlive the process, behind one object-safe trait.
//!
//! [`SledStore`] is the default, [`PostgresStore`] is for several machines. Nothing outside this crate names an engine, and what is on disk has
//! types of its own, so that no change to a domain type changes a file by accident. One contract,
//! in `contract`, holds every engine to the same behaviour. What people typed in stands apart from
//! it, in the [`journal`].

mod batch;
mod copy;
mod error;
mod folder;
mod frame;
pub mod journal;
mod leases;
mod postgres;
mod record;
mod sled;
mod store;

#[cfg(feature = "testing")]
pub mod contract;
#[cfg(feature = "testing")]
mod memory;
#[cfg(feature = "testing")]
pub mod sample;
#[cfg(feature = "testing")]
mod server;

pub use batch::{
    Batch, Change, ChangeKind, CheckReport, DOCUMENT_BYTES_MAX, Document, LEAD_BYTES_MAX, NAME_BYTES_MAX,
    Saved,
};
pub use copy::{Digest, copy, digest};
pub use error::StoreError;
pub use leases::{Lease, Leases, Pace, Turn, Wanted};
pub use postgres::{PostgresOptions, PostgresStore};
pub use sled::{Damage, Opened, SledOptions, SledStore};
pub use store::{LIST_MAX, Store};

#[cfg(feature = "testing")]
pub use memory::MemoryStore;
#[cfg(feature = "testing")]
pub use server::PostgresServer;
