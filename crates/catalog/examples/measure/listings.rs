//! The generator's listings and queries, as kazi's leads, queries and profiles.

use std::{
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use jiff::{SignedDuration, Timestamp};
use kazi_catalog::Query;
use kazi_domain::{
    Amount, AssessedPosting, Assessment, Basis, CountrySet, Evidence, Kind, Lead, LeadId, Level, NetHourly,
    Origin, Part, Pay, PayReading, Posting, PostingId, Profile, ReachReading, SameWork, Scope, SkillId,
    SkillMatch, Spread,
};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The moment at which the generator's world stands still.
pub const NOW_S: i64 = 1_760_000_000;

/// One line after the other, at most `most`.
pub fn lines(path: &Path, most: usize) -> Result<impl Iterator<Item = Result<Value>>> {
    let lines = BufReader::with_capacity(1 << 20, File::open(path)?).lines();
    Ok(lines.take(most).map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// A skill's name as an id: `c++` and `c#` must stay apart.
fn skill(name: &str) -> Result<SkillId> {
    let letter = |c: char| match c {
        '+' => 'p',
        '#' => 'h',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    Ok(name.chars().map(letter).collect::<String>().parse()?)
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn seconds(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The generator's `now`.
pub fn now() -> Timestamp {
    seconds(NOW_S)
}

/// The id that row `n` gets: spread, as real ids are, and not in the order of rows.
pub fn id(n: u64) -> LeadId {
    LeadId(n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A listing as a lead. What kazi has no like for is left out: client ratings and copies.
pub fn lead(listing: &Value) -> Result<Lead> {
    let id = id(listing["n"].as_u64().unwrap_or_default());
    let mut posting = Posting::new(PostingId(id.0), text(listing, "source").parse()?, text(listing, "title"));
    posting.description = text(listing, "description").to_owned();
    posting.posted_at = listing["posted_at"].as_i64().map(seconds);
    let posted = AssessedPosting {
        posting,
        assessment: assessment(listing)?,
        same: SameWork::First,
        first_seen: now(),
        closed_at: None,
    };
    Lead::new(id, vec![posted]).ok_or_else(|| "a lead needs a posting".into())
}

fn assessment(listing: &Value) -> Result<Assessment> {
    let evidence = || Evidence { part: Part::Title, start: 0, words: String::new() };
    let states_pay = listing["pay"]["kind"] != "none";
    let pay = Amount::from_units(1).and_then(|amount| Pay::new(Some(amount), None, None, None, None));
    let reading = |pay| PayReading { pay, origin: Origin::Stated, evidence: evidence(), notes: Vec::new() };
    #[allow(clippy::cast_possible_truncation)] // the generator's figures have four decimals
    let usd = listing["net_hourly"].as_f64().map(|usd| Amount::from_micros((usd * 1e6).round() as i64));
    let net = |usd| NetHourly {
        usd: Spread { low: usd, likely: usd, high: usd },
        ranked_usd: usd,
        basis: Basis::Stated,
        sum: Vec::new(),
    };
    let countries: Option<CountrySet> = listing["countries"]
        .as_array()
        .map(|_| texts(&listing["countries"]).filter_map(|code| code.parse().ok()).collect());
    let found = |name| -> Result<SkillMatch> {
        Ok(SkillMatch { skill: skill(name)?, part: Part::Title, weight: 1.0, evidence: evidence() })
    };
    Ok(Assessment {
        kind: Kind::Offer,
        pay: pay.filter(|_| states_pay).map(reading),
        net_hourly: usd.map(net),
        fields: vec![text(listing, "category").parse()?],
        skills: texts(&listing["skills"]).map(found).collect::<Result<_>>()?,
        reach: ReachReading {
            scope: if countries.is_some() { Scope::Restricted } else { Scope::Anywhere },
            countries,
            ..ReachReading::unknown()
        },
        flags: Vec::new(),
        trust: 1.0,
        language: text(listing, "language").parse().ok(),
    })
}

/// The profile whose weights the generator made up, as levels.
pub fn profile(document: &Value) -> Result<Profile> {
    let level = |weight: f64| match weight {
        w if w > 0.7 => Level::Strong,
        w if w > 0.4 => Level::Able,
        _ => Level::Learning,
    };
    let mut profile = Profile::default();
    for (name, weight) in document["weights"].as_object().into_iter().flatten() {
        profile.skills.insert(skill(name)?, level(weight.as_f64().unwrap_or_default()));
    }
    Ok(profile)
}

/// A query, the profile that asks it, and the page. A query without a country shows closed work too.
/// The exclusions of fixed pay, copies and low ratings have no like here and are left out.
pub fn question(query: &Value, profile: &Profile) -> Result<(Query, Profile, u64)> {
    let mut profile = profile.clone();
    let mut asked = Query {
        fields: query["category"].as_str().map(str::parse).transpose()?.into_iter().collect(),
        skills_any: texts(&query["skills_any"]).map(skill).collect::<Result<_>>()?,
        sources: texts(&query["sources"]).map(str::parse).collect::<std::result::Result<_, _>>()?,
        min_hourly_usd: query["min_net_hourly"].as_i64().and_then(Amount::from_units),
        posted_within: query["posted_within_days"].as_i64().map(|days| SignedDuration::from_hours(days * 24)),
        // In quotes, because others that are measured with these queries know no other forms.
        text: texts(&query["keywords"]).map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "),
        has_pay: (query["exclude"]["no_pay"] == true).then_some(true),
        limit: usize::try_from(query["limit"].as_u64().unwrap_or_default())?,
        ..Query::default()
    };
    match query["country"].as_str() {
        Some(code) => profile.country = code.parse()?,
        None => asked.include_hidden = true,
    }
    Ok((asked, profile, query["page"].as_u64().unwrap_or(1)))
}
