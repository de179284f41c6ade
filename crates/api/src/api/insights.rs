//! What the leads say of skills and fields.

use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    response::Response,
};
use kazi_catalog::{Snapshot, Topic};

use super::answer;
use crate::{
    App, SharedApp,
    asked::{Asked, FILTERS, Known, PROFILE, Pairs},
    listing::{self, aside},
    problem::{self, Problem},
    source_info::known_weeks,
    wire::{InsightDetailForm, InsightsForm, LearnNextForm},
};

/// `GET /api/v1/insights`
pub(crate) async fn list_insights(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (Asked { query, profile, gone, .. }, snapshot) = ask(&app, query.as_deref()).await?;
    let now = app.now();
    let weeks = known_weeks(&app.sources(), now);
    let known = weeks.clone();
    let insights = aside(move || snapshot.insights(&query, &profile, now, &known)).await?;
    Ok(answer(InsightsForm::new(&insights, &weeks, &gone, &app.facts())))
}

/// `GET /api/v1/skills/{id}/insights`
pub(crate) async fn find_skill(
    State(app): State<SharedApp>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let facts = app.facts();
    let known = facts.book.skills.iter().map(|skill| (skill.id.as_str(), Topic::Skill(skill.id.clone())));
    find(&app, path, query.as_deref(), known.collect()).await
}

/// `GET /api/v1/fields/{id}/insights`
pub(crate) async fn find_field(
    State(app): State<SharedApp>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let facts = app.facts();
    let known = facts.book.fields.iter().map(|field| (field.id.as_str(), Topic::Field(field.id.clone())));
    find(&app, path, query.as_deref(), known.collect()).await
}

/// `GET /api/v1/learn-next`
pub(crate) async fn learn_next(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (Asked { query, profile, gone, .. }, snapshot) = ask(&app, query.as_deref()).await?;
    let (limit, now) = (query.limit, app.now());
    let mut learn = aside(move || snapshot.learn_next(&query, &profile, now)).await?;
    learn.truncate(limit);
    Ok(answer(LearnNextForm::new(&learn, &gone, &app.facts())))
}

async fn find(
    app: &App,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    known: Vec<(&str, Topic)>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(|error| Problem::new(&problem::ROUTE_NOT_FOUND, error.body_text()))?;
    let (Asked { query, profile, gone, .. }, snapshot) = ask(app, query).await?;
    let shown: String = id.chars().take(64).collect();
    let topic = known.iter().find(|(name, _)| *name == id).map(|(_, topic)| topic.clone());
    let unknown = || {
        let detail = format!("nothing is called \"{shown}\" here");
        Problem::new(&problem::ROUTE_NOT_FOUND, detail)
            .with_valid(&shown, known.iter().map(|(name, _)| *name))
    };
    let topic = topic.ok_or_else(unknown)?;
    let none = || Problem::new(&problem::ROUTE_NOT_FOUND, format!("there is no work of \"{shown}\" now"));
    let now = app.now();
    let weeks = known_weeks(&app.sources(), now);
    let known = weeks.clone();
    let detail = aside(move || snapshot.insight(&topic, &query, &profile, now, &known)).await?;
    let detail = detail.ok_or_else(none)?;
    Ok(answer(InsightDetailForm::new(&detail, &weeks, &gone, &app.facts())))
}

/// What is asked, and of which leads.
async fn ask(app: &App, query: Option<&str>) -> Result<(Asked, Arc<Snapshot>), Problem> {
    let (facts, sources) = (app.facts(), app.sources());
    let known = Known::new(&facts, &sources);
    let mut asked = Pairs::read(query)?.ask(&[FILTERS, PROFILE], known)?;
    let snapshot = app.catalog.snapshot();
    listing::settle(app, &mut asked.query, &asked.profile, &snapshot, app.now()).await?;
    Ok((asked, snapshot))
}
