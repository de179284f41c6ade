//! Money that keeps its currency, exact to a millionth.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

pub use iso_currency::Currency;

/// How many [`Amount`] units make one unit of a currency.
const MICROS: i64 = 1_000_000;

/// A number of units of some currency, exact to a millionth.
///
/// Millionths and not cents, because piecework pays less than a cent: `$0.005` an image, `0.8 ¢` a word.
/// Amounts of one currency can be compared; the currency stands beside them, in [`Money`] or a pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From millionths of a unit.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// In millionths of a unit.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// From whole units; nothing when it does not fit (about nine million million units).
    pub fn from_units(units: i64) -> Option<Self> {
        units.checked_mul(MICROS).map(Self)
    }

    /// From a decimal, rounded to a millionth; nothing when it does not fit.
    pub fn from_decimal(value: Decimal) -> Option<Self> {
        let micros = value.checked_mul(Decimal::from(MICROS))?.round();
        micros.to_i64().map(Self)
    }

    /// As an exact decimal.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.0), 6).normalize()
    }

    /// As a float, for rank and charts only.
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The sum; nothing when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; nothing when it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Times `factor`, rounded to a millionth; nothing when it does not fit.
    pub fn checked_mul(self, factor: Decimal) -> Option<Self> {
        Self::from_decimal(self.to_decimal().checked_mul(factor)?)
    }

    /// Divided by `divisor`, rounded to a millionth; nothing when it is zero or does not fit.
    pub fn checked_div(self, divisor: Decimal) -> Option<Self> {
        Self::from_decimal(self.to_decimal().checked_div(divisor)?)
    }
}

impl fmt::Display for Amount {
    /// Two decimals, more where the amount has more: `40.00`, `0.005`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut value = self.to_decimal();
        if value.scale() < 2 {
            value.rescale(2);
        }
        write!(f, "{value}")
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_f64(self.to_f64())
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let value = f64::deserialize(deserializer)?;
            Decimal::try_from(value)
                .ok()
                .and_then(Self::from_decimal)
                .ok_or_else(|| D::Error::custom("an amount is a number below 9 million million"))
        } else {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

/// An amount of a currency, such as `KES 15000.00`.
///
/// There is no `Ord`: 100 shillings are not more than 50 dollars.
/// Compare through [`Rates::convert`], which knows the day of its rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How many units.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// An amount of United States dollars.
    pub const fn usd(amount: Amount) -> Self {
        Self { amount, currency: Currency::USD }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency.code(), self.amount)
    }
}

/// What a unit of each currency was worth on one day.
#[derive(Clone, Debug)]
pub struct Rates {
    day: Date,
    source: String,
    /// Units of the currency that one US dollar buys, sorted by code.
    per_usd: Vec<(Currency, Decimal)>,
}

/// Why a table of rates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatesError {
    /// A rate of zero or less.
    #[error("the rate of {0} is not above zero")]
    NotPositive(&'static str),
    /// Nothing for the dollar to stand on.
    #[error("the table has no rates")]
    Empty,
}

impl Rates {
    /// A table of how many units of each currency one US dollar buys, as `source` gave it on `day`.
    ///
    /// # Errors
    /// When the table is empty or a rate is not above zero.
    pub fn new(
        day: Date,
        source: &str,
        per_usd: impl IntoIterator<Item = (Currency, Decimal)>,
    ) -> Result<Self, RatesError> {
        let mut per_usd: Vec<_> = per_usd.into_iter().collect();
        if per_usd.is_empty() {
            return Err(RatesError::Empty);
        }
        if let Some((currency, _)) = per_usd.iter().find(|(_, rate)| *rate <= Decimal::ZERO) {
            return Err(RatesError::NotPositive(currency.code()));
        }
        per_usd.push((Currency::USD, Decimal::ONE));
        per_usd.sort_by_key(|(currency, _)| currency.code());
        per_usd.dedup_by_key(|(currency, _)| currency.code());
        Ok(Self { day, source: source.to_owned(), per_usd })
    }

    /// The day the rates are of.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Who gave them.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Units of `currency` that one US dollar buys; nothing for a currency that is not in the table.
    pub fn per_usd(&self, currency: Currency) -> Option<Decimal> {
        let at = self.per_usd.binary_search_by_key(&currency.code(), |(known, _)| known.code()).ok()?;
        Some(self.per_usd[at].1)
    }

    /// The same money in another currency; nothing when a rate is missing or the result does not fit.
    pub fn convert(&self, money: Money, currency: Currency) -> Option<Money> {
        if money.currency == currency {
            return Some(money);
        }
        let usd = money.amount.to_decimal().checked_div(self.per_usd(money.currency)?)?;
        let amount = Amount::from_decimal(usd.checked_mul(self.per_usd(currency)?)?)?;
        Some(Money { amount, currency })
    }

    /// The currencies of the table, in the order of their codes.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.per_usd.iter().map(|(currency, _)| *currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_below_a_cent_stay_exact() {
        let rate = Amount::from_decimal(decimal("0.005")).unwrap();
        assert_eq!(rate.micros(), 5000);
        assert_eq!(rate.to_string(), "0.005");
        assert_eq!(Amount::from_units(40).unwrap().to_string(), "40.00");
    }

    #[test]
    fn money_converts_by_the_rate_of_the_day() {
        let kes = (Currency::KES, decimal("129.5"));
        let rates = Rates::new(jiff::civil::date(2026, 11, 1), "test", [kes]).unwrap();
        let pay = Money { amount: Amount::from_units(1295).unwrap(), currency: Currency::KES };
        assert_eq!(rates.convert(pay, Currency::USD).unwrap().to_string(), "USD 10.00");
        assert_eq!(rates.convert(pay, Currency::EUR), None);
        assert!(Rates::new(rates.day(), "test", [(Currency::KES, Decimal::ZERO)]).is_err());
    }

    #[test]
    fn an_amount_too_large_is_nothing() {
        assert_eq!(Amount::from_units(i64::MAX), None);
        assert_eq!(Amount::from_decimal(Decimal::MAX), None);
    }
}
