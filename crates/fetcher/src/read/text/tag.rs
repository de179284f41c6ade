//! Tags as they stand in a text: where they end, what they are called, where they point.

use memchr::{memchr, memmem};

/// The longest value of an attribute that may hold markup, in bytes.
const QUOTED_MARKUP_MAX: usize = 1_024;

/// The length of a tag behind its `<`, with its `>`; nothing where it is text.
pub(crate) fn tag_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let starts = match bytes.first()? {
        b'/' => bytes.get(1)?.is_ascii_alphabetic(),
        b'!' | b'?' => true,
        byte => byte.is_ascii_alphabetic(),
    };
    if !starts {
        return None;
    }
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at + 1),
            b'<' => return None,
            b'"' | b'\'' if matches!(bytes[at - 1], b'=' | b' ') => {
                at = closing_quote(bytes, at).unwrap_or(at);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the quotation that opens at byte `at` ends; nothing for one that never ends, or that runs
/// over so much markup that its end was forgotten.
fn closing_quote(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at + 1..];
    let length = memchr(bytes[at], rest)?;
    let forgotten = length > QUOTED_MARKUP_MAX && memchr(b'<', &rest[..length]).is_some();
    (!forgotten).then_some(at + 1 + length)
}

/// The name that a tag begins with, behind its `<` or `</`.
pub(crate) fn tag_name(body: &str) -> &str {
    let ends = |byte: u8| !(byte.is_ascii_alphanumeric() || byte == b':' || byte == b'-');
    &body[..body.bytes().position(ends).unwrap_or(body.len())]
}

/// What follows the end tag of `name`; the rest of the text where there is none, for nothing of a
/// script may come out.
pub(super) fn skip_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"</") {
        rest = &rest[at + 2..];
        if tag_name(rest).eq_ignore_ascii_case(name) {
            return memchr(b'>', rest.as_bytes()).map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// The value of an attribute of a tag, undecoded.
pub(super) fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = memchr(b'=', rest.as_bytes())?;
        let name = rest[..at].trim_ascii_end();
        let value = rest[at + 1..].trim_ascii_start();
        let (value, after) = match value.as_bytes().first()? {
            quote @ (b'"' | b'\'') => {
                let end = memchr(*quote, &value.as_bytes()[1..])? + 1;
                (&value[1..end], &value[end + 1..])
            }
            _ => {
                let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
                value.split_at(end)
            }
        };
        let start = name.len().checked_sub(wanted.len()).filter(|start| name.is_char_boundary(*start));
        if let Some(start) = start
            && name[start..].eq_ignore_ascii_case(wanted)
            && name[..start].ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '/'))
        {
            return Some(value);
        }
        rest = after;
    }
}
