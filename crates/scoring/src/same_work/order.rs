//! Values in order, each once.

/// Each value once, the least first.
pub(super) fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// The least of some hashes, each once and the least first, at most so many; and how many different ones
/// there are.
pub(super) fn least_of(hashes: &[u32], most: usize) -> (Vec<u32>, usize) {
    let mut sorted = sorted_hashes(hashes);
    let Some(mut before) = sorted.first().copied() else { return (sorted, 0) };
    let mut last = 0;
    for at in 0..sorted.len() {
        // Most branches taken for a hash that stands twice would be guessed wrong.
        let hash = sorted[at];
        last += usize::from(hash != before);
        sorted[last] = hash;
        before = hash;
    }
    let count = last + 1;
    (sorted[..count.min(most)].to_vec(), count)
}

/// Hashes, the least first: most stand where the number of those with a lower first byte tells.
fn sorted_hashes(hashes: &[u32]) -> Vec<u32> {
    let first_byte = |hash: u32| (hash >> 24) as usize;
    let mut places = [0_usize; 256];
    for hash in hashes {
        places[first_byte(*hash)] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += std::mem::replace(place, before);
    }
    let mut sorted = vec![0; hashes.len()];
    for hash in hashes {
        let place = &mut places[first_byte(*hash)];
        let mut at = *place;
        *place += 1;
        // What stands before is free, and so 0, or of a lower first byte, or of the same one.
        while at > 0 && sorted[at - 1] > *hash {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = *hash;
    }
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
            low in prop::collection::vec(0..9_u32, 0..40),
            high in prop::collection::vec(u32::MAX - 9..=u32::MAX, 0..40),
        ) {
            let all = [spread, high, low].concat();
            let mut sorted = sorted(all.clone());
            let count = sorted.len();
            prop_assert_eq!(least_of(&all, usize::MAX), (sorted.clone(), count));
            sorted.truncate(8);
            prop_assert_eq!(least_of(&all, 8), (sorted, count));
        }
    }
}
