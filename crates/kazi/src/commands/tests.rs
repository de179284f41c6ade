//! What `kazi top` and `kazi explain` show of a lead that is offered once per country.

use std::sync::Arc;

use jiff::Timestamp;
use kazi_api::{Listing, Shelf};
use kazi_catalog::{Catalog, LeadChange, Query};
use kazi_domain::{
    AssessedPosting, Country, CountrySet, Lead, LeadId, PayNote, Posting, PostingId, Profile, SameWork,
    Scope, SourceId,
};
use kazi_scoring::{Rules, worth::SkillTree};
use kazi_store::{Batch, MemoryStore, Store};

use super::{
    assess,
    explain::Explanation,
    listed::rank,
    top::{print, print_json},
};
use crate::{
    config::{self, Config},
    pipeline::{compile, hand_source, sources_unpolled},
};

fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn offered_in(country: Country, pay: &str, rules: &Rules) -> AssessedPosting {
    let source = SourceId::new("board").unwrap();
    let title = format!("Landing page, {country}");
    let mut posting = Posting::new(PostingId::of(&source, &title), source, &title);
    posting.description = format!("A landing page in plain HTML. Pays {pay} per hour.");
    posting.posted_at = Some(now());
    let mut assessment = rules.assess(&posting);
    assessment.reach.scope = Scope::Restricted;
    assessment.reach.countries = Some(CountrySet::from_iter([country]));
    AssessedPosting { posting, assessment, same: SameWork::Near, first_seen: now(), closed_at: None }
}

/// Germany's posting pays more; the reader is in Kenya.
fn offered_in_two_countries(config: &Config) -> Lead {
    let rules = compile(config.rules.clone()).unwrap();
    let germany = offered_in("DE".parse().unwrap(), "$60", &rules);
    let kenya = offered_in(Country::KENYA, "$12", &rules);
    let lead = Lead::new(LeadId(7), vec![germany, kenya]).unwrap();
    assert_eq!(lead.best().posting.title, "Landing page, DE");
    lead
}

#[tokio::test]
async fn top_shows_the_posting_that_is_open_to_the_reader() {
    let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
    let lead = offered_in_two_countries(&config);
    let ranked = rank_alone(&config, lead, Query { limit: 5, ..Query::default() }).await;
    let mut out = Vec::new();
    print_json(&ranked, &mut out).unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(shown["title"], "Landing page, KE");
    assert_eq!(shown["pay"], "USD 12.00 per hour");
    assert_eq!((&shown["hidden"], &shown["trust"]), (&serde_json::json!([]), &serde_json::json!(1.0)));
}

#[tokio::test]
async fn top_marks_what_is_warned_of_and_what_is_hidden_unless_asked_for() {
    let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
    let rules = compile(config.rules.clone()).unwrap();
    let mut germany = offered_in("DE".parse().unwrap(), "$60", &rules);
    germany.posting.description.push_str(" Rent us your Upwork account for a share of each week.");
    let reach = germany.assessment.reach.clone();
    germany.assessment = rules.assess(&germany.posting);
    germany.assessment.reach = reach;
    germany.assessment.pay.as_mut().unwrap().notes.push(PayNote::NotBelieved);
    let flag = germany.assessment.flags[0].id.to_string();
    let lead = Lead::new(LeadId(7), vec![germany]).unwrap();
    let query = Query { include_hidden: true, limit: 5, ..Query::default() };
    let ranked = rank_alone(&config, lead, query).await;
    let mut out = Vec::new();
    print(&ranked, &mut out).unwrap();
    let table = String::from_utf8(out).unwrap();
    let words =
        [flag.as_str(), "believed", "closed to you", "1 of 1 leads, 1 of them hidden unless asked for"];
    let joined = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.iter().all(|word| joined.contains(word)), "{table}");
    let mut out = Vec::new();
    print_json(&ranked, &mut out).unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(shown["hidden"], serde_json::json!(["closed", flag]));
}

/// What `kazi top` lists where there is one lead.
async fn rank_alone(config: &Config, lead: Lead, query: Query) -> Listing {
    let catalog = Catalog::new(config.settings.rank.clone(), SkillTree::new(&config.rules.book));
    let store = MemoryStore::default();
    let mut batch = Batch::default();
    batch.put_lead(lead.clone());
    store.save(batch).await.unwrap();
    catalog.apply(vec![LeadChange::Put(Arc::new(lead))]);
    let mut source = hand_source().unwrap();
    source.id = SourceId::new("board").unwrap();
    let (snapshot, sources) = (catalog.snapshot(), sources_unpolled(&[source]));
    let shelf = Shelf { snapshot: &snapshot, store: &store, sources: &sources, now: now() };
    rank(&shelf, query, &Profile::default()).await.unwrap()
}

#[test]
fn explain_accounts_for_the_posting_that_is_open_to_the_reader() {
    let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
    let explanation = Explanation {
        rank: &config.settings.rank,
        tree: &SkillTree::new(&config.rules.book),
        profile: &Profile::default(),
        rates: &config.rules.rates,
        old_before: config.rules.rates.day(),
        now: now(),
    };
    let mut out = Vec::new();
    explanation.write(offered_in_two_countries(&config), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("Landing page, KE\n"), "{text}");
    assert!(text.contains("offered just now\n") && text.contains("first seen just now, "), "{text}");
    assert!(text.contains("open to you") && text.contains("pays USD 12.00 per hour"), "{text}");
}

#[test]
fn a_line_that_is_too_long_is_one_error_and_the_lines_behind_it_keep_their_numbers() {
    let config = config::load(None).map_err(|errors| format!("{errors:?}")).unwrap();
    let rules = compile(config.rules).unwrap();
    let judging = assess::Judging {
        rules: &rules,
        profile: &Profile::default(),
        source_traits: &|_| None,
        worth: &|_, _| 0.0,
    };
    let line =
        |id: &str, text: &str| format!(r#"{{"id":"{id}","title":"Logo, $50","description":"{text}"}}"#);
    let at_most = 4 * 1024 * 1024 - line("a", "").len();
    // What is cut off of the long one would be a posting by itself.
    let long = line("b", &"x".repeat(at_most + 1)) + &line("tail", "");
    let input = [line("a", &"x".repeat(at_most)), long, "no posting".to_owned(), line("c", "")].join("\n");
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let bad = assess::run(&judging, input.as_bytes(), &mut out, &mut errors).unwrap();
    let errors = String::from_utf8(errors).unwrap();
    assert_eq!((bad, errors.lines().count()), (2, 2), "{errors}");
    assert!(errors.starts_with("line 2 is longer than 4 MiB") && errors.contains("\nline 3: "), "{errors}");
    let ids = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let ids: Vec<serde_json::Value> = ids.map(|line| serde_json::from_slice(line).unwrap()).collect();
    assert_eq!(ids.iter().map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "c"]);
}
