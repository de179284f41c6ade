//! What a poll takes.

/// Counts what a poll takes, while it takes it.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    pub requests: u32,
    pub bytes: u64,
    /// Whether the source itself was asked, beside robots.txt.
    pub asked: bool,
}
