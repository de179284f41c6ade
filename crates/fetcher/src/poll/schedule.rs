//! When a source is asked next, and why then.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};

use super::PollProblem;
use crate::{
    hash::fingerprint,
    source::{Interval, Source},
    state::{Hints, SourceState, Wait, Why},
};

/// The longest that a failing source is left alone.
const BACK_OFF_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// The least back-off of a source that may be asked more often than this.
const BACK_OFF_MIN: Duration = Duration::from_secs(5 * 60);
/// Waits are stretched by up to this share, so that sources do not all come at the same time.
pub(super) const JITTER_SHARE: f64 = 0.1;
const HOUR_SECONDS: i64 = 60 * 60;

/// What a good answer says of the next one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Answered {
    /// Whether something was new or had changed.
    pub news: bool,
    /// How long the answer is good for.
    pub fresh_for: Option<Duration>,
    /// How long the server asked to wait, on a later page.
    pub retry_after: Option<Duration>,
}

/// Sets the next time after a good answer.
pub(crate) fn after_answer(source: &Source, state: &mut SourceState, answered: Answered, now: Timestamp) {
    let interval = adapted(source, state.interval_seconds, answered.news);
    state.interval_seconds = interval.as_secs();
    let slowest = source.slowest.duration();
    let wait = |by: Option<Duration>, why| by.map(|by| Wait::new(now, by, why));
    let capped = |by: Option<Duration>| by.map(|by| by.min(slowest));
    let hint = |seconds: Option<u64>| capped(seconds.map(Duration::from_secs));
    let next = [
        wait(Some(stretched(interval, &source.id, now)), Why::Interval),
        wait(capped(answered.fresh_for), Why::CacheControl),
        wait(hint(state.hints.ttl_seconds), Why::FeedTtl),
        wait(hint(state.hints.update_seconds), Why::UpdatePeriod),
        wait(answered.retry_after, Why::RetryAfter),
    ];
    // Of two waits as long the first says why.
    let next = next.into_iter().flatten().rev().max_by_key(|wait| wait.until);
    state.next = next.map(|wait| outside_skipped(wait, &state.hints));
    state.earliest = Some(earliest(source, answered.retry_after, now));
}

/// Sets the next time after a failure.
pub(crate) fn after_problem(source: &Source, state: &mut SourceState, problem: &PollProblem, now: Timestamp) {
    state.failures = state.failures.saturating_add(1);
    state.problem = Some(problem.to_string());
    if *problem == PollProblem::Gone {
        state.gone_at = Some(now);
    }
    let retry_after = match problem {
        PollProblem::TooOften { wait } | PollProblem::Unavailable { wait } => *wait,
        _ => None,
    };
    let refused =
        matches!(problem, PollProblem::Refused(_) | PollProblem::LogIn | PollProblem::RobotsForbid { .. });
    let back_off = if refused { BACK_OFF_MAX } else { back_off(source.every, state.failures) };
    state.earliest = Some(earliest(source, retry_after, now));
    let back_off = Wait::new(now, stretched(back_off, &source.id, now), Why::BackOff);
    state.next = state.earliest.into_iter().chain([back_off]).max_by_key(|wait| wait.until);
}

/// Sets the next time after nobody was reached. The owner was not asked, so the owner's floor stands
/// where it stood: who begins without a network need not wait a day for a source that allows one a day.
pub(crate) fn after_unreached(
    source: &Source,
    state: &mut SourceState,
    problem: &PollProblem,
    now: Timestamp,
) {
    state.failures = state.failures.saturating_add(1);
    state.problem = Some(problem.to_string());
    let back_off = doubled(BACK_OFF_MIN, state.failures);
    let back_off = Wait::new(now, stretched(back_off, &source.id, now), Why::BackOff);
    let earliest = state.earliest.filter(|wait| wait.holds(now));
    state.next = earliest.into_iter().chain([back_off]).max_by_key(|wait| wait.until);
}

/// Sets the next time after a poll that did not end, once the source was asked at all.
pub(crate) fn after_break(source: &Source, state: &mut SourceState, now: Timestamp) {
    state.earliest = Some(earliest(source, None, now));
    let next = state.next.filter(|wait| wait.holds(now));
    state.next = next.into_iter().chain(state.earliest).max_by_key(|wait| wait.until);
}

/// Before when no one may make it be asked: the owner's floor, or what the server asked for.
fn earliest(source: &Source, retry_after: Option<Duration>, now: Timestamp) -> Wait {
    let floor = Wait::new(now, source.rights.floor.duration(), Why::Floor);
    let asked = retry_after.map(|by| Wait::new(now, by, Why::RetryAfter));
    asked.filter(|asked| asked.until > floor.until).unwrap_or(floor)
}

/// The interval between the operator's and the slowest: a third shorter when something was new,
/// a quarter longer when nothing was.
fn adapted(source: &Source, seconds: u64, news: bool) -> Duration {
    let (every, slowest) = (source.every.seconds(), source.slowest.seconds());
    let next = match (seconds, news) {
        (0, _) => every,
        (before, true) => before - before / 3,
        (before, false) => before.saturating_add(before / 4),
    };
    Duration::from_secs(next.clamp(every, slowest.max(every)))
}

/// Twice as long with every failure in a row.
fn back_off(every: Interval, failures: u32) -> Duration {
    doubled(every.duration().max(BACK_OFF_MIN), failures)
}

fn doubled(first: Duration, failures: u32) -> Duration {
    let doubled =
        first.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1).min(16)).unwrap_or(u32::MAX));
    doubled.min(BACK_OFF_MAX.max(first))
}

/// A wait made up to a tenth longer, by a number that differs by source and time.
fn stretched(wait: Duration, source: &impl std::fmt::Debug, now: Timestamp) -> Duration {
    let parts = fingerprint(&(source, now.as_second())) % 1000;
    #[allow(clippy::cast_precision_loss)]
    let share = parts as f64 / 1000.0;
    wait.mul_f64(1.0 + JITTER_SHARE * share)
}

/// The next time outside the hours and days in which a feed asks to be left alone. A feed that
/// asks for all of them is not heeded.
fn outside_skipped(wait: Wait, hints: &Hints) -> Wait {
    if hints.skip_hours == 0 && hints.skip_days == 0 {
        return wait;
    }
    let mut until = wait.until;
    for _ in 0..8 * 24 {
        let time = until.to_zoned_datetime(TimeZone::UTC);
        let hour = hints.skip_hours >> time.hour() & 1;
        let day = hints.skip_days >> time.weekday().to_monday_zero_offset() & 1;
        if hour == 0 && day == 0 {
            let why = if until > wait.until { Why::SkipHours } else { wait.why };
            return Wait { until, why, ..wait };
        }
        let seconds = until.as_second();
        let next_hour = seconds - seconds.rem_euclid(HOUR_SECONDS) + HOUR_SECONDS;
        let Ok(next) = Timestamp::from_second(next_hour) else { return wait };
        until = next;
    }
    wait
}
