//! The words before and after an amount, and whose money they say that it is.

use kazi_domain::Part;

use super::{
    figure::read_figure,
    group::Group,
    label::ends_clause,
    role::{Earned, describes_work, is_of_another, is_topic, role_at},
    sense::{Glue, Role},
    statement::Statement,
    token::{Kind, Token, Tokens},
};

/// The most tokens looked at before an amount and after it.
const BEFORE_MAX: usize = 16;
const AFTER_MAX: usize = 5;

/// The words before an amount.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub weight: i32,
    pub role: Option<Role>,
    /// Whether a word for pay stands right before it, with only small words between.
    pub attached: bool,
    /// Whether a word for pay stands before it without a comma between, and says that it is this much.
    pub of_clause: bool,
    /// Whether a word for giving stands right before it.
    pub given: bool,
}

/// The words after an amount.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct After {
    pub weight: i32,
    pub role: Option<Role>,
    pub bonus: bool,
    /// Whether benefits are said to come with it.
    pub with_benefits: bool,
}

/// The words before and after a statement.
pub(super) fn words_near(
    tokens: Tokens<'_>,
    statement: &Statement,
    part: Part,
    earned: &Earned<'_>,
) -> (Before, After) {
    if !tokens.hold_roles() {
        return (Before::default(), After::default());
    }
    let end = past_second(tokens, statement.tokens.end);
    (before(tokens, statement, part, earned), after(tokens, end, part, earned))
}

fn before(tokens: Tokens<'_>, statement: &Statement, part: Part, earned: &Earned<'_>) -> Before {
    let start = statement.first;
    let mut before = Before::default();
    let (mut chained, mut parted, mut found) = (true, false, 0);
    // "The pay for helping us with all of this is $40"
    let opened = statement.tokens.start < start;
    let equated = || statement.tokens.start.checked_sub(1).is_some_and(|at| tokens.is_of(at, Group::Copula));
    for index in (start.saturating_sub(BEFORE_MAX)..start).rev() {
        let back = start - index;
        let Some(token) = tokens.get(index).filter(|token| !ends_clause(tokens, index, token)) else { break };
        let of_this = |(role, _): &(Role, i32)| {
            let asked = part == Part::PayText && *role == Role::Price;
            !asked
                && !is_of_another(tokens, index, start, *role)
                && !is_topic(tokens, index, start, *role, part)
        };
        let role = role_at(tokens, index).map(|role| earned.role(tokens, index, role));
        let Some((role, weight)) = role.filter(of_this) else {
            chained &= links(token);
            parted |= token.is_sign(',');
            continue;
        };
        let near = match back {
            1..=4 if role != Role::Count || back == 1 => 4,
            _ if matches!(role, Role::Offer | Role::Count) => 0,
            5..=8 => 3,
            9.. if weight > 0 && equated() => 3,
            9..=11 => 2,
            _ if weight > 0 => 1,
            _ => 0,
        };
        if role == Role::Offer && chained {
            before.given = true;
        }
        // Another word for giving says no more.
        let again = role == Role::Offer && before.role.is_some();
        if near == 0 && role == Role::Offer || again {
            before.role = before.role.or(Some(role));
            chained = false;
            continue;
        }
        // The nearest word decides; the next one counts half.
        before.weight += weight * near / 4 / (1 + found);
        found += i32::from(role != Role::Offer);
        if weight > 0 {
            before.attached |= chained && role != Role::Offer;
            before.of_clause |=
                !parted && role != Role::Offer && (opened || back <= PAID_TOKENS_MAX || equated());
            before.role = before.role.filter(|role| *role != Role::Offer).or(Some(role));
        }
        chained &= weight > 0;
        if found == 2 {
            break;
        }
    }
    before
}

/// How far before a bare number "pay" stands that says who is paid: "we pay moderators 600 a day".
const PAID_TOKENS_MAX: usize = 3;

/// Whether a token may stand between a word for pay and a bare number.
fn links(token: &Token) -> bool {
    const SMALL: [Glue; 8] =
        [Glue::Filler, Glue::Between, Glue::From, Glue::UpTo, Glue::To, Glue::About, Glue::An, Glue::Per];
    match token.kind {
        Kind::Sign(sign) => matches!(sign, ':' | '(' | '*' | '=' | ',' | '"' | '['),
        Kind::Dash | Kind::Line | Kind::Stop => true,
        Kind::Word(Some(sense), _) => SMALL.iter().any(|glue| sense.is(*glue)) || sense.unit.is_some(),
        _ => false,
    }
}

/// Where "$500 and $2,000" ends, whose last words speak of both.
fn past_second(tokens: Tokens<'_>, end: usize) -> usize {
    let and = tokens.is(end, Glue::And);
    and.then(|| read_figure(tokens, end + 1)).flatten().map_or(end, |(_, end)| end)
}

/// The weight of the words after, up to whatever is added to the amount, and whether that is a bonus.
fn after(tokens: Tokens<'_>, end: usize, part: Part, earned: &Earned<'_>) -> After {
    let mut after = After::default();
    let mut weighed = false;
    let mut added = false;
    for place in 0..AFTER_MAX {
        let Some(token) = tokens.get(end + place) else { break };
        match token.kind {
            Kind::Stop | Kind::Line | Kind::Sign('|') | Kind::Money(_) | Kind::Number(_) => break,
            // "$48K+ spent"
            Kind::Sign('+')
                if place == 0 && matches!(role_at(tokens, end + 1), Some((Role::Fee | Role::Funding, _))) => {
            }
            Kind::Sign('+' | ',' | '&' | '(') => added = true,
            _ => added |= token.is(Glue::And) || token.is_of(Group::JoinedOn),
        }
        let of_this = |(role, _): &(Role, i32)| !describes_work(tokens, end + place, *role, part);
        let role = role_at(tokens, end + place).map(|role| earned.role(tokens, end + place, role));
        let Some((role, found)) = role.filter(of_this) else { continue };
        if added {
            // What comes with benefits is pay: "$93,850 - $110,910 + equity".
            after.with_benefits = role == Role::Extra;
            let extra = if after.with_benefits { 4 } else { 0 };
            after.bonus = token.is_of(Group::Bonus);
            after.weight += extra;
            return after;
        }
        let counted = match role {
            Role::Price | Role::Count => found / 4,
            // "$200 daily processing simple transactions"
            Role::Funding if place > 1 => found / 4,
            Role::Offer => 0,
            _ if found > 0 && place > 0 || place > 2 => found / 2,
            _ => found,
        };
        if !weighed {
            weighed = true;
            after.weight = counted;
            after.role = Some(role).filter(|_| found > 0);
        }
    }
    after
}
