//! What the tests of reading share: a way to read, and files of cases.

use std::{fmt::Write as _, path::PathBuf};

use jiff::Timestamp;
use kazi_domain::SourceId;
use kazi_fetcher::{
    Document, Kind, Reading,
    read::{ReadAs, read_document},
};

/// The moment at which all documents of these tests were fetched.
pub const NOW: &str = "2026-11-23T10:00:00Z";

/// Reads bytes as the document of a source of which nothing is configured.
pub fn read(kind: Option<Kind>, bytes: impl Into<Vec<u8>>) -> Reading {
    let source = SourceId::new("test").unwrap();
    read_document(&ReadAs { kind, ..ReadAs::unconfigured(&source) }, &document(bytes))
}

/// A document that came from `https://example.org/feed`.
pub fn document(bytes: impl Into<Vec<u8>>) -> Document {
    let mut document = Document::new(bytes.into(), NOW.parse::<Timestamp>().unwrap());
    document.url = Some("https://example.org/feed".parse().unwrap());
    document
}

/// The path of a fixture of reading.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/read").join(name)
}

/// Checks every line `input => expected` of a file; with `UPDATE_CASES=1` writes what is answered.
///
/// `\n` stands for a line end, `\t` for a tab and `\u{…}` for a character, on both sides.
pub fn check_cases(name: &str, answer: impl Fn(&str) -> String) {
    let path = fixture(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut updated, mut failures) = (String::new(), String::new());
    for (at, line) in text.lines().enumerate() {
        let Some((input, expected)) = line.split_once(" => ").filter(|_| !line.starts_with('#')) else {
            writeln!(updated, "{line}").unwrap();
            continue;
        };
        let answered = escape(&answer(&unescape(input.trim_end())));
        writeln!(updated, "{} => {answered}", input.trim_end_matches(' ')).unwrap();
        if answered != expected.trim() {
            writeln!(failures, "{}:{}: {input} => {answered}, not {expected}", path.display(), at + 1)
                .unwrap();
        }
    }
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, updated).unwrap();
    } else {
        assert!(failures.is_empty(), "\n{failures}");
    }
}

fn escape(text: &str) -> String {
    text.replace('\n', "\\n").replace('\t', "\\t")
}

fn unescape(text: &str) -> String {
    let mut out = text.replace("\\n", "\n").replace("\\t", "\t");
    while let Some((before, behind)) = out.split_once("\\u{") {
        let (code, after) = behind.split_once('}').unwrap();
        let character = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        out = format!("{before}{character}{after}");
    }
    out
}

/// Text as it stands in XML.
pub fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
