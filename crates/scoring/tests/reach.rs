//! Who may take the work: cases by data, and the laws that hold for every text.
#![allow(clippy::unwrap_used)]

#[path = "../src/cases.rs"]
mod cases;

use std::fmt::Write as _;

use kazi_domain::{Country, Evidence, LocationIs, Part, Posting, PostingId, ReachReading, SourceId, WorkIs};
use kazi_scoring::reach::ReachReader;
use proptest::prelude::*;

thread_local! {
    static READER: ReachReader = ReachReader::new();
}

fn read(posting: &Posting) -> ReachReading {
    READER.with(|reader| reader.read(posting))
}

fn posting(title: &str) -> Posting {
    let source = SourceId::new("case").unwrap();
    Posting::new(PostingId::of(&source, title), source, title)
}

/// A posting from one line: parts between "§", each with its name but for the title; what the
/// source is said to be stands alone: "online § at: Europe § Logo designer § body: Start now."
fn posting_of(line: &str) -> Posting {
    let mut result = posting("");
    for part in line.split('§').map(str::trim) {
        let text = |words: &str| words.trim().replace("\\n", "\n");
        match part.split_once(": ") {
            None if part == "online" => result.work_is = WorkIs::Online,
            None if part == "local" => result.work_is = WorkIs::Local,
            None if part == "client" => result.location_is = LocationIs::Client,
            None if part == "residence" => result.location_is = LocationIs::Residence,
            Some(("at", words)) => result.location = Some(text(words)),
            Some(("co", words)) => result.company = Some(text(words)),
            Some(("tag", words)) => result.tags.push(text(words)),
            Some(("body", words)) => result.description = text(words),
            Some(("pay", words)) => result.pay_text = Some(text(words)),
            _ => result.title = text(part),
        }
    }
    result
}

/// "restricted closed in US / Canada speaks de": the places and languages only where there are any.
fn answer_of(reading: &ReachReading) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let scope = word(serde_json::to_value(reading.scope).unwrap());
    let verdict = word(serde_json::to_value(reading.verdict_in(Country::KENYA)).unwrap());
    let mut answer = format!("{scope} {verdict}");
    if !reading.places.is_empty() {
        write!(answer, " in {}", reading.places.join(" / ")).unwrap();
    }
    if !reading.languages.is_empty() {
        let codes: Vec<&str> = reading.languages.iter().map(kazi_domain::Language::code).collect();
        write!(answer, " speaks {}", codes.join(" ")).unwrap();
    }
    answer
}

#[test]
fn cases() {
    let count = cases::run("reach", |input| answer_of(&read(&posting_of(input))));
    assert!(count >= 200, "only {count} cases");
}

fn stands(posting: &Posting, evidence: &Evidence) -> bool {
    let start = usize::try_from(evidence.start).unwrap();
    let text = match evidence.part {
        Part::Title => &posting.title,
        Part::Description => &posting.description,
        Part::Location => posting.location.as_ref().unwrap(),
        Part::Tags => return posting.tags[start].contains(&evidence.words),
        part => panic!("nothing is read from {part:?}"),
    };
    text.get(start..start + evidence.words.len()) == Some(evidence.words.as_str())
}

#[test]
fn every_country_named_as_home_limits_to_it() {
    let table = include_str!("../src/reach/data/countries.tsv");
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let country: Country = columns[0].parse().unwrap();
        for name in columns[3].split("; ") {
            let name = name.trim_start_matches(['^', '=']);
            let reading = read(&posting(&format!("Candidates must live in {name}")));
            let countries = reading.countries.unwrap_or_else(|| panic!("\"{name}\" is not read"));
            assert!(countries.contains(country), "\"{name}\" is read as {countries:?}");
            assert_eq!(reading.verdict_in(country), kazi_domain::Verdict::Open, "{name}");
        }
    }
}

#[test]
fn an_endless_posting_is_read_to_a_limit() {
    let mut endless = posting("remote");
    endless.description = "must live in Kenya or Uganda, ".repeat(40_000);
    assert!(read(&endless).places.len() < 10_000);
}

/// Words that steer reach, thrown together.
fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "remote",
        "only",
        "US",
        "Kenya",
        "not",
        "must be based in",
        "anywhere",
        "(",
        ")",
        "|",
        ",",
        ". ",
        "\n",
        "UTC+3",
        "±",
        "CET",
        "onsite",
        "native",
        "German",
        "or",
        "🇰🇪",
        "🇺",
        "é",
        "except",
        "IL",
        "Austin",
        "based",
    ]);
    prop::collection::vec(prop_oneof![3 => word.prop_map(str::to_owned), 1 => any::<String>()], 0..30)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn evidence_stands_where_it_says(title in soup(), body in soup(), location in soup(), tag in soup()) {
        let mut given = posting(&title);
        given.description = body;
        given.location = Some(location.trim().to_owned());
        given.tags = vec![tag];
        let reading = read(&given);
        if let Some(evidence) = &reading.evidence {
            prop_assert!(stands(&given, evidence), "{evidence:?}");
        }
    }

    #[test]
    fn a_neutral_sentence_changes_nothing(title in soup(), body in soup(), number in 0_usize..4) {
        let neutral = [
            "We pay every second Friday.", "The palette is blue and grey.", "Send two samples of your drawings.",
            "Das Logo ist blau.",
        ][number];
        let mut given = posting(&title);
        given.description = body;
        let before = read(&given);
        given.description = format!("{}\n\n{neutral}", given.description);
        let after = read(&given);
        prop_assert_eq!(before.verdict_in(Country::KENYA), after.verdict_in(Country::KENYA));
        prop_assert_eq!(before.scope, after.scope);
    }
}
