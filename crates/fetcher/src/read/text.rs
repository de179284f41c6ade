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

/// The longest value of an attribute that may hold markup, in bytes.
const QUOTED_MARKUP_MAX: usize = 1_024;

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

/// Elements that say nothing about the text, of HTML, SVG and MathML.
const OTHERS: [&str; 75] = [
    "li",
    "td",
    "th",
    "col",
    "colgroup",
    "meta",
    "link",
    "title",
    "base",
    "basefont",
    "applet",
    "area",
    "map",
    "param",
    "embed",
    "object",
    "iframe",
    "noembed",
    "frame",
    "frameset",
    "blink",
    "marquee",
    "bgsound",
    "layer",
    "ilayer",
    "canvas",
    "data",
    "datalist",
    "dialog",
    "dir",
    "hgroup",
    "image",
    "isindex",
    "keygen",
    "legend",
    "listing",
    "menu",
    "menuitem",
    "meter",
    "multicol",
    "nextid",
    "optgroup",
    "output",
    "picture",
    "plaintext",
    "progress",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "slot",
    "spacer",
    "track",
    "xml",
    "g",
    "circle",
    "rect",
    "line",
    "polygon",
    "polyline",
    "ellipse",
    "text",
    "tspan",
    "use",
    "defs",
    "desc",
    "symbol",
    "animate",
    "set",
    "mi",
    "mn",
    "mo",
    "mrow",
    "semantics",
];

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
    if memchr::memchr2(b'<', b'&', markup.as_bytes()).is_none() {
        return plain_line(markup);
    }
    one_line(&html_to_text(markup))
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
    let look = look(markup);
    let mut out = Writer::new(markup.len(), !look.blocks);
    out.words = !look.known;
    let mut rest = markup;
    loop {
        let next = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_section(&rest[..next]);
        rest = &rest[next..];
        match rest.as_bytes().first() {
            None => return out.out,
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
        let is_one_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is_one_of(&PARAGRAPHS) || is_one_of(&LINES) || name.eq_ignore_ascii_case("li") {
            return Look { blocks: true, known: true };
        }
        look.known = look.known || is_one_of(&INLINE) || is_one_of(&HIDDEN) || is_one_of(&OTHERS);
    }
    look
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
    let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
    if !end && HIDDEN.iter().any(|known| known.eq_ignore_ascii_case(name)) && !tag.ends_with("/>") {
        return skip_element(after, name);
    }
    out.tag(name, end);
    after
}

/// Whether what looks like a tag is text: `Vec<String>`, `<your name>`. Only a name without
/// attributes, in a text that holds no element of HTML.
fn is_words(tag: &str, name: &str, end: bool) -> bool {
    let bare = tag.len() == name.len() + if end { 3 } else { 2 };
    bare && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
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
    /// Whether a name in angle brackets may be text.
    words: bool,
    /// Whether a CDATA section was begun.
    section: bool,
    pre: u8,
}

impl Writer {
    fn new(capacity: usize, keep_lines: bool) -> Self {
        let out = String::with_capacity(capacity);
        Self { out, breaks: 0, space: false, bullet: false, keep_lines, words: false, section: false, pre: 0 }
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

    /// Pushes text, without the end of a CDATA section where one is open.
    fn push_section(&mut self, text: &str) {
        match text.split_once("]]>") {
            Some((before, after)) if self.section => {
                self.section = false;
                self.push_str(before);
                self.push_str(after);
            }
            _ => self.push_str(text),
        }
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
            '\r' if self.keep_lines => {}
            '\u{b}' | '\u{c}' => self.space = true,
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
