//! Numbers as people write them: every digit system and separator, exact to a millionth.

use std::ops::Range;

/// The most digits a number may have; longer runs are identifiers, not money.
const DIGITS_MAX: usize = 32;
/// The most groups between separators: `1,50,00,000` has four.
const GROUPS_MAX: usize = 8;
const MICROS: i128 = 1_000_000;

/// A number and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In millionths.
    pub micros: i64,
    /// Whether thousands were set apart.
    pub grouped: bool,
    /// How many digits stand after the decimal separator.
    pub decimals: usize,
}

/// What a run of digits is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// A number.
    Number(Number),
    /// Digits with separators that make no number: dates, versions, addresses.
    Other,
}

/// The value of a decimal digit of the scripts that postings use.
pub(super) fn digit_value(c: char) -> Option<u8> {
    const ZEROS: [u32; 6] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10];
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

#[derive(Clone, Copy, Default)]
struct Group {
    value: i128,
    digits: usize,
    /// The separator before it.
    before: char,
}

/// Reads the run of digits and separators that begins at `at`, where a digit stands, and answers
/// it with its end.
///
/// A plain space sets thousands apart only where `spaced` allows it: in `9 800 Kč`, not in
/// `5 100-word articles`.
pub(super) fn read_digits(text: &str, at: usize, spaced: bool) -> (Digits, usize) {
    let mut groups = [Group::default(); GROUPS_MAX];
    let (mut count, mut end) = (0, at);
    let mut before = '\0';
    loop {
        let (group, group_end) = read_group(text, end, before);
        if count == GROUPS_MAX || group.digits > DIGITS_MAX {
            return (Digits::Other, group_end);
        }
        groups[count] = group;
        count += 1;
        end = group_end;
        match separator(text, end, &groups[..count], spaced) {
            Some((sign, next)) => (before, end) = (sign, next),
            None => break,
        }
    }
    let scaled = is_scaled(&text[end..]);
    (interpret(&groups[..count], scaled).map_or(Digits::Other, Digits::Number), end)
}

fn read_group(text: &str, at: usize, before: char) -> (Group, usize) {
    let mut group = Group { before, ..Group::default() };
    let mut end = at;
    for c in text[at..].chars() {
        let Some(value) = digit_value(c) else { break };
        group.digits += 1;
        if group.digits <= DIGITS_MAX {
            group.value = group.value * 10 + i128::from(value);
        }
        end += c.len_utf8();
    }
    (group, end)
}

/// The separator at `at` and where the next group begins, if one follows.
fn separator(text: &str, at: usize, groups: &[Group], spaced: bool) -> Option<(char, usize)> {
    let sign = text[at..].chars().next()?;
    let next = at + sign.len_utf8();
    let digits = text[next..].chars().take_while(|c| digit_value(*c).is_some()).take(4).count();
    let (first, last) = (groups.first()?, groups.last()?);
    let after_thousands = first.digits <= 3 && (groups.len() == 1 || last.digits == 3 && last.before == sign);
    // "36. 24": a text that is a price and nothing else, torn apart.
    let written: usize = groups.iter().map(|group| group.digits + usize::from(group.before != '\0')).sum();
    let begins = at.checked_sub(written).and_then(|start| text.get(..start));
    let alone = begins.is_some_and(|begins| begins.len() <= 4 && !begins.contains(char::is_alphanumeric));
    if matches!(sign, '.' | ',') && groups.len() <= 2 && alone && is_torn(&text[next..]) {
        return Some((sign, next + 1));
    }
    let fits = match sign {
        '.' | ',' | '٫' | '٬' => digits > 0,
        '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}' => digits == 3 && after_thousands,
        ' ' => {
            (spaced || text.len() == next + 3)
                && digits == 3
                && after_thousands
                && !counts_words(&text[next..])
        }
        _ => false,
    };
    fits.then_some((sign, next))
}

/// Whether a space and two digits follow, and then no letter before any currency.
fn is_torn(after: &str) -> bool {
    let Some(cents) = after.strip_prefix(' ') else { return false };
    let digits = cents.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && cents.len() <= 8
}

/// Whether three digits begin a count of words, as in `$5 500 words`.
fn counts_words(text: &str) -> bool {
    let mut after = text.chars();
    after.by_ref().take(3).for_each(drop);
    let noun = after.as_str().trim_start_matches([' ', '-', '+']);
    ["word", "mots", "palabra", "palavra", "maneno"].iter().any(|word| noun.starts_with(word))
}

/// Whether a word that multiplies follows at once, which makes a lone separator decimal: `1.250k`.
fn is_scaled(after: &str) -> bool {
    let after = after.strip_prefix(' ').unwrap_or(after);
    let mut chars = after.chars();
    let letter = matches!(chars.next(), Some('k' | 'K' | 'm' | 'M'));
    letter && !chars.next().is_some_and(char::is_alphabetic)
        || ["million", "lakh", "lac", "crore", "billion", "thousand", "mil ", "Lakh", "Million"]
            .iter()
            .any(|word| after.starts_with(word))
}

fn interpret(groups: &[Group], scaled: bool) -> Option<Number> {
    let (last, head) = groups.split_last()?;
    let decimal = match head {
        [] => false,
        _ if last.before == '٫' => true,
        _ if !matches!(last.before, '.' | ',') => false,
        [first] => scaled || last.digits != 3 || first.digits > 3 || first.value == 0,
        [_, rest @ ..] => {
            let other_sign = rest.iter().all(|group| group.before != last.before);
            other_sign || last.digits <= 2 && rest.iter().all(|group| group.digits == 3)
        }
    };
    let whole = if decimal { head } else { groups };
    if !are_thousands(whole) {
        return None;
    }
    let units = whole.iter().try_fold(0_i128, |sum, group| {
        sum.checked_mul(10_i128.pow(u32::try_from(group.digits).ok()?))?.checked_add(group.value)
    })?;
    let mut micros = units.checked_mul(MICROS)?;
    if decimal {
        let scale = 10_i128.checked_pow(u32::try_from(last.digits).ok()?)?;
        micros = micros.checked_add((last.value * MICROS + scale / 2) / scale)?;
    }
    Some(Number {
        micros: i64::try_from(micros).ok()?,
        grouped: whole.len() > 1,
        decimals: if decimal { last.digits } else { 0 },
    })
}

/// Whether groups are set apart as thousands are: by three, or by two and a last three in India.
fn are_thousands(groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else { return false };
    let Some((last, middle)) = rest.split_last() else { return true };
    let one_sign = rest.iter().all(|group| group.before == last.before);
    let by_three = first.digits <= 3 && middle.iter().all(|group| group.digits == 3);
    let by_two = first.digits <= 2 && middle.iter().all(|group| group.digits == 2);
    one_sign && last.digits == 3 && (by_three || by_two)
}

/// Where the digits of `text` stand, near ones joined, each with the text around it that can matter.
pub(super) fn windows(text: &str, before: usize, after: usize) -> Vec<Range<usize>> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = next_digit(bytes, at) {
        at = found + 1;
        let start = text.floor_char_boundary(found.saturating_sub(before));
        let end = text.ceil_char_boundary((found + after).min(text.len()));
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    }
    windows
}

/// The first byte from `at` on that is, or begins, a digit.
fn next_digit(bytes: &[u8], at: usize) -> Option<usize> {
    const STRIDE: usize = 32;
    let mut at = at;
    // Whole strides without a digit are skipped by a test that compiles to vector instructions.
    while let Some(stride) = bytes.get(at..at + STRIDE) {
        if stride.iter().fold(false, |any, byte| any | may_begin_digit(*byte)) {
            let hit = (at..at + STRIDE).find(|at| begins_digit(&bytes[*at..]));
            if hit.is_some() {
                return hit;
            }
        }
        at += STRIDE;
    }
    (at..bytes.len()).find(|at| begins_digit(&bytes[*at..]))
}

/// ASCII digits and the lead bytes of the other scripts' digits.
fn may_begin_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10 || matches!(byte, 0xD9 | 0xDB | 0xE0 | 0xEF)
}

fn begins_digit(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'0'..=b'9', ..]
            | [0xD9, 0xA0..=0xA9, ..]
            | [0xDB, 0xB0..=0xB9, ..]
            | [0xE0, 0xA5, 0xA6..=0xAF, ..]
            | [0xE0, 0xA7, 0xA6..=0xAF, ..]
            | [0xEF, 0xBC, 0x90..=0x99, ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        match read_digits(text, 0, true).0 {
            Digits::Number(number) => Some(kazi_domain::Amount::from_micros(number.micros).to_string()),
            Digits::Other => None,
        }
    }

    #[test]
    fn every_way_to_set_thousands_and_decimals_apart() {
        for (text, want) in [
            ("1298", "1298.00"),
            ("1,298.50", "1298.50"),
            ("1.298,50", "1298.50"),
            ("1 298,5", "1298.50"),
            ("1\u{a0}298", "1298.00"),
            ("1'298'000", "1298000.00"),
            ("1,50,000", "150000.00"),
            ("129.900", "129900.00"),
            ("0.125", "0.125"),
            ("31,2k", "31.20"),
            ("1.250k", "1.25"),
            ("29.1583", "29.1583"),
            ("1.11000000000000009770", "1.11"),
            ("١٬٥٠٠٫٥", "1500.50"),
            ("१,२३४", "1234.00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn dates_versions_and_addresses_are_no_numbers() {
        for text in ["12.05.2018", "192.168.1.1", "3.11.4", "1,2,3,4,5,6,7,8,9,10"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn windows_hold_every_digit_and_split_no_character() {
        let text = format!("{}€5{}٧{}", "é".repeat(40), "ü".repeat(90), "é".repeat(40));
        let windows = windows(&text, 10, 10);
        assert_eq!(windows.len(), 2);
        assert!(text[windows[0].clone()].contains('5') && text[windows[1].clone()].contains('٧'));
    }
}
