//! The two scripts. Every page works without them; with them leads are saved on the phone and read
//! there without a network.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Saves leads, tells how old a kept page is.
const COMFORT: &str = include_str!("../../assets/kazi.js");
/// The service worker, which keeps pages.
const WORKER: &str = include_str!("../../assets/worker.js");

/// `GET /kazi.js`
pub(crate) async fn comfort() -> Response {
    script(COMFORT, "public, max-age=3600, stale-if-error=2592000")
}

/// `GET /worker.js`
pub(crate) async fn worker() -> Response {
    script(WORKER, "no-cache")
}

fn script(text: &'static str, keep: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::WORKER;

    #[test]
    fn the_service_worker_is_as_small_as_promised() {
        assert!(WORKER.len() <= 2_000, "{} bytes", WORKER.len());
    }
}
