//! Whose money an amount is, judged by the words near it.

use kazi_domain::{Part, Per};

use super::{
    counted::{counts, is_measure, is_no_money, is_rate},
    figure::{ONE, read_figure},
    for_what::UnitRead,
    group::Group,
    label::{ends_clause, unit_before},
    message::{is_deal, is_whole},
    place::{
        fills_clause, is_flat, is_halved, is_hourly_clause, is_timed_clause, pays_by_place, stands_alone,
    },
    role::{ELSEWHERE, Earned, describes_work, is_of_another, is_topic, role_at},
    rough::sizes,
    sense::{Glue, Role},
    statement::Statement,
    token::{Kind, Token, Tokens},
};

/// The most tokens looked at before an amount and after it.
const BEFORE_MAX: usize = 16;
const AFTER_MAX: usize = 5;
/// Below what a salary without a unit is none, in millionths.
const SALARY_MIN: i64 = 5 * ONE;
/// What an amount must reach to be taken for pay.
pub(super) const SUPPORT_MIN: i32 = 6;
/// What outweighs every word for pay.
const NEVER: i32 = -30;
/// The weight of a figure that somebody worked out from the pay, and how far before it that is said.
const DERIVED: i32 = -6;
const DERIVED_TOKENS: usize = 4;
/// How far before a bracket the amount stands that it says in other money.
const CONVERTED_TOKENS: usize = 6;
/// The weight of "gross" or "after tax" right behind an amount.
const TAXED: i32 = 4;

/// The weight of a bare number that is what the writer of a message gives.
const DEAL: i32 = SUPPORT_MIN;
/// The same of one whose parts are named too, each of which may be taken for pay.
const WHOLE: i32 = 2 * DEAL;

/// The weight of an amount in a message that speaks of work: what a message names a sum for is the work.
const NAMED: i32 = 4;

/// What the words around an amount say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Support {
    /// How well they support that it is pay; [`SUPPORT_MIN`] is enough.
    pub score: i32,
    /// The role of the nearest word for pay before it.
    pub role: Option<Role>,
    /// What words before it say it is for: "hourly rate: $20".
    pub unit: Option<UnitRead>,
    /// Whether a bonus or commission comes on top.
    pub bonus: bool,
    /// Whether it is a clause of its own, so that nothing says what it is for.
    pub clause: bool,
}

/// The words before an amount.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    weight: i32,
    role: Option<Role>,
    /// Whether a word for pay stands right before it, with only small words between.
    attached: bool,
    /// Whether a word for pay stands before it without a comma between, and says that it is this much.
    of_clause: bool,
    /// Whether a word for giving stands right before it.
    given: bool,
}

/// The words after an amount.
#[derive(Clone, Copy, Debug, Default)]
struct After {
    weight: i32,
    role: Option<Role>,
    bonus: bool,
    /// Whether benefits are said to come with it.
    with_benefits: bool,
}

/// What a pay text says for the amounts in it.
const PAY_TEXT: i32 = 10;

/// As [`support`], of a statement that is all of a pay text.
pub(super) fn support_of_whole(statement: &Statement) -> Support {
    let score = PAY_TEXT + own_shape(statement, statement.unit.as_ref().map(|unit| unit.per));
    Support { score, role: None, unit: None, bonus: false, clause: false }
}

impl Support {
    /// The same where the amount stands in a message that speaks of work.
    pub(super) fn of_message(self) -> Self {
        Self { score: self.score + NAMED, clause: true, ..self }
    }
}

/// Weighs the words around a statement; `is_message` says whether the posting is as short as a message of a chat.
pub(super) fn support(
    tokens: Tokens<'_>,
    statement: &Statement,
    part: Part,
    title: &str,
    is_message: bool,
) -> Support {
    let (start, end) = (statement.first, statement.tokens.end);
    let unit = if statement.unit.is_none() { unit_before(tokens, start) } else { None };
    let named = statement.unit.as_ref().or(unit.as_ref()).map(|unit| unit.per);
    let earned = Earned { per: named, title };
    let (before, after) = if tokens.hold_roles() {
        let end = past_second(tokens, end);
        (before(tokens, statement, part, &earned), after(tokens, end, part, &earned))
    } else {
        (Before::default(), After::default())
    };
    let per = statement.unit.as_ref().or(unit.as_ref()).map(|unit| unit.per);
    let place = match part {
        Part::PayText => PAY_TEXT,
        Part::Title => 4,
        _ => 0,
    };
    // A number that names no currency needs a word for pay right before it, or a place for pay.
    let said = before.attached || before.role.is_some() && statement.is_range() && statement.scale == 1000;
    // "We pay our best people up to 600 a day"
    let said = said || before.of_clause && is_rate(tokens, statement);
    // "95k - 105k salary"
    let said = said || after.role == Some(Role::Salary) && statement.is_range() && statement.scale == 1000;
    // "DJ for a wedding, 400 flat"
    let said = said || is_flat(tokens, statement);
    // "My purse is small, 1,500. Half now"
    let halved = is_halved(tokens, statement.tokens.end);
    let said = said || halved;
    let whole = is_message && is_whole(tokens, statement);
    let paid = matches!(after.role, Some(Role::Pay | Role::Salary | Role::Budget));
    let given = before.given || statement.mark.is_some() && paid;
    let for_what = statement.unit.as_ref().or(unit.as_ref());
    let deal = whole || is_message && before.weight >= 0 && is_deal(tokens, statement, for_what, given);
    let said = said || deal;
    let placed = || pays_by_place(tokens, statement, part, per) || is_hourly_clause(tokens, statement);
    let unsaid = statement.mark.is_none() && !said && !placed();
    let loose = statement.unit.as_ref().is_none_or(|unit| unit.loose);
    let counted = || loose && (statement.unit.is_some() || counts(tokens, end));
    let other = || is_no_money(tokens, statement, before.attached || halved);
    let counts = statement.mark.is_none()
        && (counted() || other())
        && !(part == Part::PayText && statement.is_rate_field(tokens, per));
    let alone = statement.mark.is_none() && part == Part::Title && stands_alone(tokens, statement);
    let clause =
        part == Part::Description && (halved || statement.mark.is_some() && fills_clause(tokens, statement));
    let timed = statement.mark.is_none() && is_timed_clause(tokens, statement, part);
    let place = place
        + if alone || halved { 2 } else { 0 }
        + if whole {
            WHOLE
        } else if deal {
            DEAL
        } else if clause || timed {
            4
        } else {
            0
        };
    // Nobody's salary is four dollars: a torn or mistyped number.
    let tiny = before.role == Some(Role::Salary) && per.is_none() && statement.top() < SALARY_MIN;
    let unsaid = unsaid && !timed || tiny || is_measure(tokens, statement);
    let derived = tokens.any_is(start.saturating_sub(DERIVED_TOKENS)..start, Glue::Derived)
        || is_conversion(tokens, start);
    let bare = statement.mark.is_some() && statement.unit.is_none();
    let taxed = bare && statement.is_wage(Per::Month) && tokens.is_of(end, Group::TaxedAs);
    // "Benefits are competitive ($110K-$175K w/ equity)"
    let paid_apart = after.with_benefits && is_salary_range(statement);
    let before_weight = if paid_apart { before.weight.max(0) } else { before.weight };
    let score = place
        + if derived { DERIVED } else { 0 }
        + if taxed { TAXED } else { 0 }
        + before_weight
        + after.weight
        + own_shape(statement, per)
        + if unsaid || counts { NEVER } else { 0 };
    let role = before.role.or(after.role);
    // A bare sum is that of the whole job, where nothing else is said.
    let bare_sum = deal && statement.mark.is_none() && statement.scale < 1000 && !statement.is_range();
    let job = bare_sum && !matches!(role, Some(Role::Salary | Role::Rate));
    let role = if job { Some(Role::Budget) } else { role };
    Support { score, role, unit, bonus: after.bonus, clause: clause || deal }
}

/// What the statement itself says for being pay.
fn own_shape(statement: &Statement, per: Option<Per>) -> i32 {
    let marked = if statement.mark.is_some() { 2 } else { 0 };
    let range = if statement.is_range() { 2 } else { 0 };
    let scale = match statement.scale {
        1000 => 1,
        1_000_000 | 1_000_000_000 if !is_counted_in_millions(statement) => -20,
        _ => 0,
    };
    let unit = match (per, statement.unit.as_ref()) {
        (_, Some(unit)) if unit.goods => ELSEWHERE,
        (_, Some(unit)) if unit.unlisted => 1,
        (Some(Per::Hour), _) => 6,
        (Some(Per::Day | Per::Project), _) => 4,
        (Some(Per::Piece), _) => 4,
        (Some(per @ (Per::Week | Per::Month | Per::Year)), _) if statement.is_wage(per) => 4,
        // Small sums by the month are what people pay for a subscription.
        (Some(Per::Week | Per::Month | Per::Year), _) => 0,
        (None, _) => 0,
    };
    marked + range + scale + unit + if is_salary_range(statement) { 2 } else { 0 }
}

/// Whether an amount in brackets says another one in other money: "₹100,000 a month ($1,200)".
fn is_conversion(tokens: Tokens<'_>, start: usize) -> bool {
    let opened = start > 0 && tokens.is_sign(start - 1, '(');
    let number =
        || (start.saturating_sub(CONVERTED_TOKENS)..start).rev().find(|at| tokens.number(*at).is_some());
    opened
        && number().is_some_and(|at| tokens.mark(at + 1).is_some() || at > 0 && tokens.mark(at - 1).is_some())
}

/// Whether people are paid in millions of the currency: "Rp 5 juta a month".
fn is_counted_in_millions(statement: &Statement) -> bool {
    /// No pay is more than so many years of a usual one.
    const YEARS_MAX: i64 = 5;
    let currency = statement.mark.and_then(|mark| mark.currency).or(statement.counts);
    let (_, year) = sizes(currency);
    currency.is_some() && statement.top() / ONE <= year.saturating_mul(YEARS_MAX)
}

/// Whether both ends are of the size of a year's salary: `$120,000 - $515,000`.
fn is_salary_range(statement: &Statement) -> bool {
    const ENDS: std::ops::Range<i64> = 15_000..1_000_000;
    let end = |end: Option<i64>| end.is_some_and(|end| ENDS.contains(&(end / ONE)));
    statement.mark.is_some() && statement.is_range() && end(statement.low) && end(statement.high)
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
