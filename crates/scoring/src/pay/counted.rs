//! Numbers that are no pay: counts, years, times of day, and amounts that only measure others.

use std::ops::Range;

use kazi_domain::Per;

use super::{
    figure::ONE,
    group::Group,
    name::words,
    sense::{Glue, Role, Unit},
    statement::Statement,
    token::{Kind, Tokens},
};

/// Whether a bare number is known to be something else than money: by what is counted, as a time of day, or as
/// a year where no word for pay stands before it.
pub(super) fn is_no_money(tokens: Tokens<'_>, statement: &Statement, said: bool) -> bool {
    counts_named(tokens, statement) || is_clock_time(tokens, statement) || is_year(tokens, statement) && !said
}

/// Whether a bare number is of the size of pay for the time it names, or a fraction for a piece: "600 a day", "0.06 per
/// word"; not "5 per day" or "20 per page", which may count anything.
pub(super) fn is_rate(tokens: Tokens<'_>, statement: &Statement) -> bool {
    if is_typical(tokens, statement.first, TYPICAL_TOKENS) {
        return false;
    }
    let Some(unit) = statement.unit.as_ref().filter(|unit| !unit.loose && !unit.unlisted && !unit.goods)
    else {
        return false;
    };
    let least = match unit.per {
        Per::Hour => 3,
        Per::Day => 20,
        Per::Week => 50,
        Per::Month => 100,
        Per::Year => 5_000,
        Per::Piece => return statement.top() % ONE != 0,
        Per::Project => return false,
    };
    statement.top() >= least * ONE
}

/// A noun of fewer letters may be a currency that no list knows.
const COUNTED_BYTES_MIN: usize = 5;

/// How far before the end of a label the word stands that says what it counts.
const LABEL_TOKENS: usize = 3;

/// Whole numbers that are years rather than pay, where nothing says which.
const YEARS: Range<i64> = 2001..2050;

/// How far before an amount is said that its writer needs it.
const NEEDED_TOKENS: usize = 5;

/// How far before a bare amount "average" makes it one of others.
const MEASURED_TOKENS: usize = 5;

/// The same where only the clause says that an amount is pay.
pub(super) const TYPICAL_TOKENS: usize = 12;

/// Whether an amount only measures another: "$1 above minimum wage", "for every $1 of sales", or what
/// people of a place earn: "an average income of 90k"; or comes on top: "$6 a class, up to $2 more".
pub(super) fn is_measure(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let (start, end) = (statement.first, statement.tokens.end);
    let above = tokens.is_of(end, Group::Above);
    let on_top = || {
        // "$40 a month extra", but "earn $400 extra per day"
        let by_time = || tokens.is(end + 1, Glue::Per) || tokens.is(end + 1, Glue::An);
        statement.unit.is_some() && tokens.is_word(end, words!["extra"]) && !by_time()
            || statement.low.is_none() && tokens.is_word(end, words!["more", "additional"])
    };
    let least = || (end + 1..end + 4).any(|at| tokens.is_of(at, Group::Least));
    let every = || start.checked_sub(1).is_some_and(|at| tokens.is_word(at, words!["every", "each"]));
    let of_others =
        || statement.mark.is_none() && statement.unit.is_none() && is_typical(tokens, start, MEASURED_TOKENS);
    // "a brand doing $80k a month"
    let about = |at: usize| at - usize::from(at > 0 && tokens.is(at - 1, Glue::About));
    let doing = |at: usize| about(at).checked_sub(1).is_some_and(|at| tokens.is_of(at, Group::Doing));
    let turnover = tokens.hold(Group::Doing) && (doing(start) || doing(statement.tokens.start));
    // "Payment verified, $1.2K spent"
    let spent = tokens.is_word(end, words!["spent"]);
    turnover
        || spent
        || statement.unit.is_none() && is_needed(tokens, start)
        || above && least()
        || on_top()
        || of_others()
        || tokens.is_word(start.saturating_sub(2), words!["for"]) && every()
}

/// Whether its writer needs an amount and does not say what for: "need to make $100 today".
fn is_needed(tokens: Tokens<'_>, start: usize) -> bool {
    if !tokens.hold(Group::Needing) {
        return false;
    }
    let small = words![
        "to", "make", "earn", "get", "raise", "a", "good", "about", "just", "quick", "at", "least", "kupata"
    ];
    let mut before = (start.saturating_sub(NEEDED_TOKENS)..start).rev();
    before.find(|at| !tokens.is_word(*at, small)).is_some_and(|at| tokens.is_of(at, Group::Needing))
}

/// Whether an amount is what is usual.
pub(super) fn is_typical(tokens: Tokens<'_>, start: usize, within: usize) -> bool {
    tokens.any_of(start.saturating_sub(within)..start, Group::Typical)
}

/// Whether a bare number counts something: "15 hours", "10 pages", "a 4-year degree", "5+ years".
pub(super) fn counts(tokens: Tokens<'_>, end: usize) -> bool {
    let noun = |at: usize| tokens.sense(at).is_some_and(|sense| sense.unit.is_some() && !sense.adverb);
    let noun = |at: usize| noun(at) || tokens.is_word(at, words!["working", "calendar"]) && noun(at + 1);
    noun(end) || tokens.is_dash(end) && tokens.glued(end) && tokens.glued(end + 1) && noun(end + 1)
}

/// Whether a bare number counts what no list knows, or what its label names: "a team of 5 engineers",
/// "Proposals: 20", "Hours per week: 30".
fn counts_named(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let (start, end) = (statement.tokens.start, statement.tokens.end);
    let unknown = |word: &str| word.len() >= COUNTED_BYTES_MIN && word.chars().all(char::is_lowercase);
    // "12 orders", not "38 per hour outside"
    let bare = statement.scale == 1 && statement.unit.as_ref().is_none_or(|unit| unit.loose);
    let noun = match tokens.get(end).map(|token| token.kind) {
        Some(Kind::Word(None, groups)) => {
            bare && !groups.hold(Group::InAll) && tokens.word(end).is_some_and(unknown)
        }
        Some(Kind::Word(Some(sense), _)) => matches!(sense.role, Some((Role::Count, _))),
        _ => false,
    };
    let Some(label) = start.checked_sub(2).filter(|at| tokens.is_sign(at + 1, ':')) else { return noun };
    let count = matches!(tokens.sense(label).and_then(|sense| sense.role), Some((Role::Count, _)));
    let words = (label.saturating_sub(LABEL_TOKENS)..=label).rev();
    let span = words
        .take_while(|at| !matches!(tokens.all()[*at].kind, Kind::Stop | Kind::Line))
        .any(|at| is_span(tokens, at));
    noun || count || span
}

/// Whether a word names several hours, days or the like.
fn is_span(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(sense) = tokens.sense(at) else { return false };
    matches!(sense.unit, Some(Unit::Time(_))) && (sense.plural || tokens.is_plural(at))
}

/// Whether a bare number is an hour of the day: "9 am to 5 pm".
fn is_clock_time(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let number = statement.tokens.clone().rev().find(|at| tokens.number(*at).is_some());
    let half = number.is_some_and(|at| tokens.is_word(at + 1, words!["am", "pm"]));
    half && statement.scale == 1 && statement.top() <= 12 * ONE
}

/// Whether a bare number beside other words is a year: "founded in 2019", "the 2024-2025 season".
fn is_year(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let year = |end: Option<i64>| end.is_none_or(|end| end % ONE == 0 && YEARS.contains(&(end / ONE)));
    let others = statement.tokens.len() < tokens.all().len();
    others && statement.scale == 1 && statement.unit.is_none() && year(statement.low) && year(statement.high)
}
