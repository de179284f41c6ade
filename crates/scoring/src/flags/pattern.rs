//! Phrases near each other, compiled.

use std::collections::BTreeMap;

use kazi_domain::{Evidence, Part};
use serde::Deserialize;

use super::{
    GROUPS_MAX,
    found::{Found, Hit, quote},
    phrases::Phrases,
    words::{PlacedWord, Words, fold_phrase},
};
use crate::cut::CutPosting;

/// What gives a warning: one phrase of every group, near each other.
///
/// A phrase is folded as the posting is: case and accents say nothing, every number is `#`, and a last
/// word may end with `*` for any ending.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternConfig {
    /// Groups of phrases; one phrase of each must be there.
    pub all: Vec<Vec<String>>,
    /// Groups of which only some must be there: signs that are weak alone.
    #[serde(default)]
    pub some: Vec<Vec<String>>,
    /// How many groups of `some`.
    #[serde(default)]
    pub at_least: usize,
    /// How many words may stand between a phrase of the first group and one of another.
    #[serde(default = "near")]
    pub within: u32,
    /// Whether the groups must follow the first in their order.
    #[serde(default)]
    pub in_order: bool,
    /// Phrases that, near the match, make it innocent.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Phrases that, in the sentences of the match, make it innocent.
    #[serde(default)]
    pub unless_in_sentence: Vec<String>,
    /// Phrases that, anywhere in the posting, make it innocent.
    #[serde(default)]
    pub unless_anywhere: Vec<String>,
    /// Whether "no", "never" and the like before it make it innocent.
    #[serde(default = "yes")]
    pub negatable: bool,
    /// Only where the first phrase stands in the title.
    #[serde(default)]
    pub in_title: bool,
    /// Only where the first phrase stands in the pay field.
    #[serde(default)]
    pub in_pay: bool,
    /// Only where the posting has no company field.
    #[serde(default)]
    pub unnamed: bool,
    /// Only where the stated pay comes to more than so many US dollars an hour.
    #[serde(default)]
    pub hourly_usd_above: Option<f64>,
    /// Only where the body has fewer words.
    #[serde(default)]
    pub body_words_below: Option<usize>,
}

impl PatternConfig {
    /// The parts in which its first phrase may stand, as bits.
    pub(super) fn parts_to_begin_in(&self) -> u8 {
        let only = [(self.in_title, Part::Title), (self.in_pay, Part::PayText)];
        match only.iter().filter(|(is_only, _)| *is_only).fold(0, |parts, (_, part)| parts | bit_of(*part)) {
            0 => u8::MAX,
            parts => parts,
        }
    }

    /// All groups, those of which only some must be there behind the others.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Vec<String>> {
        self.all.iter().chain(&self.some)
    }

    /// What makes a match innocent, wherever it must stand for that.
    pub(super) fn excuses(&self) -> impl Iterator<Item = &Vec<String>> {
        [&self.unless, &self.unless_in_sentence, &self.unless_anywhere].into_iter()
    }

    /// What the pattern with this number is told where a phrase of such a role is met.
    fn mark(&self, pattern: u16, role: Role) -> Option<Mark> {
        let bit = match role {
            Role::Group(group) => 1 << group,
            Role::Anywhere => 1 << 7,
            Role::Unless | Role::InSentence => return None,
        };
        let parts = if role == Role::Group(0) { self.parts_to_begin_in() } else { u8::MAX };
        Some(Mark { pattern, bit, parts })
    }

    /// Puts the phrases of named lists where a list is named: `@trades`.
    pub(super) fn expand(&mut self, lists: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        let excuses = [&mut self.unless, &mut self.unless_in_sentence, &mut self.unless_anywhere];
        for phrases in self.all.iter_mut().chain(&mut self.some).chain(excuses) {
            let mut expanded = Vec::with_capacity(phrases.len());
            for phrase in phrases.drain(..) {
                match phrase.strip_prefix('@') {
                    Some(name) => expanded.extend_from_slice(
                        lists
                            .get(name)
                            .ok_or_else(|| format!("\"@{name}\" names no list: add it to [lists]"))?,
                    ),
                    None => expanded.push(phrase),
                }
            }
            *phrases = expanded;
        }
        Ok(())
    }
}

const fn near() -> u32 {
    8
}

const fn yes() -> bool {
    true
}

/// What a phrase is to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Group(u8),
    Unless,
    InSentence,
    Anywhere,
}

struct Pattern {
    config: PatternConfig,
    warning: usize,
    groups: Groups,
}

/// Which groups of a pattern must be there, as bits.
#[derive(Clone, Copy)]
struct Groups {
    all: u8,
    some: u8,
    at_least: u32,
}

impl Groups {
    fn of(config: &PatternConfig) -> Self {
        let all = (1 << config.all.len().min(GROUPS_MAX)) - 1;
        let both = (1 << config.groups().count().min(GROUPS_MAX)) - 1;
        #[allow(clippy::cast_possible_truncation)]
        Self { all, some: both & !all, at_least: config.at_least as u32 }
    }

    /// Whether they are there, by the bits of what the pattern was told.
    const fn are_met(self, met: u8) -> bool {
        met & !self.some == self.all && (met & self.some).count_ones() >= self.at_least
    }
}

/// A bit that no pattern is ever told.
const NEVER: u8 = 1 << 6;

/// What a phrase is to all patterns.
#[derive(Default)]
pub struct Phrase {
    pub(super) roles: Vec<(u16, Role)>,
    pub(super) negates: bool,
    /// The bytes that it takes of its last word; more than any word has, where it takes the whole word.
    last_bytes: usize,
}

/// What a pattern is told of a phrase that is met.
struct Mark {
    pattern: u16,
    bit: u8,
    /// The parts where it counts, as bits.
    parts: u8,
}

/// The bit of a part.
pub(super) const fn bit_of(part: Part) -> u8 {
    1 << part as u8
}

/// All patterns of all warnings.
pub struct Patterns {
    patterns: Vec<Pattern>,
    /// The bits of all groups of each pattern; [`NEVER`] where only some must be there.
    groups: Vec<u8>,
    /// The same, and [`NEVER`] for patterns that read short bodies only.
    groups_of_long: Vec<u8>,
    /// The patterns of which only some groups must be there.
    with_some: Vec<usize>,
    /// A body of so many words is too long for all patterns that read short ones only.
    long_words: usize,
    phrases: Phrases,
    /// What each of them is.
    meanings: Vec<Phrase>,
    /// What patterns are told where phrases end that end together.
    marks: Vec<Box<[Mark]>>,
}

impl Patterns {
    /// Compiles `(number of the warning, pattern)` pairs.
    ///
    /// # Errors
    /// When they or their phrases are too many.
    pub fn new(patterns: Vec<(usize, PatternConfig)>, negations: &[String]) -> Result<Self, String> {
        let mut index: BTreeMap<String, Phrase> = BTreeMap::new();
        let mut add = |phrase: &str, at, role| {
            let roles = &mut index.entry(needle(phrase)).or_default().roles;
            // Two lists of one group may share a phrase.
            if roles.last() != Some(&(at, role)) {
                roles.push((at, role));
            }
        };
        u16::try_from(patterns.len()).map_err(|error| error.to_string())?;
        for (at, (_, config)) in (0_u16..).zip(&patterns) {
            for (group, phrases) in (0_u8..).zip(config.groups().take(GROUPS_MAX)) {
                phrases.iter().for_each(|phrase| add(phrase, at, Role::Group(group)));
            }
            config.unless.iter().for_each(|phrase| add(phrase, at, Role::Unless));
            config.unless_in_sentence.iter().for_each(|phrase| add(phrase, at, Role::InSentence));
            config.unless_anywhere.iter().for_each(|phrase| add(phrase, at, Role::Anywhere));
        }
        for phrase in negations {
            index.entry(needle(phrase)).or_default().negates = true;
        }
        let phrases = Phrases::new(index.keys().map(String::as_str))?;
        index.iter_mut().for_each(|(needle, phrase)| phrase.last_bytes = last_bytes(needle));
        let meanings: Vec<Phrase> = index.into_values().collect();
        let marks = phrases.endings().iter().map(|together| {
            let roles = together.iter().flat_map(|phrase| &meanings[*phrase as usize].roles);
            roles.filter_map(|(at, role)| patterns[usize::from(*at)].1.mark(*at, *role)).collect()
        });
        let marks = marks.collect();
        let of = |(warning, config): (usize, PatternConfig)| Pattern {
            groups: Groups::of(&config),
            config,
            warning,
        };
        let patterns: Vec<Pattern> = patterns.into_iter().map(of).collect();
        let bits = |pattern: &Pattern| if pattern.groups.some == 0 { pattern.groups.all } else { NEVER };
        let groups = patterns.iter().map(bits).collect();
        let is_for_long = |pattern: &Pattern| pattern.config.body_words_below.is_none();
        let of_long = |pattern: &Pattern| if is_for_long(pattern) { bits(pattern) } else { NEVER };
        let groups_of_long = patterns.iter().map(of_long).collect();
        let with_some = (0..patterns.len()).filter(|at| patterns[*at].groups.some != 0).collect();
        let long_words = patterns.iter().filter_map(|pattern| pattern.config.body_words_below).max();
        let long_words = long_words.unwrap_or_default();
        Ok(Self { patterns, groups, groups_of_long, with_some, long_words, phrases, meanings, marks })
    }

    /// The warnings whose patterns match, by number, each with the words of its first match.
    pub fn read(&self, cut: &CutPosting<'_>, hourly_usd: Option<f64>) -> Vec<(usize, Evidence)> {
        let (posting, words) = (cut.posting, Words::of(cut, self.phrases.vocabulary()));
        let met = self.met(&words.0);
        let body_words = words.0.len() - words.0.partition_point(|word| word.part != Part::Description);
        let groups = if body_words < self.long_words { &self.groups } else { &self.groups_of_long };
        let some_are_met = |at: usize| {
            let Pattern { config, groups, .. } = &self.patterns[at];
            groups.are_met(met[at]) && config.body_words_below.is_none_or(|most| body_words < most)
        };
        // Few postings have all groups of a pattern, which is told of all patterns at once.
        if !met.iter().zip(groups).fold(false, |any, (met, groups)| any | (met == groups))
            && !self.with_some.iter().any(|at| some_are_met(*at))
        {
            return Vec::new();
        }
        let found = Found { meanings: &self.meanings, hits: self.hits(&words.0), words: &words };
        let mut matches: Vec<(usize, Evidence)> = Vec::new();
        for (at, Pattern { config, warning, groups }) in (0..).zip(&self.patterns) {
            let fits = groups.are_met(met[usize::from(at)])
                && (!config.unnamed || posting.company.is_none())
                && config.hourly_usd_above.is_none_or(|least| hourly_usd.is_some_and(|usd| usd > least))
                && config.body_words_below.is_none_or(|most| body_words < most);
            if !fits || matches.iter().any(|(known, _)| known == warning) {
                continue;
            }
            if let Some(span) = found.span(at, config) {
                matches.push((*warning, quote(posting, &words, span)));
            }
        }
        matches
    }

    /// For each pattern the bits of what it was told of these words.
    fn met(&self, words: &[PlacedWord]) -> Vec<u8> {
        let mut met = vec![0; self.patterns.len()];
        self.phrases.find(words, |ending, first, _| {
            let part = bit_of(first.part);
            for mark in self.marks[ending].iter().filter(|mark| mark.parts & part != 0) {
                met[usize::from(mark.pattern)] |= mark.bit;
            }
        });
        met
    }

    /// The phrases that stand in these words, in the order in which they end.
    fn hits(&self, words: &[PlacedWord]) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.phrases.find(words, |ending, _, place| {
            let together = self.phrases.endings()[ending].iter();
            hits.extend(together.map(|phrase| Hit { phrase: *phrase as usize, place }));
        });
        hits.sort_by_key(|hit| (hit.place.last, self.meanings[hit.phrase].last_bytes, hit.place.first));
        hits
    }
}

/// A phrase with the space that keeps it from ending within a word.
fn needle(phrase: &str) -> String {
    match phrase.trim().strip_suffix('*') {
        Some(stem) => fold_phrase(stem),
        None => fold_phrase(phrase) + " ",
    }
}

/// The bytes that a phrase takes of its last word; more than any word has, where it takes the whole word.
fn last_bytes(needle: &str) -> usize {
    let stem = needle.rsplit(' ').next().filter(|stem| !stem.is_empty());
    stem.map_or(usize::MAX, str::len)
}
