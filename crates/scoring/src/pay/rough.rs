//! What currencies are about worth: enough to tell a year's pay from an hour's, and what nobody pays.
//!
//! By the rates that kazi comes with and not by those of the day, so that one text is always read in one way.

use std::sync::LazyLock;

use kazi_domain::{Currency, Per};

use super::{figure::ONE, lexicon::LEXICON};

/// Hours of full-time work in a day, a week, a month and a year.
const DAY_HOURS: i64 = 8;
const WEEK_HOURS: i64 = 40;
const MONTH_HOURS: i64 = 173;
const YEAR_HOURS: i64 = 2_080;

/// What an hour of any work pays, in millionths of a dollar: nobody pays more, and nobody works for less.
pub(super) const HOURLY_MIN: i64 = ONE / 10;
pub(super) const HOURLY_MAX: i64 = 300 * ONE;

/// Sizes of currencies that no list names, and of amounts that name none, in dollars and in units.
const SIZE_ELSE: (i64, i64) = (35, 3_000);
const SIZE_UNNAMED: (i64, i64) = (900, 14_000);

/// What a currency is worth.
#[derive(Clone, Copy)]
struct Worth {
    /// Millionths of a unit that a dollar buys.
    per_usd: i64,
    /// From how many units on a bare amount is pay by the month and by the year.
    sizes: (i64, i64),
}

impl Worth {
    fn of(currency: Currency, per_usd: i64) -> Self {
        let (month, year) = LEXICON.sizes(currency).unwrap_or(SIZE_ELSE);
        let units = |dollars: i64| share(dollars, per_usd, ONE).unwrap_or(i64::MAX);
        Self { per_usd, sizes: (units(month), units(year)) }
    }
}

/// What currencies are worth, in their order.
static WORTHS: LazyLock<Vec<Option<Worth>>> = LazyLock::new(|| {
    let text = include_str!("../../../../config/rates.toml");
    let rows = text.lines().filter_map(|line| line.split_once('='));
    let rates =
        rows.filter_map(|(code, rate)| Some((Currency::from_code(code.trim())?, micros(rate.trim())?)));
    let rates = rates.chain([(Currency::USD, ONE)]);
    let mut worths = Vec::new();
    for (currency, rate) in rates {
        let place = currency as usize;
        worths.resize(worths.len().max(place + 1), None);
        worths[place] = Some(Worth::of(currency, rate));
    }
    worths
});

/// A rate in millionths: `129.43`.
fn micros(rate: &str) -> Option<i64> {
    const DECIMALS: usize = 6;
    let (whole, parts) = rate.split_once('.').unwrap_or((rate, ""));
    let parts = &parts[..parts.len().min(DECIMALS)];
    format!("{whole}{parts:0<DECIMALS$}").parse().ok()
}

fn worth(currency: Currency) -> Option<&'static Worth> {
    WORTHS.get(currency as usize)?.as_ref()
}

/// So many parts `of` an amount, where they are not too many.
pub(super) fn share(amount: i64, times: i64, of: i64) -> Option<i64> {
    match amount.checked_mul(times) {
        Some(all) => Some(all / of),
        None => i64::try_from(i128::from(amount) * i128::from(times) / i128::from(of)).ok(),
    }
}

/// An amount in millionths of a dollar.
pub(super) fn in_dollars(micros: i64, currency: Currency) -> Option<i64> {
    match worth(currency)?.per_usd {
        ONE => Some(micros),
        rate => share(micros, ONE, rate),
    }
}

/// What an amount for a span of time is by the hour, in millionths of a dollar; nothing for a job or a piece.
pub(super) fn hourly(micros: i64, currency: Currency, per: Per) -> Option<i64> {
    let hours = match per {
        Per::Hour => 1,
        Per::Day => DAY_HOURS,
        Per::Week => WEEK_HOURS,
        Per::Month => MONTH_HOURS,
        Per::Year => YEAR_HOURS,
        Per::Project | Per::Piece => return None,
    };
    Some(in_dollars(micros, currency)? / hours)
}

/// From how many units on a bare amount is pay by the month and by the year; pay by the hour below both.
pub(super) fn sizes(currency: Option<Currency>) -> (i64, i64) {
    currency.and_then(worth).map_or(SIZE_UNNAMED, |worth| worth.sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_made_by_the_rates() {
        assert_eq!(sizes(Some(Currency::USD)), (900, 14_000));
        let (month, year) = sizes(Some(Currency::SSP));
        assert!((20_000..200_000).contains(&month) && year > 1_000_000, "{month} {year}");
        assert_eq!(sizes(None), SIZE_UNNAMED);
    }

    #[test]
    fn a_year_is_many_hours() {
        assert_eq!(hourly(208_000 * ONE, Currency::USD, Per::Year), Some(100 * ONE));
        assert_eq!(hourly(208_000 * ONE, Currency::USD, Per::Project), None);
    }
}
