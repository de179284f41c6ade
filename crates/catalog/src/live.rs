//! A segment as it stands now.

use crate::{
    eyes::Eyes,
    rows::Rows,
    segment::{Reweighed, Segment},
};

/// A segment, those of its rows that are gone, and what profiles make of it.
#[derive(Clone, Copy)]
pub(crate) struct Live<'a> {
    pub segment: &'a Segment,
    pub deleted: &'a Rows,
    pub reweighed: &'a Reweighed,
    pub eyes: &'a Eyes,
}

impl Live<'_> {
    /// Whether some readers may be shown one of these rows.
    pub(crate) fn shows_any(&self, rows: &Rows) -> bool {
        rows.iter().any(|row| !self.deleted.contains(row) && self.segment.is_shown(row))
    }
}
