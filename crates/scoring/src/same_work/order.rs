//! Values in order, each once.

/// Each value once, the least first.
pub(super) fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Each value once, the least first, of values that are spread evenly: their highest bits tell where they
/// belong, nearly.
pub(super) fn sorted_hashes(hashes: &[u32]) -> Vec<u32> {
    const PLACES: usize = 256;
    let place = |hash: u32| (hash >> 24) as usize;
    let mut next = [0; PLACES];
    hashes.iter().for_each(|hash| next[place(*hash)] += 1);
    let mut before = 0;
    for count in &mut next {
        (*count, before) = (before, before + *count);
    }
    let mut sorted = vec![0; hashes.len()];
    for hash in hashes {
        let at = &mut next[place(*hash)];
        sorted[*at] = *hash;
        *at += 1;
    }
    sorted.chunk_by_mut(|a, b| place(*a) == place(*b)).for_each(<[u32]>::sort_unstable);
    sorted.dedup();
    sorted
}

/// The values of two sorted lists that stand in both.
pub(super) fn in_both<'a, T: Ord + Copy>(ours: &'a [T], theirs: &'a [T]) -> impl Iterator<Item = T> + 'a {
    let mut theirs = theirs.iter().peekable();
    ours.iter().copied().filter(move |value| {
        while theirs.next_if(|other| *other < value).is_some() {}
        theirs.peek() == Some(&value)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hashes_are_sorted_as_all_values_are(
            spread: Vec<u32>,
            near in prop::collection::vec(0..9_u32, 0..40),
        ) {
            let all = [spread, near].concat();
            prop_assert_eq!(sorted_hashes(&all), sorted(all));
        }
    }
}
