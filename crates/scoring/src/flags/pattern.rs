//! Phrases near each other, compiled.

use std::collections::BTreeMap;

use kazi_domain::{Evidence, Part};

use super::{
    config::{PatternConfig, Phrase, Role, bit_of},
    found::{Found, Hit, quote},
    phrases::Phrases,
    words::{PlacedWord, Words, fold_phrase},
};
use crate::cut::CutPosting;

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

/// The most groups of one pattern: each has a bit.
pub const GROUPS_MAX: usize = 6;
/// A bit that no pattern is ever told.
const NEVER: u8 = 1 << 6;

/// What a pattern is told of a phrase that is met.
struct Mark {
    pattern: u16,
    bit: u8,
    /// The parts where it counts, as bits.
    parts: u8,
}

impl Mark {
    /// What a pattern is told where a phrase of such a role is met.
    fn of(config: &PatternConfig, pattern: u16, role: Role) -> Option<Self> {
        let bit = match role {
            Role::Group(group) => 1 << group,
            Role::Anywhere => 1 << 7,
            Role::Unless | Role::InSentence => return None,
        };
        let parts = if role == Role::Group(0) { config.parts_to_begin_in() } else { u8::MAX };
        Some(Self { pattern, bit, parts })
    }
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
            roles.filter_map(|(at, role)| Mark::of(&patterns[usize::from(*at)].1, *at, *role)).collect()
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
