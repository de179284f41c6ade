//! The pages: HTML first, one request each, nothing loaded from elsewhere. A small script adds comfort and
//! no function.

pub(crate) mod along;
mod frame;
pub(crate) mod insights;
pub(crate) mod lead;
pub(crate) mod list;
mod mistake;
pub(crate) mod saved;
pub(crate) mod scripts;
pub(crate) mod skills;
pub(crate) mod sources;
mod text;
mod visit;

use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
};

use jiff::SignedDuration;

pub(crate) use text::safe_link;

use crate::{
    problem::{self, Problem},
    words::{Tongue, Words},
};
pub(crate) use frame::Frame;
pub(crate) use mistake::{Back, Mistake, words_of};
pub(crate) use visit::Visit;

/// The style that every page carries; the content policy knows it by its hash.
pub(crate) const STYLE: &str = include_str!("../../templates/style.css");
/// The style of the trainers' pages, which readers need not load.
pub(crate) const DESK_STYLE: &str =
    concat!(include_str!("../../templates/style.css"), include_str!("../../templates/desk.css"));

/// `GET /`: to the pages in the reader's language.
pub(crate) async fn choose_language(headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tongue = Tongue::guess(accepted.unwrap_or_default());
    let mut response = Redirect::temporary(&format!("/{}/", tongue.code())).into_response();
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// Any address behind which nothing is: a page for browsers, in the language of the address or of the
/// reader, and a problem for programs. A language without its slash leads to its pages.
pub(crate) async fn not_found(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let code = path.split('/').nth(1).unwrap_or_default();
    let tongue = Tongue::find(code);
    if tongue.is_some() && path.len() == code.len() + 1 {
        let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
        return Redirect::permanent(&format!("/{code}/{query}")).into_response();
    }
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let problem = Problem::new(
        &problem::ROUTE_NOT_FOUND,
        "the routes are listed at /api/docs and /api/v1/openapi.json; the pages begin at /",
    );
    let mut response = if code == "api" || !said(header::ACCEPT).contains("text/html") {
        problem.into_response()
    } else {
        let tongue = tongue.unwrap_or_else(|| Tongue::guess(said(header::ACCEPT_LANGUAGE)));
        Mistake::new(Words { tongue }, problem).into_response()
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

/// `GET /robots.txt`: the data is for programs that ask for it, not for search engines, but for the form that is
/// made for those and holds only what they may have. The longest rule counts (RFC 9309 2.2.2).
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nAllow: /api/v1/leads.jsonld\nDisallow: /api/\n"
}

/// A page as an answer, which phones may keep so long for times without a network (RFC 5861).
fn render_kept(page: &impl Template, kept: Option<SignedDuration>) -> Result<Response, Mistake> {
    let mut response = render(page)?;
    if let Some(kept) = kept {
        let value = format!("public, max-age=60, stale-if-error={}", kept.as_secs());
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(header::CACHE_CONTROL, value);
        }
    }
    Ok(response)
}

/// A page for one person only: nobody keeps it.
pub(crate) fn render_private(page: &impl Template) -> Result<Response, Mistake> {
    let mut response = render(page)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Under "no-referrer" browsers send "Origin: null" with forms of this very page, and without TLS
    // that is all there is to know them by.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Ok(response)
}

/// A page as an answer.
fn render(page: &impl Template) -> Result<Response, Mistake> {
    let html = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be written");
        Mistake::internal()
    })?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60")),
    ];
    Ok((StatusCode::OK, headers, html).into_response())
}
