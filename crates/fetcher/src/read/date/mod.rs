//! Dates in every form that feeds and pages are seen to use.
//!
//! No list of formats: a date is cut into numbers, words and signs, and each says what it is by its
//! shape and by what stands beside it. A form that is not known as a whole is read all the same
//! where its parts are. A date without a zone is taken to be in UTC.

mod relative;
mod token;
mod words;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, ISOWeekDate, Time, Weekday},
    fmt::rfc2822,
    tz::{Offset, TimeZone},
};

use token::{Token, plain, tokens};

/// The longest text looked at, in bytes.
const DATE_BYTES_MAX: usize = 120;
/// Numbers of this many seconds and more are dates since 1970; smaller ones are something else.
const EPOCH_SECONDS_MIN: i64 = 100_000_000;

/// The beginning of 2000 in seconds since 1970. No work that anybody may still take is older: what fills in
/// a date that it does not know writes that of an empty field, mostly 1970, 1900 or year 1.
const OLDEST_SECONDS: i64 = 946_684_800;

/// Whether an instant may be a date of work, and none of an empty field.
pub(crate) fn may_be_of_work(timestamp: Timestamp) -> bool {
    timestamp.as_second() >= OLDEST_SECONDS
}

/// The instant that a text names; `now` is what "3 hours ago" counts from.
pub(crate) fn read(text: &str, now: Option<Timestamp>) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > DATE_BYTES_MAX {
        return None;
    }
    if let Some(timestamp) = standard(text).or_else(|| bare_number(text)) {
        return Some(timestamp);
    }
    if let Some(timestamp) = now.and_then(|now| relative::read(text, now)) {
        return Some(timestamp);
    }
    let mut parts = Parts::default();
    let plain = plain(text);
    let tokens = tokens(&plain);
    parts.read(&tokens)?;
    // A year alone is a date, as W3C-DTF allows; a year among words is not.
    let whole = parts.month.or(parts.month_perhaps).is_some() || tokens.len() == 1;
    parts.timestamp().filter(|_| whole)
}

/// A date just as RFC 2822 or RFC 3339 writes it, as most are: no part of it need be guessed.
fn standard(text: &str) -> Option<Timestamp> {
    let timestamp: Timestamp = match text.as_bytes() {
        // Other names of zones mean more here than to the RFC.
        [b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z', b',', .., b'G', b'M', b'T']
        | [b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z', b',', .., b'+' | b'-', _, _, _, _] => {
            rfc2822::parse(text).ok()?.timestamp()
        }
        [_, _, _, _, b'-', _, _, b'-', _, _, b'T', ..] => text.parse().ok()?,
        _ => return None,
    };
    // Years of nought are no dates; what is as old is looked at closely.
    (timestamp > Timestamp::UNIX_EPOCH).then_some(timestamp)
}

/// Whether a text that is no date was meant to say when: words such as `Open until filled` and
/// figures of nought say that there is no date.
pub(crate) fn means_something(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// Seconds, milliseconds or microseconds since 1970, bare or as `/Date(1770201000000+0100)/`, whose
/// offset says only how it was shown.
fn bare_number(text: &str) -> Option<Timestamp> {
    let text = match text.strip_prefix("/Date(").and_then(|inner| inner.strip_suffix(")/")) {
        Some(inner) => inner.split(['+', '-']).next()?,
        None => text,
    };
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let whole = digits.split('.').next()?;
    let fraction_too = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !fraction_too || (whole != digits && whole.len() < 9) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9..=11 if number >= EPOCH_SECONDS_MIN => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        16 => Timestamp::from_microsecond(number).ok(),
        19 => Timestamp::from_nanosecond(i128::from(number)).ok(),
        _ => None,
    }
}

/// What is known of a date while it is read.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    /// A month by a word that is also a day of the week: `mar` is Tuesday in French.
    month_perhaps: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    /// A time of 24:00, which is the next day's midnight.
    next_day: bool,
    afternoon: Option<bool>,
    zone: Option<TimeZone>,
}

impl Parts {
    fn read(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let mut rest = tokens;
        if let [Token::Sign('-'), tail @ ..] = rest {
            rest = self.read_short_year(tail)?;
        }
        while let Some((first, tail)) = rest.split_first() {
            rest = match first {
                Token::Number(_) => self.read_number(rest)?,
                Token::Sign('+' | '-' | '−') if self.time.is_some() && self.zone.is_none() => {
                    self.read_offset(rest)?
                }
                Token::Sign('+') => return None,
                Token::Sign(_) => tail,
                Token::Word(word) => self.read_word(word, tail)?,
            };
        }
        Some(())
    }

    /// ISO 8601 with the century left out: `-0312`, `-03-12`.
    fn read_short_year<'a, 't>(&mut self, rest: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
        let (digits, rest) = match rest {
            [Token::Number(all), rest @ ..] if all.len() == 4 => ((&all[..2], &all[2..]), rest),
            [Token::Number(year), Token::Sign('-'), Token::Number(month), rest @ ..] => {
                ((*year, *month), rest)
            }
            _ => return None,
        };
        self.set_year(digits.0)?;
        self.month = Some(digits.1.parse().ok()?);
        Some(rest)
    }

    fn read_number<'a, 't>(&mut self, rest: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
        use Token::{Number, Sign, Word};
        match rest {
            [Number(hour), Sign(':'), tail @ ..] if self.time.is_none() => self.read_time(hour, tail),
            [Number(hour), Word("h"), Number(minute), tail @ ..] if self.time.is_none() => {
                self.set_time(hour, minute, "0", "")?;
                Some(tail)
            }
            [Number(hour), Word("h" | "uhr"), tail @ ..] if self.time.is_none() => {
                self.set_time(hour, "0", "0", "")?;
                Some(tail)
            }
            [Number(hour), Word("am" | "pm"), ..] if self.time.is_none() && self.day.is_some() => {
                self.set_time(hour, "0", "0", "")?;
                Some(&rest[1..])
            }
            [Number(year), Word("年" | "년"), tail @ ..] => self.set_year(year).map(|()| tail),
            [Number(month), Word("月" | "월"), tail @ ..] => self.set_month(month).map(|()| tail),
            [Number(day), Word("日" | "일"), tail @ ..] => self.set_day(day).map(|()| tail),
            [Number(hour), Word("時" | "时" | "시"), Number(minute), Word("分" | "분"), tail @ ..] => {
                self.set_time(hour, minute, "0", "")?;
                Some(tail)
            }
            [Number(a), Sign(x @ ('-' | '/' | '.')), Number(b), Sign(y), Number(c), tail @ ..]
                if x == y && self.year.is_none() && self.day.is_none() =>
            {
                self.read_numeric(a, b, c, *x)?;
                // A fourth number is no part of any date.
                (!matches!(tail, [Sign('-'), Number(_), rest @ ..] if !matches!(rest, [Sign(':'), ..])))
                    .then_some(tail)
            }
            [Number(year), Sign('-' | '/'), Number(month), tail @ ..]
                if year.len() == 4 && month.len() == 2 && self.year.is_none() && self.month.is_none() =>
            {
                self.set_year(year)?;
                self.set_month(month)?;
                Some(tail)
            }
            [Number(year), Sign('-'), Number(day), tail @ ..] if year.len() == 4 && day.len() == 3 => {
                self.set_year(year)?;
                let first = Date::new(self.year?, 1, 1).ok()?;
                let date =
                    first.checked_add(jiff::Span::new().try_days(day.parse::<i64>().ok()? - 1).ok()?).ok()?;
                (self.month, self.day) = (Some(date.month()), Some(date.day()));
                Some(tail)
            }
            [Number(year), Sign('-'), Word("w"), Number(week), Sign('-'), Number(day), tail @ ..]
                if self.year.is_none() =>
            {
                self.set_week(year, week, day)?;
                Some(tail)
            }
            // Times of Central and Northern Europe: `4.2.2026 10.30`.
            [Number(hour), Sign('.'), Number(minute), tail @ ..]
                if self.has_day() && self.time.is_none() && minute.len() == 2 =>
            {
                self.set_time(hour, minute, "0", "")?;
                Some(tail)
            }
            [Number(digits), tail @ ..] => self.read_digits(digits).map(|()| tail),
            _ => None,
        }
    }

    /// A number on its own: a day, a year, or a whole date or time without signs.
    fn read_digits(&mut self, digits: &str) -> Option<()> {
        match digits.len() {
            1 | 2 if self.day.is_none() => self.set_day(digits),
            2 | 4 if self.year.is_none() => self.set_year(digits),
            4 | 6 if self.year.is_some() && self.time.is_none() => {
                self.set_time(&digits[..2], &digits[2..4], digits.get(4..6).unwrap_or("0"), "")
            }
            6 => {
                self.set_year(&digits[..2])?;
                self.set_month(&digits[2..4])?;
                self.set_day(&digits[4..])
            }
            8 | 12 | 14 => {
                self.set_year(&digits[..4])?;
                self.set_month(&digits[4..6])?;
                self.set_day(&digits[6..8])?;
                match digits.len() {
                    8 => Some(()),
                    _ => {
                        self.set_time(&digits[8..10], &digits[10..12], digits.get(12..14).unwrap_or("0"), "")
                    }
                }
            }
            _ => None,
        }
    }

    /// Three numbers with signs between: `2020-11-16`, `30.10.23`, `10/30/23`.
    fn read_numeric(&mut self, a: &str, b: &str, c: &str, sign: char) -> Option<()> {
        let number = |text: &str| text.parse::<u16>().ok();
        let (year, month, day) = if a.len() == 4 {
            (a, b, c)
        } else if sign == '/' && number(a)? <= 12 {
            // Slashes are American unless the first number is no month.
            (c, a, b)
        } else if number(a)? > 31 {
            (a, b, c)
        } else {
            (c, b, a)
        };
        self.set_year(year)?;
        let (month, day) = if number(month)? > 12 { (day, month) } else { (month, day) };
        self.set_month(month)?;
        self.set_day(day)
    }

    /// The rest of a time whose hour and first colon were read.
    fn read_time<'a, 't>(&mut self, hour: &str, rest: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
        use Token::{Number, Sign};
        let (minute, second, fraction, rest) = match rest {
            [Number(m), Sign(':'), Number(s), Sign('.' | ','), Number(f), rest @ ..] if f.len() != 4 => {
                (*m, *s, *f, rest)
            }
            [Number(m), Sign(':'), Number(s), rest @ ..] => (*m, *s, "", rest),
            [Number(m), rest @ ..] => (*m, "0", "", rest),
            _ => return None,
        };
        self.set_time(hour, minute, second, fraction)?;
        Some(rest)
    }

    fn read_word<'a, 't>(&mut self, word: &str, rest: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
        if let [Token::Sign('/'), Token::Word(city), tail @ ..] = rest {
            let (city, tail) = match tail {
                [Token::Sign('/'), Token::Word(part), tail @ ..] => (format!("{city}/{part}"), tail),
                _ => ((*city).to_owned(), tail),
            };
            self.zone = TimeZone::get(&format!("{word}/{city}")).ok();
            return Some(tail);
        }
        match word {
            "am" | "오전" | "上午" => self.afternoon = Some(false),
            "pm" | "오후" | "下午" => self.afternoon = Some(true),
            "gmt" | "utc" | "ut" if matches!(rest, [Token::Sign('+' | '-'), Token::Number(_), ..]) => {}
            _ => match words::month(word) {
                Some(month) if words::is_weekday_too(word) => self.month_perhaps = Some(month),
                Some(month) => self.month = self.month.or(Some(month)),
                None if self.time.is_some() && self.zone.is_none() => self.zone = words::zone(word),
                None => {}
            },
        }
        Some(rest)
    }

    /// `+0100`, `-05:00`, `+1`.
    fn read_offset<'a, 't>(&mut self, rest: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
        use Token::{Number, Sign};
        let [Sign(sign), rest @ ..] = rest else { return None };
        let (hours, minutes, rest) = match rest {
            [Number(h), Sign(':'), Number(m), rest @ ..] => (*h, *m, rest),
            [Number(_), Sign(':'), ..] => return None,
            [Number(all), rest @ ..] if matches!(all.len(), 3 | 4) => {
                let (hours, minutes) = all.split_at(all.len() - 2);
                (hours, minutes, rest)
            }
            [Number(h), rest @ ..] if h.len() <= 2 => (*h, "0", rest),
            // A dash that parts two things: `… 10:00 - remote`.
            [Token::Word(_), ..] if *sign != '+' && rest.len() > 1 => return Some(rest),
            _ => return None,
        };
        let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
        let seconds = if *sign == '+' { seconds } else { -seconds };
        self.zone = Some(TimeZone::fixed(Offset::from_seconds(seconds).ok()?));
        Some(rest)
    }

    /// A day by the week of ISO 8601: `2026-W06-3`.
    fn set_week(&mut self, year: &str, week: &str, day: &str) -> Option<()> {
        let weekday = Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
        let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date();
        (self.year, self.month, self.day) = (Some(date.year()), Some(date.month()), Some(date.day()));
        Some(())
    }

    fn has_day(&self) -> bool {
        self.year.is_some() && self.day.is_some() && self.month.or(self.month_perhaps).is_some()
    }

    fn set_year(&mut self, digits: &str) -> Option<()> {
        let number: i16 = digits.parse().ok()?;
        let year = match digits.len() {
            2 if number < 70 => 2000 + number,
            2 => 1900 + number,
            4 => number,
            _ => return None,
        };
        self.year = Some(year);
        Some(())
    }

    fn set_month(&mut self, digits: &str) -> Option<()> {
        self.month = Some(digits.parse().ok().filter(|month| (1..=12).contains(month))?);
        Some(())
    }

    fn set_day(&mut self, digits: &str) -> Option<()> {
        self.day = Some(digits.parse().ok().filter(|day| (1..=31).contains(day))?);
        Some(())
    }

    fn set_time(&mut self, hour: &str, minute: &str, second: &str, fraction: &str) -> Option<()> {
        let (mut hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
        let second: i8 = second.parse().ok()?;
        if hour == 24 && minute == 0 && second == 0 {
            self.next_day = true;
            hour = 0;
        }
        // The clock has no place for a leap second.
        let second = if second == 60 { 59 } else { second };
        let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
        self.time = Some(Time::new(hour, minute, second, digits.parse().ok()?).ok()?);
        Some(())
    }

    fn timestamp(self) -> Option<Timestamp> {
        let month = match (self.month.or(self.month_perhaps), self.day) {
            (Some(month), _) => month,
            (None, None) => 1,
            (None, Some(_)) => return None,
        };
        // The year 1 is what programs write for "never".
        let year = self.year.filter(|year| *year > 1)?;
        let mut date = Date::new(year, month, self.day.unwrap_or(1)).ok()?;
        if self.next_day {
            date = date.tomorrow().ok()?;
        }
        let time = self.time.unwrap_or_else(Time::midnight);
        let time = match self.afternoon {
            Some(true) if time.hour() < 12 => time.with().hour(time.hour() + 12).build().ok()?,
            Some(false) if time.hour() == 12 => time.with().hour(0).build().ok()?,
            _ => time,
        };
        let zone = self.zone.unwrap_or(TimeZone::UTC);
        zone.to_ambiguous_timestamp(DateTime::from_parts(date, time)).compatible().ok()
    }
}
