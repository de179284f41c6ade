//! The rank: US dollars an hour that a lead is expected to bring a profile.
//!
//! `worth = net hourly × fit × open × trust × reach`. Every factor but the first lies in 0..1.
//! `open` halves with every half-life, for all leads alike, so the order between two leads never
//! changes by time alone: [`RankRules::base`] is the part of the rank that knows neither the
//! profile nor the time, and a catalog can be sorted by it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Assessment, Level, NetHourly, Profile, SkillBook, SkillId, SkillMatch, Verdict};
use serde::{Deserialize, Serialize};

/// How far up the tree of skills a match is looked for; deeper books are read no further.
const ANCESTORS_MAX: usize = 8;

/// What work that leaves less than this, or of which nothing is known, is ranked by, in US dollars
/// an hour: it then still has an order of its own, by fit and age.
pub const RANKED_USD_FLOOR: f64 = 0.01;

const SECONDS_A_DAY: f64 = 86_400.0;

/// The figures of the rank that an operator may tune.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RankRules {
    /// Days after which a lead counts half.
    pub half_life_days: f64,
    /// The fit where none of the skills asked for is there, so that such work is still ranked.
    pub fit_floor: f64,
    /// The fit where a posting does not tell what it asks for.
    pub fit_unknown: f64,
    /// How much of a skill somebody has who is learning it.
    pub learning: f64,
    /// How much of a skill somebody has who can do it alone.
    pub able: f64,
    /// How much of a skill a part of it is: Elementor where WordPress is asked for.
    pub part_for_whole: f64,
    /// How much of a part the skill it belongs to is: WordPress where Elementor is asked for.
    pub whole_for_part: f64,
    /// The reach factor of work that is open only to a group.
    pub reach_group: f64,
    /// The reach factor where a posting does not say.
    pub reach_unknown: f64,
    /// The reach factor of closed work, which is seen on demand only; above zero, for an order.
    pub reach_closed: f64,
}

impl Default for RankRules {
    fn default() -> Self {
        Self {
            half_life_days: 7.0,
            fit_floor: 0.1,
            fit_unknown: 0.5,
            learning: 0.5,
            able: 0.9,
            part_for_whole: 0.8,
            whole_for_part: 0.5,
            reach_group: 0.6,
            reach_unknown: 0.8,
            reach_closed: 0.02,
        }
    }
}

/// A figure of [`RankRules`] that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RankRulesError {
    /// A share outside 0..1.
    #[error("\"{name}\" is {value}: it is a share, from 0 to 1")]
    Share {
        /// The key.
        name: &'static str,
        /// What it was set to.
        value: f64,
    },
    /// A half-life too short or too long to rank by.
    #[error("\"half_life_days\" is {0}: use 0.1 to 3650")]
    HalfLife(f64),
}

impl RankRules {
    /// Checks that every share lies in 0..1 and the half-life between 0.1 and 3650 days.
    ///
    /// # Errors
    /// Names the first figure that does not.
    pub fn check(&self) -> Result<(), RankRulesError> {
        if !(0.1..=3650.0).contains(&self.half_life_days) {
            return Err(RankRulesError::HalfLife(self.half_life_days));
        }
        let shares = [
            ("fit_floor", self.fit_floor),
            ("fit_unknown", self.fit_unknown),
            ("learning", self.learning),
            ("able", self.able),
            ("part_for_whole", self.part_for_whole),
            ("whole_for_part", self.whole_for_part),
            ("reach_group", self.reach_group),
            ("reach_unknown", self.reach_unknown),
            ("reach_closed", self.reach_closed),
        ];
        match shares.into_iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            Some((name, value)) => Err(RankRulesError::Share { name, value }),
            None => Ok(()),
        }
    }

    /// The part of the rank that neither time nor profile changes, in doublings: the binary
    /// logarithm of `net hourly × trust × 2^(posted / half-life)`.
    #[allow(clippy::cast_precision_loss)]
    pub fn base(&self, net_hourly_usd: Option<f64>, trust: f64, posted_s: i64) -> f64 {
        let now_free = ranked_usd(net_hourly_usd) * share(trust);
        now_free.log2() + posted_s as f64 / (self.half_life_days * SECONDS_A_DAY)
    }

    /// The rank for one profile, in doublings: never above the base.
    pub fn rank(&self, base: f64, fit: f64, reach: f64) -> f64 {
        base + (share(fit) * share(reach)).log2()
    }

    /// How much a lead still counts after `age`: 1 when new, half after each half-life.
    pub fn open(&self, age: SignedDuration) -> f64 {
        (-age.as_secs_f64().max(0.0) / (self.half_life_days * SECONDS_A_DAY)).exp2()
    }

    /// The factor of a verdict.
    pub fn reach(&self, verdict: Verdict) -> f64 {
        match verdict {
            Verdict::Open => 1.0,
            Verdict::Group => self.reach_group,
            Verdict::Unknown => self.reach_unknown,
            Verdict::Closed => self.reach_closed,
        }
    }

    /// The fit from what is asked for: pairs of how much a skill counts and how much of it the
    /// profile has. `fit_unknown` where nothing is asked for.
    pub fn fit(&self, asked: impl IntoIterator<Item = (f32, f64)>) -> f64 {
        let (mut had, mut all) = (0.0, 0.0);
        for (weight, has) in asked {
            had += f64::from(weight) * has;
            all += f64::from(weight);
        }
        if all > 0.0 { self.fit_floor + (1.0 - self.fit_floor) * share(had / all) } else { self.fit_unknown }
    }

    fn level(&self, level: Level) -> f64 {
        match level {
            Level::Learning => self.learning,
            Level::Able => self.able,
            Level::Strong => 1.0,
        }
    }
}

fn ranked_usd(net_hourly_usd: Option<f64>) -> f64 {
    net_hourly_usd.unwrap_or(0.0).max(RANKED_USD_FLOOR)
}

/// `value` within 0..1; 0 where it is no number.
fn share(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}

/// Which skill is a part of which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillTree {
    parents: BTreeMap<SkillId, SkillId>,
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
    rules: &'a RankRules,
    tree: &'a SkillTree,
    skills: &'a BTreeMap<SkillId, Level>,
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
        Self { rules, tree, skills: &profile.skills, wholes }
    }

    /// Whether the profile names no skill at all; then every lead fits alike.
    pub fn is_empty(&self) -> bool {
        self.skills.is_empty()
    }

    /// How much of `skill` the profile has, 0 to 1: the most that the skill itself, a part of it or
    /// the whole it belongs to says.
    pub fn of(&self, skill: &SkillId) -> f64 {
        let itself = self.skills.get(skill).map_or(0.0, |level| self.rules.level(*level));
        let parts = self.wholes.get(skill).copied().unwrap_or(0.0);
        let level_of_whole = |whole| self.skills.get(whole).map(|level| self.rules.level(*level));
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
            let list = match (self.skills.contains_key(skill), self.of(skill) > 0.0) {
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

/// What a worth is the product of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// What an hour leaves, in US dollars; nothing where nobody knows.
    pub net_hourly_usd: Option<f64>,
    /// How well the profile fits, 0 to 1.
    pub fit: f64,
    /// How likely the work is still to be had, 0 to 1, by its age.
    pub open: f64,
    /// How far to trust it, 0 to 1.
    pub trust: f64,
    /// Whether the reader may take it, 0 to 1.
    pub reach: f64,
}

impl Factors {
    /// US dollars an hour that the lead is expected to bring.
    pub fn worth_usd(&self) -> f64 {
        ranked_usd(self.net_hourly_usd) * share(self.fit) * self.open * share(self.trust) * share(self.reach)
    }
}

/// A worth with all that explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// US dollars an hour.
    pub usd: f64,
    /// What it is the product of.
    pub factors: Factors,
    /// Behind `fit`.
    pub fit: Fit,
    /// Behind `open`: how long ago the work was offered.
    pub age: SignedDuration,
    /// Behind `reach`.
    pub verdict: Verdict,
}

/// What an assessed posting, offered at `posted_at`, is worth to a profile at `now`.
pub fn worth(
    rules: &RankRules,
    tree: &SkillTree,
    profile: &Profile,
    assessment: &Assessment,
    posted_at: Timestamp,
    now: Timestamp,
) -> Worth {
    let fit = Mastery::new(rules, tree, profile).fit(&assessment.skills);
    let age = now.duration_since(posted_at).max(SignedDuration::ZERO);
    let verdict = assessment.reach.verdict_for(profile);
    let ranked = |net: &NetHourly| net.ranked_usd.to_f64();
    let factors = Factors {
        net_hourly_usd: assessment.net_hourly.as_ref().map(ranked),
        fit: fit.share,
        open: rules.open(age),
        trust: share(f64::from(assessment.trust)),
        reach: rules.reach(verdict),
    };
    Worth { usd: factors.worth_usd(), factors, fit, age, verdict }
}

#[cfg(test)]
mod tests {
    use kazi_domain::{Evidence, Part};
    use proptest::{collection::btree_map, prelude::*, sample::select};

    use super::*;

    const SKILLS: [&str; 6] = ["html", "css", "wordpress", "elementor", "logo", "excel"];

    fn skill(id: &str) -> SkillId {
        SkillId::new(id).unwrap()
    }

    fn asked(skills: &[(&str, f32)]) -> Vec<SkillMatch> {
        let evidence = Evidence { part: Part::Title, start: 0, words: String::new() };
        let found = |(id, weight): &(&str, f32)| SkillMatch {
            skill: skill(id),
            part: Part::Title,
            weight: *weight,
            evidence: evidence.clone(),
        };
        skills.iter().map(found).collect()
    }

    fn profile(skills: &[(&str, Level)]) -> Profile {
        Profile {
            skills: skills.iter().map(|(id, level)| (skill(id), *level)).collect(),
            ..Profile::default()
        }
    }

    /// Elementor is a part of WordPress; HTML and CSS go round in a circle, as a bad book might have it.
    fn tree() -> SkillTree {
        let pairs = [("elementor", "wordpress"), ("html", "css"), ("css", "html")];
        SkillTree { parents: pairs.into_iter().map(|(part, whole)| (skill(part), skill(whole))).collect() }
    }

    #[test]
    fn a_fit_names_what_one_has_and_lacks() {
        let (rules, tree, profile) =
            (RankRules::default(), tree(), profile(&[("logo", Level::Strong), ("wordpress", Level::Strong)]));
        let mastery = Mastery::new(&rules, &tree, &profile);
        let fit = mastery.fit(&asked(&[("logo", 1.0), ("elementor", 1.0), ("excel", 1.0), ("logo", 0.5)]));
        assert_eq!(fit.have, [skill("logo")]);
        assert_eq!(fit.partly, [skill("elementor")]);
        assert_eq!(fit.missing, [skill("excel")]);
        assert!((fit.share - (0.1 + 0.9 * 1.5 / 3.0)).abs() < 1e-9, "{}", fit.share);
        let nothing_asked = mastery.fit(&[]).share;
        assert!((nothing_asked - rules.fit_unknown).abs() < 1e-9);
    }

    #[test]
    fn an_empty_profile_fits_everything_alike() {
        let (rules, tree, profile) = (RankRules::default(), tree(), Profile::default());
        let fit = Mastery::new(&rules, &tree, &profile).fit(&asked(&[("logo", 1.0)]));
        assert_eq!(fit, Fit { share: 1.0, ..Fit::default() });
    }

    #[test]
    fn a_part_and_its_whole_count_partly() {
        let (rules, tree) = (RankRules::default(), tree());
        let of = |known: &str, asked: &str| {
            let profile = profile(&[(known, Level::Strong)]);
            Mastery::new(&rules, &tree, &profile).of(&skill(asked))
        };
        assert_eq!([of("elementor", "wordpress"), of("wordpress", "elementor")], [0.8, 0.5]);
        assert_eq!([of("logo", "wordpress"), of("html", "html")], [0.0, 1.0]);
    }

    #[test]
    fn figures_that_cannot_be_are_refused_by_name() {
        assert_eq!(RankRules::default().check(), Ok(()));
        let rules = RankRules { able: 1.5, ..RankRules::default() };
        assert_eq!(rules.check().unwrap_err().to_string(), "\"able\" is 1.5: it is a share, from 0 to 1");
        let rules = RankRules { half_life_days: f64::NAN, ..RankRules::default() };
        assert!(matches!(rules.check(), Err(RankRulesError::HalfLife(_))));
    }

    #[test]
    fn a_week_halves_a_worth() {
        let rules = RankRules::default();
        let week = SignedDuration::from_hours(7 * 24);
        assert_eq!([rules.open(SignedDuration::ZERO), rules.open(week), rules.open(-week)], [1.0, 0.5, 1.0]);
    }

    fn skills() -> impl Strategy<Value = BTreeMap<SkillId, Level>> {
        let level = select(&[Level::Learning, Level::Able, Level::Strong][..]);
        btree_map(select(&SKILLS[..]).prop_map(skill), level, 1..5)
    }

    proptest! {
        #[test]
        fn one_more_skill_never_lowers_a_fit(
            skills in skills(),
            more in select(&SKILLS[..]),
            weights in proptest::collection::vec((select(&SKILLS[..]), 0.05_f32..1.0), 0..6),
        ) {
            let (rules, tree, asked) = (RankRules::default(), tree(), asked(&weights));
            let before = Profile { skills, ..Profile::default() };
            let mut after = before.clone();
            after.skills.insert(skill(more), Level::Strong);
            let share = |profile| Mastery::new(&rules, &tree, profile).fit(&asked).share;
            prop_assert!(share(&after) >= share(&before));
            prop_assert!((0.0..=1.0).contains(&share(&after)));
        }

        #[test]
        fn more_pay_never_lowers_a_rank_and_no_profile_lifts_one_above_its_base(
            pay in -5.0_f64..500.0,
            more in 0.0_f64..100.0,
            trust in 0.0_f64..1.0,
            (fit, reach) in (0.0_f64..=1.0, 0.0_f64..=1.0),
            posted_s in 1_500_000_000_i64..2_000_000_000,
        ) {
            let rules = RankRules::default();
            let base = rules.base(Some(pay), trust, posted_s);
            let rank = rules.rank(base, fit, reach);
            prop_assert!(rank <= base);
            prop_assert!(rules.rank(rules.base(Some(pay + more), trust, posted_s), fit, reach) >= rank);
        }

        /// The order by rank is the order by worth at any time.
        #[test]
        fn a_rank_orders_as_a_worth_does(
            pays in (0.5_f64..90.0, 0.5_f64..90.0),
            ages_h in (0_i64..2_000, 0_i64..2_000),
            fits in (0.1_f64..1.0, 0.1_f64..1.0),
        ) {
            let rules = RankRules::default();
            let now_s = 1_790_000_000;
            let of = |pay: f64, age_h: i64, fit: f64| {
                let rank = rules.rank(rules.base(Some(pay), 0.9, now_s - age_h * 3600), fit, 0.8);
                let open = rules.open(SignedDuration::from_hours(age_h));
                let factors = Factors { net_hourly_usd: Some(pay), fit, open, trust: 0.9, reach: 0.8 };
                (rank, factors.worth_usd())
            };
            let (a, b) = (of(pays.0, ages_h.0, fits.0), of(pays.1, ages_h.1, fits.1));
            prop_assume!((a.1 / b.1 - 1.0).abs() > 1e-9);
            prop_assert_eq!(a.0 > b.0, a.1 > b.1);
        }
    }
}
