//! The form in which the words of time and of pieces are listed, and texts are read: folded, with European figures.

use crate::{cut::Cut, folded::FoldedText, letters::push_folded};

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
