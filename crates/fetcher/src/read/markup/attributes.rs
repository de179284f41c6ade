//! Start tags: their names and attributes, well formed or not.

use memchr::memchr;

/// The most attributes kept of one element.
const ATTRIBUTES_MAX: usize = 64;

/// A start tag whose attributes were read.
pub(super) struct Tag {
    pub(super) end: usize,
    pub(super) closed: bool,
}

/// Reads attributes from byte `at` to the end of the tag; nothing where the tag has no end.
pub(super) fn read_attributes<'a>(
    source: &'a str,
    mut at: usize,
    out: &mut Vec<(&'a str, &'a str)>,
) -> Option<Tag> {
    let bytes = source.as_bytes();
    let first = out.len();
    loop {
        at += bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace())?;
        match bytes[at] {
            b'>' => return Some(Tag { end: at + 1, closed: false }),
            b'/' if bytes.get(at + 1) == Some(&b'>') => return Some(Tag { end: at + 2, closed: true }),
            b'<' => return None,
            b'/' | b'=' | b'"' | b'\'' => at += 1,
            _ => {
                let name = &source[at..at + name_length(&bytes[at..])];
                at += name.len();
                let value;
                (value, at) = attribute_value(source, at);
                if out.len() - first < ATTRIBUTES_MAX {
                    out.push((name, value));
                }
            }
        }
    }
}

/// The value behind an attribute's name that ends at byte `at`, and where it ends.
fn attribute_value(source: &str, at: usize) -> (&str, usize) {
    let rest = source[at..].trim_start();
    let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { return ("", at) };
    let start = source.len() - value.len();
    if let Some(quote @ (b'"' | b'\'')) = value.bytes().next()
        && let Some(length) = memchr(quote, &value.as_bytes()[1..])
    {
        return (&value[1..=length], start + length + 2);
    }
    let ends = |byte: u8| byte == b'>' || byte == b'<' || byte.is_ascii_whitespace();
    let length = value.bytes().position(ends).unwrap_or(value.len());
    let length =
        if value[..length].ends_with('/') && value[length..].starts_with('>') { length - 1 } else { length };
    (value[..length].trim_matches(['"', '\'']), start + length)
}

/// The length of a name at the start.
pub(super) fn name_length(bytes: &[u8]) -> usize {
    let ends =
        |byte: &u8| matches!(byte, b'>' | b'/' | b'<' | b'=' | b'"' | b'\'') || byte.is_ascii_whitespace();
    bytes.iter().position(ends).unwrap_or(bytes.len())
}
