//! What trainers and the operator decided, as the desk's API tells it.

use kazi_desk::{ActivityLine, ActivityPage, Decision, Mark, Subject};
use serde::Serialize;
use utoipa::ToSchema;

use super::desk::{AboutForm, MarkName};

/// Decisions, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActivityForm {
    /// Decisions of this page.
    decisions: Vec<DecisionForm>,
    /// The `cursor` of the older ones; null where there are none.
    next: Option<String>,
    /// Entries of the journal that cannot be read and are left out.
    unread: u64,
    /// Whether the journal holds older decisions than are told here.
    cut: bool,
}

/// A decision. What it does not concern is left out.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct DecisionForm {
    /// Its place in the journal.
    sequence: u64,
    /// When.
    at: String,
    /// Who: a trainer, or `operator` for the command line.
    by: String,
    /// What it is about: edition, draft, verdict, mark, lead, account.
    kind: &'static str,
    /// What was done, such as `published`.
    did: &'static str,
    /// The trainer or the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The edition that was published, or that a draft was moved to.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<u32>,
    /// The edition that was restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    restored: Option<u32>,
    /// Why an edition was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// The change of a draft, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    /// The lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    /// The title of a lead that was added by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The field or skill of a verdict, or of a draft's change.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    about: Option<AboutForm>,
    /// Whether the lead is of it; missing where the verdict was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<bool>,
    /// The mark, `scam` or `fine`; missing where it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    mark: Option<MarkName>,
}

impl ActivityForm {
    pub(crate) fn new(page: &ActivityPage<'_>, unread: u64, cut: bool) -> Self {
        let decisions =
            page.lines.iter().map(|(sequence, line)| DecisionForm::new(*sequence, line)).collect();
        Self { decisions, next: page.older.map(|place| place.to_string()), unread, cut }
    }
}

impl DecisionForm {
    fn new(sequence: u64, line: &ActivityLine) -> Self {
        let about = |subject: &Subject| Some(subject.into());
        let form = match &line.decision {
            Decision::TrainerAdded { name, .. } => {
                Self::named(if line.again { "password-set" } else { "trainer-added" }, name)
            }
            Decision::TrainerRemoved { name } => Self::named("trainer-removed", name),
            Decision::KeyAdded { name, .. } => Self::named("key-added", name),
            Decision::KeyRemoved { name } => Self::named("key-removed", name),
            Decision::Drafted { edit, .. } => {
                Self { change: Some(edit.to_string()), about: about(&edit.subject()), ..Self::did("drafted") }
            }
            Decision::Undrafted { edit, .. } => Self {
                change: edit.as_ref().map(ToString::to_string),
                about: edit.as_ref().and_then(|edit| about(&edit.subject())),
                ..Self::did("undrafted")
            },
            Decision::DraftMoved { base } => Self { edition: Some(*base), ..Self::did("draft-moved") },
            Decision::DraftDropped { .. } => Self::did("draft-dropped"),
            Decision::Published { why, restored, .. } => Self {
                edition: line.edition,
                restored: *restored,
                why: Some(why.clone()),
                ..Self::did(if restored.is_some() { "restored" } else { "published" })
            },
            Decision::Judged { about: subject, is, .. } => {
                Self { about: about(subject), is: *is, ..Self::did("judged") }
            }
            Decision::Marked { mark, .. } => Self { mark: mark.map(Into::into), ..Self::did("marked") },
            Decision::LeadAdded { .. } => Self::did("lead-added"),
            Decision::LeadClosed { .. } => Self::did("lead-closed"),
        };
        Self {
            sequence,
            at: line.at.to_string(),
            by: line.by.clone(),
            kind: line.decision.kind().as_str(),
            lead: line.lead.map(|lead| lead.to_string()),
            title: line.hand_title.clone(),
            ..form
        }
    }

    fn did(did: &'static str) -> Self {
        Self { did, ..Self::default() }
    }

    fn named(did: &'static str, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::did(did) }
    }
}

impl From<Mark> for MarkName {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Scam => Self::Scam,
            Mark::Fine => Self::Fine,
        }
    }
}
