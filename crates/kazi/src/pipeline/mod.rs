//! The pipeline: joins polling, judging, store and catalog.

mod keeper;
mod known;

pub use keeper::{Keeper, Kept};
