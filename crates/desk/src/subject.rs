//! A skill or a field: what a verdict is about, and whose words are changed.

use std::{fmt, str::FromStr};

use kazi_domain::{FieldId, IdError, SkillId};
use serde::{Deserialize, Serialize};

/// A field or a skill; as text `field:graphic-design` or `skill:figma`. The journal holds its form of
/// serde, which stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A field of work.
    Field(FieldId),
    /// A skill.
    Skill(SkillId),
}

/// Why a text names no subject.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// It does not say of which kind.
    #[error("name it as \"skill:figma\" or \"field:graphic-design\"")]
    Kind,
    /// The id cannot be one.
    #[error(transparent)]
    Id(#[from] IdError),
}

impl FromStr for Subject {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        match text.split_once(':') {
            Some(("skill", id)) => Ok(Self::Skill(SkillId::new(id)?)),
            Some(("field", id)) => Ok(Self::Field(FieldId::new(id)?)),
            _ => Err(SubjectError::Kind),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skill(id) => write!(f, "skill:{id}"),
            Self::Field(id) => write!(f, "field:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_the_same() {
        for text in ["skill:figma", "field:graphic-design"] {
            assert_eq!(text.parse::<Subject>().unwrap().to_string(), text);
        }
        assert_eq!("figma".parse::<Subject>(), Err(SubjectError::Kind));
        assert!(matches!("skill:a b".parse::<Subject>(), Err(SubjectError::Id(_))));
    }
}
