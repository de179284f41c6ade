//! Which windows of a body can hold pay at all: most numbers in a text are years, hours and counts.

use std::ops::Range;

use super::{
    sense::{Role, Sense},
    token::{Kind, Token},
};

/// Whether a window of a body names a currency or speaks of pay. Without either no number there is pay,
/// so its numbers need not be weighed.
pub(super) fn may_state_pay(text: &str, window: Range<usize>, tokens: &[Token<'_>]) -> bool {
    let says = |token: &Token<'_>| match token.kind {
        Kind::Money(_) => true,
        Kind::Word(_, Some(sense), _) => speaks_of_pay(sense),
        Kind::Number(_) => is_by_the_hour(&text.as_bytes()[token.end..]),
        _ => false,
    };
    tokens.iter().any(says) || !text[window].is_ascii()
}

fn speaks_of_pay(sense: &Sense) -> bool {
    matches!(sense.role, Some((role, 1..)) if role != Role::Offer)
}

/// How a number by the hour goes on, in small letters: such a number may be pay that names no currency.
const BY_THE_HOUR: [&str; 9] = ["ph", "/h", "/ h", "per h", "an h", "p/h", "por h", "par h", "pro s"];

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
