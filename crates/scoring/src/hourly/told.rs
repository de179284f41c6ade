//! The words of a posting as the readers of time and of pieces take them, folded once for all.

use memchr::memmem::Finder;

use super::{
    fold::fold_cut,
    time_words::VOCABULARY,
    whole_words::{Met, holds_word, known_words},
};
use crate::{cut::CutPosting, folded::FoldedText};

/// How far into a description words are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;

/// Title and body in small letters without accents, with European figures.
pub struct Told<'c> {
    pub title: FoldedText<'c>,
    /// The beginning of the description.
    pub body: FoldedText<'c>,
    /// The figures and words of time of either.
    times: [Vec<Met>; 2],
}

impl<'c> Told<'c> {
    /// What a posting says.
    pub fn of(cut: &'c CutPosting<'_>) -> Self {
        let title = fold_cut(&cut.title, usize::MAX);
        let body = fold_cut(&cut.description, TEXT_BYTES_MAX);
        let times = [&title, &body].map(|text| known_words(text, &VOCABULARY.words));
        Self { title, body, times }
    }

    /// Title and body with their figures and words of time.
    pub fn timed(&self) -> [(&str, &[Met]); 2] {
        let [title, body] = &self.times;
        [(&self.title.text, title), (&self.body.text, body)]
    }

    /// Whether it has a folded word or phrase.
    pub fn holds(&self, word: &Finder<'_>) -> bool {
        holds_word(&self.title.text, word) || holds_word(&self.body.text, word)
    }
}
