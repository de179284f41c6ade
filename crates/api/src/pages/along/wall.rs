//! A sheet for the wall of the class-room: the best leads, each with a QR code of its page.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use jiff::tz::TimeZone;

use super::{Taken, qr::Qr, take};
use crate::{
    http::Origin,
    pages::{STYLE, Visit, frame::Bare, list::Item, mistake::Mistake, render},
    wire::Eyes,
};

/// Leads that fit on a sheet of A4 and can be read from two metres.
const LEADS: usize = 7;

#[derive(Template)]
#[template(path = "wall.html", whitespace = "minimize")]
struct WallPage {
    frame: Bare,
    made: String,
    back: String,
    list: Option<Qr>,
    items: Vec<(Item, Option<Qr>)>,
}

/// `GET /{language}/wall`
pub(crate) async fn show(visit: Visit, origin: Origin) -> Result<Response, Mistake> {
    let (words, pairs, site) = (visit.words, &visit.pairs, &origin.0);
    let taken = take(&visit, LEADS).await;
    let Taken { asked, listing, .. } = taken.map_err(|problem| visit.mistake(problem))?;
    let eyes = Eyes { now: listing.now, ..visit.eyes(&asked.profile) };
    let profile = visit.profile();
    let code = words.tongue.code();
    let item = |seen: &crate::listing::SeenLead| {
        let page = (!site.is_empty()).then(|| format!("{site}/{code}/leads/{}", seen.lead.id));
        let qr = page.or_else(|| seen.lead.best().posting.url.clone()).and_then(|url| Qr::new(&url));
        let mut item = Item::new(seen, &asked, eyes, &profile);
        if let Some(age) = item.facts.first_mut() {
            // A sheet hangs for days: "3 hours ago" would lie by then.
            let day = words.date(TimeZone::UTC.to_datetime(seen.lead.posted_at()).date());
            *age = words.fill("digest-offered", "date", &day);
        }
        (item, qr)
    };
    let date = words.date(TimeZone::UTC.to_datetime(listing.now).date());
    let page = render(&WallPage {
        made: words.fill("made", "date", &date),
        back: format!("/{code}/{}", pairs.as_query()),
        list: Qr::new(&format!("{site}/{code}/{}", pairs.as_query())),
        items: listing.leads.iter().map(item).collect(),
        frame: Bare { w: words, style: STYLE },
    })?;
    let mut response = origin.mark(page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    Ok(response)
}
