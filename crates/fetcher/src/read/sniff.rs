//! What a document is, by looking at it.

use crate::{document::ReadFailure, mapping::Kind, read::note::quote};

use super::decode::starts_within;

/// How much of a document is looked at, in bytes.
const LOOK_BYTES_MAX: usize = 4096;

/// Marks of pages that stand between a reader and what was asked for, and what they ask.
const WALLS: [(&str, &str); 12] = [
    ("cf-challenge", "prove to be human"),
    ("just a moment...", "prove to be human"),
    ("cf_chl_", "prove to be human"),
    ("g-recaptcha", "prove to be human"),
    ("h-captcha", "prove to be human"),
    ("hcaptcha.com", "prove to be human"),
    ("px-captcha", "prove to be human"),
    ("are you a robot", "prove to be human"),
    ("attention required! | cloudflare", "prove to be human"),
    ("type=\"password\"", "log in"),
    ("type='password'", "log in"),
    ("type=password", "log in"),
];

/// The kind of a document that nothing else is known of.
pub(crate) fn kind_of(text: &str, content_type: Option<&str>, name: Option<&str>) -> Kind {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let header = content_type.unwrap_or_default().to_ascii_lowercase();
    match start.as_bytes().first() {
        Some(b'{' | b'[') if is_json_lines(start) => Kind::File,
        Some(b'{') if starts_within(start, "jsonfeed.org", LOOK_BYTES_MAX) => Kind::Feed,
        Some(b'{' | b'[') => Kind::Json,
        _ if is_mail(start) || header.contains("message/rfc822") => Kind::Mail,
        _ if is_feed(start) => Kind::Feed,
        Some(b'<') if is_page(start) => Kind::Html,
        Some(b'<') if header.contains("html") || starts_within(start, "ld+json", start.len()) => Kind::Html,
        Some(b'<') => Kind::Xml,
        _ if header.contains("csv") || name.is_some_and(|name| name.ends_with("sv")) => Kind::File,
        _ if header.contains("xml") => Kind::Feed,
        _ => Kind::File,
    }
}

/// Whether a document that should be of `kind` shows to be a page of HTML instead, and why.
pub(crate) fn mismatch(text: &str, kind: Kind) -> Option<ReadFailure> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let page = matches!(kind, Kind::Feed | Kind::Json | Kind::Xml) && is_page(start) && !is_feed(start);
    if !page {
        return None;
    }
    Some(wall(start).unwrap_or_else(|| other_kind(kind, "a page of HTML", start)))
}

/// The failure of a document that should be a feed, and is something else of the same form.
pub(crate) fn no_feed(found: &'static str, text: &str) -> ReadFailure {
    other_kind(Kind::Feed, found, text)
}

fn other_kind(expected: Kind, found: &'static str, start: &str) -> ReadFailure {
    let start = quote(start).trim_matches('"').to_owned();
    ReadFailure::Kind { expected: expected.as_str(), found, start }
}

/// The wall that a page is, where it shows the marks of one.
pub(crate) fn wall(page: &str) -> Option<ReadFailure> {
    let lower = page.to_ascii_lowercase();
    let found = WALLS.iter().find(|(mark, _)| lower.contains(mark));
    found.map(|(_, asks)| ReadFailure::Wall(asks))
}

fn is_page(start: &str) -> bool {
    starts_within(start, "<!doctype html", 512) || starts_within(start, "<html", LOOK_BYTES_MAX)
}

fn is_feed(start: &str) -> bool {
    // A page may hold words such as `<feed`; a feed has its root before any `<html`.
    let look = &start.as_bytes()[..start.len().min(LOOK_BYTES_MAX)].to_ascii_lowercase();
    let find = |word: &str| memchr::memmem::find(look, word.as_bytes());
    let roots = ["<rss", "<feed", ":feed", "<rdf:rdf", ":rss", "<channel", "<rdf "];
    let root = roots.iter().filter_map(|root| find(root)).min();
    root.is_some_and(|root| find("<html").is_none_or(|html| root < html))
}

fn is_json_lines(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let whole = |line: &str| line.starts_with('{') && line.ends_with('}');
    lines.next().is_some_and(whole) && lines.next().is_some_and(whole)
}

fn is_mail(start: &str) -> bool {
    const HEADERS: [&str; 9] = [
        "From ",
        "From:",
        "Return-Path:",
        "Received:",
        "Delivered-To:",
        "MIME-Version:",
        "Message-ID:",
        "Date:",
        "Subject:",
    ];
    HEADERS
        .iter()
        .any(|header| start.get(..header.len()).is_some_and(|word| word.eq_ignore_ascii_case(header)))
}
