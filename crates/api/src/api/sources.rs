//! Sources with their rights and health.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};

use super::{answer, no_parameters};
use crate::{SharedApp, problem::Problem, wire::SourcesForm};

/// `GET /api/v1/sources`
pub(crate) async fn list_sources(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    Ok(answer(SourcesForm { sources: app.sources().iter().map(Into::into).collect() }))
}
