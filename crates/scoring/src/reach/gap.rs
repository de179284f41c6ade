//! What stands between words, as far as it matters to reach.

use std::sync::LazyLock;

use crate::known_words::{KnownWords, Word};

/// What stands before a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    /// The end of a sentence, a line, an item of a list.
    pub(super) const STOP: Self = Self(1);
    /// A comma.
    pub(super) const COMMA: Self = Self(2);
    /// A bar, as between the parts of a headline.
    pub(super) const BAR: Self = Self(4);
    /// An opening bracket.
    pub(super) const OPEN: Self = Self(8);
    /// A closing bracket.
    pub(super) const CLOSE: Self = Self(16);
    /// A slash.
    pub(super) const SLASH: Self = Self(32);

    /// No mark by itself: a dot, a letter or a figure, a part of a character.
    pub(super) const UNTOLD: Self = Self(64);

    /// Whether it holds any of `marks`.
    pub(super) const fn has(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    /// Both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What a character is that is part of no word; of a dot see [`ends_sentence`].
    pub(super) const fn of(character: char) -> Self {
        match character {
            ',' | '،' => Self::COMMA,
            '|' => Self::BAR,
            '(' | '[' | '{' => Self::OPEN,
            ')' | ']' | '}' => Self::CLOSE,
            '/' | '\\' => Self::SLASH,
            '\n' | '\r' | '!' | '?' | '؟' | ';' | '؛' | '•' | '·' | '…' | '*' => Self::STOP,
            _ => Self(0),
        }
    }

    /// As [`Gap::of`], of a character of ASCII; [`Gap::UNTOLD`] where one byte does not tell.
    #[inline]
    pub(super) fn of_byte(byte: u8) -> Self {
        const OF_ASCII: [Gap; 128] = {
            let mut gaps = [Gap(0); 128];
            let mut byte = 0;
            while byte < 128 {
                let is_told = byte != b'.' && !byte.is_ascii_alphanumeric();
                gaps[byte as usize] = if is_told { Gap::of(byte as char) } else { Gap::UNTOLD };
                byte += 1;
            }
            gaps
        };
        OF_ASCII.get(usize::from(byte)).copied().unwrap_or(Self::UNTOLD)
    }
}

/// The longest short form, in bytes.
const SHORT_FORM_BYTES_MAX: usize = 6;
/// Short forms whose dot ends no sentence: "St. Louis", "excl. Africa".
static SHORT_FORMS: LazyLock<KnownWords> = LazyLock::new(|| {
    let lines = include_str!("data/short_forms.txt").lines();
    let forms: Vec<_> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    KnownWords::of(forms.iter().map(|form| (Word::of(form), 0)))
});

/// Whether a dot ends a sentence: before white space, unless one letter or a short form stands before it,
/// as in "U.S." and "St. Louis". The word before begins at `last`, if the dot touches one.
pub(super) fn ends_sentence(text: &str, last: Option<usize>, dot: usize) -> bool {
    let spaced = match text.as_bytes().get(dot + 1) {
        None | Some(b' ') => true,
        Some(_) => text[dot + 1..].starts_with(char::is_whitespace),
    };
    let is_short = |begin: usize| {
        let length = dot - begin;
        length == 1
            || length <= SHORT_FORM_BYTES_MAX
                && SHORT_FORMS.find(Word::at(text.as_bytes(), begin, length)).is_some()
    };
    spaced && !last.is_some_and(is_short)
}
