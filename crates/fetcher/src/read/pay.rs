//! Pay from fields of a source's own: amounts, a currency, a unit. Words about pay are not read here.

use iso_currency::IntoEnumIterator as _;
use kazi_domain::{Amount, Currency, Per, StatedPay};
use rust_decimal::Decimal;

/// Signs and names that stand for one currency only. `$`, `kr` and `£` abroad stand for several and
/// are left to those who read words; a bare `$` is never taken to be the dollar of the United States.
const SIGNS: [(&str, Currency); 26] = [
    ("€", Currency::EUR),
    ("£", Currency::GBP),
    ("₹", Currency::INR),
    ("₦", Currency::NGN),
    ("₱", Currency::PHP),
    ("₩", Currency::KRW),
    ("₫", Currency::VND),
    ("₴", Currency::UAH),
    ("₺", Currency::TRY),
    ("₽", Currency::RUB),
    ("₪", Currency::ILS),
    ("₵", Currency::GHS),
    ("us$", Currency::USD),
    ("ca$", Currency::CAD),
    ("c$", Currency::CAD),
    ("au$", Currency::AUD),
    ("a$", Currency::AUD),
    ("nz$", Currency::NZD),
    ("r$", Currency::BRL),
    ("ksh", Currency::KES),
    ("kshs", Currency::KES),
    ("ush", Currency::UGX),
    ("tsh", Currency::TZS),
    ("zł", Currency::PLN),
    ("kč", Currency::CZK),
    ("euro", Currency::EUR),
];

/// What a unit is called, in small letters; the first that stands in a text counts.
const UNITS: [(&str, Per); 55] = [
    // Codes of UN/CEFACT, as schema.org's unitCode has them.
    ("hur", Per::Hour),
    ("wee", Per::Week),
    ("ann", Per::Year),
    ("hour", Per::Hour),
    ("hourly", Per::Hour),
    ("hr", Per::Hour),
    ("hrs", Per::Hour),
    ("h", Per::Hour),
    ("saa", Per::Hour),
    ("heure", Per::Hour),
    ("hora", Per::Hour),
    ("stunde", Per::Hour),
    ("hod", Per::Hour),
    ("day", Per::Day),
    ("daily", Per::Day),
    ("jour", Per::Day),
    ("siku", Per::Day),
    ("week", Per::Week),
    ("weekly", Per::Week),
    ("wk", Per::Week),
    ("wiki", Per::Week),
    ("month", Per::Month),
    ("monthly", Per::Month),
    ("mo", Per::Month),
    ("mon", Per::Month),
    ("mois", Per::Month),
    ("mes", Per::Month),
    ("mwezi", Per::Month),
    ("monat", Per::Month),
    ("měsíc", Per::Month),
    ("year", Per::Year),
    ("yearly", Per::Year),
    ("yr", Per::Year),
    ("annual", Per::Year),
    ("annually", Per::Year),
    ("annum", Per::Year),
    ("pa", Per::Year),
    ("mwaka", Per::Year),
    ("jahr", Per::Year),
    ("per_year", Per::Year),
    ("project", Per::Project),
    ("fixed", Per::Project),
    ("fixed-price", Per::Project),
    ("fixed_price", Per::Project),
    ("fixedprice", Per::Project),
    ("one-time", Per::Project),
    ("onetime", Per::Project),
    ("flat", Per::Project),
    ("job", Per::Project),
    ("piece", Per::Piece),
    ("task", Per::Piece),
    ("item", Per::Piece),
    ("word", Per::Piece),
    ("hit", Per::Piece),
    ("page", Per::Piece),
];

/// The pay of an item as its fields give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub low: Option<String>,
    pub high: Option<String>,
    pub currency: Option<String>,
    pub per: Option<String>,
    pub piece: Option<String>,
    pub predicted: Option<String>,
}

impl Fields {
    /// Whether none of them was found.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { low, high, currency, per, piece, predicted } = self;
        [low, high, currency, per, piece, predicted].into_iter().all(Option::is_none)
    }

    /// The stated pay, and the fields that say something which is no amount, currency or unit.
    ///
    /// Zero says unknown; a currency or a unit without an amount says nothing. Which end is the
    /// lower one is left as stated: whoever judges sees that a source turned them round.
    pub(crate) fn read(&self) -> (Option<StatedPay>, Vec<(&'static str, String)>) {
        let mut unread = Vec::new();
        let mut amount = |name, text: &Option<String>| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
            let read = read_amount(text);
            if read.is_none() && text.bytes().any(|b| b.is_ascii_digit()) {
                unread.push((name, text.to_owned()));
            }
            read.filter(|amount| *amount > Amount::ZERO)
        };
        let (low, high) = (amount("pay_low", &self.low), amount("pay_high", &self.high));
        if low.is_none() && high.is_none() {
            return (None, unread);
        }
        let currency = self.currency.as_deref().and_then(read_currency);
        let per = self.per.as_deref().and_then(read_per);
        for (name, text, read) in
            [("pay_currency", &self.currency, currency.is_some()), ("pay_per", &self.per, per.is_some())]
        {
            if let Some(text) = text.as_ref().filter(|text| !read && !text.trim().is_empty()) {
                unread.push((name, text.clone()));
            }
        }
        let predicted = self.predicted.as_deref().is_some_and(|text| matches!(text, "1" | "true" | "yes"));
        let piece = self.piece.clone().filter(|_| per == Some(Per::Piece));
        (Some(StatedPay { low, high, currency, per, piece, predicted }), unread)
    }
}

/// An amount: `85000`, `$85,000.50`, `45k`, `1 200,50 €`; nothing for a range or words.
pub(crate) fn read_amount(text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.starts_with(['-', '−']) {
        return None;
    }
    let digits = text.trim_matches(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'k' || c == 'K'));
    let (digits, thousands) = match digits.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, true),
        None => (digits, false),
    };
    if let Ok(value) = Decimal::from_scientific(digits).or_else(|_| digits.parse()) {
        return scaled(value, thousands);
    }
    let plain: String = digits.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    if !plain.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') {
        return None;
    }
    // The last sign with one or two digits behind it parts the cents; all others part thousands.
    let cents = plain.rfind([',', '.']).filter(|at| matches!(plain.len() - at, 2 | 3));
    let (units, cents) = cents.map_or((plain.as_str(), ""), |at| (&plain[..at], &plain[at + 1..]));
    let units: String = units.chars().filter(char::is_ascii_digit).collect();
    scaled(format!("{units}.{cents}0").parse().ok()?, thousands)
}

fn scaled(value: Decimal, thousands: bool) -> Option<Amount> {
    let factor = if thousands { Decimal::ONE_THOUSAND } else { Decimal::ONE };
    Amount::from_decimal(value.checked_mul(factor)?)
}

/// A currency by its code, or by a sign or name that stands for one only.
pub(crate) fn read_currency(text: &str) -> Option<Currency> {
    let text = text.trim();
    let code = text.to_ascii_uppercase();
    if let Some(currency) = Currency::from_code(&code) {
        return Some(currency);
    }
    let lower = text.to_lowercase();
    if let Some((_, currency)) = SIGNS.iter().find(|(sign, _)| *sign == lower) {
        return Some(*currency);
    }
    Currency::iter().find(|currency| currency.name().eq_ignore_ascii_case(text))
}

/// A unit of pay: `HOUR`, `per month`, `per-year-salary`, `PER_WEEK`, `Hourly rate`, `fixed_price`.
pub(crate) fn read_per(text: &str) -> Option<Per> {
    let lower = text.trim().to_lowercase();
    let find = |word: &str| {
        let known = |name: &str| UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, per)| *per);
        known(word).or_else(|| known(word.strip_suffix('s')?))
    };
    find(&lower).or_else(|| lower.split(|c: char| !c.is_alphabetic()).find_map(find))
}
