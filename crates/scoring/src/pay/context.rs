//! Whose money an amount is, judged by the words near it.

use kazi_domain::{Part, Per};

use super::{
    around::{After, Before, words_near},
    counted::{counts, is_measure, is_no_money, is_rate},
    figure::ONE,
    for_what::UnitRead,
    group::Group,
    label::unit_before,
    message::{is_deal, is_whole},
    place::{
        fills_clause, is_flat, is_halved, is_hourly_clause, is_timed_clause, pays_by_place, stands_alone,
    },
    role::{ELSEWHERE, Earned},
    rough::sizes,
    sense::{Glue, Role},
    statement::Statement,
    token::Tokens,
};

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
    let unit = if statement.unit.is_none() { unit_before(tokens, statement.first) } else { None };
    let for_what = statement.unit.as_ref().or(unit.as_ref());
    let per = for_what.map(|unit| unit.per);
    let (before, after) = words_near(tokens, statement, part, &Earned { per, title });
    let whole = is_message && is_whole(tokens, statement);
    let paid = matches!(after.role, Some(Role::Pay | Role::Salary | Role::Budget));
    let given = before.given || statement.mark.is_some() && paid;
    let deal = whole || is_message && before.weight >= 0 && is_deal(tokens, statement, for_what, given);
    let halved = is_halved(tokens, statement.tokens.end);
    let clause =
        part == Part::Description && (halved || statement.mark.is_some() && fills_clause(tokens, statement));
    let near = Near { tokens, statement, part, per, before, after, halved, clause, whole, deal };
    let score =
        near.place() + near.words() + own_shape(statement, per) + if near.is_no_pay() { NEVER } else { 0 };
    Support { score, role: near.role(), unit, bonus: after.bonus, clause: clause || deal }
}

/// A statement with what stands near it.
struct Near<'t> {
    tokens: Tokens<'t>,
    statement: &'t Statement,
    part: Part,
    /// What it is for.
    per: Option<Per>,
    before: Before,
    after: After,
    /// Whether a half of it is spoken of behind it: "My purse is small, 1,500. Half now".
    halved: bool,
    /// Whether it is a clause of its own.
    clause: bool,
    /// Whether the amounts near it are its parts, in a message.
    whole: bool,
    /// Whether it is what the writer of a message gives.
    deal: bool,
}

impl Near<'_> {
    fn is_marked(&self) -> bool {
        self.statement.mark.is_some()
    }

    /// What the place says where it stands.
    fn place(&self) -> i32 {
        let part = match self.part {
            Part::PayText => PAY_TEXT,
            Part::Title => 4,
            _ => 0,
        };
        let alone =
            !self.is_marked() && self.part == Part::Title && stands_alone(self.tokens, self.statement);
        let clause = match () {
            () if self.whole => WHOLE,
            () if self.deal => DEAL,
            () if self.clause || self.is_timed() => 4,
            () => 0,
        };
        part + if alone || self.halved { 2 } else { 0 } + clause
    }

    /// What the words near it say.
    fn words(&self) -> i32 {
        let Self { tokens, statement, before, after, .. } = self;
        let start = statement.first;
        let derived = tokens.any_is(start.saturating_sub(DERIVED_TOKENS)..start, Glue::Derived)
            || is_conversion(*tokens, start);
        let bare = self.is_marked() && statement.unit.is_none();
        let taxed =
            bare && statement.is_wage(Per::Month) && tokens.is_of(statement.tokens.end, Group::TaxedAs);
        // "Benefits are competitive ($110K-$175K w/ equity)"
        let paid_apart = after.with_benefits && is_salary_range(statement);
        let before = if paid_apart { before.weight.max(0) } else { before.weight };
        before + after.weight + if derived { DERIVED } else { 0 } + if taxed { TAXED } else { 0 }
    }

    /// Whether it cannot be pay, whatever else is said.
    fn is_no_pay(&self) -> bool {
        let Self { tokens, statement, before, .. } = self;
        // Nobody's salary is four dollars: a torn or mistyped number.
        let tiny = before.role == Some(Role::Salary) && self.per.is_none() && statement.top() < SALARY_MIN;
        let bare = || !self.is_marked() && (self.counts() || !self.is_said() && !self.is_timed());
        tiny || is_measure(*tokens, statement) || bare()
    }

    /// Whether anything says that a number without a currency is pay: a word for pay right before it, or a place for pay.
    fn is_said(&self) -> bool {
        let Self { tokens, statement, before, after, .. } = self;
        let thousands = statement.is_range() && statement.scale == 1000;
        before.attached
            // "95k - 105k salary"
            || thousands && (before.role.is_some() || after.role == Some(Role::Salary))
            // "We pay our best people up to 600 a day"
            || before.of_clause && is_rate(*tokens, statement)
            // "DJ for a wedding, 400 flat"
            || is_flat(*tokens, statement)
            || self.halved
            || self.deal
            || pays_by_place(*tokens, statement, self.part, self.per)
            || is_hourly_clause(*tokens, statement)
    }

    /// Whether a number without a currency counts something.
    fn counts(&self) -> bool {
        let Self { tokens, statement, before, .. } = self;
        let loose = statement.unit.as_ref().is_none_or(|unit| unit.loose);
        let counted = || loose && (statement.unit.is_some() || counts(*tokens, statement.tokens.end));
        let other = || is_no_money(*tokens, statement, before.attached || self.halved);
        let field = self.part == Part::PayText && statement.is_rate_field(*tokens, self.per);
        !field && (counted() || other())
    }

    /// Whether a number without a currency is one by time that opens a sentence.
    fn is_timed(&self) -> bool {
        !self.is_marked() && is_timed_clause(self.tokens, self.statement, self.part)
    }

    /// The role of the nearest word for pay. A bare sum is that of the whole job, where nothing else is said.
    fn role(&self) -> Option<Role> {
        let role = self.before.role.or(self.after.role);
        let sum = self.deal
            && !self.is_marked()
            && self.statement.scale < 1000
            && !self.statement.is_range()
            && !matches!(role, Some(Role::Salary | Role::Rate));
        if sum { Some(Role::Budget) } else { role }
    }
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
