//! By whom and where a posting says that work is to be done, and what it calls the work.

use kazi_domain::Posting;

/// The names of a posting in small letters.
pub(super) struct Names {
    pub(super) title: String,
    /// Of who hires; empty where none is named.
    pub(super) hirer: String,
    pub(super) place: Option<String>,
}

impl Names {
    pub(super) fn of(posting: &Posting) -> Self {
        Self {
            title: posting.title.to_lowercase(),
            hirer: posting.company.as_deref().unwrap_or_default().to_lowercase(),
            place: posting.location.as_deref().map(str::to_lowercase),
        }
    }
}
