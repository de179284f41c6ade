//! Hours from UTC: "UTC+3", "CET ±3", "GMT-5 to GMT+2".

use kazi_domain::CountrySet;

use super::{
    lexicon::{Lexicon, Token},
    tables::{OVERLAP_HOURS, Place},
    text::Words,
};

/// Characters looked at behind the name of a zone.
const TAIL_BYTES_MAX: usize = 40;

/// The countries that the hours written behind a zone's name allow, and the last word read;
/// nothing where none are written.
pub(super) fn read_offset(
    lexicon: &Lexicon,
    text: &str,
    words: &Words,
    token: &Token,
    place: &Place,
) -> Option<(CountrySet, usize)> {
    let (low, high) = place.hours?;
    let end = words.get(token.last)?.range().end;
    let tail = &text[end..text.floor_char_boundary((end + TAIL_BYTES_MAX).min(text.len()))];
    let mut rest = Reader { tail, at: 0 };
    let (mut low, mut high) = (low, high);
    let mut read = false;
    if let Some(offset) = rest.signed() {
        (low, high, read) = (low + offset, high + offset, true);
    }
    let mut slack = OVERLAP_HOURS;
    if let Some(tolerance) = rest.tolerance() {
        (slack, read) = (tolerance, true);
    } else if let Some(until) = rest.until() {
        (low, high, slack, read) = (low.min(until), high.max(until), 0.0, true);
    }
    if !read {
        return None;
    }
    let stop = end + rest.at;
    let last = (token.last..words.len())
        .take_while(|index| words.get(*index).is_some_and(|word| word.range().start < stop));
    Some((lexicon.tables.within_hours(low, high, slack), last.last().unwrap_or(token.last)))
}

struct Reader<'t> {
    tail: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.tail[self.at..].trim_start()
    }

    /// Hours with a sign: "+3", "−5", "+5:30".
    fn signed(&mut self) -> Option<f32> {
        let rest = self.rest();
        let sign = rest.chars().next()?;
        let factor = match sign {
            '+' => 1.0,
            '-' | '−' | '–' => -1.0,
            _ => return None,
        };
        let (hours, after) = number(&rest[sign.len_utf8()..])?;
        let taken = self.tail.len() - after.len();
        self.at = taken;
        Some(factor * hours)
    }

    /// "±3", "+/- 3 hours".
    fn tolerance(&mut self) -> Option<f32> {
        let rest = self.rest();
        let after = ["±", "+/-", "+-", "+/−", "-/+"].iter().find_map(|sign| rest.strip_prefix(sign))?;
        let (hours, after) = number(after.trim_start())?;
        let taken = self.tail.len() - after.len();
        self.at = taken;
        Some(hours)
    }

    /// The end of a range: "to UTC+2", "to +2".
    fn until(&mut self) -> Option<f32> {
        let rest = self.rest();
        let after = ["to ", "and ", "through ", "- ", "– ", "/", "…"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))?;
        let after = after.trim_start();
        let after = ["UTC", "GMT"].iter().find_map(|name| after.strip_prefix(name)).unwrap_or(after);
        let mut reader = Reader { tail: after, at: 0 };
        let hours = reader.signed()?;
        let left = after.len() - reader.at;
        let taken = self.tail.len() - left;
        self.at = taken;
        Some(hours)
    }
}

/// Hours of at most two digits, with minutes.
fn number(text: &str) -> Option<(f32, &str)> {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let hours: f32 = text[..digits].parse().ok()?;
    let after = &text[digits..];
    let half = after.strip_prefix(":30").or_else(|| after.strip_prefix(".5"));
    let whole = after.strip_prefix(":00").unwrap_or(after);
    (hours <= 14.0).then(|| half.map_or((hours, whole), |after| (hours + 0.5, after)))
}
