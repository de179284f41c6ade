//! The form in which words are compared: in small letters, without accents.

use std::ops::Range;

use crate::{
    eight::{ALL, Eight},
    known_words::{WHOLE_BYTES_MAX, Word},
    letters::plain,
};

/// A word in the form in which it is compared.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for small in word.chars().flat_map(char::to_lowercase) {
        plain(small, |part| folded.push(part));
    }
    folded
}

/// A word of a text, folded, as it is compared at one look.
pub(super) fn form(text: &str, word: Range<usize>) -> Word {
    short_form(text, &word).unwrap_or_else(|| Word::of(fold(&text[word])))
}

/// As [`form`], of a word that needs no folding letter by letter.
#[inline]
pub(super) fn short_form(text: &str, word: &Range<usize>) -> Option<Word> {
    let text = text.as_bytes();
    let form = Word::lowered(text, word.start, word.len(), Eight::at(text, word.start));
    let is_ascii = (form.first_bytes() | form.last_bytes()) & ALL == 0;
    (is_ascii && word.len() <= WHOLE_BYTES_MAX).then_some(form)
}
