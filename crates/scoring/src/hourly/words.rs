//! The sum in English, line by line as on paper. Pages in other languages word it themselves.

use jiff::civil::Date;
use kazi_domain::{Amount, Basis, NetHourly, Per, Rates, SumLine};
use rust_decimal::Decimal;

/// The sum of a net hourly figure as lines of text, first the pay, last what is left:
/// `$300 − $30 fee (10 %) − $2.40 bids = $267.60 over 18 h = $14.87 an hour`, one step a line.
///
/// A rate names who gave it, as `rates` knows it, and says that it is old when it is of a day
/// before `old_before`.
pub fn sum_in_words(net: &NetHourly, rates: &Rates, old_before: Date) -> Vec<String> {
    net.sum.iter().map(|line| line_in_words(line, rates, old_before)).collect()
}

fn line_in_words(line: &SumLine, rates: &Rates, old_before: Date) -> String {
    match line {
        SumLine::Pay { money, per, piece, basis } => {
            let per = match (per, piece) {
                (Per::Project, _) => "for the whole job".to_owned(),
                (Per::Piece, Some(piece)) => format!("per {piece}"),
                (per, _) => format!("per {}", per.as_str()),
            };
            format!("{money} {per}{}", guess(*basis))
        }
        SumLine::Usual { usd, field } => {
            let of = field.as_ref().map_or("such work".to_owned(), |field| format!("{field} work"));
            format!("pay not stated: {of} usually leaves {} an hour (estimated)", dollars(*usd))
        }
        SumLine::NoPay { evidence } => format!("pays nothing: \"{}\"", evidence.words),
        SumLine::Rate { per_usd, usd, day } => {
            let source = rates.source_of(*day).map_or(String::new(), |source| format!(", {source}"));
            let old = if *day < old_before { "; this rate is old" } else { "" };
            format!("= {} at {} to the dollar on {day}{source}{old}", dollars(*usd), per_usd.normalize())
        }
        SumLine::Fee { platform, usd, percent, basis } => {
            let share = percent.map_or(String::new(), |percent| format!(" ({} %)", short(percent)));
            format!("− {} fee of {platform}{share}{}", dollars(*usd), guess(*basis))
        }
        SumLine::Bids { usd, basis } => format!("− {} for bids{}", dollars(*usd), guess(*basis)),
        SumLine::Payout { usd, basis } => {
            format!("− {} to get the money{}", dollars(*usd), guess(*basis))
        }
        SumLine::Pieces { per_hour, basis } => format!("× {} an hour{}", short(*per_hour), guess(*basis)),
        SumLine::Hours { hours, basis, task } => {
            let task = task.as_ref().map_or(String::new(), |task| format!(", as for {task}"));
            format!("{} h of work{task}{}", short(*hours), guess(*basis))
        }
        SumLine::Unpaid { hours, basis } => {
            format!("+ {} h unpaid: finding it, messages, changes{}", short(*hours), guess(*basis))
        }
        SumLine::Left { usd, hours, hourly_usd } => {
            let worth = if *hourly_usd <= Amount::ZERO { ": not worth it" } else { "" };
            format!("= {} over {} h = {} an hour{worth}", dollars(*usd), short(*hours), dollars(*hourly_usd))
        }
    }
}

fn guess(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "",
        Basis::Estimated => " (estimated)",
    }
}

/// `$30`, `$2.40`, `$0.005`, `−$1.20`: whole dollars without cents, small sums with what they have.
fn dollars(amount: Amount) -> String {
    let value = amount.to_decimal();
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    let value = value.abs();
    let places = if value >= Decimal::ONE || value.is_zero() { 2 } else { 4 };
    let mut value = value.round_dp(places);
    if value.fract().is_zero() {
        value = value.trunc();
    } else {
        value = value.normalize();
        value.rescale(value.scale().max(2));
    }
    format!("{sign}${value}")
}

/// A number with at most two decimals, four below one.
fn short(value: Decimal) -> Decimal {
    let places = if value.abs() < Decimal::ONE { 4 } else { 2 };
    value.round_dp(places).normalize()
}
