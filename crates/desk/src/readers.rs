//! For whom a preview is: a reader who names no skill, and for each skill that changes one who has it alone.
//!
//! Whoever names no skill fits every lead alike, whatever the skills weigh and are a part of. If what a lead
//! asks for weighs otherwise than before, in shares of the whole, it does so for somebody with one of the skills
//! that changed.

use std::collections::BTreeSet;

use kazi_catalog::Wanted;
use kazi_domain::{Assessment, Level, Profile, SkillBook, SkillId};
use kazi_scoring::worth::SkillTree;

use crate::Difference;

/// Those whose skills change, and the leads that concern each.
pub struct Readers {
    each: Vec<Reader>,
    /// Skills that are or become a part of another one, and those.
    refitted: BTreeSet<SkillId>,
}

/// Somebody who has one skill.
pub struct Reader {
    /// The skill.
    pub skill: SkillId,
    /// What the reader says of it.
    pub profile: Profile,
    /// The skills by which a lead may be worth otherwise to them.
    asked: BTreeSet<SkillId>,
}

impl Readers {
    /// Of two books; what is said of nothing else than skills is as `profile` says.
    pub fn between(
        before: &SkillBook,
        after: &SkillBook,
        difference: &Difference,
        profile: &Profile,
    ) -> Self {
        let (old, new) = (SkillTree::new(before), SkillTree::new(after));
        let parent = |book: &SkillBook, id: &SkillId| {
            book.skills.iter().find(|skill| skill.id == *id).and_then(|skill| skill.parent.clone())
        };
        let changed: BTreeSet<SkillId> =
            difference.skills.keys().filter_map(|id| SkillId::new(id).ok()).collect();
        let mut refitted = BTreeSet::new();
        for id in &changed {
            if parent(before, id) != parent(after, id) {
                let wholes = old.ancestors(id).chain(new.ancestors(id)).cloned();
                refitted.extend(wholes.chain([id.clone()]));
            }
        }
        let reader = |skill: &SkillId| {
            let mut profile = profile.clone();
            profile.skills.insert(skill.clone(), Level::Strong);
            let wholes = old.ancestors(skill).chain(new.ancestors(skill)).chain([skill]);
            let asked = wholes.chain(&refitted).cloned().collect();
            Reader { skill: skill.clone(), profile, asked }
        };
        let each = changed.union(&refitted).map(reader).collect();
        Self { each, refitted }
    }

    /// What leads must have to fit otherwise, although they read as they did.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted> {
        self.refitted.iter().cloned().map(Wanted::Skill)
    }

    /// Whether a lead may fit otherwise, although it reads as it did.
    pub fn may_refit(&self, assessment: &Assessment) -> bool {
        assessment.skills.iter().any(|found| self.refitted.contains(&found.skill))
    }

    /// Those to whom a lead that is read so today and then may be worth otherwise.
    pub fn of<'a>(
        &'a self,
        before: &'a Assessment,
        after: &'a Assessment,
    ) -> impl Iterator<Item = &'a Reader> {
        let skills = move || before.skills.iter().chain(&after.skills).map(|found| &found.skill);
        self.each.iter().filter(move |reader| skills().any(|skill| reader.asked.contains(skill)))
    }
}
