use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{block::BLOCK_ROWS, *};

const SPACE: u32 = 3 * BLOCK_ROWS - 77;

/// Sparse rows, runs of thousands, and nothing.
fn rows() -> impl Strategy<Value = BTreeSet<u32>> {
    let run = (0..SPACE, 0_u32..9_000).prop_map(|(start, len)| start..(start + len).min(SPACE));
    let sparse = proptest::collection::btree_set(0..SPACE, 0..60);
    (proptest::collection::vec(run, 0..4), sparse).prop_map(|(runs, mut rows)| {
        rows.extend(runs.into_iter().flatten());
        rows
    })
}

fn same(bits: &Bits, rows: &BTreeSet<u32>) -> bool {
    let compressed = bits.compressed();
    let ascending: Vec<u32> = rows.iter().copied().collect();
    bits.len() == rows.len() as u64
        && bits.iter().eq(ascending.iter().copied())
        && compressed.iter().eq(ascending.iter().copied())
        && compressed == Rows::of_ascending(ascending)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn sets_are_what_sets_are(a in rows(), b in rows(), probes in proptest::collection::vec(0..SPACE, 9)) {
        let (of_a, of_b) = (Rows::of_ascending(a.iter().copied()), Rows::of_ascending(b.iter().copied()));
        prop_assert_eq!(of_a.len(), a.len() as u64);
        for row in probes.iter().chain(&b) {
            prop_assert_eq!(of_a.contains(*row), a.contains(row));
        }
        let mut bits = Bits::none(SPACE);
        bits.add(&of_a);
        prop_assert!(same(&bits, &a));
        prop_assert_eq!(of_b.len_within(&bits), a.intersection(&b).count() as u64);
        let mut both = bits.clone();
        both.blocks_mut().for_each(|(number, words)| of_b.keep_block(number, words));
        prop_assert!(same(&both, &(&a & &b)));
        let mut without = bits.clone();
        without.remove(&of_b);
        prop_assert!(same(&without, &(&a - &b)));
        let mut other = Bits::all(SPACE);
        prop_assert_eq!(other.len(), u64::from(SPACE));
        other.remove(&without.compressed());
        other.keep_bits(&bits);
        prop_assert!(same(&other, &(&a & &b)));
        other.add_bits(&without);
        prop_assert!(same(&other, &a));
        bits.add(&of_b);
        prop_assert!(same(&bits, &(&a | &b)));
    }

    #[test]
    fn rows_are_put_in_once(a in rows(), more in proptest::collection::vec(0..SPACE, 0..40)) {
        let mut set = Rows::of_ascending(a.iter().copied());
        let mut model = a;
        for row in more {
            prop_assert_eq!(set.insert(row), model.insert(row));
        }
        prop_assert_eq!(set.len(), model.len() as u64);
        prop_assert!(set.iter().eq(model.iter().copied()));
    }
}
