//! What the leads say of skills and fields.

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    response::Response,
};
use jiff::Timestamp;
use kazi_catalog::{Snapshot, Topic};

use super::answer;
use crate::{
    App, SharedApp,
    asked::{Asked, FILTERS, Known, PROFILE, Pairs},
    listing,
    problem::{self, Problem},
    source_info::known_weeks,
    wire::{InsightDetailForm, InsightsForm, LearnNextForm},
};

/// `GET /api/v1/insights`
pub(crate) async fn list_insights(
    State(app): State<SharedApp>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = ask(&app, query.as_deref()).await?;
    let weeks = known_weeks(&app.sources(), app.now());
    let known = weeks.clone();
    let read = move |snapshot: &Snapshot, asked: &Asked, now| {
        snapshot.insights(&asked.query, &asked.profile, now, &known)
    };
    let insights = aside(&app, asked, read).await?;
    Ok(answer(InsightsForm::new(&insights, &weeks, &app.facts())))
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
    let asked = ask(&app, query.as_deref()).await?;
    let limit = asked.query.limit;
    let read =
        |snapshot: &Snapshot, asked: &Asked, now| snapshot.learn_next(&asked.query, &asked.profile, now);
    let mut learn = aside(&app, asked, read).await?;
    learn.truncate(limit);
    Ok(answer(LearnNextForm::new(&learn, &app.facts())))
}

async fn find(
    app: &App,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    known: Vec<(&str, Topic)>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(|error| Problem::new(&problem::ROUTE_NOT_FOUND, error.body_text()))?;
    let asked = ask(app, query).await?;
    let shown: String = id.chars().take(64).collect();
    let topic = known.iter().find(|(name, _)| *name == id).map(|(_, topic)| topic.clone());
    let unknown = || {
        let detail = format!("nothing is called \"{shown}\" here");
        Problem::new(&problem::ROUTE_NOT_FOUND, detail)
            .with_valid(&shown, known.iter().map(|(name, _)| *name))
    };
    let topic = topic.ok_or_else(unknown)?;
    let none = || Problem::new(&problem::ROUTE_NOT_FOUND, format!("there is no work of \"{shown}\" now"));
    let weeks = known_weeks(&app.sources(), app.now());
    let known = weeks.clone();
    let read = move |snapshot: &Snapshot, asked: &Asked, now| {
        snapshot.insight(&topic, &asked.query, &asked.profile, now, &known)
    };
    let detail = aside(app, asked, read).await?.ok_or_else(none)?;
    Ok(answer(InsightDetailForm::new(&detail, &weeks, &app.facts())))
}

/// Reads every row that a query shows, away from the threads that answer others.
async fn aside<T: Send + 'static>(
    app: &App,
    asked: Asked,
    read: impl FnOnce(&Snapshot, &Asked, Timestamp) -> T + Send + 'static,
) -> Result<T, Problem> {
    let (snapshot, now) = (app.catalog.snapshot(), app.now());
    let failed = |_| Problem::new(&problem::INTERNAL, "this was not your fault: ask for something else");
    tokio::task::spawn_blocking(move || read(&snapshot, &asked, now)).await.map_err(failed)
}

async fn ask(app: &App, query: Option<&str>) -> Result<Asked, Problem> {
    let (facts, sources) = (app.facts(), app.sources());
    let known = Known { facts: &facts, sources: &sources };
    let mut asked = Pairs::read(query)?.ask(&[FILTERS, PROFILE], known)?;
    listing::settle(app, &mut asked.query, &asked.profile, &app.catalog.snapshot(), app.now()).await?;
    Ok(asked)
}
