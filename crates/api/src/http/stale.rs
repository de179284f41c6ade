//! Answers that may be out of date say so: the database that they come from is away.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use jiff::Timestamp;

use crate::SharedApp;

/// Since when the answer may be out of date, as RFC 3339 has it; absent where it is not.
pub(crate) const STALE_SINCE: HeaderName = HeaderName::from_static("kazi-stale-since");

tokio::task_local! {
    /// The same for the page that is being made.
    static PAGE_STALE_SINCE: Option<Timestamp>;
}

/// Says of every answer whether it may be out of date.
pub(crate) async fn tell_stale(State(app): State<SharedApp>, request: Request, next: Next) -> Response {
    let since = (app.stale)();
    let mut response = PAGE_STALE_SINCE.scope(since, next.run(request)).await;
    if let Some(since) = since.and_then(|since| HeaderValue::try_from(since.to_string()).ok()) {
        response.headers_mut().insert(STALE_SINCE, since);
    }
    response
}

/// Since when the page that is being made may be out of date.
pub(crate) fn page_stale_since() -> Option<Timestamp> {
    PAGE_STALE_SINCE.try_with(|since| *since).ok().flatten()
}
