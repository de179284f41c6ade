//! Leads made up for tests: every field and variant gets used by some seed.

use jiff::{Timestamp, civil::date};
use kazi_domain::{
    Amount, AssessedPosting, Assessment, Basis, Country, Currency, Evidence, Flag, Kind, Lead, LeadId,
    LocationIs, Money, NetHourly, Origin, Part, Pay, PayHint, PayNote, PayReading, Per, Posting, PostingId,
    ReachReading, SameWork, Scope, Severity, SkillMatch, SourceId, Spread, StatedPay, SumLine, WorkIs,
};
use rust_decimal::Decimal;

/// A lead with one posting of the same number, whose description is `text_bytes` long.
pub fn lead(id: u64, text_bytes: usize) -> Lead {
    lead_of(id, &[id], text_bytes)
}

/// A lead with these postings.
///
/// # Panics
/// Without any posting.
#[allow(clippy::expect_used)]
pub fn lead_of(id: u64, postings: &[u64], text_bytes: usize) -> Lead {
    let postings = postings.iter().map(|posting| assessed(*posting, text_bytes)).collect();
    Lead::new(LeadId(id), postings).expect("a lead of at least one posting")
}

/// One of `choices` by a seed.
fn pick<T: Copy>(seed: u64, choices: &[T]) -> T {
    choices[usize::try_from(seed % choices.len() as u64).unwrap_or(0)]
}

fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("\"{text}\" of a sample: {error:?}"))
}

/// The lower bits of a seed: small enough for any figure.
fn small(seed: u64) -> i64 {
    i64::try_from(seed % 50_000).unwrap_or(0)
}

fn time(seed: u64) -> Timestamp {
    Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(1_760_000_000 + small(seed))
}

fn some<T>(seed: u64, value: T) -> Option<T> {
    seed.is_multiple_of(2).then_some(value)
}

fn units(seed: u64) -> Amount {
    Amount::from_micros(1 + small(seed) * 12_345)
}

fn evidence(seed: u64) -> Evidence {
    let parts = [
        Part::Field,
        Part::PayText,
        Part::Title,
        Part::Tags,
        Part::Location,
        Part::Company,
        Part::Description,
    ];
    Evidence {
        part: pick(seed, &parts),
        start: u32::try_from(small(seed)).unwrap_or(0),
        words: format!("maneno {seed}"),
    }
}

fn assessed(seed: u64, text_bytes: usize) -> AssessedPosting {
    let source: SourceId = name(pick(seed, &["remoteok", "himalayas", "microwork"]));
    let mut posting = Posting::new(PostingId(seed), source, &format!("Tovuti ya duka {seed}"));
    posting.guid = some(seed, format!("guid-{seed}"));
    posting.url = some(seed / 2, format!("https://example.org/{seed}"));
    posting.description = "kazi ".repeat(text_bytes.div_ceil(5))[..text_bytes].to_owned();
    posting.summary = some(seed / 3, "Muhtasari".to_owned());
    posting.author = some(seed / 4, "Amina".to_owned());
    posting.company = some(seed / 5, "Duka".to_owned());
    posting.location = some(seed / 6, "Kakuma".to_owned());
    posting.work_is = pick(seed, &[WorkIs::Unsaid, WorkIs::Online, WorkIs::Local]);
    posting.location_is = pick(seed, &[LocationIs::Work, LocationIs::Client, LocationIs::Residence]);
    posting.tags = vec!["wordpress".to_owned(); pick(seed, &[0, 1, 3])];
    posting.pay_text = some(seed, "$40-60/hr".to_owned());
    posting.pay = some(seed / 2, stated_pay(seed));
    posting.pay_hint = PayHint {
        currency: some(seed, Currency::KES),
        per: some(seed, Per::Day),
        piece: None,
        range_per: None,
    };
    posting.platform = some(seed / 3, name("upwork"));
    posting.applicants = some(seed, 12);
    posting.language = some(seed, name("sw"));
    posting.posted_at = some(seed, time(seed));
    posting.updated_at = some(seed / 2, time(seed.wrapping_add(9)));
    posting.expires_at = some(seed / 3, time(seed.wrapping_add(99)));
    AssessedPosting {
        posting,
        assessment: assessment(seed),
        same: pick(seed, &[SameWork::First, SameWork::Url, SameWork::Text, SameWork::Near]),
        first_seen: time(seed),
        closed_at: some(seed / 5, time(seed.wrapping_add(999))),
    }
}

fn stated_pay(seed: u64) -> StatedPay {
    let (low, high) = (some(seed, units(seed)), Some(units(seed.wrapping_add(5))));
    let currency = Some(Currency::EUR);
    StatedPay { low, high, currency, per: Some(per(seed)), piece: None, predicted: seed.is_multiple_of(3) }
}

fn per(seed: u64) -> Per {
    pick(seed, &[Per::Hour, Per::Project, Per::Day, Per::Week, Per::Month, Per::Year, Per::Piece])
}

fn assessment(seed: u64) -> Assessment {
    Assessment {
        kind: pick(seed, &[Kind::Offer, Kind::Seeking, Kind::Other]),
        pay: pay_reading(seed),
        net_hourly: some(seed, net_hourly(seed)),
        fields: vec![name("web-design"), name("development")],
        skills: vec![SkillMatch {
            skill: name("wordpress"),
            part: Part::Title,
            weight: 0.7,
            evidence: evidence(seed),
        }],
        reach: reach(seed),
        flags: vec![Flag {
            id: name("upfront-fee"),
            severity: pick(seed, &[Severity::Notice, Severity::Caution, Severity::Severe]),
            evidence: evidence(seed.wrapping_add(1)),
        }],
        trust: 0.25,
        language: some(seed, name("fr")),
    }
}

fn pay_reading(seed: u64) -> Option<PayReading> {
    let piece = Some("word".to_owned());
    let pay = Pay::new(
        some(seed, units(seed)),
        Some(units(seed.wrapping_add(1))),
        some(seed, Currency::USD),
        Some(per(seed)),
        piece,
    )?;
    let origin = pick(seed, &[Origin::Structured, Origin::Stated, Origin::Estimated]);
    let notes = vec![
        PayNote::Swapped,
        PayNote::Contradicted,
        PayNote::Predicted,
        PayNote::CurrencyAssumed,
        PayNote::PerAssumed,
        PayNote::SeveralRoles,
        PayNote::WithBonus,
        PayNote::AfterTax,
        PayNote::FromTwoWeeks,
        PayNote::FromBatch,
        PayNote::NotBelieved,
    ];
    Some(PayReading { pay, origin, evidence: evidence(seed), notes })
}

fn net_hourly(seed: u64) -> NetHourly {
    NetHourly {
        usd: Spread { low: Amount::from_micros(-5), likely: units(seed), high: units(seed.wrapping_add(3)) },
        ranked_usd: units(seed),
        basis: pick(seed, &[Basis::Stated, Basis::Estimated]),
        sum: sum(seed),
    }
}

fn sum(seed: u64) -> Vec<SumLine> {
    let (usd, basis, hours) = (units(seed), Basis::Estimated, Decimal::new(125, 1));
    vec![
        SumLine::Pay {
            money: Money { amount: usd, currency: Currency::KES },
            per: per(seed),
            piece: some(seed, "page".to_owned()),
            basis,
        },
        SumLine::Usual { usd, field: some(seed, name("web-design")) },
        SumLine::Rate { per_usd: Decimal::new(1295, 1), usd, day: date(2026, 11, 1) },
        SumLine::Fee { platform: name("upwork"), usd, percent: some(seed, Decimal::TEN), basis },
        SumLine::Bids { usd, basis },
        SumLine::Payout { usd, basis: Basis::Stated },
        SumLine::Pieces { per_hour: Decimal::new(40, 0), basis },
        SumLine::Hours { hours, basis, task: some(seed, name("landing-page")) },
        SumLine::Unpaid { hours, basis },
        SumLine::Left { usd, hours, hourly_usd: usd },
        SumLine::NoPay { evidence: evidence(seed) },
    ]
}

fn reach(seed: u64) -> ReachReading {
    ReachReading {
        scope: pick(seed, &[Scope::Anywhere, Scope::Restricted, Scope::Onsite, Scope::Unknown]),
        places: vec!["Kenya".to_owned()],
        countries: some(seed, [Country::KENYA].into_iter().collect()),
        languages: vec![name("en")],
        group: seed.is_multiple_of(3),
        evidence: some(seed / 2, evidence(seed)),
    }
}
