//! Fields and skills.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};

use super::{answer, no_parameters};
use crate::{
    SharedApp,
    problem::Problem,
    wire::{FieldsForm, SkillsForm},
};

/// `GET /api/v1/skills`
pub(crate) async fn list_skills(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    Ok(answer(SkillsForm { skills: app.facts().book.skills.iter().map(Into::into).collect() }))
}

/// `GET /api/v1/fields`
pub(crate) async fn list_fields(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    Ok(answer(FieldsForm { fields: app.facts().book.fields.iter().map(Into::into).collect() }))
}
