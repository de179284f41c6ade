//! What is different between two skill books, entry by entry.

use std::collections::BTreeMap;

use kazi_domain::{Alias, Field, Skill, SkillBook};
use serde::{Deserialize, Serialize};

/// What happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added {
        /// Its name.
        name: String,
    },
    /// It is gone.
    Removed {
        /// Its name.
        name: String,
    },
    /// It says something else.
    Changed {
        /// Each change: `+ "words"`, `- "words"`, `weight 0.5 → 0.8`.
        what: Vec<String>,
    },
}

/// All differences, fields first, each list in the order of the ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Of fields.
    pub fields: BTreeMap<String, Change>,
    /// Of skills.
    pub skills: BTreeMap<String, Change>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.skills.is_empty()
    }

    /// How many entries differ.
    pub fn len(&self) -> usize {
        self.fields.len() + self.skills.len()
    }

    /// As lines for people.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let of = |kind: &'static str, entries: &BTreeMap<String, Change>| {
            let mut lines = Vec::new();
            for (id, change) in entries {
                match change {
                    Change::Added { name } => lines.push((1, format!("+ {kind} {id} \"{name}\""))),
                    Change::Removed { name } => lines.push((2, format!("- {kind} {id} \"{name}\""))),
                    Change::Changed { what } => {
                        lines.extend(what.iter().map(|what| (0, format!("{kind} {id}: {what}"))));
                    }
                }
            }
            lines.sort_by_key(|(order, _)| *order);
            lines
        };
        of("field", &self.fields).into_iter().chain(of("skill", &self.skills)).map(|(_, line)| line)
    }
}

/// What is different from `before` to `after`.
pub fn difference(before: &SkillBook, after: &SkillBook) -> Difference {
    Difference {
        fields: compare(&before.fields, &after.fields, |field| (field.id.as_str(), &field.name), of_field),
        skills: compare(&before.skills, &after.skills, |skill| (skill.id.as_str(), &skill.name), of_skill),
    }
}

fn compare<T: PartialEq>(
    before: &[T],
    after: &[T],
    name: impl Fn(&T) -> (&str, &String),
    what: impl Fn(&T, &T) -> Vec<String>,
) -> BTreeMap<String, Change> {
    let index = |entries: &[T]| -> BTreeMap<String, usize> {
        entries.iter().enumerate().map(|(place, entry)| (name(entry).0.to_owned(), place)).collect()
    };
    let (old, new) = (index(before), index(after));
    let mut changes = BTreeMap::new();
    for (id, place) in &new {
        let entry = &after[*place];
        let change = match old.get(id).map(|place| &before[*place]) {
            None => Change::Added { name: name(entry).1.clone() },
            Some(earlier) if earlier == entry => continue,
            Some(earlier) => Change::Changed { what: what(earlier, entry) },
        };
        changes.insert(id.clone(), change);
    }
    for (id, place) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        changes.insert(id.clone(), Change::Removed { name: name(&before[*place]).1.clone() });
    }
    changes
}

fn of_field(before: &Field, after: &Field) -> Vec<String> {
    let mut what = Vec::new();
    value(&mut what, "name", &quoted(&before.name), &quoted(&after.name));
    lists(&mut what, "", &before.aliases, &after.aliases, written);
    lists(&mut what, "hint ", &before.hints, &after.hints, written);
    lists(&mut what, "not ", &before.negatives, &after.negatives, |text| quoted(text));
    lists(&mut what, "kin ", &before.kin, &after.kin, ToString::to_string);
    what
}

fn of_skill(before: &Skill, after: &Skill) -> Vec<String> {
    let mut what = Vec::new();
    let ids = |fields: &[kazi_domain::FieldId]| {
        fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    let parent = |skill: &Skill| or_none(skill.parent.as_ref().map(ToString::to_string));
    value(&mut what, "name", &quoted(&before.name), &quoted(&after.name));
    value(&mut what, "weight", &before.weight.to_string(), &after.weight.to_string());
    value(&mut what, "parent", &parent(before), &parent(after));
    value(&mut what, "fields", &ids(&before.fields), &ids(&after.fields));
    value(&mut what, "esco", &or_none(before.esco.clone()), &or_none(after.esco.clone()));
    value(&mut what, "onet", &or_none(before.onet.clone()), &or_none(after.onet.clone()));
    lists(&mut what, "", &before.aliases, &after.aliases, written);
    lists(&mut what, "not ", &before.negatives, &after.negatives, |text| quoted(text));
    what
}

fn value(what: &mut Vec<String>, name: &str, before: &str, after: &str) {
    if before != after {
        what.push(format!("{name} {before} → {after}"));
    }
}

fn lists<T: PartialEq>(
    what: &mut Vec<String>,
    kind: &str,
    before: &[T],
    after: &[T],
    written: impl Fn(&T) -> String,
) {
    what.extend(
        before.iter().filter(|item| !after.contains(item)).map(|item| format!("- {kind}{}", written(item))),
    );
    what.extend(
        after.iter().filter(|item| !before.contains(item)).map(|item| format!("+ {kind}{}", written(item))),
    );
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// An alias with all that it says.
pub(crate) fn written(alias: &Alias) -> String {
    let mut text = quoted(&alias.text);
    if let Some(language) = &alias.language {
        text.push_str(&format!(" ({language})"));
    }
    if alias.cased {
        text.push_str(" (capitals matter)");
    }
    if !alias.near.is_empty() {
        text.push_str(&format!(" (near {})", alias.near.join(", ")));
    }
    text
}
