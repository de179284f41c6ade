//! The form of a lead on disk: types of its own, version 1.
//!
//! A domain type may change without changing a file: every conversion below names every field and
//! every variant, so the compiler asks what the change means on disk. What cannot be read the same
//! way any more gets a new version beside this one. Times are whole seconds.

use jiff::Timestamp;
use kazi_domain as domain;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The version that is written.
pub(crate) const LEAD_VERSION: u16 = 1;

/// Why a record cannot be turned into a lead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RecordError {
    #[error("its version {0} is not known")]
    Version(u16),
    #[error("its body does not read: {0}")]
    Body(String),
    #[error("its {0} is out of range")]
    Value(&'static str),
}

/// A lead as bytes.
pub(crate) fn write_lead(lead: &domain::Lead) -> Result<Vec<u8>, RecordError> {
    let postings = lead.postings().iter().map(PostingRecord::of).collect();
    let record = LeadRecord { id: lead.id.0, postings };
    postcard::to_allocvec(&record).map_err(|error| RecordError::Body(error.to_string()))
}

/// A lead from bytes of the version named.
pub(crate) fn read_lead(version: u16, bytes: &[u8]) -> Result<domain::Lead, RecordError> {
    if version != LEAD_VERSION {
        return Err(RecordError::Version(version));
    }
    let record: LeadRecord =
        postcard::from_bytes(bytes).map_err(|error| RecordError::Body(error.to_string()))?;
    let postings = record.postings.into_iter().map(PostingRecord::read).collect::<Result<Vec<_>, _>>()?;
    domain::Lead::new(domain::LeadId(record.id), postings).ok_or(RecordError::Value("list of postings"))
}

#[derive(Serialize, Deserialize)]
struct LeadRecord {
    id: u64,
    postings: Vec<PostingRecord>,
}

#[derive(Serialize, Deserialize)]
struct PostingRecord {
    id: u64,
    source: String,
    guid: Option<String>,
    url: Option<String>,
    title: String,
    description: String,
    summary: Option<String>,
    author: Option<String>,
    company: Option<String>,
    location: Option<String>,
    location_is: LocationRecord,
    work_is: WorkRecord,
    tags: Vec<String>,
    pay_text: Option<String>,
    pay: Option<StatedPayRecord>,
    pay_hint: PayHintRecord,
    platform: Option<String>,
    applicants: Option<u32>,
    language: Option<String>,
    posted_s: Option<i64>,
    updated_s: Option<i64>,
    expires_s: Option<i64>,
    assessment: AssessmentRecord,
    same: SameRecord,
    first_seen_s: i64,
    closed_s: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StatedPayRecord {
    low_micros: Option<i64>,
    high_micros: Option<i64>,
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    predicted: bool,
}

#[derive(Serialize, Deserialize)]
struct PayHintRecord {
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    range_per: Option<PerRecord>,
}

#[derive(Serialize, Deserialize)]
struct AssessmentRecord {
    kind: KindRecord,
    pay: Option<PayRecord>,
    net_hourly: Option<NetHourlyRecord>,
    fields: Vec<String>,
    skills: Vec<SkillRecord>,
    reach: ReachRecord,
    flags: Vec<FlagRecord>,
    trust: f32,
    language: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PayRecord {
    low_micros: Option<i64>,
    high_micros: Option<i64>,
    currency: Option<String>,
    per: Option<PerRecord>,
    piece: Option<String>,
    origin: OriginRecord,
    evidence: EvidenceRecord,
    notes: Vec<NoteRecord>,
}

#[derive(Serialize, Deserialize)]
struct NetHourlyRecord {
    low_micros: i64,
    likely_micros: i64,
    high_micros: i64,
    ranked_micros: i64,
    basis: BasisRecord,
    sum: Vec<SumLineRecord>,
}

#[derive(Serialize, Deserialize)]
struct SkillRecord {
    skill: String,
    part: PartRecord,
    weight: f32,
    evidence: EvidenceRecord,
}

#[derive(Serialize, Deserialize)]
struct ReachRecord {
    scope: ScopeRecord,
    places: Vec<String>,
    countries: Option<Vec<String>>,
    languages: Vec<String>,
    group: bool,
    evidence: Option<EvidenceRecord>,
}

#[derive(Serialize, Deserialize)]
struct FlagRecord {
    id: String,
    severity: SeverityRecord,
    evidence: EvidenceRecord,
}

#[derive(Serialize, Deserialize)]
struct EvidenceRecord {
    part: PartRecord,
    start: u32,
    words: String,
}

/// An exact decimal in the 16 bytes that rust_decimal documents.
type DecimalRecord = [u8; 16];
/// Year, month, day.
type DateRecord = (i16, i8, i8);

#[derive(Serialize, Deserialize)]
enum SumLineRecord {
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
}

/// A plain enum on disk: numbered by its place in the list, so lists only ever grow at their end.
macro_rules! mirror {
    ($record:ident of $type:ident { $($variant:ident),+ $(,)? }) => {
        #[derive(Clone, Copy, Serialize, Deserialize)]
        enum $record { $($variant),+ }

        impl From<domain::$type> for $record {
            fn from(value: domain::$type) -> Self {
                match value { $(domain::$type::$variant => Self::$variant),+ }
            }
        }

        impl From<$record> for domain::$type {
            fn from(record: $record) -> Self {
                match record { $($record::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror!(LocationRecord of LocationIs { Work, Client, Residence });
mirror!(WorkRecord of WorkIs { Unsaid, Online, Local });
mirror!(SameRecord of SameWork { First, Url, Text, Near });
mirror!(PerRecord of Per { Hour, Project, Day, Week, Month, Year, Piece });
mirror!(KindRecord of Kind { Offer, Seeking, Other });
mirror!(OriginRecord of Origin { Structured, Stated, Estimated });
mirror!(BasisRecord of Basis { Stated, Estimated });
mirror!(ScopeRecord of Scope { Anywhere, Restricted, Onsite, Unknown });
mirror!(SeverityRecord of Severity { Notice, Caution, Severe });
mirror!(PartRecord of Part { Field, PayText, Title, Tags, Location, Company, Description });
mirror!(NoteRecord of PayNote {
    Swapped, Contradicted, Predicted, CurrencyAssumed, PerAssumed, SeveralRoles, WithBonus, AfterTax,
    FromTwoWeeks, FromBatch,
});

/// Reads a name or code that was checked when it was written.
fn checked<T: std::str::FromStr>(text: &str, what: &'static str) -> Result<T, RecordError> {
    text.parse().map_err(|_| RecordError::Value(what))
}

fn checked_option<T: std::str::FromStr>(
    text: Option<String>,
    what: &'static str,
) -> Result<Option<T>, RecordError> {
    text.map(|text| checked(&text, what)).transpose()
}

fn checked_list<T: std::str::FromStr>(texts: &[String], what: &'static str) -> Result<Vec<T>, RecordError> {
    texts.iter().map(|text| checked(text, what)).collect()
}

fn names<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn name<T: ToString>(option: Option<&T>) -> Option<String> {
    option.map(ToString::to_string)
}

fn currency_code(currency: domain::Currency) -> String {
    currency.code().to_owned()
}

fn currency(code: Option<String>) -> Result<Option<domain::Currency>, RecordError> {
    let known = |code: String| domain::Currency::from_code(&code).ok_or(RecordError::Value("currency"));
    code.map(known).transpose()
}

fn micros(amount: Option<domain::Amount>) -> Option<i64> {
    amount.map(domain::Amount::micros)
}

fn amount(micros: Option<i64>) -> Option<domain::Amount> {
    micros.map(domain::Amount::from_micros)
}

fn time(seconds: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_second(seconds).map_err(|_| RecordError::Value("time"))
}

fn time_option(seconds: Option<i64>) -> Result<Option<Timestamp>, RecordError> {
    seconds.map(time).transpose()
}

fn seconds(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_second)
}

impl PostingRecord {
    fn of(assessed: &domain::AssessedPosting) -> Self {
        let domain::AssessedPosting { posting, assessment, same, first_seen, closed_at } = assessed.clone();
        Self {
            id: posting.id.0,
            source: posting.source.to_string(),
            guid: posting.guid,
            url: posting.url,
            title: posting.title,
            description: posting.description,
            summary: posting.summary,
            author: posting.author,
            company: posting.company,
            location: posting.location,
            location_is: posting.location_is.into(),
            work_is: posting.work_is.into(),
            tags: posting.tags,
            pay_text: posting.pay_text,
            pay: posting.pay.map(StatedPayRecord::of),
            pay_hint: PayHintRecord::of(posting.pay_hint),
            platform: name(posting.platform.as_ref()),
            applicants: posting.applicants,
            language: name(posting.language.as_ref()),
            posted_s: seconds(posting.posted_at),
            updated_s: seconds(posting.updated_at),
            expires_s: seconds(posting.expires_at),
            assessment: AssessmentRecord::of(assessment),
            same: same.into(),
            first_seen_s: first_seen.as_second(),
            closed_s: seconds(closed_at),
        }
    }

    fn read(self) -> Result<domain::AssessedPosting, RecordError> {
        let posting = domain::Posting {
            id: domain::PostingId(self.id),
            source: checked(&self.source, "source")?,
            guid: self.guid,
            url: self.url,
            title: self.title,
            description: self.description,
            summary: self.summary,
            author: self.author,
            company: self.company,
            location: self.location,
            location_is: self.location_is.into(),
            work_is: self.work_is.into(),
            tags: self.tags,
            pay_text: self.pay_text,
            pay: self.pay.map(StatedPayRecord::read).transpose()?,
            pay_hint: self.pay_hint.read()?,
            platform: checked_option(self.platform, "platform")?,
            applicants: self.applicants,
            language: checked_option(self.language, "language")?,
            posted_at: time_option(self.posted_s)?,
            updated_at: time_option(self.updated_s)?,
            expires_at: time_option(self.expires_s)?,
        };
        Ok(domain::AssessedPosting {
            posting,
            assessment: self.assessment.read()?,
            same: self.same.into(),
            first_seen: time(self.first_seen_s)?,
            closed_at: time_option(self.closed_s)?,
        })
    }
}

impl StatedPayRecord {
    fn of(stated: domain::StatedPay) -> Self {
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

    fn read(self) -> Result<domain::StatedPay, RecordError> {
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

impl PayHintRecord {
    fn of(hint: domain::PayHint) -> Self {
        let domain::PayHint { currency, per, piece, range_per } = hint;
        Self {
            currency: currency.map(currency_code),
            per: per.map(Into::into),
            piece,
            range_per: range_per.map(Into::into),
        }
    }

    fn read(self) -> Result<domain::PayHint, RecordError> {
        Ok(domain::PayHint {
            currency: currency(self.currency)?,
            per: self.per.map(Into::into),
            piece: self.piece,
            range_per: self.range_per.map(Into::into),
        })
    }
}

impl AssessmentRecord {
    fn of(assessment: domain::Assessment) -> Self {
        let domain::Assessment { kind, pay, net_hourly, fields, skills, reach, flags, trust, language } =
            assessment;
        Self {
            kind: kind.into(),
            pay: pay.map(PayRecord::of),
            net_hourly: net_hourly.map(NetHourlyRecord::of),
            fields: names(&fields),
            skills: skills.into_iter().map(SkillRecord::of).collect(),
            reach: ReachRecord::of(reach),
            flags: flags.into_iter().map(FlagRecord::of).collect(),
            trust,
            language: name(language.as_ref()),
        }
    }

    fn read(self) -> Result<domain::Assessment, RecordError> {
        Ok(domain::Assessment {
            kind: self.kind.into(),
            pay: self.pay.map(PayRecord::read).transpose()?,
            net_hourly: self.net_hourly.map(NetHourlyRecord::read).transpose()?,
            fields: checked_list(&self.fields, "field")?,
            skills: self.skills.into_iter().map(SkillRecord::read).collect::<Result<_, _>>()?,
            reach: self.reach.read()?,
            flags: self.flags.into_iter().map(FlagRecord::read).collect::<Result<_, _>>()?,
            trust: self.trust,
            language: checked_option(self.language, "language")?,
        })
    }
}

impl PayRecord {
    fn of(reading: domain::PayReading) -> Self {
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

    fn read(self) -> Result<domain::PayReading, RecordError> {
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

impl NetHourlyRecord {
    fn of(net: domain::NetHourly) -> Self {
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

    fn read(self) -> Result<domain::NetHourly, RecordError> {
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

impl SkillRecord {
    fn of(found: domain::SkillMatch) -> Self {
        let domain::SkillMatch { skill, part, weight, evidence } = found;
        Self { skill: skill.into(), part: part.into(), weight, evidence: EvidenceRecord::of(evidence) }
    }

    fn read(self) -> Result<domain::SkillMatch, RecordError> {
        Ok(domain::SkillMatch {
            skill: checked(&self.skill, "skill")?,
            part: self.part.into(),
            weight: self.weight,
            evidence: self.evidence.read(),
        })
    }
}

impl ReachRecord {
    fn of(reach: domain::ReachReading) -> Self {
        let domain::ReachReading { scope, places, countries, languages, group, evidence } = reach;
        Self {
            scope: scope.into(),
            places,
            countries: countries.map(|set| set.iter().map(Into::into).collect()),
            languages: names(&languages),
            group,
            evidence: evidence.map(EvidenceRecord::of),
        }
    }

    fn read(self) -> Result<domain::ReachReading, RecordError> {
        let set = |codes: Vec<String>| codes.iter().map(|code| checked(code, "country")).collect();
        Ok(domain::ReachReading {
            scope: self.scope.into(),
            places: self.places,
            countries: self.countries.map(set).transpose()?,
            languages: checked_list(&self.languages, "language")?,
            group: self.group,
            evidence: self.evidence.map(EvidenceRecord::read),
        })
    }
}

impl FlagRecord {
    fn of(flag: domain::Flag) -> Self {
        let domain::Flag { id, severity, evidence } = flag;
        Self { id: id.into(), severity: severity.into(), evidence: EvidenceRecord::of(evidence) }
    }

    fn read(self) -> Result<domain::Flag, RecordError> {
        Ok(domain::Flag {
            id: checked(&self.id, "flag")?,
            severity: self.severity.into(),
            evidence: self.evidence.read(),
        })
    }
}

impl EvidenceRecord {
    fn of(evidence: domain::Evidence) -> Self {
        let domain::Evidence { part, start, words } = evidence;
        Self { part: part.into(), start, words }
    }

    fn read(self) -> domain::Evidence {
        domain::Evidence { part: self.part.into(), start: self.start, words: self.words }
    }
}

impl SumLineRecord {
    fn of(line: domain::SumLine) -> Self {
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

    fn read(self) -> Result<domain::SumLine, RecordError> {
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

#[cfg(all(test, feature = "testing"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::lead_of;

    proptest! {
        #[test]
        fn a_lead_reads_back_as_it_was(id: u64, postings in proptest::collection::vec(any::<u64>(), 1..4)) {
            let lead = lead_of(id, &postings, 50);
            prop_assert_eq!(read_lead(LEAD_VERSION, &write_lead(&lead).unwrap()), Ok(lead));
        }

        #[test]
        fn bytes_that_are_no_lead_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(read_lead(LEAD_VERSION, &bytes).is_err());
        }

        #[test]
        fn a_bent_lead_never_panics(seed: u64, at: prop::sample::Index, byte: u8) {
            let mut bytes = write_lead(&lead_of(seed, &[seed], 30)).unwrap();
            let place = at.index(bytes.len());
            bytes[place] = byte;
            let _ = read_lead(LEAD_VERSION, &bytes);
        }
    }

    #[test]
    fn a_version_not_known_is_told() {
        assert_eq!(read_lead(2, &[]), Err(RecordError::Version(2)));
    }
}
