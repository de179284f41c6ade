//! For whom a preview is: a reader who names no skill, and for each skill that changes one who has it alone.
//!
//! Whoever names no skill fits every lead alike, whatever the skills weigh and are a part of. If what a lead
//! asks for weighs otherwise than before, in shares of the whole, it does so for somebody with one of the skills
//! that changed.

use std::collections::{BTreeMap, BTreeSet};

use kazi_catalog::Wanted;
use kazi_domain::{Assessment, Level, Profile, SkillBook, SkillId};
use kazi_scoring::worth::SkillTree;

use crate::Difference;

/// The most readers that one lead is tried for: a book that was sent as a whole may make all skills parts of one.
const READERS_MAX: usize = 50;

/// Those whose skills change, and the leads that concern each.
pub struct Readers {
    /// What they say of themselves, by the one skill that each has.
    each: BTreeMap<SkillId, Profile>,
    /// Their skills, by those that these are or become a part of.
    parts: BTreeMap<SkillId, BTreeSet<SkillId>>,
    /// Which skill is a part of which, today and then.
    trees: [SkillTree; 2],
    /// Skills that are or become a part of another one, and those.
    refitted: BTreeSet<SkillId>,
}

impl Readers {
    /// Of two books; what is said of nothing else than skills is as `profile` says.
    pub fn between(
        before: &SkillBook,
        after: &SkillBook,
        difference: &Difference,
        profile: &Profile,
    ) -> Self {
        let trees = [SkillTree::new(before), SkillTree::new(after)];
        let changed: BTreeSet<SkillId> =
            difference.skills.keys().filter_map(|id| SkillId::new(id).ok()).collect();
        let mut refitted = BTreeSet::new();
        for id in &changed {
            let [old, new] = trees.each_ref().map(|tree| tree.ancestors(id).next());
            if old != new {
                refitted.extend(wholes(&trees, id).chain([id]).cloned());
            }
        }
        let mut parts: BTreeMap<SkillId, BTreeSet<SkillId>> = BTreeMap::new();
        let mut each = BTreeMap::new();
        for skill in changed.union(&refitted) {
            for whole in wholes(&trees, skill) {
                parts.entry(whole.clone()).or_default().insert(skill.clone());
            }
            let mut profile = profile.clone();
            profile.skills.insert(skill.clone(), Level::Strong);
            each.insert(skill.clone(), profile);
        }
        Self { each, parts, trees, refitted }
    }

    /// What leads must have to fit otherwise, although they read as they did.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted> {
        self.refitted.iter().cloned().map(Wanted::Skill)
    }

    /// Whether a lead may fit otherwise, although it reads as it did.
    pub fn may_refit(&self, assessment: &Assessment) -> bool {
        assessment.skills.iter().any(|found| self.refitted.contains(&found.skill))
    }

    /// Those to whom a lead that asks for these skills may be worth otherwise, by the skill that each has: one of
    /// them, a part of one, or one of which one is a part. Of very many the first.
    pub fn of<'a>(
        &'a self,
        asked: impl Iterator<Item = &'a SkillId>,
    ) -> impl Iterator<Item = (&'a SkillId, &'a Profile)> {
        let mut having = BTreeSet::new();
        for skill in asked {
            having.extend(self.parts.get(skill).into_iter().flatten().take(READERS_MAX));
            having.extend(wholes(&self.trees, skill).chain([skill]));
        }
        having.into_iter().filter_map(|skill| self.each.get_key_value(skill)).take(READERS_MAX)
    }
}

/// The skills that one is a part of, today or then.
fn wholes<'a>(trees: &'a [SkillTree; 2], skill: &'a SkillId) -> impl Iterator<Item = &'a SkillId> {
    trees.iter().flat_map(|tree| tree.ancestors(skill))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{difference::difference, parse_book};

    /// Who may see a lead that asks for `asked` otherwise, where so many skills become parts of one.
    fn having(parts: usize, asked: &str) -> Vec<String> {
        let book = |parent: &str| {
            let part = |n| format!("[[skill]]\nid = \"s{n}\"\nname = \"Skill {n}\"\n{parent}");
            let all: String = (0..parts).map(part).collect();
            parse_book(&format!("{all}[[skill]]\nid = \"whole\"\nname = \"Whole\"\n")).unwrap()
        };
        let (before, after) = (book(""), book("parent = \"whole\"\n"));
        let changed = difference(&before, &after);
        let readers = Readers::between(&before, &after, &changed, &Profile::default());
        let asked = SkillId::new(asked).unwrap();
        readers.of([&asked].into_iter()).map(|(skill, _)| skill.to_string()).collect()
    }

    #[test]
    fn who_has_a_part_or_the_whole_sees_it_otherwise() {
        assert_eq!(having(2, "whole"), ["s0", "s1", "whole"]);
        assert_eq!(having(2, "s0"), ["s0", "whole"], "another part is nothing to them");
        assert_eq!(having(2, "other"), Vec::<String>::new());
        assert_eq!(having(4_000, "whole").len(), READERS_MAX, "not one for each of a whole book");
    }
}
