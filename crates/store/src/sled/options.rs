//! How to run the engine: what memory it may take.

/// How to run the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SledOptions {
    /// Memory for its cache, in bytes; the process may come to hold more.
    pub cache_bytes: u64,
    /// Memory for leads that readers asked for lately, in bytes, about.
    pub shown_bytes: u64,
}

impl Default for SledOptions {
    fn default() -> Self {
        Self { cache_bytes: 48 * 1024 * 1024, shown_bytes: 64 * 1024 * 1024 }
    }
}
