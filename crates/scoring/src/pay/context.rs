//! Whose money an amount is, judged by the words near it.

use kazi_domain::{Part, Per};

use super::{
    lexicon::{Glue, Role},
    statement::Statement,
    token::{Kind, Token},
};

/// The most tokens looked at before an amount and after it.
const BEFORE_MAX: usize = 16;
const AFTER_MAX: usize = 5;
/// What an amount must reach to be taken for pay.
pub(super) const SUPPORT_MIN: i32 = 6;

/// What the words around an amount say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Support {
    /// How well they support that it is pay; [`SUPPORT_MIN`] is enough.
    pub score: i32,
    /// The role of the nearest word that has one for pay.
    pub role: Option<Role>,
    /// What an adverb before it says it is for: "hourly rate: $20".
    pub adverb: Option<usize>,
}

/// Weighs the words around a statement.
pub(super) fn support(tokens: &[Token<'_>], statement: &Statement, part: Part) -> Support {
    let (before, role, attached) = before(tokens, statement.tokens.start);
    let after = after(tokens, statement.tokens.end);
    let own = own_shape(statement);
    let place = match part {
        Part::PayText => 10,
        Part::Title => 3,
        _ => 0,
    };
    let bare = statement.mark.is_none();
    let unit = statement.unit.as_ref().map(|unit| unit.per);
    let alone = match part {
        Part::PayText => true,
        Part::Title => statement.is_range() && statement.scale == 1000 || unit == Some(Per::Hour),
        _ => false,
    };
    let unsaid = if bare && !attached && !alone { -20 } else { 0 };
    let counted =
        if bare && statement.unit.is_none() && counts(tokens, statement.tokens.end) { -20 } else { 0 };
    let score = place + before + after + own + unsaid + counted;
    Support { score, role, adverb: adverb_before(tokens, statement.tokens.start) }
}

/// What the statement itself says for being pay.
fn own_shape(statement: &Statement) -> i32 {
    let mut score = 0;
    if statement.mark.is_some() {
        score += 2;
    }
    if statement.is_range() {
        score += 2;
    }
    if statement.scale == 1000 {
        score += 1;
    }
    if statement.scale >= 1_000_000 {
        score -= 20;
    }
    if let Some(unit) = &statement.unit {
        score += match unit.per {
            _ if unit.goods => -16,
            Per::Hour => 6,
            Per::Day | Per::Week | Per::Month | Per::Year | Per::Piece => 4,
            Per::Project => 4,
        };
    }
    score
}

/// Whether a bare number counts something: "15 hours", "10 pages".
fn counts(tokens: &[Token<'_>], end: usize) -> bool {
    tokens.get(end).and_then(Token::sense).is_some_and(|sense| sense.unit.is_some() && !sense.adverb)
}

/// The weight of the words before, the role that decides, and whether a word for pay stands right
/// before the amount.
fn before(tokens: &[Token<'_>], start: usize) -> (i32, Option<Role>, bool) {
    let (mut score, mut role, mut attached) = (0, None, false);
    let mut chained = true;
    let mut seen = 0;
    for back in 1..=BEFORE_MAX.min(start) {
        let index = start - back;
        let token = &tokens[index];
        match token.kind {
            Kind::Stop => break,
            Kind::Line if !ends_label(tokens, index) => break,
            Kind::Sign('|') => break,
            _ => {}
        }
        let Some((found, weight)) = token.sense().and_then(|sense| sense.role) else {
            chained &= links(token);
            continue;
        };
        let (found, weight) = if found == Role::Budget && others_budget(tokens, index) {
            (Role::Fee, -16)
        } else {
            (found, weight)
        };
        let near = match back {
            1..=4 => 4,
            5..=9 => 3,
            _ => 2,
        };
        // The nearest word decides; the next one counts half.
        score += weight * near / 4 / (1 + seen);
        seen += 1;
        if weight > 0 {
            attached |= chained;
            role = role.or(Some(found));
        }
        chained &= weight > 0;
        if seen == 2 {
            break;
        }
    }
    (score, role, attached)
}

/// Whether a line end follows a label such as "COMPENSATION:".
fn ends_label(tokens: &[Token<'_>], line: usize) -> bool {
    let before = tokens[..line].iter().rev().find(|token| !matches!(token.kind, Kind::Line));
    before.is_some_and(|token| token.is_sign(':') || token.is_sign('*'))
}

/// Whether a token may stand between a word for pay and a bare number.
fn links(token: &Token<'_>) -> bool {
    let glue =
        [Glue::Filler, Glue::Between, Glue::From, Glue::UpTo, Glue::To, Glue::About, Glue::An, Glue::Per];
    match token.kind {
        Kind::Sign(sign) => matches!(sign, ':' | '(' | '*' | '=' | ',' | '"'),
        Kind::Dash | Kind::Line => true,
        Kind::Word(..) => {
            glue.iter().any(|glue| token.is(*glue)) || token.sense().is_some_and(|sense| sense.adverb)
        }
        _ => false,
    }
}

/// Whether the budget named at `index` is for something else than the work.
fn others_budget(tokens: &[Token<'_>], index: usize) -> bool {
    let from = index.saturating_sub(4);
    tokens[from..index].iter().any(|token| token.is(Glue::NotOwn))
}

/// The weight of the words after, up to whatever is added to the amount.
fn after(tokens: &[Token<'_>], end: usize) -> i32 {
    for token in tokens[end.min(tokens.len())..].iter().take(AFTER_MAX) {
        match token.kind {
            Kind::Stop
            | Kind::Line
            | Kind::Sign('|' | '+' | ',' | '&')
            | Kind::Money(_)
            | Kind::Number(_) => break,
            Kind::Word("and" | "plus" | "with" | "but" | "or" | "y" | "et" | "Plus", _) => break,
            _ => {}
        }
        if let Some((role, weight)) = token.sense().and_then(|sense| sense.role) {
            return match role {
                Role::Price | Role::Count => weight / 2,
                Role::Offer => 0,
                _ if weight > 0 => weight / 2,
                _ => weight,
            };
        }
    }
    0
}

/// The token before the amount that says by itself what it is for.
fn adverb_before(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    const REACH: usize = 7;
    for back in 1..=REACH.min(start) {
        let index = start - back;
        let token = &tokens[index];
        match token.kind {
            Kind::Stop | Kind::Number(_) | Kind::Money(_) => return None,
            Kind::Line if !ends_label(tokens, index) => return None,
            _ => {}
        }
        let Some(sense) = token.sense() else { continue };
        if sense.unit.is_none() {
            continue;
        }
        let paid = index > 0 && matches!(tokens[index - 1].kind, Kind::Word("paid" | "Paid", _));
        let per = index > 0
            && (tokens[index - 1].is(Glue::Per)
                || tokens[index - 1].is_sign('/')
                || index > 2 && tokens[index - 2].is(Glue::Per));
        let rate = tokens
            .get(index + 1)
            .and_then(Token::sense)
            .is_some_and(|next| matches!(next.role, Some((Role::Rate | Role::Salary, _))));
        if (sense.adverb || per || rate) && !paid {
            return Some(index);
        }
    }
    None
}
