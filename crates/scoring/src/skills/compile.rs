//! Checks a skill book and compiles it. All faults are reported, not only the first.

use std::collections::HashMap;

use kazi_domain::{Alias, Field, FieldId, Skill, SkillBook, SkillId};

use super::{
    fold::Folded,
    lexicon::{Lexicon, Phrases},
    sense::{Layer, Target},
};
use crate::RulesError;

/// The most skills in a book.
pub const SKILLS_MAX: usize = 5_000;
/// The most fields in a book.
pub const FIELDS_MAX: usize = 64;
/// The most aliases, hints or negatives of one entry.
pub const WORDS_MAX: usize = 4_000;
/// The longest alias, in bytes.
pub const ALIAS_BYTES_MAX: usize = 80;

/// How much a hint speaks for its field, where an alias counts 1.
const HINT_STRENGTH: f32 = 0.35;

/// A checked book, compiled.
pub(super) struct Compiled {
    pub(super) lexicon: Lexicon,
    pub(super) skill_places: HashMap<SkillId, usize>,
    pub(super) field_places: HashMap<FieldId, usize>,
}

pub(super) fn compile(book: &SkillBook) -> Result<Compiled, Vec<RulesError>> {
    let mut check = Check { errors: Vec::new(), owners: HashMap::new() };
    let field_places = check.places("field", book.fields.iter().map(|field| &field.id), FIELDS_MAX);
    let skill_places = check.places("skill", book.skills.iter().map(|skill| &skill.id), SKILLS_MAX);
    let mut phrases = Phrases::with_cues();
    for (place, field) in (0..).zip(&book.fields) {
        check.field(field, place, &field_places, &mut phrases);
    }
    for (place, skill) in (0..).zip(&book.skills) {
        check.skill(skill, place, &field_places, &skill_places, &mut phrases);
    }
    check.parents(book, &skill_places);
    match phrases.compile() {
        Ok(lexicon) if check.errors.is_empty() => Ok(Compiled { lexicon, skill_places, field_places }),
        Ok(_) => Err(check.errors),
        Err(what) => {
            check.error("the book", format!("{what}: make it smaller"));
            Err(check.errors)
        }
    }
}

struct Check<'a> {
    errors: Vec<RulesError>,
    /// Which skill a folded alias belongs to, of those that ask for nothing more than its letters.
    owners: HashMap<Vec<u8>, &'a str>,
}

impl<'a> Check<'a> {
    fn error(&mut self, place: &str, what: String) {
        self.errors.push(RulesError { document: "skills.toml", place: place.to_owned(), what });
    }

    fn places<Id>(
        &mut self,
        kind: &str,
        ids: impl ExactSizeIterator<Item = &'a Id>,
        most: usize,
    ) -> HashMap<Id, usize>
    where
        Id: Clone + Eq + std::hash::Hash + std::fmt::Display + 'a,
    {
        if ids.len() > most {
            self.error(kind, format!("{} of them; remove some: a book holds at most {most}", ids.len()));
        }
        let mut places = HashMap::new();
        for (place, id) in ids.enumerate() {
            if places.insert(id.clone(), place).is_some() {
                let entry = format!("{kind} \"{id}\"");
                self.error(&entry, "stands twice: join the two, or rename one".to_owned());
            }
        }
        places
    }

    fn field(
        &mut self,
        field: &'a Field,
        place: u16,
        fields: &HashMap<FieldId, usize>,
        phrases: &mut Phrases,
    ) {
        let entry = format!("field \"{}\"", field.id);
        self.counts(&entry, [&field.aliases, &field.hints]);
        let strong = field.aliases.iter().map(|alias| (alias, 1.0));
        for (alias, strength) in strong.chain(field.hints.iter().map(|alias| (alias, HINT_STRENGTH))) {
            if self.alias(&entry, alias, None) {
                phrases.add_alias(alias, Target::Field(place, strength), Layer::Fields);
            }
        }
        self.negatives(&entry, &field.negatives, Layer::Fields, phrases);
        for kin in field.kin.iter().filter(|kin| !fields.contains_key(*kin)) {
            self.error(&entry, format!("kin \"{kin}\" is not in the book: add it, or correct the name"));
        }
    }

    fn skill(
        &mut self,
        skill: &'a Skill,
        place: u16,
        fields: &HashMap<FieldId, usize>,
        skills: &HashMap<SkillId, usize>,
        phrases: &mut Phrases,
    ) {
        let entry = format!("skill \"{}\"", skill.id);
        self.counts(&entry, [&skill.aliases]);
        if !(skill.weight > 0.0 && skill.weight <= 1.0) {
            self.error(&entry, format!("weight {} is not above 0 up to 1", skill.weight));
        }
        for field in skill.fields.iter().filter(|field| !fields.contains_key(*field)) {
            self.error(&entry, format!("field \"{field}\" is not in the book: add it, or correct the name"));
        }
        if let Some(parent) = skill.parent.as_ref().filter(|parent| !skills.contains_key(*parent)) {
            self.error(
                &entry,
                format!("parent \"{parent}\" is not in the book: add it, or correct the name"),
            );
        }
        // A name that aliases repeat in a stricter sense, such as "Go", matches in that sense only.
        let name = Folded::alias(&skill.name).bytes;
        let named = skill.aliases.iter().any(|alias| Folded::alias(&alias.text).bytes == name);
        let own = Alias { text: skill.name.clone(), language: None, cased: false, near: Vec::new() };
        for alias in (!named).then_some(&own).into_iter().chain(&skill.aliases) {
            if self.alias(&entry, alias, Some(skill.id.as_str())) {
                phrases.add_alias(alias, Target::Skill(place), Layer::Skills);
            }
        }
        self.negatives(&entry, &skill.negatives, Layer::Skills, phrases);
    }

    fn counts<const N: usize>(&mut self, entry: &str, lists: [&Vec<Alias>; N]) {
        for list in lists.iter().filter(|list| list.len() > WORDS_MAX) {
            self.error(entry, format!("{} aliases; remove some: the most is {WORDS_MAX}", list.len()));
        }
    }

    /// Checks an alias; says whether it can be compiled.
    fn alias(&mut self, entry: &str, alias: &Alias, owner: Option<&'a str>) -> bool {
        let folded = Folded::alias(&alias.text);
        let quoted = format!("alias \"{}\"", alias.text.chars().take(ALIAS_BYTES_MAX).collect::<String>());
        if alias.text.len() > ALIAS_BYTES_MAX {
            self.error(entry, format!("{quoted} is longer than {ALIAS_BYTES_MAX} bytes: shorten it"));
            return false;
        }
        if !folded.has_words() {
            self.error(entry, format!("{quoted} has no letter or figure: remove it"));
            return false;
        }
        if folded.bytes.len() < 2 && alias.near.is_empty() {
            self.error(
                entry,
                format!("{quoted} is one letter: add near = [\"…\"], words one of which must stand near"),
            );
            return false;
        }
        let Some(owner) = owner.filter(|_| alias.near.is_empty() && !alias.cased) else { return true };
        match self.owners.insert(folded.bytes, owner).filter(|other| *other != owner) {
            None => true,
            Some(other) => {
                let mend = "keep it in one of them, or set near or cased so that they differ";
                self.error(entry, format!("{quoted} also belongs to skill \"{other}\": {mend}"));
                false
            }
        }
    }

    fn negatives(&mut self, entry: &str, negatives: &[String], layer: Layer, phrases: &mut Phrases) {
        for negative in negatives {
            if Folded::alias(negative).has_words() {
                phrases.add_fixed(negative, Target::Nothing, layer);
            } else {
                self.error(entry, format!("negative \"{negative}\" has no letter or figure: remove it"));
            }
        }
    }

    fn parents(&mut self, book: &SkillBook, places: &HashMap<SkillId, usize>) {
        for skill in &book.skills {
            let mut above = skill.parent.as_ref();
            for _ in 0..book.skills.len() {
                let Some(id) = above else { break };
                if *id == skill.id {
                    let entry = format!("skill \"{}\"", skill.id);
                    self.error(
                        &entry,
                        "is its own ancestor: remove one of the parents in the circle".to_owned(),
                    );
                    break;
                }
                above = places.get(id).and_then(|place| book.skills[*place].parent.as_ref());
            }
        }
    }
}
