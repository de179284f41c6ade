//! Names, codes, amounts and times on disk.

use jiff::Timestamp;
use kazi_domain as domain;

use super::RecordError;

/// Reads a name or code that was checked when it was written.
pub(super) fn checked<T: std::str::FromStr>(text: &str, what: &'static str) -> Result<T, RecordError> {
    text.parse().map_err(|_| RecordError::Value(what))
}

pub(super) fn checked_option<T: std::str::FromStr>(
    text: Option<String>,
    what: &'static str,
) -> Result<Option<T>, RecordError> {
    text.map(|text| checked(&text, what)).transpose()
}

pub(super) fn checked_list<T: std::str::FromStr>(
    texts: &[String],
    what: &'static str,
) -> Result<Vec<T>, RecordError> {
    texts.iter().map(|text| checked(text, what)).collect()
}

pub(super) fn names<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

pub(super) fn name<T: ToString>(option: Option<&T>) -> Option<String> {
    option.map(ToString::to_string)
}

pub(super) fn currency_code(currency: domain::Currency) -> String {
    currency.code().to_owned()
}

pub(super) fn currency(code: Option<String>) -> Result<Option<domain::Currency>, RecordError> {
    let known = |code: String| domain::Currency::from_code(&code).ok_or(RecordError::Value("currency"));
    code.map(known).transpose()
}

pub(super) fn micros(amount: Option<domain::Amount>) -> Option<i64> {
    amount.map(domain::Amount::micros)
}

pub(super) fn amount(micros: Option<i64>) -> Option<domain::Amount> {
    micros.map(domain::Amount::from_micros)
}

pub(super) fn time(seconds: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_second(seconds).map_err(|_| RecordError::Value("time"))
}

pub(super) fn time_option(seconds: Option<i64>) -> Result<Option<Timestamp>, RecordError> {
    seconds.map(time).transpose()
}

pub(super) fn seconds(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_second)
}
