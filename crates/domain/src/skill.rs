//! Skills, the fields they belong to, and the book that holds them.

use serde::{Deserialize, Serialize};

use crate::{
    id::{FieldId, SkillId},
    place::Language,
};

/// A field of work, such as web design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// Its English name, for people; no alias unless it stands among them too.
    pub name: String,
    /// Words and phrases that say that the work is of this field, whatever skill it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// Words that lean towards it, and would not be enough alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Alias>,
    /// Phrases that hold one of its words and mean something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negatives: Vec<String>,
    /// Fields that the same work is often of as well: less evidence is enough to name both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kin: Vec<FieldId>,
}

/// A skill that work asks for and people have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Its id.
    pub id: SkillId,
    /// Its name, as people of the trade write it.
    pub name: String,
    /// The fields it speaks for, the strongest first; none for a skill of every field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldId>,
    /// The skill it is part of: Elementor of WordPress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SkillId>,
    /// How specific it is, 0 to 1: 1 sets work apart, 0.2 is asked for everywhere.
    #[serde(default = "full_weight")]
    pub weight: f32,
    /// The words by which postings name it, beside its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// Phrases that hold one of its words and mean something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negatives: Vec<String>,
    /// Its concept in ESCO, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub esco: Option<String>,
    /// The O*NET-SOC occupation (taxonomy of 2019) whose work it is most, such as `27-1024.00`, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onet: Option<String>,
}

const fn full_weight() -> f32 {
    1.0
}

/// Words by which postings name a skill: a bare text in configuration, or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AliasForm", into = "AliasForm")]
pub struct Alias {
    /// The words.
    pub text: String,
    /// The language they are of; nothing for all.
    pub language: Option<Language>,
    /// Whether capital letters matter: `Go`, `R`, `AI`.
    pub cased: bool,
    /// Words one of which must stand near, for names that are common words too.
    pub near: Vec<String>,
}

impl Alias {
    /// Words of all languages, in any letters, whatever stands near.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), language: None, cased: false, near: Vec::new() }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum AliasForm {
    Bare(String),
    Table(AliasTable),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasTable {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    cased: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    near: Vec<String>,
}

impl From<AliasForm> for Alias {
    fn from(form: AliasForm) -> Self {
        match form {
            AliasForm::Bare(text) => Self::plain(text),
            AliasForm::Table(AliasTable { text, language, cased, near }) => {
                Self { text, language, cased, near }
            }
        }
    }
}

impl From<Alias> for AliasForm {
    fn from(alias: Alias) -> Self {
        let Alias { text, language, cased, near } = alias;
        if language.is_none() && !cased && near.is_empty() {
            Self::Bare(text)
        } else {
            Self::Table(AliasTable { text, language, cased, near })
        }
    }
}

/// All skills and fields as one document; each published version is an edition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillBook {
    /// The fields.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// The skills.
    #[serde(default, rename = "skill")]
    pub skills: Vec<Skill>,
}
