//! What an hour leaves, with every line of the sum, on disk.

use kazi_domain as domain;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    RecordError,
    choices::{BasisRecord, PerRecord},
    evidence::EvidenceRecord,
    values::{checked, checked_option, currency, currency_code, name},
};

#[derive(Serialize, Deserialize)]
pub(super) struct NetHourlyRecord {
    low_micros: i64,
    likely_micros: i64,
    high_micros: i64,
    ranked_micros: i64,
    basis: BasisRecord,
    sum: Vec<SumLineRecord>,
}

impl NetHourlyRecord {
    pub(super) fn of(net: domain::NetHourly) -> Self {
        let domain::NetHourly { usd: domain::Spread { low, likely, high }, ranked_usd, basis, sum } = net;
        Self {
            low_micros: low.micros(),
            likely_micros: likely.micros(),
            high_micros: high.micros(),
            ranked_micros: ranked_usd.micros(),
            basis: basis.into(),
            sum: sum.into_iter().map(SumLineRecord::of).collect(),
        }
    }

    pub(super) fn read(self) -> Result<domain::NetHourly, RecordError> {
        let amount = domain::Amount::from_micros;
        Ok(domain::NetHourly {
            usd: domain::Spread {
                low: amount(self.low_micros),
                likely: amount(self.likely_micros),
                high: amount(self.high_micros),
            },
            ranked_usd: amount(self.ranked_micros),
            basis: self.basis.into(),
            sum: self.sum.into_iter().map(SumLineRecord::read).collect::<Result<_, _>>()?,
        })
    }
}

/// An exact decimal in the 16 bytes that rust_decimal documents.
type DecimalRecord = [u8; 16];
/// Year, month, day.
type DateRecord = (i16, i8, i8);

#[derive(Serialize, Deserialize)]
pub(super) enum SumLineRecord {
    Pay { micros: i64, currency: String, per: PerRecord, piece: Option<String>, basis: BasisRecord },
    Usual { usd_micros: i64, field: Option<String> },
    Rate { per_usd: DecimalRecord, usd_micros: i64, day: DateRecord },
    Fee { platform: String, usd_micros: i64, percent: Option<DecimalRecord>, basis: BasisRecord },
    Bids { usd_micros: i64, basis: BasisRecord },
    Payout { usd_micros: i64, basis: BasisRecord },
    Pieces { per_hour: DecimalRecord, basis: BasisRecord },
    Hours { hours: DecimalRecord, basis: BasisRecord, task: Option<String> },
    Unpaid { hours: DecimalRecord, basis: BasisRecord },
    Left { usd_micros: i64, hours: DecimalRecord, hourly_micros: i64 },
    NoPay { evidence: EvidenceRecord },
}

impl SumLineRecord {
    pub(super) fn of(line: domain::SumLine) -> Self {
        use domain::SumLine as Line;
        let decimal = |value: Decimal| value.serialize();
        match line {
            Line::Pay { money, per, piece, basis } => Self::Pay {
                micros: money.amount.micros(),
                currency: currency_code(money.currency),
                per: per.into(),
                piece,
                basis: basis.into(),
            },
            Line::Usual { usd, field } => {
                Self::Usual { usd_micros: usd.micros(), field: name(field.as_ref()) }
            }
            Line::NoPay { evidence } => Self::NoPay { evidence: EvidenceRecord::of(evidence) },
            Line::Rate { per_usd, usd, day } => Self::Rate {
                per_usd: decimal(per_usd),
                usd_micros: usd.micros(),
                day: (day.year(), day.month(), day.day()),
            },
            Line::Fee { platform, usd, percent, basis } => Self::Fee {
                platform: platform.into(),
                usd_micros: usd.micros(),
                percent: percent.map(decimal),
                basis: basis.into(),
            },
            Line::Bids { usd, basis } => Self::Bids { usd_micros: usd.micros(), basis: basis.into() },
            Line::Payout { usd, basis } => Self::Payout { usd_micros: usd.micros(), basis: basis.into() },
            Line::Pieces { per_hour, basis } => {
                Self::Pieces { per_hour: decimal(per_hour), basis: basis.into() }
            }
            Line::Hours { hours, basis, task } => {
                Self::Hours { hours: decimal(hours), basis: basis.into(), task: name(task.as_ref()) }
            }
            Line::Unpaid { hours, basis } => Self::Unpaid { hours: decimal(hours), basis: basis.into() },
            Line::Left { usd, hours, hourly_usd } => Self::Left {
                usd_micros: usd.micros(),
                hours: decimal(hours),
                hourly_micros: hourly_usd.micros(),
            },
        }
    }

    pub(super) fn read(self) -> Result<domain::SumLine, RecordError> {
        use domain::SumLine as Line;
        let usd = domain::Amount::from_micros;
        let decimal = Decimal::deserialize;
        Ok(match self {
            Self::Pay { micros, currency: code, per, piece, basis } => {
                let currency = currency(Some(code))?.ok_or(RecordError::Value("currency"))?;
                let money = domain::Money { amount: usd(micros), currency };
                Line::Pay { money, per: per.into(), piece, basis: basis.into() }
            }
            Self::Usual { usd_micros, field } => {
                Line::Usual { usd: usd(usd_micros), field: checked_option(field, "field")? }
            }
            Self::NoPay { evidence } => Line::NoPay { evidence: evidence.read() },
            Self::Rate { per_usd, usd_micros, day: (year, month, day) } => {
                let day = jiff::civil::Date::new(year, month, day).map_err(|_| RecordError::Value("day"))?;
                Line::Rate { per_usd: decimal(per_usd), usd: usd(usd_micros), day }
            }
            Self::Fee { platform, usd_micros, percent, basis } => Line::Fee {
                platform: checked(&platform, "platform")?,
                usd: usd(usd_micros),
                percent: percent.map(decimal),
                basis: basis.into(),
            },
            Self::Bids { usd_micros, basis } => Line::Bids { usd: usd(usd_micros), basis: basis.into() },
            Self::Payout { usd_micros, basis } => Line::Payout { usd: usd(usd_micros), basis: basis.into() },
            Self::Pieces { per_hour, basis } => {
                Line::Pieces { per_hour: decimal(per_hour), basis: basis.into() }
            }
            Self::Hours { hours, basis, task } => Line::Hours {
                hours: decimal(hours),
                basis: basis.into(),
                task: checked_option(task, "task")?,
            },
            Self::Unpaid { hours, basis } => Line::Unpaid { hours: decimal(hours), basis: basis.into() },
            Self::Left { usd_micros, hours, hourly_micros } => {
                Line::Left { usd: usd(usd_micros), hours: decimal(hours), hourly_usd: usd(hourly_micros) }
            }
        })
    }
}
