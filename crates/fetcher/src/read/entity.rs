//! Character references: `&amp;`, `&#8217;`, `&#x2019;`, and every name that HTML knows.

use std::{borrow::Cow, sync::LazyLock};

use memchr::memchr;

/// The names of the HTML standard with the characters they stand for, one a line, sorted.
/// <https://html.spec.whatwg.org/multipage/named-characters.html>, read 2026-11-23.
const NAMES: &str = include_str!("entities.txt");

/// The longest name in the table, in bytes.
const NAME_BYTES_MAX: usize = 32;

/// Names that old pages write without the semicolon, those that do not begin an English word.
const BARE_NAMES: [&str; 12] =
    ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "eacute", "egrave", "agrave", "ccedil", "euro"];

static TABLE: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (name, codes) = line.split_once(' ')?;
        let text = codes.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        Some((name, text.collect()))
    };
    NAMES.lines().filter_map(line).collect()
});

/// What a name between `&` and `;` stands for.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    if name == "nbsp" {
        return Some("\u{a0}");
    }
    let at = TABLE.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(&TABLE[at].1)
}

/// A reference at the start of a text.
pub(crate) struct Reference<'a> {
    /// What it stands for.
    pub value: Value<'a>,
    /// How many bytes it takes, with `&` and `;`.
    pub length: usize,
}

/// What a reference stands for.
pub(crate) enum Value<'a> {
    /// A character of markup, by one of the five names that XML has.
    Markup(char),
    /// One character by its number.
    Char(char),
    /// The text of a named reference.
    Text(&'static str),
    /// A name that HTML does not know.
    Unknown(&'a str),
}

/// Reads the reference at the start of `text`, which begins with `&`; nothing where it is a bare `&`.
#[inline]
pub(crate) fn reference(text: &str) -> Option<Reference<'_>> {
    let rest = text.strip_prefix('&')?;
    match markup(rest.as_bytes()) {
        Some((character, length)) => Some(Reference { value: Value::Markup(character), length }),
        None => rarer_reference(rest),
    }
}

/// Reads what follows the `&` of a reference, by number or by a name beyond those of markup.
fn rarer_reference(rest: &str) -> Option<Reference<'_>> {
    if let Some(digits) = rest.strip_prefix('#') {
        return numeric(digits);
    }
    let end = rest.bytes().take(NAME_BYTES_MAX + 1).position(|b| !b.is_ascii_alphanumeric() && b != b'_')?;
    let name = &rest[..end];
    if end > 0 && rest.as_bytes()[end] == b';' {
        let value = named(name).map_or(Value::Unknown(name), Value::Text);
        return Some(Reference { value, length: end + 2 });
    }
    let bare = BARE_NAMES.into_iter().find(|bare| *bare == name)?;
    named(bare).map(|text| Reference { value: Value::Text(text), length: end + 1 })
}

/// What most references are: those of markup that was escaped; with the bytes that each takes.
fn markup(rest: &[u8]) -> Option<(char, usize)> {
    match rest {
        [b'l', b't', b';', ..] => Some(('<', 4)),
        [b'g', b't', b';', ..] => Some(('>', 4)),
        [b'a', b'm', b'p', b';', ..] => Some(('&', 5)),
        [b'q', b'u', b'o', b't', b';', ..] => Some(('"', 6)),
        [b'a', b'p', b'o', b's', b';', ..] => Some(('\'', 6)),
        _ => None,
    }
}

fn numeric(digits: &str) -> Option<Reference<'static>> {
    let (radix, skip) = if digits.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let body = &digits[skip..];
    let end = body.bytes().take(12).position(|b| !(b as char).is_digit(radix)).unwrap_or(body.len().min(12));
    let code = u32::from_str_radix(&body[..end], radix).ok()?;
    let semicolon = usize::from(body.as_bytes().get(end) == Some(&b';'));
    let length = 2 + skip + end + semicolon;
    Some(Reference { value: Value::Char(character(code)), length })
}

/// The character of a number; 128 to 159 are read as Windows-1252, as browsers do.
fn character(code: u32) -> char {
    match code {
        0x80..=0x9f => {
            let byte = [u8::try_from(code).unwrap_or(b'?')];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or('\u{fffd}')
        }
        0 => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

/// Replaces every reference of a text once; unknown names stay as they are.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    decode_with(text, |rest, out| match reference(rest) {
        Some(Reference { value, length }) => {
            match value {
                Value::Markup(character) | Value::Char(character) => out.push(character),
                Value::Text(text) => out.push_str(text),
                Value::Unknown(_) => out.push_str(&rest[..length]),
            }
            length
        }
        None => {
            out.push('&');
            1
        }
    })
}

/// Replaces every `&` of a text and what follows it, as `decode_one` does with the rest from there on: it
/// answers how many bytes it took.
pub(crate) fn decode_with<'a>(
    text: &'a str,
    mut decode_one: impl FnMut(&'a str, &mut String) -> usize,
) -> Cow<'a, str> {
    let mut next = memchr(b'&', text.as_bytes());
    if next.is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = next {
        out.push_str(&rest[..at]);
        let taken = decode_one(&rest[at..], &mut out);
        rest = &rest[at + taken..];
        next = memchr(b'&', rest.as_bytes());
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_form() {
        let text = "a &amp;lt; b &#8364;5 &#x20AC; &#X41; &#146; &hellip;&nbsp;R&D AT&T; &unknown; &eacute &";
        let decoded = "a &lt; b €5 € A ’ …\u{a0}R&D AT&T; &unknown; é &";
        assert_eq!(decode(text), decoded);
        assert_eq!(decode("&#0;&#xFFFFFFFFFFFF;&#;"), "\u{fffd}&#xFFFFFFFFFFFF;&#;");
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(TABLE.len(), NAMES.lines().count());
    }
}
