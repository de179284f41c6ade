//! What a reader has: held in the URL or the browser, never on the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    id::SkillId,
    money::Currency,
    place::{Country, Language},
};

/// How well somebody knows a skill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Learning it: small tasks with help.
    Learning,
    /// Can do it alone.
    #[default]
    Able,
    /// Others ask them.
    Strong,
}

/// What a reader has, as far as they said it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// Where they live.
    pub country: Country,
    /// The languages they work in; none says nothing about it.
    pub languages: Vec<Language>,
    /// Their skills; none says nothing about it, and then every lead fits alike.
    pub skills: BTreeMap<SkillId, Level>,
    /// The currency they think in, beside US dollars.
    pub currency: Currency,
}

impl Default for Profile {
    /// Somebody in Kenya, nothing else known.
    fn default() -> Self {
        Self {
            country: Country::KENYA,
            languages: Vec::new(),
            skills: BTreeMap::new(),
            currency: Currency::KES,
        }
    }
}
