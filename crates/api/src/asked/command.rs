//! The same parameters for those who ask on a command line, so that a filter means the same everywhere.

use kazi_catalog::Query;
use kazi_domain::Profile;

use super::{FILTERS, Known, PROFILE, Pairs, Parameter};
use crate::{Facts, SourceInfo, problem::Problem, words::Words};

/// A parameter as a command line offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferedParameter {
    /// Its name in an address, such as `min_hourly`.
    pub name: &'static str,
    /// What it does, as a sentence.
    pub about: &'static str,
    /// A value that it takes; empty where none says anything.
    pub example: &'static str,
}

/// What filters and profile come to.
#[derive(Clone, Debug)]
pub struct ReadQuestion {
    /// Which leads are wanted.
    pub query: Query,
    /// Who is asking.
    pub profile: Profile,
    /// A sentence for each name that means something else now, or nothing.
    pub notes: Vec<String>,
}

/// What a list of leads can be narrowed and ordered by.
pub fn offered_filters() -> impl Iterator<Item = OfferedParameter> {
    FILTERS.iter().map(offered)
}

/// What says who is asking.
pub fn offered_profile() -> impl Iterator<Item = OfferedParameter> {
    PROFILE.iter().map(offered)
}

fn offered(parameter: &Parameter) -> OfferedParameter {
    OfferedParameter { name: parameter.name, about: parameter.about, example: parameter.example }
}

/// Reads filters and profile as the address of the list holds them.
///
/// # Errors
/// Says which of them cannot be used, and what may be meant.
pub fn read_question(query: &str, facts: &Facts, sources: &[SourceInfo]) -> Result<ReadQuestion, String> {
    let known = Known::new(facts, sources);
    let read = || {
        let pairs = Pairs::of_form(Some(query))?;
        let asked = pairs.ask(&[FILTERS, PROFILE], known)?;
        let notes = Words::ENGLISH.gone_of(&pairs, known);
        Ok(ReadQuestion { query: asked.query, profile: asked.profile, notes })
    };
    read().map_err(|problem: Problem| problem.in_words())
}
