//! The changes as they come, as Server-Sent Events (WHATWG HTML, "Server-sent events").

use std::{collections::VecDeque, convert::Infallible, net::IpAddr, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use kazi_domain::Profile;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep},
};

use super::changes::{Since, list_since};
use crate::{
    SharedApp,
    asked::{FOLLOW, Known, PROFILE, Pairs},
    http::{Share, Shares, address_of},
    problem::{self, Problem},
    wire::ChangeForm,
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// How often the store is asked for what changed. Each follower asks for itself, so that a slow one holds up
/// nobody and no queue grows.
const ASK_EVERY: Duration = Duration::from_secs(5);
/// Between two comments that keep the connection open.
const HEART_BEAT: Duration = Duration::from_secs(15);
/// How long clients are asked to wait before they come back.
const RETRY: Duration = Duration::from_secs(5);
/// Changes read at once.
const PAGE: usize = 100;

/// Places for those who follow.
#[derive(Clone)]
pub(crate) struct Places {
    all: Arc<Semaphore>,
    shares: Shares,
}

impl Places {
    pub(crate) fn new(most: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(most)), shares: Shares::of(most) }
    }

    /// A place for whoever has this address.
    fn take(&self, address: Option<IpAddr>) -> Result<Place, Problem> {
        let full = |detail| Problem::new(&problem::BUSY, detail).retry_after(60);
        let all = Arc::clone(&self.all)
            .try_acquire_owned()
            .map_err(|_| full("as many follow as may: try again in a minute, or ask /api/v1/changes"))?;
        let share = address.map(|address| {
            let enough = "your address follows as often as one may: end one, or ask /api/v1/changes";
            self.shares.take(address).ok_or_else(|| full(enough))
        });
        Ok(Place { _all: all, _share: share.transpose()? })
    }
}

/// What a follower holds.
struct Place {
    _all: OwnedSemaphorePermit,
    _share: Option<Share>,
}

/// `GET /api/v1/events`
pub(crate) async fn follow(
    State(app): State<SharedApp>,
    Extension(places): Extension<Places>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response, Problem> {
    let asked = {
        let (facts, sources) = (app.facts(), app.sources());
        let known = Known::new(&facts, &sources);
        Pairs::read(query.as_deref())?.ask(&[FOLLOW, PROFILE], known)?
    };
    let place = places.take(address_of(&extensions, &headers, &app.proxies))?;
    let since = match last_event(&headers)?.or(asked.since) {
        Some(since) => since.check(&app).await.map(|()| since)?,
        None => Since::now(&app).await?,
    };
    // Whoever follows comes back with the id of the last event.
    let until = Instant::now() + app.limits.followed_for;
    let waiting = VecDeque::new();
    let follower =
        Follower { app, since, profile: asked.profile, waiting, until, told: false, _place: place };
    let heart_beat = KeepAlive::new().interval(HEART_BEAT).text("still here");
    let mut response =
        Sse::new(stream::unfold(follower, Follower::next)).keep_alive(heart_beat).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Where a client that comes back has got to.
fn last_event(headers: &HeaderMap) -> Result<Option<Since>, Problem> {
    let Some(id) = headers.get(&LAST_EVENT_ID).filter(|id| !id.is_empty()) else { return Ok(None) };
    let wrong = || Problem::new(&problem::INVALID_PARAMETER, "Last-Event-ID: no event had this id");
    let id = id.to_str().ok().and_then(|id| id.parse().ok());
    id.map(Some).ok_or_else(|| wrong().of_parameter("Last-Event-ID"))
}

/// One that follows.
struct Follower {
    app: SharedApp,
    since: Since,
    profile: Profile,
    waiting: VecDeque<ChangeForm>,
    until: Instant,
    /// Whether it has been told how long to wait before it comes back.
    told: bool,
    _place: Place,
}

impl Follower {
    /// The next event; nothing when the time is over, the process ends or the store cannot answer.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if !self.told {
            self.told = true;
            return Some((Ok(Event::default().retry(RETRY).id(self.since.to_string())), self));
        }
        loop {
            if let Some(change) = self.waiting.pop_front() {
                return Some((Ok(event(&change)), self));
            }
            if Instant::now() >= self.until || self.app.stop.is_cancelled() {
                return None;
            }
            let found = list_since(&self.app, self.since, PAGE, &self.profile).await.ok()?;
            self.since = found.next.parse().ok()?;
            self.waiting = found.changes.into();
            // The last event leads to the next page.
            if let Some(last) = self.waiting.back_mut() {
                last.at = found.next;
                continue;
            }
            tokio::select! {
                () = self.app.stop.cancelled() => return None,
                () = sleep(ASK_EVERY) => {}
            }
        }
    }
}

fn event(change: &ChangeForm) -> Event {
    let data = serde_json::to_string(change).unwrap_or_default();
    Event::default().event(change.name().as_str()).id(&change.at).data(data)
}
