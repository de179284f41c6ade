//! What each byte of a text is part of, and where words begin.

use std::ops::Range;

use crate::eight::{ALL, STEP};

/// What a folded byte is part of. Each bit answers one question, so that [`starts`] reads eight at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(u8);

/// Of letters and figures.
const WORD: u8 = 0x80;
/// Of a letter of a script that sets no spaces between words: every letter may begin a word.
const UNSPACED: u8 = 0x40;
const CAPITAL: u8 = 0x20;
const SMALL: u8 = 0x10;
const DOT: u8 = 0x08;
const SIGN: u8 = 0x02;
/// Of all but white space.
const SEEN: u8 = 0x01;

impl Class {
    /// White space, and hyphens, slashes and the like that stand for it.
    pub(super) const SPACE: Self = Self(0);
    /// Punctuation and symbols.
    pub(super) const MARK: Self = Self(SEEN);
    /// `+` and `#`, which belong to names such as C++ and C#.
    pub(super) const SIGN: Self = Self(SEEN | SIGN);
    /// A dot, with which names such as `.NET` begin; a mark otherwise.
    pub(super) const DOT: Self = Self(SEEN | DOT);
    /// A figure.
    pub(super) const DIGIT: Self = Self(SEEN | WORD);
    /// A small letter, or one of a script without capitals.
    pub(super) const SMALL: Self = Self(SEEN | WORD | SMALL);
    /// A capital letter, folded to a small one.
    pub(super) const CAPITAL: Self = Self(SEEN | WORD | CAPITAL);
    /// A letter of a script that sets no spaces between words.
    pub(super) const UNSPACED: Self = Self(SEEN | WORD | UNSPACED);

    /// What a byte is part of that is written so.
    #[inline]
    pub(super) fn of(written: u8) -> Self {
        CLASSES[usize::from(written)]
    }

    /// A byte of this class, for letters beyond ASCII.
    pub(super) const fn as_written(self) -> u8 {
        match self {
            Self::SPACE => b' ',
            Self::SIGN => b'+',
            Self::DOT => b'.',
            Self::DIGIT => b'0',
            Self::SMALL => b'a',
            Self::CAPITAL => b'A',
            Self::UNSPACED => UNSPACED_LETTER,
            _ => b'!',
        }
    }

    pub(super) const fn is_word(self) -> bool {
        self.0 & WORD != 0
    }

    pub(super) const fn is_letter(self) -> bool {
        self.0 & (SMALL | CAPITAL | UNSPACED) != 0
    }
}

/// A byte that stands for each letter of scripts without spaces, and is none of ASCII.
const UNSPACED_LETTER: u8 = 0x80;

/// What bytes are part of that are written so.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::MARK; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)]
        (classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::SMALL,
            b'A'..=b'Z' => Class::CAPITAL,
            b'0'..=b'9' => Class::DIGIT,
            b'.' => Class::DOT,
            b'+' | b'#' => Class::SIGN,
            UNSPACED_LETTER => Class::UNSPACED,
            space if is_space(space) => Class::SPACE,
            _ => Class::MARK,
        });
        byte += 1;
    }
    classes
};

/// Eight classes from `begin` on, spaces behind the end.
fn eight_classes(written: &[u8], begin: usize) -> u64 {
    let rest = written.get(begin..).unwrap_or_default();
    let eight = rest.iter().take(STEP).rev();
    eight.fold(0, |eight, byte| eight << 8 | u64::from(Class::of(*byte).0))
}

/// Where words may begin within these bytes, in order: behind what is no part of a word, at a capital behind a
/// small letter, anywhere in a script without spaces, and at a dot.
pub(super) fn starts(written: &[u8], within: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let before = within.start.checked_sub(1).map_or(Class::SPACE, |before| Class::of(written[before]));
    let (mut before, mut found, mut step, mut next) = (u64::from(before.0), 0_u64, 0, within.start);
    std::iter::from_fn(move || {
        while found == 0 {
            if next >= within.end {
                return None;
            }
            step = next;
            next += STEP;
            let here = eight_classes(written, step);
            let left = here << 8 | before;
            before = here >> (8 * (STEP - 1));
            let outside = !left & (here | here << 4);
            let unspaced = (here | left) << 1;
            let glued = here << 2 & left << 3;
            found = (outside | unspaced | glued) & ALL;
        }
        let at = step + found.trailing_zeros() as usize / 8;
        found &= found - 1;
        (at < within.end).then_some(at)
    })
}

/// Which bytes [`is_space`].
pub(super) static SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)]
        (spaces[byte] = is_space(byte as u8));
        byte += 1;
    }
    spaces
};

// Of these no branch depends on the byte, so that many bytes are read as one.

/// The bit of small letters in ASCII.
const SMALL_LETTER: u8 = 0x20;

/// All bits where something holds.
const fn where_so(so: bool) -> u8 {
    (so as u8).wrapping_neg()
}

const fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte == b'\t') | (byte == b'-') | (byte == b'_') | (byte == b'/')
}

/// A byte of ASCII as a folded text has it; any other as it is.
pub(super) const fn folded_ascii(byte: u8) -> u8 {
    // No phrase holds a zero: the trie ends them with it.
    let space = where_so(is_space(byte) | (byte == 0));
    let line_end = where_so(byte == b'\r') & (b'\r' ^ b'\n');
    let capital = where_so(byte.is_ascii_uppercase());
    (byte ^ line_end | capital & SMALL_LETTER) & !space | space & b' '
}

#[cfg(test)]
mod tests {
    use super::{super::fold::Folded, *};

    #[test]
    fn words_begin_where_letters_do() {
        let text = Folded::alias("Use node.js, .NET, C++ and RequirementsPython 3 - 設計");
        let begins: Vec<_> = starts(&text.written, 0..text.bytes.len()).map(|at| text.bytes[at]).collect();
        assert_eq!(&begins[..10], b"unj.ncarp3");
        assert_eq!(begins.len(), 10 + 6, "every byte of a script without spaces");
        let within: Vec<_> = starts(&text.written, 5..15).map(|at| text.bytes[at]).collect();
        assert_eq!(within, b"j.n");
    }

    #[test]
    fn what_is_folded_or_beyond_ascii_stays() {
        for byte in 0..=u8::MAX {
            let folded = folded_ascii(byte);
            assert_eq!(folded_ascii(folded), folded, "{byte}");
            assert!(byte.is_ascii() || folded == byte, "{byte}");
        }
    }

    #[test]
    fn every_byte_of_ascii_is_told_as_it_is_alone() {
        for byte in 0..128_u8 {
            let class = match byte {
                b'a'..=b'z' => Class::SMALL,
                b'A'..=b'Z' => Class::CAPITAL,
                b'0'..=b'9' => Class::DIGIT,
                b'.' => Class::DOT,
                b'+' | b'#' => Class::SIGN,
                b' ' | b'\t' | b'-' | b'_' | b'/' => Class::SPACE,
                _ => Class::MARK,
            };
            let folded = match byte {
                0 => b' ',
                b'\r' => b'\n',
                _ if class == Class::SPACE => b' ',
                _ => byte.to_ascii_lowercase(),
            };
            assert_eq!((Class::of(byte), folded_ascii(byte)), (class, folded), "{byte}");
            assert_eq!(Class::of(class.as_written()), class, "{byte}");
            assert_eq!(SPACES[usize::from(byte)], class == Class::SPACE, "{byte}");
        }
    }
}
