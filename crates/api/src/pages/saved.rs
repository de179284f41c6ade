//! Saved work: its numbers stand in the address, so that it can be a bookmark and be shared; a script, where
//! there is one, remembers them on the phone and lists what can be read without a network.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kazi_domain::LeadId;

use super::{
    frame::{Frame, profile_of},
    list::Item,
    mistake::{Mistake, words_of},
    render_kept,
};
use crate::{
    App,
    asked::{Known, PROFILE, Pairs},
    listing,
    problem::{self, Problem},
    source_info::kept_for,
    wire::Eyes,
    words::Words,
};

/// The most leads that one address holds.
const LEADS_MAX: usize = 50;

#[derive(Template)]
#[template(path = "saved.html", whitespace = "minimize")]
struct SavedPage {
    frame: Frame,
    items: Vec<Item>,
    gone: Option<String>,
}

/// `GET /{language}/saved`
pub(crate) async fn show(
    State(app): State<App>,
    Path(language): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Mistake> {
    let words = words_of(&language)?;
    let mistake = |problem| Mistake::new(words, problem);
    let (facts, sources) = (app.facts.load_full(), app.sources.load_full());
    let pairs = Pairs::of_form(query.as_deref()).map_err(mistake)?;
    let ids = ids(pairs.find("lead").unwrap_or_default()).map_err(mistake)?;
    let profile = pairs.with("lead", None);
    let asked = profile.ask(&[PROFILE], Known { facts: &facts, sources: &sources }).map_err(mistake)?;
    let seen = listing::find_these(&app, &ids, &asked.profile).await.map_err(mistake)?;
    let now = app.now();
    let eyes = Eyes { profile: &asked.profile, facts: &facts, sources: &sources, words, now };
    let mut frame = Frame::new(words, words.say("saved-heading"), "saved", &pairs).made_at(now);
    frame.here = "saved";
    frame.index = false;
    let page = SavedPage {
        items: seen.iter().map(|seen| Item::new(seen, &asked, eyes, &profile_of(&pairs))).collect(),
        gone: gone(ids.len() - seen.len(), words),
        frame,
    };
    render_kept(&page, kept_for(&sources, seen.iter().map(|seen| &seen.lead)))
}

fn gone(count: usize, words: Words) -> Option<String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    (count > 0).then(|| words.count("saved-gone", count))
}

/// The leads that an address names, each once.
fn ids(value: &str) -> Result<Vec<LeadId>, Problem> {
    let mut ids = Vec::new();
    for text in value.split(',').map(str::trim).filter(|text| !text.is_empty()) {
        let id: LeadId = text.parse().map_err(|error| wrong(format!("lead: {error}")))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > LEADS_MAX {
        return Err(wrong(format!("lead: at most {LEADS_MAX} at once")));
    }
    Ok(ids)
}

fn wrong(detail: String) -> Problem {
    Problem::new(&problem::INVALID_PARAMETER, detail).of_parameter("lead")
}
