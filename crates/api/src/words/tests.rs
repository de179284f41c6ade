use std::{collections::BTreeSet, fs, path::Path};

use super::*;

/// Keys that code puts together from a name.
const MADE_UP: [&str; 8] = ["country-", "fact-", "field-", "flag-", "month-", "pay-", "sum-pay-", "tongue-"];

/// Each key of a file with the names that fill it in.
fn messages(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut key = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
            key = name;
        }
        let names = line.split('$').skip(1);
        let names = names.map(|rest| rest.split([' ', '}']).next().unwrap_or_default());
        found.entry(key).or_default().extend(names.filter(|name| *name != "count" && *name != "number"));
    }
    found.remove("");
    found
}

fn files(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_file_reads_without_a_fault() {
    for facts in &TONGUES {
        let read = FluentResource::try_new(facts.messages.to_owned());
        assert!(read.is_ok(), "{}: {:?}", facts.code, read.err().map(|(_, errors)| errors));
    }
}

#[test]
fn every_message_is_in_every_language_and_filled_in_alike() {
    let english = messages(TONGUES[0].messages);
    for facts in &TONGUES[1..] {
        let other = messages(facts.messages);
        for (key, names) in &english {
            assert_eq!(other.get(key), Some(names), "{}.ftl: {key}", facts.code);
        }
        let strange: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(strange.is_empty(), "{}.ftl: {strange:?}", facts.code);
    }
}

#[test]
fn every_message_is_used_and_every_used_one_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    files(&root.join("src"), &mut code);
    files(&root.join("templates"), &mut code);
    let english = messages(TONGUES[0].messages);
    for key in english.keys() {
        let used =
            code.contains(&format!("\"{key}\"")) || MADE_UP.iter().any(|prefix| key.starts_with(prefix));
        assert!(used, "en.ftl: nobody says {key}");
    }
    for call in [".say(\"", ".with(\"", ".fill(\"", ".count(\""] {
        for said in code.split(call).skip(1) {
            let key = said.split('"').next().unwrap();
            let of_pairs = ["cursor", "include_hidden", "have", "lead", "limit", "q", "x"].contains(&key);
            assert!(of_pairs || english.contains_key(key), "en.ftl has no {key}");
        }
    }
}

/// A student who reads Somali reads what a platform asks for in Somali.
#[test]
fn facts_of_platforms_are_translated_as_they_stand() {
    let text = include_str!("../../../../config/platforms.toml");
    let platforms: kazi_scoring::hourly::PlatformsConfig = toml::from_str(text).unwrap();
    let platforms = platforms.platforms.iter().map(crate::PlatformInfo::from).collect::<Vec<_>>();
    for fact in platforms.iter().flat_map(crate::PlatformInfo::to_know) {
        assert!(Words::ENGLISH.platform_fact(fact).is_some(), "not as translated: {fact:?}");
    }
}

/// What warnings and fields are told by comes from configuration: the languages translate what ships.
#[test]
fn advice_and_fields_are_translated_as_they_stand() {
    let read = |text| toml::from_str::<toml::Table>(text).unwrap();
    let text = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap().to_owned();
    for warning in read(include_str!("../../../../config/warnings.toml"))["warning"].as_array().unwrap() {
        let key = format!("flag-{}-advice", text(warning, "id"));
        assert_eq!(Words::ENGLISH.name(&key), Some(text(warning, "advice")), "{key}");
    }
    for field in read(include_str!("../../../../config/skills.toml"))["field"].as_array().unwrap() {
        let key = format!("field-{}", text(field, "id"));
        assert_eq!(Words::ENGLISH.name(&key), Some(text(field, "name")), "{key}");
    }
}

#[test]
fn what_somebody_wrote_anew_is_shown_as_it_is() {
    let french = Words { tongue: Tongue::French };
    let key = "flag-free-work-advice";
    let shipped = Words::ENGLISH.say(key);
    assert_eq!(french.translated(key, &shipped), Some(french.say(key)));
    assert_ne!(french.say(key), shipped);
    assert_eq!(french.translated(key, "Ask Amina at the desk first."), None);
}

/// `locales/glossary.csv` says each word of the field once in every language, by its stem: the files say
/// it so, and no other way takes its place unseen.
#[test]
fn the_words_of_the_glossary_are_used() {
    let glossary = include_str!("../../locales/glossary.csv");
    let mut lines = glossary.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let codes = lines.next().unwrap().split_off(2);
    for line in lines {
        for (code, stem) in codes.iter().zip(&line[2..]) {
            let facts = TONGUES.iter().find(|facts| facts.code == *code).unwrap();
            let messages = facts.messages.to_lowercase();
            assert!(messages.contains(&stem.to_lowercase()), "{code}.ftl: {} is not {stem}", line[0]);
        }
    }
}

#[test]
fn numbers_and_ages_follow_the_language() {
    use kazi_domain::{Amount, Currency, Money};
    let money = |tongue, micros, currency| {
        Words { tongue }.money(Money { amount: Amount::from_micros(micros), currency })
    };
    assert_eq!(money(Tongue::English, 21_480_000, Currency::USD), "$21.48");
    assert_eq!(money(Tongue::English, 21_500_000, Currency::USD), "$21.50");
    assert_eq!(money(Tongue::English, 5_000, Currency::USD), "$0.005");
    assert_eq!(money(Tongue::English, -2_000_000, Currency::EUR), "−€2");
    assert_eq!(money(Tongue::Swahili, 15_000_000_000, Currency::KES), "KES\u{a0}15,000");
    assert_eq!(money(Tongue::French, 1_234_500_000, Currency::EUR), "1\u{202f}235\u{a0}€");
    let now: jiff::Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let ago = |tongue, minutes| Words { tongue }.ago(now - jiff::SignedDuration::from_mins(minutes), now);
    assert_eq!(ago(Tongue::English, 0), "just now");
    assert_eq!(ago(Tongue::English, 60), "1 hour ago");
    assert_eq!(ago(Tongue::English, 60 * 25), "yesterday");
    assert_eq!(ago(Tongue::French, 60 * 24 * 21), "il y a 3 semaines");
    // A date is laid out from the right, also where nothing around it says so.
    let date = Words { tongue: Tongue::Arabic }.date(jiff::civil::date(2026, 11, 27));
    assert_eq!(date.replace(['\u{2068}', '\u{2069}'], ""), "\u{200f}27 نوفمبر 2026");
    assert_eq!(ago(Tongue::Arabic, 120), "قبل ساعتين");
    assert_eq!(ago(Tongue::Arabic, 180).replace(['\u{2068}', '\u{2069}'], ""), "قبل 3 ساعات");
}
