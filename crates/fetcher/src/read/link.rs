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
    let url = absolute(link, base)?;
    let cleaned = clean(url.clone());
    // An address that is whole and clean stays as its source writes it.
    let written = link.trim();
    let plain = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
    };
    let whole = written.starts_with("http://") || written.starts_with("https://");
    if whole && cleaned == url && written.bytes().all(plain) {
        return Some(written.to_owned());
    }
    Some(cleaned.into())
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

fn clean(mut url: Url) -> Url {
    let tracks = |name: &str| {
        let name = name.to_ascii_lowercase();
        TRACKING.contains(&name.as_str()) || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    };
    let Some(query) = url.query() else { return url };
    let name = |pair: &&str| pair.split('=').next().unwrap_or_default().to_owned();
    let kept: Vec<&str> = query.split('&').filter(|pair| !tracks(&name(pair))).collect();
    if kept.len() < query.split('&').count() {
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(&kept));
    }
    url
}

/// What of an address stays the same when a source changes its scheme or adds a slash: for ids.
pub(crate) fn key(url: &str) -> String {
    let url = Url::parse(url).map_or_else(|_| url.to_owned(), Into::into);
    let url = url.as_str();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}
