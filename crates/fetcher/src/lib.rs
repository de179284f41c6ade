//! Polite polling and reading: bytes from a source become postings.
//!
//! Two halves that meet in [`Document`]: fetching, behind the one politeness gate, and [`read`],
//! which never fails, never panics and never touches the network.

mod clock;
mod document;
mod hash;
pub mod mapping;
pub mod net;
mod poll;
mod problem;
pub mod read;
mod robots;
pub mod source;
mod state;

pub use clock::Clock;
pub use document::{Document, FeedInfo, Follow, Problem, ReadFailure, Reading, Repair};
pub use mapping::{Kind, Mapping};
pub use poll::{Budget, Fetched, Fetcher, FetcherOptions, Fresh, PollOutcome, PollReport, PollResult};
pub use problem::PollProblem;
pub use robots::{ROBOTS_BYTES_MAX, Robots};
pub use source::Source;
pub use state::{HostState, HostStates, RobotsState, RobotsWord, SourceState, Validators, Wait, Why};
