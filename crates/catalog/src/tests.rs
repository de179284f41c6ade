//! The catalog against reading every row, on random leads, profiles, queries and updates.
//!
//! Figures come from small sets of powers of two and whole days, so that exact ties are frequent.

mod brute;
mod insights;
mod made_up;

use std::{collections::BTreeMap, sync::Arc};

use kazi_domain::{Amount, AssessedPosting, Lead, LeadId, Profile};
use kazi_scoring::worth::{Mastery, RankRules};
use proptest::prelude::*;

use self::{
    brute::Brute,
    made_up::{lead, now, profile, query, tree, whose},
};
use crate::{
    Catalog, CursorError, LeadChange, Page, Query, SavedCatalog, SavedError, SavedOf, Selection, Shown, Sort,
    Wanted, catalog::merge, row::Row,
};

#[derive(Clone, Debug)]
enum Step {
    Apply(Vec<LeadChange>),
    Merge,
    MergeAll,
    SetHalfLife(f64),
    /// The process ends, and starts with what was saved.
    Restart,
}

fn change() -> impl Strategy<Value = LeadChange> {
    prop_oneof![
        5 => lead().prop_map(|lead| LeadChange::Put(Arc::new(lead))),
        1 => (0..made_up::LEADS).prop_map(|id| LeadChange::Remove(LeadId(id))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => proptest::collection::vec(change(), 0..40).prop_map(Step::Apply),
        2 => Just(Step::Merge),
        1 => Just(Step::MergeAll),
        1 => Just(Step::Restart),
        1 => prop_oneof![Just(1.0), Just(2.0)].prop_map(Step::SetHalfLife),
    ]
}

/// The catalog, and the rows that it should hold.
struct Pair {
    catalog: Catalog,
    rules: RankRules,
    shown: Shown,
    leads: BTreeMap<LeadId, Lead>,
}

impl Pair {
    fn new() -> Self {
        Self::showing(Shown::All)
    }

    fn showing(shown: Shown) -> Self {
        let rules = made_up::rules();
        let catalog = Catalog::new(rules.clone(), tree()).showing(shown.clone());
        Self { catalog, rules, shown, leads: BTreeMap::new() }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Apply(changes) => {
                for change in changes.clone() {
                    match change {
                        LeadChange::Put(lead) => self.leads.insert(lead.id, Lead::clone(&lead)),
                        LeadChange::Remove(id) => self.leads.remove(&id),
                    };
                }
                self.catalog.apply(changes);
            }
            Step::Merge => self.catalog.merge(),
            Step::MergeAll => self.catalog.merge_all(),
            Step::SetHalfLife(days) => {
                self.rules.half_life_days = days;
                self.catalog.set_rules(self.rules.clone(), tree());
            }
            Step::Restart => {
                let of = SavedOf { judged_by: b"book 7".to_vec(), sequence: 12 };
                let mut file = Vec::new();
                self.catalog.snapshot().save(&of, &mut file).unwrap();
                self.catalog = Catalog::new(self.rules.clone(), tree()).showing(self.shown.clone());
                let saved = SavedCatalog::read(&file).unwrap();
                assert_eq!(saved.of(), &of);
                self.catalog.restore(saved).unwrap();
            }
        }
    }

    /// A lead as one reader is shown it: of the postings that may be shown, in the order of that reader.
    fn seen(&self, lead: &Lead, profile: &Profile) -> Option<Lead> {
        let may_show = |p: &&AssessedPosting| self.shown.holds(&p.posting.source);
        let postings = lead.postings().iter().filter(may_show).cloned().collect();
        Some(Lead::new(lead.id, postings)?.seen_by(profile))
    }

    fn seen_rows(&self, profile: &Profile) -> Vec<Row> {
        let seen = self.leads.values().filter_map(|lead| self.seen(lead, profile));
        seen.map(|lead| Row::of_seen(&lead)).collect()
    }

    fn brute(&self, query: &Query, profile: &Profile) -> Page {
        let rows = self.seen_rows(profile);
        let tree = tree();
        let rules = &self.rules;
        Brute { query, profile, rules, tree: &tree, now: now(), verdicts_free: false }.page(&rows)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_reading_every_row(
        steps in proptest::collection::vec(step(), 1..10),
        questions in proptest::collection::vec((query(), profile()), 1..6),
        whose in whose(),
    ) {
        let mut pair = Pair::showing(whose);
        steps.into_iter().for_each(|step| pair.take(step));
        let snapshot = pair.catalog.snapshot();
        prop_assert_eq!(snapshot.len(), pair.leads.len() as u64);
        for (query, profile) in questions {
            let brute = pair.brute(&query, &profile);
            // The more often a profile asks, the more is kept for it.
            for _ in 0..3 {
                let page = snapshot.search(&query, &profile, now()).unwrap();
                prop_assert_eq!(&page, &brute, "{:?} {:?}", query, profile);
                let (hits, next) = snapshot.hits(&query, &profile, now()).unwrap();
                prop_assert_eq!((&hits, next), (&brute.hits, brute.next), "{:?} {:?}", query, profile);
            }
        }
    }

    /// Pages one behind the other are the whole list, each hit once.
    #[test]
    fn pages_add_up(
        changes in proptest::collection::vec(change(), 0..120),
        query in query(),
        profile in profile(),
        limit in 1_usize..9,
        whose in whose(),
    ) {
        let mut pair = Pair::showing(whose);
        pair.take(Step::Apply(changes));
        let snapshot = pair.catalog.snapshot();
        let mut query = Query { limit, ..query };
        let mut hits = Vec::new();
        loop {
            let page = snapshot.search(&query, &profile, now()).unwrap();
            prop_assert_eq!(&page, &pair.brute(&query, &profile));
            let (alone, next) = snapshot.hits(&query, &profile, now()).unwrap();
            prop_assert_eq!((&alone, next), (&page.hits, page.next));
            hits.extend(page.hits);
            let Some(next) = page.next else { break };
            query.cursor = Some(next.to_string().parse().unwrap());
        }
        let whole = Query { limit: usize::MAX, cursor: None, ..query };
        let page = snapshot.search(&whole, &profile, now()).unwrap();
        prop_assert_eq!(page.total, hits.len() as u64);
        hits.truncate(page.hits.len());
        prop_assert_eq!(page.hits, hits);
    }

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
        for include_hidden in [false, true] {
            let query = Query { include_hidden, limit: 100, ..Query::default() };
            let page = snapshot.search(&query, &profile, now()).unwrap();
            let mut listed = 0;
            for lead in pair.leads.values().filter_map(|lead| pair.seen(lead, &profile)) {
                let worth = mastery.worth(lead.assessment(), lead.posted_at(), now());
                let hit = page.hits.iter().find(|hit| hit.id == lead.id);
                let hidden = crate::HiddenReason::of(&lead, worth.verdict, now());
                prop_assert_eq!(hit.is_some(), include_hidden || hidden.is_empty(), "{:?}", hidden);
                let Some(hit) = hit else { continue };
                listed += 1;
                prop_assert_eq!(hit.verdict, worth.verdict);
                let apart = (hit.worth_usd - worth.factors.worth_usd()).abs();
                prop_assert!(apart <= 1e-6, "{:?} {:?}", hit, worth.factors);
                prop_assert_eq!(snapshot.find(lead.id, &profile, now()), Some(*hit));
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
            let once: std::collections::BTreeSet<LeadId> = leads.iter().copied().collect();
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

    /// Laws of design.md: more pay never lowers the rank; a lead found alone is the one in the list.
    #[test]
    fn more_pay_never_lowers_the_rank(
        changes in proptest::collection::vec(change(), 1..80),
        profile in profile(),
        more in 0_i64..50,
    ) {
        let mut pair = Pair::new();
        pair.take(Step::Apply(changes));
        let everything = Query { include_hidden: true, limit: 100, ..Query::default() };
        let place = |pair: &Pair, id| {
            let page = pair.catalog.snapshot().search(&everything, &profile, now()).unwrap();
            page.hits.iter().position(|hit| hit.id == id)
        };
        let Some(before) = pair.leads.values().next_back().cloned() else { return Ok(()) };
        let old_place = place(&pair, before.id);
        let mut postings = before.postings().to_vec();
        let Some(net) = &mut postings[0].assessment.net_hourly else { return Ok(()) };
        net.ranked_usd = net.ranked_usd.checked_add(Amount::from_units(more).unwrap()).unwrap();
        postings.truncate(1);
        let id = before.id;
        let paid_better = Lead::new(id, postings).unwrap();
        let same_times = paid_better.posted_at() == before.posted_at();
        prop_assume!(same_times && before.postings().len() == 1);
        pair.take(Step::Apply(vec![LeadChange::Put(Arc::new(paid_better))]));
        prop_assert!(place(&pair, id) <= old_place);
        let page = pair.catalog.snapshot().search(&everything, &profile, now()).unwrap();
        let hit = page.hits.iter().find(|hit| hit.id == id).copied();
        prop_assert_eq!(pair.catalog.snapshot().find(id, &profile, now()), hit);
    }
}

/// Leads that are removed or replaced while a merge runs do not come back with its result.
#[test]
fn a_merge_does_not_bring_back_what_went_meanwhile() {
    let mut pair = Pair::new();
    let put = |id, usd| LeadChange::Put(Arc::new(made_up::plain(id, usd)));
    for id in 0..8 {
        pair.take(Step::Apply(vec![put(id * 2, 1), put(id * 2 + 1, 1)]));
    }
    let snapshot = pair.catalog.snapshot();
    let merged = merge(&snapshot.parts, &pair.rules);
    pair.take(Step::Apply(vec![LeadChange::Remove(LeadId(0)), put(3, 9), put(20, 1)]));
    // All of one segment goes, and with it the segment.
    pair.take(Step::Apply(vec![LeadChange::Remove(LeadId(6)), LeadChange::Remove(LeadId(7))]));
    pair.catalog.install(&snapshot.parts, merged);
    let all = Query { limit: 100, ..Query::default() };
    let page = pair.catalog.snapshot().search(&all, &Profile::default(), now()).unwrap();
    assert_eq!(page, pair.brute(&all, &Profile::default()));
    assert_eq!((page.total, page.hits[0].id), (14, LeadId(3)));
}

#[test]
fn segments_stay_few_when_nobody_merges() {
    let mut pair = Pair::new();
    for id in 0..200 {
        pair.take(Step::Apply(vec![LeadChange::Put(Arc::new(made_up::plain(id, 1)))]));
        assert!(pair.catalog.snapshot().parts.len() <= 33);
    }
    assert_eq!(pair.catalog.snapshot().len(), 200);
}

/// Readers see whole batches while writers and merges go on.
#[test]
fn readers_see_whole_batches() {
    let catalog = Catalog::new(RankRules::default(), tree());
    let put = |id, batch| LeadChange::Put(Arc::new(made_up::plain(id, batch)));
    std::thread::scope(|threads| {
        threads.spawn(|| (0..300).for_each(|_| catalog.merge()));
        threads.spawn(|| {
            let all = Query { limit: 100, ..Query::default() };
            for _ in 0..300 {
                let page = catalog.snapshot().search(&all, &Profile::default(), now()).unwrap();
                let pay = |id| {
                    page.hits.iter().find(|hit| hit.id == LeadId(id)).map(|hit| hit.factors.net_hourly_usd)
                };
                assert!((0..20).step_by(2).all(|id| pay(id) == pay(id + 1)), "half a batch shows");
            }
        });
        for batch in 1..=300_i64 {
            let id = batch.unsigned_abs() * 7 % 10 * 2;
            catalog.apply(vec![put(id, batch), put(id + 1, batch)]);
        }
    });
    assert_eq!(catalog.snapshot().len(), 20);
}

#[test]
fn a_cursor_belongs_to_its_order() {
    let mut pair = Pair::new();
    let leads = (0..30).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, id as i64))));
    pair.take(Step::Apply(leads.collect()));
    let query = Query { limit: 5, ..Query::default() };
    let snapshot = pair.catalog.snapshot();
    let cursor = snapshot.search(&query, &Profile::default(), now()).unwrap().next;
    let other = Query { cursor, sort: Sort::Posted, ..query };
    let error = snapshot.search(&other, &Profile::default(), now()).unwrap_err();
    assert_eq!(error, CursorError::OtherSort);
    let text = cursor.unwrap().to_string();
    assert_eq!(text.parse(), Ok(cursor.unwrap()));
    for bad in
        ["", "1w", "€", &text[1..], &format!("{text}0"), "1wffffffffffffffff00000000000000000000000000000000"]
    {
        assert_eq!(bad.parse::<crate::Cursor>(), Err(CursorError::Unreadable), "{bad}");
    }
}

#[test]
fn a_saved_catalog_that_is_not_as_written_is_refused() {
    let mut pair = Pair::new();
    let leads = (0..40).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, 5))));
    pair.take(Step::Apply(leads.collect()));
    let mut file = Vec::new();
    let of = SavedOf { judged_by: Vec::new(), sequence: 0 };
    pair.catalog.snapshot().save(&of, &mut file).unwrap();
    for end in 0..file.len() {
        assert!(matches!(SavedCatalog::read(&file[..end]), Err(SavedError::Damaged(_))), "cut at {end}");
    }
    for at in 0..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 4;
        assert!(SavedCatalog::read(&flipped).is_err(), "flipped at {at}");
    }
    assert_eq!(SavedCatalog::read(&file).unwrap().of(), &of);
}

#[test]
fn a_catalog_saved_under_another_half_life_ranks_by_todays() {
    let mut pair = Pair::new();
    let leads = (0..40).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, 5))));
    pair.take(Step::Apply(leads.collect()));
    let mut file = Vec::new();
    pair.catalog.snapshot().save(&SavedOf { judged_by: Vec::new(), sequence: 0 }, &mut file).unwrap();
    pair.take(Step::SetHalfLife(2.0));
    let other = Catalog::new(pair.rules.clone(), tree());
    other.restore(SavedCatalog::read(&file).unwrap()).unwrap();
    let all =
        |catalog: &Catalog| catalog.snapshot().search(&Query::default(), &Profile::default(), now()).unwrap();
    assert_eq!(all(&other), all(&pair.catalog));
}

#[test]
fn a_word_that_is_nowhere_is_taken_for_the_nearest_one() {
    let pair = Pair::new();
    let titled = |id, title: &str| LeadChange::Put(Arc::new(made_up::titled(id, title)));
    pair.catalog.apply(vec![titled(1, "WordPress designer"), titled(2, "designer"), titled(3, "resigner")]);
    pair.catalog.apply(vec![titled(4, "Élève designers")]);
    let snapshot = pair.catalog.snapshot();
    let meant = |text: &str| snapshot.did_you_mean(text);
    assert_eq!(meant("wordpres -logo"), Some("wordpress -logo".to_owned()));
    assert_eq!(meant("desinger eleve"), Some("designer eleve".to_owned()));
    assert_eq!(meant("designer"), None, "it is held");
    assert_eq!(meant("designing \"wordpres\""), None, "another form is held, and quotes mean what they say");
    assert_eq!(meant("accountant x"), None);
}

#[test]
fn what_was_closed_within_the_minute_is_listed_no_more() {
    let closed = |id: u64, seconds| {
        let plain = made_up::plain(id, 10);
        let mut postings = plain.postings().to_vec();
        postings[0].closed_at = Some(now() + jiff::SignedDuration::from_secs(seconds));
        LeadChange::Put(Arc::new(Lead::new(plain.id, postings).unwrap()))
    };
    let pair = Pair::new();
    pair.catalog.apply(vec![closed(1, -1), closed(2, 59), closed(3, 60)]);
    let page = pair.catalog.snapshot().search(&Query::default(), &Profile::default(), now()).unwrap();
    assert_eq!(page.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [LeadId(3)]);
    assert_eq!(page.hidden, 2);
}

#[test]
fn candidates_are_all_that_pass_or_none() {
    let mut pair = Pair::new();
    let leads = (0..40).map(|id| LeadChange::Put(Arc::new(made_up::plain(id, 5))));
    pair.take(Step::Apply(leads.collect()));
    let snapshot = pair.catalog.snapshot();
    let candidates = |most| snapshot.candidates(&Query::default(), &Profile::default(), now(), most);
    assert_eq!(candidates(40).map(|ids| ids.len()), Some(40));
    assert_eq!(candidates(39), None);
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
    let only = Shown::Of(std::collections::BTreeSet::from([
        "himalayas".parse().unwrap(),
        "remoteok".parse().unwrap(),
    ]));
    let none = Vec::new;
    assert_eq!(seen_by(Shown::All, "KE"), (vec![2, 1], vec![2, 1], none(), vec![1], Some("dear".to_owned())));
    assert_eq!(
        seen_by(Shown::All, "US"),
        (vec![1, 2], vec![1, 2], vec![1], vec![1], Some("dear".to_owned()))
    );
    assert_eq!(seen_by(only.clone(), "US"), (vec![2, 1], vec![2, 1], none(), none(), None));
    assert_eq!(seen_by(only, "KE"), (vec![2, 1], vec![2, 1], none(), none(), None));
}

#[test]
fn a_saved_catalog_is_of_no_use_once_its_sources_may_be_shown_no_longer() {
    let mut pair = Pair::new();
    pair.take(Step::Apply(vec![LeadChange::Put(Arc::new(made_up::on_two_boards(1)))]));
    let mut file = Vec::new();
    pair.catalog.snapshot().save(&SavedOf { judged_by: Vec::new(), sequence: 0 }, &mut file).unwrap();
    let restore = |names: &[&str]| {
        let shown = Shown::Of(names.iter().map(|name| name.parse().unwrap()).collect());
        let catalog = Catalog::new(pair.rules.clone(), tree()).showing(shown);
        catalog.restore(SavedCatalog::read(&file).unwrap()).map(|()| catalog.snapshot().len())
    };
    assert_eq!(restore(&["himalayas", "microwork", "another"]), Ok(1));
    assert_eq!(restore(&["himalayas"]), Err(SavedError::Rights("microwork".parse().unwrap())));
}
