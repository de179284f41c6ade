//! What is asked of the catalog.

use std::{cmp::Ordering, collections::BTreeSet, fmt, str::FromStr, sync::Arc};

use jiff::SignedDuration;
use kazi_domain::{Amount, Experience, FieldId, FlagId, Language, LeadId, Per, SkillId, SourceId, Verdict};
use serde::{Deserialize, Serialize};

/// The most hits of one page; a larger limit counts as this.
pub const PAGE_MAX: usize = 100;
/// Hits of a page where nobody says how many.
pub const PAGE_USUAL: usize = 20;

/// Filters, order and page. The default asks for the best leads without any filter.
///
/// Filters of different kinds must all hold. Within one list any value will do, but for `skills_all`.
/// An empty list filters nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The work is of one of these fields.
    pub fields: Vec<FieldId>,
    /// It asks for one of these skills.
    pub skills_any: Vec<SkillId>,
    /// It asks for all of these skills.
    pub skills_all: Vec<SkillId>,
    /// It leaves at least so many US dollars an hour; leads of which nothing is known do not count.
    pub min_hourly_usd: Option<Amount>,
    /// It leaves at most so many US dollars an hour.
    pub max_hourly_usd: Option<Amount>,
    /// One of its postings is of one of these sources.
    pub sources: Vec<SourceId>,
    /// One of its postings is of a source that is none of these.
    pub exclude_sources: Vec<SourceId>,
    /// It is written in one of these languages.
    pub languages: Vec<Language>,
    /// The profile may take it in one of these ways; empty: all but [`Verdict::Closed`], which is
    /// hidden and counted.
    pub verdicts: Vec<Verdict>,
    /// It was offered within this time before now.
    pub posted_within: Option<SignedDuration>,
    /// Whether it states its pay.
    pub has_pay: Option<bool>,
    /// It states its pay by one of these.
    pub pers: Vec<Per>,
    /// It asks for one of these in its title or tags.
    pub levels: Vec<Experience>,
    /// It carries one of these flags.
    pub flags: Vec<FlagId>,
    /// Whether to show what is hidden otherwise: closed to the profile, badly flagged, ended, no offer.
    pub include_hidden: bool,
    /// Words of the title, text or tags: all of them, in any order and any form that the language of the
    /// text has for them; in quotes only as they are typed. One behind a `-` must be missing, and one with
    /// a `*` at its end may go on. Whether [phrases](crate::Phrases) stand in a row is not looked at here.
    pub text: String,
    /// Only these leads: those of which somebody who has the texts knows that they hold the phrases.
    pub only: Option<Arc<BTreeSet<LeadId>>>,
    /// The order.
    pub sort: Sort,
    /// Hits of the page, at most [`PAGE_MAX`].
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
    /// What to count beside the hits.
    pub facets: Vec<FacetKind>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            skills_any: Vec::new(),
            skills_all: Vec::new(),
            min_hourly_usd: None,
            max_hourly_usd: None,
            sources: Vec::new(),
            exclude_sources: Vec::new(),
            languages: Vec::new(),
            verdicts: Vec::new(),
            posted_within: None,
            has_pay: None,
            pers: Vec::new(),
            levels: Vec::new(),
            flags: Vec::new(),
            include_hidden: false,
            text: String::new(),
            only: None,
            sort: Sort::Worth,
            limit: PAGE_USUAL,
            cursor: None,
            facets: Vec::new(),
        }
    }
}

/// The order of hits: the greatest first, ties by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By worth to the profile.
    #[default]
    Worth,
    /// By what an hour leaves.
    NetHourly,
    /// The newest first.
    Posted,
    /// By fit, and by worth where that is the same.
    Fit,
}

/// A filter whose values can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    /// Fields of work.
    Field,
    /// Skills.
    Skill,
    /// Sources.
    Source,
    /// Languages of the text.
    Language,
    /// Flags.
    Flag,
    /// Whether the profile may take it.
    Verdict,
}

/// The place of a hit in the order: opaque to clients, and right while data changes, because it
/// names the hit's own key and not a count of hits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    pub(crate) sort: Sort,
    pub(crate) key: SortKey,
    pub(crate) id: LeadId,
}

/// What hits are sorted by, descending.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SortKey(pub f64, pub f64);

impl SortKey {
    /// The greater key first.
    pub(crate) fn cmp_descending(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.total_cmp(&self.1))
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a cursor of this version.
    #[error("this is no cursor: take the one that the page before gave, or begin without one")]
    Unreadable,
    /// Of a page in another order.
    #[error("the cursor is of a page in another order: begin without one")]
    OtherSort,
}

/// First characters of a cursor: its version, and one for the order.
const SORTS: [(&str, Sort); 4] =
    [("1w", Sort::Worth), ("1n", Sort::NetHourly), ("1p", Sort::Posted), ("1f", Sort::Fit)];

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = SORTS.iter().find(|(_, sort)| *sort == self.sort).map_or("", |(prefix, _)| prefix);
        write!(f, "{prefix}{:016x}{:016x}{}", self.key.0.to_bits(), self.key.1.to_bits(), self.id)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let sort = SORTS.iter().find(|(prefix, _)| text.starts_with(prefix));
        let (prefix, sort) = sort.ok_or(CursorError::Unreadable)?;
        let digits = &text[prefix.len()..];
        if digits.len() != 48 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(CursorError::Unreadable);
        }
        let number = |part: usize| {
            u64::from_str_radix(&digits[part * 16..(part + 1) * 16], 16).map_err(|_| CursorError::Unreadable)
        };
        let key = SortKey(f64::from_bits(number(0)?), f64::from_bits(number(1)?));
        if key.0.is_nan() || key.1.is_nan() {
            return Err(CursorError::Unreadable);
        }
        Ok(Self { sort: *sort, key, id: LeadId(number(2)?) })
    }
}
