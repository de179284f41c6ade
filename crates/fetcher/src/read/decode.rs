//! Bytes become text: byte order mark, header, declaration, then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

use super::note::Notes;

/// How much of a document is searched for a declaration, in bytes.
const DECLARATION_BYTES_MAX: usize = 1024;

/// The text of a document.
pub(crate) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>, notes: &mut Notes) -> Cow<'a, str> {
    if let Some((wide, skip)) = utf32(bytes) {
        return Cow::Owned(decode_utf32(&bytes[skip..], wide));
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[skip..], notes);
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return with(encoding, bytes, notes);
    }
    // All but Western text is told from UTF-8 by its declaration; Western text is not, for servers
    // call everything Latin-1: bytes that are valid UTF-8 beyond ASCII are hardly ever chance.
    let named = header_charset(content_type).or_else(|| declared(bytes));
    match (named, std::str::from_utf8(bytes)) {
        (None, Ok(text)) => Cow::Borrowed(text),
        (Some(encoding), Ok(text)) if encoding == UTF_8 || text.is_ascii() && single(encoding) => {
            Cow::Borrowed(text)
        }
        (Some(encoding), Ok(text)) if encoding == WINDOWS_1252 => {
            notes.repaired(&format!("declared as {}, read as UTF-8", encoding.name()), None);
            Cow::Borrowed(text)
        }
        (Some(encoding), _) if encoding != UTF_8 => with(encoding, bytes, notes),
        (_, Ok(text)) => Cow::Borrowed(text),
        (named, Err(error)) => guessed(bytes, named, error.valid_up_to(), notes),
    }
}

/// Bytes that claim to be UTF-8, or nothing, and are not: mostly UTF-8 with a few bad bytes, or
/// another encoding throughout.
fn guessed<'a>(
    bytes: &'a [u8],
    named: Option<&'static Encoding>,
    at: usize,
    notes: &mut Notes,
) -> Cow<'a, str> {
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.matches('\u{fffd}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if good > bad * 2 || (named.is_some() && good > 0 && bad < 3) {
        notes.repaired_times("a byte that is no UTF-8 was replaced", Some(at), bad);
        return lossy;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    notes.repaired(&format!("no valid encoding was declared: read as {}", encoding.name()), Some(at));
    encoding.decode_without_bom_handling(bytes).0
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8], notes: &mut Notes) -> Cow<'a, str> {
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    if failed {
        let bad = text.matches('\u{fffd}').count();
        notes.repaired_times(&format!("a byte that is no {} was replaced", encoding.name()), None, bad);
    }
    text
}

/// Whether ASCII means ASCII in it.
fn single(encoding: &'static Encoding) -> bool {
    encoding.is_ascii_compatible()
}

/// The encoding of a `Content-Type`; `us-ascii` says nothing, it is what servers send unasked.
fn header_charset(content_type: Option<&str>) -> Option<&'static Encoding> {
    let header = content_type?;
    let at = header.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let label = header[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ';', ' ', ',']).unwrap_or(label.len());
    let encoding = by_label(&label[..end])?;
    (!label[..end].eq_ignore_ascii_case("us-ascii")).then_some(encoding)
}

/// The encoding that the XML declaration or a `meta` element names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes[..bytes.len().min(DECLARATION_BYTES_MAX)].to_ascii_lowercase();
    let from_word = |word: &str| memmem::find(&start, word.as_bytes()).map(|at| &start[at..]);
    let xml = from_word("<?xml").map(|rest| &rest[..memmem::find(rest, b"?>").unwrap_or(rest.len())]);
    let found = xml.and_then(|xml| value_after(&as_written(xml), "encoding").map(str::to_owned));
    let found = found.or_else(|| {
        from_word("<meta")?;
        value_after(&as_written(&start), "charset").map(str::to_owned)
    });
    // A document that could be searched for ASCII words is not made of 16-bit units, whatever it says.
    by_label(&found?).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// Each byte as a character: enough to read words of ASCII in an encoding that is not known yet.
fn as_written(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn value_after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text[text.find(key)? + key.len()..].trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(['"', '\'', ' ', '>', '/', ';']).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// An encoding by its name, with names that the web standard does not list.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase().replace('_', "-");
    // Names of encodings that the web gave up stand for a replacement that reads nothing.
    let known = Encoding::for_label_no_replacement(label.as_bytes());
    known.or_else(|| match label.as_str() {
        "utf8mb4" | "u8" => Some(UTF_8),
        "cp932" | "ms932" => Some(encoding_rs::SHIFT_JIS),
        "cp936" | "ms936" | "eucgb2312-cn" => Some(encoding_rs::GBK),
        "cp949" | "uhc" | "ms949" => Some(encoding_rs::EUC_KR),
        "cp950" | "ms950" => Some(encoding_rs::BIG5),
        _ => {
            let number = label.strip_prefix("cp").or_else(|| label.strip_prefix("win-"))?;
            Encoding::for_label(format!("windows-{number}").as_bytes())
        }
    })
}

/// 16-bit text without a mark, by the zeros beside its first `<` or `{`.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [0, b'<' | b'{' | b'[', 0, second] if *second != 0 => Some(UTF_16BE),
        [b'<' | b'{' | b'[', 0, second, 0] if *second != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// 32-bit text: whether its low byte comes first, and the length of its mark.
fn utf32(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => Some((true, 4)),
        [0, 0, 0xfe, 0xff] => Some((false, 4)),
        [b'<', 0, 0, 0] => Some((true, 0)),
        [0, 0, 0, b'<'] => Some((false, 0)),
        _ => None,
    }
}

fn decode_utf32(bytes: &[u8], low_first: bool) -> String {
    let unit =
        |chunk: &[u8; 4]| if low_first { u32::from_le_bytes(*chunk) } else { u32::from_be_bytes(*chunk) };
    let (chunks, _) = bytes.as_chunks::<4>();
    chunks.iter().map(|chunk| char::from_u32(unit(chunk)).unwrap_or('\u{fffd}')).collect()
}

/// Takes out control characters, which XML and JSON forbid and some sources send all the same.
pub(crate) fn without_controls<'a>(text: Cow<'a, str>, notes: &mut Notes) -> Cow<'a, str> {
    /// So many bytes are looked at as one, without a branch for each.
    const STEP: usize = 64;
    let bad = |byte: u8| (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    // Most lines are longer than a step, and none but their ends are so low.
    let low = |step: &[u8]| step.iter().fold(u8::MAX, |low, byte| low.min(*byte)) < 0x20;
    let any = |step: &[u8]| low(step) && step.iter().fold(false, |any, byte| any | bad(*byte));
    if !text.as_bytes().chunks(STEP).any(any) {
        return text;
    }
    let count = text.bytes().filter(|byte| bad(*byte)).count();
    notes.repaired_times("a control character was taken out", text.bytes().position(bad), count);
    Cow::Owned(text.chars().filter(|c| !u8::try_from(*c).is_ok_and(bad)).collect())
}

/// Whether the first bytes of a text show a word, without regard to case.
pub(crate) fn starts_within(text: &str, word: &str, bytes_max: usize) -> bool {
    let start = &text.as_bytes()[..text.len().min(bytes_max)];
    memmem::find(&start.to_ascii_lowercase(), word.as_bytes()).is_some()
}
