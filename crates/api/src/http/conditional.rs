//! Strong entity tags, and 304 for those who have the bytes already (RFC 9110).

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use twox_hash::XxHash3_128;

/// The largest body that is hashed; answers are far smaller, so this only guards the buffer.
pub(super) const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Endings by which the same answer in another encoding has a tag of its own.
const ENCODINGS: [&str; 2] = ["br", "gzip"];

/// Tags every good answer by its bytes, and answers 304 to those who have them.
///
/// Stands inside compression, so that it sees the plain bytes.
pub(crate) async fn name_states(request: Request, next: Next) -> Response {
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let had = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let named = response.headers().contains_key(header::ETAG);
    if named || goes_on(response.headers()) || !readable || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_BYTES_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    // No hash for signatures, which took longer than the bytes took to be written. Whoever could word a posting
    // so that two answers of one address share a tag would keep from readers of that list a change of the
    // posting, for as long as nothing else in it changes.
    let tag = URL_SAFE_NO_PAD.encode(XxHash3_128::oneshot(&bytes).to_be_bytes());
    match had.and_then(|had| find_tag(&had, &tag)) {
        Some(same) => not_modified(parts.headers, &same),
        None => {
            set_tag(&mut parts.headers, &tag);
            Response::from_parts(parts, Body::from(bytes))
        }
    }
}

/// The answer to one who has these bytes already, under the tag `same`.
pub(super) fn not_modified(mut headers: HeaderMap, same: &str) -> Response {
    for of_a_body in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        headers.remove(of_a_body);
    }
    set_tag(&mut headers, same);
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.headers_mut() = headers;
    response
}

/// Gives the compressed form of an answer a tag of its own: a strong tag names the very bytes.
///
/// Stands outside compression.
pub(crate) async fn name_encodings(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers();
    let encoding = headers.get(header::CONTENT_ENCODING).and_then(|encoding| encoding.to_str().ok());
    let encoding = encoding.and_then(|encoding| ENCODINGS.into_iter().find(|known| *known == encoding));
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(|tag| tag.trim_matches('"'));
    if let (Some(encoding), Some(tag)) = (encoding, tag) {
        let tag = format!("{tag}.{encoding}");
        set_tag(response.headers_mut(), &tag);
    }
    response
}

/// Whether the answer has no end to wait for.
fn goes_on(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn set_tag(headers: &mut HeaderMap, tag: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        headers.insert(header::ETAG, value);
    }
}

/// The state that a tag names, whatever the encoding.
pub(super) fn state_of(tag: &str) -> &str {
    let tag = tag.trim_matches('"');
    ENCODINGS.iter().find_map(|encoding| tag.strip_suffix(encoding)?.strip_suffix('.')).unwrap_or(tag)
}

/// The tag among those that a client has which names this state in any encoding.
pub(super) fn find_tag(had: &HeaderValue, tag: &str) -> Option<String> {
    let had = had.to_str().ok()?;
    had.split(',').find_map(|given| {
        let given = given.trim();
        if given == "*" {
            return Some(tag.to_owned());
        }
        let given = given.strip_prefix("W/").unwrap_or(given).trim_matches('"');
        let (state, encoding) = given.split_once('.').unwrap_or((given, ""));
        let same = state == tag && (encoding.is_empty() || ENCODINGS.contains(&encoding));
        same.then(|| given.to_owned())
    })
}
