//! The whole site over its routes: JSON, pages, headers, limits.

#![allow(clippy::unwrap_used)] // a test ends where something is not as it must be

mod activity;
mod along;
mod books;
mod cards;
mod changes;
mod contract;
mod desk;
mod doors;
mod feeds;
mod gone;
mod hostile;
mod hot;
mod insights;
mod leads;
mod pages;
mod protocol;
mod quota;
mod sample;
mod search;
mod serving;
mod shown;
mod stale;
mod tricks;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use kazi_domain::Lead;
use serde_json::Value;
use tower::ServiceExt;

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("UTF-8")
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }
}

/// Asks a site of these leads.
async fn ask_of(leads: Vec<Lead>, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let site = kazi_api::Site::new(sample::site(leads).await);
    send(&site, "GET", uri, headers).await
}

async fn send(site: &kazi_api::Site, method: &str, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    finish(site.clone().oneshot(request).await.expect("an answer")).await
}

/// Reads an answer to its end.
async fn finish(response: axum::response::Response) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

async fn ask(uri: &str) -> Answer {
    ask_of(sample::leads(), uri, &[]).await
}
