//! Numbers of a text as tokens: with what stands in place of cents, and which digits are no number.

use super::{
    lexer::Lexer,
    lexicon::LEXICON,
    number::{Digits, Number, parts_number, read_digits, read_usual},
    sense::{Glue, MYRIAD},
    token::{Kind, Token},
    written::money_follows,
};

/// The signs of ten thousand.
const MYRIADS: [&str; 3] = ["万", "萬", "만"];

/// What stands in place of cents: a dash, and as East Africa writes shillings, "500/=".
const NO_CENTS: [&str; 7] = [".-", ",-", ".–", ",–", "/=", " /=", "/-"];

/// Lines of a picture, as in "1080p".
const PIXELS: [&str; 6] = ["360", "480", "720", "1080", "1440", "2160"];

impl<'a> Lexer<'_, 'a> {
    /// The number that stands here and where it ends, where it is written as most are, and nothing near it can make
    /// it something else than the number it is.
    #[inline]
    pub(super) fn plain_number(&self) -> Option<(Number, usize)> {
        let plain = plain_number(self.text, self.at)?;
        let before = match self.tokens.all.as_slice() {
            [.., digits, Token { kind: Kind::Dash, .. }] | [.., digits] => {
                matches!(digits.kind, Kind::Digits | Kind::Sign('+'))
            }
            [] => false,
        };
        (!before).then_some(plain)
    }

    /// A number, with the point that may begin it, by all that stands near it.
    pub(super) fn digits(&mut self) -> Kind {
        let spaced = || self.after_spaced_number_or_money() || money_follows(self.rest());
        let (digits, end) = read_digits(self.text, self.at, spaced);
        // "06 12 34", "05/11"
        let padded =
            end > self.at + 1 && self.rest().starts_with('0') && !self.text[..self.at].ends_with('.');
        let telephone = self.is_in_a_telephone_number() || self.begins_telephone_number(end);
        // "555-123-4567"
        let dashed = has_two_more_groups(&self.text[end..]);
        let pixels = self.text[end..].starts_with('p') && PIXELS.contains(&&self.text[self.at..end]);
        self.at = end;
        if let Some(mark) = no_cents(self.rest()) {
            self.at += mark.len();
            // East Africa writes so, and where no currency stands before the number, only that names it.
            let marked = self.tokens.all.last().is_some_and(|last| matches!(last.kind, Kind::Money(_)));
            self.glued = (mark.ends_with("/=") && !marked).then(|| LEXICON.kind("shillings"));
        }
        // "25万" is 250,000.
        if let Digits::Number(number) = digits
            && let Some(myriad) = MYRIADS.iter().find(|sign| self.rest().starts_with(**sign))
        {
            self.at += myriad.len();
            return Kind::Number(Number {
                micros: number.micros.saturating_mul(MYRIAD),
                myriads: true,
                ..number
            });
        }
        match digits {
            Digits::Number(Number { grouped: false, decimals: false, .. }) if padded => Kind::Digits,
            Digits::Number(_) if telephone || pixels || dashed => Kind::Digits,
            Digits::Number(number) => Kind::Number(number),
            Digits::Other => Kind::Digits,
        }
    }

    /// Whether the digits here, up to `end`, are the code of a country: "+254 712".
    fn begins_telephone_number(&self, end: usize) -> bool {
        let Some(last) = self.tokens.all.last() else { return false };
        let plus = last.is_sign('+') && last.end() == self.at && !last.glued;
        plus && matches!(self.text.as_bytes().get(end..end + 2), Some([b' ' | b'-', b'0'..=b'9']))
    }

    /// Whether a space parts the digits here from bare ones that make no number: those that begin with a zero,
    /// and what follows them.
    fn is_in_a_telephone_number(&self) -> bool {
        let tokens = self.tokens.all.as_slice();
        let ([.., digits, Token { kind: Kind::Dash, .. }] | [.., digits]) = tokens else { return false };
        if !matches!(digits.kind, Kind::Digits) {
            return false;
        }
        let bare = || self.text[digits.start()..digits.end()].bytes().all(|byte| byte.is_ascii_digit());
        let parted = matches!(&self.text[digits.end()..self.at], " " | "-");
        parted && bare()
    }

    /// Whether a space may set thousands apart in the number that begins here: after a currency, or
    /// as the other end of a range that did so.
    fn after_spaced_number_or_money(&self) -> bool {
        match self.tokens.all.as_slice() {
            [.., Token { kind: Kind::Money(_), .. }] => true,
            // The code of a currency that is no more: "DEM 170 000".
            [.., last @ Token { kind: Kind::Word(None, _), .. }] => {
                let word = &self.text[last.start()..last.end()];
                word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
            }
            [.., Token { kind: Kind::Number(number), .. }, join] => {
                number.grouped && (matches!(join.kind, Kind::Dash) || join.is(Glue::To))
            }
            _ => false,
        }
    }

    /// The number that a point begins: `.75`, or `.750.30`, whose first point says nothing.
    pub(super) fn fraction(&mut self) -> Option<Kind> {
        let start = self.at;
        let kind = self.digits();
        let written = &self.text[start..self.at];
        match kind {
            Kind::Number(number) if !number.decimals && !number.grouped && written.len() <= 6 => {
                let scale = 10_i64.pow(u32::try_from(written.chars().count()).ok()?);
                Some(Kind::Number(Number { micros: number.micros / scale, decimals: true, ..number }))
            }
            _ => Some(kind),
        }
    }
}

/// The number at a place of a text and where it ends, where it is written as most are, and nothing behind it can make
/// it something else.
// A call of it would cost a third of what it does.
#[inline(always)]
pub(super) fn plain_number(text: &str, at: usize) -> Option<(Number, usize)> {
    let bytes = text.as_bytes();
    // Zeros begin telephone numbers and dates.
    let (number, end) = read_usual(text, at).filter(|(number, _)| bytes[at] != b'0' || number.decimals)?;
    let behind = match bytes[end..] {
        [b' ', b'/', ..] | [b'p', ..] => true,
        [128..=255, ..] => !parts_number(&bytes[end..]),
        // "555-123-4567"
        [b'-', b'0'..=b'9', ..] => has_two_more_groups(&text[end..]),
        [b'.' | b',' | b'/', next, ..] => matches!(next, b'-' | b'=' | 128..),
        _ => false,
    };
    (!behind).then_some((number, end))
}

/// Whether a dash and digits follow, twice.
fn has_two_more_groups(rest: &str) -> bool {
    let past_group = |rest: &'_ str| -> Option<usize> {
        let digits = rest.strip_prefix('-')?.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some(1 + digits)
    };
    past_group(rest).is_some_and(|end| past_group(&rest[end..]).is_some())
}

/// What stands in place of cents behind a number: "50.-", "1.899,-", "500/-", but "20/-hour".
fn no_cents(rest: &str) -> Option<&'static str> {
    // Most numbers go on in another way.
    let begins = matches!(rest.as_bytes(), [b'.' | b',' | b'/', b'-' | b'=' | 128.., ..] | [b' ', b'/', ..]);
    let stands = |after: &str| !after.starts_with(char::is_alphanumeric);
    begins.then(|| NO_CENTS.into_iter().find(|mark| rest.strip_prefix(mark).is_some_and(stands))).flatten()
}
