//! How well a profile fits what a lead asks for.

use std::collections::{BTreeMap, BTreeSet};

use kazi_domain::{Profile, SkillBook, SkillId, SkillMatch};

use super::rules::RankRules;

/// How far up the tree of skills a match is looked for; deeper books are read no further.
const ANCESTORS_MAX: usize = 8;

/// Which skill is a part of which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillTree {
    pub(super) parents: BTreeMap<SkillId, SkillId>,
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
    /// What knowing a part of a skill says of the whole.
    wholes: BTreeMap<&'a SkillId, f64>,
}

impl<'a> Mastery<'a> {
    /// Prepares a profile for many leads.
    pub fn new(rules: &'a RankRules, tree: &'a SkillTree, profile: &'a Profile) -> Self {
        let mut wholes = BTreeMap::new();
        for (skill, level) in &profile.skills {
            for whole in tree.ancestors(skill) {
                let best: &mut f64 = wholes.entry(whole).or_default();
                *best = best.max(rules.level(*level) * rules.part_for_whole);
            }
        }
        Self { rules, tree, profile, wholes }
    }

    /// Whether the profile names no skill at all; then every lead fits alike.
    pub fn is_empty(&self) -> bool {
        self.profile.skills.is_empty()
    }

    /// How much of `skill` the profile has, 0 to 1: the most that the skill itself, a part of it or
    /// the whole it belongs to says.
    pub fn of(&self, skill: &SkillId) -> f64 {
        let itself = self.profile.skills.get(skill).map_or(0.0, |level| self.rules.level(*level));
        let parts = self.wholes.get(skill).copied().unwrap_or(0.0);
        let level_of_whole = |whole| self.profile.skills.get(whole).map(|level| self.rules.level(*level));
        let whole = self.tree.ancestors(skill).filter_map(level_of_whole).fold(0.0, f64::max);
        itself.max(parts).max(whole * self.rules.whole_for_part)
    }

    /// How well the profile fits what is asked for, and by which skills. 1 for a profile without
    /// skills: nothing is known, so nothing is held against any lead.
    pub fn fit(&self, asked: &[SkillMatch]) -> Fit {
        if self.is_empty() {
            return Fit { share: 1.0, ..Fit::default() };
        }
        // The same skill named twice counts once; in the order of ids, so that sums come out the same.
        let mut weights: BTreeMap<&SkillId, f32> = BTreeMap::new();
        for SkillMatch { skill, weight, .. } in asked {
            let most = weights.entry(skill).or_insert(*weight);
            *most = most.max(*weight);
        }
        let share = self.rules.fit(weights.into_iter().map(|(skill, weight)| (weight, self.of(skill))));
        let mut fit = Fit { share, ..Fit::default() };
        let mut met = BTreeSet::new();
        for SkillMatch { skill, .. } in asked.iter().filter(|asked| met.insert(&asked.skill)) {
            let list = match (self.profile.skills.contains_key(skill), self.of(skill) > 0.0) {
                (true, _) => &mut fit.have,
                (false, true) => &mut fit.partly,
                (false, false) => &mut fit.missing,
            };
            list.push(skill.clone());
        }
        fit
    }
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
