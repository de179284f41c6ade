//! The activity log: who decided what, newest first.

use askama::Template;
use axum::response::Response;
use kazi_desk::{ActivityPage, DecisionKind, DeskState};

use super::{
    Trainer,
    frame::frame,
    told::{Day, Teller},
};
use crate::{
    asked::ACTIVITY,
    pages::{Frame, Mistake, Visit, render_private},
    words::Words,
};

/// Decisions of one page.
const SHOWN: usize = 50;

/// A choice of a form: its value, its label, and whether it is the one.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "desk/activity.html", whitespace = "minimize")]
struct ActivityLog {
    frame: Frame,
    people: Vec<Choice>,
    kinds: Vec<Choice>,
    days: Vec<Day>,
    older: Option<String>,
    newer: Option<String>,
    /// Whether the address asks for some decisions only.
    narrowed: bool,
    /// What is missing from the log, in words.
    missing: Vec<String>,
}

/// `GET /{language}/desk/activity`
pub(super) async fn show(trainer: Trainer, visit: Visit) -> Result<Response, Mistake> {
    let words = visit.words;
    let mistake = |problem| visit.mistake(problem);
    let asked = visit.ask(&[ACTIVITY]).map_err(mistake)?;
    let state = trainer.access.desk.state();
    let ActivityPage { lines, older, newer } = state.activity.page(&asked.activity, asked.before, SHOWN);
    let teller = Teller::new(&visit, &state, &lines).await.map_err(mistake)?;
    let page_before = |place: u64| {
        let pairs = visit.pairs.with("cursor", Some(&place.to_string()));
        format!("/{}/desk/activity{}", words.tongue.code(), pairs.as_query())
    };
    let path = format!("desk/activity{}", visit.pairs.as_query());
    let page = ActivityLog {
        frame: frame(&trainer, &words.say("desk-log"), &path),
        people: people(&state, asked.activity.by.as_deref()),
        kinds: DecisionKind::ALL.map(|kind| kind_choice(kind, asked.activity.kind, words)).to_vec(),
        days: teller.days(&lines),
        older: older.map(page_before),
        newer: newer.map(page_before),
        narrowed: !visit.is_plain(),
        missing: missing(&state, words),
    };
    render_private(&page)
}

fn people(state: &DeskState, chosen: Option<&str>) -> Vec<Choice> {
    let mut people = state.activity.people();
    people.extend(chosen);
    let choice = |name: &str| (name.to_owned(), name.to_owned(), chosen == Some(name));
    people.into_iter().map(choice).collect()
}

fn kind_choice(kind: DecisionKind, chosen: Option<DecisionKind>, words: Words) -> Choice {
    let label = words.say(match kind {
        DecisionKind::Edition => "desk-editions",
        DecisionKind::Draft => "desk-log-draft",
        DecisionKind::Verdict => "desk-log-verdict",
        DecisionKind::Mark => "desk-log-mark",
        DecisionKind::Lead => "desk-log-lead",
        DecisionKind::Account => "desk-log-account",
    });
    (kind.as_str().to_owned(), label, chosen == Some(kind))
}

fn missing(state: &DeskState, words: Words) -> Vec<String> {
    let kept = u64::try_from(state.activity.len()).unwrap_or(u64::MAX);
    let cut = state.activity.is_cut().then(|| words.count("desk-log-cut", kept));
    let unread = (state.unread > 0).then(|| words.count("desk-log-unread", state.unread));
    cut.into_iter().chain(unread).collect()
}
