//! Warnings, each with its words.
//!
//! Patterns are phrases near each other, in `config/warnings.toml`, never bare words: "contact us on
//! WhatsApp" is one thing, "WhatsApp Business API developer" another. What no posting shows by itself is
//! read of the postings of a lead together.

mod config;
mod found;
mod names;
mod pattern;
mod phrases;
mod vocabulary;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use kazi_domain::{Flag, FlagId, NetHourly, Posting, Severity, SumLine};
use serde::Deserialize;

use crate::{RulesError, cut::CutPosting};

pub use config::PatternConfig;
use pattern::{GROUPS_MAX, Patterns};

/// The fewest names that can be many.
const NAMES_MIN: usize = 2;

/// `warnings.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningsConfig {
    /// Words that turn what follows into its opposite: "no", "never".
    #[serde(default)]
    pub negations: Vec<String>,
    /// Lists of phrases that patterns take in by name: `@trades`.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<String>>,
    /// The warnings.
    #[serde(default, rename = "warning")]
    pub warnings: Vec<WarningConfig>,
}

/// A kind of warning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningConfig {
    /// Its id.
    pub id: FlagId,
    /// How bad it is; severe ones are hidden unless asked for.
    pub severity: Severity,
    /// What is left of the trust in a posting that has it, above 0 up to 1.
    pub trust: f32,
    /// One plain sentence on what to do.
    pub advice: String,
    /// What gives it.
    #[serde(default, rename = "pattern")]
    pub patterns: Vec<PatternConfig>,
    /// Instead of patterns: under so many names the open postings of one text give it.
    pub names_from: Option<usize>,
}

/// Patterns of scams, compiled.
pub struct Warnings {
    warnings: Vec<WarningConfig>,
    patterns: Patterns,
}

impl Warnings {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// Patterns that cannot match, trust outside 0 to 1, and ids given twice.
    pub fn new(mut config: WarningsConfig) -> Result<Self, Vec<RulesError>> {
        let mut faults = faults_of_twice(&config);
        faults.extend(expand_lists(&mut config));
        faults.extend(self::faults(&config));
        let numbered = config.warnings.iter_mut().enumerate();
        let patterns = numbered.flat_map(|(at, warning)| {
            std::mem::take(&mut warning.patterns).into_iter().map(move |p| (at, p))
        });
        match Patterns::new(patterns.collect(), &config.negations) {
            Ok(patterns) if faults.is_empty() => Ok(Self { warnings: config.warnings, patterns }),
            Ok(_) => Err(faults),
            Err(what) => {
                faults.push(fault("pattern", &format!("phrases are too many or too long: {what}")));
                Err(faults)
            }
        }
    }

    /// Reads the warnings of a posting, worst first, each kind once.
    pub fn read(&self, posting: &Posting, net_hourly: Option<&NetHourly>) -> Vec<Flag> {
        self.read_cut(&CutPosting::of(posting), net_hourly)
    }

    /// As [`Warnings::read`], of a posting that is cut.
    pub(crate) fn read_cut(&self, posting: &CutPosting<'_>, net_hourly: Option<&NetHourly>) -> Vec<Flag> {
        let hourly_usd = net_hourly.filter(|net| states_pay(net)).map(|net| net.usd.likely.to_f64());
        let matches = self.patterns.read(posting, hourly_usd).into_iter();
        let mut flags: Vec<Flag> = matches
            .map(|(at, evidence)| {
                let warning = &self.warnings[at];
                Flag { id: warning.id.clone(), severity: warning.severity, evidence }
            })
            .collect();
        worst_first(&mut flags);
        flags
    }

    /// One number from the flags: 1 where nothing warns, less with every warning.
    pub fn trust(&self, flags: &[Flag]) -> f32 {
        let of = |flag: &Flag| self.find(&flag.id).map_or(1.0, |warning| warning.trust);
        flags.iter().map(of).product()
    }

    /// What to do about a warning.
    pub fn advice(&self, id: &FlagId) -> Option<&str> {
        self.find(id).map(|warning| warning.advice.as_str())
    }

    fn find(&self, id: &FlagId) -> Option<&WarningConfig> {
        self.warnings.iter().find(|warning| warning.id == *id)
    }
}

fn worst_first(flags: &mut [Flag]) {
    flags.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
}

/// Whether a net hourly rests on pay that the posting states.
fn states_pay(net: &NetHourly) -> bool {
    matches!(net.sum.first(), Some(SumLine::Pay { .. }))
}

fn fault(place: &str, what: &str) -> RulesError {
    RulesError { document: "warnings.toml", place: place.to_owned(), what: what.to_owned() }
}

/// Phrases that a list or a group names twice, as they are written.
fn faults_of_twice(config: &WarningsConfig) -> Vec<RulesError> {
    let mut faults = Vec::new();
    let mut look = |place: &str, phrases: &[String]| {
        let mut known = BTreeSet::new();
        if let Some(phrase) = phrases.iter().find(|phrase| !known.insert(phrase.as_str())) {
            faults.push(fault(place, &format!("\"{phrase}\" is given twice: keep one")));
        }
    };
    for (name, phrases) in &config.lists {
        look(&format!("list \"{name}\""), phrases);
    }
    for warning in &config.warnings {
        for pattern in &warning.patterns {
            let place = format!("warning \"{}\"", warning.id);
            pattern.groups().chain(pattern.excuses()).for_each(|phrases| look(&place, phrases));
        }
    }
    faults
}

fn expand_lists(config: &mut WarningsConfig) -> Vec<RulesError> {
    let WarningsConfig { lists, warnings, .. } = config;
    let mut faults = Vec::new();
    for warning in warnings {
        for pattern in &mut warning.patterns {
            if let Err(what) = pattern.expand(lists) {
                faults.push(fault(&format!("warning \"{}\"", warning.id), &what));
            }
        }
    }
    faults
}

fn faults(config: &WarningsConfig) -> Vec<RulesError> {
    let mut faults = Vec::new();
    for (at, warning) in config.warnings.iter().enumerate() {
        let place = format!("warning \"{}\"", warning.id);
        if config.warnings[..at].iter().any(|earlier| earlier.id == warning.id) {
            faults.push(fault(&place, "is given twice: keep one"));
        }
        if !(warning.trust > 0.0 && warning.trust <= 1.0) {
            faults.push(fault(&place, "trust is above 0 and at most 1"));
        }
        if warning.names_from.is_some_and(|names| names < NAMES_MIN || !warning.patterns.is_empty()) {
            faults.push(fault(&place, "names_from is at least 2, and stands without patterns"));
        }
        for pattern in &warning.patterns {
            if pattern.all.is_empty()
                || pattern.groups().any(Vec::is_empty)
                || pattern.groups().count() > GROUPS_MAX
            {
                faults.push(fault(&place, "a pattern needs one to six groups, each with a phrase"));
            }
            if pattern.at_least > pattern.some.len() || (pattern.at_least == 0) != pattern.some.is_empty() {
                faults.push(fault(&place, "at_least is from 1 to the number of groups in some"));
            }
            let mut phrases = pattern.groups().chain(pattern.excuses()).flatten();
            if phrases.any(|phrase| words::fold_phrase(phrase.trim_end_matches('*')).is_empty()) {
                faults.push(fault(&place, "a phrase has no letter or number"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests;
