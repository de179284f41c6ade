//! What the leads suggest: one press adds it to the draft.

use askama::Template;
use axum::response::Response;
use kazi_desk::{
    Subject, Suggestion, SuggestionKind, spoken_against, suggest_for_skill, suggest_unmatched, unused_aliases,
};

use super::{Trainer, edits::subject_of, frame::frame};
use crate::{
    Facts,
    pages::{Frame, Mistake, Visit, render_private},
};

/// Aliases that never matched, shown at once.
const UNUSED_MAX: usize = 40;

struct Suggested {
    term: String,
    /// Whose; nothing where the trainer must choose.
    owner: Option<(String, String)>,
    leads: u32,
}

#[derive(Template)]
#[template(path = "desk/suggestions.html", whitespace = "minimize")]
struct SuggestionsPage {
    frame: Frame,
    token: String,
    owners: Vec<(String, String, bool)>,
    add: Vec<Suggested>,
    against: Vec<Suggested>,
    unused: Vec<Suggested>,
}

/// `GET /{language}/desk/suggestions?owner=skill:figma`
pub(super) async fn show(trainer: Trainer, visit: Visit) -> Result<Response, Mistake> {
    let (words, facts, app) = (visit.words, &*visit.facts, &visit.app);
    let mistake = |problem| visit.mistake(problem);
    let asked = visit.pairs.find("owner").map(subject_of).transpose().map_err(mistake)?;
    let state = trainer.access.desk.state();
    let snapshot = app.catalog.snapshot();
    let place = trainer.access.find_place().await.map_err(mistake)?;
    let found = match &asked {
        Some(owner) => suggest_for_skill(&*app.store, &snapshot, &state.book, owner).await,
        None => suggest_unmatched(&*app.store, &snapshot, &state.book).await,
    };
    let found = found.map_err(|error| mistake(error.into()))?;
    let against = spoken_against(&*app.store, &state).await.map_err(|error| mistake(error.into()))?;
    let mut unused = unused_aliases(&snapshot, &state.book);
    unused.retain(|suggestion| asked.is_none() || suggestion.owner == asked);
    drop(place);
    let shown = |list: Vec<Suggestion>| -> Vec<Suggested> {
        list.into_iter().take(UNUSED_MAX).map(|suggestion| shown(suggestion, words, facts)).collect()
    };
    let fields = state.book.fields.iter().map(|field| Subject::Field(field.id.clone()));
    let skills = state.book.skills.iter().map(|skill| Subject::Skill(skill.id.clone()));
    let owner = |owner: Subject| {
        let chosen = asked.as_ref() == Some(&owner);
        (owner.to_string(), words.subject(&owner, facts), chosen)
    };
    let page = SuggestionsPage {
        frame: frame(&trainer, &words.say("desk-suggestions"), "desk/suggestions"),
        owners: fields.chain(skills).map(owner).collect(),
        add: shown(found),
        against: shown(against),
        unused: shown(unused),
        token: trainer.token,
    };
    render_private(&page)
}

fn shown(suggestion: Suggestion, words: crate::words::Words, facts: &Facts) -> Suggested {
    let Suggestion { owner, term, leads, kind, .. } = suggestion;
    let owner = owner.map(|owner| (owner.to_string(), words.subject(&owner, facts)));
    debug_assert!(owner.is_some() || kind == SuggestionKind::Add);
    Suggested { term, owner, leads }
}
