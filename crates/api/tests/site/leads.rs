//! `/api/v1/leads`: what is listed, in which order, how it is counted, and what a lead says of itself.

use serde_json::{Value, json};

use crate::{ask, ask_of, sample};

pub(super) fn titles(list: &Value) -> Vec<&str> {
    list["leads"].as_array().expect("leads").iter().filter_map(|lead| lead["title"].as_str()).collect()
}

#[tokio::test]
async fn leads_come_best_first_with_exact_counts() {
    let list = ask("/api/v1/leads").await.json();
    let titles = titles(&list);
    assert_eq!(titles[0], "New look for the site of a dental clinic");
    assert_eq!(titles.len(), 6);
    assert_eq!(list["total"], 6);
    assert_eq!(list["hidden"], 3);
    let reasons: Vec<&str> =
        list["hidden_by"].as_array().unwrap().iter().filter_map(|h| h["reason"].as_str()).collect();
    assert_eq!(reasons, ["closed", "flagged", "ended"]);
    let worths: Vec<f64> =
        list["leads"].as_array().unwrap().iter().filter_map(|lead| lead["worth"].as_f64()).collect();
    assert!(worths.is_sorted_by(|a, b| a >= b), "{worths:?}");
}

#[tokio::test]
async fn every_filter_narrows() {
    let cases = [
        ("field=graphic-design", 1),
        ("field=web-design,graphic-design", 6),
        ("skill=shopify", 1),
        ("skill_all=figma,webflow", 1),
        ("min_hourly=15", 2),
        ("max_hourly=10", 2),
        ("source=other-board", 1),
        ("exclude_source=sample-board", 1),
        ("language=fr,ar", 2),
        ("posted_within=12h", 4),
        ("has_pay=false", 2),
        ("flags=free-work", 1),
        ("reach=unknown", 1),
        ("reach=closed", 1),
        ("include_hidden=true", 9),
        ("q=logo", 0),
        ("q=shopify+-theme", 0),
        ("q=dental", 1),
        ("q=themes+shop", 1),
        ("q=refontes", 1),
        ("q=%22dental+clinic%22", 1),
        ("q=%22clinic+dental%22", 0),
        ("q=%22themes%22", 0),
        ("q=site+-%22dental+clinic%22", 1),
    ];
    for (query, total) in cases {
        let list = ask(&format!("/api/v1/leads?{query}")).await.json();
        assert_eq!(list["total"], total, "{query}: {list:#}");
    }
}

#[tokio::test]
async fn a_profile_changes_fit_reach_and_order() {
    let list = ask("/api/v1/leads?have=shopify:strong,css:learning&country=KE").await.json();
    assert_eq!(list["leads"][0]["title"], "Fixes to the theme of a Shopify shop");
    assert_eq!(list["leads"][0]["fit"]["have"], json!(["shopify", "css"]));
    let from_us = ask("/api/v1/leads?country=US").await.json();
    assert!(titles(&from_us).contains(&"Brand designer, US only"));
    assert!(!titles(&from_us).contains(&"Fixes to the theme of a Shopify shop"));
}

#[tokio::test]
async fn pages_of_a_list_join_without_gap_or_repeat() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    let whole = crate::send(&site, "GET", "/api/v1/leads", &[]).await.json();
    let mut uri = "/api/v1/leads?limit=2".to_owned();
    let mut joined = Vec::new();
    for _ in 0..3 {
        let answer = crate::send(&site, "GET", &uri, &[]).await;
        let list = answer.json();
        joined.extend(list["leads"].as_array().unwrap().clone());
        match list["next"].as_str() {
            Some(next) => {
                uri = format!("/api/v1/leads?limit=2&cursor={next}");
                assert_eq!(answer.header("link"), format!("<{uri}>; rel=\"next\""));
            }
            None => break,
        }
    }
    assert_eq!(&joined, whole["leads"].as_array().unwrap());
}

#[tokio::test]
async fn no_leads_are_an_empty_list() {
    let list = ask_of(Vec::new(), "/api/v1/leads", &[]).await.json();
    assert_eq!(list["leads"], json!([]));
    assert_eq!(list["next"], Value::Null);
}

#[tokio::test]
async fn sparse_answers_hold_what_was_asked_for() {
    let whole = ask("/api/v1/leads").await.json();
    let sparse = ask("/api/v1/leads?fields=id,worth").await.json();
    for (lead, full) in sparse["leads"].as_array().unwrap().iter().zip(whole["leads"].as_array().unwrap()) {
        assert_eq!(*lead, json!({ "id": full["id"], "worth": full["worth"] }));
        // Every part has a name here.
        let parts: Vec<&str> = full.as_object().unwrap().keys().map(String::as_str).collect();
        let all = ask(&format!("/api/v1/leads?fields={}", parts.join(","))).await.json();
        assert_eq!(all, whole);
    }
    assert_eq!(sparse["total"], whole["total"]);
    assert_eq!(
        ask("/api/v1/leads?fields=worth,id,id").await.text(),
        ask("/api/v1/leads?fields=id,worth").await.text()
    );
    assert_eq!(ask("/api/v1/leads?fields=titel").await.json()["did_you_mean"], "title");
}

#[tokio::test]
async fn a_lead_explains_itself() {
    let lead = ask("/api/v1/leads/0000000000000001?have=figma,html").await.json();
    let factors = lead["explanation"]["factors"].as_array().unwrap();
    let names: Vec<&str> = factors.iter().filter_map(|factor| factor["factor"].as_str()).collect();
    assert_eq!(names, ["net_hourly", "fit", "open", "trust", "reach"]);
    assert_eq!(factors[1]["sentence"], "You have 2 of 4 of what it asks for; missing CSS, Webflow");
    assert!(factors.iter().all(|factor| factor["sentence"].as_str().is_some_and(|said| !said.is_empty())));
    let product: f64 = factors.iter().filter_map(|factor| factor["value"].as_f64()).product();
    assert!((product - lead["worth"].as_f64().unwrap()).abs() < 0.006, "{product} {}", lead["worth"]);
    assert_eq!(lead["all_postings"].as_array().unwrap().len(), 2);
    let facts =
        lead["all_postings"].as_array().unwrap().iter().find_map(|p| p["platform"]["facts"].as_array());
    assert_eq!(facts.unwrap()[0]["about"], "payout");
    assert_eq!(facts.unwrap()[0]["read_on"], "2026-11-12");
    assert_eq!(facts.unwrap()[0]["stale"], false);
    assert_eq!(lead["explanation"]["sum"][0]["figure"], "$300");
    let explained = ask("/api/v1/leads/0000000000000001/explain?have=figma,html").await.json();
    assert_eq!(explained, lead["explanation"]);
}

#[tokio::test]
async fn mistakes_are_explained() {
    let cases = [
        ("feild=web-design", "unknown-parameter", "feild", Some("field")),
        ("field=web-desing", "invalid-parameter", "field", Some("web-design")),
        ("skill=fimga", "invalid-parameter", "skill", Some("figma")),
        ("have=figma:stong", "invalid-parameter", "have", Some("strong")),
        ("sort=worht", "invalid-parameter", "sort", Some("worth")),
        ("field=web-design&field=graphic-design", "repeated-parameter", "field", None),
        ("min_hourly=ten", "invalid-parameter", "min_hourly", None),
        ("min_hourly=-1", "invalid-parameter", "min_hourly", None),
        ("min_hourly=20&max_hourly=10", "invalid-parameter", "max_hourly", None),
        ("limit=0", "invalid-parameter", "limit", None),
        ("limit=101", "invalid-parameter", "limit", None),
        ("posted_within=soon", "invalid-parameter", "posted_within", None),
        ("posted_within=%C3%A9", "invalid-parameter", "posted_within", None),
        ("posted_within=99999999999999999999d", "invalid-parameter", "posted_within", None),
        ("cursor=zzz", "invalid-parameter", "cursor", None),
        ("country=Kenya", "invalid-parameter", "country", None),
        ("currency=XXX", "invalid-parameter", "currency", None),
        ("has_pay=maybe", "invalid-parameter", "has_pay", None),
        ("field=", "invalid-parameter", "field", None),
        ("q=!!!", "invalid-parameter", "q", None),
        ("q=-%22%22", "invalid-parameter", "q", None),
        ("q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q", "invalid-parameter", "q", None),
    ];
    for (query, kind, parameter, meant) in cases {
        let answer = ask(&format!("/api/v1/leads?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["type"], format!("/api/v1/problems/{kind}"), "{query}");
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert_eq!(problem["did_you_mean"].as_str(), meant, "{query}");
    }
    let sorted = ask("/api/v1/leads?limit=2&sort=posted").await.json();
    let cursor = sorted["next"].as_str().unwrap();
    assert_eq!(ask(&format!("/api/v1/leads?cursor={cursor}")).await.status, 400);
}
