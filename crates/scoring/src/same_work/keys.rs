//! Which postings have a key in common.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasher, Hasher, RandomState},
};

use kazi_domain::PostingId;

use super::hashes::mixed;

/// Postings by key, those of one key sorted by id. Most keys have one posting, and that costs no
/// allocation.
#[derive(Default)]
pub(super) struct Keys(HashMap<u64, Under, Seeded>);

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

enum Under {
    One(PostingId),
    /// Boxed, so that a key with one posting takes no more room.
    #[allow(clippy::box_collection)]
    Many(Box<Vec<PostingId>>),
}

impl Under {
    fn ids(&self) -> &[PostingId] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }
}

impl Keys {
    /// How many keys there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The postings that have `key`, the least id first.
    pub(super) fn of(&self, key: u64) -> &[PostingId] {
        self.0.get(&key).map_or(&[], Under::ids)
    }

    /// Puts a posting under a key, once.
    pub(super) fn add(&mut self, key: u64, id: PostingId) {
        let mut under = match self.0.entry(key) {
            Entry::Occupied(under) => under,
            Entry::Vacant(free) => {
                free.insert(Under::One(id));
                return;
            }
        };
        let Err(at) = under.get().ids().binary_search(&id) else { return };
        match under.get_mut() {
            Under::Many(ids) => ids.insert(at, id),
            Under::One(other) => {
                let both = if at == 0 { vec![id, *other] } else { vec![*other, id] };
                under.insert(Under::Many(Box::new(both)));
            }
        }
    }

    /// Takes a posting from under a key.
    pub(super) fn remove(&mut self, key: u64, id: PostingId) {
        let Entry::Occupied(mut under) = self.0.entry(key) else { return };
        let Ok(at) = under.get().ids().binary_search(&id) else { return };
        match under.get_mut() {
            Under::Many(ids) if ids.len() > 1 => {
                ids.remove(at);
            }
            _ => {
                under.remove();
            }
        }
    }
}
