//! `sources.toml`: what is polled.

use std::path::Path;

use kazi_fetcher::source::{Place, Secrets, Source, SourcesConfig, check_sources};

use super::{ConfigError, Document};

/// The checked sources.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// All of them, on or off.
    pub fn all(&self) -> &[Source] {
        &self.0
    }

    /// The source of this id.
    pub fn find(&self, id: &str) -> Option<&Source> {
        self.0.iter().find(|source| source.id.as_str() == id)
    }

    /// The source that a recording is of: the one of its name, else the one whose id is the longest
    /// beginning of the name up to a hyphen, so that `upwork-2025` is read as `upwork`.
    pub fn of_recording(&self, name: &str) -> Option<&Source> {
        let begins =
            |id: &str| name.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        self.0
            .iter()
            .filter(|source| begins(source.id.as_str()))
            .max_by_key(|source| source.id.as_str().len())
    }
}

/// Reads a file of sources of a folder; the files that they name lie in that folder where no other is said.
///
/// # Errors
/// Every fault of every source, with line and caret.
pub fn read(folder: Option<&Path>, name: &str) -> Result<Sources, Vec<ConfigError>> {
    let Sources(mut sources) = check(&Document::read(folder, name).map_err(|error| vec![error])?)?;
    for source in &mut sources {
        if let (Place::Local(path), Some(folder)) = (&mut source.place, folder) {
            // A path of its own stays as it is.
            *path = folder.join(&*path);
        }
    }
    Ok(Sources(sources))
}

/// Checks a document of sources.
///
/// # Errors
/// Every fault of every source, with line and caret.
pub fn check(document: &Document) -> Result<Sources, Vec<ConfigError>> {
    let config: SourcesConfig = document.parse().map_err(|error| vec![error])?;
    let (sources, problems) = check_sources(config, &Secrets::new(|name| std::env::var(name).ok()));
    if problems.is_empty() {
        return Ok(Sources(sources));
    }
    let pointed = problems.iter().map(|problem| {
        let message = format!("source \"{}\" {}", problem.source, problem.what);
        document.error_at("source", problem.index, &problem.key, message).mend(problem.mend.as_str())
    });
    Err(pointed.collect())
}
