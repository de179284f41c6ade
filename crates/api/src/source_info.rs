//! What readers are told about a source, and what its owner allows to be shown.

use axum::{http::HeaderValue, response::Response};
use jiff::{SignedDuration, Timestamp, civil::Date};
use kazi_catalog::KnownWeeks;
use kazi_domain::{AssessedPosting, Lead, SourceId};

use crate::KnownSources;

/// A source as its readers see it. The binary fills it in: this crate knows nothing of polling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its id.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Why it is not polled; nothing where it is.
    pub off: Option<String>,
    /// What its owner allows.
    pub rights: RightsInfo,
    /// How its polls go.
    pub status: SourceStatus,
}

/// What a source's owner allows, where that was read and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsInfo {
    /// How it must be named wherever its postings are shown.
    pub attribution: Option<AttributionInfo>,
    /// Whether its postings may be shown at all: where not, they never leave this crate.
    pub may_show: bool,
    /// Whether pages with its postings may be given to search engines.
    pub may_index: bool,
    /// How long postings may be kept.
    pub keep: KeepInfo,
    /// The least time between two polls.
    pub floor: SignedDuration,
    /// Where that was read.
    pub terms_url: Option<String>,
    /// The day on which it was read.
    pub read_on: Option<Date>,
}

/// How a source must be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionInfo {
    /// The words.
    pub text: String,
    /// Where they link to.
    pub link: String,
    /// Whether the link must be one that search engines may follow.
    pub followed: bool,
}

/// How long a source's postings may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepInfo {
    /// Until the next poll.
    Nothing,
    /// So long after they were read.
    For(SignedDuration),
    /// As long as they are of use.
    Unlimited,
}

/// How the polls of a source go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceStatus {
    /// Whether all is well.
    pub health: Health,
    /// When the last poll ended.
    pub last_poll: Option<Timestamp>,
    /// What came of it, in words.
    pub result: String,
    /// Items that it brought.
    pub items: u64,
    /// How many of them were new.
    pub new: u64,
    /// When it is polled next.
    pub next_poll: Option<Timestamp>,
    /// Why then, in words.
    pub next_reason: String,
    /// Whether it is left alone for longer because polls failed.
    pub backing_off: bool,
    /// Since when it is read without a gap in which postings may have come and gone unseen; nothing where there is
    /// one now.
    pub read_since: Option<Timestamp>,
    /// How long a posting stays known when it has ended.
    pub keeps_ended: SignedDuration,
}

/// The weeks of which it is known how much work came, and the sources of which it is.
pub(crate) fn known_weeks(sources: &[SourceInfo], now: Timestamp) -> KnownWeeks {
    let since = |source: &SourceInfo| {
        let kept_since = now.checked_sub(source.status.keeps_ended).ok()?;
        let counts = source.off.is_none() && source.rights.may_show;
        counts.then(|| Some((source.id.clone(), source.status.read_since?.max(kept_since))))?
    };
    KnownWeeks::of(sources.iter().filter_map(since), now)
}

/// Whether all is well with a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Not polled yet.
    #[default]
    Waiting,
    /// The last poll went well.
    Fine,
    /// The last poll failed, or brought nothing where there used to be something.
    Failing,
}

/// Tells search engines to leave an answer alone where the owner of any posting in it wants that.
pub(crate) fn allow_indexing<'a>(
    response: &mut Response,
    sources: &KnownSources,
    leads: impl IntoIterator<Item = &'a Lead>,
) {
    if !may_index(sources, leads) {
        response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
}

/// Whether every posting of these leads may be given to search engines.
pub(crate) fn may_index<'a>(sources: &KnownSources, leads: impl IntoIterator<Item = &'a Lead>) -> bool {
    let may = |posting: &AssessedPosting| {
        sources.find(posting.posting.source.as_str()).is_some_and(|source| source.rights.may_index)
    };
    leads.into_iter().flat_map(Lead::postings).all(may)
}

/// The longest that a page is kept on a phone.
const KEPT_DAYS_MAX: i64 = 30;

/// How long a copy of a page with these leads may be kept by those who read it: as long as the
/// strictest owner of a posting in it lets it be kept; nothing where one of them forbids it.
pub(crate) fn kept_for<'a>(
    sources: &KnownSources,
    leads: impl IntoIterator<Item = &'a Lead>,
) -> Option<SignedDuration> {
    let mut least = SignedDuration::from_hours(24 * KEPT_DAYS_MAX);
    for posting in leads.into_iter().flat_map(Lead::postings) {
        let source = sources.find(posting.posting.source.as_str())?;
        match source.rights.keep {
            KeepInfo::Nothing => return None,
            KeepInfo::For(length) => least = least.min(length),
            KeepInfo::Unlimited => {}
        }
    }
    Some(least)
}
