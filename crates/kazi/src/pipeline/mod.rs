//! The pipeline: joins polling, judging, store and catalog.

mod board;
mod engine;
mod follow;
mod ground;
mod hand;
mod judged;
mod keeper;
mod known;
mod poller;
mod rates;
mod saved;
mod shared;
mod states;

pub use board::board_of;
pub use engine::{Engine, Purpose, compile, open_journal};
pub use follow::follow;
pub use ground::{JOURNAL, STORE};
pub use hand::hand_source;
pub use keeper::{Keeper, Kept, Taken};
pub use poller::{Polled, Poller};
pub use rates::RateFeeds;
pub use shared::{Leasing, SharedTurns};
pub use states::{find_hosts, find_state};
