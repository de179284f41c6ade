//! How well a profile fits what a lead asks for.

use hashbrown::HashMap;
use kazi_domain::{Profile, SkillBook, SkillId, SkillMatch};

use super::rules::RankRules;

/// How far up the tree of skills a match is looked for; deeper books are read no further.
const ANCESTORS_MAX: usize = 8;

/// Which skill is a part of which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillTree {
    pub(super) parents: HashMap<SkillId, SkillId>,
}

impl SkillTree {
    /// The tree of a skill book.
    pub fn new(book: &SkillBook) -> Self {
        let pair = |skill: &kazi_domain::Skill| Some((skill.id.clone(), skill.parent.clone()?));
        Self { parents: book.skills.iter().filter_map(pair).collect() }
    }

    /// The skills that `skill` is a part of, the nearest first; ends on a book with a circle too.
    pub fn ancestors<'a>(&'a self, skill: &'a SkillId) -> impl Iterator<Item = &'a SkillId> + 'a {
        std::iter::successors(self.parents.get(skill), |skill| self.parents.get(*skill)).take(ANCESTORS_MAX)
    }
}

/// How much of each skill a profile has.
#[derive(Clone, Debug)]
pub struct Mastery<'a> {
    pub(super) rules: &'a RankRules,
    tree: &'a SkillTree,
    pub(super) profile: &'a Profile,
    known: HashMap<&'a SkillId, Known>,
}

/// What a profile says of a skill that it names, or of which it names a part.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// What it says of the skill itself; nothing where it does not name it.
    itself: Option<f64>,
    /// What knowing a part says of the whole.
    by_parts: f64,
}

impl Known {
    fn has(self) -> f64 {
        self.itself.unwrap_or(0.0).max(self.by_parts)
    }
}

impl<'a> Mastery<'a> {
    /// Prepares a profile for many leads.
    pub fn new(rules: &'a RankRules, tree: &'a SkillTree, profile: &'a Profile) -> Self {
        let mut known: HashMap<&SkillId, Known> = HashMap::with_capacity(2 * profile.skills.len());
        for (skill, level) in &profile.skills {
            let level = rules.level(*level);
            known.entry(skill).or_default().itself = Some(level);
            for whole in tree.ancestors(skill) {
                let by_parts = &mut known.entry(whole).or_default().by_parts;
                *by_parts = by_parts.max(level * rules.part_for_whole);
            }
        }
        Self { rules, tree, profile, known }
    }

    /// Whether the profile names no skill at all; then every lead fits alike.
    pub fn is_empty(&self) -> bool {
        self.profile.skills.is_empty()
    }

    /// How much of `skill` the profile has, 0 to 1: the most that the skill itself, a part of it or
    /// the whole it belongs to says.
    pub fn of(&self, skill: &SkillId) -> f64 {
        self.know(skill).0
    }

    /// How much of `skill` the profile has, and whether it names it.
    fn know(&self, skill: &SkillId) -> (f64, bool) {
        let known = self.known.get(skill).copied().unwrap_or_default();
        let level_of_whole = |whole| self.known.get(whole)?.itself;
        let whole = self.tree.ancestors(skill).filter_map(level_of_whole).fold(0.0, f64::max);
        (known.has().max(whole * self.rules.whole_for_part), known.itself.is_some())
    }

    /// How well the profile fits what is asked for, and by which skills. 1 for a profile without
    /// skills: nothing is known, so nothing is held against any lead.
    pub fn fit(&self, asked: &[SkillMatch]) -> Fit {
        if self.is_empty() {
            return Fit { share: 1.0, ..Fit::default() };
        }
        // The same skill named twice counts once, as much as where it counts most and in its first place.
        let mut each: Vec<Asked<'_>> = Vec::with_capacity(asked.len());
        for SkillMatch { skill, weight, .. } in asked {
            match each.iter_mut().find(|asked| asked.skill == skill) {
                Some(asked) => asked.weight = asked.weight.max(*weight),
                None => {
                    let (has, named) = self.know(skill);
                    each.push(Asked { skill, weight: *weight, has, named });
                }
            }
        }
        let mut fit = Fit::default();
        for Asked { skill, has, named, .. } in &each {
            let list = match (named, *has > 0.0) {
                (true, _) => &mut fit.have,
                (false, true) => &mut fit.partly,
                (false, false) => &mut fit.missing,
            };
            list.push((*skill).clone());
        }
        // In the order of ids, so that sums come out the same whatever stands first.
        each.sort_unstable_by_key(|asked| asked.skill);
        fit.share = self.rules.fit(each.into_iter().map(|asked| (asked.weight, asked.has)));
        fit
    }
}

/// A skill that a lead asks for, in the eyes of a profile.
struct Asked<'a> {
    skill: &'a SkillId,
    weight: f32,
    has: f64,
    named: bool,
}

/// How well a profile fits what a lead asks for: "You have 3 of 4; missing Figma."
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// The factor, 0 to 1.
    pub share: f64,
    /// Skills asked for that the profile names.
    pub have: Vec<SkillId>,
    /// Skills asked for of which the profile names a part or the whole.
    pub partly: Vec<SkillId>,
    /// Skills asked for that the profile lacks.
    pub missing: Vec<SkillId>,
}
