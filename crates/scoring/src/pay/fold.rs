//! Words in the form in which they are looked up.

use crate::letters::{ascii_prefix, plain};

/// The longest word looked up, in bytes; longer ones mean nothing here.
pub(super) const WORD_BYTES_MAX: usize = 31;

/// The one letter whose mark says what it is: `50.000đ` is money, `3D` is none.
const DONG: char = 'đ';

/// Room for a folded word.
pub(super) type Folded = [u8; WORD_BYTES_MAX];

/// Small letters without accents; nothing when that does not fit.
pub(super) fn fold<'b>(word: &str, folded: &'b mut Folded) -> Option<&'b str> {
    if word.is_ascii() {
        let folded = folded.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return std::str::from_utf8(folded).ok();
    }
    let mut length = 0;
    let mut push = |part: char| {
        let end = length + part.len_utf8();
        if let Some(room) = folded.get_mut(length..end) {
            part.encode_utf8(room);
        }
        length = end;
    };
    for small in word.chars().flat_map(char::to_lowercase) {
        if small == DONG { push(small) } else { plain(small, &mut push) }
    }
    std::str::from_utf8(folded.get(..length)?).ok()
}

/// A text in small letters without accents, for look-ups of whole phrases.
pub(crate) fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, more) = rest.split_at(ascii_prefix(rest.as_bytes()));
        let begin = folded.len();
        folded.push_str(ascii);
        folded[begin..].make_ascii_lowercase();
        let mut letters = more.chars();
        for small in letters.next().into_iter().flat_map(char::to_lowercase) {
            plain(small, |part| folded.push(part));
        }
        rest = letters.as_str();
    }
    folded
}
