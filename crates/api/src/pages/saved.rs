//! Saved work: its numbers stand in the address, so that it can be a bookmark and be shared; a script, where
//! there is one, remembers them on the phone and lists what can be read without a network.

use askama::Template;
use axum::response::Response;
use kazi_domain::LeadId;

use super::{frame::Frame, list::Item, mistake::Mistake, render_kept, visit::Visit};
use crate::{
    asked::PROFILE,
    listing,
    problem::{self, Problem},
    source_info::kept_for,
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
pub(crate) async fn show(visit: Visit) -> Result<Response, Mistake> {
    let mistake = |problem| visit.mistake(problem);
    let ids = ids(visit.pairs.find("lead").unwrap_or_default()).map_err(mistake)?;
    let asked = visit.pairs.with("lead", None).ask(&[PROFILE], visit.known()).map_err(mistake)?;
    let seen = listing::find_these(&visit.app, &ids, &asked.profile).await.map_err(mistake)?;
    let (eyes, profile) = (visit.eyes(&asked.profile), visit.profile());
    let mut frame = visit.frame("saved-heading", "saved", "saved").made_at(visit.now);
    frame.index = false;
    let page = SavedPage {
        items: seen.iter().map(|seen| Item::new(seen, &asked, eyes, &profile)).collect(),
        gone: gone(ids.len() - seen.len(), visit.words),
        frame,
    };
    render_kept(&page, kept_for(&visit.sources, seen.iter().map(|seen| &*seen.lead)))
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
