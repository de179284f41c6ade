//! Of which weeks it can be said how much work came.
//!
//! What is open now says nothing of it: most of what came five weeks ago has closed since, and a count of what is
//! left would always grow. So work counts that has ended too, of sources alone of which that is known.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kazi_domain::SourceId;

use crate::{Query, rows::Bits, segment::Segment};

/// Weeks that are counted back from now, at the most.
pub const WEEKS: usize = 8;

pub(super) const WEEK_S: i64 = 7 * 86_400;

/// The weeks whose work is all known, ended or not, and the sources of which it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownWeeks {
    /// How many weeks back from now, at most [`WEEKS`].
    pub weeks: usize,
    /// Only work of these counts: all of them are known for that long, so that no growth is made of a source that
    /// came later.
    pub sources: BTreeSet<SourceId>,
}

impl KnownWeeks {
    /// Of the time since when all postings of each source are known, ended or not: as many weeks as of any source,
    /// and the sources of which so many are known.
    pub fn of(since: impl IntoIterator<Item = (SourceId, Timestamp)>, now: Timestamp) -> Self {
        let weeks_of = |since: Timestamp| {
            let known_s = now.as_second().saturating_sub(since.as_second());
            usize::try_from(known_s / WEEK_S).unwrap_or(0).min(WEEKS)
        };
        let known: Vec<(SourceId, usize)> =
            since.into_iter().map(|(source, since)| (source, weeks_of(since))).collect();
        let weeks = known.iter().map(|(_, weeks)| *weeks).max().unwrap_or(0);
        let sources = known.into_iter().filter(|(_, of)| weeks > 0 && *of == weeks);
        Self { weeks, sources: sources.map(|(source, _)| source).collect() }
    }

    /// What of it a query leaves to be counted: older work than it asks for is not counted at all.
    pub(super) fn under(&self, query: &Query) -> Self {
        let most = query
            .posted_within
            .map_or(WEEKS, |within| usize::try_from(within.as_secs() / WEEK_S).unwrap_or(0));
        Self { weeks: self.weeks.min(most), sources: self.sources.clone() }
    }

    /// The rows that are counted.
    pub(super) fn rows(&self, segment: &Segment) -> Bits {
        let mut rows = Bits::none(segment.rows());
        self.sources.iter().filter_map(|source| segment.sources.rows(source)).for_each(|of| rows.add(of));
        rows
    }
}
