//! Numbers as people write them: every digit system and separator, exact to a millionth.

use std::ops::Range;

use crate::eight::{ALL, Eight, STEP};

/// The most digits a number may have; longer runs are identifiers, not money.
const DIGITS_MAX: usize = 32;
/// The most groups between separators: `1,50,00,000` has four.
const GROUPS_MAX: usize = 8;
const MICROS: i64 = 1_000_000;
/// How many decimals a millionth has.
const MICROS_DECIMALS: usize = 6;

/// A number and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In millionths.
    pub micros: i64,
    /// Whether thousands were set apart.
    pub grouped: bool,
    /// Whether points did so: `20.000`.
    pub dotted: bool,
    /// Whether it was counted in ten thousands: `25万`.
    pub myriads: bool,
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
    const ZEROS: [u32; 5] = [0x660, 0x6F0, 0x966, 0x9E6, 0xFF10];
    let code = u32::from(c);
    if c.is_ascii() {
        return u8::try_from(code).ok()?.checked_sub(b'0').filter(|value| *value < 10);
    }
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

/// How many digits decide a number of millionths: one more than they have.
const DECIMALS_MAX: usize = MICROS_DECIMALS + 1;

#[derive(Clone, Copy, Default)]
struct Group {
    /// Beyond what fits, the most that does, which is no amount.
    value: i64,
    /// The value of its first digits, as many as decide decimals.
    decimals: i64,
    digits: usize,
    /// The separator before it.
    before: char,
}

/// Reads the run of digits and separators that begins at `at`, where a digit stands, and answers
/// it with its end.
///
/// A plain space sets thousands apart only where `spaced` allows it: in `9 800 Kč`, not in
/// `5 100-word articles`. It is asked only where one may.
pub(super) fn read_digits(text: &str, at: usize, spaced: impl Fn() -> bool) -> (Digits, usize) {
    if let Some((number, end)) = read_plain(text.as_bytes(), at) {
        return (Digits::Number(number), end);
    }
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
        match separator(text, end, &groups[..count], &spaced) {
            Some((sign, next)) => (before, end) = (sign, next),
            None => break,
        }
    }
    let scaled = || is_scaled(&text[end..]);
    (interpret(&groups[..count], scaled).map_or(Digits::Other, Digits::Number), end)
}

/// The number at `at` where it is ASCII digits that nothing can set apart, as most are: told by two bytes.
fn read_plain(text: &[u8], at: usize) -> Option<(Number, usize)> {
    /// More are left to those who count.
    const PLAIN_DIGITS_MAX: usize = 9;
    let digits =
        text[at..].iter().take(PLAIN_DIGITS_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let end = at + digits;
    let plain = match text[end..] {
        [] | [b'.' | b',' | b'\'' | b' '] => true,
        [b'.' | b',' | b'\'' | b' ', next, ..] => !next.is_ascii_digit() && next != b' ' && next.is_ascii(),
        [next, ..] => next.is_ascii(),
    };
    let value = text[at..end].iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    let number =
        Number { micros: value * MICROS, grouped: false, dotted: false, myriads: false, decimals: 0 };
    (plain && (1..=PLAIN_DIGITS_MAX).contains(&digits)).then_some((number, end))
}

fn read_group(text: &str, at: usize, before: char) -> (Group, usize) {
    let mut group = Group { before, ..Group::default() };
    let mut end = at;
    for c in text[at..].chars() {
        let Some(value) = digit_value(c) else { break };
        group.digits += 1;
        group.value = group.value.saturating_mul(10).saturating_add(i64::from(value));
        if group.digits <= DECIMALS_MAX {
            group.decimals = group.value;
        }
        end += c.len_utf8();
    }
    (group, end)
}

/// The separator at `at` and where the next group begins, if one follows.
fn separator(text: &str, at: usize, groups: &[Group], spaced: impl Fn() -> bool) -> Option<(char, usize)> {
    let sign = text[at..].chars().next().filter(|sign| separates(*sign))?;
    let next = at + sign.len_utf8();
    let digits = text[next..].chars().take_while(|c| digit_value(*c).is_some()).take(4).count();
    let (first, last) = (groups.first()?, groups.last()?);
    let after_thousands = first.digits <= 3 && (groups.len() == 1 || last.digits == 3 && last.before == sign);
    if matches!(sign, '.' | ',') && groups.len() <= 2 && is_torn(&text[next..]) && is_alone(text, at, groups)
    {
        return Some((sign, next + 1));
    }
    let fits = match sign {
        '.' | ',' | '٫' | '٬' => digits > 0,
        '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}' => digits == 3 && after_thousands,
        ' ' => {
            digits == 3
                && after_thousands
                && (text.len() == next + 3 || spaced())
                && !counts_words(&text[next..])
        }
        _ => false,
    };
    fits.then_some((sign, next))
}

/// Whether a sign may stand between two groups of a number.
fn separates(sign: char) -> bool {
    matches!(sign, '.' | ',' | ' ' | '٫' | '٬' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// Whether a text is a price and nothing else, so that "36. 24" is one torn apart.
fn is_alone(text: &str, at: usize, groups: &[Group]) -> bool {
    let written: usize = groups.iter().map(|group| group.digits + usize::from(group.before != '\0')).sum();
    let begins = at.checked_sub(written).and_then(|start| text.get(..start));
    begins.is_some_and(|begins| begins.len() <= 4 && !begins.contains(char::is_alphanumeric))
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

fn interpret(groups: &[Group], scaled: impl Fn() -> bool) -> Option<Number> {
    let (last, head) = groups.split_last()?;
    let decimal = match head {
        [] => false,
        _ if last.before == '٫' => true,
        _ if !matches!(last.before, '.' | ',') => false,
        [first] => last.digits != 3 || first.digits > 3 || first.value == 0 || scaled(),
        [_, rest @ ..] => {
            let other_sign = rest.iter().all(|group| group.before != last.before);
            other_sign || last.digits <= 2 && rest.iter().all(|group| group.digits == 3)
        }
    };
    let whole = if decimal { head } else { groups };
    if !are_thousands(whole) {
        return None;
    }
    let (first, thousands) = whole.split_first()?;
    let units = thousands.iter().try_fold(first.value, |sum, group| {
        sum.checked_mul(power_of_ten(group.digits)?)?.checked_add(group.value)
    })?;
    let micros = units.checked_mul(MICROS)?;
    Some(Number {
        micros: if decimal { micros.checked_add(micros_behind_point(*last)?)? } else { micros },
        grouped: whole.len() > 1,
        dotted: matches!(whole, [_, .., Group { before: '.', .. }]),
        myriads: false,
        decimals: if decimal { last.digits } else { 0 },
    })
}

/// The millionths that the digits behind a decimal separator are, rounded by the seventh.
fn micros_behind_point(group: Group) -> Option<i64> {
    match MICROS_DECIMALS.checked_sub(group.digits) {
        Some(missing) => group.decimals.checked_mul(power_of_ten(missing)?),
        None => Some((group.decimals + 5) / 10),
    }
}

fn power_of_ten(power: usize) -> Option<i64> {
    10_i64.checked_pow(u32::try_from(power).ok()?)
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
pub(super) fn windows(text: &str, before: usize, after: usize) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let around = move |digit: usize| {
        let start = text.floor_char_boundary(digit.saturating_sub(before));
        start..text.ceil_char_boundary((digit + after).min(text.len()))
    };
    let mut digit = next_digit(bytes, 0);
    std::iter::from_fn(move || {
        let mut window = around(digit?);
        // Whatever stands behind it, a window that reaches the end of the text is the last one.
        while let Some(last) = digit.filter(|_| window.end < text.len()) {
            digit = next_digit(bytes, last + 1);
            match digit.map(around) {
                Some(next) if next.start <= window.end => window.end = window.end.max(next.end),
                _ => return Some(window),
            }
        }
        digit = None;
        Some(window)
    })
}

/// The first byte from `at` on that is, or begins, a digit.
fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    while at < bytes.len() {
        let eight = Eight::at(bytes, at);
        let mut maybe = eight.figures() | eight.0 & ALL;
        while maybe != 0 {
            let found = at + maybe.trailing_zeros() as usize / STEP;
            if bytes[found].is_ascii() || begins_digit(&bytes[found..]) {
                return Some(found);
            }
            maybe &= maybe - 1;
        }
        at += STEP;
    }
    None
}

/// Whether a digit of another script stands here.
fn begins_digit(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xD9, 0xA0..=0xA9, ..]
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
        match read_digits(text, 0, || true).0 {
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
            ("0.0000005", "0.000001"),
            ("0.00000149999999999999999999", "0.000001"),
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
        let windows: Vec<_> = windows(&text, 10, 10).collect();
        assert_eq!(windows.len(), 2);
        assert!(text[windows[0].clone()].contains('5') && text[windows[1].clone()].contains('٧'));
    }
}
