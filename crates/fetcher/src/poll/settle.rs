//! What a poll has come to, and what is kept of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use kazi_domain::{Posting, PostingId};

use super::{Fresh, Learnt, PollProblem, PollReport, PollResult, Read, schedule};
use crate::{hash::hash_posting, source::Source, state::SourceState};

/// What reading has come to, once it is known whether there is anything in it.
pub(super) fn settle(
    source: &Source,
    state: &mut SourceState,
    read: Read,
    report: &mut PollReport,
    now: Timestamp,
) -> PollResult {
    let Read { fresh, unchanged, learnt, mut warnings, listed, unfinished } = read;
    if unchanged {
        settle_answer(source, state, learnt, false, now);
        return PollResult::Unchanged;
    }
    count(&fresh, report);
    if let Some(problem) = nothing_in_it(&fresh, state, report) {
        return failed(source, state, problem, now);
    }
    warnings.extend((report.items == 0).then(|| "no items were found in it".to_owned()));
    warnings.extend(missing_expected(source, &fresh));
    report.new_items = remember(state, &fresh, &listed, &unfinished);
    (state.items, state.new_items) = (report.items, report.new_items);
    (state.read_at, state.warnings) = (Some(now), warnings);
    settle_answer(source, state, learnt, report.new_items > 0, now);
    PollResult::Fresh(fresh)
}

/// What a good answer changes, whatever it says.
pub(super) fn settle_answer(
    source: &Source,
    state: &mut SourceState,
    learnt: Learnt,
    news: bool,
    now: Timestamp,
) {
    let Learnt { validators, content_hash, moved_to, fresh_for, retry_after } = learnt;
    (state.validators, state.content_hash, state.moved_to) = (validators, content_hash, moved_to);
    (state.failures, state.problem) = (0, None);
    state.answered(source, now);
    if news {
        state.new_at = Some(now);
    }
    schedule::after_answer(source, state, schedule::Answered { news, fresh_for, retry_after }, now);
}

/// What a failure changes.
pub(super) fn failed(
    source: &Source,
    state: &mut SourceState,
    problem: PollProblem,
    now: Timestamp,
) -> PollResult {
    schedule::after_problem(source, state, &problem, now);
    // The new address does not answer: the next poll tries the one that is configured.
    state.moved_to = None;
    PollResult::Problem(problem)
}

fn count(fresh: &Fresh, report: &mut PollReport) {
    for reading in &fresh.readings {
        report.documents += 1;
        report.items += reading.rows;
        report.repairs += reading.repairs.iter().map(|repair| repair.count).sum::<usize>();
        report.losses += reading.problems.len();
    }
}

/// No items where there used to be some, or none that could be read, is a problem that people see.
fn nothing_in_it(fresh: &Fresh, state: &SourceState, report: &PollReport) -> Option<PollProblem> {
    let read =
        fresh.still_there.len() + fresh.readings.iter().map(|reading| reading.postings.len()).sum::<usize>();
    if read > 0 {
        return None;
    }
    if report.items > 0 {
        let first = fresh.readings.iter().find_map(|reading| reading.problems.first());
        let first = first.map_or_else(|| "no field of theirs was found".to_owned(), ToString::to_string);
        return Some(PollProblem::NoItemReadable { rows: report.items, first });
    }
    (state.items > 0).then_some(PollProblem::NoItems { before: state.items })
}

/// A sentence for people where a server seems to have ignored what its address asks for.
fn missing_expected(source: &Source, fresh: &Fresh) -> Option<String> {
    let expects = source.expects.as_ref()?;
    let postings: Vec<_> = fresh.readings.iter().flat_map(|reading| &reading.postings).collect();
    let names_one = |posting: &&&Posting| {
        let text =
            format!("{}\n{}\n{}", posting.title, posting.tags.join("\n"), posting.description).to_lowercase();
        expects.words.iter().any(|word| text.contains(word.as_str()))
    };
    let found = postings.iter().filter(names_one).count();
    #[allow(clippy::cast_precision_loss)]
    let few = !postings.is_empty() && (found as f64) < expects.share * postings.len() as f64;
    let words = expects.words.join(", ");
    few.then(|| {
        format!("{found} of {} items name any of {words}: has the server ignored the filter?", postings.len())
    })
}

/// Keeps what each item said, and counts those that are new or say something else.
fn remember(
    state: &mut SourceState,
    fresh: &Fresh,
    listed: &BTreeMap<PostingId, u64>,
    unfinished: &BTreeSet<PostingId>,
) -> usize {
    let still = fresh.still_there.iter().filter_map(|id| Some((*id, *state.seen.get(id)?)));
    let postings = fresh.readings.iter().flat_map(|reading| &reading.postings);
    let hashed = postings.map(|posting| {
        let hash = if unfinished.contains(&posting.id) { 0 } else { hash_posting(posting) };
        (posting.id, listed.get(&posting.id).copied().unwrap_or(hash))
    });
    let seen: BTreeMap<PostingId, u64> = hashed.chain(still).collect();
    let new = seen.iter().filter(|(id, hash)| state.seen.get(id) != Some(hash)).count();
    state.seen = Arc::new(seen);
    new
}
