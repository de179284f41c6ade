//! For those who watch over the process.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::SharedApp;

/// `GET /healthz`: the process answers.
pub(crate) async fn healthz() -> Response {
    fresh("ok\n".into_response())
}

/// `GET /readyz`: there is something to show; 503 while the first polls run and nothing is kept yet. Where
/// `polls_paused` says why, what is shown grows old.
pub(crate) async fn readyz(State(app): State<SharedApp>) -> Response {
    let progress = app.readiness.progress();
    let status = if progress.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let leads = app.catalog.snapshot().len();
    let body = json!({
        "ready": progress.ready, "polled": progress.polled, "sources": progress.sources, "leads": leads,
        "stale_since": (app.stale)().map(|since| since.to_string()),
        "polls_paused": app.readiness.paused().as_deref(),
    });
    fresh((status, Json(body)).into_response())
}

/// `GET /metrics`: as Prometheus reads them.
pub(crate) async fn metrics(State(app): State<SharedApp>) -> Response {
    let content_type = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    fresh((content_type, (app.metrics)()).into_response())
}

fn fresh(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
