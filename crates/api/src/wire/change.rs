//! What changed, for those who mirror.

use serde::Serialize;
use utoipa::ToSchema;

use super::{brief::LeadBrief, eyes::Eyes};
use crate::listing::SeenLead;

/// What changed since somebody asked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangesForm {
    /// Changes, the oldest first; the last one only of each lead.
    pub changes: Vec<ChangeForm>,
    /// What to send as "since" the next time.
    pub next: String,
    /// Whether more has changed already: ask again at once.
    pub more: bool,
}

/// The last change of a lead.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeForm {
    /// new: first read since; changed: known before; gone: ended, taken away, or not to be shown. A mirror keeps
    /// what is new as it keeps what changed.
    change: ChangeName,
    /// The lead.
    id: String,
    /// What it is now; null where it is gone.
    lead: Option<LeadBrief>,
    /// What to send as "since" to go on behind this change; the id of an event.
    pub at: String,
}

/// What happened to a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ChangeName {
    /// First read since.
    New,
    /// Known before.
    Changed,
    /// Not there any more.
    Gone,
}

impl ChangeName {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

impl ChangeForm {
    pub(crate) fn of_lead(seen: &SeenLead, eyes: Eyes<'_>, is_new: bool, at: String) -> Self {
        let change = if is_new { ChangeName::New } else { ChangeName::Changed };
        Self { change, id: seen.lead.id.to_string(), lead: Some(LeadBrief::new(seen, eyes)), at }
    }

    pub(crate) fn gone(id: kazi_domain::LeadId, at: String) -> Self {
        Self { change: ChangeName::Gone, id: id.to_string(), lead: None, at }
    }

    pub(crate) fn name(&self) -> ChangeName {
        self.change
    }
}
