//! Which leads another skill book could read in another way.
//!
//! An alias that is the same in both books finds the same words. So only leads whose text holds a
//! phrase that differs need to be read again, and those that have a skill of which something else
//! differs.

use std::collections::{BTreeMap, BTreeSet};

use kazi_catalog::{Selection, Snapshot, Wanted};
use kazi_domain::{Alias, Field, Skill, SkillBook, SkillId};

/// What differs between two books, as far as it changes how leads are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Affected {
    /// What leads must have to be read again.
    pub wanted: Vec<Wanted>,
    /// How many times as much the skills count of which only the weight differs.
    pub reweighed: Vec<(SkillId, f32)>,
    /// Whether weights are all that differs.
    pub weights_only: bool,
}

impl Affected {
    /// From one book to another.
    pub fn between(before: &SkillBook, after: &SkillBook) -> Self {
        let mut wanted = BTreeSet::new();
        let mut reweighed = Vec::new();
        let mut words = false;
        let (old, new) = (by_id(&before.skills, |s| &s.id), by_id(&after.skills, |s| &s.id));
        for id in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let (one, other) = (old.get(*id).copied(), new.get(*id).copied());
            if one == other {
                continue;
            }
            let phrases = differing(&phrases_of_skill(one), &phrases_of_skill(other));
            let reads_otherwise = !phrases.is_empty() || fields_differ(one, other);
            words |= reads_otherwise;
            wanted.extend(phrases.into_iter().map(Wanted::Phrase));
            if let (Some(one), Some(other)) = (one, other) {
                if one.fields != other.fields || weights_differ(one, other) {
                    wanted.insert(Wanted::Skill(other.id.clone()));
                }
                if weights_differ(one, other) {
                    reweighed.push((other.id.clone(), other.weight / one.weight));
                }
            } else {
                // A skill that is gone is in leads that its phrases find; one that is new is in none.
                wanted.extend(one.map(|gone| Wanted::Skill(gone.id.clone())));
            }
        }
        let (old, new) = (by_id(&before.fields, |f| &f.id), by_id(&after.fields, |f| &f.id));
        for id in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let (one, other) = (old.get(*id).copied(), new.get(*id).copied());
            if one == other {
                continue;
            }
            words = true;
            let phrases = differing(&phrases_of_field(one), &phrases_of_field(other));
            wanted.extend(phrases.into_iter().map(Wanted::Phrase));
            if one.map(|field| &field.kin) != other.map(|field| &field.kin) {
                wanted.insert(Wanted::Field((*id).clone()));
            }
        }
        let weights_only = !words && !reweighed.is_empty();
        Self { wanted: wanted.into_iter().collect(), reweighed, weights_only }
    }

    /// The leads that may be read in another way, the best ranked first.
    pub fn leads(&self, snapshot: &Snapshot, limit: usize) -> Selection {
        snapshot.select(&self.wanted, limit)
    }
}

fn by_id<'a, T, Id: Ord>(entries: &'a [T], id: impl Fn(&'a T) -> &'a Id) -> BTreeMap<&'a Id, &'a T> {
    entries.iter().map(|entry| (id(entry), entry)).collect()
}

#[allow(clippy::float_cmp)] // any other figure counts otherwise
fn weights_differ(one: &Skill, other: &Skill) -> bool {
    one.weight != other.weight
}

fn fields_differ(one: Option<&Skill>, other: Option<&Skill>) -> bool {
    one.map(|skill| &skill.fields) != other.map(|skill| &skill.fields)
}

/// A phrase with all that decides whether it is found.
type Phrase = (String, String);

fn phrases_of_skill(skill: Option<&Skill>) -> BTreeSet<Phrase> {
    let of = |skill: &Skill| -> BTreeSet<Phrase> {
        let name = (skill.name.clone(), "name".to_owned());
        let aliases = skill.aliases.iter().map(|alias| phrase("alias", alias));
        [name].into_iter().chain(aliases).chain(negatives(&skill.negatives)).collect()
    };
    skill.map(of).unwrap_or_default()
}

fn phrases_of_field(field: Option<&Field>) -> BTreeSet<Phrase> {
    let of = |field: &Field| -> BTreeSet<Phrase> {
        let aliases = field.aliases.iter().map(|alias| phrase("alias", alias));
        let hints = field.hints.iter().map(|alias| phrase("hint", alias));
        aliases.chain(hints).chain(negatives(&field.negatives)).collect()
    };
    field.map(of).unwrap_or_default()
}

fn phrase(kind: &str, alias: &Alias) -> Phrase {
    (alias.text.clone(), format!("{kind} {} {:?}", alias.cased, alias.near))
}

fn negatives(negatives: &[String]) -> impl Iterator<Item = Phrase> {
    negatives.iter().map(|text| (text.clone(), "not".to_owned()))
}

fn differing(one: &BTreeSet<Phrase>, other: &BTreeSet<Phrase>) -> BTreeSet<String> {
    one.symmetric_difference(other).map(|(text, _)| text.clone()).collect()
}
