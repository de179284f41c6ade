//! What leaves as JSON. A change here is a change of the contract `/api/v1`: fields are added, never
//! renamed and never given another meaning.

mod activity;
mod book;
mod brief;
mod card;
mod change;
mod desk;
mod edition;
mod eyes;
mod gone;
mod insight;
mod lead;
mod list;
mod parts;
mod platform;
mod source;

pub(crate) use activity::ActivityForm;
pub(crate) use book::{FieldsForm, SkillsForm};
pub(crate) use brief::LEAD_PARTS;
pub use card::Cards;
pub(crate) use change::{ChangeForm, ChangesForm};
pub(crate) use desk::{
    AddedForm, DeskEditionsForm, HandLeadForm, MarkForm, PreviewForm, PublishedForm, VerdictForm,
};
pub(crate) use edition::EditionsForm;
pub(crate) use eyes::Eyes;
pub(crate) use insight::{InsightDetailForm, InsightsForm, LearnNextForm};
pub(crate) use lead::{ExplanationForm, LeadForm};
pub(crate) use list::LeadsForm;
pub(crate) use source::SourcesForm;
