//! One automaton over all names and phrases, and what it finds in a text.

use std::{borrow::Cow, collections::HashMap};

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use kazi_domain::Language;

use super::{
    cue::Cues,
    tables::{Capitals, Place, Sense, TableError, Tables},
    text::{Gap, Words, fold, words_of},
    vocabulary::Vocabulary,
};

/// The most names and phrases read in one text; what follows them is left unread.
const TOKENS_MAX: usize = 4096;

/// Why the lexicon cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A row of a table is malformed.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The automaton would grow too large.
    #[error("the names and phrases do not compile: {0}")]
    Automaton(#[from] BuildError),
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
    automaton: AhoCorasick,
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
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut senses: Vec<Vec<(Capitals, Cow<'static, str>, Sense)>> = Vec::new();
        for name in &tables.names {
            let folded = fold(&name.text);
            let number = *numbers.entry(folded.clone()).or_insert_with(|| {
                patterns.push(folded);
                senses.push(Vec::new());
                senses.len() - 1
            });
            senses[number].push((name.capitals, name.text.clone(), name.sense));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            // Every word begins with the same byte, so that looking ahead for it gains nothing.
            .prefilter(false)
            .build(&patterns)?;
        let vocabulary = Vocabulary::new(patterns.iter().flat_map(|pattern| words_of(pattern)));
        Ok(Self { automaton, vocabulary, senses, tables })
    }

    /// A place by its number.
    pub(super) fn place(&self, number: u16) -> &Place {
        &self.tables.places[usize::from(number)]
    }

    /// A language by its number.
    pub(super) fn language(&self, number: u16) -> &Language {
        &self.tables.languages[usize::from(number)]
    }

    /// All names and phrases in a text, in its order.
    pub(super) fn scan(&self, text: &str, words: &Words) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut after = 0;
        for found in self.automaton.find_iter(words.folded()).take(TOKENS_MAX) {
            let first = words.at_folded(found.start(), after);
            let last = words.at_folded(found.end() - 1, first);
            after = last;
            let shown = &text[words.span(first, last)];
            let before = words.get(first).map_or_else(Gap::default, |word| word.before);
            let mut token = Token { first, last, before, ..Token::default() };
            let mut known = false;
            for (capitals, name, sense) in &self.senses[found.pattern().as_usize()] {
                if capitals_fit(*capitals, name, shown) {
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
