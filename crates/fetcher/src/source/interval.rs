//! Lengths of time as configuration writes them: `90s`, `15m`, `1h`, `7d`.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Nothing in a configuration lasts longer than ten years.
const SECONDS_MAX: u64 = 3660 * DAY;

/// A text that is no length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no length of time: write a number of at most ten years and s, m, h or d, such as \"90m\" or \"1h\""
)]
pub struct IntervalError(String);

/// A length of time in whole seconds, written `90s`, `15m`, `1h` or `7d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval {
    seconds: u64,
}

impl Interval {
    /// One hour.
    pub const HOUR: Self = Self { seconds: HOUR };
    /// One day.
    pub const DAY: Self = Self { seconds: DAY };

    /// From whole seconds.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self { seconds }
    }

    /// In whole seconds.
    pub const fn seconds(self) -> u64 {
        self.seconds
    }

    /// As the standard library has it.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// The largest unit of which it is a whole number, and how many.
    fn in_largest_unit(self) -> (u64, &'static str) {
        let units = [(DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")];
        units
            .into_iter()
            .find(|(unit, _)| self.seconds > 0 && self.seconds.is_multiple_of(*unit))
            .map_or((self.seconds, "second"), |(unit, name)| (self.seconds / unit, name))
    }

    /// How often that is: `every 5 minutes`, `once an hour`.
    pub fn how_often(self) -> String {
        match self.in_largest_unit() {
            (1, "hour") => "once an hour".to_owned(),
            (1, unit) => format!("once a {unit}"),
            (count, unit) => format!("every {count} {unit}s"),
        }
    }
}

impl fmt::Display for Interval {
    /// As configuration writes it: `1h`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = self.in_largest_unit();
        write!(f, "{count}{}", &unit[..1])
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    fn from_str(text: &str) -> Result<Self, IntervalError> {
        let read = || {
            let unit = match text.trim().bytes().next_back()? {
                b's' => 1,
                b'm' => MINUTE,
                b'h' => HOUR,
                b'd' => DAY,
                _ => return None,
            };
            let count = text.trim().strip_suffix(|last: char| last.is_ascii_alphabetic())?.trim_end();
            let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
            let seconds = count.parse::<u64>().ok().filter(|_| digits)?.checked_mul(unit)?;
            (seconds <= SECONDS_MAX).then_some(Self { seconds })
        };
        read().ok_or_else(|| IntervalError(text.chars().take(40).collect()))
    }
}

impl TryFrom<String> for Interval {
    type Error = IntervalError;
    fn try_from(text: String) -> Result<Self, IntervalError> {
        text.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> Self {
        interval.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_same() {
        for text in ["90s", "5m", "90m", "1h", "36h", "7d", "0s"] {
            assert_eq!(text.parse::<Interval>().unwrap().to_string(), text);
        }
        assert_eq!("60m".parse::<Interval>().unwrap().to_string(), "1h");
        for bad in ["", "h", "1", "5 mins", "-1h", "+1h", "1.5h", "9999999d", "1ä", "99999999999999999999h"]
        {
            assert!(bad.parse::<Interval>().is_err(), "{bad}");
        }
    }

    #[test]
    fn says_how_often() {
        let often = |text: &str| text.parse::<Interval>().unwrap().how_often();
        assert_eq!(
            [often("5m"), often("1h"), often("24h")],
            ["every 5 minutes", "once an hour", "once a day"]
        );
    }
}
