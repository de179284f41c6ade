//! Phrases near each other, as trainers write them down.

use std::collections::BTreeMap;

use kazi_domain::Part;
use serde::Deserialize;

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

/// What a phrase is to all patterns.
#[derive(Default)]
pub struct Phrase {
    pub(super) roles: Vec<(u16, Role)>,
    pub(super) negates: bool,
    /// The bytes that it takes of its last word; more than any word has, where it takes the whole word.
    pub(super) last_bytes: usize,
}

/// The bit of a part.
pub(super) const fn bit_of(part: Part) -> u8 {
    1 << part as u8
}
