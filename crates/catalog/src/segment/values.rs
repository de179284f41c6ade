//! Which rows have a value: one set for each field, skill, source, flag and language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rows::Rows;

use super::map::{self, RowMap};

/// Values in order, each with its rows.
#[derive(Debug, Serialize, Deserialize)]
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
        Self::of_sets(rows.into_iter().map(|(value, rows)| (value, Rows::of_ascending(rows))))
    }

    /// One index of several, with the rows renumbered into `rows` new ones.
    pub(crate) fn merge(parts: &[(&Self, &RowMap)], rows: u32) -> Self {
        let mut old: BTreeMap<&V, Vec<(&Rows, &RowMap)>> = BTreeMap::new();
        for (index, map) in parts {
            index.iter().for_each(|(value, of_value)| old.entry(value).or_default().push((of_value, map)));
        }
        let merged = old.into_iter().map(|(value, old)| (value, map::merged(&old, rows)));
        Self::of_sets(merged.filter(|(_, rows)| !rows.is_empty()))
    }

    fn of_sets<'a>(sets: impl Iterator<Item = (&'a V, Rows)>) -> Self
    where
        V: 'a,
    {
        let (values, rows) = sets.map(|(value, rows)| (value.clone(), rows)).unzip();
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
