//! The figures that a posting names.

use kazi_domain::Posting;

use super::{fingerprint::WORDS_MAX, order::sorted};
use crate::eight::run_end;

/// The most figures kept of a posting.
const FIGURES_MAX: usize = 24;
/// Figures from here on are rarely the same by chance: an amount, a count of products.
const TELLING_FIGURE: u64 = 100;

/// The figures of title, body and pay, in thousandths: `€45–€55`, `2,400 products`, `1.5k`.
pub(super) fn figures(posting: &Posting) -> Vec<u64> {
    let texts =
        [Some(posting.title.as_str()), posting.pay_text.as_deref(), Some(posting.description.as_str())];
    let written = texts.into_iter().flatten().flat_map(|text| words_with_digits(first_words(text)));
    let stated = posting.pay.iter().flat_map(|pay| [pay.low, pay.high]).flatten();
    let stated = stated.filter_map(|amount| u64::try_from(amount.micros() / 1_000).ok());
    let all = written.flat_map(figures_of_word).chain(stated).filter(|figure| *figure > 0);
    sorted(all.take(FIGURES_MAX).collect())
}

/// A text up to [`WORDS_MAX`] runs without white space.
pub(super) fn first_words(text: &str) -> &str {
    // So many words need a byte each and one between.
    if text.len() < WORDS_MAX * 2 {
        return text;
    }
    let after = text.split_whitespace().nth(WORDS_MAX);
    after.map_or(text, |after| &text[..after.as_ptr() as usize - text.as_ptr() as usize])
}

/// The runs without white space that hold a digit.
pub(super) fn words_with_digits(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let digit = run_end(rest.as_bytes(), 0, |eight| !eight.figures());
        if digit == rest.len() {
            return None;
        }
        let begin = rest[..digit].char_indices().rev().find(|(_, letter)| letter.is_whitespace());
        let begin = begin.map_or(0, |(at, space)| at + space.len_utf8());
        let word = &rest[begin..];
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        rest = &word[end..];
        Some(&word[..end])
    })
}

/// The figures of a run without white space; none where letters and digits mix, as in a code.
pub(super) fn figures_of_word(word: &str) -> impl Iterator<Item = u64> + '_ {
    let parts =
        word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',')).filter(|part| !part.is_empty());
    parts.filter_map(|part| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = part.trim_end_matches(['k', 'K']);
        let thousands = if digits.len() < part.len() { 1_000 } else { 1 };
        let mut groups = digits.split(['.', ',']);
        let first: u64 = groups.next()?.parse().ok()?;
        let value = groups.try_fold(first.checked_mul(1_000)?, |value, group| match group.len() {
            3 => value.checked_mul(1_000)?.checked_add(group.parse::<u64>().ok()?.checked_mul(1_000)?),
            1 => value.checked_add(group.parse::<u64>().ok()? * 100),
            2 => value.checked_add(group.parse::<u64>().ok()? * 10),
            _ => None,
        })?;
        value.checked_mul(thousands)
    })
}

/// Whether a figure is rarely the same by chance.
pub(super) const fn is_telling(figure: u64) -> bool {
    figure >= TELLING_FIGURE * 1_000
}
