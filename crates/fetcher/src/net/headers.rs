//! What headers say about time: how long an answer is good, and when to come back.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, Request, Response, StatusCode, header};
use http_cache_semantics::{CacheOptions, CachePolicy};
use jiff::{Timestamp, fmt::rfc2822};

/// A longer wait than this is read as this: a wrong clock must not silence a source for good.
const WAIT_MAX: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A header as text, where it has one.
pub(crate) fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// How long the server asks to wait: `Retry-After` in seconds or as a date (RFC 9110 10.2.3).
///
/// A date that has passed, and `0`, say that it may be asked at once.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = text(headers, header::RETRY_AFTER)?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(WAIT_MAX, Duration::from_secs).min(WAIT_MAX));
    }
    let at = date(text)?;
    // The server's clock may differ from ours: what counts is how far the date lies from its own.
    let here = self::text(headers, header::DATE).and_then(date).unwrap_or(now);
    Some(Duration::try_from(at.duration_since(here)).unwrap_or_default().min(WAIT_MAX))
}

/// How long an answer is good for, by `Cache-Control` and `Expires` (RFC 9111), as a private cache
/// reads them. Nothing where neither is given: no guess by the age of the document.
pub(crate) fn fresh_for(
    request: &Request<()>,
    status: StatusCode,
    headers: &HeaderMap,
    now: Timestamp,
) -> Option<Duration> {
    if !headers.contains_key(header::CACHE_CONTROL) && !headers.contains_key(header::EXPIRES) {
        return None;
    }
    // What a server says with "not modified" holds for the document that it stands for.
    let status = if status == StatusCode::NOT_MODIFIED { StatusCode::OK } else { status };
    let mut response = Response::new(());
    *response.status_mut() = status;
    for name in [header::CACHE_CONTROL, header::EXPIRES, header::DATE, header::AGE, header::PRAGMA] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    let options = CacheOptions { shared: false, cache_heuristic: 0.0, ..CacheOptions::default() };
    let now = system_time(now);
    let policy = CachePolicy::new_options(request, &response, now, options);
    Some(policy.time_to_live(now)).filter(|time| !time.is_zero())
}

/// The same time as the standard library has it; nobody asked its clock.
fn system_time(time: Timestamp) -> SystemTime {
    let seconds = u64::try_from(time.as_second()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A date of HTTP: the form of RFC 9110, and the two that are obsolete.
fn date(text: &str) -> Option<Timestamp> {
    if let Ok(zoned) = rfc2822::DateTimeParser::new().parse_zoned_datetime(text) {
        return Some(zoned.timestamp());
    }
    let forms = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let civil = forms.iter().find_map(|form| jiff::civil::DateTime::strptime(form, text).ok())?;
    civil.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn retry_after_in_every_form() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let cases = [
            ("120", Some(120)),
            ("0", Some(0)),
            ("99999999999999999999", Some(7 * 86400)),
            ("Mon, 23 Nov 2026 10:05:00 GMT", Some(300)),
            ("Monday, 23-Nov-26 10:05:00 GMT", Some(300)),
            ("Mon Nov 23 10:05:00 2026", Some(300)),
            ("Mon, 23 Nov 2026 09:05:00 GMT", Some(0)),
            ("-5", None),
            ("soon", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = retry_after(&headers(&[(header::RETRY_AFTER, text)]), now);
            assert_eq!(found, expected.map(Duration::from_secs), "{text}");
        }
        let clocks = [
            (header::RETRY_AFTER, "Mon, 23 Nov 2026 12:05:00 GMT"),
            (header::DATE, "Mon, 23 Nov 2026 12:00:00 GMT"),
        ];
        assert_eq!(retry_after(&headers(&clocks), now), Some(Duration::from_secs(300)));
    }

    #[test]
    fn freshness_by_cache_control_and_expires() {
        let request = Request::new(());
        let fresh = |pairs: &[(HeaderName, &str)]| {
            fresh_for(&request, StatusCode::OK, &headers(pairs), at(0)).map(|time| time.as_secs())
        };
        assert_eq!(fresh(&[(header::CACHE_CONTROL, "max-age=600")]), Some(600));
        assert_eq!(
            fresh(&[(header::CACHE_CONTROL, "private, max-age=600"), (header::AGE, "100")]),
            Some(500)
        );
        assert_eq!(fresh(&[(header::CACHE_CONTROL, "no-store")]), None);
        assert_eq!(fresh(&[(header::EXPIRES, "0")]), None);
        assert_eq!(fresh(&[]), None);
    }
}
