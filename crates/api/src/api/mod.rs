//! The handlers of `/api/v1` and of those who watch over the process.

pub(crate) mod books;
pub(crate) mod changes;
pub(crate) mod editions;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod insights;
pub(crate) mod leads;
pub(crate) mod openapi;
pub(crate) mod problems;
pub(crate) mod sources;
pub(crate) mod tried;

use axum::{
    Json,
    extract::Path,
    extract::rejection::PathRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kazi_domain::LeadId;
use serde::Serialize;

use crate::{
    asked::Pairs,
    problem::{self, Problem},
};

/// JSON that may be kept for a minute, as long as the site's own clock stands still.
fn answer(body: impl Serialize) -> Response {
    for_a_minute(Json(body))
}

/// The same of JSON that is written already.
fn written(json: serde_json::Result<Vec<u8>>) -> Response {
    match json {
        Ok(json) => for_a_minute(([(header::CONTENT_TYPE, "application/json")], json)),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn for_a_minute(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    response
}

/// Reads the id of a lead from a path.
pub(crate) fn lead_id(path: Result<Path<String>, PathRejection>) -> Result<LeadId, Problem> {
    let Path(text) = path.map_err(|error| Problem::new(&problem::ROUTE_NOT_FOUND, error.body_text()))?;
    text.parse().map_err(|error| Problem::new(&problem::LEAD_NOT_FOUND, format!("{error}")))
}

/// A route that takes no parameter.
pub(crate) fn no_parameters(query: Option<&str>) -> Result<(), Problem> {
    match Pairs::read(query)?.iter().next() {
        None => Ok(()),
        Some((name, _)) => {
            let name: String = name.chars().take(64).collect();
            let detail = format!("there is no parameter \"{name}\" here: this takes none");
            Err(Problem::new(&problem::UNKNOWN_PARAMETER, detail).of_parameter(&name))
        }
    }
}
