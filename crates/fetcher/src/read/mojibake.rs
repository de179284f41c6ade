//! Text that was decoded wrongly once: `donâ€™t` for `don’t`.

use std::fmt::Write as _;

use encoding_rs::WINDOWS_1252;

/// How often the same mistake is undone; some sources made it twice.
const ROUNDS_MAX: usize = 3;

/// The text with every run repaired that is UTF-8 read as Windows-1252 beyond doubt; nothing where
/// there is none.
///
/// A run of characters that all have a byte in Windows-1252, and whose bytes are valid UTF-8 of at
/// least one whole character, is taken for a mistake: real text of Western languages has no such
/// runs, for a capital with an accent is not followed by a control character or a currency sign.
pub(crate) fn repair(text: &str) -> Option<String> {
    let mut repaired = repair_once(text)?;
    for _ in 1..ROUNDS_MAX {
        match repair_once(&repaired) {
            Some(again) => repaired = again,
            None => break,
        }
    }
    Some(repaired)
}

fn repair_once(text: &str) -> Option<String> {
    // Every lead byte of UTF-8 reads as one of U+00C2 to U+00F4, whose own first byte is 0xC3:
    // without it there is nothing to mend.
    memchr::memchr(0xc3, text.as_bytes())?;
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut run = String::new();
    for character in text.chars().chain(std::iter::once(' ')) {
        if !character.is_ascii() {
            run.push(character);
            continue;
        }
        if !run.is_empty() {
            match repair_run(&run) {
                Some(fixed) => {
                    changed = true;
                    out.push_str(&fixed);
                }
                None => out.push_str(&run),
            }
            run.clear();
        }
        let _ = out.write_char(character);
    }
    out.pop();
    changed.then_some(out)
}

/// The whole run as it was meant; nothing where any byte of it does not fit.
fn repair_run(run: &str) -> Option<String> {
    if !run.starts_with(|c| matches!(c, '\u{c2}'..='\u{f4}')) {
        return None;
    }
    let bytes: Vec<u8> = run.chars().map(byte_of).collect::<Option<_>>()?;
    let fixed = String::from_utf8(bytes).ok()?;
    (!fixed.is_empty()).then_some(fixed)
}

/// The byte that Windows-1252 reads as this character; the five it leaves open stand for themselves.
fn byte_of(character: char) -> Option<u8> {
    if let '\u{80}'..='\u{ff}' = character {
        return u8::try_from(u32::from(character)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    match (&*bytes, failed) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}
