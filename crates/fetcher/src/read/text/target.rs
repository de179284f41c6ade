//! Where a link leads, for the links whose words may hide it.

use std::borrow::Cow;

use crate::read::entity;

/// The longest target told, in bytes.
const TARGET_BYTES_MAX: usize = 200;

/// Hosts, and the beginnings of paths on them, whose links say something about an offer: private
/// messengers, shorteners that hide where they lead, and forms that gather data. Common knowledge of
/// November 2026, to be added to.
const TELLING: [(&str, &str); 48] = [
    // Messengers.
    ("t.me", ""),
    ("telegram.me", ""),
    ("telegram.dog", ""),
    ("telegram.org", ""),
    ("wa.me", ""),
    ("wa.link", ""),
    ("whatsapp.com", ""),
    ("signal.me", ""),
    ("signal.group", ""),
    ("viber.com", ""),
    ("line.me", ""),
    ("m.me", ""),
    ("discord.gg", ""),
    ("discord.com", "invite"),
    ("join.skype.com", ""),
    ("teams.live.com", ""),
    ("zalo.me", ""),
    ("imo.im", ""),
    ("threema.id", ""),
    ("wire.com", ""),
    // Shorteners.
    ("bit.ly", ""),
    ("bitly.com", ""),
    ("tinyurl.com", ""),
    ("t.co", ""),
    ("goo.gl", ""),
    ("is.gd", ""),
    ("v.gd", ""),
    ("ow.ly", ""),
    ("cutt.ly", ""),
    ("rb.gy", ""),
    ("rebrand.ly", ""),
    ("shorturl.at", ""),
    ("t.ly", ""),
    ("tiny.cc", ""),
    ("buff.ly", ""),
    ("bl.ink", ""),
    ("s.id", ""),
    ("linktr.ee", ""),
    ("lnkd.in", ""),
    // Forms.
    ("forms.gle", ""),
    ("docs.google.com", "forms"),
    ("forms.office.com", ""),
    ("typeform.com", ""),
    ("jotform.com", ""),
    ("surveymonkey.com", ""),
    ("airtable.com", ""),
    ("tally.so", ""),
    ("zfrmz.com", ""),
];

/// The most labels of such a host.
const LABELS_MAX: usize = 3;

/// Schemes that reach a person and not a page.
const PERSONAL: [&str; 8] = ["mailto:", "tel:", "sms:", "tg:", "whatsapp:", "viber:", "skype:", "signal:"];

/// The target of a link where readers and judgements must see it whatever its words say.
///
/// Other targets are left out: a text is to read, and where the work is offered is the posting's own
/// address. What is told is one word of printable ASCII without brackets or quotes.
pub(super) fn telling(href: &str) -> Option<String> {
    let href = entity::decode(href.trim());
    let fine = |byte: u8| {
        byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\'' | b'`' | b'&' | b'(' | b')')
    };
    let begins =
        |scheme: &&&str| href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let target: Cow<'_, str> = if let Some(scheme) = ["https://", "http://", "//"].iter().find(begins) {
        let rest = &href[scheme.len()..];
        if !is_telling(rest) {
            return None;
        }
        Cow::Owned(format!("https://{rest}"))
    } else {
        let scheme = PERSONAL.iter().find(begins)?;
        let bare = matches!(*scheme, "mailto:" | "tel:" | "sms:");
        let address = if bare { href[scheme.len()..].split('?').next().unwrap_or_default() } else { &href };
        Cow::Borrowed(address)
    };
    let end = target.find(|c| !u8::try_from(c).is_ok_and(fine)).unwrap_or(target.len()).min(TARGET_BYTES_MAX);
    Some(target[..end].to_owned()).filter(|target| !target.is_empty())
}

fn is_telling(address: &str) -> bool {
    let (authority, path) = address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()));
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let path = path.trim_start_matches('/');
    let mut names = host.rmatch_indices('.').map(|(dot, _)| &host[dot + 1..]).take(LABELS_MAX);
    let tells = |name: &str| {
        let known = |(host, start): &(&str, &str)| host.eq_ignore_ascii_case(name) && path.starts_with(start);
        TELLING.iter().any(known)
    };
    tells(host) || names.any(tells)
}

#[cfg(test)]
mod tests {
    use super::telling;

    #[test]
    fn a_host_and_its_path_are_told_whatever_stands_around_the_host() {
        for (href, tells) in [
            ("https://t.me/hr_anna", true),
            ("https://www.t.me/hr_anna", true),
            ("https://a.b.c.Join.Skype.com/x", true),
            ("https://not.me/hr_anna", false),
            ("https://discord.com/invite/x", true),
            ("https://discord.com/developers", false),
            ("https://discord.com:443/invite/x", true),
            ("https://me@docs.google.com/forms/x", true),
            ("//docs.google.com/document/x", false),
            ("mailto:abcdé", true),
        ] {
            assert_eq!(telling(href).is_some(), tells, "{href}");
        }
        assert!(super::TELLING.iter().all(|(host, _)| host.split('.').count() <= super::LABELS_MAX));
    }
}
