//! Pay in US dollars, and what is guessed in it.

use kazi_domain::{
    Amount, Basis, Currency, Money, Origin, PayHint, PayNote, PayReading, Per, Rates, Spread, SumLine,
};
use rust_decimal::Decimal;

use super::{effort::hundredths, rank::Guess};

/// A pay above this many US dollars is a slip of the pen or a joke, and is read as not stated.
const USD_MAX: i64 = 100_000_000;
/// "Up to $1000" is counted on for this share, and for half of it if things go badly.
const UP_TO: Decimal = hundredths(60);

/// A pay that could be turned into dollars.
pub struct StatedUsd {
    pub usd: Spread<Decimal>,
    pub per: Per,
    pub piece: Option<String>,
    pub origin: Origin,
    pub guesses: Vec<Guess>,
    pub lines: Vec<SumLine>,
}

impl StatedUsd {
    /// Nothing where the currency is not named, has no rate, or the figure is beyond belief.
    pub fn of(reading: &PayReading, hint: &PayHint, rates: &Rates) -> Option<Self> {
        if reading.notes.contains(&PayNote::NotBelieved) {
            return None;
        }
        let pay = &reading.pay;
        let currency = pay.currency()?;
        let per_usd = rates.per_usd(currency)?;
        let units = ends(pay.low(), pay.high())?;
        let usd = if per_usd == Decimal::ONE { units } else { over(units, per_usd)? };
        if usd.high > Decimal::from(USD_MAX) {
            return None;
        }
        let mut guesses = Vec::new();
        if reading.origin == Origin::Estimated {
            guesses.push(Guess::Pay);
        }
        // What the source's configuration says of its bare figures is knowledge and no guess.
        let hinted = pay.per().is_some() && [hint.per, hint.range_per].contains(&pay.per());
        if pay.per().is_none() || (reading.notes.contains(&PayNote::PerAssumed) && !hinted) {
            guesses.push(Guess::Unit);
        }
        // A bare sum is a price for the job: the careful reading, and what gigs mean by it.
        let per = pay.per().unwrap_or(Per::Project);
        let basis = if guesses.is_empty() { Basis::Stated } else { Basis::Estimated };
        let piece = pay.piece().map(str::to_owned);
        let money = Money { amount: Amount::from_decimal(units.likely)?, currency };
        let mut lines = vec![SumLine::Pay { money, per, piece: piece.clone(), basis }];
        if currency != Currency::USD {
            let usd = Amount::from_decimal(usd.likely)?;
            let day = rates.origin(currency).map_or(rates.day(), |origin| origin.day);
            lines.push(SumLine::Rate { per_usd, usd, day });
        }
        Some(Self { usd, per, piece, origin: reading.origin, guesses, lines })
    }
}

fn over(units: Spread<Decimal>, divisor: Decimal) -> Option<Spread<Decimal>> {
    let low = units.low.checked_div(divisor)?;
    if units.low == units.high {
        return Some(Spread { low, likely: low, high: low });
    }
    Some(Spread { low, likely: units.likely.checked_div(divisor)?, high: units.high.checked_div(divisor)? })
}

fn ends(low: Option<Amount>, high: Option<Amount>) -> Option<Spread<Decimal>> {
    let decimal = |amount: Amount| amount.to_decimal();
    let high = high.filter(|_| high != low);
    match (low.map(decimal), high.map(decimal)) {
        (Some(low), Some(high)) => Some(Spread { low, likely: (low + high) / Decimal::TWO, high }),
        (Some(low), None) => Some(Spread { low, likely: low, high: low }),
        (None, Some(high)) => {
            let likely = high * UP_TO;
            Some(Spread { low: likely / Decimal::TWO, likely, high })
        }
        (None, None) => None,
    }
}
