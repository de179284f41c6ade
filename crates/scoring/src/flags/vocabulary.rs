//! The words that phrases are made of, each with a number.

use std::collections::BTreeMap;

use crate::{
    known_words::{KnownWords, WHOLE_BYTES_MAX, Word},
    trie::Trie,
};

/// The number of a word that no phrase has.
pub const UNKNOWN: u32 = 0;

/// What phrases have: whole words, and stems, which are the beginning of any word. No text stands twice
/// in either.
#[derive(Default)]
pub struct Forms<'p> {
    pub whole: BTreeMap<&'p str, u32>,
    pub stems: BTreeMap<&'p str, u32>,
}

impl<'p> Forms<'p> {
    /// Numbers them from 1 on, and answers how many they are.
    pub fn number(&mut self) -> usize {
        let forms = self.whole.values_mut().chain(self.stems.values_mut());
        (UNKNOWN + 1..).zip(forms).map(|(number, form)| *form = number).count()
    }

    /// The numbers that a word may have that begins with a stem.
    pub fn with_stem(&self, stem: &'p str) -> impl Iterator<Item = u32> {
        let begun = move |(form, _): &(&&str, &u32)| form.starts_with(stem);
        let (whole, stems) = (self.whole.range(stem..), self.stems.range(stem..));
        whole.take_while(begun).chain(stems.take_while(begun)).map(|(_, number)| *number)
    }
}

/// Tells the number of any word: that of the whole word, or else of the longest stem that it begins with.
pub struct Vocabulary {
    whole: KnownWords,
    /// Whole words that are too long to be told by `whole`.
    long: BTreeMap<String, u32>,
    stems: Trie,
    figures: u32,
}

impl Vocabulary {
    /// Compiles numbered forms.
    ///
    /// # Errors
    /// When they are too many.
    pub fn new(forms: &Forms<'_>) -> Result<Self, String> {
        let whole = forms.whole.iter().map(|(word, number)| (Word::of(word), *number));
        let long = forms.whole.iter().filter(|(word, _)| word.len() > WHOLE_BYTES_MAX);
        let stems = forms.stems.iter().map(|(stem, number)| (stem.as_bytes().to_vec(), *number));
        Ok(Self {
            whole: KnownWords::of(whole),
            long: long.map(|(word, number)| ((*word).to_owned(), *number)).collect(),
            stems: Trie::new(stems.collect())?,
            figures: forms.whole.get("#").copied().unwrap_or(UNKNOWN),
        })
    }

    /// The number of a word of figures, which is folded to `#`.
    pub fn figures(&self) -> u32 {
        self.figures
    }

    /// The number of a word; nothing where it takes all its letters to tell.
    #[inline]
    pub fn find(&self, word: Word) -> Option<u32> {
        let number = self.whole.find(word).unwrap_or(UNKNOWN);
        let is_told = number != UNKNOWN
            || word.length() <= WHOLE_BYTES_MAX && !self.stems.may_begin(&word.first_bytes().to_le_bytes());
        is_told.then_some(number)
    }

    /// The number of a folded word.
    pub fn find_folded(&self, word: &str) -> u32 {
        self.find(Word::of(word)).unwrap_or_else(|| self.find_letters(word))
    }

    /// The number of a folded word of which [`Vocabulary::find`] does not tell.
    pub fn find_letters(&self, word: &str) -> u32 {
        let long = if word.len() > WHOLE_BYTES_MAX { self.long.get(word) } else { None };
        let stem = || self.stems.walk(word.as_bytes()).last().and_then(|(stem, _)| u32::try_from(stem).ok());
        long.copied().or_else(stem).unwrap_or(UNKNOWN)
    }
}
