//! Headers of every answer.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::pages::{DESK_STYLE, STYLE};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const REQUEST_ID_BYTES_MAX: usize = 64;

/// Nothing may load or run but the two styles that pages carry, known by their hashes, and the site's own
/// two scripts, which ask nobody but the site.
static CONTENT_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let [readers, trainers] = [STYLE, DESK_STYLE].map(|style| STANDARD.encode(Sha256::digest(style)));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{readers}' 'sha256-{trainers}'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
         img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// What keeps a page's reader safe, should hostile text ever get through.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    // The address holds the reader's profile: other sites get nothing of it.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    response
}

/// Says to whoever is not known what makes known: 401 must (RFC 9110, 15.5.2), and for this scheme no browser
/// opens a window of its own.
pub(crate) async fn challenge(mut response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The id of a request: its own where it brings a sound one.
pub(crate) fn id_of(request: &Request) -> HeaderValue {
    let own = request.headers().get(&REQUEST_ID).filter(|id| is_sound(id));
    own.cloned().unwrap_or_else(new_id)
}

fn is_sound(id: &HeaderValue) -> bool {
    let fine = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=REQUEST_ID_BYTES_MAX).contains(&id.len()) && id.as_bytes().iter().all(fine)
}

/// A number that no other process is likely to begin with, and a count.
fn new_id() -> HeaderValue {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("kazi"));
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let id = format!("{:012x}-{:x}", *PROCESS >> 16, COUNT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown"))
}
