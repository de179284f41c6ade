//! Insights against reading every row.

use std::collections::BTreeSet;

use kazi_domain::{Level, Profile, SkillId};
use kazi_scoring::worth::{Factors, Mastery};
use proptest::{prelude::*, sample::select};

use super::{
    Pair, Step,
    brute::Brute,
    change,
    made_up::{self, now, profile, tree, whose},
};
use crate::{
    HiddenReason, InsightDetail, KnownWeeks, LearnNext, OPENS_AT, Quartiles, Query, Shown, Topic, WEEKS,
    row::{Row, known},
};

fn filled(changes: &[crate::LeadChange], shown: Shown) -> Pair {
    let mut pair = Pair::showing(shown);
    let half = changes.len() / 2;
    let (first, second) = changes.split_at(half);
    pair.take(Step::Apply(first.to_vec()));
    pair.take(Step::Apply(second.to_vec()));
    pair
}

/// The rows that a list without filters shows.
fn shown(pair: &Pair, profile: &Profile) -> Vec<Row> {
    came(pair, profile, &[])
}

/// The rows that it would show, were these no reason to hide one.
fn came(pair: &Pair, profile: &Profile, though: &[HiddenReason]) -> Vec<Row> {
    let query = Query::default();
    let tree = tree();
    let brute =
        Brute { query: &query, profile, rules: &pair.rules, tree: &tree, now: now(), verdicts_free: false };
    pair.seen_rows(profile, &[])
        .into_iter()
        .filter(|row| brute.reasons(row).iter().all(|reason| though.contains(reason)))
        .collect()
}

fn of_topic<'a>(rows: &'a [Row], topic: &'a Topic) -> impl Iterator<Item = &'a Row> {
    rows.iter().filter(move |row| match topic {
        Topic::Field(field) => row.fields.contains(field),
        Topic::Skill(skill) => row.skills.iter().any(|(known, _)| known == skill),
    })
}

/// Of sorted figures: between two of them by their distance.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn quartiles<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<Quartiles> {
    let mut figures: Vec<f64> =
        rows.filter(|row| row.has_pay).filter_map(|row| known(row.net_hourly_usd)).collect();
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (figures.len() - 1) as f64 * share;
        let (low, high) = (figures[place.floor() as usize], figures[place.ceil() as usize]);
        low + (high - low) * place.fract()
    };
    let of = figures.len() as u64;
    (of > 0).then(|| Quartiles { low: at(0.25), median: at(0.5), high: at(0.75), of })
}

fn holds(detail: &InsightDetail, rows: &[Row], came: &[Row], weeks: &KnownWeeks) {
    let insight = &detail.insight;
    let of_topic: Vec<&Row> = of_topic(rows, &insight.topic).collect();
    assert_eq!(insight.leads, of_topic.len() as u64);
    assert_eq!(insight.net_hourly, quartiles(of_topic.iter().copied()));
    let week = |row: &&&Row| usize::try_from((now().as_second() - row.posted_s) / (7 * 86_400)).unwrap();
    let is_known = |row: &&Row| row.sources.iter().any(|source| weeks.sources.contains(source));
    let came: Vec<&Row> = self::of_topic(came, &insight.topic).filter(is_known).collect();
    for number in 0..WEEKS {
        let posted = came.iter().filter(|row| week(row) == number).count() as u64;
        let known = number < weeks.weeks && !came.is_empty();
        assert_eq!(insight.posted_by_week[number], known.then_some(posted));
    }
    for (skill, count) in &detail.with {
        let both = of_topic.iter().filter(|row| row.skills.iter().any(|(known, _)| known == skill));
        assert_eq!(*count, both.count() as u64);
        assert_ne!(Topic::Skill(skill.clone()), insight.topic);
    }
    for source in &detail.sources {
        let of_source: Vec<&Row> =
            of_topic.iter().copied().filter(|row| row.sources.contains(&source.source)).collect();
        assert_eq!(source.leads, of_source.len() as u64);
        assert_eq!(source.net_hourly, quartiles(of_source.into_iter()));
    }
    let sources: BTreeSet<_> = of_topic.iter().flat_map(|row| &row.sources).collect();
    assert_eq!(detail.sources.len(), sources.len());
}

/// What learning a skill brings, by working out every lead's worth twice.
fn learnt(pair: &Pair, rows: &[Row], profile: &Profile, skill: &SkillId) -> Option<LearnNext> {
    let mut after = profile.clone();
    after.skills.insert(skill.clone(), Level::Able);
    let tree = tree();
    let share = |row: &Row, profile: &Profile| {
        let mastery = Mastery::new(&pair.rules, &tree, profile);
        let all: f64 = row.skills.iter().map(|(_, weight)| f64::from(*weight)).sum();
        let had: f64 = row.skills.iter().map(|(skill, weight)| f64::from(*weight) * mastery.of(skill)).sum();
        (all > 0.0).then(|| had / all)
    };
    let (mut added, mut leads, mut opened) = (0.0, 0, Vec::new());
    for row in rows {
        let (Some(before), Some(then)) = (share(row, profile), share(row, &after)) else { continue };
        if then <= before {
            continue;
        }
        let age = now().duration_since(jiff::Timestamp::from_second(row.posted_s).unwrap());
        let worth = |share: f64| {
            let fit = pair.rules.fit_floor + (1.0 - pair.rules.fit_floor) * share;
            let reach = pair.rules.reach(row.reach.verdict_for(profile, &[]).unwrap());
            let (open, trust) = (pair.rules.open(age), f64::from(row.trust));
            Factors { net_hourly_usd: known(row.ranked_usd), fit, open, trust, reach }.worth_usd()
        };
        leads += 1;
        added += worth(then) - worth(before);
        if before < OPENS_AT && then >= OPENS_AT {
            opened.push(row);
        }
    }
    let opened_median_usd = quartiles(opened.iter().copied()).map(|quartiles| quartiles.median);
    let opens = opened.len() as u64;
    let skill = skill.clone();
    (leads > 0).then_some(LearnNext { skill, added_worth_usd: added, leads, opens, opened_median_usd })
}

fn known_weeks() -> impl Strategy<Value = KnownWeeks> {
    let since = (select(&["remoteok", "himalayas", "microwork"][..]), 0_i64..80);
    proptest::collection::vec(since, 0..4).prop_map(|since| {
        let since = since.into_iter().map(|(source, days)| (source.parse().unwrap(), days_ago(days)));
        KnownWeeks::of(since, now())
    })
}

fn days_ago(days: i64) -> jiff::Timestamp {
    now() - jiff::SignedDuration::from_hours(24 * days)
}

/// Work that came 40 days ago and this week, of which this much of the former has ended.
fn trend(ended: u64, since: &[(&str, i64)], query: &Query) -> (Option<f64>, [Option<u64>; WEEKS]) {
    let mut pair = Pair::new();
    let leads = (0..16).map(|id| {
        let mut lead = made_up::skilled(id, "css");
        let days = if id < 10 { 40 } else { 3 };
        lead = lead.changed(|postings| {
            postings[0].first_seen = days_ago(days);
            postings[0].closed_at = (id < ended).then(|| days_ago(2));
        });
        crate::LeadChange::Put(std::sync::Arc::new(lead))
    });
    pair.take(Step::Apply(leads.collect()));
    let since = since.iter().map(|(source, days)| (source.parse().unwrap(), days_ago(*days)));
    let known = KnownWeeks::of(since, now());
    let insights = pair.catalog.snapshot().insights(query, &Profile::default(), now(), &known);
    assert_eq!(insights[0].leads, 16 - ended);
    (insights[0].trend(), insights[0].posted_by_week)
}

/// A trend tells how much work came, not how much of it is left.
#[test]
fn what_closes_makes_no_trend() {
    let all = Query::default();
    let watched = [("remoteok", 70), ("himalayas", 9)];
    for ended in [0, 9] {
        let (grown, weeks) = trend(ended, &watched, &all);
        assert_eq!(grown, Some(0.6), "{ended} ended");
        assert_eq!(weeks.map(Option::unwrap), [6, 0, 0, 0, 0, 10, 0, 0]);
    }
    let three = [Some(6), Some(0), Some(0), None, None, None, None, None];
    assert_eq!(trend(9, &[("remoteok", 21)], &all), (None, three), "three weeks are known");
    assert_eq!(trend(9, &[], &all), (None, [None; WEEKS]), "none");
    assert_eq!(
        trend(9, &[("himalayas", 70)], &all),
        (None, [None; WEEKS]),
        "of a source that has nothing of it"
    );
}

#[test]
fn weeks_that_a_query_leaves_out_are_not_known() {
    let within = Some(jiff::SignedDuration::from_hours(24 * 15));
    let mut pair = Pair::new();
    pair.take(Step::Apply(vec![crate::LeadChange::Put(std::sync::Arc::new(made_up::skilled(1, "css")))]));
    let known = KnownWeeks::of([("remoteok".parse().unwrap(), days_ago(80))], now());
    let query = Query { posted_within: within, ..Query::default() };
    let insights = pair.catalog.snapshot().insights(&query, &Profile::default(), now(), &known);
    assert_eq!(insights[0].posted_by_week, [Some(1), Some(0), None, None, None, None, None, None]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn insights_are_those_of_reading_every_row(
        changes in proptest::collection::vec(change(), 0..80),
        profile in profile(),
        whose in whose(),
        known in known_weeks(),
    ) {
        let pair = filled(&changes, whose);
        let came = came(&pair, &profile, &[HiddenReason::Ended]);
        let (snapshot, rows) = (pair.catalog.snapshot(), shown(&pair, &profile));
        let insights = snapshot.insights(&Query::default(), &profile, now(), &known);
        for insight in &insights {
            let detail = snapshot.insight(&insight.topic, &Query::default(), &profile, now(), &known).unwrap();
            prop_assert_eq!(&detail.insight, insight);
            holds(&detail, &rows, &came, &known);
        }
        let topics: BTreeSet<Topic> = rows
            .iter()
            .flat_map(|row| {
                let skills = row.skills.iter().map(|(skill, _)| Topic::Skill(skill.clone()));
                skills.chain(row.fields.iter().cloned().map(Topic::Field))
            })
            .collect();
        prop_assert_eq!(insights.len(), topics.len());
        prop_assert!(insights.is_sorted_by(|a, b| (b.leads, &a.topic) <= (a.leads, &b.topic)));
    }

    #[test]
    fn what_to_learn_next_is_what_working_it_out_twice_gives(
        changes in proptest::collection::vec(change(), 0..80),
        profile in profile(),
        whose in whose(),
    ) {
        let pair = filled(&changes, whose);
        let rows = shown(&pair, &profile);
        let found = pair.catalog.snapshot().learn_next(&Query::default(), &profile, now());
        let asked: BTreeSet<&SkillId> =
            rows.iter().flat_map(|row| &row.skills).map(|(skill, _)| skill).collect();
        let missing = asked.into_iter().filter(|skill| !profile.skills.contains_key(*skill));
        let mut expected: Vec<LearnNext> =
            missing.filter_map(|skill| learnt(&pair, &rows, &profile, skill)).collect();
        expected.sort_by(|a, b| a.skill.cmp(&b.skill));
        let mut by_id = found.clone();
        by_id.sort_by(|a, b| a.skill.cmp(&b.skill));
        prop_assert_eq!(by_id.len(), expected.len());
        for (found, expected) in by_id.iter().zip(&expected) {
            let apart = (found.added_worth_usd - expected.added_worth_usd).abs();
            prop_assert!(apart <= 1e-6 * expected.added_worth_usd.abs().max(1e-6), "{:?} {:?}", found, expected);
            let figures = |learn: &LearnNext| (learn.skill.clone(), learn.leads, learn.opens, learn.opened_median_usd);
            prop_assert_eq!(figures(found), figures(expected));
        }
        prop_assert!(found.is_sorted_by(|a, b| a.added_worth_usd >= b.added_worth_usd));
    }
}
