//! Which skill to learn next.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kazi_domain::{Level, Profile, SkillId};
use kazi_scoring::worth::{Factors, Mastery};

use super::Quartiles;
use crate::{Query, Snapshot, row::known, segment::Segment, view::View};

/// The most skills of one answer.
pub const LEARN_NEXT_MAX: usize = 50;
/// A lead opens when a profile has this share of what it asks for: work for which one lacks more than
/// half is rarely given.
pub const OPENS_AT: f64 = 0.5;

/// What knowing one more skill would bring a profile, were it able to do it alone.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnNext {
    /// The skill.
    pub skill: SkillId,
    /// By how many US dollars an hour the worth of all leads together rises.
    pub added_worth_usd: f64,
    /// Leads that would be worth more.
    pub leads: u64,
    /// Leads of which the profile would have [`OPENS_AT`], and has less now.
    pub opens: u64,
    /// What an hour of those leaves whose pay is stated, in US dollars: the median.
    pub opened_median_usd: Option<f64>,
}

impl Snapshot {
    /// The skills that would add most worth to what a query shows to a profile, the best first, ties by id; at
    /// most [`LEARN_NEXT_MAX`]. A profile that names no skill is taken for one that has none.
    pub fn learn_next(&self, query: &Query, profile: &Profile, now: Timestamp) -> Vec<LearnNext> {
        let missing = self.missing(query, profile, now);
        let mut gains = vec![Gain::default(); missing.len()];
        self.each_shown(query, profile, now, |view, shown| {
            let steps = Steps::new(self, view.live.segment, profile, &missing);
            shown.while_each(|row| {
                steps.add(view, row, now, &mut gains);
                true
            });
        });
        let mut learn: Vec<LearnNext> = missing
            .iter()
            .zip(gains)
            .filter(|(_, gain)| gain.leads > 0)
            .map(|(skill, mut gain)| LearnNext {
                skill: skill.clone(),
                added_worth_usd: gain.worth_usd,
                leads: gain.leads,
                opens: gain.opens,
                opened_median_usd: Quartiles::of(&mut gain.opened_usd).map(|quartiles| quartiles.median),
            })
            .collect();
        learn.sort_by(|a, b| b.added_worth_usd.total_cmp(&a.added_worth_usd));
        learn.truncate(LEARN_NEXT_MAX);
        learn
    }

    /// The skills that some shown lead asks for and the profile does not name, by id.
    fn missing(&self, query: &Query, profile: &Profile, now: Timestamp) -> Vec<SkillId> {
        let mut missing = BTreeSet::new();
        self.each_shown(query, profile, now, |view, shown| {
            let skills = view.live.segment.skills.iter();
            let asked = skills.filter(|(_, rows)| rows.iter().any(|row| shown.contains(row)));
            missing
                .extend(asked.map(|(skill, _)| skill).filter(|s| !profile.skills.contains_key(*s)).cloned());
        });
        missing.into_iter().collect()
    }
}

#[derive(Clone, Debug, Default)]
struct Gain {
    worth_usd: f64,
    leads: u64,
    opens: u64,
    opened_usd: Vec<f32>,
}

/// What the skills of a segment have to do with each other, for one profile.
struct Steps {
    /// How much of each skill the profile has, by place.
    has: Vec<f64>,
    /// For each skill, by place: which of the missing ones would let the profile have more of it, and how
    /// much then.
    raised_by: Vec<Vec<(usize, f64)>>,
}

impl Steps {
    fn new(snapshot: &Snapshot, segment: &Segment, profile: &Profile, missing: &[SkillId]) -> Self {
        let (rules, tree) = (snapshot.rules(), snapshot.tree());
        let skills = segment.skills.values();
        let mastery = Mastery::new(rules, tree, profile);
        let has: Vec<f64> = skills.iter().map(|skill| mastery.of(skill)).collect();
        let mut raised_by = vec![Vec::new(); skills.len()];
        for (number, learnt) in missing.iter().enumerate() {
            let mut after = profile.clone();
            after.skills.insert(learnt.clone(), Level::Able);
            let mastery = Mastery::new(rules, tree, &after);
            // A skill says something of itself, of what it is a part of, and of its own parts.
            let is_related = |skill: &SkillId| {
                let among = |of: &SkillId, wanted: &SkillId| tree.ancestors(of).any(|whole| whole == wanted);
                skill == learnt || among(skill, learnt) || among(learnt, skill)
            };
            for (place, skill) in skills.iter().enumerate().filter(|(_, skill)| is_related(skill)) {
                let has_then = mastery.of(skill);
                if has_then > has[place] {
                    raised_by[place].push((number, has_then));
                }
            }
        }
        Self { has, raised_by }
    }

    /// Adds what each skill would change for one lead.
    fn add(&self, view: &View<'_>, row: u32, now: Timestamp, gains: &mut [Gain]) {
        let asked: Vec<(usize, f64)> = view.asked(row).collect();
        let all: f64 = asked.iter().map(|(_, weight)| weight).sum();
        if all <= 0.0 {
            return;
        }
        let had: f64 = asked.iter().map(|(place, weight)| weight * self.has[*place]).sum();
        let mut more: Vec<(usize, f64)> = Vec::new();
        for (place, weight) in &asked {
            for (learnt, has_then) in &self.raised_by[*place] {
                let added = weight * (has_then - self.has[*place]);
                match more.iter_mut().find(|(other, _)| other == learnt) {
                    Some((_, sum)) => *sum += added,
                    None => more.push((*learnt, added)),
                }
            }
        }
        let hit = view.hit(row, now);
        let of_fit = |had: f64| view.rules.fit([(1.0_f32, had / all)]);
        let worth = |had: f64| Factors { fit: of_fit(had), ..hit.factors }.worth_usd();
        for (learnt, added) in more {
            let gain = &mut gains[learnt];
            gain.leads += 1;
            gain.worth_usd += worth(had + added) - worth(had);
            if had / all < OPENS_AT && (had + added) / all >= OPENS_AT {
                gain.opens += 1;
                let segment = view.live.segment;
                let left_usd = segment.columns.at(row).net_hourly_usd;
                let counts = segment.has_pay.contains(row) && known(left_usd).is_some();
                gain.opened_usd.extend(counts.then_some(left_usd));
            }
        }
    }
}
