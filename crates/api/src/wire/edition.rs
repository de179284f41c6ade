//! Editions of the skill book.

use kazi_desk::{DeskState, Edition};
use serde::Serialize;
use utoipa::ToSchema;

/// The most editions told of, the newest first.
const EDITIONS_MAX: usize = 100;

/// The editions of the skill book, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionsForm {
    /// The one by which leads are judged; 0 is the one that ships.
    current: u32,
    /// Those that trainers published, at most 100.
    editions: Vec<EditionForm>,
}

/// An edition. Who published it is told to trainers only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionForm {
    /// Its number.
    number: u32,
    /// When it was published.
    published_at: String,
    /// Why.
    why: String,
    /// The edition that it is again, where it is one.
    restored: Option<u32>,
    /// Entries of fields and skills that differ from the edition before.
    changed_entries: usize,
}

impl EditionsForm {
    pub(crate) fn new(state: Option<&DeskState>) -> Self {
        let editions = state.into_iter().flat_map(|state| state.editions.iter().rev());
        Self {
            current: state.map_or(0, DeskState::edition),
            editions: editions.take(EDITIONS_MAX).map(|edition| edition.as_ref().into()).collect(),
        }
    }
}

impl From<&Edition> for EditionForm {
    fn from(edition: &Edition) -> Self {
        Self {
            number: edition.number,
            published_at: edition.at.to_string(),
            why: edition.why.clone(),
            restored: edition.restored,
            changed_entries: edition.difference.len(),
        }
    }
}
