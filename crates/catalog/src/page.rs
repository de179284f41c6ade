//! What the catalog answers.

use jiff::Timestamp;
use kazi_domain::{FlagId, Kind, Lead, LeadId, Severity, Verdict};
use kazi_scoring::worth::Factors;

use crate::{Cursor, FacetKind, row::ends_s};

/// The most values of one facet, the most frequent first.
pub const FACET_VALUES_MAX: usize = 100;

/// One page of hits, and counts over all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The hits in order.
    pub hits: Vec<Hit>,
    /// How many leads pass the filters and are not hidden: exact.
    pub total: u64,
    /// How many pass the filters and are hidden: exact.
    pub hidden: u64,
    /// Why they are hidden: exact, without reasons that hide none. A lead with two reasons counts in both.
    pub hidden_by: Vec<(HiddenReason, u64)>,
    /// What was asked to be counted.
    pub facets: Vec<Facet>,
    /// Where the next page goes on; nothing on the last one.
    pub next: Option<Cursor>,
}

/// A lead of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The lead.
    pub id: LeadId,
    /// US dollars an hour that it is expected to bring the profile.
    pub worth_usd: f64,
    /// What that is the product of.
    pub factors: Factors,
    /// Whether the profile may take it.
    pub verdict: Verdict,
}

/// Why a lead is not shown unless asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HiddenReason {
    /// The profile may not take it.
    Closed,
    /// It carries this severe flag.
    Flagged(FlagId),
    /// It ended, or its time ran out.
    Ended,
    /// It offers no work.
    NotAnOffer,
}

impl HiddenReason {
    /// Why a list hides a lead of which a profile has this verdict; nothing where it does not. The
    /// catalog hides by the same rules, a segment at a time.
    pub fn of(lead: &Lead, verdict: Verdict, now: Timestamp) -> Vec<Self> {
        let judged = lead.assessment();
        let severe = judged.flags.iter().filter(|flag| flag.severity == Severity::Severe);
        let mut reasons = Vec::new();
        reasons.extend((verdict == Verdict::Closed).then_some(Self::Closed));
        reasons.extend(severe.map(|flag| Self::Flagged(flag.id.clone())));
        reasons.extend((ends_s(lead) <= now.as_second()).then_some(Self::Ended));
        reasons.extend((judged.kind != Kind::Offer).then_some(Self::NotAnOffer));
        reasons
    }
}

/// How many leads have each value of a filter, were that filter alone taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Which filter.
    pub kind: FacetKind,
    /// Values and counts, the most frequent first, ties by value; at most [`FACET_VALUES_MAX`].
    pub values: Vec<(String, u64)>,
}
