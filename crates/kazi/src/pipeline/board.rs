//! What readers are told of the sources: rights from configuration, health from the last poll.

use jiff::SignedDuration;
use kazi_api::{AttributionInfo, Health, KeepInfo, KnownSources, RightsInfo, SourceInfo, SourceStatus};
use kazi_fetcher::{
    SourceState, Why,
    source::{Interval, Keep, Source},
};

use super::{Poller, hand_source};

/// All sources as readers see them now.
pub fn board_of(poller: &Poller) -> KnownSources {
    let now = poller.now();
    let polled = poller.sources().iter().map(|source| {
        let state = poller.state(&source.id);
        let mut info = info_of(source, &state);
        info.status.read_since = state.read_since(source, now);
        info.status.keeps_ended = keeps_ended(source, poller.keep_ended());
        info
    });
    let by_hand = hand_source().ok().map(|source| info_of(&source, &SourceState::default()));
    polled.chain(by_hand).collect()
}

/// Sources as they are configured, without how their polls went.
pub fn sources_unpolled(sources: &[Source]) -> KnownSources {
    let by_hand = hand_source().ok();
    let all = sources.iter().chain(by_hand.as_ref());
    all.map(|source| info_of(source, &SourceState::default())).collect()
}

fn info_of(source: &Source, state: &SourceState) -> SourceInfo {
    let rights = &source.rights;
    SourceInfo {
        id: source.id.clone(),
        name: source.name.clone(),
        off: source.off.clone(),
        rights: RightsInfo {
            attribution: rights.attribution.as_ref().map(|owner| AttributionInfo {
                text: owner.text.clone(),
                link: owner.link.clone(),
                followed: owner.followed,
            }),
            may_show: rights.may_show,
            may_index: rights.may_index,
            keep: match rights.keep {
                Keep::Nothing => KeepInfo::Nothing,
                Keep::For(interval) => KeepInfo::For(length(interval)),
                Keep::Unlimited => KeepInfo::Unlimited,
            },
            floor: length(rights.floor),
            terms_url: rights.terms_url.clone(),
            read_on: rights.read_on,
        },
        status: status_of(state),
    }
}

/// How long a posting stays known when it has ended: as long as its owner allows, and no longer than any.
fn keeps_ended(source: &Source, keep_ended: SignedDuration) -> SignedDuration {
    match source.rights.keep {
        Keep::Nothing => SignedDuration::ZERO,
        Keep::For(interval) => length(interval).min(keep_ended),
        Keep::Unlimited => keep_ended,
    }
}

fn length(interval: Interval) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(interval.seconds()).unwrap_or(i64::MAX))
}

fn status_of(state: &SourceState) -> SourceStatus {
    let health = match (state.polled_at, &state.problem) {
        (_, Some(_)) => Health::Failing,
        (Some(_), None) => Health::Fine,
        (None, None) => Health::Waiting,
    };
    let result = match (&state.problem, state.warnings.first(), health) {
        (Some(problem), _, _) => problem.clone(),
        (None, Some(warning), _) => warning.clone(),
        (None, None, Health::Fine) => format!("{} items", state.items),
        (None, None, _) => "not polled yet".to_owned(),
    };
    SourceStatus {
        health,
        last_poll: state.polled_at,
        result,
        items: state.items as u64,
        new: state.new_items as u64,
        next_poll: state.next.map(|wait| wait.until),
        next_reason: state.next.map(|wait| wait.why.to_string()).unwrap_or_default(),
        read_since: None,
        keeps_ended: SignedDuration::ZERO,
        backing_off: state.next.is_some_and(|wait| matches!(wait.why, Why::BackOff | Why::RetryAfter)),
    }
}
