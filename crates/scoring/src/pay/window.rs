//! Where the digits of a text stand, and how much of the text around them is looked at.

use std::ops::Range;

use crate::eight::{ALL, Eight, STEP};

/// Where the digits of `text` stand, near ones joined, each with the text around it that can matter.
pub(super) fn windows(text: &str, before: usize, after: usize) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let around = move |digit: usize| {
        let start = text.floor_char_boundary(digit.saturating_sub(before));
        start..text.ceil_char_boundary((digit + after).min(text.len()))
    };
    let mut digit = next_digit(bytes, 0);
    std::iter::from_fn(move || {
        let mut window = around(digit?);
        // Whatever stands behind it, a window that reaches the end of the text is the last one.
        while let Some(last) = digit.filter(|_| window.end < text.len()) {
            digit = next_digit(bytes, last + 1);
            match digit.map(around) {
                Some(next) if next.start <= window.end => window.end = window.end.max(next.end),
                _ => return Some(window),
            }
        }
        digit = None;
        Some(window)
    })
}

/// The first byte from `at` on that is, or begins, a digit.
fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    const STRIDE: usize = 32;
    while at < bytes.len() {
        if bytes[at..].first_chunk::<STRIDE>().is_some_and(|stride| !may_hold_digit(stride)) {
            at += STRIDE;
            continue;
        }
        let mut maybe = may_be_digits(Eight::at(bytes, at));
        while maybe != 0 {
            let found = at + maybe.trailing_zeros() as usize / STEP;
            if bytes[found].is_ascii() || begins_digit(&bytes[found..]) {
                return Some(found);
            }
            maybe &= maybe - 1;
        }
        at += STEP;
    }
    None
}

/// Whether a digit may stand among these bytes, by a test that compiles to vector instructions.
fn may_hold_digit(stride: &[u8; 32]) -> bool {
    // What is left of ten behind the value of a digit, or the bit that bytes beyond ASCII have.
    let may = |byte: u8| 10_u8.saturating_sub(byte.wrapping_sub(b'0')) | byte & 0x80;
    stride.iter().fold(0, |any, byte| any | may(*byte)) != 0
}

/// Which bytes are ASCII digits or not of ASCII.
fn may_be_digits(eight: Eight) -> u64 {
    eight.figures() | eight.0 & ALL
}

/// Whether a digit of another script stands here.
fn begins_digit(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xD9, 0xA0..=0xA9, ..]
            | [0xDB, 0xB0..=0xB9, ..]
            | [0xE0, 0xA5, 0xA6..=0xAF, ..]
            | [0xE0, 0xA7, 0xA6..=0xAF, ..]
            | [0xEF, 0xBC, 0x90..=0x99, ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_met_where_it_stands() {
        for (before, digit) in
            ["é", "a", "€", " "].iter().flat_map(|before| ["7", "٧", "７"].map(|digit| (before, digit)))
        {
            for length in 0..80 {
                let text = format!("{}{digit}{}", before.repeat(length), "x".repeat(40));
                assert_eq!(next_digit(text.as_bytes(), 0), Some(before.len() * length), "{text}");
            }
        }
        assert_eq!(next_digit("é".repeat(50).as_bytes(), 1), None);
    }

    #[test]
    fn windows_hold_every_digit_and_split_no_character() {
        let text = format!("{}€5{}٧{}", "é".repeat(40), "ü".repeat(90), "é".repeat(40));
        let windows: Vec<_> = windows(&text, 10, 10).collect();
        assert_eq!(windows.len(), 2);
        assert!(text[windows[0].clone()].contains('5') && text[windows[1].clone()].contains('٧'));
    }
}
