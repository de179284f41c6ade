//! Whose postings readers may be shown.

use std::collections::BTreeSet;

use kazi_domain::SourceId;

/// The sources whose owners let their postings be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All there are.
    #[default]
    All,
    /// These alone: of a source that nobody knows nobody can tell what its owner allows.
    Of(BTreeSet<SourceId>),
}

impl Shown {
    /// Whether postings of a source may be shown.
    pub fn holds(&self, source: &SourceId) -> bool {
        match self {
            Self::All => true,
            Self::Of(sources) => sources.contains(source),
        }
    }
}
