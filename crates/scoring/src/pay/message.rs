//! What amounts are in a message of a chat: people write there to their neighbours, in a few words and often without
//! a currency, and what they name a sum for is the work.

use std::ops::Range;

use kazi_domain::Per;

use super::{
    counted::{TYPICAL_TOKENS, is_typical},
    figure::ONE,
    for_what::UnitRead,
    group::Group,
    name::words,
    sense::{Glue, Mark, Sense},
    statement::Statement,
    token::Tokens,
};

/// Fewer are counted, where nothing but the place of a number says that it is money.
const SUM_MIN: i64 = 300 * ONE;
/// Fewer are counted, where a number is named for each piece or is said to be all.
const DEAL_MIN: i64 = 20 * ONE;
/// How far behind an amount is said that it is all: "1,500 kwa yote".
const IN_ALL_TOKENS: usize = 3;
/// More is none, in any currency.
const DEAL_MAX: i64 = 5_000_000 * ONE;
/// Numbers that are years more often than sums.
const YEARS: Range<i64> = 1900..2050;
/// How far from an amount is said that somebody got it or gave it.
const REPORTED_TOKENS: usize = 3;

/// Whether an amount of a message is what its writer gives: "400 kila mchoro", "15,000 all in", "9,000 kwa kazi yote",
/// "Flyers, 2,500 for front and back". `given` says whether words right beside it speak of giving or of pay.
pub(super) fn is_deal(
    tokens: Tokens<'_>,
    statement: &Statement,
    unit: Option<&UnitRead>,
    given: bool,
) -> bool {
    let bare = statement.mark.is_none();
    if bare && !may_be_bare(tokens, statement) || is_of_else(tokens, statement) {
        return false;
    }
    given
        || unit.is_some_and(|unit| is_for_piece(tokens, statement, unit))
        || is_in_all(tokens, statement.tokens.end)
        || is_whole(tokens, statement)
        || bare && is_sum(tokens, statement)
}

/// Whether an amount is named for each piece, or for the whole job.
fn is_for_piece(tokens: Tokens<'_>, statement: &Statement, unit: &UnitRead) -> bool {
    // Listed pieces speak for themselves beside a currency.
    let speaks = statement.mark.is_some() && !unit.unlisted;
    let named = match unit.per {
        Per::Piece => true,
        // "9,000 kwa kazi yote", but not "40 flat icons"
        Per::Project => tokens.parts_clause(statement.tokens.end),
        _ => false,
    };
    named && !(speaks || unit.loose || unit.goods)
}

/// Whether a number without a currency can be a sum at all: no year, no number of something, none beyond belief.
fn may_be_bare(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let numbered = statement.first.checked_sub(1).is_some_and(|at| tokens.is_sign(at, '#'));
    let year = looks_like_year(tokens, statement) && !is_round(statement);
    (DEAL_MIN..=DEAL_MAX).contains(&statement.top()) && !numbered && !year
}

/// Whether a bare number is written as years are: "2000", not "2,000".
fn looks_like_year(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let grouped = tokens.number(statement.first).is_some_and(|number| number.grouped);
    statement.scale == 1 && YEARS.contains(&(statement.top() / ONE)) && !grouped && !statement.is_range()
}

/// Whether an amount is no deal: its writer got it and tells of it, it is what is usual, or what a thing costs: "made $55
/// on a survey app", "panier moyen de 30 €", "a $500 camera", "$260 went to somebody".
pub(super) fn is_of_else(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let (start, end) = (statement.tokens.start, statement.tokens.end);
    let near = start.saturating_sub(REPORTED_TOKENS)..statement.first;
    let told = tokens.first_of(near, Group::Reported).is_some_and(|at| !is_had(tokens, at))
        || is_typical(tokens, start, TYPICAL_TOKENS)
        || tokens.any_of(end..end + REPORTED_TOKENS, Group::Gone);
    let described = start
        .checked_sub(1)
        .is_some_and(|at| tokens.is_of(at, Group::This) || tokens.is_word(at, words!["a", "an"]))
        && tokens.word(end).is_some()
        && tokens.sense(end).is_none();
    told || statement.unit.is_none() && described
}

/// Whether "got" means "have": "I've got 750 for it".
fn is_had(tokens: Tokens<'_>, got: usize) -> bool {
    got.checked_sub(1).is_some_and(|at| tokens.is_word(at, words!["ve", "have", "has"]))
}

/// Whether it is said right behind an amount that it is all: "all in", "in total", "kwa yote", "tu".
fn is_in_all(tokens: Tokens<'_>, end: usize) -> bool {
    let Some(all) = (end..end + IN_ALL_TOKENS).find(|at| tokens.is_of(*at, Group::InAll)) else {
        return false;
    };
    let joined = (end..all).all(|at| tokens.sense(at).is_some_and(Sense::joins));
    let past = all + 1 + usize::from(tokens.is_of(all + 1, Group::SettledBy));
    joined && (tokens.parts_clause(past) || tokens.is(past, Glue::And))
}

/// Whether an amount is one of those that people settle on: "2,000", not "1998".
fn is_round(statement: &Statement) -> bool {
    statement.top() % (50 * ONE) == 0
}

/// Whether a bare number is round, or a range, and a clause of its own or one that goes on with what it is for.
fn is_sum(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let round = is_round(statement) || statement.is_range();
    let before = statement.tokens.start.checked_sub(1);
    let opens = before.is_none_or(|at| tokens.parts_clause(at) || tokens.is_of(at, Group::Copula));
    let end = statement.tokens.end;
    let closes = tokens.parts_clause(end) || tokens.is_of(end, Group::For);
    let sum = round && statement.top() >= SUM_MIN && !looks_like_year(tokens, statement);
    statement.unit.is_none() && sum && opens && closes
}

/// Whether the amounts right before or behind one are its parts, two at least: "card 2k, programme 1.5k, that's it
/// 3,500", "$300: 80, 120, 100".
pub(super) fn is_whole(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let before = figures(tokens, 0..statement.first).rev();
    let behind = figures(tokens, statement.tokens.end..tokens.all().len());
    adds_up(before, statement.top()) || adds_up(behind, statement.top())
}

/// Whether the first two or more of some amounts are a sum.
fn adds_up(parts: impl Iterator<Item = i64>, sum: i64) -> bool {
    let mut rest = sum;
    for (count, part) in (1..).zip(parts) {
        rest -= part;
        if rest <= 0 {
            return rest == 0 && count > 1;
        }
    }
    false
}

/// The currency of an amount whose parts alone name one.
pub(super) fn mark_of_parts(tokens: Tokens<'_>, statement: &Statement) -> Option<Mark> {
    let marked = || (0..tokens.all().len()).find_map(|at| tokens.mark(at));
    if statement.mark.is_none() && is_whole(tokens, statement) { marked() } else { None }
}

/// The amounts of some tokens, in millionths.
fn figures(tokens: Tokens<'_>, places: Range<usize>) -> impl DoubleEndedIterator<Item = i64> {
    places.filter_map(move |at| {
        let number = tokens.number(at)?;
        let scale = tokens.sense(at + 1).map_or(1, |sense| sense.scale.max(1));
        Some(number.micros.saturating_mul(scale)).filter(|micros| *micros > 0)
    })
}
