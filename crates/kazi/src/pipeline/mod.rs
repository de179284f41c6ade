//! The pipeline: joins polling, judging, store and catalog.

mod board;
mod engine;
mod follow;
mod hand;
mod keeper;
mod known;
mod poller;
mod rates;
mod saved;

pub use board::board_of;
pub use engine::{Engine, compile, open_journal};
pub use follow::follow;
pub use hand::hand_source;
pub use keeper::{Keeper, Kept};
pub use poller::{Polled, Poller, find_hosts, find_state};
pub use rates::RateFeeds;
