//! A change as people read it, in the notation of a [`Difference`](crate::Difference).

use std::fmt;

use super::BookEdit;
use crate::{Subject, difference::written};

impl BookEdit {
    /// The entry of the book that it changes first of all.
    pub fn subject(&self) -> Subject {
        match self {
            Self::AddSkill { skill } => Subject::Skill(skill.id.clone()),
            Self::Rename { skill, .. }
            | Self::SetWeight { skill, .. }
            | Self::SetParent { skill, .. }
            | Self::SetFields { skill, .. }
            | Self::Merge { from: skill, .. }
            | Self::Split { from: skill, .. }
            | Self::Retire { skill } => Subject::Skill(skill.clone()),
            Self::AddAlias { owner, .. }
            | Self::RemoveAlias { owner, .. }
            | Self::AddNegative { owner, .. }
            | Self::RemoveNegative { owner, .. } => owner.clone(),
        }
    }
}

impl fmt::Display for BookEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = match self.subject() {
            Subject::Field(id) => ("field", id.to_string()),
            Subject::Skill(id) => ("skill", id.to_string()),
        };
        let entry = format!("{kind} {id}");
        match self {
            Self::AddSkill { skill } => write!(f, "+ {entry} \"{}\"", skill.name),
            Self::Rename { name, .. } => write!(f, "{entry}: name → \"{name}\""),
            Self::SetWeight { weight, .. } => write!(f, "{entry}: weight → {weight}"),
            Self::SetParent { parent: Some(parent), .. } => write!(f, "{entry}: parent → {parent}"),
            Self::SetParent { parent: None, .. } => write!(f, "{entry}: parent → none"),
            Self::SetFields { fields, .. } => {
                let fields: Vec<_> = fields.iter().map(ToString::to_string).collect();
                write!(f, "{entry}: fields → {}", fields.join(", "))
            }
            Self::AddAlias { alias, .. } => write!(f, "{entry}: + {}", written(alias)),
            Self::RemoveAlias { text, .. } => write!(f, "{entry}: - \"{text}\""),
            Self::AddNegative { text, .. } => write!(f, "{entry}: + not \"{text}\""),
            Self::RemoveNegative { text, .. } => write!(f, "{entry}: - not \"{text}\""),
            Self::Merge { into, .. } => write!(f, "{entry} → skill {into}"),
            Self::Split { id, name, aliases, .. } => {
                write!(f, "{entry}: + skill {id} \"{name}\"")?;
                aliases.iter().try_for_each(|alias| write!(f, ", \"{alias}\""))
            }
            Self::Retire { .. } => write!(f, "- {entry}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use kazi_domain::{Alias, FieldId, SkillId};

    use super::*;

    #[test]
    fn every_change_is_told_in_a_line() {
        let skill = |id: &str| SkillId::new(id).unwrap();
        let owner = || Subject::Field(FieldId::new("graphic-design").unwrap());
        let alias = Alias { near: vec!["design".into()], cased: true, ..Alias::plain("Canva") };
        for (edit, told) in [
            (BookEdit::Rename { skill: skill("figma"), name: "F".into() }, "skill figma: name → \"F\""),
            (BookEdit::SetWeight { skill: skill("figma"), weight: 0.5 }, "skill figma: weight → 0.5"),
            (BookEdit::SetParent { skill: skill("figma"), parent: None }, "skill figma: parent → none"),
            (
                BookEdit::AddAlias { owner: owner(), alias },
                "field graphic-design: + \"Canva\" (capitals matter) (near design)",
            ),
            (
                BookEdit::RemoveNegative { owner: owner(), text: "x".into() },
                "field graphic-design: - not \"x\"",
            ),
            (BookEdit::Merge { from: skill("a"), into: skill("b") }, "skill a → skill b"),
            (
                BookEdit::Split {
                    from: skill("a"),
                    id: skill("b"),
                    name: "B".into(),
                    aliases: vec!["c".into()],
                },
                "skill a: + skill b \"B\", \"c\"",
            ),
            (BookEdit::Retire { skill: skill("a") }, "- skill a"),
        ] {
            assert_eq!(edit.to_string(), told);
        }
    }
}
