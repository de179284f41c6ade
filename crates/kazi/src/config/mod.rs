//! Configuration: files with comments, defaults built in, errors that point.

pub mod defaults;
mod document;
mod error;
mod meant;
mod place;
mod rules;
mod settings;
pub mod sources;

use std::path::Path;

use kazi_scoring::RuleDocuments;

pub use document::Document;
pub use error::ConfigError;
pub use meant::find_meant;
pub use place::Place;
pub use settings::{Settings, StoreSettings};
pub use sources::Sources;

/// All configuration, checked.
pub struct Config {
    /// `kazi.toml`.
    pub settings: Settings,
    /// `sources.toml`.
    pub sources: Sources,
    /// `rate_feeds.toml`: where fresh exchange rates come from, in the language of `sources.toml`.
    pub rate_feeds: Sources,
    /// The documents that judgement is made from.
    pub rules: RuleDocuments,
    /// The text of `skills.toml`: edition 0 of the skill book.
    pub book_text: String,
    /// Differs when anything differs that judgement is made from: those documents or this program.
    pub fingerprint: u64,
}

/// Reads and checks all of a folder; what the folder does not hold is built in.
///
/// # Errors
/// Every fault of every file, so that one run shows them all.
pub fn load(folder: Option<&Path>) -> Result<Config, Vec<ConfigError>> {
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let message = "no such folder";
        let mend = "`kazi init` writes a configuration to begin with";
        return Err(vec![ConfigError::of_file(&folder.display().to_string(), message, mend)]);
    }
    let mut errors = Vec::new();
    let settings = settings::read(folder).map_err(|error| errors.push(error));
    let sources = sources::read(folder, "sources.toml").map_err(|more| errors.extend(more));
    let rate_feeds = sources::read(folder, "rate_feeds.toml").map_err(|more| errors.extend(more));
    let rules = rules::read(folder).map_err(|more| errors.extend(more));
    match (settings, sources, rate_feeds, rules) {
        (Ok(settings), Ok(sources), Ok(rate_feeds), Ok(rules)) => {
            let book_text = Document::read(folder, "skills.toml").map(|document| document.text);
            let (book_text, fingerprint) = (book_text.map_err(|e| vec![e])?, rules::fingerprint(folder));
            Ok(Config { settings, sources, rate_feeds, rules, book_text, fingerprint })
        }
        _ => Err(errors),
    }
}
