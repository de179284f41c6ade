//! The store: what must outlive the process, behind one object-safe trait.
//!
//! [`SledStore`] is the default. Nothing outside this crate names an engine, and what is on disk has
//! types of its own, so that no change to a domain type changes a file by accident. One contract,
//! in `contract`, holds every engine to the same behaviour. What people typed in stands apart from
//! it, in the [`journal`].

mod batch;
mod error;
mod folder;
mod frame;
pub mod journal;
mod record;
mod sled;
mod store;

#[cfg(feature = "testing")]
pub mod contract;
#[cfg(feature = "testing")]
mod memory;
#[cfg(feature = "testing")]
pub mod sample;

pub use batch::{
    Batch, Change, ChangeKind, CheckReport, DOCUMENT_BYTES_MAX, Document, NAME_BYTES_MAX, Saved,
};
pub use error::StoreError;
pub use sled::{Damage, Opened, SledOptions, SledStore};
pub use store::{LIST_MAX, Store};

#[cfg(feature = "testing")]
pub use memory::MemoryStore;
