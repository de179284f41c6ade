//! What a posting says of pay on disk.

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

use super::{
    RecordError,
    choices::{NoteRecord, OriginRecord, PerRecord},
    evidence::EvidenceRecord,
    values::{amount, currency, currency_code, micros},
};

#[derive(Serialize, Deserialize)]
pub(super) struct StatedPayRecord {
    low_micros: Option<i64>,
    high_micros: Option<i64>,
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    predicted: bool,
}

impl StatedPayRecord {
    pub(super) fn of(stated: domain::StatedPay) -> Self {
        let domain::StatedPay { low, high, currency, per, piece, predicted } = stated;
        Self {
            low_micros: micros(low),
            high_micros: micros(high),
            currency: currency.map(currency_code),
            per: per.map(Into::into),
            piece,
            predicted,
        }
    }

    pub(super) fn read(self) -> Result<domain::StatedPay, RecordError> {
        Ok(domain::StatedPay {
            low: amount(self.low_micros),
            high: amount(self.high_micros),
            currency: currency(self.currency)?,
            per: self.per.map(Into::into),
            piece: self.piece,
            predicted: self.predicted,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct PayHintRecord {
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    range_per: Option<PerRecord>,
}

impl PayHintRecord {
    pub(super) fn of(hint: domain::PayHint) -> Self {
        let domain::PayHint { currency, per, piece, range_per } = hint;
        Self {
            currency: currency.map(currency_code),
            per: per.map(Into::into),
            piece,
            range_per: range_per.map(Into::into),
        }
    }

    pub(super) fn read(self) -> Result<domain::PayHint, RecordError> {
        Ok(domain::PayHint {
            currency: currency(self.currency)?,
            per: self.per.map(Into::into),
            piece: self.piece,
            range_per: self.range_per.map(Into::into),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct PayRecord {
    low_micros: Option<i64>,
    high_micros: Option<i64>,
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    origin: OriginRecord,
    evidence: EvidenceRecord,
    notes: Vec<NoteRecord>,
}

impl PayRecord {
    pub(super) fn of(reading: domain::PayReading) -> Self {
        let domain::PayReading { pay, origin, evidence, notes } = reading;
        Self {
            low_micros: micros(pay.low()),
            high_micros: micros(pay.high()),
            currency: pay.currency().map(currency_code),
            per: pay.per().map(Into::into),
            piece: pay.piece().map(str::to_owned),
            origin: origin.into(),
            evidence: EvidenceRecord::of(evidence),
            notes: notes.into_iter().map(Into::into).collect(),
        }
    }

    pub(super) fn read(self) -> Result<domain::PayReading, RecordError> {
        let (low, high) = (amount(self.low_micros), amount(self.high_micros));
        let per = self.per.map(Into::into);
        let pay = domain::Pay::new(low, high, currency(self.currency)?, per, self.piece)
            .ok_or(RecordError::Value("pay"))?;
        Ok(domain::PayReading {
            pay,
            origin: self.origin.into(),
            evidence: self.evidence.read(),
            notes: self.notes.into_iter().map(Into::into).collect(),
        })
    }
}
