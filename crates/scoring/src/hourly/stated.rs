//! What a posting says of the time that its work takes: `about 10 hours`, `20 hrs/week for a month`,
//! `~ 15 minutes`, `5 pages`.

use std::cell::LazyCell;

use kazi_domain::{Basis, Spread};
use regex::Regex;
use rust_decimal::Decimal;

use super::{
    time_words::{FILLING, Filling, Unit, VOCABULARY},
    told::Told,
    whole_words::Met,
};

/// How far around a stretch of time its context reaches, in bytes.
const CONTEXT_BYTES: usize = 40;
/// The most stretches of time read in one text.
const STRETCHES_MAX: usize = 40;

/// Hours of a full-time week.
const FULL_WEEK_HOURS: Spread<Decimal> = same(40);
/// Hours of a full day, and the days of a week that are worked where only the hours of a day are told.
const DAY_HOURS: Decimal = units(8);
const WEEK_DAYS: Spread<Decimal> = same(5);
/// Nobody works longer a day.
const DAY_HOURS_MAX: Decimal = units(16);
/// Whoever names so many days a week says when somebody is there.
const WEEK_DAYS_MAX: Decimal = units(7);
/// Days of a week on which nobody but those who take such work works.
const WEEKEND_DAYS: Spread<Decimal> = same(2);
/// Hours a week of work that is said to be part-time and no more: half of full time, or less or more by half.
/// An estimate: a third of a week to three quarters of one is what postings that name both mean by it.
const PART_WEEK_HOURS: Spread<Decimal> = Spread { low: units(12), likely: units(20), high: units(30) };

/// Minutes of an hour.
pub const HOUR_MINUTES: Decimal = units(60);

const fn units(number: u32) -> Decimal {
    Decimal::from_parts(number, 0, 0, false, 0)
}

const fn same(number: u32) -> Spread<Decimal> {
    Spread { low: units(number), likely: units(number), high: units(number) }
}

/// What was said of time and quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedWork {
    /// Hours of the whole job.
    pub hours: Option<Spread<Decimal>>,
    /// Hours a week.
    weekly_hours: Option<Spread<Decimal>>,
    /// Hours a day.
    daily_hours: Option<Spread<Decimal>>,
    /// Days a week.
    weekly_days: Option<Spread<Decimal>>,
    /// Weeks that it lasts.
    weeks: Option<Spread<Decimal>>,
    /// Minutes that it, or one piece of it, takes.
    pub minutes: Option<Spread<Decimal>>,
    /// Minutes that one piece of it takes.
    pub each_minutes: Option<Spread<Decimal>>,
    /// Whether it says that it is full-time work, or part-time.
    full_time: bool,
    part_time: bool,
    /// Whether the pay is named for full time, however much less the work is.
    pro_rata: bool,
}

impl StatedWork {
    /// Reads title and body; where both speak of the same thing, the title wins.
    pub fn read(told: &Told<'_>) -> Self {
        let mut work = Self::default();
        let recordings = LazyCell::new(|| works_on_recordings(told));
        for (folded, met) in told.timed() {
            work.read_text(folded, met, &recordings);
        }
        work
    }

    /// The hours of the whole job, as far as the words together tell, and whether they are said.
    pub fn whole_job(&self) -> Option<(Spread<Decimal>, Basis)> {
        if let Some(hours) = self.hours {
            return Some((hours, Basis::Stated));
        }
        match (self.week(), self.weeks) {
            (Some((weekly, basis)), Some(weeks)) => Some((product(weekly, weeks), basis)),
            _ => {
                let hours = self.minutes?.map_each(|minutes| minutes / HOUR_MINUTES);
                Some((hours, Basis::Stated))
            }
        }
    }

    /// The hours of a week for which pay by the week or longer is named, and whether they are said.
    pub fn paid_week(&self) -> Option<(Spread<Decimal>, Basis)> {
        if self.pro_rata { Some((FULL_WEEK_HOURS, Basis::Stated)) } else { self.week() }
    }

    /// The hours of a week, and whether they are said.
    pub fn week(&self) -> Option<(Spread<Decimal>, Basis)> {
        let full = self.full_time && !self.part_time;
        let part = self.part_time && !self.full_time;
        let by_days = || {
            let hours = product(self.daily_hours.unwrap_or(same(8)), self.weekly_days.unwrap_or(WEEK_DAYS));
            (self.daily_hours.is_some() || self.weekly_days.is_some()).then_some(hours)
        };
        let said = self.weekly_hours.or_else(by_days).or_else(|| full.then_some(FULL_WEEK_HOURS));
        let said = said.map(|hours| (hours, Basis::Stated));
        said.or_else(|| part.then_some((PART_WEEK_HOURS, Basis::Estimated)))
    }

    /// The hours of a day that is paid as one.
    pub fn day(&self) -> Option<Spread<Decimal>> {
        let by_week = || {
            let days = self.weekly_days.unwrap_or(WEEK_DAYS).likely;
            Some(self.weekly_hours?.map_each(|hours| hours / days))
        };
        let full = self.full_time && !self.part_time;
        self.daily_hours.or_else(by_week).or_else(|| full.then_some(same(8)))
    }

    fn read_text<F: FnOnce() -> bool>(&mut self, folded: &str, met: &[Met], recordings: &LazyCell<bool, F>) {
        let mut weekends = false;
        let begins = met.iter().filter(|met| met.number & FILLING != 0);
        for filling in begins.flat_map(|met| VOCABULARY.fillings.find(folded, met.start)) {
            match filling {
                Filling::FullTime => self.full_time = true,
                Filling::PartTime => self.part_time = true,
                Filling::Weekends => weekends = true,
                Filling::ProRata => self.pro_rata = true,
            }
        }
        for (begin, found) in VOCABULARY.stretch.find_iter(folded, met).take(STRETCHES_MAX) {
            let Some(Stretch { amount, unit, spoken }) = Stretch::of(found) else { continue };
            let end = begin + found.len();
            let before = folded.floor_char_boundary(begin.saturating_sub(CONTEXT_BYTES));
            let after = folded.ceil_char_boundary((end + CONTEXT_BYTES).min(folded.len()));
            let context = (&folded[before..begin], &folded[end..after]);
            if !spoken || VOCABULARY.span_before.is_match(context.0) {
                self.note(amount, unit, context, recordings);
            }
        }
        if weekends && self.weekly_days.is_none() {
            self.weekly_days = Some(WEEKEND_DAYS);
        }
    }

    fn note<F: FnOnce() -> bool>(
        &mut self,
        amount: Spread<Decimal>,
        unit: Unit,
        (before, after): (&str, &str),
        recordings: &LazyCell<bool, F>,
    ) {
        let words = &VOCABULARY;
        let minutes = unit.minutes().map(|minutes| amount.map_each(|number| number * minutes));
        if let Some(minutes) = minutes {
            let hours = minutes.map_each(|minutes| minutes / HOUR_MINUTES);
            match () {
                () if words.a_week.is_match(after) => return set(&mut self.weekly_hours, hours),
                // "24 hours a day" is when somebody is there.
                () if words.a_day.is_match(after) && hours.high > DAY_HOURS_MAX => return,
                () if words.a_day.is_match(after) => return set(&mut self.daily_hours, hours),
                () if words.a_month.is_match(after) => {
                    return set(&mut self.weekly_hours, hours.map_each(|hours| hours / WEEKS_A_MONTH));
                }
                () => {}
            }
        }
        if unit == Unit::Day && words.a_week.is_match(after) {
            let all = amount.high >= WEEK_DAYS_MAX;
            if !all && ![before, after].into_iter().any(|near| words.days_of_a_place.is_match(near)) {
                set(&mut self.weekly_days, amount);
            }
            return;
        }
        if words.not_work_before.is_match(before) || words.not_work_after.is_match(after) {
            return;
        }
        // "15 clips of 2 minutes"
        let sure = || words.surely_work_before.is_match(before) || words.work_after.is_match(after);
        if minutes.is_some() && **recordings && !sure() {
            return;
        }
        if let Some(minutes) = minutes
            && (words.each_after.is_match(after) || words.each_before.is_match(before))
        {
            return set(&mut self.each_minutes, minutes);
        }
        if unit == Unit::Hour && words.piece_takes.is_match(before) {
            minutes.into_iter().for_each(|minutes| set(&mut self.each_minutes, minutes));
        }
        match unit {
            Unit::Hour if words.work_before.is_match(before) || words.work_after.is_match(after) => {
                set(&mut self.hours, amount);
            }
            Unit::Minute => set(&mut self.minutes, amount),
            // A bare stretch of seconds is the length of a film.
            Unit::Hour | Unit::Second => {}
            Unit::Day if words.full_days.is_match(after) => {
                set(&mut self.hours, amount.map_each(|days| days * DAY_HOURS));
            }
            Unit::Day => {}
            Unit::Week => set(&mut self.weeks, amount),
            Unit::Month => set(&mut self.weeks, amount.map_each(|months| months * WEEKS_A_MONTH)),
        }
    }
}

/// Whether what is to be worked on are recordings, whose length in minutes is no time of work.
fn works_on_recordings(told: &Told<'_>) -> bool {
    let words = &VOCABULARY;
    let says = |pattern: &Regex| [&told.title, &told.body].iter().any(|text| pattern.is_match(&text.text));
    says(&words.recording_alone) || says(&words.recording_work) && says(&words.recording)
}

/// One figure times another, the worst by the worst.
fn product(a: Spread<Decimal>, b: Spread<Decimal>) -> Spread<Decimal> {
    Spread { low: a.low * b.low, likely: a.likely * b.likely, high: a.high * b.high }
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

/// A figure such as `10`, `1.5`, `1,5` or a number word, above zero and at most 10,000.
fn number(text: &str) -> Option<Decimal> {
    let value = if text.starts_with(char::is_alphabetic) {
        Decimal::from(*VOCABULARY.numbers.get(text)?)
    } else {
        figure(text)?
    };
    (value > Decimal::ZERO && value <= Decimal::from(10_000)).then_some(value)
}

/// A figure such as `10`, as most are, or `1.5`, or `1,5`.
fn figure(text: &str) -> Option<Decimal> {
    let whole = text.parse::<u32>().ok().map(Decimal::from);
    whole.or_else(|| text.replace(',', ".").parse().ok())
}

/// The number that ends the rest of a range: the `5` of ` to 5+`.
fn last_number(rest: &str) -> Option<Decimal> {
    let words = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '+' | '-'));
    if words.is_empty() {
        return None;
    }
    let start = words
        .rfind(|c: char| !c.is_alphanumeric() && c != '.' && c != ',')
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    number(&words[start..])
}

fn range(first: Decimal, second: Option<Decimal>) -> Spread<Decimal> {
    let Some(second) = second else { return Spread { low: first, likely: first, high: first } };
    let (low, high) = (first.min(second), first.max(second));
    Spread { low, likely: (low + high) / Decimal::TWO, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cut::CutPosting;
    use kazi_domain::{Posting, PostingId, SourceId};

    #[test]
    fn stretches_of_time_are_work_only_where_words_say_so() {
        crate::cases::run("hours", |case| {
            let posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), case);
            let said = StatedWork::read(&Told::of(&CutPosting::of(&posting)));
            let written = |hours: Spread<Decimal>| {
                let hours = hours.map_each(|hours| hours.round_dp(4).normalize());
                format!("{} {} {}", hours.low, hours.likely, hours.high)
            };
            let (whole, week) = (said.whole_job(), said.paid_week());
            let named = [
                whole.map(|(hours, _)| written(hours)),
                week.filter(|_| whole.is_none()).map(|(hours, _)| format!("{} a week", written(hours))),
                said.each_minutes.map(|minutes| format!("{} minutes each", written(minutes))),
            ];
            let named: Vec<_> = named.into_iter().flatten().collect();
            if named.is_empty() { "none".to_owned() } else { named.join(", ") }
        });
    }
}
