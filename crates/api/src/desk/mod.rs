//! The trainers' pages and API: log in, tune the skill book, judge and add leads.
//!
//! Every page asks for a [`Trainer`], every form for a [`TrainerForm`]: whoever writes a handler without
//! them gets no name to sign a decision with.

mod access;
mod activity;
mod add;
mod api;
mod book;
mod described;
mod draft;
mod editions;
mod edits;
mod form;
mod frame;
mod leads;
mod login;
mod origin;
mod suggestions;
mod throttle;
mod told;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{delete, get, post, put},
};
use kazi_desk::{DeskError, DeskState};

pub use access::DeskAccess;
pub(crate) use described::{describe_into, describe_session};
pub(crate) use form::{Trainer, TrainerForm, trainer_of};
pub(crate) use leads::LeadDesk;

use crate::{
    SharedApp,
    problem::{self, Problem},
};

/// The largest skill book that is sent here, in bytes, and the largest form.
const BOOK_BYTES_MAX: usize = kazi_desk::BOOK_BYTES_MAX;
const FORM_BYTES_MAX: usize = 256 * 1024;
/// How long an answer waits for readers' pages to show what was decided.
const LIVE_WITHIN: std::time::Duration = std::time::Duration::from_secs(5);

/// The pages.
pub(crate) fn pages() -> Router<SharedApp> {
    Router::new()
        .route("/{language}/desk", get(book::show))
        .route("/{language}/desk/login", get(login::show).post(login::log_in))
        .route("/{language}/desk/logout", post(login::log_out))
        .route("/{language}/desk/entry/{kind}/{id}", get(book::show_entry))
        .route("/{language}/desk/edit", post(edits::add))
        .route("/{language}/desk/draft", get(draft::show))
        .route("/{language}/desk/draft/remove", post(edits::remove))
        .route("/{language}/desk/draft/drop", post(edits::drop_all))
        .route("/{language}/desk/draft/move", post(edits::move_on))
        .route("/{language}/desk/publish", post(edits::publish))
        .route("/{language}/desk/editions", get(editions::show))
        .route("/{language}/desk/restore", post(editions::restore))
        .route("/{language}/desk/suggestions", get(suggestions::show))
        .route("/{language}/desk/activity", get(activity::show))
        .route("/{language}/desk/add", get(add::show).post(add::add))
        .route("/{language}/desk/leads/{id}/verdict", post(leads::judge))
        .route("/{language}/desk/leads/{id}/mark", post(leads::mark))
        .route("/{language}/desk/leads/{id}/close", post(leads::close))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// The API, below `/api/v1/desk`.
pub(crate) fn routes() -> Router<SharedApp> {
    Router::new()
        .route("/book", get(api::read_book).put(api::publish_book))
        .route("/preview", post(api::preview_book))
        .route("/editions", get(api::list_editions))
        .route("/activity", get(api::list_activity))
        .route("/editions/{number}/restore", post(api::restore_edition))
        .route("/leads/{id}/verdict", put(api::judge_lead))
        .route("/leads/{id}/mark", put(api::mark_lead))
        .route("/leads", post(api::add_lead))
        .route("/leads/{id}", delete(api::close_lead))
        .layer(DefaultBodyLimit::max(BOOK_BYTES_MAX))
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let kind = match &error {
            DeskError::Conflict { .. } | DeskError::NotYet { .. } => &problem::EDITION_CONFLICT,
            DeskError::DraftMovedOn => &problem::DRAFT_CHANGED,
            DeskError::NoEdition(_) => &problem::EDITION_NOT_FOUND,
            DeskError::Journal(cause) => {
                tracing::error!(%cause, "the journal could not answer");
                let detail = "what you typed could not be kept: try again in a minute";
                return Self::new(&problem::STORE_UNAVAILABLE, detail).retry_after(60);
            }
            _ => &problem::REFUSED,
        };
        let detail = match &error {
            DeskError::Book(faults) => {
                faults.iter().take(20).map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            other => other.to_string(),
        };
        Self::new(kind, detail)
    }
}

/// Waits a while until readers' pages show what was decided.
async fn until_live(access: &DeskAccess, state: &DeskState) {
    if tokio::time::timeout(LIVE_WITHIN, access.desk.wait_live(state.head)).await.is_err() {
        tracing::warn!(head = state.head, "a decision is kept and takes long to show");
    }
}

/// To another page, after a form.
fn see_other(to: &str) -> Response {
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
