//! What every answer keeps to: headers, conditional requests, limits.

use std::{sync::Arc, time::Duration};

use kazi_api::{Limits, Readiness};

use crate::{ask, ask_of, sample, send};

#[tokio::test]
async fn every_answer_is_guarded() {
    for uri in ["/en/", "/api/v1/leads", "/nothing", "/en/leads/zzz", "/healthz", "/api/v1/leads?x=1"] {
        let answer = ask(uri).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{uri}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{uri}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{uri}");
        assert!(!answer.header("x-request-id").is_empty(), "{uri}");
    }
}

#[tokio::test]
async fn a_request_keeps_a_sound_id_and_loses_another() {
    let kept = ask_of(Vec::new(), "/healthz", &[("x-request-id", "tool-7.a_b")]).await;
    assert_eq!(kept.header("x-request-id"), "tool-7.a_b");
    let lost = ask_of(Vec::new(), "/healthz", &[("x-request-id", "<script>")]).await;
    assert_ne!(lost.header("x-request-id"), "<script>");
}

#[tokio::test]
async fn who_has_the_bytes_gets_304() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    for encoding in ["identity", "gzip", "br"] {
        for uri in ["/api/v1/leads", "/en/"] {
            let first = send(&site, "GET", uri, &[("accept-encoding", encoding)]).await;
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.len() > 20, "{uri}: a strong tag, not {tag}");
            assert_eq!(first.header("content-encoding"), if encoding == "identity" { "" } else { encoding });
            let headers = [("accept-encoding", encoding), ("if-none-match", tag.as_str())];
            let again = send(&site, "GET", uri, &headers).await;
            assert_eq!(again.status, 304, "{uri} {encoding}");
            assert!(again.bytes.is_empty());
            assert_eq!(again.header("etag"), tag);
            assert!(again.header("cache-control").contains("max-age"));
        }
    }
    let other = send(&site, "GET", "/api/v1/leads", &[("if-none-match", "\"x\", W/\"y\"")]).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn encodings_have_tags_of_their_own() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    let mut tags = Vec::new();
    for encoding in ["identity", "gzip", "br"] {
        let answer = send(&site, "GET", "/en/", &[("accept-encoding", encoding)]).await;
        assert!(answer.header("vary").contains("accept-encoding"), "{}", answer.header("vary"));
        tags.push(answer.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn other_sites_may_read_the_data_and_nothing_else() {
    let answer = ask_of(Vec::new(), "/api/v1/leads", &[("origin", "https://portal.example")]).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let page = ask_of(Vec::new(), "/en/", &[("origin", "https://portal.example")]).await;
    assert_eq!(page.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_page_of_another_site_may_send_a_key_and_what_it_has() {
    let site = kazi_api::Site::new(sample::site(Vec::new()).await);
    let origin = ("origin", "https://portal.example");
    let method = ("access-control-request-method", "GET");
    for uri in ["/api/v1/leads", "/api/v1/skills", "/api/v1/changes"] {
        for wanted in ["authorization", "if-none-match"] {
            let asked = [origin, method, ("access-control-request-headers", wanted)];
            let may = send(&site, "OPTIONS", uri, &asked).await;
            assert_eq!(may.status, 200, "{uri} {wanted}");
            assert_eq!(may.header("access-control-allow-origin"), "*", "{uri}");
            assert!(may.header("access-control-allow-headers").contains(wanted), "{uri} {wanted}");
            assert!(may.header("access-control-allow-methods").contains("GET"), "{uri}");
        }
    }
    let desk = send(&site, "OPTIONS", "/api/v1/desk/book", &[origin, method]).await;
    assert_eq!((desk.status.as_u16(), desk.header("access-control-allow-origin")), (405, ""));
    let refused = send(&site, "POST", "/api/v1/skills", &[origin]).await;
    assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET,HEAD"));
    assert_eq!(refused.header("access-control-allow-origin"), "*", "the page can read why");
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_allowed() {
    let site = kazi_api::Site::new(sample::site(Vec::new()).await);
    for uri in ["/nothing", "/api/v1/nothing", "/api/v2/leads"] {
        let answer = send(&site, "GET", uri, &[]).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["type"]),
            (404, &"/api/v1/problems/not-found".into())
        );
    }
    let answer = send(&site, "POST", "/api/v1/leads", &[]).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.json()["type"], "/api/v1/problems/method-not-allowed");
    for id in ["zzz", "0000000000000099", "%FF", "00000000000000001"] {
        let answer = send(&site, "GET", &format!("/api/v1/leads/{id}"), &[]).await;
        assert_eq!(answer.status, 404, "{id}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn what_costs_too_much_is_refused() {
    let long = format!("/api/v1/leads?q={}", "a".repeat(20_000));
    assert_eq!(ask(&long).await.status, 414);
    let many: String = (0..200).map(|n| format!("&x{n}=1")).collect();
    assert_eq!(
        ask(&format!("/api/v1/leads?{many}")).await.json()["type"],
        "/api/v1/problems/too-many-parameters"
    );
    let mut app = sample::site(Vec::new()).await;
    let answer_within = Duration::from_millis(1);
    app.limits = Limits { concurrent_max: 0, answer_within, ..Limits::default() };
    let busy = send(&kazi_api::Site::new(app), "GET", "/api/v1/leads", &[]).await;
    assert_eq!((busy.status.as_u16(), busy.header("retry-after")), (503, "1"));
}

#[tokio::test]
async fn readiness_tells_how_far_the_first_poll_is() {
    let mut app = sample::site(Vec::new()).await;
    let readiness = Arc::new(Readiness::default());
    readiness.begin(12);
    readiness.count_polled();
    app.readiness = Arc::clone(&readiness);
    let site = kazi_api::Site::new(app);
    let waiting = send(&site, "GET", "/readyz", &[]).await;
    assert_eq!((waiting.status.as_u16(), waiting.json()["polled"].as_u64()), (503, Some(1)));
    assert!(send(&site, "GET", "/en/", &[]).await.text().contains("1 of 12 sources asked"));
    readiness.finish();
    assert_eq!(send(&site, "GET", "/readyz", &[]).await.status, 200);
    assert!(!send(&site, "GET", "/en/", &[]).await.text().contains("sources asked"));
}

#[tokio::test]
async fn the_process_can_be_watched() {
    assert_eq!(ask("/healthz").await.text(), "ok\n");
    let metrics = ask("/metrics").await;
    assert!(metrics.text().contains("kazi_leads"));
    assert!(metrics.header("content-type").starts_with("text/plain"));
}
