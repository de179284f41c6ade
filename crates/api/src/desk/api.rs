//! The trainers' work by API: the same decisions, signed by the session that asks.
//!
//! A book goes out and comes back as TOML, with its edition as the entity tag. Whoever sends one names in
//! `If-Match` the edition that it was made from, so that nobody's work is lost.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequestParts, Path, Query, State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use kazi_desk::{Decision, DeskState, Eyes, HandLead, Mark, Subject, preview, read_book as read_toml};
use kazi_domain::{LeadId, Profile};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{DeskAccess, form::trainer_of, origin::is_same_site, until_live};
use crate::{
    App,
    problem::{self, Problem},
    words::Words,
};

/// Somebody who may decide; requests that change anything come from a page of this site.
pub(super) struct Caller {
    name: String,
    access: Arc<DeskAccess>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if !parts.method.is_safe() && !is_same_site(&parts.headers) {
            return Err(Problem::new(&problem::CROSS_SITE, "ask from a page of this site"));
        }
        let not = || Problem::new(&problem::NOT_LOGGED_IN, "log in at /en/desk/login first");
        let trainer = trainer_of(app, &parts.headers, Words::ENGLISH).ok_or_else(not)?;
        Ok(Self { name: trainer.name, access: trainer.access })
    }
}

fn tag(edition: u32) -> HeaderValue {
    HeaderValue::from_str(&format!("\"edition-{edition}\""))
        .unwrap_or(HeaderValue::from_static("\"edition\""))
}

/// The edition that a caller saw.
fn base_of(headers: &HeaderMap) -> Result<u32, Problem> {
    let missing = || {
        let detail =
            "name the edition that you saw: If-Match: \"edition-3\", as GET /api/v1/desk/book answers";
        Problem::new(&problem::EDITION_NEEDED, detail)
    };
    let given = headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok()).ok_or_else(missing)?;
    // A compressed answer's tag names the encoding too, `"edition-3.br"`, and proxies may weaken it.
    let named = given.trim_start_matches("W/").trim_matches('"').strip_prefix("edition-");
    let number = named.and_then(|named| named.split('.').next());
    number.and_then(|number| number.parse().ok()).ok_or_else(missing)
}

fn answer(status: StatusCode, edition: u32, body: Value) -> Response {
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::ETAG, tag(edition)),
    ];
    (status, headers, Json(body)).into_response()
}

/// A conflict of editions is a precondition that failed.
async fn decide(app: &App, caller: &Caller, decision: Decision) -> Result<Arc<DeskState>, Problem> {
    let decided = caller.access.desk.decide(&caller.name, decision, (app.clock)()).await;
    decided.map_err(|error| {
        let mut problem = Problem::from(error);
        if problem.kind == &problem::EDITION_CONFLICT {
            problem.kind = &problem::EDITION_STALE;
        }
        problem
    })
}

/// `GET /api/v1/desk/book`
pub(super) async fn read_book(caller: Caller) -> Response {
    let state = caller.access.desk.state();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/toml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::ETAG, tag(state.edition())),
    ];
    (headers, state.text.to_string()).into_response()
}

#[derive(Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    why: String,
}

/// `PUT /api/v1/desk/book?why=…`
pub(super) async fn publish_book(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Query(Why { why }): Query<Why>,
    text: String,
) -> Result<Response, Problem> {
    let decision = Decision::Published { base: base_of(&headers)?, text, why, restored: None, number: None };
    published(&app, &caller, decision).await
}

async fn published(app: &App, caller: &Caller, decision: Decision) -> Result<Response, Problem> {
    let state = decide(app, caller, decision).await?;
    until_live(&caller.access, &state).await;
    let lines: Vec<String> = state.editions.last().into_iter().flat_map(|e| e.difference.lines()).collect();
    Ok(answer(StatusCode::CREATED, state.edition(), json!({ "edition": state.edition(), "changes": lines })))
}

/// `POST /api/v1/desk/preview`: a book as TOML.
pub(super) async fn preview_book(
    State(app): State<App>,
    caller: Caller,
    text: String,
) -> Result<Response, Problem> {
    let (_, matcher) = read_toml(&text).map_err(kazi_desk::DeskError::Book)?;
    let state = caller.access.desk.state();
    let rules = Arc::new(caller.access.rules.load().with_matcher(matcher));
    let eyes = Eyes { profile: Profile::default(), now: app.now() };
    let shown = preview(&*app.store, app.catalog.snapshot(), rules, &state, eyes).await?;
    let told = |list: &[(Subject, String)]| {
        list.iter().map(|(about, words)| json!({ "about": about, "words": words })).collect::<Vec<_>>()
    };
    let side = |side: &kazi_desk::Side| json!({ "fields": side.fields, "skills": side.skills, "worth_usd": side.worth_usd });
    let lead = |lead: &kazi_desk::LeadChange| {
        json!({
            "id": lead.lead.to_string(), "title": lead.title, "gained": told(&lead.gained),
            "lost": told(&lead.lost), "before": side(&lead.before), "after": side(&lead.after),
        })
    };
    let measure = |(about, (before, after)): (&Subject, &(kazi_desk::Measure, kazi_desk::Measure))| json!({ "about": about, "before": before, "after": after });
    let body = json!({
        "changes": shown.difference.lines().collect::<Vec<_>>(),
        "affected": shown.affected, "read": shown.read,
        "gain": shown.gain, "lose": shown.lose, "moved": shown.moved,
        "leads": shown.leads.iter().map(lead).collect::<Vec<_>>(),
        "verdicts": shown.measures.iter().map(measure).collect::<Vec<_>>(),
    });
    Ok(answer(StatusCode::OK, state.edition(), body))
}

/// `GET /api/v1/desk/editions`
pub(super) async fn list_editions(caller: Caller) -> Response {
    let state = caller.access.desk.state();
    let edition = |edition: &kazi_desk::Edition| {
        json!({
            "edition": edition.number, "by": edition.by, "at": edition.at, "why": edition.why,
            "restored": edition.restored, "changes": edition.difference.lines().collect::<Vec<_>>(),
        })
    };
    let body = json!({ "editions": state.editions.iter().rev().map(edition).collect::<Vec<_>>() });
    answer(StatusCode::OK, state.edition(), body)
}

/// `POST /api/v1/desk/editions/{number}/restore?why=…`
pub(super) async fn restore_edition(
    State(app): State<App>,
    caller: Caller,
    Path(number): Path<u32>,
    headers: HeaderMap,
    Query(Why { why }): Query<Why>,
) -> Result<Response, Problem> {
    let base = base_of(&headers)?;
    let text = caller.access.desk.edition_text(number).await?.to_string();
    let decision = Decision::Published { base, text, why, restored: Some(number), number: None };
    published(&app, &caller, decision).await
}

fn body_of<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    body.map(|Json(body)| body).map_err(|error| Problem::new(&problem::REFUSED, error.body_text()))
}

fn lead_of(id: &str) -> Result<LeadId, Problem> {
    id.parse().map_err(|error| Problem::new(&problem::LEAD_NOT_FOUND, format!("{error}")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictForm {
    about: Subject,
    is: Option<bool>,
}

/// `PUT /api/v1/desk/leads/{id}/verdict`
pub(super) async fn judge_lead(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Json<VerdictForm>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let VerdictForm { about, is } = body_of(body)?;
    decide(&app, &caller, Decision::Judged { lead: lead_of(&id)?, about, is }).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkForm {
    mark: Option<Mark>,
}

/// `PUT /api/v1/desk/leads/{id}/mark`
pub(super) async fn mark_lead(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Json<MarkForm>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let MarkForm { mark } = body_of(body)?;
    let state = decide(&app, &caller, Decision::Marked { lead: lead_of(&id)?, mark }).await?;
    until_live(&caller.access, &state).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/desk/leads/{id}`: of a lead added by hand.
pub(super) async fn close_lead(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let state = decide(&app, &caller, Decision::LeadClosed { lead: lead_of(&id)? }).await?;
    until_live(&caller.access, &state).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/desk/leads`
pub(super) async fn add_lead(
    State(app): State<App>,
    caller: Caller,
    body: Result<Json<HandLead>, JsonRejection>,
) -> Result<Response, Problem> {
    let lead = HandLead { at: (app.clock)(), ..body_of(body)? };
    let id = DeskState::hand_lead_id(&lead);
    let state = decide(&app, &caller, Decision::LeadAdded { lead }).await?;
    until_live(&caller.access, &state).await;
    Ok(answer(StatusCode::CREATED, state.edition(), json!({ "id": id.to_string() })))
}
