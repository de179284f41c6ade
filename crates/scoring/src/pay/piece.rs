//! Pieces that are none: a dear task is the whole job, and a minute of a call is a minute of time.

use kazi_domain::{Currency, Posting};

use super::{
    figure::ONE,
    for_what::UnitRead,
    group::{Group, Groups},
    lexer::read_tokens,
    lexicon::LEXICON,
    rough::in_dollars,
    sense::Unit,
    span::minutes_of,
    statement::Statement,
    token::{Kind, TokenList, Tokens},
};

/// From how many millionths of a dollar on a "task" is no microtask.
const DEAR_TASK: i64 = 15 * ONE;
/// From how many minutes on they are a span of time, where nothing says that they are recorded.
const SPAN_MINUTES: i64 = 10;
/// How much of a title is searched for what its pieces are, in bytes.
const TITLE_BYTES_MAX: usize = 200;
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

/// A unit by what the posting says of its pieces: "$40 each" of "3 logos", "per minute" of calls.
pub(super) fn named_by(unit: UnitRead, posting: &Posting, tokens: Tokens<'_>) -> UnitRead {
    if unit.piece.as_deref() != Some("item") {
        return of_time(unit, posting, tokens);
    }
    let mut title = TokenList::default();
    read_tokens(&posting.title, 0..posting.title.len().min(TITLE_BYTES_MAX), &mut title);
    counted_piece(tokens)
        .or_else(|| counted_piece(Tokens(&title)))
        .map_or(unit, |piece| UnitRead::of(Unit::Piece(piece)))
}

/// The piece that a text counts: "3 logos", "two short videos".
fn counted_piece(tokens: Tokens<'_>) -> Option<&'static str> {
    let few = |at: usize| {
        let number =
            tokens.number(at).is_some_and(|number| number.micros > ONE && tokens.mark(at + 1).is_none());
        let marked = at > 0 && tokens.mark(at - 1).is_some();
        let spelled = || tokens.sense(at).is_some_and(|sense| sense.value > 1);
        number && !marked || tokens.is_of(at, Group::Numeral) || spelled()
    };
    let piece = |at: usize| match tokens.sense(at)?.unit? {
        Unit::Piece(name) if !matches!(name, "item" | "minute") => Some(name),
        _ => None,
    };
    (0..tokens.all().len()).filter(|at| few(*at)).find_map(|at| piece(at + 2).or_else(|| piece(at + 1)))
}

/// A unit of minutes as one of hours, where they are minutes of time and not of a recording: of an interpreter, of calls.
fn of_time(unit: UnitRead, posting: &Posting, tokens: Tokens<'_>) -> UnitRead {
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
    kind(text.split(|c: char| !c.is_alphabetic()).map(|word| LEXICON.groups(word)))
}

fn kind_in(tokens: Tokens<'_>) -> Option<Group> {
    kind(tokens.all().iter().filter_map(|token| match token.kind {
        Kind::Word(_, groups) => Some(groups),
        _ => None,
    }))
}

fn kind(words: impl Iterator<Item = Groups>) -> Option<Group> {
    let mut live = false;
    for groups in words {
        if groups.hold(Group::Recorded) {
            return Some(Group::Recorded);
        }
        live |= groups.hold(Group::Live);
    }
    live.then_some(Group::Live)
}
