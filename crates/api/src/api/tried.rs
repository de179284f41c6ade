//! A page to try the API on: the routes of the document, each with a form that needs no script.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, rejection::PathRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    no_parameters,
    openapi::{ROUTES, Route},
};
use crate::{
    asked::Pairs,
    pages::STYLE,
    problem::{self, Problem},
};

#[derive(Template)]
#[template(path = "api.html", whitespace = "minimize")]
struct ApiPage {
    style: &'static str,
    routes: &'static [Route],
}

/// `GET /api/docs`
pub(crate) async fn show(RawQuery(query): RawQuery) -> Result<Response, Problem> {
    no_parameters(query.as_deref())?;
    let page = ApiPage { style: STYLE, routes: &ROUTES };
    let html = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be written");
        Problem::new(&problem::INTERNAL, "this was not your fault: try another page")
    })?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    Ok((headers, html).into_response())
}

/// `GET /api/docs/try/{operation}`: to the address that a form means, without the fields left empty.
pub(crate) async fn lead_on(
    operation: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let operation = operation.map(|Path(operation)| operation).unwrap_or_default();
    let unknown = || Problem::new(&problem::ROUTE_NOT_FOUND, "the API has no such operation");
    let route = ROUTES.iter().find(|route| route.id == operation).ok_or_else(unknown)?;
    let pairs = Pairs::of_form(query.as_deref())?;
    let id = pairs.find("id").unwrap_or_default();
    // Whatever else is no part of a path is answered by the route itself: it is no id.
    let id: String =
        id.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(64).collect();
    let to = route.path.replace("{id}", &id) + &pairs.only(|name| name != "id").as_query();
    let location = HeaderValue::from_str(&to).map_err(|_| unknown())?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}
