use std::collections::BTreeMap;

use kazi_domain::{Evidence, Level, Part, SkillId, SkillMatch};
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
    Profile { skills: skills.iter().map(|(id, level)| (skill(id), *level)).collect(), ..Profile::default() }
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
