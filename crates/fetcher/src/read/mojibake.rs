//! Text that was decoded wrongly once: `donâ€™t` for `don’t`.

use std::ops::Range;

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
    let (mut out, mut kept) = (String::new(), 0);
    for run in runs(text) {
        let Some(fixed) = repair_run(&text[run.clone()]) else { continue };
        out.push_str(&text[kept..run.start]);
        out.push_str(&fixed);
        kept = run.end;
    }
    (kept > 0).then(|| out + &text[kept..])
}

/// The runs of other characters than ASCII that may be UTF-8 read as Windows-1252.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            // Every lead byte of UTF-8 reads as one of U+00C2 to U+00F4, whose own first byte is 0xC3.
            let lead = rest + memchr::memchr(0xc3, &bytes[rest..])?;
            let before = bytes[rest..lead].iter().rev().take_while(|byte| !byte.is_ascii()).count();
            let run = lead - before..lead + bytes[lead..].iter().take_while(|byte| !byte.is_ascii()).count();
            rest = run.end;
            // One letter with an accent is one.
            if before == 0 && run.len() > '\u{c3}'.len_utf8() {
                return Some(run);
            }
        }
    })
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
