//! JSON, feeds out, pages for students and trainers.
//!
//! [`Site`] is made from an [`App`]. Handlers parse, ask and view: judgement is
//! `scoring`'s, ranking the catalog's, texts the store's. What leaves has types of its own in
//! `wire`; words for people come from the message files in `locales`, one a language. No request
//! fetches anything, and no reader's profile is kept: it lives in the URL.

mod api;
mod app;
mod asked;
mod desk;
mod facts;
mod feeds;
mod http;
mod known_book;
mod known_sources;
mod listing;
mod meant;
mod pages;
mod problem;
mod readiness;
mod router;
mod site;
mod source_info;
mod wire;
mod words;

pub(crate) use app::SharedApp;
pub use app::{App, Clock, Limits, RenderMetrics, StaleSince};
pub use asked::{OfferedParameter, ReadQuestion, offered_filters, offered_profile, read_question};
pub use desk::DeskAccess;
pub use facts::{Facts, FlagInfo, PlatformInfo};
pub use http::serve;
pub use known_book::KnownBook;
pub use known_sources::KnownSources;
pub use listing::{ListError, Listing, SeenLead, Shelf, without_unshown};
pub use meant::find_meant;
pub use pages::along::digest::{DigestForm, DigestOrder, write_digest};
pub use readiness::{Progress, Readiness};
pub use site::Site;
pub use source_info::{AttributionInfo, Health, KeepInfo, RightsInfo, SourceInfo, SourceStatus};
pub use wire::Cards;
