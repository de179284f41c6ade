//! Whether a form comes from a page of this site.

use axum::http::{HeaderMap, HeaderName, header};
use url::Url;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request that changes something was made by a page of this site.
///
/// Browsers say so in `Sec-Fetch-Site` (Fetch Metadata, W3C), older ones in `Origin`. One that says
/// neither is refused: every browser since 2020 sends `Origin` with a form.
pub(super) fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(&SEC_FETCH_SITE) {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) = (text(&header::ORIGIN), text(&header::HOST)) else { return false };
    authority(origin).is_some_and(|from| from.eq_ignore_ascii_case(host))
}

fn authority(origin: &str) -> Option<String> {
    let url = Url::parse(origin).ok()?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Whether the browser came by TLS, as far as its `Origin` or a proxy says.
pub(super) fn is_secure(headers: &HeaderMap) -> bool {
    let begins = |name: &str, with: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with(with))
    };
    begins("origin", "https://") || begins("x-forwarded-proto", "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_site_may_send_forms() {
        let says = |pairs: &[(&'static str, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
            is_same_site(&pairs.collect())
        };
        assert!(says(&[("sec-fetch-site", "same-origin")]));
        assert!(says(&[("origin", "http://kazi.example:7878"), ("host", "kazi.example:7878")]));
        assert!(says(&[("origin", "https://kazi.example"), ("host", "kazi.example")]));
        assert!(!says(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")]));
        assert!(!says(&[("sec-fetch-site", "same-site")]));
        assert!(!says(&[("sec-fetch-site", "none")]));
        assert!(!says(&[("origin", "https://evil.example"), ("host", "kazi.example")]));
        assert!(!says(&[("origin", "null"), ("host", "kazi.example")]));
        assert!(!says(&[("host", "kazi.example")]));
    }
}
