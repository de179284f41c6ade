//! Pay in fields of a source's own.

use kazi_domain::{Evidence, Origin, Part, Pay, PayNote, PayReading, Posting};

/// Reads the fields; zero says unknown, and a bare figure is what the source's configuration says.
pub(super) fn read_fields(posting: &Posting) -> Option<PayReading> {
    let fields = posting.pay.as_ref()?;
    let hint = &posting.pay_hint;
    let mut notes = Vec::new();
    if let (Some(low), Some(high)) = (fields.low, fields.high) {
        let upside_down = low > high && high > kazi_domain::Amount::ZERO;
        notes.extend(upside_down.then_some(PayNote::Swapped));
    }
    let range = fields.low.is_some() && fields.high.is_some() && fields.low != fields.high;
    let per = fields.per.or(if range { hint.range_per.or(hint.per) } else { hint.per });
    notes.extend((fields.per.is_none() && per.is_some()).then_some(PayNote::PerAssumed));
    let currency = fields.currency.or(hint.currency);
    notes.extend((fields.currency.is_none() && currency.is_some()).then_some(PayNote::CurrencyAssumed));
    notes.extend(fields.predicted.then_some(PayNote::Predicted));
    let piece = fields.piece.clone().or_else(|| hint.piece.clone());
    let pay = Pay::new(fields.low, fields.high, currency, per, piece)?;
    let origin = if fields.predicted { Origin::Estimated } else { Origin::Structured };
    let evidence = Evidence { part: Part::Field, start: 0, words: pay.to_string() };
    Some(PayReading { pay, origin, evidence, notes })
}
