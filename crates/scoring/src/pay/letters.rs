//! Letters: those of ASCII in a row, looked at eight at a time, and those of other scripts.

use crate::eight::{ALL, Eight, FIRST, STEP, run};

/// Whether a character is a letter, as [`char::is_alphabetic`] says: it searches long tables for those beyond ASCII.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    match c {
        ..'\u{80}' => c.is_ascii_alphabetic(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ѐ'..='ҁ' | 'ء'..='غ' | 'ف'..='ي' | '一'..='\u{9fef}' => {
            true
        }
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Which letters are capitals, of those before the first byte that is none.
const fn capitals_of(eight: Eight, letters: u64) -> u64 {
    let others = !letters & ALL;
    letters & !eight.small(letters) & (others & others.wrapping_neg()).wrapping_sub(1)
}

/// Letters of ASCII in a row.
pub(super) struct Letters {
    /// The first eight bytes, of which the letters may be fewer.
    pub(super) head: Eight,
    pub(super) length: usize,
    /// Whether one behind the first is a capital.
    pub(super) inner_capital: bool,
}

impl Letters {
    #[inline]
    pub(super) fn at(text: &[u8], start: usize) -> Self {
        let head = Eight::at(text, start);
        let letters = head.letters();
        let mut length = run(letters);
        let mut capitals = capitals_of(head, letters) & !FIRST;
        let mut last = length;
        while last == STEP {
            let eight = Eight::at(text, start + length);
            let letters = eight.letters();
            last = run(letters);
            capitals |= capitals_of(eight, letters);
            length += last;
        }
        Self { head, length, inner_capital: capitals != 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        let others = ('\0'..=char::MAX).filter(|c| is_letter(*c) != c.is_alphabetic());
        assert_eq!(others.collect::<String>(), "");
    }
}
