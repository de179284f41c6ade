//! Phrases near each other, compiled to one automaton.

use std::collections::{BTreeMap, HashMap};

use aho_corasick::AhoCorasick;
use kazi_domain::{Evidence, Part, Posting};
use serde::Deserialize;

use super::{GROUPS_MAX, words::Words};

/// The most places kept of one group of phrases.
const PLACES_MAX: usize = 48;
/// How near, in words, a phrase of `unless` must stand.
const UNLESS_WITHIN: u32 = 10;
/// How many words before a match a negation is looked for.
const NEGATION_WITHIN: usize = 4;

/// What gives a warning: one phrase of every group, near each other.
///
/// A phrase is folded as the posting is: case and accents say nothing, every number is `#`, and a last
/// word may end with `*` for any ending.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternConfig {
    /// Groups of phrases; one phrase of each must be there.
    pub all: Vec<Vec<String>>,
    /// How many words may stand between a phrase of the first group and one of another.
    #[serde(default = "near")]
    pub within: u32,
    /// Whether the groups must follow the first in their order.
    #[serde(default)]
    pub in_order: bool,
    /// Phrases that, near the match, make it innocent.
    #[serde(default)]
    pub unless: Vec<String>,
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
    /// Whether its first phrase may stand in a part.
    fn may_begin_in(&self, part: Part) -> bool {
        match (self.in_title, self.in_pay) {
            (false, false) => true,
            (title, pay) => (title && part == Part::Title) || (pay && part == Part::PayText),
        }
    }

    /// Puts the phrases of named lists where a list is named: `@trades`.
    pub(super) fn expand(&mut self, lists: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        for phrases in self.all.iter_mut().chain([&mut self.unless, &mut self.unless_anywhere]) {
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

/// Where a phrase stands, as numbers of words.
#[derive(Clone, Copy, Debug)]
struct Place {
    first: usize,
    last: usize,
}

/// What a phrase belongs to.
#[derive(Clone, Copy, Debug)]
enum Role {
    Group { pattern: usize, group: usize },
    Unless(usize),
    Anywhere(usize),
    Negation,
}

struct Pattern {
    config: PatternConfig,
    warning: usize,
}

/// All patterns of all warnings.
pub struct Patterns {
    patterns: Vec<Pattern>,
    phrases: AhoCorasick,
    roles: Vec<Vec<Role>>,
}

/// What the phrases found in one posting are to each pattern.
#[derive(Default)]
struct Found {
    groups: HashMap<(usize, usize), Vec<Place>>,
    unless: HashMap<usize, Vec<Place>>,
    anywhere: Vec<usize>,
    negations: Vec<usize>,
}

impl Patterns {
    /// Compiles `(number of the warning, pattern)` pairs.
    ///
    /// # Errors
    /// When the automaton would be too large.
    pub fn new(patterns: Vec<(usize, PatternConfig)>, negations: &[String]) -> Result<Self, String> {
        let mut index: HashMap<String, Vec<Role>> = HashMap::new();
        let mut add = |phrase: &str, role| index.entry(needle(phrase)).or_default().push(role);
        for (at, (_, config)) in patterns.iter().enumerate() {
            for (group, phrases) in config.all.iter().enumerate() {
                phrases.iter().for_each(|phrase| add(phrase, Role::Group { pattern: at, group }));
            }
            config.unless.iter().for_each(|phrase| add(phrase, Role::Unless(at)));
            config.unless_anywhere.iter().for_each(|phrase| add(phrase, Role::Anywhere(at)));
        }
        negations.iter().for_each(|phrase| add(phrase, Role::Negation));
        let mut index: Vec<_> = index.into_iter().collect();
        index.sort_by(|a, b| a.0.cmp(&b.0));
        let phrases =
            AhoCorasick::new(index.iter().map(|(phrase, _)| phrase)).map_err(|error| error.to_string())?;
        let roles = index.into_iter().map(|(_, roles)| roles).collect();
        let patterns = patterns.into_iter().map(|(warning, config)| Pattern { config, warning }).collect();
        Ok(Self { patterns, phrases, roles })
    }

    /// The warnings whose patterns match, by number, each with the words of its first match.
    pub fn read(&self, posting: &Posting, hourly_usd: Option<f64>) -> Vec<(usize, Evidence)> {
        let words = Words::of(posting);
        let body_words = words.words.iter().filter(|word| word.part == Part::Description).count();
        let found = self.find(&words);
        let mut matches: Vec<(usize, Evidence)> = Vec::new();
        for (at, Pattern { config, warning }) in self.patterns.iter().enumerate() {
            let fits = (!config.unnamed || posting.company.is_none())
                && config.hourly_usd_above.is_none_or(|least| hourly_usd.is_some_and(|usd| usd > least))
                && config.body_words_below.is_none_or(|most| body_words < most);
            if !fits || found.anywhere.contains(&at) || matches.iter().any(|(known, _)| known == warning) {
                continue;
            }
            if let Some(span) = found.span(at, config, &words) {
                matches.push((*warning, quote(posting, &words, span)));
            }
        }
        matches
    }

    fn find(&self, words: &Words) -> Found {
        let mut found = Found::default();
        for hit in self.phrases.find_overlapping_iter(&words.text) {
            // A phrase begins with the space before its first word and may end with the one after.
            let last = hit.end().saturating_sub(2).max(hit.start() + 1);
            let place = Place { first: words.index_at(hit.start() + 1), last: words.index_at(last) };
            for role in &self.roles[hit.pattern().as_usize()] {
                match *role {
                    Role::Group { pattern, group } => {
                        let places = found.groups.entry((pattern, group)).or_default();
                        if places.len() < PLACES_MAX {
                            places.push(place);
                        }
                    }
                    Role::Unless(pattern) => found.unless.entry(pattern).or_default().push(place),
                    Role::Anywhere(pattern) => found.anywhere.push(pattern),
                    Role::Negation => found.negations.push(place.last),
                }
            }
        }
        found
    }
}

impl Found {
    /// The first stretch of words that matches a pattern and is not made innocent.
    fn span(&self, at: usize, config: &PatternConfig, words: &Words) -> Option<Place> {
        let firsts = self.groups.get(&(at, 0))?;
        firsts.iter().filter(|first| config.may_begin_in(words.words[first.first].part)).find_map(|first| {
            let mut span = *first;
            let mut others_in_span = Vec::with_capacity(GROUPS_MAX);
            for group in 1..config.all.len() {
                let others = self.groups.get(&(at, group))?;
                let fits = |other: &&Place| {
                    let ordered = !config.in_order || other.first > first.last;
                    ordered && apart(words, *first, **other) <= config.within
                };
                let other = others.iter().filter(fits).min_by_key(|other| apart(words, *first, **other))?;
                span = Place { first: span.first.min(other.first), last: span.last.max(other.last) };
                others_in_span.push(*other);
            }
            let excused = self
                .unless
                .get(&at)
                .is_some_and(|places| places.iter().any(|place| apart(words, span, *place) <= UNLESS_WITHIN));
            let negated = config.negatable
                && (self.negated(words, span, &[]) || self.negated(words, *first, &others_in_span));
            (!excused && !negated).then_some(span)
        })
    }

    /// Whether a negation stands shortly before a stretch, in the same sentence, and is no part of one
    /// of the `phrases`: "no experience, earn" denies nothing.
    fn negated(&self, words: &Words, span: Place, phrases: &[Place]) -> bool {
        let start = words.words[span.first].position;
        self.negations.iter().any(|at| {
            let position = words.words[*at].position;
            let part_of_phrase = phrases.iter().any(|phrase| (phrase.first..=phrase.last).contains(at));
            *at < span.first
                && !part_of_phrase
                && span.first - at <= NEGATION_WITHIN
                && start - position <= 2 + u32::try_from(span.first - at).unwrap_or(0)
        })
    }
}

/// How many words stand between two places; none where they touch or overlap.
fn apart(words: &Words, a: Place, b: Place) -> u32 {
    let (a, b) = if a.first <= b.first { (a, b) } else { (b, a) };
    words.words[b.first].position.saturating_sub(words.words[a.last].position + 1)
}

/// A phrase with the spaces that keep it from matching within words.
fn needle(phrase: &str) -> String {
    match phrase.trim().strip_suffix('*') {
        Some(stem) => format!(" {}", Words::fold_phrase(stem)),
        None => format!(" {} ", Words::fold_phrase(phrase)),
    }
}

/// The words of a match, as far as they stand in the part where it begins.
fn quote(posting: &Posting, words: &Words, span: Place) -> Evidence {
    let first = &words.words[span.first];
    let stretch = &words.words[span.first..=span.last];
    let end = stretch
        .iter()
        .rev()
        .find(|word| word.part == first.part)
        .map_or(first.range.end, |word| word.range.end);
    let text = match first.part {
        Part::PayText => posting.pay_text.as_deref().unwrap_or_default(),
        Part::Description => posting.description.as_str(),
        _ => posting.title.as_str(),
    };
    Evidence::quote(first.part, text, first.range.start..end)
}
