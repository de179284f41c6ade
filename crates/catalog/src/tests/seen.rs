//! A lead as its reader sees it: which of its postings, and what of the others counts.

use std::collections::BTreeSet;

use kazi_scoring::worth::Mastery;
use proptest::prelude::*;

use super::*;
use crate::{HiddenReason, Selection, Sort, Wanted};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// The same job is shown once per country: each reader sees the posting that is open to them, what
    /// that one pays, and the catalog agrees that the lead is open.
    #[test]
    fn a_reader_sees_the_posting_open_to_them(lead in lead(), profile in profile()) {
        let mut pair = Pair::new();
        pair.take(Step::Apply(vec![LeadChange::Put(Arc::new(lead.clone()))]));
        let hit = pair.catalog.snapshot().find(lead.id, &profile, now()).unwrap();
        let ended = lead.closed_at().is_some();
        let seen = lead.clone().seen_by(&profile);
        let shown = seen.best();
        let left = |p: &AssessedPosting| p.assessment.net_hourly.as_ref().map(|net| net.ranked_usd);
        let verdict = |p: &AssessedPosting| p.assessment.reach.verdict_for(&profile);
        prop_assert_eq!(hit.verdict, verdict(shown));
        prop_assert_eq!(&seen.assessment().net_hourly, &shown.assessment.net_hourly);
        prop_assert!(ended || shown.closed_at.is_none());
        for other in lead.postings().iter().filter(|other| ended || other.closed_at.is_none()) {
            prop_assert!(verdict(shown) <= verdict(other));
            prop_assert!(verdict(shown) < verdict(other) || left(shown) >= left(other));
        }
    }

    /// What a list ranks, filters and hides by is what it shows: each hit is worth what the lead is worth as
    /// its reader sees it, and whoever judges leads again finds those too that nobody may see.
    #[test]
    fn hits_are_worth_what_readers_are_shown(
        changes in proptest::collection::vec(change(), 0..60),
        profile in profile(),
        whose in whose(),
    ) {
        let mut pair = Pair::showing(whose);
        pair.take(Step::Apply(changes));
        let (snapshot, tree) = (pair.catalog.snapshot(), tree());
        let mastery = Mastery::new(&pair.rules, &tree, &profile);
        for (include_hidden, source) in [(false, ""), (true, ""), (false, "microwork"), (true, "microwork")] {
            let without: Vec<SourceId> = source.parse().into_iter().collect();
            let exclude_sources = without.clone();
            let query = Query { include_hidden, exclude_sources, limit: 100, ..Query::default() };
            let page = snapshot.search(&query, &profile, now()).unwrap();
            let mut listed = 0;
            for lead in pair.leads.values().filter_map(|lead| pair.seen(lead, &profile, &without)) {
                let worth = mastery.worth(lead.assessment(), lead.posted_at(), now());
                let hit = page.hits.iter().find(|hit| hit.id == lead.id);
                let hidden = HiddenReason::of(&lead, worth.verdict, now());
                prop_assert_eq!(hit.is_some(), include_hidden || hidden.is_empty(), "{:?}", hidden);
                let Some(hit) = hit else { continue };
                listed += 1;
                prop_assert_eq!(hit.verdict, worth.verdict);
                let apart = (hit.worth_usd - worth.factors.worth_usd()).abs();
                prop_assert!(apart <= 1e-6, "{:?} {:?}", hit, worth.factors);
                prop_assert!(!without.is_empty() || snapshot.find(lead.id, &profile, now()) == Some(*hit));
            }
            prop_assert_eq!((page.hits.len(), page.total), (listed, listed as u64));
        }
        let holds = |lead: &Lead, wanted: &Wanted| match wanted {
            Wanted::Skill(skill) => lead.assessment().skills.iter().any(|found| found.skill == *skill),
            _ => lead.assessment().skills.is_empty(),
        };
        for wanted in [Wanted::Skill("css".parse().unwrap()), Wanted::NoSkill] {
            let Selection { leads, total } = snapshot.select(std::slice::from_ref(&wanted), usize::MAX);
            prop_assert_eq!(leads.len() as u64, total);
            let once: BTreeSet<LeadId> = leads.iter().copied().collect();
            prop_assert_eq!(once.len(), leads.len(), "each lead once");
            let must: Vec<&Lead> = pair.leads.values().filter(|lead| holds(lead, &wanted)).collect();
            prop_assert!(must.iter().all(|lead| once.contains(&lead.id)));
        }
    }

    /// A lead is judged by all its postings: none hides a warning, a skill or a doubt of another, and
    /// the open one that leaves most stands first.
    #[test]
    fn a_lead_is_judged_by_all_its_postings(lead in lead()) {
        let whole = lead.assessment();
        let first = lead.best();
        prop_assert_eq!((&whole.pay, &whole.net_hourly), (&first.assessment.pay, &first.assessment.net_hourly));
        for posting in lead.postings() {
            let judged = &posting.assessment;
            let left = |p: &AssessedPosting| p.assessment.net_hourly.as_ref().map(|net| net.ranked_usd);
            prop_assert!(posting.closed_at.is_some() || first.closed_at.is_none() && left(first) >= left(posting));
            prop_assert!(judged.trust.is_nan() || whole.trust <= judged.trust);
            for flag in &judged.flags {
                prop_assert!(whole.flags.iter().any(|known| known.id == flag.id && known.severity >= flag.severity));
            }
            for skill in &judged.skills {
                prop_assert!(whole.skills.iter().any(|known| known.skill == skill.skill && known.weight >= skill.weight));
            }
        }
        let row = Row::of_seen(&lead);
        prop_assert!(row.flags.iter().all(|(id, _)| whole.flags.iter().any(|flag| flag.id == *id)));
    }
}

/// The same job on two boards: what the dearer one says is neither shown, ranked, found nor counted where it is not
/// for this reader, or where its owner lets nobody see it.
#[test]
fn a_posting_that_a_reader_is_not_shown_moves_nothing() {
    let seen_by = |shown: Shown, country: &str| {
        let mut pair = Pair::showing(shown);
        let leads = [made_up::on_two_boards(1), made_up::plain(2, 28)];
        pair.take(Step::Apply(leads.map(|lead| LeadChange::Put(Arc::new(lead))).to_vec()));
        let profile = Profile { country: country.parse().unwrap(), ..Profile::default() };
        let snapshot = pair.catalog.snapshot();
        assert_eq!(snapshot.len(), 2);
        let ids = |query: Query| -> Vec<u64> {
            let (hits, _) = snapshot.hits(&query, &profile, now()).unwrap();
            hits.iter().map(|hit| hit.id.0).collect()
        };
        let text = |text: &str| Query { text: text.to_owned(), ..Query::default() };
        let from = Query { min_hourly_usd: Amount::from_units(50), ..Query::default() };
        let by_net = Query { sort: Sort::NetHourly, ..Query::default() };
        (ids(Query::default()), ids(by_net), ids(from), ids(text("dear")), snapshot.did_you_mean("deer"))
    };
    let only = Shown::Of(BTreeSet::from(["himalayas".parse().unwrap(), "remoteok".parse().unwrap()]));
    let none = Vec::new;
    assert_eq!(seen_by(Shown::All, "KE"), (vec![2, 1], vec![2, 1], none(), vec![1], Some("dear".to_owned())));
    assert_eq!(
        seen_by(Shown::All, "US"),
        (vec![1, 2], vec![1, 2], vec![1], vec![1], Some("dear".to_owned()))
    );
    assert_eq!(seen_by(only.clone(), "US"), (vec![2, 1], vec![2, 1], none(), none(), None));
    assert_eq!(seen_by(only, "KE"), (vec![2, 1], vec![2, 1], none(), none(), None));
}
