//! Values of parameters.

use std::{fmt::Display, str::FromStr};

use jiff::SignedDuration;
use kazi_catalog::{SEARCH_WORDS_MAX, count_search_words};
use kazi_domain::Amount;
use rust_decimal::Decimal;

use crate::problem::{self, Problem};

/// The most values of one list.
pub(super) const LIST_MAX: usize = 100;
/// The most dollars an hour that a filter may name.
const HOURLY_USD_MAX: i64 = 100_000;
/// The longest time back that a filter may name.
const WITHIN_DAYS_MAX: i64 = 3650;

/// Why a value cannot be used.
pub(crate) struct Fault {
    detail: String,
    given: String,
    valid: Vec<String>,
}

impl Fault {
    pub(crate) fn new(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), given: String::new(), valid: Vec::new() }
    }

    pub(super) fn not_among<'a>(given: &str, valid: impl IntoIterator<Item = &'a str>) -> Self {
        let given: String = given.chars().take(64).collect();
        let detail = format!("\"{given}\" is not among the values that can be used");
        Self { detail, given, valid: valid.into_iter().map(str::to_owned).collect() }
    }

    pub(super) fn into_problem(self, name: &str) -> Problem {
        let problem = Problem::new(&problem::INVALID_PARAMETER, format!("{name}: {}", self.detail));
        let problem = problem.of_parameter(name);
        if self.valid.is_empty() {
            return problem;
        }
        problem.with_valid(&self.given, self.valid.iter().map(String::as_str))
    }
}

/// The values of a list with commas between them.
pub(crate) fn list(value: &str) -> Result<Vec<&str>, Fault> {
    let values: Vec<&str> = value.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    match values.len() {
        0 => Err(Fault::new("it has no value: leave it out instead")),
        1..=LIST_MAX => Ok(values),
        _ => Err(Fault::new(format!("at most {LIST_MAX} values"))),
    }
}

/// A list of values, each of which must be known.
pub(crate) fn among<'a, T: Copy>(
    value: &str,
    known: impl Iterator<Item = (&'a str, T)>,
) -> Result<Vec<T>, Fault> {
    let known: Vec<(&str, T)> = known.collect();
    list(value)?.into_iter().map(|given| one_of(given, known.iter().copied())).collect()
}

/// One value, which must be known.
pub(crate) fn one_of<'a, T>(
    given: &str,
    known: impl Iterator<Item = (&'a str, T)> + Clone,
) -> Result<T, Fault> {
    let found = known.clone().find(|(name, _)| *name == given);
    found.map(|(_, value)| value).ok_or_else(|| Fault::not_among(given, known.map(|(name, _)| name)))
}

/// A value that explains itself where it cannot be read.
pub(crate) fn parsed<T: FromStr<Err: Display>>(value: &str) -> Result<T, Fault> {
    value.parse().map_err(|error: T::Err| Fault::new(error.to_string()))
}

pub(crate) fn yes_or_no(value: &str) -> Result<bool, Fault> {
    one_of(value, [("true", true), ("false", false)].into_iter())
}

/// US dollars an hour.
pub(crate) fn hourly_usd(value: &str) -> Result<Amount, Fault> {
    let wrong = || Fault::new("a number of US dollars an hour, from 0 to 100000, such as 12.50");
    let number: Decimal = value.parse().map_err(|_| wrong())?;
    let amount = Amount::from_decimal(number).ok_or_else(wrong)?;
    let most = Amount::from_units(HOURLY_USD_MAX).ok_or_else(wrong)?;
    if (Amount::ZERO..=most).contains(&amount) { Ok(amount) } else { Err(wrong()) }
}

/// A text of at most so many characters.
pub(crate) fn short(value: &str, chars_max: usize) -> Result<String, Fault> {
    let fits = value.chars().count() <= chars_max;
    fits.then(|| value.to_owned()).ok_or_else(|| Fault::new(format!("at most {chars_max} characters")))
}

/// What somebody searches for; nothing in particular where the box is empty.
pub(crate) fn search(value: &str, chars_max: usize) -> Result<String, Fault> {
    let text = short(value, chars_max)?;
    match count_search_words(&text) {
        0 if !text.trim().is_empty() => {
            Err(Fault::new("nothing can be searched by signs alone: name a word, of letters or figures"))
        }
        0..=SEARCH_WORDS_MAX => Ok(text),
        words => Err(Fault::new(format!("it has {words} words: at most {SEARCH_WORDS_MAX} are looked for"))),
    }
}

/// A number from 1 to `most`.
pub(crate) fn count(value: &str, most: usize) -> Result<usize, Fault> {
    match value.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => Err(Fault::new(format!("a whole number from 1 to {most}"))),
    }
}

/// A time such as `45m`, `12h`, `3d`, `2w`.
pub(crate) fn within(value: &str) -> Result<SignedDuration, Fault> {
    let wrong = || Fault::new("a number and m, h, d or w, at most ten years: 45m, 12h, 3d, 2w");
    let unit = value.chars().next_back().ok_or_else(wrong)?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => return Err(wrong()),
    };
    let digits = &value[..value.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let number: i64 = digits.parse().map_err(|_| wrong())?;
    let minutes = number.checked_mul(minutes).filter(|m| (1..=WITHIN_DAYS_MAX * 24 * 60).contains(m));
    Ok(SignedDuration::from_mins(minutes.ok_or_else(wrong)?))
}
