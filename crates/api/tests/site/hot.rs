//! What was answered is answered again, until anything that it follows from changes.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::SignedDuration;
use kazi_api::App;
use kazi_catalog::LeadChange;

use crate::{sample, send};

const LISTS: [&str; 4] = ["/api/v1/leads", "/api/v1/leads.csv", "/en/", "/sw/?q=shop"];

#[tokio::test]
async fn the_same_again_is_the_same_bytes_under_the_same_tag() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    for uri in LISTS {
        let first = send(&site, "GET", uri, &[]).await;
        // Who asks for the second time has it kept, and the third is told from memory.
        send(&site, "GET", uri, &[]).await;
        let again = send(&site, "GET", uri, &[]).await;
        assert_eq!(first.bytes, again.bytes, "{uri}");
        assert_eq!(first.header("etag"), again.header("etag"), "{uri}");
        assert_ne!(first.header("x-request-id"), again.header("x-request-id"), "{uri}");
        for name in ["content-type", "cache-control", "content-security-policy"] {
            assert_eq!(first.header(name), again.header(name), "{uri} {name}");
        }
        let known = send(&site, "GET", uri, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0), "{uri}");
        let gzip = ("accept-encoding", "gzip");
        let packed = send(&site, "GET", uri, &[gzip]).await;
        assert!(packed.header("etag").ends_with(".gzip\""), "{uri}: {}", packed.header("etag"));
        send(&site, "GET", uri, &[gzip]).await;
        let packed_again = send(&site, "GET", uri, &[gzip]).await;
        assert_eq!((packed_again.header("content-encoding"), &packed_again.bytes), ("gzip", &packed.bytes));
        for tag in [packed.header("etag"), first.header("etag")] {
            let known = send(&site, "GET", uri, &[gzip, ("if-none-match", tag)]).await;
            assert_eq!(
                (known.status.as_u16(), known.header("etag"), known.bytes.len()),
                (304, tag, 0),
                "{uri}"
            );
            assert_eq!(known.header("content-encoding"), "", "{uri}: nothing is encoded");
        }
        let head = send(&site, "HEAD", uri, &[]).await;
        assert_eq!((head.status.as_u16(), head.header("etag")), (200, first.header("etag")), "{uri}");
    }
}

#[tokio::test]
async fn another_form_of_the_same_address_is_another_answer() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    let json = send(&site, "GET", "/api/v1/leads", &[]).await;
    let feed = send(&site, "GET", "/api/v1/leads", &[("accept", "application/atom+xml")]).await;
    assert_ne!(json.header("content-type"), feed.header("content-type"));
    let any = ("accept", "*/*");
    let table = send(&site, "GET", "/api/v1/leads", &[any, ("accept", "text/csv")]).await;
    let anything = send(&site, "GET", "/api/v1/leads", &[any]).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(anything.header("content-type"), "application/json", "every line of a header counts");
    let plain = ("accept-encoding", "identity");
    let packed = send(&site, "GET", "/en/", &[plain, ("accept-encoding", "gzip")]).await;
    let whole = send(&site, "GET", "/en/", &[plain]).await;
    assert_eq!((packed.header("content-encoding"), whole.header("content-encoding")), ("gzip", ""));
    let here = send(&site, "GET", "/en/", &[("host", "one.example")]).await;
    let there = send(&site, "GET", "/en/", &[("host", "two.example")]).await;
    assert!(!there.text().contains("one.example") && !here.text().contains("two.example"));
}

#[tokio::test]
async fn a_change_is_seen_at_once() {
    let app = sample::site(sample::leads()).await;
    let (catalog, sources) = (Arc::clone(&app.catalog), Arc::clone(&app.sources));
    let site = kazi_api::Site::new(app);
    send(&site, "GET", "/api/v1/leads", &[]).await;
    let before = send(&site, "GET", "/api/v1/leads", &[]).await.json();
    let gone = before["leads"][0]["id"].as_str().unwrap().parse().unwrap();
    catalog.apply(vec![LeadChange::Remove(gone)]);
    let after = send(&site, "GET", "/api/v1/leads", &[]).await.json();
    assert_eq!(after["total"].as_u64(), before["total"].as_u64().map(|total| total - 1));
    let mut hidden = sources.load().to_vec();
    hidden.iter_mut().for_each(|source| source.rights.may_show = false);
    sources.store(Arc::new(hidden.into_iter().collect()));
    let nothing = send(&site, "GET", "/api/v1/leads", &[]).await.json();
    assert_eq!(nothing["total"], 0, "an owner's word counts at once");
}

#[tokio::test]
async fn an_answer_grows_old_with_the_minute() {
    let past = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&past);
    let clock = Arc::new(move || sample::now() + SignedDuration::from_mins(clock.load(Ordering::Relaxed)));
    let site = kazi_api::Site::new(App { clock, ..sample::site(sample::leads()).await });
    let worth = |answer: crate::Answer| answer.json()["leads"][0]["worth"].as_f64().unwrap();
    send(&site, "GET", "/api/v1/leads", &[]).await;
    let before = worth(send(&site, "GET", "/api/v1/leads", &[]).await);
    past.store(24 * 60, Ordering::Relaxed);
    let after = worth(send(&site, "GET", "/api/v1/leads", &[]).await);
    assert!(after < before, "{after} is less than {before} a day later");
}
