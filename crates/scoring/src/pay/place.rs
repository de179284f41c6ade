//! What the place of an amount says of it: a pay text, a segment of a title, a clause of its own.

use kazi_domain::{Part, Per};

use super::{
    figure::ONE,
    group::Group,
    name::words,
    role::role_at,
    sense::{Glue, Role},
    statement::Statement,
    token::{Kind, Token, Tokens},
};

/// The most words that say nothing here in a pay text whose bare number is the pay.
const UNKNOWN_WORDS_MAX: usize = 2;
/// The most tokens of a pay text that are looked at to tell a figure from prose.
const PAY_TEXT_TOKENS_MAX: usize = 40;

/// Whether a bare number is money because of where it stands: the pay text, or a title such as
/// `Developer | 35k-60k`.
pub(super) fn pays_by_place(tokens: Tokens<'_>, statement: &Statement, part: Part, per: Option<Per>) -> bool {
    let unknown = |token: &&Token| matches!(token.kind, Kind::Word(None, _));
    let words = tokens.all().iter().take(PAY_TEXT_TOKENS_MAX).filter(unknown);
    match part {
        Part::PayText => per.is_some() || words.count() <= UNKNOWN_WORDS_MAX,
        Part::Title => {
            let thousands = statement.scale == 1000;
            let by_time = matches!(per, Some(Per::Week | Per::Month | Per::Year));
            let alone = || stands_alone(tokens, statement);
            let by_piece =
                statement.unit.as_ref().is_some_and(|unit| unit.per == Per::Piece && !unit.unlisted);
            thousands && (statement.is_range() || by_time || alone()) || per == Some(Per::Hour) || by_piece
        }
        _ => false,
    }
}

/// Whether a bare number by the hour is money by itself: one with cents, or one that stands apart with nothing behind
/// it but how it is taxed, as in "Leeds - UP TO 40 PER HOUR (inside IR35)". Not "they answer 40 per hour".
pub(super) fn is_hourly_clause(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let hourly = statement.unit.as_ref().is_some_and(|unit| unit.per == Per::Hour && !unit.loose);
    if !hourly || !HOURLY.contains(&(statement.top() / ONE)) {
        return false;
    }
    let offered =
        |at: usize| tokens.sense(at).is_some_and(|sense| matches!(sense.role, Some((Role::Offer, _))));
    let before =
        statement.tokens.start.checked_sub(1).is_none_or(|at| tokens.parts_clause(at) || offered(at));
    let end = statement.tokens.end;
    let after = tokens.parts_clause(end) || tokens.is_sign(end, '(') || tokens.is_of(end, Group::TaxedBy);
    statement.top() % ONE != 0 || before && after
}

/// Whether a bare number is said to be all that is paid, and the clause ends so: "400 flat", not "40 flat icons".
pub(super) fn is_flat(tokens: Tokens<'_>, statement: &Statement) -> bool {
    /// Fewer are counted.
    const LEAST: i64 = 20 * ONE;
    let end = statement.tokens.end;
    let project = statement.unit.as_ref().is_some_and(|unit| unit.per == Per::Project);
    let flat =
        project && tokens.is_word(end - 1, words!["flat", "fixed", "forfait"]) && tokens.parts_clause(end);
    flat && statement.top() >= LEAST
}

/// Whether a bare number by the day, the week or the month is money by itself: of the size of a wage in shillings it
/// opens a sentence, or a part of a title, with nothing behind it but a pause, as in "9k kwa mwezi, unalala" and "Cook
/// in Kitui, 1,200 a day + lunch". Not "we get 3,000 a day".
pub(super) fn is_timed_clause(tokens: Tokens<'_>, statement: &Statement, part: Part) -> bool {
    let unit = statement.unit.as_ref().filter(|unit| !unit.loose);
    let least = match unit.map(|unit| unit.per) {
        Some(Per::Day) => 100,
        Some(Per::Week) => 300,
        Some(Per::Month) => 1_000,
        _ => return false,
    };
    let before = statement.tokens.start.checked_sub(1);
    let opens = |at| ends_sentence(tokens, at) || part == Part::Title && tokens.parts_clause(at);
    let end = statement.tokens.end;
    let closes = tokens.parts_clause(end) || tokens.is_sign(end, '+') || tokens.is(end, Glue::And);
    statement.top() >= least * ONE && before.is_none_or(opens) && closes
}

/// What a rate by the hour can be, in any currency.
const HOURLY: std::ops::Range<i64> = 8..2_000;

/// Whether a statement is all of a segment: `Engineer | London | 55k |`.
fn fills_segment(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let bar = |token: Option<&Token>| token.is_none_or(|token| token.is_sign('|'));
    let before = statement.tokens.start.checked_sub(1).and_then(|at| tokens.get(at));
    bar(before) && bar(tokens.get(statement.tokens.end))
}

/// Whether signs part a bare statement of a title from its words: all of a segment, or of the size of a salary as
/// in `Developer, NYC, 100K+`.
pub(super) fn stands_alone(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let end = statement.tokens.end;
    let added = tokens.is_sign(end, '+') && matches!(role_at(tokens, end + 1), Some((Role::Extra, _)));
    let before = statement.tokens.start.checked_sub(1).is_none_or(|at| tokens.parts_clause(at));
    let parted = before && (added || tokens.parts_clause(end));
    fills_segment(tokens, statement) || parted && statement.scale == 1000 && statement.is_wage(Per::Year)
}

/// Whether a statement is a clause of its own: all of a sentence or line, as in "About 18 hours. $300.",
/// or with nothing behind it but how it is settled, as in "Logo needed, $150, PayPal."
pub(super) fn fills_clause(tokens: Tokens<'_>, statement: &Statement) -> bool {
    let end = statement.tokens.end;
    let before = statement.tokens.start.checked_sub(1);
    let after_pause = before.is_none_or(|at| ends_sentence(tokens, at) || tokens.is_sign(at, ','));
    let alone = before.is_none_or(|at| ends_sentence(tokens, at)) && ends_sentence(tokens, end);
    let settled = past_settlement(tokens, end).is_some_and(|end| ends_sentence(tokens, end));
    alone || after_pause && settled
}

/// Whether a half of an amount is spoken of behind it, so that it is all of the pay: "$60, half now, half when done".
pub(super) fn is_halved(tokens: Tokens<'_>, end: usize) -> bool {
    let half = end + 1 + usize::from(tokens.is_of(end + 1, Group::This));
    tokens.parts_clause(end) && tokens.is_of(half, Group::Half)
}

/// Whether a sentence or line ends at a token, or the text.
fn ends_sentence(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_none_or(|token| matches!(token.kind, Kind::Stop | Kind::Line))
}

/// Where words end that say where or how an amount is paid: ", on Upwork", "via PayPal", "(fixed price)".
fn past_settlement(tokens: Tokens<'_>, end: usize) -> Option<usize> {
    let pause = tokens.is_sign(end, ',') || tokens.is_sign(end, '(') || tokens.is_dash(end);
    let start = end + usize::from(pause);
    let named = (start..=start + SETTLED_BY_TOKENS).find(|at| tokens.is(*at, Glue::Settles))?;
    let joined = (start..named).all(|at| tokens.is_dash(at) || tokens.is_of(at, Group::SettledBy));
    let noun = usize::from(tokens.is_of(named + 1, Group::SettledNoun));
    let closed = usize::from(tokens.is_sign(named + noun + 1, ')'));
    joined.then_some(named + noun + closed + 1)
}

/// How far behind an amount that is said.
const SETTLED_BY_TOKENS: usize = 3;
