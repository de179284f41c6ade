//! What a parameter is, and what a request asks after all of its own.

use std::str::FromStr;

use kazi_catalog::Query;
use kazi_desk::ActivityFilter;
use kazi_domain::{Currency, FieldId, FlagId, Profile, SkillId, SourceId};
use serde_json::Value;

use super::values::{Fault, list, one_of, parsed};
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
    /// What it names that is not as it was.
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

/// A name in an address that means something else now, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoneName {
    pub id: String,
    pub name: String,
    pub meaning: Meaning,
}

/// What a name means that the book, or the configuration, has no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This skill, into which trainers put it.
    Another(SkillId),
    /// Nothing that a reader can be said to have: trainers took it out.
    LeftOut,
    /// Nothing that any work asks for or is of: trainers took it out.
    FindsNothing,
    /// A source or a warning that is not there.
    NotThere,
}

impl Asked {
    /// A skill by its id, today's where it was put into another; nothing where it was taken out, which then means
    /// what `taken_out` says.
    pub(super) fn skill(
        &mut self,
        given: &str,
        known: Known<'_>,
        taken_out: Meaning,
    ) -> Result<Option<SkillId>, Fault> {
        if let Some(skill) = known.facts.book.skill(given) {
            return Ok(Some(skill.id.clone()));
        }
        let unknown = || Fault::not_among(given, known.skills().map(|(name, _)| name));
        let fate = known.facts.gone.skill(given, &known.facts.book).ok_or_else(unknown)?;
        let now = fate.into.cloned();
        self.tell(given, fate.name, now.clone().map_or(taken_out, Meaning::Another));
        Ok(now)
    }

    /// The skills that narrow a list, each once. What was taken out stays among them and finds nothing: without it
    /// the list would hold what nobody asked for.
    pub(super) fn skills(&mut self, value: &str, known: Known<'_>) -> Result<Vec<SkillId>, Fault> {
        let mut skills = Vec::new();
        for given in list(value)? {
            let skill = match self.skill(given, known, Meaning::FindsNothing)? {
                Some(skill) => skill,
                None => parsed(given)?,
            };
            if !skills.contains(&skill) {
                skills.push(skill);
            }
        }
        Ok(skills)
    }

    /// The fields that narrow a list; as of skills.
    pub(super) fn fields(&mut self, value: &str, known: Known<'_>) -> Result<Vec<FieldId>, Fault> {
        let mut fields = Vec::new();
        for given in list(value)? {
            fields.push(match one_of(given, known.fields()) {
                Ok(field) => field.clone(),
                Err(unknown) => {
                    let fate = known.facts.gone.field(given).ok_or(unknown)?;
                    self.tell(given, fate.name, Meaning::FindsNothing);
                    parsed(given)?
                }
            });
        }
        Ok(fields)
    }

    /// The sources or warnings of a list. Nobody remembers those that were there once, so in an address that a
    /// reader may have kept any that is none may have been.
    pub(super) fn configured<'a, T: Clone + FromStr + 'a>(
        &mut self,
        value: &str,
        names: impl Iterator<Item = (&'a str, &'a T)>,
        known: Known<'_>,
    ) -> Result<Vec<T>, Fault> {
        let names: Vec<(&str, &T)> = names.collect();
        let mut ids = Vec::new();
        for given in list(value)? {
            ids.push(match (one_of(given, names.iter().copied()), given.parse()) {
                (Ok(id), _) => id.clone(),
                (Err(_), Ok(id)) if known.bookmarked => {
                    self.tell(given, given, Meaning::NotThere);
                    id
                }
                (Err(unknown), _) => return Err(unknown),
            });
        }
        Ok(ids)
    }

    fn tell(&mut self, id: &str, name: &str, meaning: Meaning) {
        let gone = GoneName { id: id.to_owned(), name: name.to_owned(), meaning };
        if !self.gone.contains(&gone) {
            self.gone.push(gone);
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
    /// Whether a reader may have kept the address: then it works on without a source or a warning that is not
    /// there, which a program is told as a mistake.
    pub bookmarked: bool,
}

impl<'a> Known<'a> {
    /// For the address of a program.
    pub(crate) fn new(facts: &'a Facts, sources: &'a [SourceInfo]) -> Self {
        Self { facts, sources, bookmarked: false }
    }

    /// For an address that a reader, or a reader of feeds, may have kept.
    pub(crate) fn bookmarked(facts: &'a Facts, sources: &'a [SourceInfo]) -> Self {
        Self { facts, sources, bookmarked: true }
    }

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
