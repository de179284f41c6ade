//! Which rows have a value: one set for each field, skill, source, flag and language.

use std::collections::BTreeMap;

use crate::rows::Rows;

use super::map::RowMap;

/// Values in order, each with its rows.
#[derive(Debug)]
pub(crate) struct ValueIndex<V> {
    values: Vec<V>,
    rows: Vec<Rows>,
}

impl<V> Default for ValueIndex<V> {
    fn default() -> Self {
        Self { values: Vec::new(), rows: Vec::new() }
    }
}

impl<V: Ord + Clone> ValueIndex<V> {
    /// From pairs of row and value, rows ascending.
    pub(crate) fn build<'a>(pairs: impl Iterator<Item = (u32, &'a V)>) -> Self
    where
        V: 'a,
    {
        let mut rows: BTreeMap<&V, Vec<u32>> = BTreeMap::new();
        for (row, value) in pairs {
            rows.entry(value).or_default().push(row);
        }
        Self::from_rows(rows)
    }

    /// One index of several, with the rows renumbered.
    pub(crate) fn merge(parts: &[(&Self, &RowMap)]) -> Self {
        let mut rows: BTreeMap<&V, Vec<u32>> = BTreeMap::new();
        for (index, map) in parts {
            for (value, old) in index.iter() {
                let of_value = rows.entry(value).or_default();
                let mixed = !of_value.is_empty();
                of_value.extend(map.rows(old.iter()));
                if mixed {
                    of_value.sort_unstable();
                }
            }
        }
        rows.retain(|_, rows| !rows.is_empty());
        Self::from_rows(rows)
    }

    /// Rows ascend.
    fn from_rows(rows: BTreeMap<&V, Vec<u32>>) -> Self {
        let set = |(value, rows): (&V, Vec<u32>)| (value.clone(), Rows::of_ascending(rows));
        let (values, rows) = rows.into_iter().map(set).unzip();
        Self { values, rows }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&V, &Rows)> {
        self.values.iter().zip(&self.rows)
    }

    pub(crate) fn values(&self) -> &[V] {
        &self.values
    }

    /// The place of a value.
    pub(crate) fn position(&self, value: &V) -> Option<usize> {
        self.values.binary_search(value).ok()
    }

    /// The rows that have a value.
    pub(crate) fn rows(&self, value: &V) -> Option<&Rows> {
        Some(&self.rows[self.position(value)?])
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        let values = self.values.len() * (size_of::<V>() + 16);
        values + self.rows.iter().map(Rows::bytes).sum::<usize>()
    }
}
