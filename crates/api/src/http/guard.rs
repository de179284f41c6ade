//! What a request may cost: its address, its time, and how many are answered at once.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};

use crate::{
    Limits,
    problem::{self, Problem},
};

/// Counts what is being answered.
#[derive(Clone)]
pub(crate) struct Guard {
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Guard {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, places: Arc::new(Semaphore::new(limits.concurrent_max)) }
    }
}

/// Refuses what costs too much. A rush waits for its turn: there are no more who wait than connections.
pub(crate) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let uri_bytes = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if uri_bytes > guard.limits.uri_bytes_max {
        let detail = format!("an address may have at most {} bytes", guard.limits.uri_bytes_max);
        return Problem::new(&problem::URI_TOO_LONG, detail).into_response();
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length
        .and_then(|length| length.parse().ok())
        .is_some_and(|bytes: u64| bytes > guard.limits.body_bytes_max)
    {
        let detail = format!("a body may have at most {} bytes", guard.limits.body_bytes_max);
        return Problem::new(&problem::BODY_TOO_LARGE, detail).into_response();
    }
    let until = Instant::now() + guard.limits.answer_within;
    let Ok(Ok(_place)) = timeout_at(until, guard.places.acquire()).await else {
        return Problem::new(&problem::BUSY, "try again in a second").retry_after(1).into_response();
    };
    match timeout_at(until, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            Problem::new(&problem::TOO_SLOW, "try again, or ask for less").retry_after(5).into_response()
        }
    }
}
