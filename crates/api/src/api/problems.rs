//! What the `type` of a problem leads to.

use axum::{
    extract::{Path, rejection::PathRejection},
    response::Response,
};
use serde_json::json;

use super::answer;
use crate::problem::{self, KINDS, Problem};

/// `GET /api/v1/problems/{name}`
pub(crate) async fn describe(path: Result<Path<String>, PathRejection>) -> Result<Response, Problem> {
    let name = path.map(|Path(name)| name).unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else {
        let problem = Problem::new(&problem::ROUTE_NOT_FOUND, "there is no problem of that name");
        return Err(problem.with_valid(&name, KINDS.iter().map(|kind| kind.name)));
    };
    let body = json!({ "name": kind.name, "title": kind.title, "status": kind.status.as_u16() });
    Ok(answer(body))
}
