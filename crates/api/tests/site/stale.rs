//! Answers from memory while the database is away say since when.

use std::sync::Arc;

use crate::{Answer, sample, send};

const SINCE: &str = "2026-11-23T09:58:30Z";

async fn ask_stale(uri: &str) -> Answer {
    let mut app = sample::site(sample::leads()).await;
    app.stale = Arc::new(|| Some(SINCE.parse().unwrap()));
    send(&kazi_api::Site::new(app), "GET", uri, &[]).await
}

#[tokio::test]
async fn every_answer_says_that_it_is_stale_and_is_given_all_the_same() {
    let fresh = crate::ask("/en/").await;
    assert_eq!(fresh.header("kazi-stale-since"), "");
    for uri in ["/api/v1/leads", "/en/", "/api/v1/changes", "/sw/skills", "/en/nowhere"] {
        assert_eq!(ask_stale(uri).await.header("kazi-stale-since"), SINCE, "{uri}");
    }
    assert_eq!(
        ask_stale("/api/v1/leads").await.json()["total"],
        crate::ask("/api/v1/leads").await.json()["total"]
    );
}

#[tokio::test]
async fn people_and_watchers_are_told() {
    let page = ask_stale("/en/").await;
    assert!(page.text().contains("2026-11-23 09:58 UTC"), "{}", page.text());
    assert!(!crate::ask("/en/").await.text().contains("09:58 UTC"));
    let ready = ask_stale("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.json()["stale_since"].as_str()), (200, Some(SINCE)));
    assert!(crate::ask("/readyz").await.json()["stale_since"].is_null());
}
