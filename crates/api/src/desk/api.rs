//! The trainers' work by API: the same decisions, signed by the session that asks.
//!
//! A book goes out and comes back as TOML, with its edition as the entity tag. Whoever sends one names in
//! `If-Match` the edition that it was made from, so that nobody's work is lost.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use kazi_desk::{Decision, DeskState, Eyes, preview, read_book as read_toml};
use kazi_domain::Profile;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    DeskAccess,
    form::trainer_of,
    leads::{hand_lead_in, lead_showing, postings_of},
    origin::check_same_site,
    until_live,
};
use crate::{
    App, SharedApp,
    api::{lead_id, no_parameters},
    asked::{ACTIVITY, Known, Pairs, ROWS},
    problem::{self, Problem},
    wire::{
        ActivityForm, AddedForm, DeskEditionsForm, HandLeadForm, MarkForm, PreviewForm, PublishedForm,
        VerdictForm,
    },
    words::Words,
};

/// Somebody who may decide; requests that change anything come from a page of this site, or say so.
pub(super) struct Caller {
    name: String,
    access: Arc<DeskAccess>,
}

impl FromRequestParts<SharedApp> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &SharedApp) -> Result<Self, Problem> {
        if !parts.method.is_safe() {
            check_same_site(&parts.headers)?;
        }
        let not = || {
            let detail =
                "log in first: POST name and password to /en/desk/login, keep the cookie, send it along";
            Problem::new(&problem::NOT_LOGGED_IN, detail)
        };
        let trainer = trainer_of(app, &parts.headers, Words::ENGLISH).ok_or_else(not)?;
        Ok(Self { name: trainer.name, access: trainer.access })
    }
}

/// Why a book is published, for the other trainers: the one parameter.
pub(super) struct Why(String);

impl FromRequestParts<SharedApp> for Why {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &SharedApp) -> Result<Self, Problem> {
        let pairs = Pairs::read(parts.uri.query())?;
        let rest = pairs.without_first("why");
        if rest.find("why").is_some() {
            let detail = "\"why\" was given twice";
            return Err(Problem::new(&problem::REPEATED_PARAMETER, detail).of_parameter("why"));
        }
        if let Some((name, _)) = rest.iter().next() {
            let name: String = name.chars().take(64).collect();
            let detail = format!("there is no parameter \"{name}\" here");
            let problem = Problem::new(&problem::UNKNOWN_PARAMETER, detail);
            return Err(problem.of_parameter(&name).with_valid(&name, ["why"]));
        }
        let missing = || {
            let detail = "say why, for the other trainers: ?why=for+the+class";
            Problem::new(&problem::INVALID_PARAMETER, detail).of_parameter("why")
        };
        pairs.find("why").map(|why| Self(why.to_owned())).ok_or_else(missing)
    }
}

/// A request without parameters.
pub(super) struct Bare;

impl FromRequestParts<SharedApp> for Bare {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &SharedApp) -> Result<Self, Problem> {
        no_parameters(parts.uri.query()).map(|()| Self)
    }
}

/// A body of JSON.
pub(super) struct Sent<T>(T);

impl<T: DeserializeOwned> FromRequest<SharedApp> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &SharedApp) -> Result<Self, Problem> {
        let read = Json::<T>::from_request(request, app).await;
        read.map(|Json(body)| Self(body)).map_err(|error| unreadable(error.status(), error.body_text()))
    }
}

/// A skill book as TOML.
pub(super) struct BookText(String);

impl FromRequest<SharedApp> for BookText {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &SharedApp) -> Result<Self, Problem> {
        let read = String::from_request(request, app).await;
        read.map(Self).map_err(|error| unreadable(error.status(), error.body_text()))
    }
}

fn unreadable(status: StatusCode, detail: String) -> Problem {
    let too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
    Problem::new(if too_large { &problem::BODY_TOO_LARGE } else { &problem::INVALID_BODY }, detail)
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

/// An answer that is the same as long as the edition is.
fn answer(status: StatusCode, edition: u32, body: impl Serialize) -> Response {
    let mut response = answer_once(status, body);
    response.headers_mut().insert(header::ETAG, tag(edition));
    response
}

/// An answer that other decisions change as well: the tag of the edition would name different ones.
fn answer_once(status: StatusCode, body: impl Serialize) -> Response {
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
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
pub(super) async fn read_book(caller: Caller, _: Bare) -> Response {
    let state = caller.access.desk.state();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/toml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::ETAG, tag(state.edition())),
    ];
    (headers, state.text.to_string()).into_response()
}

/// `PUT /api/v1/desk/book?why=…`
pub(super) async fn publish_book(
    State(app): State<SharedApp>,
    caller: Caller,
    Why(why): Why,
    headers: HeaderMap,
    BookText(text): BookText,
) -> Result<Response, Problem> {
    let decision = Decision::Published { base: base_of(&headers)?, text, why, restored: None, number: None };
    published(&app, &caller, decision).await
}

async fn published(app: &App, caller: &Caller, decision: Decision) -> Result<Response, Problem> {
    let place = caller.access.find_place().await?;
    let state = decide(app, caller, decision).await?;
    drop(place);
    until_live(&caller.access, &state).await;
    Ok(answer(StatusCode::CREATED, state.edition(), PublishedForm::from(&*state)))
}

/// `POST /api/v1/desk/preview`: a book as TOML.
pub(super) async fn preview_book(
    State(app): State<SharedApp>,
    caller: Caller,
    _: Bare,
    BookText(text): BookText,
) -> Result<Response, Problem> {
    let _place = caller.access.find_place().await?;
    let (_, matcher) = read_toml(&text).map_err(kazi_desk::DeskError::Book)?;
    let state = caller.access.desk.state();
    let rules = Arc::new(caller.access.rules.load().with_matcher(matcher));
    let eyes = Eyes { profile: Profile::default(), now: app.now() };
    let shown = preview(&*app.store, app.catalog.snapshot(), rules, &state, eyes).await?;
    Ok(answer_once(StatusCode::OK, PreviewForm::from(&shown)))
}

/// `GET /api/v1/desk/editions`
pub(super) async fn list_editions(caller: Caller, _: Bare) -> Response {
    let state = caller.access.desk.state();
    answer(StatusCode::OK, state.edition(), DeskEditionsForm::from(&*state))
}

/// `GET /api/v1/desk/activity`
pub(super) async fn list_activity(
    State(app): State<SharedApp>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = {
        let (facts, sources) = (app.facts(), app.sources());
        Pairs::read(query.as_deref())?.ask(&[ACTIVITY, ROWS], Known::new(&facts, &sources))?
    };
    let state = caller.access.desk.state();
    let page = state.activity.page(&asked.activity, asked.before, asked.query.limit);
    let form = ActivityForm::new(&page, state.unread, state.activity.is_cut());
    Ok(answer_once(StatusCode::OK, form))
}

/// `POST /api/v1/desk/editions/{number}/restore?why=…`
pub(super) async fn restore_edition(
    State(app): State<SharedApp>,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    Why(why): Why,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let missing = |what: String| Problem::new(&problem::EDITION_NOT_FOUND, what);
    let Path(number) = path.map_err(|error| missing(error.body_text()))?;
    let number = number.parse().map_err(|_| missing(format!("an edition is a number, not {number:?}")))?;
    let base = base_of(&headers)?;
    let text = caller.access.desk.edition_text(number).await?.to_string();
    let decision = Decision::Published { base, text, why, restored: Some(number), number: None };
    published(&app, &caller, decision).await
}

/// `PUT /api/v1/desk/leads/{id}/verdict`
pub(super) async fn judge_lead(
    State(app): State<SharedApp>,
    caller: Caller,
    _: Bare,
    path: Result<Path<String>, PathRejection>,
    Sent(VerdictForm { about, is }): Sent<VerdictForm>,
) -> Result<StatusCode, Problem> {
    let lead = lead_id(path)?;
    let postings = postings_of(&app, lead, is.is_some()).await?;
    decide(&app, &caller, Decision::Judged { lead, about: about.into(), is, postings }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /api/v1/desk/leads/{id}/mark`
pub(super) async fn mark_lead(
    State(app): State<SharedApp>,
    caller: Caller,
    _: Bare,
    path: Result<Path<String>, PathRejection>,
    Sent(MarkForm { mark }): Sent<MarkForm>,
) -> Result<StatusCode, Problem> {
    let lead = lead_id(path)?;
    let postings = postings_of(&app, lead, mark.is_some()).await?;
    let state =
        decide(&app, &caller, Decision::Marked { lead, mark: mark.map(Into::into), postings }).await?;
    until_live(&caller.access, &state).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/desk/leads/{id}`: of a lead added by hand.
pub(super) async fn close_lead(
    State(app): State<SharedApp>,
    caller: Caller,
    _: Bare,
    path: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Problem> {
    let lead = hand_lead_in(&app, &caller.access.desk.state(), lead_id(path)?).await?;
    let state = decide(&app, &caller, Decision::LeadClosed { lead }).await?;
    until_live(&caller.access, &state).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/desk/leads`
pub(super) async fn add_lead(
    State(app): State<SharedApp>,
    caller: Caller,
    _: Bare,
    Sent(lead): Sent<HandLeadForm>,
) -> Result<Response, Problem> {
    let lead = lead.into_lead((app.clock)());
    let id = DeskState::hand_lead_id(&lead);
    let state = decide(&app, &caller, Decision::LeadAdded { lead }).await?;
    until_live(&caller.access, &state).await;
    let id = lead_showing(&app, id).await?.to_string();
    Ok(answer_once(StatusCode::CREATED, AddedForm { id }))
}
