//! The list as an RSS feed (RSS 2.0.11).

use std::fmt::Write;

use jiff::{Timestamp, fmt::rfc2822};

use super::xml::escape;
use crate::{asked::Pairs, http::Origin, listing::Listing, pages::safe_link, wire::Eyes};

/// Writes the feed.
pub(super) fn write(listing: &Listing, asked: &Pairs, origin: &Origin, eyes: Eyes<'_>) -> String {
    let title = escape(&eyes.words.say("list-title"));
    let about = super::notes(asked, eyes).map_or_else(|| title.clone(), |notes| escape(&notes));
    let site = escape(&origin.0);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>\n<title>{title} · kazi</title>\
         <link>{site}/</link><description>{about}</description><language>en</language>\
         <lastBuildDate>{}</lastBuildDate>\n",
        date(super::last_changed_at(listing))
    );
    for seen in &listing.leads {
        let posting = &seen.lead.best().posting;
        let url = posting.url.as_deref().and_then(safe_link);
        let link = url.map_or_else(String::new, |url| format!("<link>{}</link>", escape(url)));
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<item><guid isPermaLink=\"false\">urn:kazi:lead:{}</guid><title>{}</title>{link}\
             <pubDate>{}</pubDate><description>{}</description></item>",
            seen.lead.id,
            escape(&posting.title),
            date(seen.lead.posted_at()),
            escape(&super::summary(seen, eyes)),
        );
    }
    out.push_str("</channel></rss>\n");
    out
}

/// A date as RSS wants it; nothing for years that its form cannot hold.
fn date(timestamp: Timestamp) -> String {
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).unwrap_or_default()
}
