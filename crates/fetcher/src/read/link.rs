//! Addresses: made absolute, held to http and https, and freed of what only tracks.

use std::borrow::Cow;

use url::Url;

/// The longest address, in bytes.
const URL_BYTES_MAX: usize = 2_048;

/// Parameters that serve to track who follows a link and change nothing on the page, in small
/// letters. After the lists of ClearURLs and miniflux, read 2026-11-23.
const TRACKING: [&str; 48] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "gad_source",
    "gad_campaignid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "tduid",
    "igshid",
    "igsh",
    "li_fat_id",
    "rdt_cid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "vero_conv",
    "wickedid",
    "s_cid",
    "srsltid",
    "_openstat",
    "_branch_match_id",
    "_branch_referrer",
    "campaign_id",
    "campaign_medium",
    "campaign_name",
    "campaign_source",
    "campaign_term",
    "campaign_content",
    "ref_src",
    "ref_url",
    "xtor",
    "itm_source",
    "itm_medium",
];
/// Beginnings of such parameters.
const TRACKING_PREFIXES: [&str; 5] = ["utm_", "mtm_", "pk_", "hsa_", "itm_"];

/// The address that `link` means on a page at `base`; nothing unless it is http or https.
pub(crate) fn resolve(link: &str, base: Option<&Url>) -> Option<String> {
    let written = link.trim();
    if is_beyond_doubt(written) { Some(written.to_owned()) } else { resolve_closely(written, base) }
}

fn resolve_closely(written: &str, base: Option<&Url>) -> Option<String> {
    let mut url = absolute(written, base)?;
    let clean = !clean(&mut url);
    // An address that is whole and clean stays as its source writes it.
    let whole = written.starts_with("http://") || written.starts_with("https://");
    Some(if whole && clean && written.bytes().all(is_plain) { written.to_owned() } else { url.into() })
}

/// Whether a byte stands for itself in an address.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

/// Whether a text is sure to be an address that is whole and clean, as most links of feeds are: a host of plain
/// names, a path of plain bytes, and no query. Others may be one all the same.
fn is_beyond_doubt(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let Some(rest) = rest.filter(|_| link.len() <= URL_BYTES_MAX) else { return false };
    let (host, path) = rest.split_at(rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len()));
    is_plain_host(host.as_bytes()) && path.bytes().all(|byte| is_plain(byte) && byte != b'?')
}

/// Whether a host is made of plain labels, none of them encoded, and is no number.
fn is_plain_host(host: &[u8]) -> bool {
    let of_name = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let plain = |label: &[u8]| !label.is_empty() && label.iter().all(of_name) && !label.starts_with(b"xn--");
    let last = host.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    last.first().is_some_and(u8::is_ascii_lowercase) && host.split(|byte| *byte == b'.').all(plain)
}

/// As [`resolve`], with nothing taken out: for pages to fetch.
pub(crate) fn absolute(link: &str, base: Option<&Url>) -> Option<Url> {
    let link = without_controls(link.trim());
    if link.is_empty() || link.len() > URL_BYTES_MAX {
        return None;
    }
    let url = match Url::parse(&link) {
        Ok(url) => url,
        // Words and markup that are no link at all would be one relative to the page.
        Err(url::ParseError::RelativeUrlWithoutBase)
            if link.contains('<') || (link.contains(' ') && !link.contains('/')) =>
        {
            return None;
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => match base {
            Some(base) => base.join(&link).ok()?,
            None => without_scheme(&link)?,
        },
        Err(_) => return None,
    };
    (matches!(url.scheme(), "http" | "https") && url.host().is_some()).then_some(url)
}

/// Line ends and the like within an address stand for nothing, as in browsers.
fn without_controls(link: &str) -> Cow<'_, str> {
    let plain = link.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control());
    if plain { Cow::Borrowed(link) } else { link.chars().filter(|c| !c.is_control()).collect() }
}

/// `www.example.org/x` and `//example.org/x` without a page to stand on.
fn without_scheme(link: &str) -> Option<Url> {
    let rest = link.strip_prefix("//").or_else(|| link.starts_with("www.").then_some(link))?;
    Url::parse(&format!("https://{rest}")).ok()
}

/// Takes out what only tracks, and answers whether there was any.
fn clean(url: &mut Url) -> bool {
    let Some(query) = url.query() else { return false };
    if !query.split('&').any(tracks) {
        return false;
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !tracks(pair)).collect();
    let kept = kept.join("&");
    url.set_query((!kept.is_empty()).then_some(&kept));
    true
}

/// Whether a parameter, with or without a value, only tracks.
fn tracks(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    let begins =
        |prefix: &&str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    TRACKING.iter().any(|known| known.eq_ignore_ascii_case(name)) || TRACKING_PREFIXES.iter().any(begins)
}

/// What of an address stays the same when a source changes its scheme or adds a slash: for ids.
pub(crate) fn key(url: &str) -> String {
    let url = Url::parse(url).map_or_else(|_| url.to_owned(), Into::into);
    let url = url.as_str();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_addresses_are_beyond_doubt_and_others_are_not() {
        for (link, sure) in [
            ("https://jobs.example.org/a/1:-x.y#z", true),
            ("http://a-b.example", true),
            ("https://example.org/?p=1", false),
            ("https://example.org?utm_source=x", false),
            ("https://example.org:8080/", false),
            ("https://10.0.0.1/", false),
            ("https://1.0x7f/", false),
            ("https://xn--a.example/", false),
            ("https://example.org./", false),
            ("https:///x", false),
            ("www.example.org/", false),
        ] {
            assert_eq!(is_beyond_doubt(link), sure, "{link}");
        }
    }

    proptest! {
        #[test]
        fn what_is_beyond_doubt_is_as_a_close_look_finds_it(
            link in "https?://([a-z0-9x.-]{0,6}(xn--)?[a-z0-9.-]{0,6}){0,2}(/[!-~é]{0,12})?",
        ) {
            if is_beyond_doubt(&link) {
                prop_assert_eq!(resolve_closely(&link, None), Some(link));
            }
        }
    }
}
