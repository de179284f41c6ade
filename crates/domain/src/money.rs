//! Money that keeps its currency, exact to a millionth.

use std::{cmp::Ordering, fmt};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use iso_currency::Currency;

/// How many [`Amount`] units make one unit of a currency, and the decimals that this takes.
const MICROS: i64 = 1_000_000;
const MICROS_SCALE: u32 = 6;
/// By the number of decimals, how much one unit is.
const POWERS: [u128; 1 + Decimal::MAX_SCALE as usize] = {
    let mut powers = [1; 1 + Decimal::MAX_SCALE as usize];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = 10 * powers[at - 1];
        at += 1;
    }
    powers
};

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
        let (mantissa, scale) = (value.mantissa(), value.scale());
        let micros = if scale > MICROS_SCALE {
            over_power(mantissa.unsigned_abs(), POWERS[(scale - MICROS_SCALE) as usize])
        } else {
            mantissa.unsigned_abs() * POWERS[(MICROS_SCALE - scale) as usize]
        };
        let micros = micros.cast_signed();
        i64::try_from(if mantissa < 0 { -micros } else { micros }).ok().map(Self)
    }

    /// As an exact decimal.
    pub fn to_decimal(self) -> Decimal {
        let (mut mantissa, mut scale) = (self.0, MICROS_SCALE);
        if mantissa % MICROS == 0 {
            return Decimal::from(mantissa / MICROS);
        }
        while mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Decimal::new(mantissa, scale)
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

/// The whole number nearest to one over a power of ten; of two as near, the even one.
fn over_power(value: u128, power: u128) -> u128 {
    let (whole, rest) = (value / power, value % power);
    let rounds_up = match (2 * rest).cmp(&power) {
        Ordering::Less => false,
        Ordering::Equal => whole % 2 == 1,
        Ordering::Greater => true,
    };
    whole + u128::from(rounds_up)
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

/// What a unit of each currency was worth: tables of one day each, laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Where the rates are from.
    origins: Vec<RatesOrigin>,
    /// Sorted by code.
    rates: Vec<Rate>,
}

/// Who gave a table of rates, and of which day it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatesOrigin {
    /// The day.
    pub day: Date,
    /// Who gave it.
    pub source: String,
}

/// What one US dollar buys of a currency, and the place of its origin in [`Rates::origins`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rate {
    currency: Currency,
    per_usd: Decimal,
    origin: usize,
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
        let mut rates: Vec<_> =
            per_usd.into_iter().map(|(currency, per_usd)| Rate { currency, per_usd, origin: 0 }).collect();
        if rates.is_empty() {
            return Err(RatesError::Empty);
        }
        if let Some(rate) = rates.iter().find(|rate| rate.per_usd <= Decimal::ZERO) {
            return Err(RatesError::NotPositive(rate.currency.code()));
        }
        rates.push(Rate { currency: Currency::USD, per_usd: Decimal::ONE, origin: 0 });
        rates.sort_by_key(|rate| rate.currency.code());
        rates.dedup_by_key(|rate| rate.currency.code());
        Ok(Self { origins: vec![RatesOrigin { day, source: source.to_owned() }], rates })
    }

    /// Both tables: of each currency the rate of the later day, of the same day this one's.
    #[must_use]
    pub fn over(self, other: &Self) -> Self {
        let (first, mut origins) = (self.origins.len(), self.origins);
        origins.extend(other.origins.iter().cloned());
        let theirs = other.rates.iter().map(|rate| Rate { origin: first + rate.origin, ..*rate });
        let mut rates: Vec<Rate> = self.rates.into_iter().chain(theirs).collect();
        rates.sort_by_key(|rate| {
            (rate.currency.code(), std::cmp::Reverse(origins[rate.origin].day), rate.origin)
        });
        rates.dedup_by_key(|rate| rate.currency.code());
        Self { origins, rates }.without_unused()
    }

    fn without_unused(mut self) -> Self {
        let used: Vec<bool> =
            (0..self.origins.len()).map(|at| self.rates.iter().any(|rate| rate.origin == at)).collect();
        for rate in &mut self.rates {
            rate.origin = used[..rate.origin].iter().filter(|used| **used).count();
        }
        let mut at = 0..used.len();
        self.origins.retain(|_| at.next().is_some_and(|at| used[at]));
        self
    }

    /// The latest day that any rate is of.
    pub fn day(&self) -> Date {
        self.origins.iter().map(|origin| origin.day).max().unwrap_or(Date::ZERO)
    }

    /// Who gave the rate of a currency, and of which day it is.
    pub fn origin(&self, currency: Currency) -> Option<&RatesOrigin> {
        self.origins.get(self.find(currency)?.origin)
    }

    /// Who gave the rates of a day.
    pub fn source_of(&self, day: Date) -> Option<&str> {
        self.origins.iter().find(|origin| origin.day == day).map(|origin| origin.source.as_str())
    }

    /// Every table with the rates that are taken from it.
    pub fn tables(&self) -> impl Iterator<Item = (&RatesOrigin, Vec<(Currency, Decimal)>)> + '_ {
        self.origins.iter().enumerate().map(|(at, origin)| {
            let of_it = self.rates.iter().filter(move |rate| rate.origin == at);
            (origin, of_it.map(|rate| (rate.currency, rate.per_usd)).collect())
        })
    }

    /// Units of `currency` that one US dollar buys; nothing for a currency that is not in the table.
    pub fn per_usd(&self, currency: Currency) -> Option<Decimal> {
        self.find(currency).map(|rate| rate.per_usd)
    }

    fn find(&self, currency: Currency) -> Option<&Rate> {
        let at = self.rates.binary_search_by_key(&currency.code(), |rate| rate.currency.code()).ok()?;
        self.rates.get(at)
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
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + Clone + '_ {
        self.rates.iter().map(|rate| rate.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::prelude::ToPrimitive;

    use super::*;

    proptest! {
        #[test]
        fn decimals_are_rounded_as_their_millionfold(
            mantissa in prop_oneof![any::<i64>().prop_map(i128::from), -(1_i128 << 96) + 1..1 << 96],
            scale in 0..=Decimal::MAX_SCALE,
            half in any::<bool>(),
        ) {
            let mut value = Decimal::from_i128_with_scale(mantissa, scale);
            if half {
                value = value.trunc_with_scale(6) + Decimal::new(5, 7);
            }
            let millionfold = value.checked_mul(Decimal::from(MICROS));
            let micros = millionfold.and_then(|micros| micros.round().to_i64());
            prop_assert_eq!(Amount::from_decimal(value).map(Amount::micros), micros);
        }

        #[test]
        fn amounts_are_decimals_without_zeros_behind(micros in any::<i64>(), zeros in 0..9_u32) {
            let micros = micros / 10_i64.pow(zeros) * 10_i64.pow(zeros);
            let decimal = Amount(micros).to_decimal();
            let plain = Decimal::from_i128_with_scale(i128::from(micros), MICROS_SCALE).normalize();
            prop_assert_eq!((decimal.mantissa(), decimal.scale()), (plain.mantissa(), plain.scale()));
            prop_assert_eq!(Amount::from_decimal(decimal), Some(Amount(micros)));
        }
    }

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

    #[test]
    fn of_two_tables_the_later_day_counts_for_each_currency() {
        use jiff::civil::date;
        let table = |day, source, rates: &[(Currency, &str)]| {
            Rates::new(day, source, rates.iter().map(|(currency, rate)| (*currency, decimal(rate)))).unwrap()
        };
        let old = table(date(2026, 8, 8), "built in", &[(Currency::KES, "129.4"), (Currency::EUR, "0.86")]);
        let new = table(date(2026, 11, 20), "bank", &[(Currency::EUR, "0.9")]);
        for rates in [new.clone().over(&old), old.clone().over(&new)] {
            assert_eq!(rates.per_usd(Currency::EUR), Some(decimal("0.9")));
            assert_eq!(rates.per_usd(Currency::KES), Some(decimal("129.4")));
            assert_eq!(rates.origin(Currency::EUR).unwrap().source, "bank");
            assert_eq!(rates.origin(Currency::KES).unwrap().day, date(2026, 8, 8));
            assert_eq!(rates.day(), date(2026, 11, 20));
        }
        assert_eq!(new.clone().over(&new).tables().count(), 1);
    }
}
