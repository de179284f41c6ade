//! Things worked out for recent questions.

use std::sync::{Arc, Mutex, PoisonError};

/// What was worked out for the last few keys, so that the same question again costs a look-up.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    /// The last used at the end.
    entries: Mutex<Vec<(K, Arc<V>)>>,
    most: usize,
}

impl<K: Clone + PartialEq, V> Recent<K, V> {
    /// Keeps the last `most` keys.
    pub(crate) fn new(most: usize) -> Self {
        Self { entries: Mutex::new(Vec::new()), most }
    }

    /// What `make` gives for the key, worked out once. Two who ask at one time may both work it out:
    /// nobody waits for another's work.
    pub(crate) fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        if let Some(known) = self.find(key) {
            return known;
        }
        let made = Arc::new(make());
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|(known, _)| known != key);
        if entries.len() >= self.most {
            entries.remove(0);
        }
        entries.push((key.clone(), Arc::clone(&made)));
        made
    }

    fn find(&self, key: &K) -> Option<Arc<V>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().rposition(|(known, _)| known == key)?;
        let entry = entries.remove(at);
        let value = Arc::clone(&entry.1);
        entries.push(entry);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recent_goes_first() {
        let recent = Recent::new(2);
        let ask = |key: u8| *recent.get(&key, || key);
        assert_eq!([ask(1), ask(2), ask(1), ask(3)], [1, 2, 1, 3]);
        assert_eq!(*recent.get(&1, || 99), 1, "asked for again, so kept");
        assert_eq!(*recent.get(&2, || 99), 99, "forgotten, so worked out again");
    }
}
