//! What platforms ask of people, on the wire.

use jiff::{Timestamp, tz::TimeZone};
use kazi_scoring::hourly::{FactTopic, PlatformFact, is_stale};
use serde::Serialize;
use utoipa::ToSchema;

use crate::facts::PlatformInfo;

/// A platform that takes a fee or asks for papers, and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlatformForm {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Papers, payout to Kenya, group accounts, age: each as configuration words it.
    facts: Vec<PlatformFactForm>,
}

/// One fact, with where and when it was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlatformFactForm {
    /// identity, payout, group, age, country, fee.
    about: &'static str,
    /// A plain sentence; what nobody has looked up says so.
    text: String,
    /// Where it was read; null where it is not known.
    source: Option<String>,
    /// The day on which it was read, or last looked for.
    read_on: String,
    /// Whether that is too long ago to rely on.
    stale: bool,
}

impl PlatformForm {
    pub(super) fn new(platform: &PlatformInfo, now: Timestamp) -> Self {
        let fact = |fact: &PlatformFact| PlatformFactForm {
            about: about(fact.about),
            text: fact.text.clone(),
            source: fact.source.clone(),
            read_on: fact.read_on.to_string(),
            stale: is_stale(fact.read_on, TimeZone::UTC.to_datetime(now).date()),
        };
        Self {
            id: platform.id.to_string(),
            name: platform.name.clone(),
            facts: platform.facts.iter().map(fact).collect(),
        }
    }
}

const fn about(topic: FactTopic) -> &'static str {
    match topic {
        FactTopic::Identity => "identity",
        FactTopic::Payout => "payout",
        FactTopic::Group => "group",
        FactTopic::Age => "age",
        FactTopic::Country => "country",
        FactTopic::Fee => "fee",
    }
}
