//! The rules that kazi ships, read from a folder: benches of other crates take this file in by its path.

use std::fs;

use kazi_scoring::{RuleDocuments, Rules, hourly::RatesConfig};
use serde::de::DeserializeOwned;

/// A document of the folder with the configuration.
pub fn document<T: DeserializeOwned>(folder: &str, name: &str) -> T {
    toml::from_str(&fs::read_to_string(format!("{folder}/{name}")).unwrap()).unwrap()
}

/// The rules of that folder.
pub fn rules(folder: &str) -> Rules {
    let documents = RuleDocuments {
        book: document(folder, "skills.toml"),
        platforms: document(folder, "platforms.toml"),
        effort: document(folder, "effort.toml"),
        warnings: document(folder, "warnings.toml"),
        rates: document::<RatesConfig>(folder, "rates.toml").rates().unwrap(),
    };
    Rules::new(documents).unwrap_or_else(|faults| panic!("the shipped rules compile: {faults:?}"))
}
