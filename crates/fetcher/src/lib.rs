//! Polite polling and reading: bytes from a source become postings.
//!
//! Two halves that meet in [`Document`]: fetching, behind the one politeness gate, and [`read`],
//! which never fails, never panics and never touches the network.

mod document;
pub mod mapping;
pub mod read;
pub mod source;

pub use document::{Document, FeedInfo, Follow, Problem, ReadFailure, Reading, Repair};
pub use mapping::{Kind, Mapping};
pub use source::Source;
