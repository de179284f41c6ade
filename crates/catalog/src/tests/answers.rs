//! What a list answers: its hits, their order, its pages and counts.

use proptest::prelude::*;

use super::*;
use crate::{Cursor, CursorError, Sort};

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
        assert_eq!(bad.parse::<Cursor>(), Err(CursorError::Unreadable), "{bad}");
    }
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
