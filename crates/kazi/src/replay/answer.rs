//! One answer of the replay, with conditional requests and gzip.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use jiff::Timestamp;

use super::manifest::{Route, Validators};

/// A host with its answers.
pub struct Host {
    /// In the order in which they are tried.
    pub answers: Vec<Answer>,
    /// The moment that all its documents were last modified.
    pub started_at: Timestamp,
}

/// A route with its document.
pub struct Answer {
    route: Route,
    body: Bytes,
    gzipped: Bytes,
    etag: String,
    given: AtomicU32,
}

impl Answer {
    /// An answer that was given `given` times.
    pub fn new(route: Route, body: Vec<u8>, given: AtomicU32) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let gzipped = gzip(&body).into();
        Self { etag: format!("\"{:016x}\"", hasher.finish()), gzipped, body: body.into(), route, given }
    }

    fn matches(&self, method: &Method, path: &str, query: &BTreeMap<String, String>, body: &[u8]) -> bool {
        let route = &self.route;
        route.method.eq_ignore_ascii_case(method.as_str())
            && route.path == path
            && route.query.iter().all(|(name, value)| query.get(name) == Some(value))
            && route.body_has.as_ref().is_none_or(|words| String::from_utf8_lossy(body).contains(words))
            && route.times.is_none_or(|times| self.given.fetch_add(1, Ordering::Relaxed) < times)
    }

    fn respond(&self, asked: &HeaderMap, modified: &str) -> Response {
        let validators = self.route.validators;
        let etag = matches!(validators, Validators::Both | Validators::Etag).then_some(self.etag.as_str());
        let modified = matches!(validators, Validators::Both | Validators::Modified).then_some(modified);
        let known = |name, value: Option<&str>| {
            value.is_some() && asked.get(name).and_then(|asked| asked.to_str().ok()) == value
        };
        let fresh = known(header::IF_NONE_MATCH, etag)
            || (!asked.contains_key(header::IF_NONE_MATCH) && known(header::IF_MODIFIED_SINCE, modified));
        let zipped = self.route.gzip
            && !self.body.is_empty()
            && asked
                .get(header::ACCEPT_ENCODING)
                .is_some_and(|value| value.to_str().unwrap_or("").contains("gzip"));
        let mut response = if fresh && self.route.status == 200 {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let body = if zipped { &self.gzipped } else { &self.body };
            let status = StatusCode::from_u16(self.route.status).unwrap_or_default();
            (status, Body::from(body.clone())).into_response()
        };
        let headers = response.headers_mut();
        let mut set = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if let Some(kind) = &self.route.content_type {
            set(header::CONTENT_TYPE, kind);
        }
        if zipped && !fresh {
            set(header::CONTENT_ENCODING, "gzip");
        }
        if let Some(etag) = etag {
            set(header::ETAG, etag);
        }
        if let Some(modified) = modified {
            set(header::LAST_MODIFIED, modified);
        }
        for (name, value) in &self.route.headers {
            if let Ok(name) = header::HeaderName::try_from(name) {
                set(name, value);
            }
        }
        response
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail; were it to, the plain body is still sent whole.
    if encoder.write_all(body).is_err() {
        return Vec::new();
    }
    encoder.finish().unwrap_or_default()
}

/// Answers a request with the first route that matches, else 404.
pub async fn answer(
    State(host): State<Arc<Host>>,
    method: Method,
    uri: Uri,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let modified = host.started_at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    host.answers
        .iter()
        .find(|answer| answer.matches(&method, uri.path(), &query, &body))
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |answer| answer.respond(&headers, &modified))
}
