//! Forms that change a draft, and the one that publishes it.

use axum::{extract::State, response::Response};
use kazi_desk::{
    BookEdit, Decision, DeskError, DeskState, Draft, Subject, SubjectError, apply_all, write_book,
};
use kazi_domain::{Alias, FieldId, Skill, SkillBook, SkillId};

use super::{TrainerForm, see_other, until_live};
use crate::{
    App, SharedApp,
    pages::Mistake,
    problem::{self, Problem},
};

fn refused(detail: impl Into<String>) -> Problem {
    Problem::new(&problem::REFUSED, detail)
}

/// The book as a draft makes it.
pub(super) fn drafted(state: &DeskState, draft: &Draft) -> Result<SkillBook, Problem> {
    apply_all(&state.book, &draft.edits).map_err(|(place, error)| refused(format!("{}: {error}", place + 1)))
}

/// `POST /{language}/desk/edit`: one change more.
pub(super) async fn add(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let edit = edit_of(&form).map_err(|problem| form.refused(problem))?;
    let state = form.trainer.access.desk.state();
    let draft = state.draft(&form.trainer.name);
    let edits: Vec<BookEdit> = draft.edits.iter().cloned().chain([edit.clone()]).collect();
    let tried = drafted(&state, &Draft { base: draft.base, edits: edits.into() });
    tried.map_err(|problem| form.refused(problem))?;
    decide(&app, &form, Decision::Drafted { base: draft.base, edit }).await?;
    Ok(see_other(&form.page("/draft")))
}

/// `POST /{language}/desk/draft/remove`: one change less.
pub(super) async fn remove(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let place = form.text("place").parse().map_err(|_| form.refused(refused("which change?")))?;
    let edit = serde_json::from_str(form.text("edit")).map_err(|_| form.refused(refused("which change?")))?;
    decide(&app, &form, Decision::Undrafted { place, edit: Some(edit) }).await?;
    Ok(see_other(&form.page("/draft")))
}

/// `POST /{language}/desk/draft/drop`
pub(super) async fn drop_all(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let seen = Some(form.text("seen").to_owned());
    decide(&app, &form, Decision::DraftDropped { seen }).await?;
    Ok(see_other(&form.page("/draft")))
}

/// `POST /{language}/desk/draft/move`: onto the current edition, which the trainer has seen.
pub(super) async fn move_on(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let base = form.text("base").parse().map_err(|_| form.refused(refused("which edition?")))?;
    decide(&app, &form, Decision::DraftMoved { base }).await?;
    Ok(see_other(&form.page("/draft")))
}

/// `POST /{language}/desk/publish`
pub(super) async fn publish(State(app): State<SharedApp>, form: TrainerForm) -> Result<Response, Mistake> {
    let state = form.trainer.access.desk.state();
    let draft = state.draft(&form.trainer.name);
    if draft.seen() != form.text("seen") {
        return Err(form.refused(DeskError::DraftMovedOn.into()));
    }
    let book = drafted(&state, &draft).map_err(|problem| form.refused(problem))?;
    let why = form.text("why").to_owned();
    let decision =
        Decision::Published { base: draft.base, text: write_book(&book), why, restored: None, number: None };
    let place = form.trainer.access.find_place().await.map_err(|problem| form.refused(problem))?;
    let state = decide(&app, &form, decision).await?;
    drop(place);
    until_live(&form.trainer.access, &state).await;
    Ok(see_other(&form.page("/editions")))
}

/// Takes a decision in the trainer's name.
pub(super) async fn decide(
    app: &App,
    form: &TrainerForm,
    decision: Decision,
) -> Result<std::sync::Arc<DeskState>, Mistake> {
    let desk = &form.trainer.access.desk;
    let decided = desk.decide(&form.trainer.name, decision, (app.clock)()).await;
    decided.map_err(|error| form.refused(error.into()))
}

/// Whose words a form changes, or what it judges: `skill:figma` or `field:graphic-design`.
pub(super) fn subject_of(text: &str) -> Result<Subject, Problem> {
    text.parse().map_err(|error: SubjectError| refused(error.to_string()))
}

fn edit_of(form: &TrainerForm) -> Result<BookEdit, Problem> {
    let id = |text: &str| SkillId::new(text).map_err(|error| refused(error.to_string()));
    let skill = || id(form.text("skill"));
    let owner = || subject_of(form.text("owner"));
    let text = || form.text("text").to_owned();
    Ok(match form.text("what") {
        "add-alias" => BookEdit::AddAlias { owner: owner()?, alias: alias_of(form)? },
        "remove-alias" => BookEdit::RemoveAlias { owner: owner()?, text: text() },
        "add-negative" => BookEdit::AddNegative { owner: owner()?, text: text() },
        "remove-negative" => BookEdit::RemoveNegative { owner: owner()?, text: text() },
        "rename" => BookEdit::Rename { skill: skill()?, name: form.text("name").to_owned() },
        "set-weight" => BookEdit::SetWeight { skill: skill()?, weight: weight_of(form)? },
        "set-parent" => {
            let parent = form.some("parent").map(|parent| id(&parent)).transpose()?;
            BookEdit::SetParent { skill: skill()?, parent }
        }
        "set-fields" => BookEdit::SetFields { skill: skill()?, fields: fields_of(form)? },
        "merge" => BookEdit::Merge { from: skill()?, into: id(form.text("into"))? },
        "split" => BookEdit::Split {
            from: skill()?,
            id: id(&id_of_name(form.text("name")))?,
            name: form.text("name").to_owned(),
            aliases: form.list("alias"),
        },
        "retire" => BookEdit::Retire { skill: skill()? },
        "add-skill" => BookEdit::AddSkill { skill: skill_of(form)? },
        _ => return Err(refused("there is no such change")),
    })
}

fn alias_of(form: &TrainerForm) -> Result<Alias, Problem> {
    let language = form.some("language").map(|code| code.parse()).transpose();
    Ok(Alias {
        text: form.text("text").to_owned(),
        language: language.map_err(|_| refused("the language is a code such as sw"))?,
        cased: !form.text("cased").is_empty(),
        near: form.list("near"),
    })
}

fn weight_of(form: &TrainerForm) -> Result<f32, Problem> {
    let weight = form.text("weight").replace(',', ".").parse::<f32>().ok();
    let wrong = || refused("a weight is above 0, up to 1");
    weight.filter(|weight| *weight > 0.0 && *weight <= 1.0).ok_or_else(wrong)
}

fn fields_of(form: &TrainerForm) -> Result<Vec<FieldId>, Problem> {
    let fields = form.list("field").into_iter().map(|id| FieldId::new(&id));
    fields.collect::<Result<_, _>>().map_err(|error| refused(error.to_string()))
}

fn skill_of(form: &TrainerForm) -> Result<Skill, Problem> {
    let name = form.text("name");
    Ok(Skill {
        id: SkillId::new(&id_of_name(name)).map_err(|error| refused(error.to_string()))?,
        name: name.to_owned(),
        fields: fields_of(form)?,
        parent: None,
        weight: 0.8,
        aliases: form.list("aliases").into_iter().map(Alias::plain).collect(),
        negatives: Vec::new(),
        esco: None,
        onet: None,
    })
}

/// An id of a name: `Adobe Express` gives `adobe-express`.
fn id_of_name(name: &str) -> String {
    let spoken = name.to_lowercase().replace('+', " plus ").replace('#', " sharp ");
    let words = spoken.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
