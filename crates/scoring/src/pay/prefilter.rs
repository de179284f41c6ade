//! Which windows of a body can hold pay at all: most numbers in a text are years, hours and counts.

use std::sync::LazyLock;

use kazi_domain::Currency;

use super::{
    fold::WORD_BYTES_MAX,
    lexicon::{LEXICON, Shapes},
    number::next_digit,
    token::{Kind, word_kind},
    written::is_short_francs,
};
use crate::trie::Trie;

/// The shortest word searched for; shorter ones stand within other words and must touch the number.
const WORD_BYTES_MIN: usize = 3;

/// Every name of a currency and every word for pay of the lexicon.
struct MoneyWords {
    words: Trie,
    /// The shapes of the letters that they begin with: few of them hold anything else.
    shapes: Shapes,
}

static MONEY_WORDS: LazyLock<Option<MoneyWords>> = LazyLock::new(|| {
    let words = || LEXICON.money_words().filter(|word| word.len() >= WORD_BYTES_MIN && word.is_ascii());
    let shapes = Shapes::of(words().map(|word| &word[..letters(word)]));
    Some(MoneyWords { words: Trie::new(words().map(<[u8]>::to_vec).zip(0..).collect()).ok()?, shapes })
});

/// How many letters a text begins with.
fn letters(text: &[u8]) -> usize {
    text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len())
}

/// Whether a window names a currency or speaks of pay. Without either no number in a body is taken
/// for pay, so this skips work and changes no answer.
pub(super) fn may_state_pay(window: &str) -> bool {
    let sign = memchr::memchr(b'$', window.as_bytes()).is_some() || !window.is_ascii();
    let word = || MONEY_WORDS.as_ref().is_none_or(|words| words.stand_in(window.as_bytes()));
    sign || word() || names_code(window.as_bytes()) || touches_short_money(window)
}

impl MoneyWords {
    /// Whether one of the words stands in a text of ASCII, by itself.
    fn stand_in(&self, text: &[u8]) -> bool {
        let mut begin = 0;
        while begin < text.len() {
            let length = letters(&text[begin..]);
            if self.shapes.may_hold(&text[begin..begin + length]) && self.begin(&text[begin..]) {
                return true;
            }
            begin += length + 1;
        }
        false
    }

    fn begin(&self, text: &[u8]) -> bool {
        let mut small = [0; WORD_BYTES_MAX];
        small.iter_mut().zip(text).for_each(|(small, byte)| *small = byte.to_ascii_lowercase());
        let ends = |length: usize| !text.get(length).is_some_and(u8::is_ascii_alphabetic);
        self.words.walk(&small).any(|(_, length)| ends(length))
    }
}

/// Whether the code of a currency stands in capital letters: `USD`.
fn names_code(window: &[u8]) -> bool {
    if !has_three_capitals(window) {
        return false;
    }
    let mut codes = window.split(|byte| !byte.is_ascii_uppercase()).filter(|letters| letters.len() == 3);
    codes.any(|code| str::from_utf8(code).is_ok_and(|code| Currency::from_code(code).is_some()))
}

/// Whether three capital letters stand together, by a test that compiles to vector instructions.
fn has_three_capitals(text: &[u8]) -> bool {
    const STRIDE: usize = 32;
    let capital = |byte: u8| u8::from(byte.wrapping_sub(b'A') < 26);
    let three = |text: &[u8; STRIDE + 2]| {
        let any = |any, at: usize| any | capital(text[at]) & capital(text[at + 1]) & capital(text[at + 2]);
        (0..STRIDE).fold(0, any) != 0
    };
    let mut rest = text;
    while let Some(stride) = rest.first_chunk() {
        if three(stride) {
            return true;
        }
        rest = &rest[STRIDE..];
    }
    rest.array_windows().any(|three: &[u8; 3]| three.iter().all(u8::is_ascii_uppercase))
}

/// How a number by the hour goes on, in small letters: such a number may be pay that names no currency.
const BY_THE_HOUR: [&str; 9] = ["ph", "/h", "/ h", "per h", "an h", "p/h", "por h", "par h", "pro s"];

/// Whether a currency of one or two letters touches a number, or it is one by the hour: `Rs 500`, `50p`, `40/hr`.
fn touches_short_money(window: &str) -> bool {
    let bytes = window.as_bytes();
    let short = |word: &str| {
        word.len() < WORD_BYTES_MIN && (matches!(word_kind(word), Kind::Money(_)) || is_short_francs(word))
    };
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
    let mut at = 0;
    while let Some(begin) = next_digit(bytes, at) {
        let digits = bytes[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = begin + digits;
        if before_number(begin) || after_number(at) || is_by_the_hour(&bytes[at..]) {
            return true;
        }
    }
    false
}

/// Whether what follows a number says that it is one by the hour.
fn is_by_the_hour(after: &[u8]) -> bool {
    let rest = after.strip_prefix(b" ").unwrap_or(after);
    // Most numbers go on in another way.
    let begins = matches!(rest.first(), Some(b'p' | b'P' | b'/' | b'a' | b'A'));
    let is = |start: &&str| {
        rest.get(..start.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(start.as_bytes()))
    };
    begins && BY_THE_HOUR.iter().any(is)
}
