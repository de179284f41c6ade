//! The grammar of statements: `from $20 to $30 an hour`, `60-120k €`, `up to 50 cents per word`.

use std::ops::Range;

use kazi_domain::{Currency, Per};

use super::{
    figure::{Figure, ONE, mark_behind, may_start_figure, merged, read_figure, starts_figure},
    for_what::UnitRead,
    group::Group,
    name::words,
    range::{Opener, ceiling, counts_something, rise, second},
    sense::{Glue, Glues, Mark, Role, Sense, Unit},
    token::{Kind, Token, Tokens},
    unit::read_unit,
};

/// Less is no pay by the month but an hour of the day, in millionths: "9 p.m."
const MONTHLY_MIN: i64 = 100 * ONE;
/// The most tokens looked back for the word that opens a range.
const OPENER_TOKENS_MAX: usize = 4;

/// An amount or range as one place of a posting states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// The least, in millionths.
    pub low: Option<i64>,
    /// The most, in millionths.
    pub high: Option<i64>,
    /// The currency as marked.
    pub mark: Option<Mark>,
    /// What it is for.
    pub unit: Option<UnitRead>,
    /// What the amounts were multiplied with, at most.
    pub scale: i64,
    /// The currency that is counted so.
    pub counts: Option<Currency>,
    /// Whether points set its thousands apart.
    pub dotted: bool,
    /// Whether the ends came upside down.
    pub swapped: bool,
    /// Whether it names two ends, which may be the same: "$15.00-$15.00".
    pub two_ended: bool,
    /// The token of its first amount, behind the word that opens the range.
    pub first: usize,
    /// The tokens it is made of.
    pub tokens: Range<usize>,
}

impl Statement {
    /// From one amount to another, which is the same where only one is named, and nothing else.
    pub(super) fn of(first: Figure, last: Figure, two_ended: bool) -> Self {
        Self {
            low: Some(first.micros.min(last.micros)),
            high: Some(first.micros.max(last.micros)),
            mark: merged(first.mark, last.mark),
            unit: None,
            scale: first.scale.max(last.scale),
            counts: first.counts.or(last.counts),
            dotted: first.dotted || last.dotted,
            swapped: first.micros > last.micros,
            two_ended,
            first: 0,
            tokens: 0..0,
        }
    }

    /// Whether it is of the size of wages for a span of time, and not of a subscription.
    pub(super) fn is_wage(&self, per: Per) -> bool {
        let wage = match per {
            Per::Week => 100,
            Per::Month => 400,
            _ => 8_000,
        };
        self.top() >= wage * ONE
    }

    /// Whether it is all of a pay field, a number and "hour", as in `25 hour`; "25 hours" is a span of time.
    pub(super) fn is_rate_field(&self, tokens: Tokens<'_>, per: Option<Per>) -> bool {
        /// Below what a bare number is taken for hours, in millionths.
        const RATE_MIN: i64 = 5 * ONE;
        let whole = self.tokens.start == 0 && self.tokens.end == tokens.all().len();
        let hourly = per == Some(Per::Hour) && self.top() >= RATE_MIN;
        let last = || tokens.word(self.tokens.end - 1);
        whole && hourly && !last().is_some_and(|word| word.ends_with(['s', 'S']))
    }

    /// The larger end.
    pub(super) fn top(&self) -> i64 {
        self.high.or(self.low).unwrap_or(0)
    }

    /// Whether it has two different ends.
    pub(super) fn is_range(&self) -> bool {
        self.low.is_some() && self.high.is_some() && self.low != self.high
    }
}

/// Reads every statement of an amount in `tokens`, in their order.
pub(super) fn statements(tokens: Tokens<'_>) -> impl Iterator<Item = Statement> {
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            let at = next + tokens.all().get(next..)?.iter().position(may_start_figure)?;
            match statement(tokens, at) {
                Some(statement) => {
                    next = statement.tokens.end.max(at + 1);
                    return Some(statement);
                }
                None => next = at + 1,
            }
        }
    })
}

fn statement(tokens: Tokens<'_>, at: usize) -> Option<Statement> {
    let (first, first_end) = read_figure(tokens, at)?;
    let (opener, start) = opener(tokens, at).map_or((None, at), |(opener, start)| (Some(opener), start));
    let next_end = second(tokens, first, first_end, opener);
    // Between the ends of "$20 - $30" stands no unit.
    let joined = next_end.is_some() && tokens.is_dash(first_end);
    let first_unit = if joined { None } else { read_unit(tokens, first_end) };
    let after_unit = first_unit.as_ref().map_or(first_end, |(_, end)| *end);
    let second = next_end
        .or_else(|| {
            first_unit.as_ref()?;
            second(tokens, first, after_unit, opener).filter(|ends| !counts_something(tokens, ends.end))
        })
        .or_else(|| rise(tokens, first, after_unit))
        .or_else(|| ceiling(tokens, first, after_unit, start));
    let end = second.map_or(first_end, |ends| ends.end);
    let Tail { unit, end, open, closed, mark } = tail(tokens, end, first_end, first_unit);
    let last_mark = second.and_then(|ends| ends.last.mark);
    // "30K gross p.m. KES"
    let stop = tokens.get(end).is_some_and(|token| matches!(token.kind, Kind::Stop));
    let shortened = stop && first.micros >= MONTHLY_MIN && tokens.is_word(end - 1, words!["m"]);
    let end = if shortened && tokens.mark(end + 1).is_some_and(|mark| mark.exact) { end + 1 } else { end };
    let behind = unit.as_ref().and_then(|_| mark_behind(tokens, end, first.mark, last_mark));
    let (named, end) = behind.map_or((None, end), |(mark, end)| (Some(mark), end));
    let (first, last) = second.map_or((first, first), |ends| (ends.first, ends.last));
    let mut statement = Statement::of(first, last, second.is_some());
    if second.is_none() {
        if open || opener == Some(Opener::From) {
            statement.high = None;
        } else if closed || opener == Some(Opener::UpTo) {
            statement.low = None;
        }
    }
    if let Some(mark) = named.or(mark) {
        statement.mark = merged(statement.mark, Some(mark));
    }
    statement.unit = unit.or(last.unit.map(|unit| UnitRead::of(*unit)));
    (statement.first, statement.tokens) = (at, start..end);
    Some(statement)
}

/// What follows the last amount: its unit, and "+" or "max" before or behind it.
struct Tail {
    unit: Option<UnitRead>,
    end: usize,
    open: bool,
    closed: bool,
    /// The currency behind "+": "500+ USD".
    mark: Option<Mark>,
}

/// Reads the tail from `at` on; `earlier` is what [`read_unit`] finds behind the first amount.
fn tail(tokens: Tokens<'_>, at: usize, first_end: usize, earlier: Option<(UnitRead, usize)>) -> Tail {
    // "$5 +/- an hour"
    let about = tokens.is_sign(at, '+') && tokens.is_sign(at + 1, '/') && tokens.is_dash(at + 2);
    let end = if about { at + 3 } else { at + usize::from(tokens.is_sign(at, '±')) };
    let mut tail = Tail { unit: None, end, open: false, closed: false, mark: None };
    tail.bound(tokens);
    // What stands right behind the first amount is read already.
    let read = |at: usize| if at == first_end { None } else { read_unit(tokens, at) };
    let unit = match earlier {
        Some(earlier) if tail.end == first_end => Some(earlier),
        earlier => read(tail.end).or_else(|| unit_apart(tokens, tail.end)).or(earlier),
    };
    tail.end = unit.as_ref().map_or(tail.end, |(_, after)| tail.end.max(*after));
    tail.unit = unit.map(|(unit, _)| unit);
    tail.bound(tokens);
    tail
}

/// A unit that a comma sets apart: "600 to 800 USD, monthly".
fn unit_apart(tokens: Tokens<'_>, at: usize) -> Option<(UnitRead, usize)> {
    let comma = tokens.get(at).filter(|token| token.is_sign(','));
    let sense = comma.and_then(|_| tokens.sense(at + 1)).filter(|sense| sense.adverb)?;
    let unit = sense.unit.filter(|unit| matches!(unit, Unit::Time(_) | Unit::Two(_)))?;
    let ends = match tokens.get(at + 2).map(|token| token.kind) {
        None | Some(Kind::Stop | Kind::Line) => true,
        Some(Kind::Sign(sign)) => matches!(sign, ',' | '|' | ')'),
        _ => false,
    };
    ends.then(|| (UnitRead::of(unit), at + 2))
}

impl Tail {
    /// Reads "+" or "max" where the tail ends so far.
    fn bound(&mut self, tokens: Tokens<'_>) {
        let may_bound = tokens
            .get(self.end)
            .is_some_and(|token| matches!(token.kind, Kind::Word(..) | Kind::Sign('+' | '(')));
        if self.open || self.closed || !may_bound {
            return;
        }
        if let Some(after) = open_above(tokens, self.end) {
            // "$40++ per hour"
            let again = tokens.is_sign(after, '+') && tokens.is_sign(after - 1, '+');
            (self.end, self.open) = (after + usize::from(again), true);
        } else if let Some(after) = closed_below(tokens, self.end) {
            (self.end, self.closed) = (after, true);
        } else {
            return;
        }
        let mark = tokens.mark(self.end).filter(|mark| !mark.minor && !starts_figure(tokens, self.end));
        (self.mark, self.end) = (mark, self.end + usize::from(mark.is_some()));
    }
}

/// Where "+" or "or more" after an amount ends: the amount is the least. "+ equity" says nothing.
fn open_above(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if tokens.is_word(at, words!["to"]) && tokens.is_word(at + 1, words!["start"]) {
        return Some(at + 2);
    }
    // "$35 an hour, min 3 hours" is the least time, and "10 min" are minutes.
    let bare = || at > 0 && tokens.number(at - 1).is_some() && (at < 2 || tokens.mark(at - 2).is_none());
    let least = token.is_of(Group::Least) && tokens.number(at + 1).is_none() && !bare();
    if least || starts_there(tokens, at) {
        return Some(at + 1);
    }
    // "$200 plus a day"
    let by_time = || tokens.is(at + 1, Glue::An) || tokens.is(at + 1, Glue::Per);
    if tokens.is_word(at, words!["plus"])
        && by_time()
        && tokens.sense(at + 2).is_some_and(|sense| sense.unit.is_some())
    {
        return Some(at + 1);
    }
    if !token.is_sign('+') {
        let joined = tokens.is_word(at, words!["or", "and"]) || token.is(Glue::And) || token.is(Glue::An);
        let named = tokens.is(at + 1, Glue::OpenAbove) && !starts_with_figure(tokens, at + 2);
        return (joined && named).then_some(at + 2);
    }
    let Some(next) = tokens.get(at + 1) else { return Some(at + 1) };
    let extra = match next.kind {
        Kind::Word(None, _) => next.glued || !token.glued,
        Kind::Word(Some(sense), _) => {
            let bonus = matches!(sense.role, Some((_, weight)) if weight < 0);
            let unit = sense.unit.is_some() || sense.is(Glue::An) || sense.is(Glue::Per);
            bonus || !token.glued && !unit
        }
        Kind::Number(_) | Kind::Money(_) => !token.glued,
        _ => false,
    };
    (!extra).then_some(at + 1)
}

/// Whether "starting" says that an amount is the first pay, and not when the work begins: "$30k
/// starting, with bonuses", "$30k starting salary".
fn starts_there(tokens: Tokens<'_>, at: usize) -> bool {
    let ends = |token: &Token| matches!(token.kind, Kind::Stop | Kind::Line | Kind::Sign(',' | '|' | ')'));
    let pay = |sense: &Sense| {
        sense.unit.is_some() || matches!(sense.role, Some((Role::Salary | Role::Pay | Role::Rate, _)))
    };
    let next = tokens.get(at + 1);
    tokens.is_word(at, words!["starting"])
        && next.is_none_or(|next| ends(next) || next.sense().is_some_and(pay))
}

fn starts_with_figure(tokens: Tokens<'_>, at: usize) -> bool {
    read_figure(tokens, at).is_some()
}

/// Where "max" or "or less" after an amount ends: the amount is the most.
fn closed_below(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let word = at + usize::from(tokens.is_sign(at, '('));
    let alone = tokens.is_of(word, Group::Most);
    let or_less =
        tokens.is_word(at, words!["or"]) && tokens.is_word(at + 1, words!["less", "below", "under"]);
    match () {
        () if alone => Some(word + 1),
        () if or_less => Some(at + 2),
        () => None,
    }
}

/// The word before the amount at a token that says which end of a range it is, and where it stands.
fn opener(tokens: Tokens<'_>, at: usize) -> Option<(Opener, usize)> {
    for (index, token) in tokens.all()[..at].iter().enumerate().rev().take(OPENER_TOKENS_MAX) {
        let joins = token.glue != Glues::NONE
            || matches!(token.kind, Kind::Sign('>' | ':'))
            || tokens.is_word(index, words!["than", "menos", "moins"]);
        if !joins {
            return None;
        }
        if tokens.is_word(index, words!["to", "than"]) && index > 0 {
            let before = tokens.get(index - 1)?;
            if before.is(Glue::UpTo) {
                // "not less than $5"
                let least = index > 1 && tokens.is_word(index - 2, words!["no", "not"]);
                return Some(if least { (Opener::From, index - 2) } else { (Opener::UpTo, index - 1) });
            }
        }
        if token.is(Glue::Between) {
            return Some((Opener::Between, index));
        }
        if token.is(Glue::UpTo) && !tokens.is_word(index, words!["up"]) {
            return Some((Opener::UpTo, index));
        }
        // "45 min of audio, $0.80"
        if index > 0 && tokens.number(index - 1).is_some() && tokens.is_word(index, words!["min"]) {
            return None;
        }
        // "menos de 100 USD", but "al menos 100 USD"
        if tokens.is_word(index, words!["menos", "moins"]) {
            let least = index > 0 && tokens.is_word(index - 1, words!["al", "a", "au", "du", "pelo"]);
            return Some(if least { (Opener::From, index - 1) } else { (Opener::UpTo, index) });
        }
        if token.is(Glue::From) && index > 0 && tokens.is_word(index - 1, words!["no", "not"]) {
            return Some((Opener::UpTo, index - 1));
        }
        if token.is(Glue::From) || token.is_sign('>') {
            return Some((Opener::From, index));
        }
        let passes = [Glue::Filler, Glue::To, Glue::And, Glue::An].iter().any(|glue| token.is(*glue))
            || tokens.is_word(index, words!["than"])
            || token.is_sign(':');
        if !passes {
            return None;
        }
    }
    None
}
