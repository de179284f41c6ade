//! Leads: listed, found, explained.

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::{answer, lead_id, written};
use crate::{
    App, SharedApp,
    asked::{FILTERS, GoneName, Known, PROFILE, Pairs, SPARSE},
    feeds,
    http::Origin,
    listing,
    problem::Problem,
    source_info::allow_indexing,
    wire::{ExplanationForm, Eyes, LeadForm, LeadsForm},
    words::Words,
};

/// `GET /api/v1/leads`
pub(crate) async fn list_leads(
    State(app): State<SharedApp>,
    origin: Origin,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut response = match feeds::find_form(&headers) {
        Some(form) => feeds::answer(State(app), &origin, RawQuery(query), form).await?,
        None => list_as_json(&app, query.as_deref()).await?,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

async fn list_as_json(app: &App, query: Option<&str>) -> Result<Response, Problem> {
    let (facts, sources) = (app.facts(), app.sources());
    let pairs = Pairs::read(query)?;
    let asked = pairs.ask(&[FILTERS, PROFILE, SPARSE], Known::new(&facts, &sources))?;
    let listing = listing::find_leads(app, &asked).await?;
    let words = Words::ENGLISH;
    let eyes = Eyes { profile: &asked.profile, facts: &facts, sources: &sources, words, now: listing.now };
    let ready = app.readiness.progress().ready;
    let list = LeadsForm::write(&listing, eyes, &app.cards, &asked, ready);
    let mut response = written(list);
    if let Some(next) = listing.page.next {
        let query = pairs.with("cursor", Some(&next.to_string())).as_query();
        if let Ok(link) = HeaderValue::from_str(&format!("</api/v1/leads{query}>; rel=\"next\"")) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    allow_indexing(&mut response, &sources, listing.leads.iter().map(|seen| &*seen.lead));
    Ok(response)
}

/// `GET /api/v1/leads/{id}`
pub(crate) async fn find_lead(
    State(app): State<SharedApp>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    view_lead(&app, path, query, |seen, gone, eyes| answer(LeadForm::new(seen, gone, eyes))).await
}

/// `GET /api/v1/leads/{id}/explain`
pub(crate) async fn explain_lead(
    State(app): State<SharedApp>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    view_lead(&app, path, query, |seen, gone, eyes| answer(ExplanationForm::new(seen, gone, eyes))).await
}

async fn view_lead(
    app: &App,
    path: Result<Path<String>, PathRejection>,
    query: Option<String>,
    view: fn(&listing::SeenLead, &[GoneName], Eyes<'_>) -> Response,
) -> Result<Response, Problem> {
    let (facts, sources) = (app.facts(), app.sources());
    let known = Known::new(&facts, &sources);
    let asked = Pairs::read(query.as_deref())?.ask(&[PROFILE], known)?;
    let seen = listing::find_lead(app, lead_id(path)?, &asked.profile).await?;
    let words = Words::ENGLISH;
    let eyes = Eyes { profile: &asked.profile, facts: &facts, sources: &sources, words, now: app.now() };
    let mut response = view(&seen, &asked.gone, eyes);
    allow_indexing(&mut response, &sources, [&*seen.lead]);
    Ok(response)
}
