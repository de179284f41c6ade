//! What a parameter is, and what a request asks after all of its own.

use kazi_catalog::Query;
use kazi_desk::{ActivityFilter, Fate};
use kazi_domain::{Currency, FieldId, FlagId, Profile, SkillId, SourceId};
use serde_json::Value;

use super::values::{Fault, list, one_of};
use crate::{
    Facts, SourceInfo,
    api::changes::Since,
    problem::{self, Problem},
};

/// What a request asks, after its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub query: Query,
    pub profile: Profile,
    /// Skills and fields that it names and the book has no more.
    pub gone: Vec<GoneName>,
    /// The currency to show beside US dollars, where the reader named one.
    pub currency: Option<Currency>,
    /// The parts of each lead that are wanted; empty for all.
    pub parts: Vec<&'static str>,
    /// How far the reader knows what changed.
    pub since: Option<Since>,
    /// Which decisions of trainers are wanted.
    pub activity: ActivityFilter,
    /// Only decisions that stand before this place of the journal.
    pub before: Option<u64>,
}

/// A skill or a field that an address names and trainers took out of the book, or put into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoneName {
    pub id: String,
    pub name: String,
    /// The skill that counts in its place; nothing where it was left out.
    pub now: Option<SkillId>,
}

impl Asked {
    /// A skill by its id, today's where it was put into another; nothing where it was taken out.
    pub(super) fn skill(&mut self, given: &str, known: Known<'_>) -> Result<Option<SkillId>, Fault> {
        let unknown = match one_of(given, known.skills()) {
            Ok(id) => return Ok(Some(id.clone())),
            Err(unknown) => unknown,
        };
        let fate = known.facts.gone.skill(given, &known.facts.book).ok_or(unknown)?;
        self.forget(given, fate);
        Ok(fate.into.cloned())
    }

    /// The skills of a list, each once.
    pub(super) fn skills(&mut self, value: &str, known: Known<'_>) -> Result<Vec<SkillId>, Fault> {
        let mut skills = Vec::new();
        for given in list(value)? {
            skills.extend(self.skill(given, known)?.filter(|skill| !skills.contains(skill)));
        }
        Ok(skills)
    }

    /// The fields of a list, without those that were taken out.
    pub(super) fn fields(&mut self, value: &str, known: Known<'_>) -> Result<Vec<FieldId>, Fault> {
        let mut fields = Vec::new();
        for given in list(value)? {
            match one_of(given, known.fields()) {
                Ok(field) => fields.push(field.clone()),
                Err(unknown) => self.forget(given, known.facts.gone.field(given).ok_or(unknown)?),
            }
        }
        Ok(fields)
    }

    fn forget(&mut self, id: &str, fate: Fate<'_>) {
        if !self.gone.iter().any(|gone| gone.id == id) {
            let (name, now) = (fate.name.to_owned(), fate.into.cloned());
            self.gone.push(GoneName { id: id.to_owned(), name, now });
        }
    }

    /// Whether the parts go together.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let query = &self.query;
        let upside_down =
            matches!((query.min_hourly_usd, query.max_hourly_usd), (Some(low), Some(high)) if low > high);
        if upside_down {
            let detail = "max_hourly: it is below min_hourly, so nothing can be between them";
            return Err(Problem::new(&problem::INVALID_PARAMETER, detail).of_parameter("max_hourly"));
        }
        Ok(())
    }
}

/// What values can be checked against.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub facts: &'a Facts,
    pub sources: &'a [SourceInfo],
}

impl<'a> Known<'a> {
    pub(super) fn fields(self) -> impl Iterator<Item = (&'a str, &'a FieldId)> + Clone {
        self.facts.book.fields.iter().map(|field| (field.id.as_str(), &field.id))
    }

    pub(super) fn skills(self) -> impl Iterator<Item = (&'a str, &'a SkillId)> + Clone {
        self.facts.book.skills.iter().map(|skill| (skill.id.as_str(), &skill.id))
    }

    pub(super) fn sources(self) -> impl Iterator<Item = (&'a str, &'a SourceId)> + Clone {
        let shown = self.sources.iter().filter(|source| source.rights.may_show);
        shown.map(|source| (source.id.as_str(), &source.id))
    }

    pub(super) fn flags(self) -> impl Iterator<Item = (&'a str, &'a FlagId)> + Clone {
        self.facts.flags.iter().map(|flag| (flag.id.as_str(), &flag.id))
    }
}

/// A parameter.
pub(crate) struct Parameter {
    pub name: &'static str,
    /// What it does, for the document that describes the API.
    pub about: &'static str,
    pub example: &'static str,
    /// What it takes, as JSON Schema.
    pub values: fn(Known<'_>) -> Value,
    pub read: fn(&mut Asked, &str, Known<'_>) -> Result<(), Fault>,
}
