//! The pipeline: joins polling, judging, store and catalog.

mod board;
mod engine;
mod keeper;
mod known;
mod poller;

pub use board::board_of;
pub use engine::{Engine, compile};
pub use keeper::{Keeper, Kept};
pub use poller::{Polled, Poller, find_hosts, find_state};
