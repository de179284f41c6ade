//! What a posting says of the time that its work takes: `about 10 hours`, `20 hrs/week for a month`,
//! `~ 15 minutes`, `5 pages`.

mod vocabulary;

use kazi_domain::{Posting, Spread};
use rust_decimal::Decimal;

use crate::{letters::ascii_prefix, pay::fold_text};

use vocabulary::{Unit, VOCABULARY};

/// How far into a description words about time are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// How far around a stretch of time its context reaches, in bytes.
const CONTEXT_BYTES: usize = 40;
/// The most stretches of time read in one text.
const STRETCHES_MAX: usize = 40;

/// What was said of time and quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedWork {
    /// Hours of the whole job.
    pub hours: Option<Spread<Decimal>>,
    /// Hours a week.
    pub weekly_hours: Option<Spread<Decimal>>,
    /// Weeks that it lasts.
    pub weeks: Option<Spread<Decimal>>,
    /// Minutes that it, or one piece of it, takes.
    pub minutes: Option<Spread<Decimal>>,
    /// Whether it says that it is full-time work.
    pub full_time: bool,
}

impl StatedWork {
    /// Reads title and body; where both speak of the same thing, the title wins.
    pub fn read(posting: &Posting) -> Self {
        let mut work = Self::default();
        let body = &posting.description;
        let end = body.floor_char_boundary(TEXT_BYTES_MAX.min(body.len()));
        for text in [posting.title.as_str(), &body[..end]] {
            work.read_text(text);
        }
        work
    }

    /// The hours of the whole job, as far as the words together tell.
    pub fn whole_job(&self, week_hours: Decimal) -> Option<Spread<Decimal>> {
        if let Some(hours) = self.hours {
            return Some(hours);
        }
        let full_time = Spread { low: week_hours, likely: week_hours, high: week_hours };
        let weekly = self.weekly_hours.or(self.full_time.then_some(full_time));
        match (weekly, self.weeks) {
            (Some(weekly), Some(weeks)) => Some(Spread {
                low: weekly.low * weeks.low,
                likely: weekly.likely * weeks.likely,
                high: weekly.high * weeks.high,
            }),
            _ => self.minutes.map(|minutes| minutes.map_each(|value| value / Decimal::from(60))),
        }
    }

    fn read_text(&mut self, text: &str) {
        let folded = folded(text);
        self.full_time |= VOCABULARY.full_time.is_match(&folded);
        for (begin, found) in VOCABULARY.stretch.find_iter(&folded).take(STRETCHES_MAX) {
            let Some(Stretch { amount, unit, spoken }) = Stretch::of(found) else { continue };
            let end = begin + found.len();
            let before = folded.floor_char_boundary(begin.saturating_sub(CONTEXT_BYTES));
            let after = folded.ceil_char_boundary((end + CONTEXT_BYTES).min(folded.len()));
            let context = (&folded[before..begin], &folded[end..after]);
            if !spoken || VOCABULARY.span_before.is_match(context.0) {
                self.note(amount, unit, context);
            }
        }
    }

    fn note(&mut self, amount: Spread<Decimal>, unit: Unit, (before, after): (&str, &str)) {
        let words = &VOCABULARY;
        let deadline = words.not_work_before.is_match(before) || words.not_work_after.is_match(after);
        match unit {
            Unit::Hour if words.a_week.is_match(after) => set(&mut self.weekly_hours, amount),
            Unit::Hour if words.a_day.is_match(after) => {
                set(&mut self.weekly_hours, amount.map_each(|hours| hours * Decimal::from(5)));
            }
            _ if deadline => {}
            Unit::Hour if words.work_before.is_match(before) || words.work_after.is_match(after) => {
                set(&mut self.hours, amount);
            }
            Unit::Minute => set(&mut self.minutes, amount),
            Unit::Hour => {}
            Unit::Day if words.full_days.is_match(after) => {
                set(&mut self.hours, amount.map_each(|days| days * Decimal::from(8)));
            }
            Unit::Day => {}
            Unit::Week => set(&mut self.weeks, amount),
            Unit::Month => set(&mut self.weeks, amount.map_each(|months| months * WEEKS_A_MONTH)),
        }
    }
}

/// An amount of time where it stands.
struct Stretch {
    amount: Spread<Decimal>,
    unit: Unit,
    /// Whether only an article or a lone word says that it is one.
    spoken: bool,
}

impl Stretch {
    /// Takes what `Vocabulary::stretch` found apart. It holds nothing else, so that this takes no pattern.
    fn of(found: &str) -> Option<Self> {
        let words = &*VOCABULARY;
        let stretch = |amount, word: &str, spoken| {
            let unit = *words.units.get(word)?;
            Some(Self { amount, unit, spoken })
        };
        if words.pairs.contains(&found) {
            return stretch(range(Decimal::TWO, None), found, false);
        }
        if words.alone.contains(&found) {
            return stretch(range(Decimal::ONE, None), found, true);
        }
        let (first, behind) = split_number(found);
        let (low, between, unit) = if words.before.contains(&first) {
            let (low, rest) = split_number(behind.trim_start());
            (low, rest, first)
        } else {
            let (between, unit) = split_unit(behind);
            (first, between, unit)
        };
        let spoken = words.articles.contains(&low);
        let least = if spoken { Decimal::ONE } else { number(low)? };
        stretch(range(least, last_number(between)), unit, spoken)
    }
}

/// The figure or word that a stretch begins with, and the rest of it.
fn split_number(text: &str) -> (&str, &str) {
    let figure = |c: char| c.is_numeric() || matches!(c, '.' | ',');
    let is_part = |c: char| if text.starts_with(char::is_numeric) { figure(c) } else { c.is_alphabetic() };
    text.split_at(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}

/// What stands between the number and the unit of a stretch, and the unit: `d'` and "de" belong to neither.
fn split_unit(behind: &str) -> (&str, &str) {
    let letters = behind.trim_end_matches(char::is_alphabetic).len();
    let (between, unit) = behind.split_at(letters);
    let of = between.strip_suffix("d'").or_else(|| between.trim_end().strip_suffix("de"));
    (of.unwrap_or(between), unit)
}

/// 52 weeks over 12 months, as pay tables count it.
pub const WEEKS_A_MONTH: Decimal = Decimal::from_parts(4_333, 0, 0, false, 3);

/// Each of the three figures changed in one way.
pub trait MapEach {
    /// Applies `change` to low, likely and high.
    fn map_each(self, change: impl Fn(Decimal) -> Decimal) -> Self;
}

impl MapEach for Spread<Decimal> {
    fn map_each(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        Self { low: change(self.low), likely: change(self.likely), high: change(self.high) }
    }
}

fn set(field: &mut Option<Spread<Decimal>>, amount: Spread<Decimal>) {
    field.get_or_insert(amount);
}

/// A text in the form in which the words of time are listed, with European figures.
fn folded(text: &str) -> String {
    let figure = |c: char| match c {
        '٠'..='٩' => char::from_u32(u32::from(c) - u32::from('٠') + u32::from('0')).unwrap_or(c),
        '٫' => '.',
        '’' => '\'',
        _ => c,
    };
    let folded = fold_text(text);
    let mut figures = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let (ascii, more) = rest.split_at(ascii_prefix(rest.as_bytes()));
        if ascii.len() == folded.len() {
            return folded;
        }
        figures.push_str(ascii);
        let mut letters = more.chars();
        figures.extend(letters.next().map(figure));
        rest = letters.as_str();
    }
    figures
}

/// A figure such as `10`, `1.5`, `1,5` or a number word, above zero and at most 10,000.
fn number(text: &str) -> Option<Decimal> {
    let value = match VOCABULARY.numbers.get(text) {
        Some(number) => Decimal::from(*number),
        None => text.replace(',', ".").parse().ok()?,
    };
    (value > Decimal::ZERO && value <= Decimal::from(10_000)).then_some(value)
}

/// The number that ends the rest of a range: the `5` of ` to 5+`.
fn last_number(rest: &str) -> Option<Decimal> {
    let words = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '+' | '-'));
    let start = words
        .rfind(|c: char| !c.is_alphanumeric() && c != '.' && c != ',')
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    number(&words[start..])
}

fn range(first: Decimal, second: Option<Decimal>) -> Spread<Decimal> {
    let second = second.unwrap_or(first);
    let (low, high) = (first.min(second), first.max(second));
    Spread { low, likely: (low + high) / Decimal::TWO, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kazi_domain::{PostingId, SourceId};

    #[test]
    fn stretches_of_time_are_work_only_where_words_say_so() {
        crate::cases::run("hours", |case| {
            let posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), case);
            let hours = StatedWork::read(&posting).whole_job(Decimal::from(40));
            hours.map_or("none".to_owned(), |hours| {
                let hours = hours.map_each(|hours| hours.round_dp(4).normalize());
                format!("{} {} {}", hours.low, hours.likely, hours.high)
            })
        });
    }
}
