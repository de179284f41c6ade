//! What configuration knows and readers are told.

use jiff::{ToSpan, civil::Date};
use kazi_desk::Gone;
use kazi_domain::{FieldId, FlagId, PlatformId, Rates, SkillId};
use kazi_scoring::hourly::{FactTopic, PlatformConfig, PlatformFact, is_stale};

use crate::KnownBook;

/// Names, rates and platforms, as configuration holds them.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Fields and skills with their names.
    pub book: KnownBook,
    /// Skills and fields that were in it: what readers keep in their addresses.
    pub gone: Gone,
    /// What currencies are worth.
    pub rates: Rates,
    /// After how many days a rate is shown as old.
    pub rates_old_after_days: u16,
    /// Platforms that take a fee or ask for papers.
    pub platforms: Vec<PlatformInfo>,
    /// Every kind of warning.
    pub flags: Vec<FlagInfo>,
}

impl Facts {
    /// The name of a skill; its id where the book has lost it.
    pub(crate) fn skill_name<'a>(&'a self, id: &'a SkillId) -> &'a str {
        self.book.skill(id.as_str()).map_or(id.as_str(), |skill| &skill.name)
    }

    /// The English name of a field; its id where the book has lost it.
    pub(crate) fn field_name<'a>(&'a self, id: &'a FieldId) -> &'a str {
        self.book.fields.iter().find(|field| field.id == *id).map_or(id.as_str(), |field| &field.name)
    }

    /// Whether a rate of this day is shown as old.
    pub(crate) fn is_old_rate(&self, day: Date, today: Date) -> bool {
        day.checked_add(i64::from(self.rates_old_after_days).days()).is_ok_and(|last| last < today)
    }

    pub(crate) fn platform(&self, id: &PlatformId) -> Option<&PlatformInfo> {
        self.platforms.iter().find(|platform| platform.id == *id)
    }

    pub(crate) fn flag(&self, id: &FlagId) -> Option<&FlagInfo> {
        self.flags.iter().find(|flag| flag.id == *id)
    }
}

/// What a platform asks of people, in the words of configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformInfo {
    /// Its id.
    pub id: PlatformId,
    /// Its name.
    pub name: String,
    /// Where that was read.
    pub terms_url: Option<String>,
    /// The day on which it was read.
    pub read_on: Option<Date>,
    /// Each fact by itself, with its source and day.
    pub facts: Vec<PlatformFact>,
}

impl PlatformInfo {
    /// What to know before the click: who may work there and by what papers, then how it pays out to Kenya.
    pub(crate) fn to_know(&self) -> impl Iterator<Item = &PlatformFact> {
        let pays = self.facts.iter().filter(|fact| fact.about == FactTopic::Payout);
        self.facts.iter().filter(|fact| is_about_papers(fact)).chain(pays)
    }

    /// Whether anything is known of the papers it asks for.
    pub(crate) fn asks_for_papers(&self) -> bool {
        self.facts.iter().any(is_about_papers)
    }

    /// Whether what is said here was read too long ago to be told without a word about it.
    pub(crate) fn is_stale(&self, today: Date) -> bool {
        self.read_on.is_some_and(|read_on| is_stale(read_on, today))
    }
}

fn is_about_papers(fact: &PlatformFact) -> bool {
    use FactTopic::{Age, Country, Group, Identity};
    matches!(fact.about, Identity | Age | Country | Group)
}

impl From<&PlatformConfig> for PlatformInfo {
    /// All that configuration says, the oldest day on which any of it was read.
    fn from(platform: &PlatformConfig) -> Self {
        Self {
            id: platform.id.clone(),
            name: platform.name.clone(),
            terms_url: None,
            read_on: platform.facts.iter().map(|fact| fact.read_on).min(),
            facts: platform.facts.clone(),
        }
    }
}

/// A kind of warning in English: what is said where a language has no words of its own for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagInfo {
    /// Its id.
    pub id: FlagId,
    /// What it is.
    pub name: String,
    /// What to do about it.
    pub advice: String,
}
