//! Configuration: files with comments, defaults built in, errors that point.

mod ahead;
pub mod defaults;
mod document;
mod error;
mod place;
mod rules;
mod settings;
pub mod sources;

use std::path::Path;

use jiff::tz::TimeZone;
use kazi_api::find_meant;
use kazi_fetcher::Clock;
use kazi_scoring::RuleDocuments;

use crate::system::SystemClock;

pub use document::Document;
pub use error::ConfigError;
pub use place::Place;
pub use settings::{Settings, StoreSettings, listen_address};
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
    /// What an operator should know of the folder, though nothing in it is wrong.
    pub notes: Vec<String>,
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
    let today = TimeZone::UTC.to_datetime(SystemClock.now()).date();
    errors.extend(folder.into_iter().flat_map(|folder| ahead::find(folder, today)));
    match (settings, sources, rate_feeds, rules) {
        (Ok(settings), Ok(sources), Ok(rate_feeds), Ok(rules)) if errors.is_empty() => {
            let book_text = Document::read(folder, "skills.toml").map(|document| document.text);
            let (book_text, fingerprint) = (book_text.map_err(|e| vec![e])?, rules::fingerprint(folder));
            let mut notes = folder.map_or_else(Vec::new, misnamed);
            notes.extend(folder.filter(|_| sources.all().is_empty()).map(sourceless));
            Ok(Config { settings, sources, rate_feeds, rules, book_text, notes, fingerprint })
        }
        _ => Err(errors),
    }
}

fn sourceless(folder: &Path) -> String {
    format!(
        "{} holds no [[source]]: nothing is polled; delete it for the built-in sources, or see what `kazi init` writes",
        folder.join("sources.toml").display()
    )
}

/// The files of a folder that nobody reads, because they are almost named as those that are read.
fn misnamed(folder: &Path) -> Vec<String> {
    // A folder that cannot be listed may be read all the same.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names.iter().filter_map(|name| misnamed_note(folder, name)).collect()
}

fn misnamed_note(folder: &Path, name: &str) -> Option<String> {
    let stem = name.strip_suffix(".toml")?;
    let known = || defaults::FILES.iter().filter_map(|(known, _)| known.strip_suffix(".toml"));
    if known().any(|known| known == stem) {
        return None;
    }
    let meant = find_meant(stem, known())?;
    Some(format!("{} is not read: did you mean \"{meant}.toml\"?", folder.join(name).display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_almost_named_as_one_that_is_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["kazi.toml", "rate_feeds.toml", "source.toml", "rate-feeds.toml", "profile.toml", "source.csv"]
        {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let config = load(Some(folder.path())).map_err(|errors| format!("{errors:?}")).unwrap();
        let told = |name: &str, meant: &str| {
            format!("{} is not read: did you mean \"{meant}\"?", folder.path().join(name).display())
        };
        let expected = [told("rate-feeds.toml", "rate_feeds.toml"), told("source.toml", "sources.toml")];
        assert_eq!(config.notes, expected);
        assert!(load(None).map_err(|errors| format!("{errors:?}")).unwrap().notes.is_empty());
    }

    fn load_with(files: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        load(Some(folder.path())).map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_emptied_document_of_rules_is_refused() {
        let comments = "# All of it\n# was commented out.\n";
        for (name, text, list) in [
            ("warnings.toml", "", "warning"),
            ("warnings.toml", comments, "warning"),
            ("warnings.toml", "negations = [\"no\"]", "warning"),
            ("skills.toml", "", "field"),
            ("effort.toml", "", "usual"),
            ("platforms.toml", comments, "platform"),
        ] {
            let error = load_with(&[(name, text)]).err().unwrap_or_default();
            assert!(
                error.contains(name) && error.contains(&format!("holds no [[{list}]]")),
                "{name}: {error}"
            );
        }
    }

    #[test]
    fn a_file_without_sources_is_told() {
        let notes = load_with(&[("sources.toml", "# none\n")]).unwrap().notes;
        assert!(notes.len() == 1 && notes[0].contains("sources.toml holds no [[source]]"), "{notes:?}");
    }
}
