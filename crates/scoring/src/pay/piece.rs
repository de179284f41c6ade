//! Pieces that are none: a dear task is the whole job, and a minute of a call is a minute of time.

use kazi_domain::{Currency, Posting};

use super::{
    figure::ONE,
    lexicon::LEXICON,
    rough::in_dollars,
    sense::Group,
    statement::Statement,
    token::{Kind, Tokens},
    unit::{UnitRead, minutes_of},
};

/// From how many millionths of a dollar on a "task" is no microtask.
const DEAR_TASK: i64 = 15 * ONE;
/// From how many minutes on they are a span of time, where nothing says that they are recorded.
const SPAN_MINUTES: i64 = 10;
/// How much of a body is searched for what the minutes are of, in bytes.
const BODY_BYTES_MAX: usize = 1024;

/// Whether "per task" means the whole job: it pays more than any microtask.
pub(super) fn is_whole_job(unit: &UnitRead, statement: &Statement, currency: Option<Currency>) -> bool {
    let dear = || {
        let low = statement.low.or(statement.high).unwrap_or(0);
        currency.and_then(|currency| in_dollars(low, currency)).is_some_and(|dollars| dollars >= DEAR_TASK)
    };
    unit.piece.as_deref() == Some("task") && dear()
}

/// A unit of minutes as one of hours, where they are minutes of time and not of a recording: of an interpreter, of calls.
pub(super) fn of_time(unit: UnitRead, posting: &Posting, tokens: Tokens<'_, '_>) -> UnitRead {
    let Some(minutes) = unit.piece.as_deref().and_then(minutes_of) else { return unit };
    let kind = kind_of(&posting.title)
        .or_else(|| kind_in(tokens))
        .or_else(|| kind_of(&posting.description[..posting.description.floor_char_boundary(BODY_BYTES_MAX)]));
    match kind {
        Some(Group::Live) => UnitRead::of_minutes(minutes),
        None if minutes >= SPAN_MINUTES => UnitRead::of_minutes(minutes),
        _ => unit,
    }
}

/// What the words of a text say that minutes are of; recorded, where they say both.
fn kind_of(text: &str) -> Option<Group> {
    kind(text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()))
}

fn kind_in(tokens: Tokens<'_, '_>) -> Option<Group> {
    kind(tokens.0.iter().filter_map(|token| match token.kind {
        Kind::Word(word, _) => Some(word),
        _ => None,
    }))
}

fn kind<'w>(words: impl Iterator<Item = &'w str>) -> Option<Group> {
    let mut live = false;
    for word in words {
        if LEXICON.is_in(Group::Recorded, word) {
            return Some(Group::Recorded);
        }
        live |= LEXICON.is_in(Group::Live, word);
    }
    live.then_some(Group::Live)
}
