//! What a trainer says of a lead: verdicts and marks.

use axum::{
    extract::{Path, State},
    response::Response,
};
use kazi_desk::{Decision, DeskState, HAND_SOURCE, Mark, Subject, known_by};
use kazi_domain::{Lead, LeadId, PostingId, Profile};

use super::{
    Trainer, TrainerForm,
    edits::{decide, subject_of},
    see_other, until_live,
};
use crate::{
    App, Facts, SharedApp,
    listing::find_lead,
    pages::Mistake,
    problem::{self, Problem},
    words::Words,
};

fn lead_of(form: &TrainerForm, id: &str) -> Result<LeadId, Mistake> {
    let wrong =
        |error: kazi_domain::IdError| form.refused(Problem::new(&problem::LEAD_NOT_FOUND, error.to_string()));
    id.parse().map_err(wrong)
}

/// `POST /{language}/desk/leads/{id}/verdict`
pub(super) async fn judge(
    State(app): State<SharedApp>,
    Path((language, id)): Path<(String, String)>,
    form: TrainerForm,
) -> Result<Response, Mistake> {
    let lead = lead_of(&form, &id)?;
    let about = subject_of(form.text("about")).map_err(|problem| form.refused(problem))?;
    let is = match form.text("is") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let postings = postings_of(&app, lead, is.is_some()).await.map_err(|problem| form.refused(problem))?;
    decide(&app, &form, Decision::Judged { lead, about, is, postings }).await?;
    Ok(see_other(&format!("/{language}/leads/{lead}#desk")))
}

/// `POST /{language}/desk/leads/{id}/mark`
pub(super) async fn mark(
    State(app): State<SharedApp>,
    Path((language, id)): Path<(String, String)>,
    form: TrainerForm,
) -> Result<Response, Mistake> {
    let lead = lead_of(&form, &id)?;
    let mark = match form.text("mark") {
        "scam" => Some(Mark::Scam),
        "fine" => Some(Mark::Fine),
        _ => None,
    };
    let postings = postings_of(&app, lead, mark.is_some()).await.map_err(|problem| form.refused(problem))?;
    let state = decide(&app, &form, Decision::Marked { lead, mark, postings }).await?;
    until_live(&form.trainer.access, &state).await;
    Ok(see_other(&format!("/{language}/leads/{lead}#desk")))
}

/// `POST /{language}/desk/leads/{id}/close`: of a lead added by hand.
pub(super) async fn close(
    State(app): State<SharedApp>,
    Path((_, id)): Path<(String, String)>,
    form: TrainerForm,
) -> Result<Response, Mistake> {
    let lead = hand_lead_in(&app, &form.trainer.access.desk.state(), lead_of(&form, &id)?).await;
    let lead = lead.map_err(|problem| form.refused(problem))?;
    let state = decide(&app, &form, Decision::LeadClosed { lead }).await?;
    until_live(&form.trainer.access, &state).await;
    Ok(see_other(&form.page("/add")))
}

/// The postings of a lead that something is said of, which readers must be able to find. What was said before is
/// taken back of any.
pub(super) async fn postings_of(app: &App, lead: LeadId, said: bool) -> Result<Vec<PostingId>, Problem> {
    if said {
        find_lead(app, lead, &Profile::default()).await?;
    }
    let lead = app.store.find_lead(lead).await?;
    Ok(lead.map(|lead| known_by(lead.postings())).unwrap_or_default())
}

/// The lead that shows what was added by hand: it may have joined one of the same work.
pub(super) async fn lead_showing(app: &App, added: LeadId) -> Result<LeadId, Problem> {
    Ok(app.store.find_posting_lead(PostingId(added.0)).await?.unwrap_or(added))
}

/// What was added by hand and is shown by this lead; where there is nothing, the id itself.
pub(super) async fn hand_lead_in(app: &App, state: &DeskState, id: LeadId) -> Result<LeadId, Problem> {
    if state.hand_leads.contains_key(&id) {
        return Ok(id);
    }
    let lead = app.store.find_lead(id).await?;
    Ok(lead.and_then(|lead| added_to(&lead, state)).unwrap_or(id))
}

fn added_to(lead: &Lead, state: &DeskState) -> Option<LeadId> {
    let by_hand = lead.postings().iter().filter(|member| member.posting.source.as_str() == HAND_SOURCE);
    by_hand.map(|member| LeadId::from(member.posting.id)).find(|id| state.hand_leads.contains_key(id))
}

/// The trainer's part of a lead's page.
pub(crate) struct LeadDesk {
    pub token: String,
    pub action: String,
    pub subjects: Vec<JudgedSubject>,
    /// All fields and skills, for what the lead was not read as.
    pub others: Vec<(String, String)>,
    /// The mark that it has: `scam`, `fine` or nothing.
    pub mark: &'static str,
    pub marked_by: Option<String>,
    /// Whether it was added by hand and can be closed here.
    pub by_hand: bool,
}

/// A skill or field that the lead was read as, and the verdict on it.
pub(crate) struct JudgedSubject {
    pub value: String,
    pub name: String,
    pub yes: bool,
    pub no: bool,
}

impl LeadDesk {
    pub(crate) fn new(trainer: &Trainer, lead: &Lead, words: Words, facts: &Facts) -> Self {
        let state: &DeskState = &trainer.access.desk.state();
        let read = lead.assessment();
        let fields = read.fields.iter().cloned().map(Subject::Field);
        let mut subjects: Vec<Subject> =
            fields.chain(read.skills.iter().map(|found| Subject::Skill(found.skill.clone()))).collect();
        let verdicts = state.verdicts_on(lead);
        let judged = verdicts.keys().copied().cloned();
        subjects.extend(judged.filter(|about| !subjects.contains(about)).collect::<Vec<_>>());
        let fields = state.book.fields.iter().map(|field| Subject::Field(field.id.clone()));
        let skills = state.book.skills.iter().map(|skill| Subject::Skill(skill.id.clone()));
        let others = fields.chain(skills).filter(|about| !subjects.contains(about));
        // A field and a skill may have the same name.
        let name = |about: &Subject| match (about, words.subject(about, facts)) {
            (Subject::Field(_), name) => format!("{name} · {}", words.say("field")),
            (Subject::Skill(_), name) => name,
        };
        let others = others.map(|about| (about.to_string(), name(&about))).collect();
        let verdict = |about: &Subject| verdicts.get(about).map(|verdict| verdict.is);
        let subject = |about: &Subject| JudgedSubject {
            value: about.to_string(),
            name: name(about),
            yes: verdict(about) == Some(true),
            no: verdict(about) == Some(false),
        };
        let marked = state.mark_of(lead);
        Self {
            token: trainer.token.clone(),
            action: format!("/{}/desk/leads/{}", words.tongue.code(), lead.id),
            subjects: subjects.iter().map(subject).collect(),
            others,
            mark: marked.map_or("", |marked| match marked.mark {
                Mark::Scam => "scam",
                Mark::Fine => "fine",
            }),
            marked_by: marked.map(|marked| marked.by.clone()),
            by_hand: added_to(lead, state).is_some(),
        }
    }
}
