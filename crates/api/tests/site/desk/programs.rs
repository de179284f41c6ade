//! The API of the desk: what a program is told of its requests.

use axum::http::StatusCode;
use kazi_desk::{Decision, Secret};

use super::{API, SAME, sample, site};

#[tokio::test]
async fn the_api_asks_for_the_edition_that_was_seen() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let headers = |tag: &'static str| [SAME, ("cookie", cookie.as_str()), ("if-match", tag)];
    let book = site.send("GET", "/api/v1/desk/book", &headers(""), "").await;
    assert_eq!((book.status, book.header("etag")), (StatusCode::OK, "\"edition-0\""));
    let text = book.text().replacen("weight = 0.5", "weight = 0.45", 1);
    let put = async |tag: &'static str, text: &str| {
        site.send("PUT", "/api/v1/desk/book?why=class", &headers(tag), text).await
    };
    let without = site.send("PUT", "/api/v1/desk/book?why=class", &headers("")[..2], &text).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    // As a client that asks for compressed answers is told it.
    let done = put("\"edition-0.br\"", &text).await;
    assert_eq!((done.status, done.header("etag")), (StatusCode::CREATED, "\"edition-1\""));
    assert_eq!(put("\"edition-0\"", book.text()).await.status, StatusCode::PRECONDITION_FAILED);
    let faulty = put("\"edition-1\"", "[[skill]]\nid = \"a b\"").await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(faulty.json()["type"], "/api/v1/problems/refused");
}

#[tokio::test]
async fn a_key_has_a_quota_of_its_own_until_it_is_removed() {
    let site = site().await;
    let key = Secret::new().unwrap();
    let name = || "mirror".to_owned();
    let added = Decision::KeyAdded { name: name(), secret_hash: key.hash(), scopes: vec!["read".to_owned()] };
    site.desk.decide("operator", added, sample::now()).await.unwrap();
    let bearer = format!("Bearer {}", key.reveal());
    let ask = async || site.send("GET", "/api/v1/skills", &[("authorization", &bearer)], "").await;
    let answer = ask().await;
    assert_eq!((answer.status.as_u16(), answer.header("ratelimit-policy")), (200, "\"key\";q=6000;w=60"));
    site.desk.decide("operator", Decision::KeyRemoved { name: name() }, sample::now()).await.unwrap();
    assert_eq!(ask().await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_route_of_the_desk_is_described() {
    let site = site().await;
    let document = site.send("GET", "/api/v1/openapi.json", &[], "").await.json();
    for (method, route) in API {
        let path = route.split('?').next().unwrap().replace("0000000000000001", "{id}");
        let path = path.replace("/0/restore", "/{number}/restore");
        let described = &document["paths"][&path][method.to_lowercase()];
        assert!(described["operationId"].is_string(), "{method} {path}");
        assert_eq!(described["security"], serde_json::json!([{ "session": [] }]), "{method} {path}");
    }
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(
        (&schemes["session"]["in"], &schemes["session"]["name"]),
        (&"cookie".into(), &"kazi_desk".into())
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_like_any_other() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let lead = "/api/v1/desk/leads/0000000000000001";
    let (verdict, mark) = (format!("{lead}/verdict"), format!("{lead}/mark"));
    let large = "x".repeat(3 << 20);
    let json = "application/json";
    for (method, uri, kind, body, status, name) in [
        ("PUT", "/api/v1/desk/book", "", "", 400, "invalid-parameter"),
        ("PUT", "/api/v1/desk/book?why=x&why=y", "", "", 400, "repeated-parameter"),
        ("PUT", "/api/v1/desk/book?wy=x", "", "", 400, "unknown-parameter"),
        ("PUT", "/api/v1/desk/book?why=x", "", &*large, 413, "body-too-large"),
        ("GET", "/api/v1/desk/editions?limit=3", "", "", 400, "unknown-parameter"),
        ("POST", "/api/v1/desk/editions/last/restore?why=x", "", "", 404, "edition-not-found"),
        ("PUT", &*verdict, json, "{", 400, "invalid-body"),
        ("PUT", &*verdict, json, r#"{"about": {"tool": "x"}}"#, 400, "invalid-body"),
        ("PUT", &*mark, "text/plain", "{}", 400, "invalid-body"),
        ("PUT", &*mark, json, r#"{"mark": "bad"}"#, 400, "invalid-body"),
        ("PUT", "/api/v1/desk/leads/x/mark", json, r#"{"mark": null}"#, 404, "lead-not-found"),
        ("POST", "/api/v1/desk/leads", json, r#"{"title": "x", "text": "", "at": 0}"#, 400, "invalid-body"),
        ("PATCH", "/api/v1/desk/book", "", "", 405, "method-not-allowed"),
    ] {
        let headers =
            [SAME, ("cookie", cookie.as_str()), ("content-type", kind), ("if-match", "\"edition-0\"")];
        let answer = site.send(method, uri, &headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {uri} {}", answer.text());
        assert_eq!(answer.json()["type"], format!("/api/v1/problems/{name}"), "{method} {uri}");
    }
}

#[tokio::test]
async fn a_program_is_told_what_its_request_lacks_and_how_often_it_may_ask() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let put = async |headers: &[(&str, &str)]| site.send("PUT", "/api/v1/desk/book?why=x", headers, "").await;
    let host = ("host", "kazi.example");
    let answer = put(&[host, ("cookie", &cookie)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("Origin: http://kazi.example"), "{}", answer.text());
    let answer = put(&[host, ("origin", "http://kazi.example")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("/en/desk/login"), "{}", answer.text());
    let answer = put(&[host, ("origin", "http://kazi.example"), ("cookie", &cookie)]).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(answer.header("ratelimit-policy").starts_with("\"address\""));
    let headers =
        [host, ("origin", "http://kazi.example"), ("cookie", &cookie), ("if-match", "\"edition-9\"")];
    let answer = put(&headers).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(answer.json()["detail"], "there is no edition 9 yet: the current one is 0");
}
