//! Sources on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{Health, KeepInfo, SourceInfo};

/// All sources.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourcesForm {
    /// In the order of configuration.
    pub sources: Vec<SourceForm>,
}

/// A source with its rights and its health.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceForm {
    /// The id by which filters name it.
    id: String,
    /// Its name.
    name: String,
    /// Why it is not polled; null where it is.
    off: Option<String>,
    /// What its owner allows.
    rights: RightsForm,
    /// How its polls go.
    status: StatusForm,
}

/// What a source's owner allows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RightsForm {
    /// The words that must name it wherever a lead of it is shown; null where its owner asks for none.
    attribution: Option<String>,
    /// Where these words must lead.
    attribution_url: Option<String>,
    /// Whether search engines must be let follow that link.
    attribution_followed: bool,
    /// Whether its postings may be shown at all.
    may_show: bool,
    /// Whether pages with its postings may be given to search engines.
    may_index: bool,
    /// Seconds for which postings may be kept: 0 for not at all, null without limit.
    keep_s: Option<i64>,
    /// The least seconds between two polls.
    floor_s: i64,
    /// Its terms.
    terms_url: Option<String>,
    /// The day on which the terms were read.
    read_on: Option<String>,
}

/// How the polls of a source go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusForm {
    /// waiting, fine, failing.
    health: &'static str,
    /// When the last poll ended; null before the first.
    last_poll: Option<String>,
    /// What came of the last poll, in words.
    result: String,
    /// Items that it brought.
    items: u64,
    /// How many of them were new.
    new: u64,
    /// When the next one is due; null where none is.
    next_poll: Option<String>,
    /// Why then, in words.
    next_reason: String,
    /// Whether it is left alone for longer because polls failed.
    backing_off: bool,
}

impl From<&SourceInfo> for SourceForm {
    fn from(source: &SourceInfo) -> Self {
        let (rights, status) = (&source.rights, &source.status);
        let attribution = rights.attribution.as_ref();
        Self {
            id: source.id.to_string(),
            name: source.name.clone(),
            off: source.off.clone(),
            rights: RightsForm {
                attribution: attribution.map(|asked| asked.text.clone()),
                attribution_url: attribution.map(|asked| asked.link.clone()),
                attribution_followed: attribution.is_some_and(|asked| asked.followed),
                may_show: rights.may_show,
                may_index: rights.may_index,
                keep_s: match rights.keep {
                    KeepInfo::Nothing => Some(0),
                    KeepInfo::For(time) => Some(time.as_secs()),
                    KeepInfo::Unlimited => None,
                },
                floor_s: rights.floor.as_secs(),
                terms_url: rights.terms_url.clone(),
                read_on: rights.read_on.map(|day| day.to_string()),
            },
            status: StatusForm {
                health: match status.health {
                    Health::Waiting => "waiting",
                    Health::Fine => "fine",
                    Health::Failing => "failing",
                },
                last_poll: status.last_poll.map(|at| at.to_string()),
                result: status.result.clone(),
                items: status.items,
                new: status.new,
                next_poll: status.next_poll.map(|at| at.to_string()),
                next_reason: status.next_reason.clone(),
                backing_off: status.backing_off,
            },
        }
    }
}
