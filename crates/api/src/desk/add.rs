//! A lead that somebody found elsewhere, pasted in and judged at once.

use askama::Template;
use axum::{extract::State, response::Response};
use kazi_desk::{Decision, DeskState, HandLead};

use super::{Trainer, TrainerForm, edits::decide, frame::frame, leads::lead_showing, see_other, until_live};
use crate::{
    SharedApp,
    pages::{Frame, Mistake, render_private},
};

#[derive(Template)]
#[template(path = "desk/add.html", whitespace = "minimize")]
struct AddPage {
    frame: Frame,
    token: String,
}

/// `GET /{language}/desk/add`
pub(super) async fn show(trainer: Trainer) -> Result<Response, Mistake> {
    let frame = frame(&trainer, &trainer.words.say("desk-add"), "desk/add");
    render_private(&AddPage { frame, token: trainer.token })
}

/// `POST /{language}/desk/add`: what was read of it is on the lead's own page.
pub(super) async fn add(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let lead = HandLead {
        title: form.text("title").to_owned(),
        text: form.text("text").to_owned(),
        url: form.some("url"),
        company: form.some("company"),
        pay: form.some("pay"),
        at: (app.clock)(),
    };
    let id = DeskState::hand_lead_id(&lead);
    let state = decide(&app, &form, Decision::LeadAdded { lead }).await?;
    until_live(&form.trainer.access, &state).await;
    let id = lead_showing(&app, id).await.map_err(|problem| form.refused(problem))?;
    Ok(see_other(&format!("/{}/leads/{id}", form.trainer.words.tongue.code())))
}
