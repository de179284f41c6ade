//! The list as a JSON Feed (version 1.1, jsonfeed.org).

use serde_json::{Value, json};

use crate::{asked::Pairs, http::Origin, listing::Listing, pages::safe_link, wire::Eyes};

/// Writes the feed.
pub(super) fn write(listing: &Listing, asked: &Pairs, origin: &Origin, eyes: Eyes<'_>) -> String {
    let site = &origin.0;
    let address = |asked: &Pairs| format!("{site}/api/v1/leads.feed.json{}", asked.as_query());
    let next = listing.page.next.map(|next| address(&asked.with("cursor", Some(&next.to_string()))));
    let items: Vec<Value> = listing.leads.iter().map(|seen| {
        let posting = &seen.lead.best().posting;
        json!({
            "id": seen.lead.id.to_string(),
            "url": posting.url.as_deref().and_then(safe_link),
            "title": posting.title,
            "content_text": super::summary(seen, eyes),
            "date_published": seen.lead.posted_at().to_string(),
            "date_modified": super::changed_at(seen, listing.now).to_string(),
            "language": seen.lead.best().assessment.language.as_ref().map(ToString::to_string),
            "tags": seen.lead.best().assessment.fields.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": format!("{} · kazi", eyes.words.say("list-title")),
        "description": super::notes(asked, eyes),
        "home_page_url": format!("{site}/"),
        "feed_url": address(asked),
        "next_url": next,
        "items": items,
    })
    .to_string()
}
