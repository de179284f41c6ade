//! Which windows of a body can hold pay at all: most numbers in a text are years, hours and counts.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use kazi_domain::Currency;

use super::{lexicon::LEXICON, token::Kind, token::word_kind};

/// The shortest word searched for; shorter ones stand within other words and must touch the number.
const WORD_BYTES_MIN: usize = 3;

/// Every name of a currency and every word for pay of the lexicon.
static MONEY_WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = LEXICON.money_words().filter(|word| word.len() >= WORD_BYTES_MIN);
    let kind = Some(AhoCorasickKind::DFA);
    let longest = MatchKind::LeftmostLongest;
    AhoCorasick::builder().kind(kind).match_kind(longest).ascii_case_insensitive(true).build(words).ok()
});

/// Whether a window names a currency or speaks of pay. Without either no number in a body is taken
/// for pay, so this skips work and changes no answer.
pub(super) fn may_state_pay(window: &str) -> bool {
    let sign = memchr::memchr(b'$', window.as_bytes()).is_some() || !window.is_ascii();
    let word = || MONEY_WORDS.as_ref().is_none_or(|words| names_word(words, window));
    sign || word() || names_code(window) || touches_short_money(window)
}

fn names_word(words: &AhoCorasick, window: &str) -> bool {
    let bytes = window.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let mut found = words.find_iter(window);
    found.any(|word| !letter(word.start().checked_sub(1)) && !letter(Some(word.end())))
}

/// Whether the code of a currency stands in capital letters: `USD`.
fn names_code(window: &str) -> bool {
    let mut letters = window.split(|c: char| !c.is_ascii_uppercase()).filter(|letters| letters.len() == 3);
    letters.any(|code| Currency::from_code(code).is_some())
}

/// Whether a currency of one or two letters touches a number: `Rs 500`, `500 kr`, `50p`.
fn touches_short_money(window: &str) -> bool {
    let bytes = window.as_bytes();
    let short = |word: &str| word.len() < WORD_BYTES_MIN && matches!(word_kind(word), Kind::Money(_));
    let after_number = |at: usize| {
        let rest = window[at..].trim_start_matches([' ', '.', '-']);
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        short(&rest[..end])
    };
    let before_number = |at: usize| {
        let rest = window[..at].trim_end_matches([' ', '.']);
        let start = rest.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |start| start + 1);
        short(&rest[start..])
    };
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).filter(|at| digit(*at)).any(|at| {
        let begins = at == 0 || !digit(at - 1);
        let ends = !digit(at + 1);
        begins && before_number(at) || ends && after_number(at + 1)
    })
}
