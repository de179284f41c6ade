//! Why rules cannot be compiled.

/// Which document is at fault, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{document}: {place}: {what}")]
pub struct RulesError {
    /// The file name of the document, such as `skills.toml`.
    pub document: &'static str,
    /// The key path of the entry at fault, such as `skill "figma"`.
    pub place: String,
    /// What is wrong and how to mend it.
    pub what: String,
}
