//! The assessed leads in memory: filter, rank, count.
//!
//! A [`Catalog`] holds one immutable [`Snapshot`] behind an atomic pointer. Readers never wait for
//! writers, and every answer is exact: the top hits for any profile, and the counts beside them.
//!
//! A snapshot is a handful of segments. A segment's rows stand in the order of their rank base, which
//! knows neither time nor profile; fit and reach only lower it, so a walk down that order may stop
//! where the base falls below the worst hit of the page.

mod best;
mod catalog;
mod costs;
mod eyes;
mod filter;
mod forms;
mod insights;
mod live;
mod order;
mod page;
mod query;
mod rank;
mod recent;
mod row;
mod rows;
mod saved;
mod search;
mod segment;
mod select;
mod selected;
mod shown;
mod snapshot;
mod sought;
mod suggest;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use catalog::{Catalog, LeadChange};
pub use insights::{
    COMPANIONS_MAX, Insight, InsightDetail, KnownWeeks, LEARN_NEXT_MAX, LearnNext, OPENS_AT, Quartiles,
    SourceInsight, Topic, WEEKS,
};
pub use page::{FACET_VALUES_MAX, Facet, HiddenReason, Hit, Page};
pub use query::{Cursor, CursorError, FacetKind, PAGE_MAX, PAGE_USUAL, Query, Sort};
pub use saved::{SavedCatalog, SavedError, SavedOf};
pub use select::{Selection, Wanted};
pub use shown::Shown;
pub use snapshot::Snapshot;
pub use sought::{Phrases, SEARCH_WORDS_MAX, count_search_words};
