//! Ages, waits and days.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::Words;

const MINUTES_A_DAY: i64 = 24 * 60;

impl Words {
    /// How long ago something was: "3 hours ago".
    pub(crate) fn ago(&self, then: Timestamp, now: Timestamp) -> String {
        let minutes = now.duration_since(then).as_mins().max(0);
        let (key, count) = match minutes {
            0 => return self.say("ago-now"),
            1..60 => ("ago-minutes", minutes),
            60..MINUTES_A_DAY => ("ago-hours", minutes / 60),
            _ => match minutes / MINUTES_A_DAY {
                days @ ..14 => ("ago-days", days),
                days @ ..60 => ("ago-weeks", days / 7),
                days => ("ago-months", days / 30),
            },
        };
        self.with(key, [("count", count.into())])
    }

    /// When something will be: "in 3 hours".
    pub(crate) fn ahead(&self, then: Timestamp, now: Timestamp) -> String {
        let minutes = then.duration_since(now).as_mins().max(1);
        let (key, count) = match minutes {
            ..60 => ("in-minutes", minutes),
            60..MINUTES_A_DAY => ("in-hours", minutes / 60),
            _ => ("in-days", minutes / MINUTES_A_DAY),
        };
        self.with(key, [("count", count.into())])
    }

    /// A length of time in its greatest fitting unit: "6 hours".
    pub(crate) fn length(&self, length: SignedDuration) -> String {
        let minutes = length.as_mins().max(1);
        let (key, count) = match minutes {
            _ if minutes % MINUTES_A_DAY == 0 => ("time-days", minutes / MINUTES_A_DAY),
            _ if minutes % 60 == 0 => ("time-hours", minutes / 60),
            _ => ("time-minutes", minutes),
        };
        self.with(key, [("count", count.into())])
    }

    /// A day: "12 November 2026".
    pub(crate) fn date(&self, date: Date) -> String {
        let month = self.say(&format!("month-{}", date.month()));
        let year = date.year().to_string();
        self.with(
            "date",
            [("day", i64::from(date.day()).into()), ("month", month.into()), ("year", year.into())],
        )
    }
}
