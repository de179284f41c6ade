//! What was found of patterns in one posting, and which of it stands near each other.

use kazi_domain::{Evidence, Part, Posting};

use super::{
    config::{PatternConfig, Phrase, Role, bit_of},
    phrases::Place,
    words::Words,
};

/// The most places kept of one group of phrases.
const PLACES_MAX: usize = 48;
/// How near, in words, a phrase of `unless` must stand.
const UNLESS_WITHIN: u32 = 10;
/// How many words before a match a negation is looked for.
const NEGATION_WITHIN: usize = 4;

/// A phrase found.
pub struct Hit {
    pub phrase: usize,
    pub place: Place,
}

/// What was found in one posting.
pub struct Found<'a> {
    /// What each phrase is.
    pub meanings: &'a [Phrase],
    /// In the order in which they end.
    pub hits: Vec<Hit>,
    pub words: &'a Words,
}

impl Found<'_> {
    /// The first stretch of words that matches a pattern and is not made innocent.
    pub fn span(&self, at: u16, config: &PatternConfig) -> Option<Place> {
        let words = self.words;
        let groups = (0_u8..)
            .zip(config.groups())
            .map(|(group, _)| self.places(at, Role::Group(group)).take(PLACES_MAX).collect::<Vec<_>>());
        let groups: Vec<_> = groups.collect();
        let (firsts, groups) = groups.split_first()?;
        let (all, some) = groups.split_at(config.all.len() - 1);
        let firsts = firsts.iter().copied();
        let parts = config.parts_to_begin_in();
        let may_begin = |first: &Place| parts & bit_of(words.0[first.first].part) != 0;
        firsts.filter(may_begin).find_map(|first| {
            let nearest = |others: &Vec<Place>| {
                let fits = |other: &&Place| {
                    let ordered = !config.in_order || other.first > first.last;
                    ordered && apart(words, first, **other) <= config.within
                };
                others.iter().filter(fits).min_by_key(|other| apart(words, first, **other)).copied()
            };
            let mut others_in_span = all.iter().map(nearest).collect::<Option<Vec<Place>>>()?;
            let signs: Vec<Place> = some.iter().filter_map(nearest).collect();
            if signs.len() < config.at_least {
                return None;
            }
            others_in_span.extend(signs);
            let span = others_in_span.iter().fold(first, |span, other| Place {
                first: span.first.min(other.first),
                last: span.last.max(other.last),
            });
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
            let roles = self.meanings[hit.phrase].roles.iter();
            roles.filter(move |known| **known == (pattern, role)).map(|_| hit.place)
        })
    }

    /// Whether a negation stands shortly before a stretch, in the same sentence, and is no part of one
    /// of the `phrases`: "no experience, earn" denies nothing.
    fn negated(&self, span: Place, phrases: &[Place]) -> bool {
        let words = &self.words.0;
        let start = words[span.first].position;
        self.hits.iter().filter(|hit| self.meanings[hit.phrase].negates).any(|hit| {
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
    words.0[b.first].position.saturating_sub(words.0[a.last].position + 1)
}

/// The words of a match, as far as they stand in the part where it begins.
pub fn quote(posting: &Posting, words: &Words, span: Place) -> Evidence {
    let first = &words.0[span.first];
    let stretch = &words.0[span.first..=span.last];
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
