//! The editions of the skill book: by what the leads are judged, and since when.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};

use super::{answer, no_parameters};
use crate::{SharedApp, problem::Problem, wire::EditionsForm};

/// `GET /api/v1/editions`
pub(crate) async fn list_editions(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    let state = app.desk.as_ref().map(|access| access.desk.state());
    Ok(answer(EditionsForm::new(state.as_deref())))
}
