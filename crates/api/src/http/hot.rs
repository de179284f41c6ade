//! Answers that were given a moment ago and follow from nothing that has changed since: many ask for the
//! same list at one time, a class or a feed's readers.
//!
//! They lie in memory as they were sent, compressed and tagged, until anything changes, and a minute at
//! most; who asked is not known here. What was asked once is not kept: most lists are one reader's own, and
//! each would push what is of use out of the processor's caches.

use std::{
    hash::BuildHasher,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, Method, StatusCode, header, response},
    response::Response,
};
use hashbrown::{DefaultHashBuilder, HashMap};
use jiff::Timestamp;
use kazi_catalog::Snapshot;

use super::{
    Quotas, RATE_LIMIT, RATE_LIMIT_POLICY,
    conditional::{BODY_BYTES_MAX, find_tag, not_modified, state_of},
    quota::Counted,
};
use crate::{App, Facts, KnownSources, SharedApp, readiness::Progress};

/// The most that bodies and what was asked may take together; then all go.
const BYTES_MAX: usize = 16 * 1024 * 1024;
/// Larger answers are not kept.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// Questions remembered: about as many as there is room for answers of usual length.
const LATELY_ASKED: usize = 512;
/// What answers depend on beside the address.
const ASKED_BY: [HeaderName; 5] = [
    header::HOST,
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::ACCEPT_ENCODING,
    HeaderName::from_static("x-forwarded-proto"),
];
/// Who brings one of these may get an answer of their own.
const OWN: [HeaderName; 2] = [header::COOKIE, header::AUTHORIZATION];

/// The answers kept.
#[derive(Clone)]
pub(crate) struct Hot(Arc<Place>);

struct Place {
    app: SharedApp,
    quotas: Quotas,
    kept: Mutex<Kept>,
    lately: Mutex<Lately>,
}

#[derive(Default)]
struct Kept {
    ground: Option<Ground>,
    answers: HashMap<Vec<u8>, Arc<Answer>>,
    bytes: usize,
}

struct Answer {
    headers: HeaderMap,
    body: Bytes,
    /// What the bytes are of, whatever their encoding.
    state: String,
    /// Whether it counts for its reader's quota.
    counted: bool,
}

/// All that an answer follows from beside what is asked. Weak, so that nothing old is held for it.
struct Ground {
    snapshot: Weak<Snapshot>,
    facts: Weak<Facts>,
    sources: Weak<KnownSources>,
    minute: Timestamp,
    progress: Progress,
    paused: Option<Arc<String>>,
    stale: Option<Timestamp>,
}

impl Ground {
    fn of(app: &App) -> Self {
        Self {
            snapshot: Arc::downgrade(&app.catalog.snapshot()),
            facts: Arc::downgrade(&app.facts()),
            sources: Arc::downgrade(&app.sources()),
            minute: app.now(),
            progress: app.readiness.progress(),
            paused: app.readiness.paused(),
            stale: (app.stale)(),
        }
    }

    fn holds(&self, app: &App) -> bool {
        self.snapshot.as_ptr() == Arc::as_ptr(&app.catalog.snapshot())
            && self.facts.as_ptr() == Arc::as_ptr(&app.facts())
            && self.sources.as_ptr() == Arc::as_ptr(&app.sources())
            && self.minute == app.now()
            && self.progress == app.readiness.progress()
            && self.paused == app.readiness.paused()
            && self.stale == (app.stale)()
    }
}

impl Hot {
    pub(crate) fn new(app: SharedApp, quotas: Quotas) -> Self {
        Self(Arc::new(Place { app, quotas, kept: Mutex::default(), lately: Mutex::default() }))
    }

    /// What is kept, without what no longer holds.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.ground.as_ref().is_some_and(|ground| ground.holds(&self.0.app)) {
            *kept = Kept { ground: Some(Ground::of(&self.0.app)), ..Kept::default() };
        }
        kept
    }

    /// What was answered to the same, if that still holds and this reader may ask for it.
    pub(crate) fn find(&self, asked: &Asked, request: &Request) -> Option<Response> {
        let answer = self.kept().answers.get(&asked.0).map(Arc::clone)?;
        let left = match answer.counted.then(|| self.0.quotas.count(request)) {
            None => None,
            Some(Ok(Counted::Granted(left))) => left,
            // Whoever counts inside says no.
            Some(_) => return None,
        };
        let mut response = answer.respond(request);
        if let Some(left) = left {
            left.tell(response.headers_mut());
        }
        Some(response)
    }

    /// Has an answer made, and keeps it where it is marked, anybody may be told, and somebody asked the same
    /// before.
    pub(crate) async fn make(&self, asked: Asked, answer: impl Future<Output = Response>) -> Response {
        if !self.0.lately.lock().unwrap_or_else(PoisonError::into_inner).asked_again(&asked) {
            return answer.await;
        }
        let ground = Ground::of(&self.0.app);
        let (mut parts, body) = answer.await.into_parts();
        if parts.extensions.remove::<IsHot>().is_none() || !is_for_all(&parts) {
            return Response::from_parts(parts, body);
        }
        let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
            return Response::from_parts(parts, Body::empty());
        };
        if body.len() <= ANSWER_BYTES_MAX {
            self.keep(asked, &ground, Answer::new(parts.headers.clone(), body.clone()));
        }
        Response::from_parts(parts, Body::from(body))
    }

    /// Keeps an answer that follows from this ground, unless another one has come since.
    fn keep(&self, Asked(asked): Asked, ground: &Ground, answer: Answer) {
        let mut kept = self.kept();
        if !ground.holds(&self.0.app) {
            return;
        }
        let bytes = asked.len() + answer.body.len();
        if kept.bytes + bytes > BYTES_MAX {
            kept.answers.clear();
            kept.bytes = 0;
        }
        kept.bytes += bytes;
        kept.answers.insert(asked, Arc::new(answer));
    }
}

/// What was asked lately, by its hash; a question is forgotten when another takes its place.
struct Lately {
    hasher: DefaultHashBuilder,
    hashes: Box<[u64; LATELY_ASKED]>,
}

impl Default for Lately {
    fn default() -> Self {
        Self { hasher: DefaultHashBuilder::default(), hashes: Box::new([0; LATELY_ASKED]) }
    }
}

impl Lately {
    /// Notes a question; whether it was asked before.
    fn asked_again(&mut self, Asked(asked): &Asked) -> bool {
        let hash = self.hasher.hash_one(asked);
        #[allow(clippy::cast_possible_truncation)] // the lower bits are as good as any
        let place = &mut self.hashes[hash as usize % LATELY_ASKED];
        std::mem::replace(place, hash) == hash
    }
}

/// Marks the answers of routes for which many ask at one time.
pub(crate) async fn mark_hot(mut response: Response) -> Response {
    response.extensions_mut().insert(IsHot);
    response
}

#[derive(Clone)]
struct IsHot;

/// What is asked, as far as answers depend on it; nothing where the answer may be for its reader alone.
pub(crate) struct Asked(Vec<u8>);

impl Asked {
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let own = OWN.iter().any(|name| request.headers().contains_key(name));
        if request.method() != Method::GET || own {
            return None;
        }
        let path = request.uri().path_and_query().map_or("", |path| path.as_str());
        let mut asked = path.as_bytes().to_vec();
        // No value holds the end of a line, so two lines never pass for one.
        for name in ASKED_BY {
            asked.push(b'\n');
            for line in request.headers().get_all(name) {
                asked.push(b'\r');
                asked.extend_from_slice(line.as_bytes());
            }
        }
        Some(Self(asked))
    }
}

impl Answer {
    fn new(mut headers: HeaderMap, body: Bytes) -> Self {
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        let state = state_of(tag).to_owned();
        let counted = headers.remove(RATE_LIMIT).is_some();
        headers.remove(RATE_LIMIT_POLICY);
        Self { headers, body, state, counted }
    }

    fn respond(&self, request: &Request) -> Response {
        let had = request.headers().get(header::IF_NONE_MATCH);
        if let Some(same) = had.and_then(|had| find_tag(had, &self.state)) {
            return not_modified(self.headers.clone(), &same);
        }
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// Whether an answer is a good one that caches may keep, and keeps nothing with its reader.
fn is_for_all(parts: &response::Parts) -> bool {
    let public = parts.headers.get(header::CACHE_CONTROL);
    let public = public.is_some_and(|value| value.as_bytes().starts_with(b"public"));
    parts.status == StatusCode::OK && public && !parts.headers.contains_key(header::SET_COOKIE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_again_soon_is_known() {
        let mut lately = Lately::default();
        let asked = |text: &str| Asked(text.as_bytes().to_vec());
        let first = asked("/en/");
        assert!(!lately.asked_again(&first));
        assert!(lately.asked_again(&first) && lately.asked_again(&first));
        for number in 0..20 * LATELY_ASKED {
            assert!(!lately.asked_again(&asked(&number.to_string())));
        }
        assert!(!lately.asked_again(&first), "so many others came since");
    }
}
