//! Markup becomes clean text: paragraphs and lists kept, nothing executable left.
//!
//! A skipper of tags and no parser of HTML: it runs once over the text, keeps no tree and cannot be
//! slowed by nesting. What comes out is text and never markup; pages escape it again.

mod elements;
mod markdown;
mod tag;
mod target;
mod writer;

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::{
    entity::{self, Reference, Value},
    mojibake,
    name::local,
};
use elements::{Role, role};
use writer::Writer;

pub(crate) use markdown::markdown_to_text;
pub(crate) use tag::{tag_length, tag_name};

/// How often text that still shows markup after decoding is read as markup again: sources escape
/// their descriptions twice, and a few of them three times.
const ESCAPES_MAX: usize = 3;

/// The text of markup, with lines and paragraphs.
pub(crate) fn html_to_text(markup: &str) -> String {
    let repaired = mojibake::repair(markup);
    let mut text = once(repaired.as_deref().unwrap_or(markup));
    for _ in 1..ESCAPES_MAX {
        if !shows_markup(&text) {
            break;
        }
        text = once(&text);
    }
    finish(text)
}

/// The text of markup on one line: for titles, names and places.
pub(crate) fn html_to_line(markup: &str) -> String {
    line_of(markup).into_owned()
}

/// As [`html_to_line`], for a text that is not needed any more.
pub(crate) fn into_line(markup: String) -> String {
    let line = match line_of(&markup) {
        Cow::Borrowed(_) => None,
        Cow::Owned(line) => Some(line),
    };
    line.unwrap_or(markup)
}

/// As [`html_to_line`]; borrowed where the markup is such a line, as most are.
pub(crate) fn line_of(markup: &str) -> Cow<'_, str> {
    if writer::is_clean(markup) {
        return Cow::Borrowed(markup);
    }
    Cow::Owned(match memchr::memchr2(b'<', b'&', markup.as_bytes()) {
        Some(_) => one_line(&html_to_text(markup)),
        None => plain_line(markup),
    })
}

/// Text that holds no markup, cleaned: white space folded, invisible and control characters gone.
pub(crate) fn plain_text(text: &str) -> String {
    let repaired = mojibake::repair(text);
    let mut out = Writer::new(text.len(), true);
    out.push_str(repaired.as_deref().unwrap_or(text));
    finish(out.out)
}

/// Text that holds no markup, on one line.
pub(crate) fn plain_line(text: &str) -> String {
    if writer::is_clean(text) {
        return text.to_owned();
    }
    let repaired = mojibake::repair(text);
    let mut out = Writer::new(text.len(), false);
    out.push_str(repaired.as_deref().unwrap_or(text));
    finish(out.out)
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.lines().map(|line| line.trim_start_matches("- ")).filter(|line| !line.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn finish(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    match mojibake::repair(&text) {
        Some(repaired) => repaired,
        None => text,
    }
}

/// Whether text that was decoded once still reads as markup of HTML.
pub(crate) fn shows_markup(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let end = rest.strip_prefix('/');
        let body = end.unwrap_or(rest);
        let name = tag_name(body);
        let markup = match role(name) {
            None => false,
            // `<a` and `<i` alone may be text; their ends and their attributes are not.
            Some(Role::Inline | Role::Cell | Role::Other) => {
                end.is_some() || body[name.len()..].starts_with([' ', '\n', '/'])
            }
            Some(_) => true,
        };
        if markup && tag_length(rest).is_some() {
            return true;
        }
    }
    false
}

/// One pass: tags go, references are decoded, white space is folded.
fn once(markup: &str) -> String {
    let look = look(markup);
    let mut out = Writer::new(markup.len(), !look.blocks);
    out.words = !look.known;
    let mut rest = markup;
    loop {
        rest = if out.section { push_section(rest, &mut out) } else { out.push_words(rest) };
        match rest.as_bytes().first() {
            None => {
                out.close_link();
                return out.out;
            }
            Some(b'&') => rest = push_reference(rest, &mut out),
            Some(_) => rest = push_tag(rest, &mut out),
        }
    }
}

/// What a text shows of markup before it is read.
#[derive(Clone, Copy, Default)]
struct Look {
    /// Elements that break lines: then the line ends of the source mean nothing.
    blocks: bool,
    /// Any element of HTML: then other names in angle brackets are elements too.
    known: bool,
}

fn look(markup: &str) -> Look {
    let mut look = Look::default();
    let mut rest = markup;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let name = tag_name(rest.strip_prefix('/').unwrap_or(rest));
        match role(name) {
            Some(role) if role.breaks_lines() => return Look { blocks: true, known: true },
            Some(_) => look.known = true,
            None => {}
        }
    }
    look
}

/// Pushes what stands before the next tag or reference while a CDATA section is open.
fn push_section<'a>(rest: &'a str, out: &mut Writer) -> &'a str {
    let (text, rest) = rest.split_at(memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len()));
    out.push_section(text);
    rest
}

fn push_reference<'a>(rest: &'a str, out: &mut Writer) -> &'a str {
    match entity::reference(rest) {
        Some(Reference { value, length }) => {
            match value {
                Value::Markup(character) | Value::Char(character) => out.push(character),
                Value::Text(text) => out.push_str(text),
                Value::Unknown(_) => out.push_str(&rest[..length]),
            }
            &rest[length..]
        }
        None => {
            out.push('&');
            &rest[1..]
        }
    }
}

/// Passes over the tag, comment or section at the start of `rest`; a `<` that begins none is text.
fn push_tag<'a>(rest: &'a str, out: &mut Writer) -> &'a str {
    if let Some(body) = rest.strip_prefix("<![CDATA[") {
        out.section = true;
        return body;
    }
    if let Some(body) = rest.strip_prefix("<!--") {
        return memmem::find(body.as_bytes(), b"-->").map_or("", |end| &body[end + 3..]);
    }
    let Some(length) = tag_length(&rest[1..]) else {
        out.push('<');
        return &rest[1..];
    };
    let (tag, after) = rest.split_at(length + 1);
    let end = tag.starts_with("</");
    let name = tag_name(&tag[if end { 2 } else { 1 }..]);
    if out.words && is_words(tag, name, end) {
        out.push_str(tag);
        return after;
    }
    // Names that have a role have no prefix.
    let (name, role) = match role(name) {
        Some(role) => (name, Some(role)),
        None => (local(name), role(local(name))),
    };
    if !end && role == Some(Role::Hidden) && !tag.ends_with("/>") {
        return tag::skip_element(after, name);
    }
    if name.eq_ignore_ascii_case("a") {
        match end {
            true => out.close_link(),
            false => out.open_link(tag::attribute(tag, "href").and_then(target::telling)),
        }
    }
    out.tag(role, name, end);
    after
}

/// Whether what looks like a tag is text: `Vec<String>`, `<your name>`. Only a name without
/// attributes, in a text that holds no element of HTML.
fn is_words(tag: &str, name: &str, end: bool) -> bool {
    let bare = tag.len() == name.len() + if end { 3 } else { 2 };
    bare && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
