//! A skill book compiled to one trie over all its words.

use std::{collections::HashMap, sync::LazyLock};

use kazi_domain::{Alias, Language};

use super::{
    cues::{cues, small_words},
    first_words::{FirstWords, Start},
    fold::Folded,
    sense::{Conditions, Layer, PHRASES_MAX, Sense, Target},
};
use crate::trie::Trie;

/// Phrases and what they stand for, before they are compiled.
#[derive(Default)]
pub(super) struct Phrases {
    senses: Vec<Vec<Sense>>,
    places: HashMap<Vec<u8>, usize>,
}

/// The shortest phrase, in bytes, that takes plural endings.
const INFLECTED_BYTES_MIN: usize = 3;

impl Phrases {
    /// The phrases that every book needs.
    pub(super) fn with_cues() -> Self {
        let mut phrases = Self::default();
        for (cue, words) in cues() {
            phrases.add_fixed(words, Target::Cue(cue), Layer::Context);
        }
        for (language, (_, words)) in (0_u8..).zip(small_words()) {
            for word in words {
                phrases.add_fixed(word, Target::SmallWord(language), Layer::Context);
            }
        }
        phrases
    }

    /// Adds words that stand for `target` just as they are.
    pub(super) fn add_fixed(&mut self, words: &str, target: Target, layer: Layer) {
        let sense = Sense { target, layer, inflects: false, more: None };
        self.add(Folded::alias(words).bytes, sense);
    }

    /// Adds an alias. The caller has checked that it has letters.
    pub(super) fn add_alias(&mut self, alias: &Alias, target: Target, layer: Layer) {
        let folded = Folded::alias(&alias.text);
        let inflects = folded.bytes.len() >= INFLECTED_BYTES_MIN
            && !alias.cased
            && folded.class_before(folded.bytes.len()).is_letter();
        let cased = alias.cased.then(|| alias.text.trim().into());
        let near: Vec<_> = alias.near.iter().map(|word| Folded::alias(word).bytes.into()).collect();
        let more = (cased.is_some() || !near.is_empty()).then(|| Box::new(Conditions { cased, near }));
        self.add(folded.bytes, Sense { target, layer, inflects, more });
    }

    fn add(&mut self, text: Vec<u8>, sense: Sense) {
        let place = *self.places.entry(text).or_insert_with(|| {
            self.senses.push(Vec::new());
            self.senses.len() - 1
        });
        if !self.senses[place].contains(&sense) {
            self.senses[place].push(sense);
        }
    }

    /// Compiles all phrases.
    ///
    /// # Errors
    /// When they are more than a trie holds.
    pub(super) fn compile(self) -> Result<Lexicon, String> {
        let numbered = self.places.iter().map(|(text, place)| Ok((text.as_slice(), u32::try_from(*place)?)));
        let numbered: Result<Vec<_>, std::num::TryFromIntError> = numbered.collect();
        let numbered = numbered.map_err(|error| error.to_string())?;
        if numbered.len() >= PHRASES_MAX as usize {
            return Err(format!("{} phrases, {PHRASES_MAX} or more", numbered.len()));
        }
        let trie = Trie::new(numbered.iter().map(|(text, number)| (text.to_vec(), *number)).collect())?;
        let phrases = numbered.iter().map(|(text, number)| (*text, *number, &*self.senses[*number as usize]));
        let firsts = FirstWords::of(&trie, phrases);
        let (mut senses, mut bounds) = (Vec::new(), vec![0]);
        for of_phrase in self.senses {
            senses.extend(of_phrase);
            bounds.push(senses.len());
        }
        Ok(Lexicon { trie, firsts, senses, bounds })
    }
}

/// All phrases, compiled.
pub(super) struct Lexicon {
    trie: Trie,
    /// The plain words that they begin with.
    pub(super) firsts: FirstWords,
    /// Of all phrases, one after the other.
    senses: Vec<Sense>,
    /// Where those of each phrase begin, and where those of the last end.
    bounds: Vec<usize>,
}

impl Lexicon {
    /// Every phrase that `text` begins with, shortest first: its number and length.
    pub(super) fn walk<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (u32, usize)> + 'a {
        self.walk_on((0, 0), text)
    }

    /// As [`Lexicon::walk`], of the phrases that go on behind where a walk begins.
    pub(super) fn walk_on<'a>(
        &'a self,
        (place, bytes): Start,
        text: &'a [u8],
    ) -> impl Iterator<Item = (u32, usize)> + 'a {
        #[allow(clippy::cast_possible_truncation)] // they are numbered so
        self.trie.walk_from(place, text, bytes).map(|(phrase, length)| (phrase as u32, length))
    }

    /// What phrase number `phrase` may stand for.
    pub(super) fn senses(&self, phrase: u32) -> &[Sense] {
        let phrase = phrase as usize;
        &self.senses[self.bounds[phrase]..self.bounds[phrase + 1]]
    }
}

/// The language of [`small_words`] number `place`.
pub(super) fn small_word_language(place: usize) -> Option<Language> {
    static LANGUAGES: LazyLock<Vec<Option<Language>>> =
        LazyLock::new(|| small_words().map(|(code, _)| code.parse().ok()).collect());
    LANGUAGES.get(place).cloned().flatten()
}
