//! Numbers as people write them: every digit system and separator, exact to a millionth.

use crate::eight::{Eight, STEP, of_each, run};

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
    /// Whether digits stand after a decimal separator.
    pub decimals: bool,
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
    match read_usual(text, at) {
        Some((number, end)) => (Digits::Number(number), end),
        None => read_groups(text, at, spaced),
    }
}

fn read_groups(text: &str, at: usize, spaced: impl Fn() -> bool) -> (Digits, usize) {
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

/// The number at `at` where it is written as most are, in figures of ASCII: `500`, `120,000`, `17.50`.
// A call of it would cost a third of what it does.
#[inline(always)]
pub(super) fn read_usual(text: &str, at: usize) -> Option<(Number, usize)> {
    let bytes = text.as_bytes();
    let (mut units, mut end) = figures(bytes, at)?;
    let first_digits = end - at;
    let grouped = first_digits <= THOUSANDS_DIGITS && units > 0;
    let mut groups = 1;
    while grouped
        && groups < USUAL_GROUPS_MAX
        && bytes.get(end) == Some(&b',')
        && let Some((thousands, next)) =
            figures(bytes, end + 1).filter(|(_, next)| next - end == THOUSANDS_DIGITS + 1)
    {
        (units, end, groups) = (units * 1000 + thousands, next, groups + 1);
    }
    let scaled = groups == 2 && is_scaled(&text[end..]);
    let mut number = Number {
        micros: units * MICROS,
        grouped: groups > 1,
        dotted: false,
        myriads: false,
        decimals: false,
    };
    if bytes.get(end) == Some(&b'.')
        && let Some((cents, next)) =
            figures(bytes, end + 1).filter(|(_, next)| next - end == CENTS_DIGITS + 1)
    {
        (number.micros, number.decimals, end) = (number.micros + cents * MICROS / 100, true, next);
    }
    let ends = match bytes[end..] {
        [] | [b'.' | b',' | b'\'' | b' '] => true,
        // What begins so is beyond ASCII and no digit.
        [b' ', 0xE2, ..] => true,
        [b'.' | b',' | b'\'' | b' ', next, ..] => !next.is_ascii_digit() && next != b' ' && next.is_ascii(),
        [next, ..] => next.is_ascii() || parts_number(&bytes[end..]),
    };
    (ends && !scaled).then_some((number, end))
}

/// Whether a text begins with a dash beyond ASCII, "–" or "—", or a sign such as "€", which are no part of a number.
pub(super) fn parts_number(text: &[u8]) -> bool {
    matches!(text, [0xE2, 0x80, 0x93 | 0x94, ..] | [0xE2, 0x82, ..])
}

/// How many digits a group of thousands has, and cents have.
const THOUSANDS_DIGITS: usize = 3;
const CENTS_DIGITS: usize = 2;
/// More groups are left to those who count.
const USUAL_GROUPS_MAX: usize = 4;

/// The value of the figures of ASCII at `at`, at most eight of them, and where they end.
#[inline]
fn figures(text: &[u8], at: usize) -> Option<(i64, usize)> {
    let eight = Eight::at(text, at);
    let length = run(eight.figures());
    let more = length == STEP && text.get(at + STEP).is_some_and(u8::is_ascii_digit);
    (length > 0 && !more).then(|| (value_of_figures(eight, length), at + length))
}

/// The value of so many first figures, at least one: neighbours are joined to numbers below a hundred, those to
/// numbers below ten thousand, and those to one.
fn value_of_figures(figures: Eight, length: usize) -> i64 {
    let ones = (figures.0 << (8 * (STEP - length))) & of_each(0x0F);
    let pairs = (ones * 10 + (ones >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    ((fours * 10_000 + (fours >> 32)) & 0xFFFF_FFFF).cast_signed()
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
    if !after.starts_with(['k', 'K', 'm', 'M', 'l', 'L', 'b', 'c', 't']) {
        return false;
    }
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
        decimals: decimal,
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
    fn the_usual_forms_are_read_as_all_others_are() {
        let (wholes, groups) =
            (["0", "7", "12", "999", "1234", "12345678"], ["", ",000", ",50", ",120,999", ",1234"]);
        let (cents, ends) = (
            ["", ".5", ".50", ".500"],
            [
                "",
                " ",
                "k",
                " m",
                " 000",
                "\u{a0}000",
                ", ",
                ".",
                "-9",
                "'s",
                "–9",
                "— ",
                "€",
                " €",
                " –",
                "₹ 5",
            ],
        );
        let mut usual = 0;
        for (whole, group) in wholes.iter().flat_map(|whole| groups.map(|group| (whole, group))) {
            for (cents, end) in cents.iter().flat_map(|cents| ends.map(|end| (cents, end))) {
                let text = format!("{whole}{group}{cents}{end}");
                if let Some((number, end)) = read_usual(&text, 0) {
                    assert_eq!((Digits::Number(number), end), read_groups(&text, 0, || true), "{text}");
                    usual += 1;
                }
            }
        }
        assert!(usual > 150, "{usual}");
    }

    #[test]
    fn dates_versions_and_addresses_are_no_numbers() {
        for text in ["12.05.2018", "192.168.1.1", "3.11.4", "1,2,3,4,5,6,7,8,9,10"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
