//! The address of a posting in one form, so that two ways to write it compare equal.

use std::borrow::Cow;

use url::Url;

/// Parameters that say where a reader came from and not what is shown.
const TRACKING: [&str; 16] = [
    "fbclid",
    "gclid",
    "gh_src",
    "igshid",
    "lever-origin",
    "lever-source",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "ref",
    "referer",
    "referrer",
    "source",
    "src",
    "trk",
    "via",
];

/// The canonical form: host in small letters without `www.`, path without a last slash, parameters
/// sorted and without tracking, no scheme, no fragment.
///
/// Nothing for a text that is no web address, and for the front page of a site, which many postings
/// give where they have no address of their own.
pub fn canonical(text: &str) -> Option<String> {
    plain_form(text).unwrap_or_else(|| parsed_form(text))
}

/// The canonical form of an address in which nothing is to be decoded, replaced or refused, as most are;
/// nothing where that takes the whole of URL parsing to know.
fn plain_form(text: &str) -> Option<Option<String>> {
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let address = address.split_once('#').map_or(address, |(address, _)| address);
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (host, path) = place.split_at(place.find('/').unwrap_or(place.len()));
    if !is_plain_host(host) || !is_plain_path(path) || !query.bytes().all(is_plain_in_query) {
        return None;
    }
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Some(form(host, None, path, pairs.map(|(name, value)| (name.into(), value.into()))))
}

/// Whether a host is a name in small letters of ASCII whose last label is no number.
fn is_plain_host(host: &str) -> bool {
    let is_label = |label: &str| label.bytes().next().is_some_and(|first| first != b'-');
    host.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
        // Such as `xn--`.
        && !host.contains("--")
        && host.split('.').all(is_label)
        && host.rsplit('.').next().is_some_and(|last| last.as_bytes()[0].is_ascii_lowercase())
}

/// Whether a path stands as it is: none of its steps leads back.
fn is_plain_path(path: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b',' | b'+' | b':' | b'@' | b'=');
    path.bytes().all(is_plain) && !path.contains("/.")
}

const fn is_plain_in_query(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'&' | b'=' | b'-' | b'_' | b'.' | b'~' | b',' | b':' | b'/')
}

/// The canonical form of any text.
fn parsed_form(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    form(url.host_str()?.trim_end_matches('.'), url.port(), url.path(), url.query_pairs())
}

fn form<'u>(
    host: &str,
    port: Option<u16>,
    path: &str,
    pairs: impl Iterator<Item = (Cow<'u, str>, Cow<'u, str>)>,
) -> Option<String> {
    let mut pairs: Vec<_> = pairs.filter(|(name, _)| !is_tracking(name)).collect();
    pairs.sort();
    let path = path.trim_end_matches('/');
    if path.is_empty() && pairs.is_empty() {
        return None;
    }
    let port = port.map_or(String::new(), |port| format!(":{port}"));
    let mut form = [host.strip_prefix("www.").unwrap_or(host), &port, path, "?"].concat();
    for (number, (name, value)) in pairs.iter().enumerate() {
        let joint = if number == 0 { "" } else { "&" };
        form.extend([joint, name, "=", value]);
    }
    Some(form)
}

fn is_tracking(name: &str) -> bool {
    name.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("utm_"))
        || TRACKING.iter().any(|tracking| name.eq_ignore_ascii_case(tracking))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_write_an_address_are_one() {
        let one = canonical("https://www.Example.org/jobs/12/?b=2&a=1&utm_source=x#apply");
        assert_eq!(one.as_deref(), Some("example.org/jobs/12?a=1&b=2"));
        assert_eq!(one, canonical("http://example.org/jobs/12?a=1&b=2&ref=feed"));
        assert_ne!(one, canonical("https://example.org/jobs/12?a=1&b=3"));
        assert_ne!(one, canonical("https://example.org:8443/jobs/12?a=1&b=2"));
    }

    #[test]
    fn front_pages_and_other_texts_are_no_address() {
        for text in
            ["https://example.org/", "https://example.org?utm_medium=rss", "mailto:a@b.c", "jobs/12", ""]
        {
            assert_eq!(canonical(text), None, "{text}");
        }
    }

    #[test]
    fn most_addresses_are_plain() {
        for text in [
            "https://www.example.org/jobs/12-web_designer/?b=2&a=1&utm_source=x#apply",
            "http://jobs.a-b.co/a.b?",
        ] {
            assert!(plain_form(text).is_some(), "{text}");
        }
        for text in [
            "https://Example.org/a",
            "https://127.1/a",
            "https://a.0x7f/a",
            "https://xn--a/b",
            "https://a.org./b",
            "https://a..org/b",
            "https://a.org/b/../c",
            "https://a.org/%41",
            "https://a.org/?b=a+c",
            "https:///a.org/b",
            "https://a.org:80/b",
            "https://a.org/b\tc",
        ] {
            assert_eq!(plain_form(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_plain_form_is_that_of_the_parser(
            host in r"(www\.)?[a-z0-9.-]{1,9}|[ -~]{0,6}",
            path in r"(/[a-z.]{0,3}){0,4}|[ -~]{0,9}",
            query in r"([?&](a|b|ref|utm_x|UTM_é)?=?[a-z]{0,2}){0,4}|[?&=+%;'ab]{0,9}|[?]\PC{0,9}",
            fragment in r"|#.{0,9}|\PC{0,3}",
            scheme in "https?://|https?:/{0,3}",
        ) {
            let text = [scheme, host, path, query, fragment].concat();
            prop_assert_eq!(canonical(&text), parsed_form(&text), "{}", text);
        }

        #[test]
        fn any_ascii_stands_in_a_plain_address_as_in_the_parser(byte in 0..128_u8, part in 0..4_usize) {
            let mut parts = ["a", "b", "c", "d"].map(str::to_owned);
            parts[part].push(char::from(byte));
            let [host, path, query, fragment] = parts;
            let text = format!("https://x.{host}x.org/{path}x?q={query}x&{query}x#{fragment}x");
            prop_assert_eq!(canonical(&text), parsed_form(&text), "{}", text);
        }
    }
}
