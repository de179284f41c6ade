//! Batches and merges beside readers.

use super::*;
use crate::catalog::merge;

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
