//! Markup becomes clean text: paragraphs and lists kept, nothing executable left.
//!
//! A skipper of tags and no parser of HTML: it runs once over the text, keeps no tree and cannot be
//! slowed by nesting. What comes out is text and never markup; pages escape it again.

use memchr::{memchr, memmem};

use super::{
    entity::{self, Reference, Value},
    mojibake,
};

/// How often text that still shows markup after decoding is read as markup again: sources escape
/// their descriptions twice, and a few of them three times.
const ESCAPES_MAX: usize = 3;

/// Elements whose content is not for readers.
const HIDDEN: [&str; 9] =
    ["script", "style", "template", "noscript", "head", "textarea", "select", "noframes", "xmp"];
/// Elements with a blank line around them.
const PARAGRAPHS: [&str; 18] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "section",
    "article",
    "hr",
    "fieldset",
    "figure",
];
/// Elements on a line of their own.
const LINES: [&str; 22] = [
    "br",
    "div",
    "tr",
    "dt",
    "dd",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "form",
    "address",
    "caption",
    "figcaption",
    "option",
    "thead",
    "tbody",
    "tfoot",
    "center",
    "summary",
    "details",
    "body",
];
/// Inline elements, known so that text such as `a < b` or `Vec<u8>` is not taken for markup.
const INLINE: [&str; 42] = [
    "a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code", "tt",
    "kbd", "samp", "var", "abbr", "acronym", "cite", "q", "del", "ins", "mark", "img", "label", "time",
    "strike", "svg", "path", "math", "video", "audio", "source", "button", "input", "html", "wbr", "bdi",
    "bdo", "nobr",
];

/// The text of markup, with lines and paragraphs.
pub(crate) fn html_to_text(markup: &str) -> String {
    let mut text = once(markup);
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
    if memchr::memchr2(b'<', b'&', markup.as_bytes()).is_none() {
        return plain_line(markup);
    }
    one_line(&html_to_text(markup))
}

/// Text that holds no markup, cleaned: white space folded, invisible and control characters gone.
pub(crate) fn plain_text(text: &str) -> String {
    let mut out = Writer::new(text.len(), true);
    out.push_str(text);
    finish(out.out)
}

/// Text that holds no markup, on one line.
pub(crate) fn plain_line(text: &str) -> String {
    let mut out = Writer::new(text.len(), false);
    out.push_str(text);
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
        let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let whole = tag_length(rest).is_some();
        let blocks = known(&PARAGRAPHS) || known(&LINES) || known(&HIDDEN) || name.eq_ignore_ascii_case("li");
        // `<a` and `<i` alone may be text; their ends and their attributes are not.
        let inline = known(&INLINE) && (end.is_some() || body[name.len()..].starts_with([' ', '\n', '/']));
        if whole && (blocks || inline) {
            return true;
        }
    }
    false
}

/// One pass: tags go, references are decoded, white space is folded.
fn once(markup: &str) -> String {
    let keep_lines = !has_blocks(markup);
    let mut out = Writer::new(markup.len(), keep_lines);
    let mut rest = markup;
    loop {
        let next = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
        match rest.as_bytes().first() {
            None => return out.out,
            Some(b'&') => rest = push_reference(rest, &mut out),
            Some(_) => rest = push_tag(rest, &mut out),
        }
    }
}

fn has_blocks(markup: &str) -> bool {
    let mut rest = markup;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let name = tag_name(rest.strip_prefix('/').unwrap_or(rest));
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        if PARAGRAPHS.iter().any(&is) || LINES.iter().any(&is) || is(&"li") {
            return true;
        }
    }
    false
}

fn push_reference<'a>(rest: &'a str, out: &mut Writer) -> &'a str {
    match entity::reference(rest) {
        Some(Reference { value, length }) => {
            match value {
                Value::Char(character) => out.push(character),
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
        let end = memmem::find(body.as_bytes(), b"]]>").unwrap_or(body.len());
        out.push_str(&once(&body[..end]));
        return body.get(end + 3..).unwrap_or_default();
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
    let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
    if !end && HIDDEN.iter().any(|known| known.eq_ignore_ascii_case(name)) && !tag.ends_with("/>") {
        return skip_element(after, name);
    }
    out.tag(name, end);
    after
}

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
    let mut quote = None;
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' || bytes[at - 1] == b' ' => quote = Some(*byte),
            (None, b'<') => return None,
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        at += 1;
    }
    // A quotation that never ends: the tag ends at the first `>` all the same.
    quote.and_then(|_| memchr(b'>', bytes)).map(|at| at + 1)
}

/// The name that a tag begins with, behind its `<` or `</`.
pub(crate) fn tag_name(body: &str) -> &str {
    let ends = |byte: u8| !(byte.is_ascii_alphanumeric() || byte == b':' || byte == b'-');
    &body[..body.bytes().position(ends).unwrap_or(body.len())]
}

/// What follows the end tag of `name`; the rest of the text where there is none, for nothing of a
/// script may come out.
fn skip_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"</") {
        rest = &rest[at + 2..];
        if tag_name(rest).eq_ignore_ascii_case(name) {
            return memchr(b'>', rest.as_bytes()).map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// Builds text with folded white space.
struct Writer {
    out: String,
    /// Line ends to write before the next character: 0, 1 or 2.
    breaks: u8,
    space: bool,
    bullet: bool,
    keep_lines: bool,
    pre: u8,
}

impl Writer {
    fn new(capacity: usize, keep_lines: bool) -> Self {
        let out = String::with_capacity(capacity);
        Self { out, breaks: 0, space: false, bullet: false, keep_lines, pre: 0 }
    }

    fn tag(&mut self, name: &str, end: bool) {
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        if INLINE.iter().take(8).any(&is) {
            return;
        }
        if is(&"li") {
            self.line_break(1);
            self.bullet |= !end;
        } else if is(&"td") || is(&"th") {
            self.space = true;
        } else if PARAGRAPHS.iter().any(&is) {
            self.line_break(if self.bullet { 1 } else { 2 });
            if is(&"pre") {
                self.pre = if end { self.pre.saturating_sub(1) } else { self.pre.saturating_add(1) };
            }
        } else if is(&"br") {
            self.breaks = (self.breaks + 1).min(2);
        } else if LINES.iter().any(is) {
            self.line_break(1);
        }
    }

    fn line_break(&mut self, count: u8) {
        self.breaks = self.breaks.max(count);
    }

    fn push_str(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let plain = |byte: &u8| matches!(byte, 0x21..=0x7e);
            let run = bytes[at..].iter().position(|byte| !plain(byte)).unwrap_or(bytes.len() - at);
            if run > 0 {
                self.flush();
                self.out.push_str(&text[at..at + run]);
                at += run;
                continue;
            }
            let character = text[at..].chars().next().unwrap_or_default();
            self.push(character);
            at += character.len_utf8().max(1);
        }
    }

    fn push(&mut self, character: char) {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' if self.keep_lines || self.pre > 0 => {
                self.breaks = (self.breaks + 1).min(2);
            }
            '\r' | '\u{b}' | '\u{c}' => self.space |= !self.keep_lines,
            // Invisible: they hide words from search and break up amounts.
            '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\u{180e}' => {}
            // Marks that turn the direction of text can make it read as something else.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            // Joiners belong between letters of some scripts and within emoji only.
            '\u{200c}' | '\u{200d}' if self.space || self.at_plain() => {}
            character if character.is_whitespace() => self.space = true,
            character if character.is_control() => {}
            character => {
                self.flush();
                self.out.push(character);
            }
        }
    }

    fn at_plain(&self) -> bool {
        let last = self.out.chars().next_back();
        last.is_none_or(|c| c.is_ascii() || matches!(c, '\u{2010}'..='\u{2015}'))
    }

    fn flush(&mut self) {
        if self.breaks > 0 && !self.out.is_empty() {
            self.out.push_str(if self.breaks > 1 { "\n\n" } else { "\n" });
        } else if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        if self.bullet {
            self.out.push_str("- ");
        }
        (self.breaks, self.space, self.bullet) = (0, false, false);
    }
}

/// Text written in Markdown: the marks of emphasis, headings and links go, their words stay.
pub(crate) fn markdown_to_text(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let line = line.trim_start_matches(['#', '>', ' ']);
        let line = match line.strip_prefix("* ").or_else(|| line.strip_prefix("+ ")) {
            Some(item) => format!("- {item}"),
            None => line.to_owned(),
        };
        push_markdown_line(&line.replace("**", "").replace("__", "").replace('`', ""), &mut out);
        out.push('\n');
    }
    html_to_text(&out)
}

/// A line with `[words](address)` as its words.
fn push_markdown_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        match behind.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            Some((words, after)) if !words.contains('[') => {
                out.push_str(words);
                rest = after;
            }
            _ => {
                out.push('[');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
}
