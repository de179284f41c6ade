//! What of a question is not as it was.

use serde::Serialize;
use utoipa::ToSchema;

use crate::asked::{GoneName, Meaning};

/// A skill or a field that the question names and the book has no more.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GoneForm {
    /// Its id, as the question has it.
    id: String,
    /// Its last name.
    name: String,
    /// The skill that counted in its place. Null where trainers took it out: then a profile is read without it, and a
    /// filter finds nothing by it.
    now: Option<String>,
}

impl GoneForm {
    /// Each of these once, although a filter and a profile may name it.
    pub(crate) fn all(gone: &[GoneName]) -> Vec<Self> {
        let first =
            gone.iter().enumerate().filter(|(at, name)| !gone[..*at].iter().any(|of| of.id == name.id));
        first.map(|(_, name)| name.into()).collect()
    }
}

impl From<&GoneName> for GoneForm {
    fn from(gone: &GoneName) -> Self {
        let now = match &gone.meaning {
            Meaning::Another(now) => Some(now.to_string()),
            Meaning::LeftOut | Meaning::FindsNothing | Meaning::NotThere => None,
        };
        Self { id: gone.id.clone(), name: gone.name.clone(), now }
    }
}
