//! Entries that the skill book once had: addresses that readers keep still name them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kazi_domain::{FieldId, Skill, SkillBook, SkillId};

/// How often a skill that was put into another is followed on.
const MOVES_MAX: usize = 100;

/// What became of an entry that a book has no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate<'a> {
    /// Its last name.
    pub name: &'a str,
    /// The skill that it was put into, where that is in the book; nothing for one that was taken out.
    pub into: Option<&'a SkillId>,
}

/// Skills and fields that editions took away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    skills: BTreeMap<SkillId, Left>,
    fields: BTreeMap<FieldId, Left>,
}

/// How an entry left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Left {
    name: String,
    into: Option<SkillId>,
}

impl Gone {
    /// Remembers what the book `after` has no more of the one `before`.
    ///
    /// A skill was put into the one for which its name is a word now: so it is after every merge, and a book
    /// may also have been written elsewhere and sent as a whole.
    pub fn remember(&mut self, before: &SkillBook, after: &SkillBook) {
        let skills: BTreeSet<&SkillId> = after.skills.iter().map(|skill| &skill.id).collect();
        let lost: Vec<&Skill> = before.skills.iter().filter(|skill| !skills.contains(&skill.id)).collect();
        let words = if lost.is_empty() { HashMap::new() } else { words_of(after) };
        for skill in lost {
            let into = words.get(&skill.name.to_lowercase()).copied().cloned();
            self.skills.insert(skill.id.clone(), Left { name: skill.name.clone(), into });
        }
        let fields: BTreeSet<&FieldId> = after.fields.iter().map(|field| &field.id).collect();
        for field in before.fields.iter().filter(|field| !fields.contains(&field.id)) {
            self.fields.insert(field.id.clone(), Left { name: field.name.clone(), into: None });
        }
    }

    /// What became of a skill that `book` does not have; nothing where no edition had it.
    pub fn skill<'a>(&'a self, id: &str, book: &'a SkillBook) -> Option<Fate<'a>> {
        let first = self.skills.get(id)?;
        let mut into = first.into.as_ref();
        // One edition after another may have moved it on; not in a circle for ever.
        for _ in 0..MOVES_MAX {
            match into {
                Some(next) if find(book, next.as_str()).is_none() => {
                    into = self.skills.get(next).and_then(|left| left.into.as_ref());
                }
                _ => break,
            }
        }
        let into = into.and_then(|id| find(book, id.as_str()));
        Some(Fate { name: &first.name, into: into.map(|skill| &skill.id) })
    }

    /// What became of a field that the book does not have; nothing where no edition had it.
    pub fn field(&self, id: &str) -> Option<Fate<'_>> {
        self.fields.get(id).map(|left| Fate { name: &left.name, into: None })
    }
}

fn find<'a>(book: &'a SkillBook, id: &str) -> Option<&'a Skill> {
    book.skills.iter().find(|skill| skill.id.as_str() == id)
}

/// Names and other words of the skills in small letters, each with the first skill that has it.
fn words_of(book: &SkillBook) -> HashMap<String, &SkillId> {
    let mut words = HashMap::new();
    for skill in &book.skills {
        let aliases = skill.aliases.iter().map(|alias| &alias.text);
        for word in std::iter::once(&skill.name).chain(aliases) {
            words.entry(word.to_lowercase()).or_insert(&skill.id);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use kazi_domain::Alias;

    use super::*;
    use crate::{BookEdit, apply_all, parse_book};

    fn id(text: &str) -> SkillId {
        SkillId::new(text).unwrap()
    }

    fn merge(from: &str, into: &str) -> BookEdit {
        BookEdit::Merge { from: id(from), into: id(into) }
    }

    #[test]
    fn what_was_merged_is_found_and_what_was_retired_is_known() {
        let skill = |id: &str| format!("[[skill]]\nid = \"{id}\"\nname = \"{}\"\n", id.to_uppercase());
        let text: String = ["canva", "figma", "sketch", "wordpress"].map(skill).concat();
        let shipped = parse_book(&text).unwrap();
        let mut gone = Gone::default();
        let mut edition = |book: &SkillBook, edits: &[BookEdit]| {
            let after = apply_all(book, edits).unwrap();
            gone.remember(book, &after);
            after
        };
        let one = edition(&shipped, &[merge("canva", "figma"), BookEdit::Retire { skill: id("wordpress") }]);
        let two = edition(&one, &[merge("figma", "sketch")]);
        let three = edition(&two, &[BookEdit::Retire { skill: id("sketch") }]);
        let into = |from: &str, book| gone.skill(from, book).map(|fate| fate.into.map(SkillId::as_str));
        assert_eq!(into("canva", &one), Some(Some("figma")));
        assert_eq!(into("canva", &two), Some(Some("sketch")), "moved on");
        assert_eq!(into("canva", &three), Some(None), "and taken out");
        assert_eq!(into("wordpress", &one), Some(None));
        assert_eq!(gone.skill("wordpress", &one).map(|fate| fate.name), Some("WORDPRESS"));
        assert_eq!(into("figmaa", &one), None, "never was");
    }

    #[test]
    fn a_circle_ends() {
        let book = |text: &str| parse_book(text).unwrap();
        let (a, b) = ("[[skill]]\nid = \"a\"\nname = \"A\"\n", "[[skill]]\nid = \"b\"\nname = \"B\"\n");
        let with = |text: &str, word: &str| {
            let mut book = book(text);
            book.skills[0].aliases.push(Alias::plain(word));
            book
        };
        let mut gone = Gone::default();
        gone.remember(&book(a), &with(b, "A"));
        gone.remember(&book(b), &with(a, "B"));
        assert_eq!(gone.skill("a", &SkillBook::default()), Some(Fate { name: "A", into: None }));
    }
}
