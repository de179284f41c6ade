//! Fields and skills on the wire.

use kazi_domain::{Field, Skill};
use serde::Serialize;
use utoipa::ToSchema;

/// All skills.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillsForm {
    /// In the order of the skill book.
    pub skills: Vec<SkillForm>,
}

/// A skill.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillForm {
    /// The id by which filters and profiles name it.
    id: String,
    /// Its name.
    name: String,
    /// The fields it speaks for, the strongest first.
    fields: Vec<String>,
    /// The skill it is part of.
    parent: Option<String>,
    /// How specific it is, 0 to 1.
    weight: f32,
    /// The words by which postings name it.
    aliases: Vec<String>,
}

impl From<&Skill> for SkillForm {
    fn from(skill: &Skill) -> Self {
        Self {
            id: skill.id.to_string(),
            name: skill.name.clone(),
            fields: skill.fields.iter().map(ToString::to_string).collect(),
            parent: skill.parent.as_ref().map(ToString::to_string),
            weight: skill.weight,
            aliases: skill.aliases.iter().map(|alias| alias.text.clone()).collect(),
        }
    }
}

/// All fields of work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldsForm {
    /// In the order of the skill book.
    pub fields: Vec<FieldForm>,
}

/// A field of work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldForm {
    /// The id by which filters and profiles name it.
    id: String,
    /// Its name.
    name: String,
}

impl From<&Field> for FieldForm {
    fn from(field: &Field) -> Self {
        Self { id: field.id.to_string(), name: field.name.clone() }
    }
}
