//! `kazi assess`: JSON lines of postings in, JSON lines of assessments out, in the same order.

use kazi_domain::{
    Amount, Assessment, Basis, Currency, Evidence, Flag, Kind, LocationIs, Origin, PayHint, PayReading, Per,
    PlatformId, Posting, PostingId, Profile, Scope, SourceId, StatedPay, Verdict, WorkIs,
};
use kazi_scoring::Rules;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    io::{BufRead, Read, Write},
};

/// The longest line read; longer ones get an error line.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Names of unknown sources that are told; a file in which every line has another one is no news after that.
const UNKNOWN_TOLD_MAX: usize = 20;

/// A posting as other tools write it. Unknown keys are ignored, as the form promises.
#[derive(Deserialize)]
struct PostingLine {
    id: serde_json::Value,
    #[serde(default)]
    source: Option<String>,
    title: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    pay_text: Option<String>,
    #[serde(default)]
    pay: Option<PayFields>,
    #[serde(default)]
    pay_hint: Option<HintFields>,
    #[serde(default)]
    tags: Option<Vec<String>>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    location_is: Option<LocationIs>,
    #[serde(default)]
    work_is: Option<WorkIs>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    posted_at: Option<jiff::Timestamp>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct PayFields {
    low: Option<Amount>,
    high: Option<Amount>,
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<String>,
}

#[derive(Deserialize)]
struct HintFields {
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<String>,
    range_per: Option<Per>,
}

/// An assessment as other tools read it.
#[derive(Serialize)]
struct AssessmentLine {
    id: serde_json::Value,
    kind: Kind,
    pay: Option<PayLine>,
    net_hourly_usd: Option<NetHourlyLine>,
    fields: Vec<String>,
    skills: Vec<SkillLine>,
    reach: ReachLine,
    flags: Vec<FlagLine>,
    trust: f32,
    worth: f64,
}

#[derive(Serialize)]
struct PayLine {
    low: Option<Amount>,
    high: Option<Amount>,
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<String>,
    origin: Origin,
    evidence: String,
}

#[derive(Serialize)]
struct NetHourlyLine {
    low: Amount,
    likely: Amount,
    high: Amount,
    basis: Basis,
}

#[derive(Serialize)]
struct SkillLine {
    id: String,
    #[serde(rename = "where")]
    part: kazi_domain::Part,
    evidence: String,
}

#[derive(Serialize)]
struct ReachLine {
    verdict: Verdict,
    scope: Scope,
    places: Vec<String>,
    evidence: Option<String>,
}

#[derive(Serialize)]
struct FlagLine {
    id: String,
    evidence: String,
}

/// What postings are judged with.
pub struct Judging<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// In whose eyes.
    pub profile: &'a Profile,
    /// What configuration says of a source by its name; nothing where it knows none.
    pub source_traits: &'a dyn Fn(&str) -> Option<SourceTraits>,
    /// The rank of an assessed posting for the profile, in US dollars an hour.
    pub worth: &'a dyn Fn(&Posting, &Assessment) -> f64,
}

/// What the configuration of a source says of all its postings.
#[derive(Clone, Default)]
pub struct SourceTraits {
    /// What its place field means.
    pub location_is: LocationIs,
    /// How work is done on it unless a posting says otherwise.
    pub work_is: WorkIs,
    /// The platform behind it.
    pub platform: Option<PlatformId>,
}

/// Reads postings from `input` and writes what the rules make of them.
///
/// A line that is no posting gets a line on `errors` with its number, and the rest go on.
/// Answers how many lines could not be read.
///
/// # Errors
/// Only when the input cannot be read or the output not be written.
pub fn run(
    judging: &Judging<'_>,
    mut input: impl BufRead,
    mut output: impl Write,
    mut errors: impl Write,
) -> std::io::Result<u64> {
    let mut line = Vec::new();
    let mut unknown = BTreeSet::new();
    let (mut number, mut bad) = (0_u64, 0_u64);
    while let Some(whole) = read_line(&mut input, &mut line)? {
        number += 1;
        if !whole {
            bad += 1;
            writeln!(errors, "line {number} is longer than 4 MiB: shorten its texts")?;
            continue;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<PostingLine>(&line) {
            Ok(row) => {
                let id = row.id.clone();
                let traits = row.source.as_deref().map(judging.source_traits);
                if let (Some(name), Some(None)) = (&row.source, &traits)
                    && unknown.len() < UNKNOWN_TOLD_MAX
                    && unknown.insert(name.clone())
                {
                    writeln!(
                        errors,
                        "line {number}: there is no source {name:?}: its postings are judged without what a source says of all of them; `kazi sources` lists those there are (told once)"
                    )?;
                }
                let posting = posting_of(row, traits.flatten().unwrap_or_default());
                let assessment = judging.rules.assess(&posting);
                let worth = (judging.worth)(&posting, &assessment);
                serde_json::to_writer(&mut output, &line_of(id, assessment, judging.profile, worth))?;
                output.write_all(b"\n")?;
            }
            Err(error) => {
                bad += 1;
                writeln!(
                    errors,
                    "line {number}: no posting: {error}; write one JSON object a line, with at least \"id\" and \"title\""
                )?;
            }
        }
    }
    output.flush()?;
    Ok(bad)
}

/// Reads the next line; nothing at the end, and `false` where it is too long and its rest was skipped.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    // One more for what ends it.
    let read = input.by_ref().take(LINE_BYTES_MAX + 1).read_until(b'\n', line)?;
    let whole = line.ends_with(b"\n") || read as u64 <= LINE_BYTES_MAX;
    if !whole {
        input.skip_until(b'\n')?;
    }
    Ok((read > 0).then_some(whole))
}

fn posting_of(row: PostingLine, traits: SourceTraits) -> Posting {
    let source = row.source.as_deref().map(source_name).unwrap_or_default();
    let source = SourceId::new(&source).unwrap_or_else(|_| fallback_source());
    let key = row.id.to_string();
    let mut posting = Posting::new(PostingId::of(&source, &key), source, &row.title);
    posting.description = row.description.unwrap_or_default();
    posting.pay_text = row.pay_text;
    posting.pay = row.pay.map(|pay| StatedPay {
        low: pay.low,
        high: pay.high,
        currency: pay.currency,
        per: pay.per,
        piece: pay.piece,
        predicted: false,
    });
    posting.pay_hint = row.pay_hint.map_or_else(PayHint::default, |hint| PayHint {
        currency: hint.currency,
        per: hint.per,
        piece: hint.piece,
        range_per: hint.range_per,
    });
    posting.tags = row.tags.unwrap_or_default();
    posting.location = row.location;
    posting.location_is = row.location_is.unwrap_or(traits.location_is);
    posting.work_is = row.work_is.unwrap_or(traits.work_is);
    posting.platform = traits.platform;
    posting.company = row.company;
    posting.posted_at = row.posted_at;
    posting.url = row.url;
    posting
}

/// A source's name as an id: small letters, digits and hyphens.
fn source_name(text: &str) -> String {
    text.chars()
        .take(64)
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect()
}

#[allow(clippy::expect_used)]
fn fallback_source() -> SourceId {
    SourceId::new("unnamed").expect("a fixed name that is well formed")
}

fn words(evidence: Evidence) -> String {
    evidence.words
}

fn line_of(id: serde_json::Value, of: Assessment, profile: &Profile, worth: f64) -> AssessmentLine {
    let verdict = of.reach.verdict_for(profile);
    AssessmentLine {
        id,
        kind: of.kind,
        pay: of.pay.map(pay_line),
        net_hourly_usd: of.net_hourly.map(|net| NetHourlyLine {
            low: net.usd.low,
            likely: net.usd.likely,
            high: net.usd.high,
            basis: net.basis,
        }),
        fields: of.fields.into_iter().map(String::from).collect(),
        skills: of
            .skills
            .into_iter()
            .map(|skill| SkillLine {
                id: skill.skill.into(),
                part: skill.part,
                evidence: words(skill.evidence),
            })
            .collect(),
        reach: ReachLine {
            verdict,
            scope: of.reach.scope,
            places: of.reach.places,
            evidence: of.reach.evidence.map(words),
        },
        flags: of
            .flags
            .into_iter()
            .map(|Flag { id, evidence, .. }| FlagLine { id: id.into(), evidence: words(evidence) })
            .collect(),
        trust: of.trust,
        worth,
    }
}

fn pay_line(reading: PayReading) -> PayLine {
    let PayReading { pay, origin, evidence, .. } = reading;
    PayLine {
        low: pay.low(),
        high: pay.high(),
        currency: pay.currency(),
        per: pay.per(),
        piece: pay.piece().map(str::to_owned),
        origin,
        evidence: words(evidence),
    }
}
