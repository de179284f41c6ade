//! Pay that nobody pays: fields with a wrong unit, slips of the pen, jokes.

use kazi_domain::{Amount, Currency, Money, Origin, Pay, PayNote, PayReading, Per, Rates};
use rust_decimal::Decimal;

use super::{effort::hundredths, stated::WEEKS_A_MONTH};

/// Hours of a full-time week and weeks of a year, where the posting names none.
pub const WEEK_HOURS: u32 = 40;
pub const WEEKS_A_YEAR: u32 = 52;
/// More than so many US dollars an hour nobody pays whom kazi's readers could work for. An estimate: lawyers and
/// surgeons of the richest cities charge about as much.
pub const HOUR_USD_MAX: Decimal = hundredths(30_000);
/// Less than so many an hour is no pay for time: $17 a full month, below the wages of any country. An estimate.
const HOUR_USD_MIN: Decimal = hundredths(10);
/// What an hour must leave for another unit to make sense of a sum, in US dollars: pay for hard times in poor
/// countries to that of specialists. An estimate.
const SENSIBLE_USD: (Decimal, Decimal) = (hundredths(50), hundredths(15_000));
/// The units that sources take for each other.
const CONFUSED: [Per; 3] = [Per::Hour, Per::Month, Per::Year];

/// Gives pay by time that nobody pays the unit in which it makes sense, where exactly one does, and notes the
/// contradiction; where none or several do, notes that it is not believed. Other pay is left as it is.
///
/// A sum too small for its unit is given another only where a field states it: in a text it may be a price, and
/// raising it would make work of it.
pub fn settle(reading: &mut PayReading, rates: &Rates) {
    let pay = &reading.pay;
    let (Some(stated), Some((low, high))) = (pay.per(), ends_usd(pay, rates)) else { return };
    let Some(hours) = hours_of(stated) else { return };
    let too_much = (low + high) / Decimal::TWO > HOUR_USD_MAX * hours;
    let too_little = high < HOUR_USD_MIN * hours && reading.origin == Origin::Structured;
    if !too_much && !too_little {
        return;
    }
    let makes_sense = |per: &Per| {
        let hours = hours_of(*per).unwrap_or(Decimal::ONE);
        *per != stated && low >= SENSIBLE_USD.0 * hours && high <= SENSIBLE_USD.1 * hours
    };
    let mut sensible = CONFUSED.into_iter().filter(makes_sense);
    reading.origin = Origin::Estimated;
    match (sensible.next(), sensible.next()) {
        (Some(per), None) => {
            let meant = Pay::new(pay.low(), pay.high(), pay.currency(), Some(per), None);
            reading.pay = meant.unwrap_or_else(|| pay.clone());
            note(reading, PayNote::Contradicted);
            note(reading, PayNote::PerAssumed);
        }
        _ => note(reading, PayNote::NotBelieved),
    }
}

fn note(reading: &mut PayReading, note: PayNote) {
    if !reading.notes.contains(&note) {
        reading.notes.push(note);
    }
}

fn ends_usd(pay: &Pay, rates: &Rates) -> Option<(Decimal, Decimal)> {
    let currency = pay.currency()?;
    let usd = |amount: Amount| {
        let usd = rates.convert(Money { amount, currency }, Currency::USD)?;
        Some(usd.amount.to_decimal())
    };
    let (low, high) = (pay.low().or(pay.high())?, pay.high().or(pay.low())?);
    Some((usd(low)?, usd(high)?))
}

/// Hours of a unit of time, full time.
fn hours_of(per: Per) -> Option<Decimal> {
    let week = Decimal::from(WEEK_HOURS);
    match per {
        Per::Hour => Some(Decimal::ONE),
        Per::Day => Some(week / Decimal::from(5)),
        Per::Week => Some(week),
        Per::Month => Some(week * WEEKS_A_MONTH),
        Per::Year => Some(week * Decimal::from(WEEKS_A_YEAR)),
        Per::Project | Per::Piece => None,
    }
}
