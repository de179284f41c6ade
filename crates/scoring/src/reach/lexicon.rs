//! One trie of all names and phrases, and what stands of them in a text.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use kazi_domain::Language;

use super::{
    cue::Cues,
    gap::Gap,
    tables::{Capitals, Place, Sense, TableError, Tables},
    telling::Telling,
    text::{Words, folded_words},
    vocabulary::{Number, Vocabulary},
};
use crate::{cut::Cut, trie::Trie};

/// The most names and phrases read in the sentences of one text that may say something; what follows them is
/// left unread.
const TOKENS_MAX: usize = 4096;
/// So many names and phrases a text usually has, and words a sentence, by which room is made.
const TOKENS_USUAL: usize = 16;
const WORDS_USUAL: usize = 32;

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

/// What a pattern may stand for: with the text where its capitals matter.
type Senses = Vec<(Capitals, Cow<'static, str>, Sense)>;

/// The names and phrases, compiled.
pub(super) struct Lexicon {
    trie: Trie,
    /// The words of all patterns.
    vocabulary: Vocabulary,
    /// What is told of sentences by their words.
    pub(super) telling: Telling,
    /// For each pattern, what it may stand for.
    senses: Vec<Senses>,
    pub(super) tables: Tables,
}

impl Lexicon {
    /// Compiles the tables.
    pub(super) fn new() -> Result<Self, LexiconError> {
        let tables = Tables::read()?;
        let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
        let mut senses: Vec<Senses> = Vec::new();
        for name in &tables.names {
            let next = numbers.len();
            let number = *numbers.entry(folded_words(&name.text)).or_insert_with(|| {
                senses.push(Vec::new());
                next
            });
            senses[number].push((name.capitals, name.text.clone(), name.sense));
        }
        let told = numbers
            .iter()
            .filter_map(|(words, number)| Some((words.as_slice(), wants_capital(senses.get(*number)?)?)));
        let telling = Telling::new(told);
        let vocabulary = Vocabulary::new(numbers.keys().map(Vec::as_slice)).map_err(LexiconError::Trie)?;
        let find = |word: &String| vocabulary.find(word, 0..word.len());
        let numbered = |(words, number): (Vec<String>, usize)| {
            Ok((words.iter().flat_map(find).collect(), u32::try_from(number)?))
        };
        let patterns: Result<Vec<_>, std::num::TryFromIntError> = numbers.into_iter().map(numbered).collect();
        let trie = patterns.map_err(|error| error.to_string()).and_then(Trie::new);
        let trie = trie.map_err(LexiconError::Trie)?;
        Ok(Self { trie, vocabulary, telling, senses, tables })
    }

    /// A place by its number.
    pub(super) fn place(&self, number: u16) -> &Place {
        &self.tables.places[usize::from(number)]
    }

    /// A language by its number.
    pub(super) fn language(&self, number: u16) -> &Language {
        &self.tables.languages[usize::from(number)]
    }

    /// All names and phrases of the sentences in a text that may say something, in its order: the longest from its
    /// first word on, and so from the word after.
    ///
    /// In a `field` of the place names may be in small letters: "nairobi".
    pub(super) fn scan(&self, cut: &Cut<'_>, words: &Words, field: bool) -> Vec<Token> {
        if words.telling().is_empty() {
            return Vec::new();
        }
        let (mut tokens, mut numbers) = (Vec::with_capacity(TOKENS_USUAL), Vec::with_capacity(WORDS_USUAL));
        let mut found = 0;
        for stretch in words.telling() {
            numbers.clear();
            numbers.extend(self.vocabulary.find_all(cut, words.ranges(stretch.clone())));
            let mut next = stretch.start;
            while next < stretch.end && found < TOKENS_MAX {
                let Some((pattern, length)) = self.longest(words, next, &numbers[next - stretch.start..])
                else {
                    next += 1;
                    continue;
                };
                let here = next..next + length;
                (next, found) = (here.end, found + 1);
                tokens.extend(self.token(pattern, cut.text, words, here, field));
            }
        }
        tokens
    }

    /// The longest name or phrase that begins with the word `first`, which has the first of these numbers,
    /// and how many words it has.
    fn longest(&self, words: &Words, first: usize, numbers: &[Number]) -> Option<(usize, usize)> {
        if !self.vocabulary.is_first(*numbers.first()?) {
            return None;
        }
        // "Remote. Applicants from …" has no "remote applicants".
        let parted = |index: usize| words.get(index).is_none_or(|word| word.before.has(Gap::STOP));
        let whole = |length: usize| !(first + 1..first + length).any(parted);
        let found = self
            .trie
            .walk(numbers.as_flattened())
            .map(|(pattern, bytes)| (pattern, bytes / size_of::<Number>()));
        found.filter(|(_, length)| whole(*length)).last()
    }

    /// What words of a pattern stand for, as they are written.
    fn token(
        &self,
        pattern: usize,
        text: &str,
        words: &Words,
        found: Range<usize>,
        field: bool,
    ) -> Option<Token> {
        let (first, last) = (found.start, found.end - 1);
        let shown = &text[words.span(first, last)];
        let mut token = Token { first, last, before: words.get(first)?.before, ..Token::default() };
        let mut known = false;
        for (capitals, name, sense) in &self.senses[pattern] {
            if (field && *capitals == Capitals::First) || capitals_fit(*capitals, name, shown) {
                known = true;
                token.add(*sense);
            }
        }
        known.then_some(token)
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

/// Of a pattern that says something by itself, whether it does so only with a capital.
fn wants_capital(senses: &Senses) -> Option<bool> {
    let mut telling = senses.iter().filter(|(.., sense)| sense.tells()).peekable();
    telling.peek()?;
    Some(
        telling
            .all(|(capitals, name, _)| *capitals != Capitals::Free && !name.starts_with(char::is_lowercase)),
    )
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new().unwrap());

    fn scan(text: &str, telling: Option<&Telling>) -> Vec<Token> {
        let mut words = Words::default();
        let cut = Cut::of(text);
        words.read(&cut, telling);
        LEXICON.scan(&cut, &words, false)
    }

    proptest! {
        #[test]
        fn sentences_that_are_passed_over_name_nothing_telling(
            parts in prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 1..16),
        ) {
            const BETWEEN: [&str; 8] = [" ", ". ", ", ", "\n", "!, ", " the ", "é ", " https://x.io/a?b"];
            let names = &LEXICON.tables.names;
            let text: String =
                parts.iter().flat_map(|(name, gap)| [&*names[name.index(names.len())].text, BETWEEN[*gap]]).collect();
            let tells = |token: &Token| {
                let named = [token.place, token.code, token.demonym, token.language].iter().any(Option::is_some);
                named || token.cues.has_any(Cues::TELLING)
            };
            let places = |tokens: Vec<Token>| -> Vec<_> {
                tokens.iter().filter(|token| tells(token)).map(|token| (token.first, token.last)).collect()
            };
            prop_assert_eq!(places(scan(&text, None)), places(scan(&text, Some(&LEXICON.telling))), "{}", text);
        }
    }

    #[test]
    fn every_name_that_says_something_is_told_by_its_words() {
        for name in LEXICON.tables.names.iter().filter(|name| name.sense.tells()) {
            let text = format!("We are. I see {} today", name.text);
            let mut words = Words::default();
            words.read(&Cut::of(&text), Some(&LEXICON.telling));
            assert!(!words.telling().is_empty(), "{text}");
        }
    }

    #[test]
    fn only_sentences_that_may_say_something_are_read() {
        let text = "We need a writer in our team. Work from home, \nMI, or us. In time, please; Hire me";
        let mut words = Words::default();
        words.read(&Cut::of(text), Some(&LEXICON.telling));
        let read: Vec<_> = words.telling().iter().map(Range::len).collect();
        assert_eq!(read, [6, 3]);
        words.read(&Cut::of(text), None);
        assert_eq!(words.telling().len(), 4);
        assert!(scan(text, None).iter().any(|token| token.last < 7));
    }
}
