//! Who may take the work.

use kazi_domain::{Posting, ReachReading};

/// Reads reach by the tables of places and languages.
pub struct ReachReader {}

impl ReachReader {
    /// Compiles the tables.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {}
    }

    /// Reads where and by whom the work may be done.
    pub fn read(&self, _posting: &Posting) -> ReachReading {
        ReachReading::unknown()
    }
}
