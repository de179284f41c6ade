//! The assessed leads in memory: filter, rank, count.
//!
//! A [`Catalog`] holds one immutable [`Snapshot`] behind an atomic pointer. Readers never wait for
//! writers, and every answer is exact: the top hits for any profile, and the counts beside them.

mod brute;
mod catalog;
mod page;
mod query;
mod row;
mod words;

pub use catalog::{Catalog, LeadChange, Snapshot};
pub use page::{FACET_VALUES_MAX, Facet, HiddenReason, Hit, Page};
pub use query::{Cursor, CursorError, FacetKind, PAGE_MAX, PAGE_USUAL, Query, Sort};
pub use words::SEARCH_WORDS_MAX;
