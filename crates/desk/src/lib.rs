//! The desk: what trainers decide.
//!
//! Editions of the skill book, drafts of the next one, verdicts on leads, marks, leads added by hand,
//! and who may do all that. Every [`Decision`] is an entry of the journal; [`DeskState`] is the fold of
//! them all, and the same entries always fold to the same state. Nothing here judges a posting: a
//! preview asks `scoring` with another book and shows what changes.

mod activity;
mod affected;
mod book;
mod check;
mod decision;
mod desk;
mod difference;
mod edit;
mod gone;
mod judge;
mod mark;
mod measure;
mod names;
mod password;
mod preview;
mod readers;
mod secret;
mod sheet;
mod state;
mod subject;
mod suggest;

pub use activity::{Activity, ActivityFilter, ActivityLine, ActivityPage, DecisionKind};
pub use affected::Affected;
pub use book::{BOOK_BYTES_MAX, BookFault, compile_book, parse_book, read_book, write_book};
pub use decision::{Decision, HandLead, Mark, Signed};
pub use desk::{Desk, DeskError};
pub use difference::{Change, Difference, difference};
pub use edit::{BookEdit, EditError, apply_all, differences};
pub use gone::{Fate, Gone};
pub use judge::{Again, Judging};
pub use mark::MARKED_SCAM;
pub use measure::{Measure, measure_today};
pub use names::{Names, known_by};
pub use password::{PASSWORD_CHARS_MIN, PasswordError, hash_password, new_password, verify_password};
pub use preview::{Eyes, LEADS_SHOWN_MAX, LeadChange, Preview, Side, preview};
pub use secret::{Secret, same_secret, secret_hash};
pub use sheet::{SheetError, read_sheet, write_sheet};
pub use state::{
    DeskState, Draft, Edition, HAND_SOURCE, Judgement, KeyRecord, Marked, Marks, SharedMap, Trainer,
};
pub use subject::{Subject, SubjectError};
pub use suggest::{
    Suggestion, SuggestionKind, spoken_against, suggest_for_skill, suggest_unmatched, unused_aliases,
};
