//! The pipeline: joins polling, judging, store and catalog.

pub mod acknowledged;
mod board;
mod check;
pub mod data;
mod engine;
mod follow;
mod ground;
mod hand;
mod judged;
mod keeper;
mod known;
pub mod owner;
mod poller;
pub mod questions;
mod rates;
mod room;
mod saved;
mod shared;
mod states;

pub use board::{board_of, sources_unpolled};
pub use check::check_store;
pub use engine::{Engine, Purpose, compile, open_journal};
pub use follow::follow;
pub use ground::{JOURNAL, STORE};
pub use hand::hand_source;
pub use keeper::{Keeper, Kept, Taken};
pub use poller::{Polled, Poller};
pub use rates::RateFeeds;
pub use room::{Room, RoomLimits};
pub use shared::{Leasing, SharedTurns};
pub use states::{find_hosts, find_state};
