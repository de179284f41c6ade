//! The address by which a reader reached the site.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};

/// What a proxy says in it of the reader's side.
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// The longest host with its port, in bytes (RFC 1035 and a port).
const HOST_BYTES_MAX: usize = 260;

/// Such as `https://kazi.example`, for links and QR codes that leave the site; empty where the request
/// does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin(pub String);

impl Origin {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let sound = |host: &&str| {
            let fine =
                |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
            (1..=HOST_BYTES_MAX).contains(&host.len()) && host.bytes().all(fine)
        };
        let Some(host) = text(header::HOST).filter(sound) else { return Self::default() };
        // The server speaks plain HTTP; the one before it says when the reader's side is encrypted.
        let secure = headers.get(FORWARDED_PROTO).is_some_and(|scheme| scheme == "https");
        Self(format!("{}://{host}", if secure { "https" } else { "http" }))
    }

    /// An answer that holds this address, and says to caches that another address has another answer.
    pub(crate) fn mark(&self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        let vary = HeaderValue::from_static("host, x-forwarded-proto");
        response.headers_mut().append(header::VARY, vary);
        response
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sound_host_is_repeated() {
        for (host, scheme, origin) in [
            ("kazi.example", None, "http://kazi.example"),
            ("kazi.example:8443", Some("https"), "https://kazi.example:8443"),
            ("[::1]:7878", Some("gopher"), "http://[::1]:7878"),
            ("evil\"><script>", None, ""),
            ("a b", None, ""),
            ("", None, ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
            if let Some(scheme) = scheme {
                headers.insert("x-forwarded-proto", HeaderValue::from_static(scheme));
            }
            assert_eq!(Origin::of(&headers).0, origin, "{host}");
        }
        assert_eq!(Origin::of(&HeaderMap::new()).0, "");
    }
}
