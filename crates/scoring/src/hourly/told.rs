//! The words of a posting as the readers of time and of pieces take them, folded once for all.

use std::{collections::BTreeSet, ops::Range};

use memchr::memmem::Finder;

use super::{effort::holds_word, stated::VOCABULARY};
use crate::{
    cut::{Cut, CutPosting},
    folded::FoldedText,
    known_words::{KnownWords, Word},
    letters::push_folded,
};

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

/// A word that a table knows, or one that begins with a figure, where it stands in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    pub start: usize,
    pub end: usize,
    /// What the table says of it; [`FIGURE`] of what begins with a figure.
    pub number: u32,
}

/// So many words of a text a table usually knows, by which room is made.
const MET_USUAL: usize = 32;

/// The number of what begins with a figure.
pub const FIGURE: u32 = 1 << 31;

/// The words of a text that a table knows, and all that begin with a figure, from left to right.
pub fn known_words(text: &FoldedText<'_>, table: &KnownWords) -> Vec<Met> {
    let mut met = Vec::with_capacity(MET_USUAL);
    let mut at = 0;
    for word in &*text.words {
        if !word.after_signs {
            odd_words(&text.text, at..word.start(), table, &mut met);
        }
        at = word.end();
        if let Some(number) = number_of(word.word(), table) {
            met.push(Met { start: word.start(), end: at, number });
        }
    }
    odd_words(&text.text, at..text.text.len(), table, &mut met);
    met
}

/// As [`known_words`], of what stands between two plain words.
fn odd_words(text: &str, gap: Range<usize>, table: &KnownWords, met: &mut Vec<Met>) {
    let mut at = gap.start;
    while let Some(before) = text[at..gap.end].find(char::is_alphanumeric) {
        let start = at + before;
        let rest = &text[start..gap.end];
        let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        at = start + length;
        let number = number_of(Word::at(text.as_bytes(), start, length), table);
        met.extend(number.map(|number| Met { start, end: at, number }));
    }
}

/// What a table says of a word, or that it begins with a figure.
fn number_of(word: Word, table: &KnownWords) -> Option<u32> {
    if word.first_bytes().to_le_bytes()[0].is_ascii_digit() { Some(FIGURE) } else { table.find(word) }
}

/// A table of the words that folded phrases begin with.
pub fn first_words<'p>(phrases: impl Iterator<Item = &'p str>) -> KnownWords {
    let words: BTreeSet<_> = phrases.map(first_word).collect();
    let words: Vec<_> = words.into_iter().map(|word| (Word::of(word), 1)).collect();
    KnownWords::of(words.into_iter())
}

/// The letters and figures that a folded phrase begins with.
pub fn first_word(phrase: &str) -> &str {
    phrase.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// A text in the form in which the words of time and of pieces are listed, with European figures.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded(&mut folded, text, european);
    folded
}

/// The beginning of a text in the same form, and its plain words.
pub fn fold_cut<'c>(cut: &'c Cut<'_>, bytes_max: usize) -> FoldedText<'c> {
    FoldedText::of(cut, bytes_max, european)
}

/// European figures and the signs of their numbers, and one space and one apostrophe for several.
fn european(letter: char) -> char {
    match letter {
        '٠'..='٩' => char::from_u32(u32::from(letter) - u32::from('٠') + u32::from('0')).unwrap_or(letter),
        '٫' => '.',
        '٬' => ',',
        '’' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Cut or not, folded or not, words are met where the folded text has them.
        #[test]
        fn words_are_met_where_a_folded_text_has_them(text in "[abAB1é\u{301}İ٣ ,.’'—\n]{0,40}") {
            let table = first_words(["a", "ab", "e", "bb a"].into_iter());
            let folded = folded(&text);
            let mut plain = Vec::new();
            let mut start = 0;
            for word in folded.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
                let end = start + word.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
                let number = match &folded[start..end] {
                    "a" | "ab" | "e" | "bb" => Some(1),
                    word => word.starts_with(|first: char| first.is_ascii_digit()).then_some(FIGURE),
                };
                plain.extend(number.map(|number| Met { start, end, number }));
                start += word.len();
            }
            let cut = Cut::of(&text);
            let told = fold_cut(&cut, usize::MAX);
            prop_assert_eq!((known_words(&told, &table), &told.text), (plain, &folded));
        }
    }
}
