//! What a statement leaves open: the currency that a name shares, the unit that size tells.

use std::borrow::Cow;

use kazi_domain::{Currency, PayHint, PayNote, Per};

use super::{
    figure::ONE,
    for_what::UnitRead,
    group::Group,
    lexicon::LEXICON,
    nation::{Local, Nations},
    rough::{HOURLY_MAX, HOURLY_MIN, hourly, in_dollars, sizes},
    sense::{Family, Role},
    statement::Statement,
    token::Tokens,
};

/// The currency of a statement, with a note where it was not plain. `said` is what it is for, where words say so.
pub(super) fn currency(
    tokens: Tokens<'_>,
    statement: &Statement,
    said: Option<&UnitRead>,
    nations: &Nations<'_>,
    hint: Option<&PayHint>,
) -> (Option<Currency>, Option<PayNote>) {
    let assumed = |currency: Option<Currency>| (currency, currency.map(|_| PayNote::CurrencyAssumed));
    let hinted = hint.and_then(|hint| hint.currency);
    let sum = Sum { micros: statement.top(), per: said.map(|unit| unit.per) };
    let Some(mark) = statement.mark else {
        let named = hinted.or(statement.counts);
        return assumed(named.or_else(|| sum.in_shillings(nations)));
    };
    let Some(family) = mark.family.filter(|_| !mark.exact) else { return (mark.currency, None) };
    if let Some(local) = hinted.filter(|hinted| LEXICON.in_family(family, *hinted)) {
        return (Some(local), None);
    }
    let by_location = nations.by_location(family);
    let spanish = || statement.dotted || speaks_spanish(tokens, statement);
    if let Local::Is(local) = by_location {
        let is_local = |usual| match usual {
            // Dollars of one country or another are much alike.
            _ if LEXICON.in_family(Family::Dollar, local) => true,
            // The sign of dollars in a country of pesos: boards of the whole world name places too.
            Currency::USD => (spanish() || sum.is_dear(usual)) && sum.is_in_pesos(local, usual),
            Currency::GBP => sum.is_within(local, POUND_HOURLY_MIN, ONE) || sum.is_beyond_belief(usual),
            _ => true,
        };
        return match mark.currency {
            Some(usual) if usual == local || !is_local(usual) => (mark.currency, None),
            _ => assumed(Some(local)),
        };
    }
    match mark.currency {
        Some(usual @ Currency::USD) => {
            // No hour is dearer than the span of time that it is of.
            let beyond_belief = sum.micros > HOURLY_MAX && sum.is_beyond_belief(usual);
            match nations.by_text_if(family, beyond_belief || !mark.word && spanish()) {
                Local::Is(local) if sum.is_in_pesos(local, usual) => assumed(Some(local)),
                // Pesos, nobody knows whose.
                _ if beyond_belief && spanish() => (None, Some(PayNote::CurrencyAssumed)),
                _ => (mark.currency, None),
            }
        }
        Some(usual @ Currency::GBP) => match nations.by_text_if(family, sum.is_dear(usual)) {
            Local::Is(local) if local != usual && sum.is_believed(local) => assumed(Some(local)),
            Local::Is(local) if local != usual => (None, Some(PayNote::CurrencyAssumed)),
            _ => (mark.currency, None),
        },
        usual => match (by_location, nations.by_text(family)) {
            (Local::Several, _) | (_, Local::Several) => (None, Some(PayNote::CurrencyAssumed)),
            (_, Local::Is(local)) => assumed(Some(local)),
            (_, Local::Unsaid) => assumed(usual),
        },
    }
}

/// An amount in millionths of a unit, and what it is for.
struct Sum {
    micros: i64,
    per: Option<Per>,
}

/// Between what sums a whole job pays, in millionths of a dollar.
const JOB_MIN: i64 = 5 * ONE;
const JOB_MAX: i64 = 100_000 * ONE;
/// The same of an hour where the sign of dollars may stand for pesos, which no country pays less of.
const PESO_HOURLY_MIN: i64 = 6 * ONE / 5;
/// Below this many units the price of a piece is in dollars.
const PESO_PIECE_MIN: i64 = 100 * ONE;
/// The same where pounds of the place would be too little by far: South Sudan pays some of its people that.
const POUND_HOURLY_MIN: i64 = ONE / 200;
/// From how much on an hour or a job is dear enough to doubt that it is paid in dollars or sterling.
const DEAR_HOURLY: i64 = 100 * ONE;
const DEAR_JOB: i64 = 5_000 * ONE;

impl Sum {
    /// What it is by the hour, or for the job, in a currency; and whether it is the former.
    fn dollars(&self, currency: Currency) -> Option<(i64, bool)> {
        match self.per {
            Some(Per::Piece) => None,
            None if self.micros / ONE >= sizes(Some(currency)).1 => {
                Some((hourly(self.micros, currency, Per::Year)?, true))
            }
            Some(Per::Project) | None => Some((in_dollars(self.micros, currency)?, false)),
            Some(per) => Some((hourly(self.micros, currency, per)?, true)),
        }
    }

    fn is_within(&self, currency: Currency, least: i64, job_least: i64) -> bool {
        match self.dollars(currency) {
            Some((hourly, true)) => (least..=HOURLY_MAX).contains(&hourly),
            Some((job, false)) => (job_least..=JOB_MAX).contains(&job),
            None => true,
        }
    }

    fn is_believed(&self, currency: Currency) -> bool {
        self.is_within(currency, HOURLY_MIN, ONE)
    }

    fn is_beyond_belief(&self, currency: Currency) -> bool {
        self.dollars(currency).is_some_and(|(sum, hourly)| sum > if hourly { HOURLY_MAX } else { JOB_MAX })
    }

    fn is_dear(&self, currency: Currency) -> bool {
        self.dollars(currency).is_some_and(|(sum, hourly)| sum > if hourly { DEAR_HOURLY } else { DEAR_JOB })
    }

    /// The shillings of the only country of such that is named, where a sum that names no currency is a wage there:
    /// people write so to their neighbours.
    fn in_shillings(&self, nations: &Nations<'_>) -> Option<Currency> {
        let part = self.per == Some(Per::Piece) && self.micros < ONE;
        match nations.by_place(Family::Shilling) {
            Local::Is(local) if !part && self.is_believed(local) => Some(local),
            _ => None,
        }
    }

    /// Whether the sign of dollars means the pesos of a place: not where they would be next to nothing.
    fn is_in_pesos(&self, local: Currency, usual: Currency) -> bool {
        let piece = self.per == Some(Per::Piece) && self.micros < PESO_PIECE_MIN;
        !piece && self.is_within(local, PESO_HOURLY_MIN, JOB_MIN) || self.is_beyond_belief(usual)
    }
}

impl Nations<'_> {
    /// As [`Nations::by_text`], where it is worth the search.
    fn by_text_if(&self, family: Family, worth: bool) -> Local {
        if worth { self.by_text(family) } else { Local::Unsaid }
    }
}

/// Whether the words around an amount are Spanish: one that nothing else is, or two small ones.
fn speaks_spanish(tokens: Tokens<'_>, statement: &Statement) -> bool {
    const BEFORE: usize = 8;
    const AFTER: usize = 2;
    let near = statement.tokens.start.saturating_sub(BEFORE)..statement.tokens.end + AFTER;
    tokens.any_of(near.clone(), Group::Spanish) || tokens.count_of(near, Group::SmallSpanish) > 1
}

/// What a statement is for: as said, as hinted, or as its size and the words near it tell.
pub(super) fn unit(
    statement: &Statement,
    said: Option<UnitRead>,
    role: Option<Role>,
    currency: Option<Currency>,
    hint: Option<&PayHint>,
    alone: bool,
) -> (Option<UnitRead>, Option<PayNote>) {
    if let Some(unit) = said {
        let note = unit.share.note(unit.per);
        return (Some(unit), note);
    }
    if let Some(hint) = hint {
        let per = if statement.two_ended { hint.range_per.or(hint.per) } else { hint.per };
        if let Some(per) = per {
            let piece = hint.piece.clone().filter(|_| per == Per::Piece).map(Cow::Owned);
            return (Some(UnitRead { piece, ..UnitRead::bare(per) }), Some(PayNote::PerAssumed));
        }
    }
    let per = by_size(statement, role, currency, alone);
    (per.map(UnitRead::bare), per.map(|_| PayNote::PerAssumed))
}

fn by_size(
    statement: &Statement,
    role: Option<Role>,
    currency: Option<Currency>,
    alone: bool,
) -> Option<Per> {
    // Of a currency that several countries share, sizes tell nothing.
    if statement.mark.is_some() && currency.is_none() && role != Some(Role::Budget) {
        return alone.then_some(Per::Project);
    }
    let (month, year) = sizes(currency);
    let units = statement.top() / ONE;
    match role {
        Some(Role::Budget) => Some(Per::Project),
        Some(Role::Salary) if units >= year => Some(Per::Year),
        Some(Role::Salary) if units >= month => Some(Per::Month),
        Some(Role::Salary) if units < month / 6 => Some(Per::Hour),
        Some(Role::Rate) if units <= month / 3 => Some(Per::Hour),
        _ if statement.scale == 1000 && units >= year || statement.is_range() && units >= 2 * year => {
            Some(Per::Year)
        }
        Some(Role::Pay | Role::Offer) if units >= 2 * year => Some(Per::Year),
        Some(Role::Pay | Role::Offer) => Some(Per::Project),
        _ if units >= 3 * year && (statement.mark.is_some() || statement.scale == 1000) => Some(Per::Year),
        _ if alone && units < year => Some(Per::Project),
        _ => None,
    }
}
