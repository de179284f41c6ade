//! The documents that judgement is made from: skills, platforms, effort, warnings, rates.

use std::{hash::Hasher, path::Path};

use kazi_domain::{Rates, SkillBook};
use kazi_scoring::{
    RuleDocuments, Rules, RulesError,
    flags::WarningsConfig,
    hourly::{EffortConfig, PlatformsConfig, RatesConfig},
};
use serde::de::DeserializeOwned;
use siphasher::sip::SipHasher13;

use super::{ConfigError, Document};

/// Reads them of a folder, built-in ones standing in.
///
/// # Errors
/// Every fault of every document.
pub fn read(folder: Option<&Path>) -> Result<RuleDocuments, Vec<ConfigError>> {
    let mut errors = Vec::new();
    let mut gather = |error: ConfigError| errors.push(error);
    let book = read_full(folder, "skills.toml", |book: &SkillBook| {
        vec![("field", book.fields.is_empty()), ("skill", book.skills.is_empty())]
    });
    let platforms = read_full(folder, "platforms.toml", |platforms: &PlatformsConfig| {
        vec![("platform", platforms.platforms.is_empty())]
    });
    let effort = read_full(folder, "effort.toml", |effort: &EffortConfig| {
        let (usual, tasks) = (effort.usual.is_empty(), effort.tasks.is_empty());
        vec![("usual", usual), ("task", tasks), ("piece", effort.pieces.is_empty())]
    });
    let warnings = read_full(folder, "warnings.toml", |warnings: &WarningsConfig| {
        vec![("warning", warnings.warnings.is_empty())]
    });
    let book = book.map_err(&mut gather);
    let platforms = platforms.map_err(&mut gather);
    let effort = effort.map_err(&mut gather);
    let warnings = warnings.map_err(&mut gather);
    let rates = Document::read(folder, "rates.toml").and_then(|d| read_rates(&d)).map_err(&mut gather);
    match (book, platforms, effort, warnings, rates) {
        (Ok(book), Ok(platforms), Ok(effort), Ok(warnings), Ok(rates)) => {
            let documents = RuleDocuments { book, platforms, effort, warnings, rates };
            // Compiled here as well, so that a wrong rule is found before anything starts.
            match rules_from(folder, documents.clone()) {
                Ok(_) => Ok(documents),
                Err(errors) => Err(errors),
            }
        }
        _ => Err(errors),
    }
}

/// Reads a document, none of whose lists may be empty: a file that was emptied by accident would judge
/// everything to be well.
fn read_full<T: DeserializeOwned>(
    folder: Option<&Path>,
    name: &str,
    lists: impl Fn(&T) -> Vec<(&'static str, bool)>,
) -> Result<T, ConfigError> {
    let document = Document::read(folder, name)?;
    let parsed = document.parse()?;
    match lists(&parsed).into_iter().find(|(_, is_empty)| *is_empty) {
        None => Ok(parsed),
        Some((list, _)) => {
            let message = format!("holds no [[{list}]], so that nothing could be judged by it");
            let mend = "put it back as it was, or delete the file: what is built in stands in for a file that is \
                not there; `kazi init` writes that into a new folder";
            Err(ConfigError::of_file(&document.name, message, mend))
        }
    }
}

fn read_rates(document: &Document) -> Result<Rates, ConfigError> {
    document
        .parse::<RatesConfig>()?
        .rates()
        .map_err(|error| ConfigError::at(&document.name, &document.text, 0..0, error.to_string()))
}

/// Compiles rules, with errors that point into the files of `folder`.
///
/// # Errors
/// Every fault found.
fn rules_from(folder: Option<&Path>, documents: RuleDocuments) -> Result<Rules, Vec<ConfigError>> {
    Rules::new(documents).map_err(|errors| errors.iter().map(|error| pointed(folder, error)).collect())
}

/// The error at the first line that names what it is about.
fn pointed(folder: Option<&Path>, error: &RulesError) -> ConfigError {
    let message = format!("{}: {}", error.place, error.what);
    match Document::read(folder, error.document) {
        Ok(document) => {
            let named = error.place.split('"').nth(1).unwrap_or(&error.place);
            let needle = format!("\"{named}\"");
            let start = document.text.find(&needle).unwrap_or(0);
            ConfigError::at(&document.name, &document.text, start..start + needle.len(), message)
        }
        Err(_) => ConfigError::of_file(error.document, message, "correct the entry"),
    }
}

/// The files that judgement is made from.
const FILES: [&str; 5] = ["skills.toml", "platforms.toml", "effort.toml", "warnings.toml", "rates.toml"];

/// A number that differs when a file that judgement is made from, or the version of this program, does.
pub fn fingerprint(folder: Option<&Path>) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 3);
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    for name in FILES {
        let text = Document::read(folder, name).map(|document| document.text).unwrap_or_default();
        hasher.write(text.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}
