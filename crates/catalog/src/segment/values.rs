//! Which rows have a value: one bitmap for each field, skill, source, flag and language.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::map::RowMap;

/// Values in order, each with its rows.
#[derive(Debug)]
pub(crate) struct ValueIndex<V> {
    values: Vec<V>,
    rows: Vec<RoaringBitmap>,
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
        let mut rows: BTreeMap<&V, RoaringBitmap> = BTreeMap::new();
        for (row, value) in pairs {
            rows.entry(value).or_default().insert(row);
        }
        Self::from_rows(rows)
    }

    /// One index of several, with the rows renumbered.
    pub(crate) fn merge(parts: &[(&Self, &RowMap)]) -> Self {
        let mut rows: BTreeMap<&V, RoaringBitmap> = BTreeMap::new();
        for (index, map) in parts {
            for (value, old) in index.iter() {
                *rows.entry(value).or_default() |= map.bitmap(old);
            }
        }
        rows.retain(|_, rows| !rows.is_empty());
        Self::from_rows(rows)
    }

    fn from_rows(rows: BTreeMap<&V, RoaringBitmap>) -> Self {
        let (values, rows) = rows.into_iter().map(|(value, rows)| (value.clone(), rows)).unzip();
        Self { values, rows }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&V, &RoaringBitmap)> {
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
    pub(crate) fn rows(&self, value: &V) -> Option<&RoaringBitmap> {
        Some(&self.rows[self.position(value)?])
    }

    /// The rows that have one of these values.
    pub(crate) fn rows_any(&self, values: &[V]) -> RoaringBitmap {
        let mut any = RoaringBitmap::new();
        for rows in values.iter().filter_map(|value| self.rows(value)) {
            any |= rows;
        }
        any
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        let values = self.values.len() * (size_of::<V>() + 16);
        values + self.rows.iter().map(super::bitmap_bytes).sum::<usize>()
    }
}
