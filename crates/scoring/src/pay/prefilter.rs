//! Which windows of a body can hold pay at all: most numbers in a text are years, hours and counts.

use std::ops::Range;

use kazi_domain::Currency;

use super::{
    letters::Letters,
    lexicon::LEXICON,
    token::{CODE_BYTES, Kind, Token},
};
use crate::eight::Eight;

/// Whether a window of a body names a currency or speaks of pay. Without either no number there is pay,
/// so its numbers need not be weighed.
pub(super) fn may_state_pay(text: &str, window: Range<usize>, tokens: &[Token]) -> bool {
    let says = |token: &Token| match token.kind {
        Kind::Money(_) => true,
        Kind::Word(Some(sense), _) => sense.speaks_of_pay(),
        Kind::Number(_) => is_by_time(&text.as_bytes()[token.end()..]),
        _ => false,
    };
    tokens.iter().any(says) || !text[window].is_ascii()
}

/// The same of a window that is not cut into tokens yet: a few more windows than those that [`may_state_pay`] finds,
/// as most windows have nothing of the kind and need not be cut.
pub(super) fn may_speak_of_pay(text: &str, window: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    if memchr::memchr(b'$', &bytes[window.clone()]).is_some() {
        return true;
    }
    let mut at = window.start;
    while at < window.end {
        let first = bytes[at];
        if first.is_ascii_alphabetic() {
            let letters = Letters::at(bytes, at);
            if may_be_money(bytes, at, &letters) {
                return true;
            }
            at += letters.length;
            continue;
        }
        at += 1;
        if matches!(first, 128..) || first.is_ascii_digit() && goes_on_as_pay(&bytes[at..]) {
            return true;
        }
    }
    false
}

/// Whether letters may name a currency or speak of pay, alone or with what they touch.
fn may_be_money(text: &[u8], start: usize, letters: &Letters) -> bool {
    let end = start + letters.length;
    let touched = match text.get(end) {
        // Letters beyond ASCII, and signs of currencies that begin with letters.
        Some(b'$' | 128..) => return true,
        Some(b'/') if text[end - 1] == b'S' => return true,
        next => next.is_some_and(u8::is_ascii_digit) || start > 0 && text[start - 1].is_ascii_digit(),
    };
    if LEXICON.may_be_money(text, start, letters.length, letters.head) {
        return true;
    }
    (letters.inner_capital || touched) && may_hold_money(&text[start..end])
}

/// Whether letters hold a word for money or the code of a currency, as in texts that lost their line ends.
fn may_hold_money(letters: &[u8]) -> bool {
    // "160kPay"
    let scaled = letters.strip_prefix(b"k").or(letters.strip_prefix(b"K")).unwrap_or_default();
    let may_be = |part: &[u8]| {
        part.len() == CODE_BYTES && is_code(part)
            || LEXICON.may_be_money(part, 0, part.len(), Eight::at(part, 0))
    };
    parts(letters).chain(parts(scaled)).any(may_be)
}

fn is_code(letters: &[u8]) -> bool {
    let capitals = letters.to_ascii_uppercase();
    str::from_utf8(&capitals).is_ok_and(|code| Currency::from_code(code).is_some())
}

/// The words that letters are where each begins with a capital.
fn parts(letters: &[u8]) -> impl Iterator<Item = &[u8]> {
    letters.chunk_by(|one, next| !(one.is_ascii_lowercase() && next.is_ascii_uppercase()))
}

/// Whether what follows a digit may make it a number by time, or one of shillings.
fn goes_on_as_pay(after: &[u8]) -> bool {
    let no_cents = matches!(after, [b'.' | b',' | b'/', b'-' | b'=', ..] | [b' ', b'/', b'=', ..]);
    no_cents || is_by_time(after)
}

/// How a number by the hour goes on, in small letters, and one by longer spans as people write who name no currency:
/// such a number may be pay.
const BY_TIME: [&str; 16] = [
    "ph",
    "/h",
    "/ h",
    "per h",
    "an h",
    "p/h",
    "por h",
    "par h",
    "pro s",
    "a day",
    "a week",
    "a month",
    "per day",
    "per week",
    "per month",
    "kwa ",
];

/// Whether what follows a number says that it is one by time.
fn is_by_time(after: &[u8]) -> bool {
    let rest = after.strip_prefix(b"k").unwrap_or(after);
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    // Most numbers go on in another way.
    let begins = matches!(rest.first(), Some(b'p' | b'P' | b'/' | b'a' | b'A' | b'k'));
    let is = |start: &&str| {
        rest.get(..start.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(start.as_bytes()))
    };
    begins && BY_TIME.iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{lexer::read_tokens, token::TokenList, window::windows},
        *,
    };

    #[test]
    fn what_tokens_say_of_pay_is_met_without_them() {
        let parts = [
            "pay",
            "Wage",
            "soonWage",
            "160kPay",
            "kPay",
            "500usd",
            "500mwk",
            "MWK",
            "USD",
            "Ft",
            "1 Nfk",
            "S/. 5",
            "S/5",
            "9 p",
            "R 38 500",
            "COP 20 000",
            "150 000 F",
            "2000 Frs",
            "500/= per hour",
            "20/-",
            "20 per hour",
            "40/hr",
            "9 ph",
            "PayPal",
            "we offer 40k",
            "iPhone 12",
            "C++ 20",
            "$5",
            "US$5",
            "paye\u{301}",
            "5 years",
            "don't",
            "All 3",
            "B2B",
        ];
        let texts = parts.iter().flat_map(|one| parts.map(|two| format!("{one} {two}, {two}{one}.")));
        let mut without = 0;
        for text in texts {
            for window in [(2, 1), (9, 4), (30, 64)]
                .map(|(before, after)| windows(&text, before, after))
                .into_iter()
                .flatten()
            {
                let mut tokens = TokenList::default();
                read_tokens(&text, window.clone(), &mut tokens);
                let may_speak = may_speak_of_pay(&text, window.clone());
                assert!(may_speak || !may_state_pay(&text, window.clone(), &tokens.all), "{text} {window:?}");
                without += usize::from(!may_speak);
            }
        }
        assert!(without > 100, "{without}");
    }
}
