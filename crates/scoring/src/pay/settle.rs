//! What a statement leaves open: the currency that a name shares, the unit that size tells.

use std::borrow::Cow;

use kazi_domain::{Currency, LocationIs, PayHint, PayNote, Per, Posting};

use super::{
    figure::ONE,
    sense::{Family, Role, currency_in},
    statement::Statement,
    token::{Kind, word_kind},
    unit::UnitRead,
};

/// From how much on a bare amount is pay by the month and by the year, per currency; pay by the
/// hour below both. Rough on purpose: only plain cases are decided by size.
const SIZES: &[(Currency, i64, i64)] = &[
    (Currency::INR, 8_000, 180_000),
    (Currency::PKR, 15_000, 1_000_000),
    (Currency::KES, 5_000, 500_000),
    (Currency::UGX, 150_000, 12_000_000),
    (Currency::TZS, 150_000, 12_000_000),
    (Currency::NGN, 30_000, 2_000_000),
    (Currency::ETB, 3_000, 200_000),
    (Currency::XOF, 40_000, 3_000_000),
    (Currency::XAF, 40_000, 3_000_000),
    (Currency::RUB, 20_000, 1_000_000),
    (Currency::CZK, 12_000, 250_000),
    (Currency::HUF, 150_000, 3_000_000),
    (Currency::PLN, 2_500, 40_000),
    (Currency::RON, 2_000, 50_000),
    (Currency::BGN, 800, 18_000),
    (Currency::SEK, 15_000, 180_000),
    (Currency::NOK, 15_000, 180_000),
    (Currency::DKK, 12_000, 150_000),
    (Currency::JPY, 120_000, 1_500_000),
    (Currency::KRW, 1_000_000, 15_000_000),
    (Currency::IDR, 1_500_000, 40_000_000),
    (Currency::VND, 3_000_000, 80_000_000),
    (Currency::PHP, 8_000, 180_000),
    (Currency::MXN, 5_000, 120_000),
    (Currency::BRL, 1_200, 25_000),
    (Currency::ZAR, 4_000, 80_000),
    (Currency::SGD, 500, 20_000),
    (Currency::COP, 800_000, 12_000_000),
    (Currency::CLP, 300_000, 5_000_000),
    (Currency::PYG, 1_500_000, 25_000_000),
    (Currency::CRC, 200_000, 3_500_000),
    (Currency::RWF, 50_000, 1_000_000),
    (Currency::CDF, 150_000, 3_000_000),
    (Currency::IQD, 300_000, 5_000_000),
    (Currency::UZS, 1_500_000, 30_000_000),
    (Currency::UAH, 8_000, 200_000),
    (Currency::BDT, 8_000, 300_000),
];
const SIZE_ELSE: (i64, i64) = (900, 14_000);

pub(super) fn sizes(currency: Option<Currency>) -> (i64, i64) {
    let row = SIZES.iter().find(|row| Some(row.0) == currency);
    row.map_or(SIZE_ELSE, |row| (row.1, row.2))
}

/// The currency of a statement, with a note where it was not plain.
pub(super) fn currency(
    statement: &Statement,
    posting: &Posting,
    hint: Option<&PayHint>,
) -> (Option<Currency>, Option<PayNote>) {
    let assumed = |currency: Option<Currency>| (currency, currency.map(|_| PayNote::CurrencyAssumed));
    let hinted = hint.and_then(|hint| hint.currency);
    let Some(mark) = statement.mark else { return assumed(hinted.or(statement.counts)) };
    let Some(family) = mark.family.filter(|_| !mark.exact) else { return (mark.currency, None) };
    if let Some(local) = hinted.filter(|hinted| in_family(family, *hinted)) {
        return (Some(local), None);
    }
    match nation_of(posting).and_then(|nation| currency_in(family, nation)) {
        Some(local) if Some(local) != mark.currency => assumed(Some(local)),
        _ => (mark.currency, None),
    }
}

/// Whether a currency is one of those that share a name.
pub(super) fn in_family(family: Family, currency: Currency) -> bool {
    [
        "US", "CA", "AU", "NZ", "SG", "HK", "KE", "UG", "TZ", "SO", "EG", "SS", "CH", "RW", "BI", "CD", "MX",
        "CO", "AR", "CL", "PH", "SE", "NO", "DK",
    ]
    .iter()
    .any(|nation| currency_in(family, nation) == Some(currency))
}

/// The one country that the place of work names.
fn nation_of(posting: &Posting) -> Option<&'static str> {
    if posting.location_is == LocationIs::Client {
        return None;
    }
    let place = posting.location.as_deref()?;
    let mut nations = place.split(|c: char| !c.is_alphabetic()).filter_map(|word| match word_kind(word) {
        Kind::Word(_, sense) => sense.and_then(|sense| sense.nation),
        _ => None,
    });
    let first = nations.next()?;
    nations.all(|nation| nation == first).then_some(first)
}

/// What a statement is for: as said, as hinted, or as its size and the words near it tell.
pub(super) fn unit(
    statement: &Statement,
    said: Option<UnitRead>,
    role: Option<Role>,
    currency: Option<Currency>,
    hint: Option<&PayHint>,
    alone: bool,
) -> (Option<UnitRead>, Option<PayNote>) {
    if let Some(unit) = said {
        let note = unit.two_weeks.then_some(PayNote::FromTwoWeeks);
        return (Some(unit), note);
    }
    if let Some(hint) = hint {
        let per = if statement.is_range() { hint.range_per.or(hint.per) } else { hint.per };
        if let Some(per) = per {
            let piece = hint.piece.clone().filter(|_| per == Per::Piece).map(Cow::Owned);
            return (Some(UnitRead { piece, ..UnitRead::bare(per) }), Some(PayNote::PerAssumed));
        }
    }
    let per = by_size(statement, role, currency, alone);
    (per.map(UnitRead::bare), per.map(|_| PayNote::PerAssumed))
}

fn by_size(
    statement: &Statement,
    role: Option<Role>,
    currency: Option<Currency>,
    alone: bool,
) -> Option<Per> {
    // Of a currency that several countries share, sizes tell nothing.
    if statement.mark.is_some() && currency.is_none() && role != Some(Role::Budget) {
        return None;
    }
    let (month, year) = sizes(currency);
    let units = statement.top() / ONE;
    match role {
        Some(Role::Budget) => Some(Per::Project),
        Some(Role::Salary) if units >= year => Some(Per::Year),
        Some(Role::Salary) if units >= month => Some(Per::Month),
        Some(Role::Salary) if units < month / 6 => Some(Per::Hour),
        Some(Role::Rate) if units <= month / 3 => Some(Per::Hour),
        _ if statement.scale == 1000 && units >= year || statement.is_range() && units >= 2 * year => {
            Some(Per::Year)
        }
        Some(Role::Pay | Role::Offer) if units >= 2 * year => Some(Per::Year),
        Some(Role::Pay | Role::Offer) => Some(Per::Project),
        _ if units >= 3 * year && (statement.mark.is_some() || statement.scale == 1000) => Some(Per::Year),
        _ if alone && units < year => Some(Per::Project),
        _ => None,
    }
}
