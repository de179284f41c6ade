//! Warnings, each with its words.

use kazi_domain::{Flag, NetHourly, Posting};
use serde::Deserialize;

use crate::RulesError;

/// `warnings.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningsConfig {}

/// Patterns of scams, compiled.
pub struct Warnings {}

impl Warnings {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// Patterns that cannot match and ids given twice.
    pub fn new(_config: WarningsConfig) -> Result<Self, Vec<RulesError>> {
        Ok(Self {})
    }

    /// Reads the warnings of a posting, worst first.
    pub fn read(&self, _posting: &Posting, _net_hourly: Option<&NetHourly>) -> Vec<Flag> {
        Vec::new()
    }
}

/// One number from the flags: 1 where nothing warns.
pub fn trust(_flags: &[Flag]) -> f32 {
    1.0
}
