//! Numbers, money and pay, as a language writes them.

use fluent_bundle::FluentValue;
use kazi_domain::{Amount, Currency, Money, Pay, PayNote, PayReading, Per, Rates};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Words;

/// Signs that nobody takes for another currency; every other one is written by its code.
const SIGNS: [(Currency, &str); 3] = [(Currency::USD, "$"), (Currency::EUR, "€"), (Currency::GBP, "£")];
/// From here on cents say nothing.
const WHOLE_FROM: u32 = 1000;
/// Worths from here on are told without cents.
const CENTS_BELOW_USD: f64 = 100.0;

impl Words {
    /// A whole number, its thousands set apart.
    pub(crate) fn whole(&self, number: u64) -> String {
        self.group(&number.to_string())
    }

    /// A number with the decimals that it has.
    pub(crate) fn number(&self, number: Decimal) -> String {
        let text = number.normalize().abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut out =
            if number.is_sign_negative() && !number.is_zero() { "−".to_owned() } else { String::new() };
        out.push_str(&self.group(whole));
        if !decimals.is_empty() {
            out.push(self.tongue.facts().decimal);
            out.push_str(decimals);
        }
        out
    }

    /// An amount with its currency: `$21.48`, `KES 1,500`; cents only where there are any and they matter.
    pub(crate) fn money(&self, money: Money) -> String {
        let exact = money.amount.to_decimal();
        let digits = match exact.abs() {
            amount if amount >= Decimal::from(WHOLE_FROM) => 0,
            // A part of a cent is the whole pay of some piecework.
            amount if amount < Decimal::new(1, 1) => 4,
            _ => 2,
        };
        let rounded = exact.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        self.written(rounded, money.currency)
    }

    /// An amount with all the decimals that it has, of which cents are never one alone.
    pub(super) fn written(&self, amount: Decimal, currency: Currency) -> String {
        let mut number = self.number(amount.abs());
        if amount.normalize().scale() == 1 {
            number.push('0');
        }
        let minus = if amount.is_sign_negative() && !amount.is_zero() { "−" } else { "" };
        match SIGNS.iter().find(|(known, _)| *known == currency) {
            Some((_, sign)) if self.tongue.facts().sign_last => format!("{minus}{number}\u{a0}{sign}"),
            Some((_, sign)) => format!("{minus}{sign}{number}"),
            None => format!("{minus}{}\u{a0}{number}", currency.code()),
        }
    }

    /// US dollars.
    pub(crate) fn usd(&self, amount: Amount) -> String {
        self.money(Money::usd(amount))
    }

    /// US dollars as the rank counts them, to the cent.
    pub(crate) fn usd_float(&self, usd: f64) -> String {
        if usd >= CENTS_BELOW_USD {
            return self.usd_rounded(usd.round());
        }
        let text = self.usd_rounded(usd);
        // Worths stand under each other in a narrow column: all with cents, but for those of a hundred dollars.
        let decimal = self.tongue.facts().decimal;
        if text.contains(decimal) {
            return text;
        }
        let digits = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |at| at + 1);
        format!("{}{decimal}00{}", &text[..digits], &text[digits..])
    }

    /// US dollars of which cents say nothing from ten on: what is usual, not what is paid.
    pub(crate) fn usd_about(&self, usd: f64) -> String {
        self.usd_rounded(if usd >= 10.0 { usd.round() } else { usd })
    }

    fn usd_rounded(&self, usd: f64) -> String {
        #[allow(clippy::cast_possible_truncation)] // a rank is far below what an amount can hold
        let micros = (usd * 1e6) as i64;
        let cents = Amount::from_micros(micros).to_decimal().round_dp(2);
        self.usd(Amount::from_decimal(cents).unwrap_or_default())
    }

    /// US dollars turned into the reader's currency, without cents.
    pub(crate) fn usd_in(&self, usd: f64, currency: Currency, rates: &Rates) -> Option<String> {
        #[allow(clippy::cast_possible_truncation)]
        let usd = Amount::from_micros((usd * 1e6) as i64);
        let money = rates.convert(Money::usd(usd), currency)?;
        let whole = Amount::from_decimal(money.amount.to_decimal().round())?;
        Some(self.with("in-currency", [("money", self.money(Money { amount: whole, currency }).into())]))
    }

    /// What a posting pays, as a sentence: "Pays $40 to $60 an hour".
    pub(crate) fn pay(&self, pay: &Pay) -> String {
        let amount = FluentValue::from(self.pay_amount(pay));
        match (pay.per(), pay.piece()) {
            (None, _) => self.with("pay-unclear", [("amount", amount)]),
            (Some(Per::Piece), Some(piece)) => {
                self.with("pay-piece", [("amount", amount), ("piece", piece.to_owned().into())])
            }
            (Some(Per::Piece), None) => self.with("pay-piece-unnamed", [("amount", amount)]),
            (Some(per), _) => self.with(&format!("pay-{}", per.as_str()), [("amount", amount)]),
        }
    }

    /// The same, and where it is not believed, that it is not.
    pub(crate) fn pay_read(&self, reading: &PayReading) -> String {
        let pay = self.pay(&reading.pay);
        if reading.notes.contains(&PayNote::NotBelieved) {
            return self.with("pay-not-believed", [("pay", pay.into())]);
        }
        pay
    }

    fn pay_amount(&self, pay: &Pay) -> String {
        let end = |amount: Amount| match pay.currency() {
            Some(currency) => self.money(Money { amount, currency }),
            None => self.number(amount.to_decimal()),
        };
        let amount = match (pay.low(), pay.high()) {
            (Some(low), Some(high)) if low == high => end(low),
            (Some(low), Some(high)) => {
                self.with("amount-range", [("low", end(low).into()), ("high", end(high).into())])
            }
            (Some(low), None) => self.with("amount-from", [("low", end(low).into())]),
            (None, Some(high)) => self.with("amount-to", [("high", end(high).into())]),
            (None, None) => String::new(),
        };
        match pay.currency() {
            Some(_) => amount,
            None => self.with("currency-unknown", [("amount", amount.into())]),
        }
    }

    fn group(&self, digits: &str) -> String {
        if digits.len() < 4 {
            return digits.to_owned();
        }
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.tongue.facts().group);
            }
            out.push(digit);
        }
        out
    }
}
