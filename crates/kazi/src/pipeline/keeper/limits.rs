//! How long postings may be kept: what configuration says, and what it said of sources that it names no longer.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use kazi_domain::SourceId;
use kazi_fetcher::source::{Keep, Source};
use kazi_store::{Document, Store, StoreError};
use serde::{Deserialize, Serialize};

/// Where the store keeps them.
const LIMITS: &str = "limits";
const LIMITS_VERSION: u16 = 1;
/// How long postings of a source that is configured no longer stay where its owner allows it: time to put a
/// configuration right, and no longer than the strictest owner allows.
const GRACE_S: i64 = 24 * 60 * 60;

/// How long the postings of one source are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Limit {
    /// How long after they were read; nothing where that is as long as they are of use, or not known.
    keep_s: Option<i64>,
    /// Since when configuration no longer names the source, in seconds.
    missing_since_s: Option<i64>,
}

impl Limit {
    fn of(source: &Source) -> Self {
        let keep_s = match source.rights.keep {
            Keep::Unlimited => None,
            Keep::For(interval) => i64::try_from(interval.seconds()).ok(),
            Keep::Nothing => Some(0),
        };
        Self { keep_s, missing_since_s: None }
    }

    /// Whether a posting that was last read at `seen_s` may no longer be kept.
    pub(super) fn is_past(&self, seen_s: i64, now: Timestamp) -> bool {
        let since_s = |then_s: i64| now.as_second() - then_s;
        self.keep_s.is_some_and(|keep_s| since_s(seen_s) >= keep_s)
            || self.missing_since_s.is_some_and(|missing_s| since_s(missing_s) >= GRACE_S)
    }
}

/// The limit of every source that is configured, or that postings are left of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Limits(BTreeMap<SourceId, Limit>);

impl Limits {
    /// Those that the store remembers.
    pub(super) async fn find(store: &dyn Store) -> Result<Self, StoreError> {
        let kept = store.find_document(LIMITS).await?.filter(|kept| kept.version == LIMITS_VERSION);
        // A document of another form is forgotten: what is not configured then has its grace again.
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept.bytes).ok()).unwrap_or_default())
    }

    /// Those of now, with these sources configured and postings of `known` ones kept.
    pub(super) fn renewed(
        &self,
        sources: &[Arc<Source>],
        known: impl Iterator<Item = SourceId>,
        now: Timestamp,
    ) -> Self {
        let mut limits: BTreeMap<SourceId, Limit> =
            sources.iter().map(|source| (source.id.clone(), Limit::of(source))).collect();
        for id in known {
            limits.entry(id.clone()).or_insert_with(|| self.missing(&id, now));
        }
        Self(limits)
    }

    fn missing(&self, id: &SourceId, now: Timestamp) -> Limit {
        let before = self.0.get(id).copied().unwrap_or_default();
        if before.missing_since_s.is_none() {
            tracing::warn!(
                source = id.as_str(),
                "a source is configured no longer: its postings are not shown, and removed within 24 hours"
            );
        }
        // A time to come is not believed: the clock was wrong.
        let now_s = now.as_second();
        Limit { missing_since_s: Some(before.missing_since_s.unwrap_or(now_s).min(now_s)), ..before }
    }

    /// The document that [`Self::find`] reads.
    pub(super) fn document(&self) -> (&'static str, Document) {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        (LIMITS, Document { version: LIMITS_VERSION, bytes })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&SourceId, &Limit)> {
        self.0.iter()
    }
}
