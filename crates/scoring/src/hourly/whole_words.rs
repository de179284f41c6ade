//! Whole words of a folded text: those that a table knows, and phrases of them.

use std::{collections::BTreeSet, ops::Range};

use memchr::memmem::Finder;

use crate::{
    folded::FoldedText,
    known_words::{KnownWords, Word},
    letters::stands_alone,
};

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

/// Whether a phrase stands in `text` as whole words. Both in small letters.
pub fn holds_word(text: &str, phrase: &Finder<'_>) -> bool {
    let mut found = phrase.find_iter(text.as_bytes());
    found.any(|start| is_named(text, start..start + phrase.needle().len()))
}

/// Whether no letter or figure touches a stretch of text, a plural `s` aside.
pub fn is_named(text: &str, Range { start, end }: Range<usize>) -> bool {
    stands_alone(text, &(start..end + usize::from(text[end..].starts_with('s'))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::fold::{fold_cut, folded},
        *,
    };
    use crate::cut::Cut;

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
