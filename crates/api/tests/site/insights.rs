//! Insights: how much work there is, what it pays, and what to learn next.

use serde_json::{Value, json};

use crate::{ask, sample};

#[tokio::test]
async fn insights_count_what_the_list_shows() {
    let insights = ask("/api/v1/insights").await.json();
    for (kind, topics) in [("field", &insights["fields"]), ("skill", &insights["skills"])] {
        for topic in topics.as_array().unwrap() {
            let id = topic["id"].as_str().unwrap();
            let list = ask(&format!("/api/v1/leads?{kind}={id}")).await.json();
            assert_eq!(topic["leads"], list["total"], "{id}");
            let detail = ask(&format!("/api/v1/{kind}s/{id}/insights")).await.json();
            assert_eq!(detail["net_hourly"], topic["net_hourly"], "{id}");
            assert!(!detail["sources"].as_array().unwrap().is_empty(), "{id}");
            assert!(!detail.to_string().contains("secret-board"), "{id}");
        }
    }
    assert_eq!(ask("/api/v1/skills/no-such-skill/insights").await.status, 404);
    for (mistyped, meant) in [("skills/figmaa", "figma"), ("fields/web-desing", "web-design")] {
        let problem = ask(&format!("/api/v1/{mistyped}/insights")).await;
        assert_eq!(
            (problem.status.as_u16(), &problem.json()["did_you_mean"]),
            (404, &json!(meant)),
            "{mistyped}"
        );
    }
    assert_eq!(ask("/api/v1/leads?currency=kes&country=ke").await.status, 200);
}

#[tokio::test]
async fn what_to_learn_next_is_not_what_one_has() {
    let next = ask("/api/v1/learn-next?have=figma,html").await.json();
    let ids: Vec<&str> =
        next["skills"].as_array().unwrap().iter().filter_map(|skill| skill["id"].as_str()).collect();
    assert!(!ids.is_empty() && !ids.contains(&"figma") && !ids.contains(&"html"), "{ids:?}");
    let added = |skill: &Value| skill["added_worth"].as_f64().unwrap();
    assert!(next["skills"].as_array().unwrap().is_sorted_by(|a, b| added(a) >= added(b)));
}

#[tokio::test]
async fn a_trend_is_told_only_of_weeks_that_are_known() {
    let mut leads: Vec<_> = (1..=10)
        .map(|id| {
            let mut old = sample::Sample::new(id, "Site for a school");
            (old.age, old.closed) = (40 * 24, id != 1);
            old.lead()
        })
        .collect();
    leads.extend((11..=16).map(|id| sample::Sample::new(id, "Site for a school").lead()));
    let app = sample::site(leads).await;
    let sources = std::sync::Arc::clone(&app.sources);
    let site = kazi_api::Site::new(app);
    let get = async || crate::send(&site, "GET", "/api/v1/insights", &[]).await.json();
    let page = async || crate::send(&site, "GET", "/en/insights", &[]).await.text().to_string();
    let insights = get().await;
    assert_eq!(insights["fields"][0]["posted_by_week"], json!([6, 0, 0, 0, 0, 10, 0, 0]), "{insights:#}");
    assert_eq!(insights["fields"][0]["trend"], 0.6, "what closed was there");
    assert_eq!(insights["weeks"]["known"], 8);
    assert!(page().await.contains("6 new in four weeks, 10 in the four before"));
    let days = |days: i64| jiff::SignedDuration::from_hours(24 * days);
    let mut fresh = sources.load().to_vec();
    fresh.iter_mut().for_each(|source| source.status.read_since = Some(sample::now() - days(20)));
    sources.store(std::sync::Arc::new(fresh.into_iter().collect()));
    let insights = get().await;
    assert_eq!(insights["fields"][0]["trend"], json!(null), "read for 20 days");
    assert_eq!(insights["fields"][0]["posted_by_week"], json!([6, 0, null, null, null, null, null, null]));
    let told = page().await;
    assert_eq!(told.matches("is not known yet").count(), 1, "said once for all: {told}");
    assert!(!told.contains("in the four before") && told.contains("class=\"weeks\""), "{told}");
    let mut forgetful = sources.load().to_vec();
    forgetful.iter_mut().for_each(|source| source.status.keeps_ended = days(1));
    sources.store(std::sync::Arc::new(forgetful.into_iter().collect()));
    let insights = get().await;
    assert_eq!(insights["weeks"], json!({ "known": 0, "sources": [] }), "what ended is kept a day");
    assert_eq!(insights["fields"][0]["trend"], json!(null));
    assert!(!page().await.contains("class=\"weeks\""), "nothing to draw");
}
