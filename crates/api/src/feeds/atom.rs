//! The list as an Atom feed (RFC 4287).

use std::fmt::Write;

use super::xml::escape;
use crate::{asked::Pairs, http::Origin, listing::Listing, pages::safe_link, wire::Eyes};

/// Writes the feed.
pub(super) fn write(listing: &Listing, asked: &Pairs, origin: &Origin, eyes: Eyes<'_>) -> String {
    let query = escape(&asked.as_query());
    let changed = super::last_changed_at(listing);
    let site = escape(&origin.0);
    let title = escape(&eyes.words.say("list-title"));
    let notes = super::notes(asked, eyes);
    let subtitle = notes.map_or_else(String::new, |notes| format!("<subtitle>{}</subtitle>", escape(&notes)));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <id>urn:kazi:leads:{query}</id><title>{title} · kazi</title>{subtitle}<updated>{changed}</updated>\n\
         <link rel=\"self\" href=\"{site}/api/v1/leads.atom{query}\"/>\n"
    );
    for seen in &listing.leads {
        let posting = &seen.lead.best().posting;
        let author = posting.company.as_deref().unwrap_or(posting.source.as_str());
        let link = posting
            .url
            .as_deref()
            .and_then(safe_link)
            .map_or_else(String::new, |url| format!("<link href=\"{}\"/>", escape(url)));
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<entry><id>urn:kazi:lead:{}</id><title>{}</title><published>{}</published><updated>{}</updated>{link}<author><name>{}</name></author>\
             <summary>{}</summary></entry>",
            seen.lead.id,
            escape(&posting.title),
            seen.lead.posted_at(),
            super::changed_at(seen, listing.now),
            escape(author),
            escape(&super::summary(seen, eyes)),
        );
    }
    out.push_str("</feed>\n");
    out
}
