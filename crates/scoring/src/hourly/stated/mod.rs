//! What a posting says of the time that its work takes: `about 10 hours`, `20 hrs/week for a month`,
//! `~ 15 minutes`, `5 pages`.

mod vocabulary;

use kazi_domain::{Posting, Spread};
use rust_decimal::Decimal;

use crate::pay::fold_text;

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
    fn of(found: &str) -> Option<Self> {
        let found = VOCABULARY.stretch.captures(found)?;
        let stretch = |amount, word: &str, spoken| {
            let unit = *VOCABULARY.units.get(word)?;
            Some(Self { amount, unit, spoken })
        };
        let group = |name| found.name(name).map(|group| group.as_str());
        if let Some(word) = group("pair") {
            return stretch(range(Decimal::TWO, None), word, false);
        }
        if let Some(word) = group("alone") {
            return stretch(range(Decimal::ONE, None), word, true);
        }
        let low = group("low").or(group("low_after"))?;
        let high = group("high").or(group("high_after")).and_then(last_number);
        let spoken = VOCABULARY.articles.contains(&low);
        let first = if spoken { Decimal::ONE } else { number(low)? };
        stretch(range(first, high), group("unit").or(group("unit_before"))?, spoken)
    }
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
    if folded.is_ascii() { folded } else { folded.chars().map(figure).collect() }
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
    let words = rest.trim_matches(|c: char| c.is_whitespace() || c == '+');
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
