//! What leads are seen with.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kazi_domain::Profile;

use crate::{Facts, KnownSources, words::Words};

/// Who reads, and the names of things.
#[derive(Clone, Copy)]
pub(crate) struct Eyes<'a> {
    pub profile: &'a Profile,
    pub facts: &'a Arc<Facts>,
    pub sources: &'a Arc<KnownSources>,
    pub words: Words,
    pub now: Timestamp,
}

impl Eyes<'_> {
    /// The day it is in UTC.
    pub(crate) fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.now).date()
    }
}
