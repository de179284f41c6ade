//! The other end of a range: `$20 - $30`, `from $20 up to $30`, `$13 an hour; this increases to $14`.

use super::{
    figure::{Figure, aligned, read_end, read_figure},
    group::Group,
    name::words,
    sense::{Glue, Mark, Sense},
    token::{Kind, Tokens},
};

/// The most words that join the ends of a range: "and up to about".
const JOINERS_MAX: usize = 3;
/// The most tokens from a starting rate to the one it rises to.
const RISE_TOKENS_MAX: usize = 8;
/// The most tokens from the least to the word for the most.
const CEILING_TOKENS_MAX: usize = 5;
/// How many times its lower end the upper end of a range can be, and where they come upside down.
const SPREAD_MAX: i64 = 1000;
const SWAPPED_SPREAD_MAX: i64 = 50;

/// The same where the second amount names no currency, after a dash and after a word such as "to".
const SWAPPED_FACTOR_MAX: i64 = 10;
const SWAPPED_BY_WORD_FACTOR_MAX: i64 = 2;

/// How a range is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    From,
    UpTo,
    Between,
}

/// Both ends of a range whose first amount, with what belongs to it, ends at `at`.
pub(super) fn second(tokens: Tokens<'_>, first: Figure, at: usize, opener: Option<Opener>) -> Option<Ends> {
    let start = at + usize::from(tokens.is_sign(at, '+'));
    // A dash on a line of its own, where each end stood in a tag.
    let line = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Line));
    let alone = line(start) && tokens.is_dash(start + 1) && line(start + 2);
    let start = start + usize::from(alone);
    let open = matches!(opener, Some(Opener::Between | Opener::From));
    let (start, up_to) = joint(tokens, start, open)?;
    let dash = tokens.is_dash(start);
    let joins = |sense: &Sense| [Glue::UpTo, Glue::To, Glue::About].iter().any(|glue| sense.is(*glue));
    let joiner = |at: &usize| match tokens.get(*at).map(|token| token.kind) {
        Some(Kind::Word(Some(sense), _)) => joins(sense),
        kind => matches!(kind, Some(Kind::Dash)),
    };
    let start = start + usize::from(alone);
    let next = start + 1 + (start + 1..=start + JOINERS_MAX).take_while(joiner).count();
    let (figure, end) = read_end(tokens, next, first.mark)?;
    // "$6 a class, up to $2 more"
    if up_to && figure.scale == first.scale && figure.micros < first.micros {
        return None;
    }
    range(tokens, first, figure, end, dash)
}

/// The token that joins the ends of a range, at a place or a little behind it, and whether it says "up to".
fn joint(tokens: Tokens<'_>, at: usize, open: bool) -> Option<(usize, bool)> {
    match tokens.get(at)?.kind {
        Kind::Dash => Some((at, false)),
        Kind::Sign('&') if open => Some((at, false)),
        Kind::Sign(',') if tokens.is(at + 1, Glue::UpTo) => Some((at, true)),
        Kind::Word(..) => {
            // "25,000 or more up to 35,000"
            let or_more = tokens.is_word(at, words!["or", "and"])
                && tokens.is(at + 1, Glue::OpenAbove)
                && tokens.is(at + 2, Glue::UpTo);
            let at = if or_more { at + 2 } else { at };
            let up_to = tokens.is(at, Glue::UpTo);
            let joins = up_to
                || tokens.is(at, Glue::To)
                || open && tokens.is(at, Glue::And)
                || tokens.is_word(at, words!["a", "à"]);
            joins.then_some((at, up_to))
        }
        _ => None,
    }
}

/// The most behind the least: "Minimum: $20 an hour. Maximum: $30".
pub(super) fn ceiling(tokens: Tokens<'_>, first: Figure, at: usize, opener: usize) -> Option<Ends> {
    if !tokens.is_of(opener, Group::Least) || first.mark.is_none() {
        return None;
    }
    let most = (at..at + CEILING_TOKENS_MAX).find(|at| tokens.is_word(*at, words!["max", "maximum"]))?;
    let (figure, end) = read_figure(tokens, most + 1 + usize::from(tokens.is_sign(most + 1, ':')))?;
    figure.mark.and_then(|_| range(tokens, first, figure, end, false))
}

/// The ends of a range, aligned, and where the second ends.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub first: Figure,
    pub last: Figure,
    pub end: usize,
}

/// Two amounts as the ends of one range, where they are that and the second is no number of something else.
fn range(tokens: Tokens<'_>, first: Figure, second: Figure, end: usize, dash: bool) -> Option<Ends> {
    let bare = second.mark.is_none() && second.scale == first.scale;
    if bare && first.mark.is_some() && counts_something(tokens, end) {
        return None;
    }
    let (first, last) = both_ends(first, second, dash)?;
    Some(Ends { first, last, end })
}

/// Two amounts that a dash joins, or a word, aligned, where they are the ends of a range.
pub(super) fn both_ends(first: Figure, second: Figure, dash: bool) -> Option<(Figure, Figure)> {
    let (low, high) = aligned(first, second);
    let strange = low.mark.zip(high.mark).is_some_and(|(low, high)| !same_money(low, high));
    let is_times = |more: Figure, times: i64, less: Figure| {
        less.micros.checked_mul(times).is_some_and(|least| more.micros >= least)
    };
    if strange || low.micros <= 0 || is_times(high, SPREAD_MAX, low) {
        return None;
    }
    // "$500 - 10 pages" falls, a range rises; one that is only upside down is swapped.
    let falls = low.micros > high.micros;
    if falls {
        let factor = if dash { SWAPPED_FACTOR_MAX } else { SWAPPED_BY_WORD_FACTOR_MAX };
        let apart = high.micros > 0 && is_times(low, SWAPPED_SPREAD_MAX, high);
        let bare = second.mark.is_none() && second.scale == first.scale;
        if apart || bare && low.micros / factor > high.micros {
            return None;
        }
    }
    Some((low, high))
}

/// Whether the number that ends at a token counts pieces or time: "20 hours", "500 words".
pub(super) fn counts_something(tokens: Tokens<'_>, end: usize) -> bool {
    // French "an" is a year, English "an hour" none.
    let joins = |sense: &Sense| sense.is(Glue::Per) || sense.is(Glue::An);
    let noun = tokens.sense(end).is_some_and(|sense| sense.unit.is_some() && !sense.adverb && !joins(sense));
    noun && !tokens.is_of(end, Group::AlsoRate)
}

fn same_money(one: Mark, other: Mark) -> bool {
    one.currency == other.currency || !one.exact || !other.exact
}

/// The rate that a starting rate rises to: "starts from £13 an hour; this increases to £14".
pub(super) fn rise(tokens: Tokens<'_>, first: Figure, at: usize) -> Option<Ends> {
    let rising = tokens.first_that_is(at..at + RISE_TOKENS_MAX, Glue::Rising)?;
    let to = (rising + 1..rising + 3).find(|at| tokens.is(*at, Glue::To))?;
    let (figure, end) = read_figure(tokens, to + 1)?;
    figure.mark.and_then(|_| range(tokens, first, figure, end, false))
}
