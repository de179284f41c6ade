//! What an amount behind "for" is for: the one job, each piece, or some hours of work.

use std::ops::RangeInclusive;

use kazi_domain::Per;

use super::{
    each::counted,
    for_what::UnitRead,
    group::Group,
    name::words,
    sense::{Glue, Sense, Unit},
    span::{count_behind, half_of, minutes_of},
    token::Tokens,
};

/// Where the words end that say that an amount is for the one job: "for this logo", "kwa kazi yote", "pour tout le
/// travail"; and whether they say more than "the".
pub(super) fn whole_job(tokens: Tokens<'_>, at: usize) -> Option<(bool, usize)> {
    const BETWEEN_MAX: usize = 3;
    if !tokens.is_of(at, Group::For) {
        return None;
    }
    let small = |at: usize| {
        tokens.is_of(at, Group::This)
            || tokens.is_of(at, Group::Whole)
            || tokens.is_word(at, words!["of", "de"])
    };
    let noun = (at + 1..=at + 1 + BETWEEN_MAX).find(|at| !small(*at))?;
    if let Some(end) = all_of_several(tokens, noun) {
        return Some((true, end));
    }
    let piece = matches!(
        tokens.sense(noun),
        Some(Sense { unit: Some(Unit::Piece(_) | Unit::Time(Per::Project)), adverb: false, .. })
    );
    if !piece && !tokens.is_of(noun, Group::Job) {
        return None;
    }
    // "kazi yote", "hawsha oo dhan"
    let behind = noun + 1 + usize::from(tokens.is_word(noun + 1, words!["oo"]));
    let whole = (at + 1..noun).chain([behind]).any(|at| tokens.is_of(at, Group::Whole));
    // "kazi hii", and "this logo", but "the logo" may be any
    let this = |at: usize| {
        tokens.is_of(at, Group::This) && !tokens.is_word(at, words!["the", "el", "la", "le", "o"])
    };
    let this_one = (at + 1..noun).chain([behind]).any(this);
    let closed = usize::from(tokens.is_of(behind, Group::Whole) || tokens.is_of(behind, Group::This))
        * (behind - noun);
    (whole || this_one || noun > at + 1).then_some((whole || this_one || piece, noun + 1 + closed))
}

/// Where "the two posters" ends, of which the article or the number stands at a token; not "the 3 months".
fn all_of_several(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let count = at + usize::from(tokens.is_of(at, Group::PluralArticle));
    let several = tokens.number(count).is_some() || tokens.sense(count).is_some_and(|sense| sense.value > 1);
    tokens.word(count + 1)?;
    let time =
        matches!(tokens.sense(count + 1).and_then(|sense| sense.unit), Some(Unit::Time(_) | Unit::Two(_)));
    (tokens.is_of(count - 1, Group::PluralArticle) && several && !time).then_some(count + 2)
}

/// "for each article", "for 500 words", "for an hour"; not "for 3 hours" or "for 2 weeks", the whole job.
pub(super) fn for_each(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let whole = tokens.is_word(at, words!["the", "this", "all"]);
    if whole {
        let next =
            at + 1 + usize::from(tokens.is_word(at + 1, words!["whole", "entire", "full", "complete"]));
        // "for the day", "for the whole job"
        let Some(Unit::Time(per)) = tokens.sense(next).and_then(|sense| sense.unit) else { return None };
        return (!tokens.is_plural(next)).then(|| (UnitRead::bare(per), next + 1));
    }
    let each = tokens.is(at, Glue::Per) || tokens.is_word(at, words!["one", "1"]);
    let (unit, end) = match () {
        () if each => counted(tokens, at + 1, true)?,
        () if tokens.number(at).is_some() => counted(tokens, at, false)?,
        () if tokens.is(at, Glue::An) => counted(tokens, at + 1, false)?,
        () => return None,
    };
    // "for 2 weeks" and "for 45 minutes" are how long the work takes.
    let minutes = || unit.piece.as_deref().and_then(minutes_of).is_some();
    if tokens.number(at).is_some() && (unit.per != Per::Piece || minutes()) {
        return None;
    }
    // "for a logo", "for 20 captions" and "for a 30 minute interview" are the whole job; "for 500 words", "for 10 minutes
    // of audio" and "for each logo" are not.
    let measured = tokens.number(at).is_some() && unit.piece.as_deref().is_some_and(is_measure);
    let whole_job = !(each || measured) && unit.per == Per::Piece;
    Some((if whole_job { UnitRead::bare(Per::Project) } else { unit }, end))
}

/// Whether so many pieces measure what a rate is for, and are not all that is to be made.
fn is_measure(pieces: &str) -> bool {
    /// Nobody sets a rate for fewer words, clicks or the like, and more are the job.
    const RATED: RangeInclusive<u32> = 100..=1_000;
    let (count, name) = pieces.split_once(' ').unwrap_or_default();
    count.parse().is_ok_and(|count: u32| RATED.contains(&count) || name.ends_with("minutes"))
}

/// Whether words behind an amount say how long all of the work takes: "for about 30 minutes", "por 3 horas".
pub(super) fn takes_time(tokens: Tokens<'_>, at: usize) -> bool {
    if !tokens.is_word(at, words!["for", "por", "pour", "für", "kwa"]) {
        return false;
    }
    let start = at + 1 + usize::from(tokens.is(at + 1, Glue::About));
    let half = half_of(tokens, start).is_some();
    let unit = match tokens.number(start) {
        Some(_) => tokens.sense(start + 1).and_then(|sense| sense.unit),
        None if half || count_behind(tokens, start).is_some() => {
            tokens.sense(start).and_then(|sense| sense.unit).or(Some(Unit::Time(Per::Hour)))
        }
        None => return false,
    };
    matches!(unit, Some(Unit::Time(Per::Hour | Per::Day | Per::Week) | Unit::Piece("minute")))
}
