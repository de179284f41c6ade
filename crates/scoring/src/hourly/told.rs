//! The words of a posting as the readers of time and of pieces take them, folded once for all.

use kazi_domain::Posting;

use super::effort::holds_word;
use crate::{letters::ascii_prefix, pay::fold_text};

/// How far into a description words are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;

/// Title and body in small letters without accents, with European figures.
pub struct Told {
    pub title: String,
    /// The beginning of the description.
    pub body: String,
}

impl Told {
    /// What a posting says.
    pub fn of(posting: &Posting) -> Self {
        let body = &posting.description;
        let body = &body[..body.floor_char_boundary(TEXT_BYTES_MAX.min(body.len()))];
        Self { title: folded(&posting.title), body: folded(body) }
    }

    /// Whether it has a folded word or phrase.
    pub fn holds(&self, word: &str) -> bool {
        holds_word(&self.title, word) || holds_word(&self.body, word)
    }
}

/// A text in the form in which the words of time and of pieces are listed, with European figures.
pub fn folded(text: &str) -> String {
    let figure = |c: char| match c {
        '٠'..='٩' => char::from_u32(u32::from(c) - u32::from('٠') + u32::from('0')).unwrap_or(c),
        '٫' => '.',
        '٬' => ',',
        '’' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        _ => c,
    };
    let folded = fold_text(text);
    let mut figures = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let (ascii, more) = rest.split_at(ascii_prefix(rest.as_bytes()));
        if ascii.len() == folded.len() {
            return folded;
        }
        figures.push_str(ascii);
        let mut letters = more.chars();
        figures.extend(letters.next().map(figure));
        rest = letters.as_str();
    }
    figures
}
