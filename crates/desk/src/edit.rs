//! Changes to a skill book, one at a time, as trainers make them.

use std::collections::BTreeSet;

use kazi_domain::{Alias, Field, FieldId, Skill, SkillBook, SkillId};
use serde::{Deserialize, Serialize};

use crate::{Difference, Subject, difference};

mod told;

/// One change to a skill book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum BookEdit {
    /// A skill that the book does not have yet.
    AddSkill {
        /// The skill.
        skill: Skill,
    },
    /// Another name for people; leads and profiles know a skill by its id, which stays.
    Rename {
        /// The skill.
        skill: SkillId,
        /// The new name. The old one stays as an alias.
        name: String,
    },
    /// How specific a skill is.
    SetWeight {
        /// The skill.
        skill: SkillId,
        /// Above 0, up to 1.
        weight: f32,
    },
    /// What a skill is part of, or nothing.
    SetParent {
        /// The skill.
        skill: SkillId,
        /// The whole.
        parent: Option<SkillId>,
    },
    /// The fields that a skill speaks for.
    SetFields {
        /// The skill.
        skill: SkillId,
        /// The strongest first.
        fields: Vec<FieldId>,
    },
    /// Words that mean it from now on.
    AddAlias {
        /// Whose.
        owner: Subject,
        /// The words.
        alias: Alias,
    },
    /// Words that no longer mean it.
    RemoveAlias {
        /// Whose.
        owner: Subject,
        /// The words as the book has them.
        text: String,
    },
    /// A phrase that holds one of its words and means something else.
    AddNegative {
        /// Whose.
        owner: Subject,
        /// The phrase.
        text: String,
    },
    /// A phrase that is no exception any more.
    RemoveNegative {
        /// Whose.
        owner: Subject,
        /// The phrase.
        text: String,
    },
    /// Two skills are one: the words of the first become the second's.
    Merge {
        /// The skill that goes.
        from: SkillId,
        /// The skill that stays.
        into: SkillId,
    },
    /// A part of a skill becomes one of its own, with some of its aliases.
    Split {
        /// The skill that stays.
        from: SkillId,
        /// The id of the new one.
        id: SkillId,
        /// Its name.
        name: String,
        /// The aliases that go with it.
        aliases: Vec<String>,
    },
    /// A skill that nobody asks for any more. Its parts become parts of what it was part of.
    Retire {
        /// The skill.
        skill: SkillId,
    },
}

/// Why a change cannot be made to a book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names an entry that the book does not have.
    #[error("there is no {0} in the book")]
    Missing(String),
    /// It adds what is there.
    #[error("{0} is in the book already")]
    There(String),
    /// It takes away words that are not there.
    #[error("{owner} has no \"{text}\"")]
    NoWords {
        /// Whose.
        owner: String,
        /// The words.
        text: String,
    },
    /// It says nothing.
    #[error("{0} is empty")]
    Empty(&'static str),
}

/// Makes changes to a book, in order. Whether the book they make can be matched with is for
/// [`read_book`](crate::read_book) to say.
///
/// # Errors
/// The place of the first that cannot be made, and why.
pub fn apply_all(book: &SkillBook, edits: &[BookEdit]) -> Result<SkillBook, (usize, EditError)> {
    let mut book = book.clone();
    for (place, edit) in edits.iter().enumerate() {
        apply(&mut book, edit).map_err(|error| (place, error))?;
    }
    Ok(book)
}

/// What each change makes different, or why it cannot be made; the others are made without it.
pub fn differences(book: &SkillBook, edits: &[BookEdit]) -> Vec<Result<Difference, EditError>> {
    let mut book = book.clone();
    let told = edits.iter().map(|edit| {
        // Only what the change concerns is compared: a draft may have hundreds, and a book thousands of entries.
        let concerned = edit.concerns(&book);
        let before = part(&book, &concerned);
        apply(&mut book, edit)?;
        Ok(difference(&before, &part(&book, &concerned)))
    });
    told.collect()
}

/// The entries of a book that are among these.
fn part(book: &SkillBook, subjects: &BTreeSet<Subject>) -> SkillBook {
    let mut part = SkillBook::default();
    let field = |field: &&Field| subjects.contains(&Subject::Field(field.id.clone()));
    part.fields.extend(book.fields.iter().filter(field).cloned());
    let skill = |skill: &&Skill| subjects.contains(&Subject::Skill(skill.id.clone()));
    part.skills.extend(book.skills.iter().filter(skill).cloned());
    part
}

impl BookEdit {
    /// The entries that it may change: those that it names, and the parts of skills.
    fn concerns(&self, book: &SkillBook) -> BTreeSet<Subject> {
        let named = match self {
            Self::AddSkill { skill } => vec![Subject::Skill(skill.id.clone())],
            Self::Rename { skill, .. }
            | Self::SetWeight { skill, .. }
            | Self::SetParent { skill, .. }
            | Self::SetFields { skill, .. }
            | Self::Retire { skill } => vec![Subject::Skill(skill.clone())],
            Self::AddAlias { owner, .. }
            | Self::RemoveAlias { owner, .. }
            | Self::AddNegative { owner, .. }
            | Self::RemoveNegative { owner, .. } => vec![owner.clone()],
            Self::Merge { from, into } => vec![Subject::Skill(from.clone()), Subject::Skill(into.clone())],
            Self::Split { from, id, .. } => vec![Subject::Skill(from.clone()), Subject::Skill(id.clone())],
        };
        let is_part = |skill: &&Skill| {
            let parent = skill.parent.as_ref();
            parent.is_some_and(|parent| named.contains(&Subject::Skill(parent.clone())))
        };
        let parts: Vec<Subject> =
            book.skills.iter().filter(is_part).map(|skill| Subject::Skill(skill.id.clone())).collect();
        named.into_iter().chain(parts).collect()
    }
}

/// Makes a change, or leaves the book as it is.
fn apply(book: &mut SkillBook, edit: &BookEdit) -> Result<(), EditError> {
    match edit {
        BookEdit::AddSkill { skill } => add_skill(book, skill.clone()),
        BookEdit::Rename { skill, name } => rename(find(book, skill)?, name),
        BookEdit::SetWeight { skill, weight } => {
            find(book, skill)?.weight = *weight;
            Ok(())
        }
        BookEdit::SetParent { skill, parent } => {
            find(book, skill)?.parent.clone_from(parent);
            Ok(())
        }
        BookEdit::SetFields { skill, fields } => {
            find(book, skill)?.fields.clone_from(fields);
            Ok(())
        }
        BookEdit::AddAlias { owner, alias } => add_alias(words(book, owner)?.0, owner, alias),
        BookEdit::RemoveAlias { owner, text } => {
            let (aliases, _) = words(book, owner)?;
            taken(aliases, |alias| alias.text == *text, owner, text).map(|_| ())
        }
        BookEdit::AddNegative { owner, text } => {
            let text = said("the phrase", text)?;
            let (_, negatives) = words(book, owner)?;
            if negatives.contains(&text) {
                return Err(EditError::There(format!("\"{text}\" of {}", entry(owner))));
            }
            negatives.push(text);
            Ok(())
        }
        BookEdit::RemoveNegative { owner, text } => {
            let (_, negatives) = words(book, owner)?;
            taken(negatives, |negative| negative == text, owner, text).map(|_| ())
        }
        BookEdit::Merge { from, into } => merge(book, from, into),
        BookEdit::Split { from, id, name, aliases } => split(book, from, id, name, aliases),
        BookEdit::Retire { skill } => take_skill(book, skill).map(|_| ()),
    }
}

fn find<'a>(book: &'a mut SkillBook, id: &SkillId) -> Result<&'a mut Skill, EditError> {
    let missing = || EditError::Missing(format!("skill \"{id}\""));
    book.skills.iter_mut().find(|skill| skill.id == *id).ok_or_else(missing)
}

fn words<'a>(
    book: &'a mut SkillBook,
    owner: &Subject,
) -> Result<(&'a mut Vec<Alias>, &'a mut Vec<String>), EditError> {
    match owner {
        Subject::Skill(id) => find(book, id).map(|skill| (&mut skill.aliases, &mut skill.negatives)),
        Subject::Field(id) => {
            let found = book.fields.iter_mut().find(|field: &&mut Field| field.id == *id);
            let field = found.ok_or_else(|| EditError::Missing(format!("field \"{id}\"")))?;
            Ok((&mut field.aliases, &mut field.negatives))
        }
    }
}

/// An entry of the book, for people.
fn entry(owner: &Subject) -> String {
    match owner {
        Subject::Skill(id) => format!("skill \"{id}\""),
        Subject::Field(id) => format!("field \"{id}\""),
    }
}

fn said(what: &'static str, text: &str) -> Result<String, EditError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Err(EditError::Empty(what)) } else { Ok(text) }
}

fn taken<T>(
    list: &mut Vec<T>,
    wanted: impl Fn(&T) -> bool,
    owner: &Subject,
    text: &str,
) -> Result<T, EditError> {
    let none = || EditError::NoWords { owner: entry(owner), text: text.to_owned() };
    let place = list.iter().position(wanted).ok_or_else(none)?;
    Ok(list.remove(place))
}

fn add_alias(aliases: &mut Vec<Alias>, owner: &Subject, alias: &Alias) -> Result<(), EditError> {
    let alias = Alias { text: said("the alias", &alias.text)?, ..alias.clone() };
    if aliases.contains(&alias) {
        return Err(EditError::There(format!("\"{}\" of {}", alias.text, entry(owner))));
    }
    aliases.push(alias);
    Ok(())
}

fn add_skill(book: &mut SkillBook, skill: Skill) -> Result<(), EditError> {
    if book.skills.iter().any(|known| known.id == skill.id) {
        return Err(EditError::There(format!("skill \"{}\"", skill.id)));
    }
    let skill = Skill { name: said("the name", &skill.name)?, ..skill };
    book.skills.push(skill);
    Ok(())
}

fn rename(skill: &mut Skill, name: &str) -> Result<(), EditError> {
    let name = said("the name", name)?;
    let old = std::mem::replace(&mut skill.name, name);
    skill.aliases.retain(|alias| alias.text != skill.name);
    if old != skill.name && !skill.aliases.iter().any(|alias| alias.text == old) {
        skill.aliases.push(Alias::plain(old));
    }
    Ok(())
}

/// Takes a skill out; its parts become parts of what it was part of.
fn take_skill(book: &mut SkillBook, id: &SkillId) -> Result<Skill, EditError> {
    let missing = || EditError::Missing(format!("skill \"{id}\""));
    let place = book.skills.iter().position(|skill| skill.id == *id).ok_or_else(missing)?;
    let gone = book.skills.remove(place);
    for part in book.skills.iter_mut().filter(|skill| skill.parent.as_ref() == Some(id)) {
        part.parent.clone_from(&gone.parent);
    }
    Ok(gone)
}

fn merge(book: &mut SkillBook, from: &SkillId, into: &SkillId) -> Result<(), EditError> {
    if from == into {
        return Err(EditError::There(format!("skill \"{from}\"")));
    }
    find(book, from)?;
    find(book, into)?;
    for part in book.skills.iter_mut().filter(|skill| skill.parent.as_ref() == Some(from)) {
        part.parent = Some(into.clone());
    }
    let gone = take_skill(book, from)?;
    let stays = find(book, into)?;
    if stays.parent.as_ref() == Some(into) {
        stays.parent.clone_from(&gone.parent);
    }
    for alias in [Alias::plain(gone.name)].into_iter().chain(gone.aliases) {
        if alias.text != stays.name && !stays.aliases.contains(&alias) {
            stays.aliases.push(alias);
        }
    }
    for negative in gone.negatives {
        if !stays.negatives.contains(&negative) {
            stays.negatives.push(negative);
        }
    }
    Ok(())
}

fn split(
    book: &mut SkillBook,
    from: &SkillId,
    id: &SkillId,
    name: &str,
    aliases: &[String],
) -> Result<(), EditError> {
    let name = said("the name", name)?;
    let owner = Subject::Skill(from.clone());
    let whole = find(book, from)?.clone();
    let (mut stay, mut moved) = (whole.aliases, Vec::new());
    for text in aliases {
        moved.push(taken(&mut stay, |alias| alias.text == *text, &owner, text)?);
    }
    // The name is its own now, and no alias may mean two skills.
    stay.retain(|alias| alias.text.to_lowercase() != name.to_lowercase());
    let part = Skill {
        id: id.clone(),
        name,
        fields: whole.fields,
        parent: Some(from.clone()),
        weight: whole.weight,
        aliases: moved,
        negatives: whole.negatives,
        esco: None,
        onet: None,
    };
    add_skill(book, part)?;
    find(book, from)?.aliases = stay;
    Ok(())
}

#[cfg(test)]
mod tests;
