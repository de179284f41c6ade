//! What the leads say of skills and fields.

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    response::Response,
};
use kazi_catalog::Topic;

use super::answer;
use crate::{
    App,
    asked::{Asked, FILTERS, Known, PROFILE, Pairs},
    listing,
    problem::{self, Problem},
    wire::{InsightDetailForm, InsightsForm, LearnNextForm},
};

/// `GET /api/v1/insights`
pub(crate) async fn list_insights(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = ask(&app, query.as_deref())?;
    let insights = app.catalog.snapshot().insights(&asked.query, &asked.profile, app.now());
    Ok(answer(InsightsForm::new(&insights, &app.facts())))
}

/// `GET /api/v1/skills/{id}/insights`
pub(crate) async fn find_skill(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let known = |app: &App, id: &str| {
        app.facts().book.skills.iter().map(|skill| &skill.id).find(|skill| skill.as_str() == id).cloned()
    };
    find(&app, path, query.as_deref(), |app, id| known(app, id).map(Topic::Skill))
}

/// `GET /api/v1/fields/{id}/insights`
pub(crate) async fn find_field(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let known = |app: &App, id: &str| {
        app.facts().book.fields.iter().map(|field| &field.id).find(|field| field.as_str() == id).cloned()
    };
    find(&app, path, query.as_deref(), |app, id| known(app, id).map(Topic::Field))
}

/// `GET /api/v1/learn-next`
pub(crate) async fn learn_next(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = ask(&app, query.as_deref())?;
    let mut learn = app.catalog.snapshot().learn_next(&asked.query, &asked.profile, app.now());
    learn.truncate(asked.query.limit);
    Ok(answer(LearnNextForm::new(&learn, &app.facts())))
}

fn find(
    app: &App,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    topic: impl Fn(&App, &str) -> Option<Topic>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(|error| Problem::new(&problem::ROUTE_NOT_FOUND, error.body_text()))?;
    let asked = ask(app, query)?;
    let shown: String = id.chars().take(64).collect();
    let unknown = || Problem::new(&problem::ROUTE_NOT_FOUND, format!("nothing is called \"{shown}\" here"));
    let topic = topic(app, &id).ok_or_else(unknown)?;
    let none = || Problem::new(&problem::ROUTE_NOT_FOUND, format!("there is no work of \"{shown}\" now"));
    let snapshot = app.catalog.snapshot();
    let detail = snapshot.insight(&topic, &asked.query, &asked.profile, app.now()).ok_or_else(none)?;
    Ok(answer(InsightDetailForm::new(&detail, &app.facts())))
}

fn ask(app: &App, query: Option<&str>) -> Result<Asked, Problem> {
    let (facts, sources) = (app.facts(), app.sources());
    let known = Known { facts: &facts, sources: &sources };
    let mut asked = Pairs::read(query)?.ask(&[FILTERS, PROFILE], known)?;
    listing::leave_out_unshown(&mut asked.query, &sources);
    Ok(asked)
}
