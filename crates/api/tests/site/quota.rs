//! How often one client may ask.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{extract::ConnectInfo, http::Request};
use kazi_api::{App, Limits};
use tower::ServiceExt;

use crate::{Answer, finish, sample};

async fn site(requests_per_minute: u32) -> App {
    let app = sample::site(Vec::new()).await;
    let limits = Limits { requests_per_minute, ..Limits::default() };
    App { limits, proxies: Arc::new(["127.0.0.1/32".parse().expect("a network")]), ..app }
}

async fn ask_as(site: &kazi_api::Site, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let peer: SocketAddr = peer.parse().expect("an address");
    let mut request = Request::builder().uri("/api/v1/skills").extension(ConnectInfo(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(axum::body::Body::empty()).expect("a request");
    finish(site.clone().oneshot(request).await.expect("an answer")).await
}

#[tokio::test(start_paused = true)]
async fn each_client_has_a_quota_of_its_own() {
    let site = kazi_api::Site::new(site(3).await);
    for left in [2, 1, 0] {
        let answer = ask_as(&site, "192.0.2.7:4000", &[]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"address\";q=3;w=60");
        assert_eq!(answer.header("ratelimit"), format!("\"address\";r={left};t={}", (3 - left) * 20));
    }
    let refused = ask_as(&site, "192.0.2.7:4001", &[]).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "20"));
    assert_eq!(refused.header("ratelimit"), "\"address\";r=0;t=60");
    assert_eq!(refused.json()["type"], "/api/v1/problems/too-many-requests");
    assert_eq!(refused.header("access-control-allow-origin"), "*", "a page of another site can read why");

    assert_eq!(ask_as(&site, "192.0.2.8:4000", &[]).await.status, 200, "another address");
    let forwarded = [("x-forwarded-for", "192.0.2.7")];
    assert_eq!(ask_as(&site, "127.0.0.1:4000", &forwarded).await.status, 429, "the same one by a proxy");
    tokio::time::advance(Duration::from_secs(20)).await;
    assert_eq!(ask_as(&site, "192.0.2.7:4000", &[]).await.status, 200, "a place has come free");
    assert_eq!(ask_as(&site, "192.0.2.7:4000", &[]).await.status, 429);
}

#[tokio::test]
async fn pages_and_a_limit_of_none_are_not_counted() {
    let site = kazi_api::Site::new(site(0).await);
    assert_eq!(ask_as(&site, "192.0.2.7:4000", &[]).await.header("ratelimit"), "");
    assert_eq!(crate::ask("/en/").await.header("ratelimit"), "");
}

#[tokio::test]
async fn an_unknown_key_is_told_so() {
    let site = kazi_api::Site::new(site(3).await);
    let answer = ask_as(&site, "192.0.2.7:4000", &[("authorization", "Bearer nonsense")]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["type"].as_str()),
        (401, Some("/api/v1/problems/unknown-key"))
    );
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}
