//! One trie of all names and phrases, and what stands of them in a text.

use std::{borrow::Cow, collections::HashMap};

use kazi_domain::Language;

use super::{
    cue::Cues,
    tables::{Capitals, Place, Sense, TableError, Tables},
    text::{Gap, Words, folded_words},
    vocabulary::{Code, Vocabulary},
};
use crate::trie::Trie;

/// The most names and phrases read in one text; what follows them is left unread.
const TOKENS_MAX: usize = 4096;

/// So many words hold a name or phrase, by which room is made.
const TOKEN_WORDS: usize = 4;

/// Why the lexicon cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A row of a table is malformed.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A name has no letters, or they are more than a trie holds.
    #[error("the names and phrases do not compile: {0}")]
    Trie(String),
}

/// A name or phrase found: its words, and all that they may stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    /// The first of its words.
    pub(super) first: usize,
    /// The last.
    pub(super) last: usize,
    /// What stands before it.
    pub(super) before: Gap,
    /// A place by its name.
    pub(super) place: Option<u16>,
    /// A state by its code, or by a name that a country has too.
    pub(super) code: Option<u16>,
    /// The people of a country.
    pub(super) demonym: Option<u16>,
    /// A language.
    pub(super) language: Option<u16>,
    /// Its classes as a phrase.
    pub(super) cues: Cues,
}

/// The names and phrases, compiled.
pub(super) struct Lexicon {
    trie: Trie,
    /// The words of all patterns.
    pub(super) vocabulary: Vocabulary,
    /// For each pattern, what it may stand for: with the text where its capitals matter.
    senses: Vec<Vec<(Capitals, Cow<'static, str>, Sense)>>,
    pub(super) tables: Tables,
}

impl Lexicon {
    /// Compiles the tables.
    pub(super) fn new() -> Result<Self, LexiconError> {
        let tables = Tables::read()?;
        let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
        let mut senses: Vec<Vec<(Capitals, Cow<'static, str>, Sense)>> = Vec::new();
        for name in &tables.names {
            let next = numbers.len();
            let number = *numbers.entry(folded_words(&name.text)).or_insert_with(|| {
                senses.push(Vec::new());
                next
            });
            senses[number].push((name.capitals, name.text.clone(), name.sense));
        }
        let vocabulary = Vocabulary::new(numbers.keys().map(Vec::as_slice)).map_err(LexiconError::Trie)?;
        let code = |word: &String| vocabulary.find(word, 0..word.len()).code();
        let numbered = |(words, number): (Vec<String>, usize)| {
            Ok((words.iter().flat_map(code).collect(), u32::try_from(number)?))
        };
        let patterns: Result<Vec<_>, std::num::TryFromIntError> = numbers.into_iter().map(numbered).collect();
        let trie = patterns.map_err(|error| error.to_string()).and_then(Trie::new);
        let trie = trie.map_err(LexiconError::Trie)?;
        Ok(Self { trie, vocabulary, senses, tables })
    }

    /// A place by its number.
    pub(super) fn place(&self, number: u16) -> &Place {
        &self.tables.places[usize::from(number)]
    }

    /// A language by its number.
    pub(super) fn language(&self, number: u16) -> &Language {
        &self.tables.languages[usize::from(number)]
    }

    /// All names and phrases in a text, in its order: the longest from its first word on, and so from
    /// the word after.
    ///
    /// In a `field` of the place names may be in small letters: "nairobi".
    pub(super) fn scan(&self, text: &str, words: &Words, field: bool) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(words.len() / TOKEN_WORDS);
        let (mut next, mut found) = (0, 0);
        while let Some(word) = words.get(next).filter(|_| found < TOKENS_MAX) {
            let may_begin = self.vocabulary.is_first(word.number);
            // "Remote. Applicants from …" has no "remote applicants".
            let whole = |length: usize| {
                let last = next + length / size_of::<Code>();
                (next + 1..last).all(|inner| words.get(inner).is_some_and(|word| !word.before.has(Gap::STOP)))
            };
            let found_here =
                || self.trie.walk(words.codes_from(next)).filter(|(_, length)| whole(*length)).last();
            let longest = may_begin.then(found_here);
            let Some((pattern, length)) = longest.flatten() else {
                next += 1;
                continue;
            };
            let first = next;
            let last = first + length / size_of::<Code>() - 1;
            (next, found) = (last + 1, found + 1);
            let shown = &text[words.span(first, last)];
            let mut token = Token { first, last, before: word.before, ..Token::default() };
            let mut known = false;
            for (capitals, name, sense) in &self.senses[pattern] {
                if (field && *capitals == Capitals::First) || capitals_fit(*capitals, name, shown) {
                    known = true;
                    token.add(*sense);
                }
            }
            if known {
                tokens.push(token);
            }
        }
        tokens
    }
}

impl Token {
    fn add(&mut self, sense: Sense) {
        match sense {
            Sense::Place(place) if self.place.is_none() => self.place = Some(place),
            Sense::Place(place) | Sense::Code(place) => self.code = self.code.or(Some(place)),
            Sense::Demonym(place) => self.demonym = self.demonym.or(Some(place)),
            Sense::Language(language) => self.language = self.language.or(Some(language)),
            Sense::Cue(cue) => self.cues.insert(cue),
        }
    }
}

/// Whether the words as shown are capitalised as the name wants.
fn capitals_fit(capitals: Capitals, name: &str, shown: &str) -> bool {
    match capitals {
        Capitals::Free => true,
        Capitals::First => shown.chars().next().is_some_and(|first| !first.is_lowercase()),
        // Only the letters count: "U.S." and "US" are one name.
        Capitals::Exact => {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            letters(name) == letters(shown)
        }
    }
}
