//! What stands behind "per", "/" or "an": `100 words`, `finished page`, `20-minute session`, a piece that no list knows.

use std::ops::Range;

use kazi_domain::Per;

use super::{
    figure::ONE,
    for_what::UnitRead,
    group::Group,
    name::{Name, words},
    sense::{Glue, Sense, Unit},
    span::{count_behind, half_of, is_english, spans_max},
    token::{Kind, Tokens},
};

/// How long the name of a piece that no list knows may be, in bytes.
pub(super) const NAME_BYTES: Range<usize> = 3..20;
/// The most pieces that one amount is for.
const PIECES_MAX: i64 = 100_000;

/// A unit after "per", "/" or "an", with the number of pieces it is for.
pub(super) fn counted(tokens: Tokens<'_>, at: usize, per: bool) -> Option<(UnitRead, usize)> {
    // "pro rata", "per se"
    if tokens.is_word(at, words!["rata", "se", "cent", "capita", "nach"]) {
        return None;
    }
    // "per ~1000 words"
    let about = tokens.is_dash(at) && tokens.number(at + 1).is_some();
    let at = past_adjective(tokens, at + usize::from(about));
    if let Some(half) = half_of(tokens, at) {
        return Some(half);
    }
    let (count, next) = piece_count(tokens, at);
    let unit = |at: usize| tokens.sense(at).is_some_and(|sense| sense.unit.is_some());
    // "per 20-minute session", "per 500 word article": how long each is
    let length = next + usize::from(tokens.is_dash(next));
    if count > 1 && unit(length) && (length > next || !tokens.is_plural(length) && unit(length + 1)) {
        let hours = matches!(tokens.sense(length).and_then(|sense| sense.unit), Some(Unit::Time(Per::Hour)));
        let read = named(tokens, length + 1);
        // "per 4-hour shift", but "per 2-hour recording"
        let lasts = hours && !tokens.is_of(length + 1, Group::Recorded);
        return if lasts { Some((UnitRead::of_several(Per::Hour, count), read?.1)) } else { read };
    }
    let next = last_piece(tokens, next, per);
    // "per task-hour"
    let hyphened = tokens.is_dash(next + 1) && tokens.glued(next + 1) && tokens.glued(next + 2);
    let by_time = |at: usize| matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Time(_)));
    let next = if count == 1 && hyphened && by_time(next + 2) { next + 2 } else { next };
    // "6 € per m²"
    if tokens.is_sign(next + 1, '²') && tokens.glued(next + 1) {
        return Some((UnitRead::of(Unit::Goods), next + 2));
    }
    let behind = count_behind(tokens, next).filter(|_| count == 1);
    // "kwa saa 8" is how long the work takes.
    if behind.is_some() && at > 0 && tokens.is_word(at - 1, words!["kwa"]) {
        return None;
    }
    let count = behind.unwrap_or(count);
    let sense = tokens.sense(next).filter(|_| !is_english(tokens, next));
    let Some(Sense { unit: Some(unit), .. }) = sense else {
        return match count {
            1 if per || is_english(tokens, next) => named(tokens, next),
            2..=PIECES_MAX if per && tokens.is_plural(next) => {
                // "per 1,000 clicks"
                let (UnitRead { piece: Some(piece), .. }, end) = named(tokens, next)? else { return None };
                Some((UnitRead { unlisted: true, ..UnitRead::piece(format!("{count} {piece}")) }, end))
            }
            _ => None,
        };
    };
    let read = match (unit, count) {
        (unit, 1) => UnitRead::of(*unit),
        (Unit::Time(span), 2..) if per && count <= spans_max(*span) => UnitRead::of_several(*span, count),
        (Unit::Piece(_), 2..=PIECES_MAX) => {
            UnitRead::piece(format!("{count} {}", tokens.word(next)?.to_lowercase()))
        }
        _ => return None,
    };
    Some((audio(tokens, read, next), next + 1 + usize::from(behind.is_some())))
}

/// The word that names the piece where several stand together: "blog post", "labelled image", "insurance article".
fn last_piece(tokens: Tokens<'_>, at: usize, per: bool) -> usize {
    // "$5/min video editing"
    if matches!(tokens.sense(at).and_then(|sense| sense.unit), Some(Unit::Piece("minute"))) {
        return at;
    }
    let piece =
        |at: usize| matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Piece(_)), adverb: false, .. }));
    let describes = |sense: Option<&Sense>| sense.is_none_or(|sense| sense.unit.is_none() && !sense.joins());
    let unknown = per
        && tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(sense, _) if describes(sense)));
    // "per calendar month", "per work week", "per video hour"
    let time = |at: usize| {
        matches!(tokens.sense(at), Some(Sense { unit: Some(Unit::Time(per)), adverb: false, bound: false, .. })
            if *per != Per::Project)
    };
    let adjective = unknown || tokens.is_word(at, words!["work", "video"]);
    if (piece(at) || unknown) && piece(at + 1) || adjective && time(at + 1) { at + 1 } else { at }
}

/// "per audio minute" keeps its name: a minute of audio is many minutes of work.
fn audio(tokens: Tokens<'_>, read: UnitRead, at: usize) -> UnitRead {
    const KINDS: &[Name] = words!["audio", "video", "recorded"];
    let kind = |at: usize| {
        // Readers of books are paid by the hour that is heard.
        let finished = tokens.is_word(at, words!["finished"]).then_some("audio");
        KINDS.iter().find(|kind| tokens.is_word(at, &[**kind])).map(|kind| kind.word).or(finished)
    };
    let before = at.checked_sub(1).and_then(kind);
    let after = tokens.is_word(at + 1, words!["of"]).then(|| kind(at + 2)).flatten();
    let several =
        read.piece.as_deref().and_then(|piece| piece.split_once(' ')).filter(|(_, name)| *name == "minutes");
    if let (Some(kind), Some((count, _))) = (before.or(after), several) {
        return UnitRead::piece(format!("{count} {kind} minutes"));
    }
    match (before.or(after), read.per, read.piece.as_deref()) {
        (Some(kind), Per::Hour, _) => UnitRead::piece(format!("{kind} hour")),
        (Some(kind), _, Some("minute")) => UnitRead::piece(format!("{kind} minute")),
        _ => read,
    }
}

/// Steps over a word such as "finished" in "per finished page".
fn past_adjective(tokens: Tokens<'_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 2 {
        let unit_follows = tokens.sense(next + 1).is_some_and(|sense| sense.unit.is_some());
        let small = [Glue::Filler, Glue::An, Glue::Per];
        let adjective = small.iter().any(|glue| tokens.is(next, *glue));
        let is_unit = tokens.sense(next).is_some_and(|sense| sense.unit.is_some());
        let joins = unit_follows || tokens.number(next + 1).is_some() || !is_unit;
        if !adjective || is_unit && !unit_follows || !joins {
            break;
        }
        next += 1;
    }
    next
}

/// How many pieces: "per 100 words", "per 1k words", "per thousand words".
fn piece_count(tokens: Tokens<'_>, at: usize) -> (i64, usize) {
    if let Some(number) = tokens.number(at) {
        let thousand = tokens.sense(at + 1).is_some_and(|sense| sense.scale == 1000);
        let count = number.micros / ONE;
        return if thousand { (count.saturating_mul(1000), at + 2) } else { (count, at + 1) };
    }
    match () {
        () if tokens.is_word(at, words!["hundred"]) => (100, at + 1),
        () if tokens.is_word(at, words!["thousand"]) => (1000, at + 1),
        () if tokens.is_word(at, words!["two"]) => (2, at + 1),
        () => (1, at),
    }
}

/// A piece that no list need know: "per location".
fn named(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let compound = tokens.is_dash(at + 1) && tokens.glued(at + 1) && tokens.glued(at + 2);
    if compound && tokens.sense(at + 3).is_some_and(|sense| sense.unit.is_some()) {
        // "per multiple-choice item"
        return named(tokens, at + 3);
    }
    let (word, sense) = (tokens.word(at)?, tokens.sense(at));
    if tokens.is_of(at, Group::OneOf) {
        return Some((UnitRead::piece("item"), at + 1));
    }
    if let Some(unit) = sense.and_then(|sense| sense.unit).filter(|_| !is_english(tokens, at)) {
        return Some((UnitRead::of(unit), at + 1));
    }
    // Of alphabets whose "per" is also "on" and "in", only pieces of the lists, but behind Arabic "for each" any.
    let for_each = at.checked_sub(1).is_some_and(|at| tokens.is_exactly(at, "لكل"));
    let known = for_each || word.is_ascii() && !word.eq_ignore_ascii_case("time");
    let fine = known
        && !tokens.is_of(at, Group::Whole)
        && NAME_BYTES.contains(&word.len())
        && sense.is_none_or(|sense| sense.role.is_none() && !sense.joins());
    fine.then(|| (UnitRead { unlisted: true, ..UnitRead::piece(word.to_lowercase()) }, at + 1))
}
