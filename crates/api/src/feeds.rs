//! The same filtered list for feed readers and spreadsheets.

mod accept;
mod atom;
mod csv;
mod json_feed;
mod json_ld;
pub(crate) mod opml;
mod rss;
mod xml;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;

use crate::{
    SharedApp,
    asked::{FILTERS, Known, PROFILE, Pairs},
    http::Origin,
    listing::{self, Listing},
    pages::list::{Warning, left, pay, warnings},
    problem::Problem,
    source_info::allow_indexing,
    wire::Eyes,
    words::{self, Words},
};

/// A form of the list: how it is written, and its media type.
pub(crate) struct Form {
    write: Write,
    /// Without parameters.
    media_type: &'static str,
    content_type: &'static str,
}

/// How a form is written.
enum Write {
    /// The same wherever the site is.
    Anywhere(fn(&Listing, Eyes<'_>) -> String),
    /// For those who follow it: with addresses of this site, as they reached it.
    Here(fn(&Listing, &Pairs, &Origin, Eyes<'_>) -> String),
}

const ATOM: Form = Form {
    write: Write::Here(atom::write),
    media_type: "application/atom+xml",
    content_type: "application/atom+xml; charset=utf-8",
};
const RSS: Form = Form {
    write: Write::Here(rss::write),
    media_type: "application/rss+xml",
    content_type: "application/rss+xml; charset=utf-8",
};
const JSON_FEED: Form = Form {
    write: Write::Here(json_feed::write),
    media_type: "application/feed+json",
    content_type: "application/feed+json",
};
const JSON_LD: Form = Form {
    write: Write::Anywhere(json_ld::write),
    media_type: "application/ld+json",
    content_type: "application/ld+json",
};
const CSV: Form = Form {
    write: Write::Anywhere(csv::write),
    media_type: "text/csv",
    content_type: "text/csv; charset=utf-8",
};

/// The forms that `Accept` can choose on `/api/v1/leads`.
static FORMS: [Form; 5] = [ATOM, RSS, JSON_FEED, JSON_LD, CSV];

/// The form that a reader likes best; nothing for JSON, which anybody gets who asks for anything else.
pub(crate) fn find_form(headers: &HeaderMap) -> Option<&'static Form> {
    let known = FORMS.iter().map(|form| form.media_type).chain(["application/json"]);
    let best = accept::best_of(headers, &known.collect::<Vec<_>>())?;
    FORMS.get(best)
}

/// `GET /api/v1/leads.atom`
pub(crate) async fn as_atom(
    state: State<SharedApp>,
    origin: Origin,
    query: RawQuery,
) -> Result<Response, Problem> {
    answer(state, &origin, query, &ATOM).await
}

/// `GET /api/v1/leads.feed.json`
pub(crate) async fn as_json_feed(
    state: State<SharedApp>,
    origin: Origin,
    query: RawQuery,
) -> Result<Response, Problem> {
    answer(state, &origin, query, &JSON_FEED).await
}

/// `GET /api/v1/leads.rss`
pub(crate) async fn as_rss(
    state: State<SharedApp>,
    origin: Origin,
    query: RawQuery,
) -> Result<Response, Problem> {
    answer(state, &origin, query, &RSS).await
}

/// `GET /api/v1/leads.jsonld`
pub(crate) async fn as_json_ld(
    state: State<SharedApp>,
    origin: Origin,
    query: RawQuery,
) -> Result<Response, Problem> {
    answer(state, &origin, query, &JSON_LD).await
}

/// `GET /api/v1/leads.csv`
pub(crate) async fn as_csv(
    state: State<SharedApp>,
    origin: Origin,
    query: RawQuery,
) -> Result<Response, Problem> {
    answer(state, &origin, query, &CSV).await
}

/// The list in one of the forms.
pub(crate) async fn answer(
    State(app): State<SharedApp>,
    origin: &Origin,
    RawQuery(query): RawQuery,
    form: &Form,
) -> Result<Response, Problem> {
    let (facts, sources) = (app.facts.load_full(), app.sources.load_full());
    let pairs = Pairs::read(query.as_deref())?;
    let known = match form.write {
        // Whoever follows it is told in it what is gone.
        Write::Here(_) => Known::bookmarked(&facts, &sources),
        Write::Anywhere(_) => Known::new(&facts, &sources),
    };
    let asked = pairs.ask(&[FILTERS, PROFILE], known)?;
    let listing = listing::find_leads_uncounted(&app, &asked).await?;
    let words = Words::ENGLISH;
    let eyes = Eyes { profile: &asked.profile, facts: &facts, sources: &sources, words, now: listing.now };
    let mut response = match form.write {
        Write::Anywhere(write) => write(&listing, eyes).into_response(),
        Write::Here(write) => origin.mark(write(&listing, &pairs, origin, eyes)),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    // What search engines must not have is not in the form for them.
    if form.media_type != JSON_LD.media_type {
        allow_indexing(&mut response, &sources, listing.leads.iter().map(|seen| &*seen.lead));
    }
    Ok(response)
}

/// When what a feed says of a lead last changed, as far as its postings tell.
fn changed_at(seen: &listing::SeenLead, now: Timestamp) -> Timestamp {
    let told = seen.lead.postings().iter().flat_map(|of| {
        // An edit that lies ahead would be news again every minute.
        let edited = of.posting.updated_at.filter(|at| *at <= now);
        [Some(of.first_seen), edited, of.closed_at]
    });
    told.flatten().fold(seen.lead.posted_at(), Timestamp::max)
}

/// When anything in the list last changed.
fn last_changed_at(listing: &Listing) -> Timestamp {
    listing.leads.iter().map(|seen| changed_at(seen, listing.now)).max().unwrap_or(listing.now)
}

/// What of the address of a feed is not as it was when somebody began to follow it.
fn notes(asked: &Pairs, eyes: Eyes<'_>) -> Option<String> {
    let notes = eyes.words.gone_of(asked, Known::bookmarked(eyes.facts, eyes.sources));
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// What every form says of a lead, in a few lines: what it is worth and on what that rests, what to beware
/// of, why it is hidden, pay, fit, who may take it, where it comes from.
fn summary(seen: &listing::SeenLead, eyes: Eyes<'_>) -> String {
    let words = eyes.words;
    let best = seen.lead.best();
    let assessment = seen.lead.assessment();
    let net = assessment.net_hourly.as_ref();
    let worth = match net {
        Some(_) => format!("{} {}", words.usd_float(seen.worth.usd), words.say(words::worth_note(net))),
        None => words.say(words::worth_note(net)),
    };
    let mut lines = vec![worth];
    for (_, Warning { call, name, advice, .. }) in warnings(seen, eyes) {
        lines.push(format!("{call} {name}. {advice}"));
    }
    let country = eyes.profile.country;
    let hidden = seen.hidden.iter().map(|reason| words.hidden_reason(reason, country, eyes.facts));
    let hidden: Vec<String> = hidden.collect();
    if !hidden.is_empty() {
        lines.push(format!("{} {}", words.say("why-hidden"), words.list(&hidden)));
    }
    lines.push(pay(seen, words));
    lines.extend(left(net, words));
    lines.push(words.fit(seen, eyes.profile, eyes.facts));
    lines.push(words.reach(&assessment.reach, seen.worth.verdict, eyes.profile));
    let from = attribution(best.posting.source.as_str(), eyes);
    lines.push(format!("{} {from}", words.say("by-way-of-start")));
    lines.join("\n")
}

/// The words by which a source's owner wants it named.
fn attribution(id: &str, eyes: Eyes<'_>) -> String {
    let source = eyes.sources.find(id);
    let asked = source.and_then(|source| source.rights.attribution.as_ref());
    match (asked, source) {
        (Some(asked), _) => format!("{} ({})", asked.text, asked.link),
        (None, Some(source)) => source.name.clone(),
        (None, None) => id.to_owned(),
    }
}
