//! What the trainers' API takes and answers.

use std::sync::Arc;

use jiff::Timestamp;
use kazi_desk::{DeskState, Edition, HandLead, LeadChange, Mark, Measure, Preview, Side, Subject};
use kazi_domain::{FieldId, SkillId};
use serde::{Deserialize, Serialize};

/// A field or a skill: `{"field": "web-design"}` or `{"skill": "figma"}`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AboutForm {
    Field(FieldId),
    Skill(SkillId),
}

impl From<AboutForm> for Subject {
    fn from(about: AboutForm) -> Self {
        match about {
            AboutForm::Field(field) => Self::Field(field),
            AboutForm::Skill(skill) => Self::Skill(skill),
        }
    }
}

impl From<&Subject> for AboutForm {
    fn from(subject: &Subject) -> Self {
        match subject {
            Subject::Field(field) => Self::Field(field.clone()),
            Subject::Skill(skill) => Self::Skill(skill.clone()),
        }
    }
}

/// Whether a lead is of a field or skill; nothing takes the verdict back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerdictForm {
    pub about: AboutForm,
    pub is: Option<bool>,
}

/// A mark over the warnings; nothing takes it back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkForm {
    pub mark: Option<MarkName>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MarkName {
    Scam,
    Fine,
}

impl From<MarkName> for Mark {
    fn from(name: MarkName) -> Self {
        match name {
            MarkName::Scam => Self::Scam,
            MarkName::Fine => Self::Fine,
        }
    }
}

/// A lead as typed in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandLeadForm {
    title: String,
    text: String,
    url: Option<String>,
    company: Option<String>,
    pay: Option<String>,
}

impl HandLeadForm {
    pub(crate) fn into_lead(self, at: Timestamp) -> HandLead {
        let Self { title, text, url, company, pay } = self;
        HandLead { title, text, url, company, pay, at }
    }
}

/// The lead that shows what was added.
#[derive(Debug, Serialize)]
pub(crate) struct AddedForm {
    pub id: String,
}

/// An edition that was just published.
#[derive(Debug, Serialize)]
pub(crate) struct PublishedForm {
    edition: u32,
    changes: Vec<String>,
}

impl From<&DeskState> for PublishedForm {
    fn from(state: &DeskState) -> Self {
        let newest = state.editions.last();
        let changes = newest.into_iter().flat_map(|edition| edition.difference.lines()).collect();
        Self { edition: state.edition(), changes }
    }
}

/// All editions, the newest first, with who published each.
#[derive(Debug, Serialize)]
pub(crate) struct DeskEditionsForm {
    editions: Vec<DeskEditionForm>,
}

#[derive(Debug, Serialize)]
struct DeskEditionForm {
    edition: u32,
    by: String,
    at: String,
    why: String,
    restored: Option<u32>,
    changes: Vec<String>,
}

impl From<&DeskState> for DeskEditionsForm {
    fn from(state: &DeskState) -> Self {
        let form = |edition: &Arc<Edition>| DeskEditionForm {
            edition: edition.number,
            by: edition.by.clone(),
            at: edition.at.to_string(),
            why: edition.why.clone(),
            restored: edition.restored,
            changes: edition.difference.lines().collect(),
        };
        Self { editions: state.editions.iter().rev().map(form).collect() }
    }
}

/// What a book would change.
#[derive(Debug, Serialize)]
pub(crate) struct PreviewForm {
    changes: Vec<String>,
    affected: u64,
    read: usize,
    gain: usize,
    lose: usize,
    moved: usize,
    leads: Vec<LeadChangeForm>,
    verdicts: Vec<MeasureForm>,
    /// Leads whose verdicts were counted, and leads that have any.
    judged_read: usize,
    judged: usize,
}

#[derive(Debug, Serialize)]
struct LeadChangeForm {
    id: String,
    title: String,
    gained: Vec<ToldForm>,
    lost: Vec<ToldForm>,
    /// The worths are for a reader who names this skill alone; null for one who names none.
    reader: Option<SkillId>,
    before: SideForm,
    after: SideForm,
}

/// What a lead is read as, and the words that make it so.
#[derive(Debug, Serialize)]
struct ToldForm {
    about: AboutForm,
    words: String,
}

#[derive(Debug, Serialize)]
struct SideForm {
    fields: Vec<FieldId>,
    skills: Vec<SkillId>,
    worth_usd: f64,
}

#[derive(Debug, Serialize)]
struct MeasureForm {
    about: AboutForm,
    before: CountsForm,
    after: CountsForm,
}

#[derive(Debug, Serialize)]
struct CountsForm {
    right: u32,
    wrong: u32,
    missed: u32,
    passed: u32,
}

impl From<&Preview> for PreviewForm {
    fn from(shown: &Preview) -> Self {
        let verdict = |(about, (before, after)): (&Subject, &(Measure, Measure))| MeasureForm {
            about: about.into(),
            before: before.into(),
            after: after.into(),
        };
        Self {
            changes: shown.difference.lines().collect(),
            affected: shown.affected,
            read: shown.read,
            gain: shown.gain,
            lose: shown.lose,
            moved: shown.moved,
            leads: shown.leads.iter().map(Into::into).collect(),
            verdicts: shown.measures.iter().map(verdict).collect(),
            judged_read: shown.judged.0,
            judged: shown.judged.1,
        }
    }
}

impl From<&LeadChange> for LeadChangeForm {
    fn from(lead: &LeadChange) -> Self {
        let told = |list: &[(Subject, String)]| {
            list.iter().map(|(about, words)| ToldForm { about: about.into(), words: words.clone() }).collect()
        };
        Self {
            id: lead.lead.to_string(),
            title: lead.title.clone(),
            gained: told(&lead.gained),
            lost: told(&lead.lost),
            reader: lead.reader.clone(),
            before: (&lead.before).into(),
            after: (&lead.after).into(),
        }
    }
}

impl From<&Side> for SideForm {
    fn from(side: &Side) -> Self {
        Self { fields: side.fields.clone(), skills: side.skills.clone(), worth_usd: side.worth_usd }
    }
}

impl From<&Measure> for CountsForm {
    fn from(measure: &Measure) -> Self {
        let Measure { right, wrong, missed, passed } = *measure;
        Self { right, wrong, missed, passed }
    }
}
