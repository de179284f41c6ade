//! A date cut into numbers, words and signs.

use std::borrow::Cow;

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters.
    Word(&'a str),
    /// Any other character but white space.
    Sign(char),
}

/// A date as it is cut: small letters, `a.m.` as one word, nothing in parentheses.
pub(super) fn plain(text: &str) -> String {
    let lower = without_parentheses(text).to_lowercase();
    let lower = if lower.contains(".m") { lower.replace("a.m", "am").replace("p.m", "pm") } else { lower };
    lower.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// The text without what stands in parentheses: zones and days told once more.
fn without_parentheses(text: &str) -> Cow<'_, str> {
    let Some((before, behind)) = text.split_once('(') else { return Cow::Borrowed(text) };
    match behind.split_once(')') {
        Some((_, after)) => Cow::Owned([before, &without_parentheses(after)].concat()),
        None => Cow::Borrowed(before),
    }
}

/// The tokens of what [`plain`] made of a date.
pub(super) fn tokens(plain: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(16);
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let of_kind: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => |c| c.is_alphabetic() || c == '_',
            _ => |_| false,
        };
        let end = rest.find(|c| !of_kind(c)).unwrap_or(rest.len());
        if end > 0 {
            let piece = &rest[..end];
            tokens.push(if first.is_ascii_digit() { Token::Number(piece) } else { Token::Word(piece) });
            rest = &rest[end..];
        } else {
            if first != ' ' {
                tokens.push(Token::Sign(first));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}
