//! Exchange rates: the daily file of the European Central Bank, and JSON as open.er-api.com gives it.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kazi_domain::{Currency, Rates};
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

/// The largest document read, in bytes; the ones known have a few thousand.
const RATES_BYTES_MAX: usize = 1024 * 1024;

/// Why a document gives no table of rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatesFault {
    /// Neither of the forms.
    #[error("it is neither the European Central Bank's daily file nor JSON with \"rates\"")]
    UnknownForm,
    /// A table whose day nobody knows cannot be told from an old one.
    #[error("it does not say of which day its rates are")]
    NoDay,
    /// Without the dollar nothing can be told in dollars.
    #[error("it has no rate of the dollar")]
    NoDollar,
    /// No rate, or one that is not above zero.
    #[error("its rates cannot be used: {0}")]
    Unusable(String),
}

/// Reads a document of rates, which `source` gave. Codes that are no currency are passed over.
///
/// # Errors
/// When it is none of the known forms, names no day, or lacks the dollar.
pub fn read_rates(body: &[u8], source: &str) -> Result<Rates, RatesFault> {
    let text = std::str::from_utf8(body).map_err(|_| RatesFault::UnknownForm)?;
    if text.len() > RATES_BYTES_MAX {
        return Err(RatesFault::UnknownForm);
    }
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let table = if text.starts_with('{') { read_json(text)? } else { read_bank(text)? };
    let dollar = table.rates.get("USD").copied().filter(|rate| *rate > Decimal::ZERO);
    let dollar = dollar.ok_or(RatesFault::NoDollar)?;
    let per_usd =
        |(code, rate): (&String, &Decimal)| Some((Currency::from_code(code)?, rate.checked_div(dollar)?));
    let rates = table.rates.iter().filter_map(per_usd);
    Rates::new(table.day, source, rates).map_err(|fault| RatesFault::Unusable(fault.to_string()))
}

/// Units of each currency that one unit of any one of them buys.
struct Table {
    day: Date,
    rates: BTreeMap<String, Decimal>,
}

/// `<Cube time="2026-11-20"><Cube currency="USD" rate="1.15"/>…`: how much one euro buys, as in
/// `www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml`.
fn read_bank(text: &str) -> Result<Table, RatesFault> {
    let mut rates: BTreeMap<String, Decimal> = CUBE
        .captures_iter(text)
        .filter_map(|found| Some((found[1].to_owned(), found[2].parse().ok()?)))
        .collect();
    if rates.is_empty() {
        return Err(RatesFault::UnknownForm);
    }
    rates.insert("EUR".to_owned(), Decimal::ONE);
    let day = CUBE_TIME.captures(text).and_then(|found| found[1].parse().ok()).ok_or(RatesFault::NoDay)?;
    Ok(Table { day, rates })
}

/// JSON of open.er-api.com and of caches of it: `{"date" | "time_last_update_unix", "rates": {…}}`.
#[derive(Deserialize)]
struct RatesJson {
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    time_last_update_unix: Option<i64>,
    rates: BTreeMap<String, serde_json::Value>,
}

fn read_json(text: &str) -> Result<Table, RatesFault> {
    let json: RatesJson = serde_json::from_str(text).map_err(|_| RatesFault::UnknownForm)?;
    let updated = json.time_last_update_unix.and_then(|second| Timestamp::from_second(second).ok());
    let day = json.date.or_else(|| updated.map(|at| TimeZone::UTC.to_datetime(at).date()));
    let rate = |value: &serde_json::Value| value.to_string().trim_matches('"').parse().ok();
    let rates = json.rates.iter().filter_map(|(code, value)| Some((code.clone(), rate(value)?))).collect();
    Ok(Table { day: day.ok_or(RatesFault::NoDay)?, rates })
}

#[allow(clippy::expect_used)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that a test compiles")
}

static CUBE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"<Cube\s+currency=["']([A-Z]{3})["']\s+rate=["']([0-9]{1,12}(?:\.[0-9]{1,12})?)["']"#)
});
static CUBE_TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r#"<Cube\s+time=["'](\d{4}-\d{2}-\d{2})["']"#));

#[cfg(test)]
mod tests {
    use super::*;

    fn per_usd(body: &str, code: &str) -> Option<String> {
        let rates = read_rates(body.as_bytes(), "test").unwrap();
        rates.per_usd(Currency::from_code(code)?).map(|rate| rate.round_dp(4).normalize().to_string())
    }

    #[test]
    fn both_forms_come_out_as_units_for_a_dollar() {
        let bank = "<gesmes:Envelope><Cube><Cube time='2026-11-20'>\
            <Cube currency='USD' rate='1.25'/><Cube currency='GBP' rate='0.875'/></Cube></Cube>";
        assert_eq!(per_usd(bank, "EUR").as_deref(), Some("0.8"));
        assert_eq!(per_usd(bank, "GBP").as_deref(), Some("0.7"));
        let json = r#"{"result":"success","time_last_update_unix":1795132801,"base_code":"USD",
            "rates":{"USD":1,"KES":131.25,"ZZZ":3,"UGX":"3700"}}"#;
        assert_eq!(per_usd(json, "KES").as_deref(), Some("131.25"));
        assert_eq!(per_usd(json, "UGX").as_deref(), Some("3700"));
        assert_eq!(read_rates(json.as_bytes(), "test").unwrap().day().to_string(), "2026-11-20");
    }

    #[test]
    fn what_cannot_be_dated_or_told_in_dollars_is_refused() {
        for (body, fault) in [
            ("<html>down for repairs</html>", RatesFault::UnknownForm),
            ("", RatesFault::UnknownForm),
            (r#"{"rates":{"USD":1}}"#, RatesFault::NoDay),
            (r#"{"date":"2026-11-20","rates":{"KES":129}}"#, RatesFault::NoDollar),
            ("<Cube currency='USD' rate='1.25'/>", RatesFault::NoDay),
        ] {
            assert_eq!(read_rates(body.as_bytes(), "test").err(), Some(fault), "{body}");
        }
        let below = r#"{"date":"2026-11-20","rates":{"USD":1,"KES":-3}}"#;
        assert!(matches!(read_rates(below.as_bytes(), "test"), Err(RatesFault::Unusable(_))));
    }
}
