//! The editions: who, when, why, what; and back to any of them.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::tz::TimeZone;
use kazi_desk::{Decision, DeskState, Edition};

use super::{Trainer, TrainerForm, edits::decide, frame::frame, see_other, until_live};
use crate::{
    SharedApp,
    pages::{Frame, Mistake, render_private},
    problem::{self, Problem},
    words::Words,
};

/// Editions shown, and lines of each.
const SHOWN: usize = 100;
const LINES: usize = 40;

struct Line {
    number: u32,
    head: String,
    why: String,
    lines: Vec<String>,
    more: usize,
    current: bool,
    restore: String,
}

#[derive(Template)]
#[template(path = "desk/editions.html", whitespace = "minimize")]
struct EditionsPage {
    frame: Frame,
    token: String,
    current: u32,
    editions: Vec<Line>,
}

/// Whether the page shows an edition, so that links can lead to it.
pub(super) fn is_shown(state: &DeskState, number: u32) -> bool {
    number == 0 || state.editions.iter().rev().take(SHOWN).any(|edition| edition.number == number)
}

/// `GET /{language}/desk/editions`
pub(super) async fn show(trainer: Trainer) -> Result<Response, Mistake> {
    let words = trainer.words;
    let state = trainer.access.desk.state();
    let current = state.edition();
    let editions = state.editions.iter().rev().take(SHOWN).map(|edition| {
        let all: Vec<String> = edition.difference.lines().collect();
        Line {
            number: edition.number,
            head: head(edition, words),
            why: edition.why.clone(),
            more: all.len().saturating_sub(LINES),
            lines: all.into_iter().take(LINES).collect(),
            current: edition.number == current,
            restore: words.count("desk-restore", edition.number.into()),
        }
    });
    let shipped = Line {
        number: 0,
        head: words.say("desk-edition-shipped"),
        why: String::new(),
        lines: Vec::new(),
        more: 0,
        current: current == 0,
        restore: words.count("desk-restore", 0),
    };
    let page = EditionsPage {
        frame: frame(&trainer, &words.say("desk-editions"), "desk/editions"),
        editions: editions.chain([shipped]).collect(),
        current,
        token: trainer.token,
    };
    render_private(&page)
}

fn head(edition: &Edition, words: Words) -> String {
    let at = TimeZone::UTC.to_datetime(edition.at);
    format!("{} · {} · {} {}", edition.number, edition.by, words.date(at.date()), at.strftime("%H:%M"))
}

/// `POST /{language}/desk/restore`
pub(super) async fn restore(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let number = |name: &str| {
        let wrong = || form.refused(Problem::new(&problem::REFUSED, "which edition?"));
        form.text(name).parse::<u32>().map_err(|_| wrong())
    };
    let (edition, base) = (number("edition")?, number("base")?);
    let text = form.trainer.access.desk.edition_text(edition).await;
    let text = text.map_err(|error| form.refused(error.into()))?.to_string();
    let why = form.some("why").unwrap_or_else(|| format!("edition {edition} again"));
    let decision = Decision::Published { base, text, why, restored: Some(edition), number: None };
    let place = form.trainer.access.find_place().await.map_err(|problem| form.refused(problem))?;
    let state = decide(&app, &form, decision).await?;
    drop(place);
    until_live(&form.trainer.access, &state).await;
    Ok(see_other(&form.page("/editions")))
}
