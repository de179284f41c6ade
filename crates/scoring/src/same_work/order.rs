//! Values in order, each once.

/// Each value once, the least first.
pub(super) fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Different hashes, the least first: each stands at the place that its highest bits tell, or behind it
/// where that is taken by one that is less.
pub(super) struct Different {
    places: Vec<u32>,
    count: usize,
    /// Places that hashes tell; those that have no room there stand behind.
    own: u64,
    /// Whether the hash that stands for a free place is among them.
    has_free: bool,
}

/// What stands at a free place.
const FREE: u32 = u32::MAX;

impl Different {
    /// Room for so many.
    pub(super) fn with_room(hashes: usize) -> Self {
        let own = hashes + hashes / 2;
        Self { places: vec![FREE; own + hashes + 1], count: 0, own: own as u64, has_free: false }
    }

    /// Adds a hash, if it is not there.
    #[inline]
    pub(super) fn insert(&mut self, hash: u32) {
        let mut at = ((u64::from(hash) * self.own) >> u32::BITS) as usize;
        while self.places[at] < hash {
            at += 1;
        }
        if self.places[at] == hash {
            self.has_free |= hash == FREE;
            return;
        }
        self.count += 1;
        let mut moved = hash;
        while moved != FREE {
            std::mem::swap(&mut self.places[at], &mut moved);
            at += 1;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count + usize::from(self.has_free)
    }

    /// The least of them, at most so many.
    pub(super) fn least(&self, most: usize) -> Vec<u32> {
        let mut least = vec![FREE; self.count().min(most)];
        let (mut known, last) = (0, least.len().min(self.count));
        for hash in &self.places {
            if known == last {
                break;
            }
            // Most branches taken for a free place would be guessed wrong.
            least[known] = *hash;
            known += usize::from(*hash != FREE);
        }
        least
    }
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
        fn different_hashes_are_sorted_as_all_values_are(
            spread: Vec<u32>,
            low in prop::collection::vec(0..9_u32, 0..40),
            high in prop::collection::vec(FREE - 9..=FREE, 0..40),
        ) {
            let all = [spread, low, high].concat();
            let mut different = Different::with_room(all.len());
            all.iter().for_each(|hash| different.insert(*hash));
            let mut sorted = sorted(all);
            prop_assert_eq!(different.count(), sorted.len());
            prop_assert_eq!(&different.least(usize::MAX), &sorted);
            sorted.truncate(8);
            prop_assert_eq!(different.least(8), sorted);
        }
    }
}
