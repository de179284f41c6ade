//! The address of a posting in one form, so that two ways to write it compare equal.

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
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut pairs: Vec<_> = url.query_pairs().filter(|(name, _)| !is_tracking(name)).collect();
    pairs.sort();
    let path = url.path().trim_end_matches('/');
    if path.is_empty() && pairs.is_empty() {
        return None;
    }
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let query: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    Some(format!("{host}{port}{path}?{}", query.join("&")))
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::canonical;

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
}
