//! What the words before an amount say it is for: "hourly rate", "per article:", "kila mmoja".

use super::{
    for_what::UnitRead,
    group::Group,
    name::words,
    role::role_at,
    sense::{Glue, Role, Unit},
    token::{Kind, Token, Tokens},
    unit::somali_each,
};

/// The most tokens looked at before an amount.
const UNIT_BEFORE_MAX: usize = 7;
/// How far before a bar the word of a label may stand that says what the amount behind it is for.
const LABEL_TOKENS: usize = 3;

/// The most words of a line that is a heading.
const HEADING_WORDS_MAX: usize = 2;

/// What the words before an amount say it is for: "hourly rate", "per article:", "each session pays".
pub(super) fn unit_before(tokens: Tokens<'_>, start: usize) -> Option<UnitRead> {
    for index in (start.saturating_sub(UNIT_BEFORE_MAX)..start).rev() {
        let token = tokens.get(index)?;
        // "Hourly | $25 - $50"
        if token.is_sign('|') && index + 1 == start {
            let label = (index.saturating_sub(LABEL_TOKENS)..index).rev();
            let mut label = label.take_while(|at| !tokens.is_sign(*at, '|'));
            let unit = label.find_map(|at| tokens.sense(at).filter(|sense| sense.adverb)?.unit);
            return unit.map(UnitRead::of);
        }
        if matches!(token.kind, Kind::Money(_)) || ends_clause(tokens, index, token) {
            return None;
        }
        if let Some(each) = each_before(tokens, index) {
            return Some(each);
        }
        let Some(unit) = token.sense().and_then(|sense| sense.unit) else { continue };
        if names_unit(tokens, index) {
            return Some(UnitRead::of(unit));
        }
    }
    None
}

/// What the words that end at a token name each of: "kila mmoja mia tatu", "cada una 7 dólares", "qoyskiiba 200".
fn each_before(tokens: Tokens<'_>, index: usize) -> Option<UnitRead> {
    let each_one =
        tokens.is_of(index, Group::OneOf) && index.checked_sub(1).is_some_and(|at| tokens.is(at, Glue::Per));
    if each_one { Some(UnitRead::of(Unit::Piece("item"))) } else { somali_each(tokens, index) }
}

/// Whether a word for a rate or for pay stands before a unit as its own: "سعر الكلمة", "prix du mot", "malipo ya siku".
fn is_rate_of(tokens: Tokens<'_>, index: usize) -> bool {
    let joined = (index.saturating_sub(2)..index).rev().take_while(|at| tokens.is_of(*at, Group::Of)).count();
    let Some(head) = index.checked_sub(joined + 1) else { return false };
    let role = role_at(tokens, head).map(|(role, _)| role);
    // English says "pay day" and "rate per day"; Arabic has no word between.
    let arabic = tokens.word(head).is_some_and(|word| !word.is_ascii());
    let priced = role == Some(Role::Price) && tokens.is_word(head, words!["prix", "precio", "bei"]);
    (joined > 0 || arabic) && (priced || matches!(role, Some(Role::Rate | Role::Salary | Role::Pay)))
}

/// Whether the unit at a token says what the amount after it is for, and no span of time.
fn names_unit(tokens: Tokens<'_>, index: usize) -> bool {
    let Some(sense) = tokens.sense(index) else { return false };
    // "Erey kasta 0.02 doolar", "video moja 300 bob"
    if tokens.is_word(index + 1, words!["kasta", "walba", "moja", "kimoja"]) {
        return true;
    }
    let each = (index.saturating_sub(4)..index)
        .rev()
        .take_while(|at| !tokens.is_sign(*at, ',') && !tokens.is_sign(*at, ':'))
        .find(|at| tokens.is(*at, Glue::Per) || tokens.is_sign(*at, '/'))
        // "each task takes 5 minutes", but "each 30-minute session"
        .filter(|each| {
            let unit = |at: usize| tokens.sense(at).is_some_and(|sense| sense.unit.is_some());
            tokens.number(each + 1).is_some() || !(each + 1..index).any(unit)
        });
    // "I'm paying" is no rate by the month.
    let rate = !sense.bound
        && matches!(
            role_at(tokens, index + 1),
            Some((Role::Rate | Role::Salary | Role::Pay | Role::Budget, _))
        );
    let day_of =
        index > 1 && tokens.is_word(index - 1, words!["the"]) && tokens.is_word(index - 2, words!["for"]);
    let paid = index > 0 && tokens.is_word(index - 1, words!["paid", "payments", "payment"]);
    // "20 hours per week", "20 hours weekly": a span of time, not what is paid for.
    let head = each.unwrap_or(index);
    let span = head > 0
        && (tokens.sense(head - 1).is_some_and(|sense| sense.unit.is_some())
            || tokens.number(head - 1).is_some());
    !paid && !span && (sense.adverb || each.is_some() || rate || day_of || is_rate_of(tokens, index))
}

/// Whether the words before a token speak of something else.
#[inline]
pub(super) fn ends_clause(tokens: Tokens<'_>, index: usize, token: &Token) -> bool {
    match token.kind {
        Kind::Sign('|' | '+') => true,
        // A bullet, too, may follow a label.
        Kind::Stop | Kind::Line => !ends_label(tokens, index),
        _ => false,
    }
}

/// Whether a line end follows a label such as "COMPENSATION:", or a heading of a word or two.
fn ends_label(tokens: Tokens<'_>, line: usize) -> bool {
    let is_line = |token: &Token| matches!(token.kind, Kind::Line);
    let Some(last) = tokens.all()[..line].iter().rposition(|token| !is_line(token)) else { return false };
    let heading = || {
        let words =
            tokens.all()[..=last].iter().rev().take_while(|token| matches!(token.kind, Kind::Word(..)));
        let count = words.take(HEADING_WORDS_MAX + 1).count();
        let opens = || last.checked_sub(count).is_none_or(|at| is_line(&tokens.all()[at]));
        (1..=HEADING_WORDS_MAX).contains(&count) && opens()
    };
    tokens.is_sign(last, ':') || tokens.is_sign(last, '*') || is_line(&tokens.all()[line]) && heading()
}
