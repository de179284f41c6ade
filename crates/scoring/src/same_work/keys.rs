//! Which postings have a key in common.

use std::hash::{BuildHasher, Hasher, RandomState};

use kazi_domain::PostingId;

use super::{hashes::mixed, numbered::Numbered};

/// Postings by key, as hashes of 32 bits: of two that meet by chance the fingerprints tell that they differ.
///
/// Slots stand in the order of their hashes, each at the place that the highest bits of its hash tell, or
/// behind it where that is taken by a lower one. A look-up takes one line of the cache, and when the
/// table grows all move in their order.
pub(super) struct Keys {
    seed: Seeded,
    /// The last one is free.
    slots: Vec<Slot>,
    /// How many bits of a hash are below those that tell its place.
    shift: u32,
    taken: usize,
    /// The postings of keys that several have.
    shared: Numbered<Vec<Member>>,
}

/// A posting under a key that several have, which stand in the order of their ids.
type Member = (PostingId, u32);

/// The number of the one posting with this hash or, with [`SHARED`], of the list of several.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Slot {
    hash: u32,
    number: u32,
}

const SHARED: u32 = 1 << 31;
const FREE: Slot = Slot { hash: u32::MAX, number: 0 };
/// Bits of the places of the first table.
const FIRST_BITS: u32 = 6;
/// The most eighths of the places that are taken.
const EIGHTHS_MAX: usize = 5;

impl Default for Keys {
    fn default() -> Self {
        let slots = vec![FREE; (1 << FIRST_BITS) + 1];
        let (seed, shared) = (Seeded::default(), Numbered::default());
        Self { seed, slots, shift: u32::BITS - FIRST_BITS, taken: 0, shared }
    }
}

impl Keys {
    /// How many keys there are.
    #[cfg(test)]
    pub(super) const fn len(&self) -> usize {
        self.taken
    }

    /// What keys are known by here.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn hashes(&self, keys: &[u64]) -> Vec<u32> {
        keys.iter().map(|key| ((self.seed.hash_one(key) >> 32) as u32).min(FREE.hash - 1)).collect()
    }

    /// The numbers of postings with one of these hashes, at most so many of each, those with the least ids.
    /// One with several of them is there several times.
    pub(super) fn of(&self, hashes: &[u32], most: usize) -> Vec<u32> {
        // No slot is waited for before the next is asked for.
        let (mut likely, mut count) = (vec![0; hashes.len()], 0);
        for hash in hashes {
            likely[count] = *hash;
            count += usize::from(self.slots[self.place(*hash)].hash <= *hash);
        }
        let mut numbers = Vec::new();
        let found = likely[..count].iter().map(|hash| (self.slots[self.find(*hash)], *hash));
        for (slot, _) in found.filter(|(slot, hash)| slot.hash == *hash) {
            if slot.number & SHARED == 0 {
                numbers.push(slot.number);
            } else {
                numbers.extend(self.members(slot).iter().take(most).map(|(_, number)| number));
            }
        }
        numbers
    }

    /// Puts a posting under a hash, once. `id_of` tells the id of a posting there by its number.
    pub(super) fn add(&mut self, hash: u32, id: PostingId, number: u32, id_of: impl Fn(u32) -> PostingId) {
        let at = self.find(hash);
        let slot = self.slots[at];
        if slot.hash != hash {
            self.insert(at, Slot { hash, number });
        } else if slot.number & SHARED == 0 {
            if slot.number != number {
                let mut both = vec![(id_of(slot.number), slot.number), (id, number)];
                both.sort_unstable();
                self.slots[at].number = self.shared.put(both) | SHARED;
            }
        } else if let Some(members) = self.shared.get_mut(slot.number & !SHARED)
            && let Err(at) = members.binary_search(&(id, number))
        {
            members.insert(at, (id, number));
        }
    }

    /// Takes a posting from under a hash.
    pub(super) fn remove(&mut self, hash: u32, id: PostingId, number: u32) {
        let at = self.find(hash);
        let slot = self.slots[at];
        if slot.hash != hash {
            return;
        }
        if slot.number == number {
            self.free(at);
            return;
        }
        let list = slot.number & !SHARED;
        let Some(members) = self.shared.get_mut(list).filter(|_| slot.number & SHARED != 0) else { return };
        if let Ok(at) = members.binary_search(&(id, number)) {
            members.remove(at);
        }
        if let [(_, last)] = members[..] {
            self.slots[at].number = last;
            self.shared.take(list);
        }
    }

    fn members(&self, slot: Slot) -> &[Member] {
        self.shared.get(slot.number & !SHARED).map_or(&[], Vec::as_slice)
    }

    /// The place that a hash tells.
    #[inline]
    fn place(&self, hash: u32) -> usize {
        (u64::from(hash) >> self.shift) as usize
    }

    /// Where a hash stands, or would.
    #[inline]
    fn find(&self, hash: u32) -> usize {
        let mut at = self.place(hash);
        while self.slots[at].hash < hash {
            at += 1;
        }
        at
    }

    /// Puts a slot where its hash would stand; those behind it move on up to the next free one.
    fn insert(&mut self, mut at: usize, slot: Slot) {
        let mut moved = slot;
        while moved != FREE {
            std::mem::swap(&mut self.slots[at], &mut moved);
            at += 1;
        }
        if at == self.slots.len() {
            self.slots.push(FREE);
        }
        self.taken += 1;
        if self.taken * 8 > (EIGHTHS_MAX << (u32::BITS - self.shift)) {
            self.grow();
        }
    }

    /// Frees a slot; those behind it that were moved on move back.
    fn free(&mut self, mut at: usize) {
        while self.slots[at + 1] != FREE && self.place(self.slots[at + 1].hash) <= at {
            self.slots[at] = self.slots[at + 1];
            at += 1;
        }
        self.slots[at] = FREE;
        self.taken -= 1;
    }

    /// Makes twice as many places.
    fn grow(&mut self) {
        self.shift -= 1;
        let grown = vec![FREE; (1 << (u32::BITS - self.shift)) + 1];
        let slots = std::mem::replace(&mut self.slots, grown);
        let mut next = 0;
        for slot in slots.into_iter().filter(|slot| *slot != FREE) {
            let at = self.place(slot.hash).max(next);
            next = at + 1;
            if next == self.slots.len() {
                self.slots.push(FREE);
            }
            self.slots[at] = slot;
        }
    }
}

/// Hashes keys and ids, which are hashes themselves, with a seed of this process: nobody outside knows
/// which of them meet in a table.
#[derive(Clone)]
pub(super) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Seeded {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        self.clone()
    }
}

impl Hasher for Seeded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = mixed(self.0 ^ key);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn postings_are_found_under_the_keys_they_have(
            steps in prop::collection::vec((any::<bool>(), 0..400_u64, 0..9_u32), 0..900),
        ) {
            let id_of = |number: u32| PostingId(u64::from(number ^ 5));
            let (mut keys, mut plain) = (Keys::default(), BTreeMap::<u32, BTreeSet<Member>>::new());
            for (adds, key, number) in steps {
                // Some stand side by side at the end, where the last places are.
                let hash = if key < 40 { FREE.hash - 1 - key as u32 } else { keys.hashes(&[key])[0] };
                let members = plain.entry(hash).or_default();
                if adds {
                    keys.add(hash, id_of(number), number, id_of);
                    members.insert((id_of(number), number));
                } else {
                    keys.remove(hash, id_of(number), number);
                    members.remove(&(id_of(number), number));
                }
            }
            for (hash, members) in &plain {
                let least: Vec<u32> = members.iter().take(3).map(|(_, number)| *number).collect();
                prop_assert_eq!(keys.of(&[*hash], 3), least);
            }
            prop_assert_eq!(keys.len(), plain.values().filter(|members| !members.is_empty()).count());
        }
    }
}
