//! Whether a form comes from a page of this site.

use axum::http::{HeaderMap, HeaderName, header};
use url::Url;

use crate::problem::{self, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request that changes something was made by a page of this site, or by a program that says so.
///
/// Browsers say so in `Sec-Fetch-Site` (Fetch Metadata, W3C), older ones in `Origin`. One that says
/// neither is refused: every browser since 2020 sends `Origin` with a form.
///
/// # Errors
/// What is missing or wrong.
pub(super) fn check_same_site(headers: &HeaderMap) -> Result<(), Problem> {
    let refused = |detail: String| Err(Problem::new(&problem::CROSS_SITE, detail));
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let short = |text: &str| text.chars().take(100).collect::<String>();
    match (text(&SEC_FETCH_SITE), text(&header::ORIGIN), text(&header::HOST)) {
        (Some("same-origin"), ..) => Ok(()),
        (Some(site), ..) => {
            let site = short(site);
            refused(format!("Sec-Fetch-Site is \"{site}\": send it from a page of this site"))
        }
        (None, Some(origin), Some(host))
            if authority(origin).is_some_and(|from| from.eq_ignore_ascii_case(host)) =>
        {
            Ok(())
        }
        (None, Some(origin), host) => {
            let (origin, host) = (short(origin), short(host.unwrap_or("nobody")));
            refused(format!("Origin is \"{origin}\" and this site is \"{host}\": name the site that you ask"))
        }
        (None, None, host) => {
            let host = short(host.unwrap_or("HOST"));
            refused(format!(
                "the header Origin is missing: a program sends the site that it asks, as Origin: http://{host}"
            ))
        }
    }
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
            check_same_site(&pairs.collect()).map_err(|problem| problem.detail)
        };
        assert_eq!(says(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(says(&[("origin", "http://kazi.example:7878"), ("host", "kazi.example:7878")]), Ok(()));
        assert_eq!(says(&[("origin", "https://kazi.example"), ("host", "kazi.example")]), Ok(()));
        let why = |pairs: &[(&'static str, &'static str)]| says(pairs).unwrap_err();
        assert!(
            why(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")])
                .contains("cross-site")
        );
        assert!(why(&[("sec-fetch-site", "same-site")]).contains("\"same-site\""));
        assert!(why(&[("sec-fetch-site", "none")]).contains("\"none\""));
        let evil = why(&[("origin", "https://evil.example"), ("host", "kazi.example")]);
        assert!(evil.contains("evil.example") && evil.contains("\"kazi.example\""), "{evil}");
        assert!(why(&[("origin", "null"), ("host", "kazi.example")]).contains("\"null\""));
        assert!(why(&[("host", "kazi.example")]).contains("as Origin: http://kazi.example"));
    }
}
