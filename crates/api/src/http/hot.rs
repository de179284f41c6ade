//! Answers that were given a moment ago and follow from nothing that has changed since: many ask for the
//! same list at one time, a class or a feed's readers.
//!
//! They lie in memory until anything changes, and a minute at most; who asked is not known here.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header, response},
    middleware::Next,
    response::Response,
};
use jiff::Timestamp;
use kazi_catalog::Snapshot;

use super::conditional::{BODY_BYTES_MAX, Tag};
use crate::{App, Facts, SourceInfo, readiness::Progress};

/// The most that bodies and what was asked may take together; then all go.
const BYTES_MAX: usize = 16 * 1024 * 1024;
/// Larger answers are not kept.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// What answers depend on beside the address.
const ASKED_BY: [HeaderName; 4] =
    [header::HOST, header::ACCEPT, header::ACCEPT_LANGUAGE, HeaderName::from_static("x-forwarded-proto")];
/// Who brings one of these may get an answer of their own.
const OWN: [HeaderName; 2] = [header::COOKIE, header::AUTHORIZATION];

/// The answers kept.
#[derive(Clone)]
pub(crate) struct Hot {
    app: App,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    ground: Option<Ground>,
    answers: HashMap<Vec<u8>, Answer>,
    bytes: usize,
}

#[derive(Clone)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
    tag: Tag,
}

/// All that an answer follows from beside what is asked. Weak, so that nothing old is held for it.
#[derive(Clone)]
struct Ground {
    snapshot: Weak<Snapshot>,
    facts: Weak<Facts>,
    sources: Weak<Vec<SourceInfo>>,
    minute: Timestamp,
    progress: Progress,
    paused: Option<Arc<String>>,
    stale: Option<Timestamp>,
}

impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        self.snapshot.ptr_eq(&other.snapshot)
            && self.facts.ptr_eq(&other.facts)
            && self.sources.ptr_eq(&other.sources)
            && self.minute == other.minute
            && self.progress == other.progress
            && self.paused == other.paused
            && self.stale == other.stale
    }
}

impl Hot {
    pub(crate) fn new(app: App) -> Self {
        Self { app, kept: Arc::default() }
    }

    fn ground(&self) -> Ground {
        let app = &self.app;
        Ground {
            snapshot: Arc::downgrade(&app.catalog.snapshot()),
            facts: Arc::downgrade(&app.facts()),
            sources: Arc::downgrade(&app.sources()),
            minute: app.now(),
            progress: app.readiness.progress(),
            paused: app.readiness.paused(),
            stale: (app.stale)(),
        }
    }

    /// What was answered to the same, if that still holds.
    fn find(&self, asked: &[u8], ground: &Ground) -> Option<Answer> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.ground.as_ref() != Some(ground) {
            *kept = Kept { ground: Some(ground.clone()), ..Kept::default() };
        }
        kept.answers.get(asked).cloned()
    }

    /// Keeps an answer that follows from this ground, unless another one has come since.
    fn keep(&self, asked: Vec<u8>, ground: &Ground, answer: Answer) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.ground.as_ref() != Some(ground) {
            return;
        }
        let bytes = asked.len() + answer.body.len();
        if kept.bytes + bytes > BYTES_MAX {
            kept.answers.clear();
            kept.bytes = 0;
        }
        kept.bytes += bytes;
        kept.answers.insert(asked, answer);
    }
}

/// Answers what was answered before, and keeps what anybody may be told.
pub(crate) async fn remember(State(hot): State<Hot>, request: Request, next: Next) -> Response {
    let own = OWN.iter().any(|name| request.headers().contains_key(name));
    if request.method() != Method::GET || own {
        return next.run(request).await;
    }
    let (asked, ground) = (asked(&request), hot.ground());
    if let Some(answer) = hot.find(&asked, &ground) {
        return answer.into_response();
    }
    let (parts, body) = next.run(request).await.into_parts();
    if !is_for_all(&parts) {
        return Response::from_parts(parts, body);
    }
    let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let answer = Answer { tag: Tag::of(&body), headers: parts.headers, body };
    if answer.body.len() <= ANSWER_BYTES_MAX && hot.ground() == ground {
        hot.keep(asked, &ground, answer.clone());
    }
    answer.into_response()
}

impl Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = self.headers;
        response.extensions_mut().insert(self.tag);
        response
    }
}

fn asked(request: &Request) -> Vec<u8> {
    let path = request.uri().path_and_query().map_or("", |path| path.as_str());
    let mut asked = path.as_bytes().to_vec();
    for name in ASKED_BY {
        asked.push(b'\n');
        request.headers().get(name).into_iter().for_each(|value| asked.extend_from_slice(value.as_bytes()));
    }
    asked
}

/// Whether an answer is a good one that caches may keep, and keeps nothing with its reader.
fn is_for_all(parts: &response::Parts) -> bool {
    let public = parts.headers.get(header::CACHE_CONTROL);
    let public = public.is_some_and(|value| value.as_bytes().starts_with(b"public"));
    parts.status == StatusCode::OK && public && !parts.headers.contains_key(header::SET_COOKIE)
}
