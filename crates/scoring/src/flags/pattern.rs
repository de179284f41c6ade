//! Phrases near each other, compiled to one trie.

use std::collections::BTreeMap;

use kazi_domain::{Evidence, Part, Posting};
use serde::Deserialize;

use super::{GROUPS_MAX, words::Words};
use crate::{
    cut::CutPosting,
    known_words::Word,
    trie::{FirstWords, Trie},
};

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
    /// Whether its first phrase may stand in a part.
    fn may_begin_in(&self, part: Part) -> bool {
        match (self.in_title, self.in_pay) {
            (false, false) => true,
            (title, pay) => (title && part == Part::Title) || (pay && part == Part::PayText),
        }
    }

    /// Puts the phrases of named lists where a list is named: `@trades`.
    pub(super) fn expand(&mut self, lists: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        let excuses = [&mut self.unless, &mut self.unless_in_sentence, &mut self.unless_anywhere];
        for phrases in self.all.iter_mut().chain(excuses) {
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

/// What a phrase is to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Group(u8),
    Unless,
    InSentence,
    Anywhere,
}

impl Role {
    /// A bit that says that such a phrase was met.
    fn bit(self) -> u32 {
        match self {
            Self::Group(group) => 1 << group,
            Self::Anywhere => 1 << 30,
            Self::Unless | Self::InSentence => 0,
        }
    }
}

struct Pattern {
    config: PatternConfig,
    warning: usize,
}

/// What a phrase is to all patterns.
#[derive(Default)]
struct Phrase {
    roles: Vec<(u16, Role)>,
    negates: bool,
}

/// All patterns of all warnings.
pub struct Patterns {
    patterns: Vec<Pattern>,
    phrases: Vec<Phrase>,
    /// The bits of all groups of each pattern.
    groups: Vec<u32>,
    /// Finds the phrases, each of which begins where a word does.
    trie: Trie,
    firsts: Firsts,
}

/// What phrases begin with.
pub struct Firsts {
    /// The words of phrases that begin with a whole one.
    words: FirstWords,
    /// The beginnings of words that are a phrase: `scam*`.
    stems: Trie,
}

impl Firsts {
    /// The number of a folded word that phrases may begin with.
    pub(super) fn find(&self, word: Word) -> Option<u32> {
        let place = self.words.find(word);
        place.or_else(|| self.stems.may_begin(&word.first_bytes().to_le_bytes()).then_some(0))
    }
}

/// A phrase found.
struct Hit {
    phrase: usize,
    /// Its bytes in the folded text.
    begin: usize,
    end: usize,
    place: Place,
}

impl Patterns {
    /// Compiles `(number of the warning, pattern)` pairs.
    ///
    /// # Errors
    /// When a phrase is empty or they are too many.
    pub fn new(patterns: Vec<(usize, PatternConfig)>, negations: &[String]) -> Result<Self, String> {
        let mut index: BTreeMap<String, Phrase> = BTreeMap::new();
        let mut add =
            |phrase: &str, at, role| index.entry(needle(phrase)).or_default().roles.push((at, role));
        u16::try_from(patterns.len()).map_err(|error| error.to_string())?;
        for (at, (_, config)) in (0_u16..).zip(&patterns) {
            for (group, phrases) in (0_u8..).zip(config.all.iter().take(GROUPS_MAX)) {
                phrases.iter().for_each(|phrase| add(phrase, at, Role::Group(group)));
            }
            config.unless.iter().for_each(|phrase| add(phrase, at, Role::Unless));
            config.unless_in_sentence.iter().for_each(|phrase| add(phrase, at, Role::InSentence));
            config.unless_anywhere.iter().for_each(|phrase| add(phrase, at, Role::Anywhere));
        }
        for phrase in negations {
            index.entry(needle(phrase)).or_default().negates = true;
        }
        let phrases: Vec<&[u8]> = index.keys().map(String::as_bytes).collect();
        let trie = trie_of(phrases.iter().copied())?;
        let is_stem = |phrase: &&&[u8]| !phrase.contains(&b' ');
        let stems = trie_of(phrases.iter().filter(is_stem).copied())?;
        let has_stem = |word: &&[u8]| stems.walk(word).next().is_some();
        let with_stems = phrases.iter().copied().map(first_word).filter(has_stem).collect();
        let words = trie.first_words(phrases.iter().copied(), first_word, &with_stems, b" ");
        let groups = patterns.iter().map(|(_, config)| (1 << config.all.len().min(GROUPS_MAX)) - 1).collect();
        let of = |(warning, config): (usize, PatternConfig)| Pattern { config, warning };
        let patterns = patterns.into_iter().map(of).collect();
        Ok(Self {
            patterns,
            phrases: index.into_values().collect(),
            groups,
            trie,
            firsts: Firsts { words, stems },
        })
    }

    /// The warnings whose patterns match, by number, each with the words of its first match.
    pub fn read(&self, cut: &CutPosting<'_>, hourly_usd: Option<f64>) -> Vec<(usize, Evidence)> {
        let (posting, words) = (cut.posting, Words::of(cut, &self.firsts));
        let (hits, met) = self.find(&words);
        let mut complete =
            (0_u16..).zip(met.iter().zip(&self.groups)).filter(|(_, (met, groups))| met == groups).peekable();
        if complete.peek().is_none() {
            return Vec::new();
        }
        let found = Found { phrases: &self.phrases, hits, words: &words };
        let body_words = words.words.iter().filter(|word| word.part == Part::Description).count();
        let mut matches: Vec<(usize, Evidence)> = Vec::new();
        for (at, _) in complete {
            let Pattern { config, warning } = &self.patterns[usize::from(at)];
            let fits = (!config.unnamed || posting.company.is_none())
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

    /// The phrases in the order in which they end, and for each pattern the bits of the roles met.
    fn find(&self, words: &Words) -> (Vec<Hit>, Vec<u32>) {
        let text = words.text.as_bytes();
        let (mut hits, mut met) = (Vec::with_capacity(64), vec![0; self.patterns.len()]);
        let mut meet = |phrase: usize, begin: usize, end: usize, first: usize| {
            // A phrase may end with the space after its last word.
            let last = words.index_at(end.saturating_sub(2).max(begin), first);
            // They are found by where they begin, and few end before an earlier one does.
            let earlier = hits.iter().rposition(|hit: &Hit| (hit.end, hit.begin) < (end, begin));
            let at = earlier.map_or(0, |earlier| earlier + 1);
            hits.insert(at, Hit { phrase, begin, end, place: Place { first, last } });
            for (pattern, role) in &self.phrases[phrase].roles {
                met[usize::from(*pattern)] |= role.bit();
            }
        };
        for &(first, number) in &words.firsts {
            let begin = words.words[first].at;
            let length = words.words.get(first + 1).map_or(text.len(), |next| next.at) - 1 - begin;
            let known = self.firsts.words.get(number);
            let alone = known.phrase.map(|phrase| phrase as usize);
            if let Some(phrase) = alone {
                meet(phrase, begin, begin + length + 1, first);
            }
            for (phrase, length) in self.trie.walk_on(known, &text[begin..], length) {
                if alone != Some(phrase) {
                    meet(phrase, begin, begin + length, first);
                }
            }
        }
        (hits, met)
    }
}

/// The first word of a phrase; of one that begins with a part of a word, nothing.
fn first_word(phrase: &[u8]) -> &[u8] {
    phrase.iter().position(|byte| *byte == b' ').map_or(&[], |end| &phrase[..end])
}

/// A trie of phrases, numbered in their order.
fn trie_of<'p>(phrases: impl Iterator<Item = &'p [u8]>) -> Result<Trie, String> {
    Trie::new(phrases.map(<[u8]>::to_vec).zip(0..).collect())
}

/// What was found in one posting.
struct Found<'a> {
    phrases: &'a [Phrase],
    /// In the order in which they end.
    hits: Vec<Hit>,
    words: &'a Words,
}

impl Found<'_> {
    /// The first stretch of words that matches a pattern and is not made innocent.
    fn span(&self, at: u16, config: &PatternConfig) -> Option<Place> {
        let words = self.words;
        let groups = (0_u8..)
            .zip(&config.all)
            .map(|(group, _)| self.places(at, Role::Group(group)).take(PLACES_MAX).collect::<Vec<_>>());
        let groups: Vec<_> = groups.collect();
        let (firsts, groups) = groups.split_first()?;
        let firsts = firsts.iter().copied();
        firsts.filter(|first| config.may_begin_in(words.words[first.first].part)).find_map(|first| {
            let mut span = first;
            let mut others_in_span = Vec::with_capacity(GROUPS_MAX);
            for others in groups {
                let fits = |other: &&Place| {
                    let ordered = !config.in_order || other.first > first.last;
                    ordered && apart(words, first, **other) <= config.within
                };
                let other = others.iter().filter(fits).min_by_key(|other| apart(words, first, **other))?;
                span = Place { first: span.first.min(other.first), last: span.last.max(other.last) };
                others_in_span.push(*other);
            }
            let sentences = words.sentences(span.first, span.last);
            let excused =
                self.places(at, Role::Unless).any(|place| apart(words, span, place) <= UNLESS_WITHIN)
                    || self.places(at, Role::InSentence).any(|place| sentences.contains(&place.first));
            let negated =
                config.negatable && (self.negated(span, &[]) || self.negated(first, &others_in_span));
            (!excused && !negated).then_some(span)
        })
    }

    /// Where phrases stand that are this to a pattern, in the order in which they end.
    fn places(&self, pattern: u16, role: Role) -> impl Iterator<Item = Place> {
        self.hits.iter().flat_map(move |hit| {
            let roles = self.phrases[hit.phrase].roles.iter();
            roles.filter(move |known| **known == (pattern, role)).map(|_| hit.place)
        })
    }

    /// Whether a negation stands shortly before a stretch, in the same sentence, and is no part of one
    /// of the `phrases`: "no experience, earn" denies nothing.
    fn negated(&self, span: Place, phrases: &[Place]) -> bool {
        let words = &self.words.words;
        let start = words[span.first].position;
        self.hits.iter().filter(|hit| self.phrases[hit.phrase].negates).any(|hit| {
            let at = hit.place.last;
            let position = words[at].position;
            let part_of_phrase = phrases.iter().any(|phrase| (phrase.first..=phrase.last).contains(&at));
            at < span.first
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

/// A phrase with the space that keeps it from ending within a word.
fn needle(phrase: &str) -> String {
    match phrase.trim().strip_suffix('*') {
        Some(stem) => Words::fold_phrase(stem),
        None => Words::fold_phrase(phrase) + " ",
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
        .map_or(first.range().end, |word| word.range().end);
    let text = match first.part {
        Part::PayText => posting.pay_text.as_deref().unwrap_or_default(),
        Part::Description => posting.description.as_str(),
        _ => posting.title.as_str(),
    };
    Evidence::quote(first.part, text, first.range().start..end)
}
