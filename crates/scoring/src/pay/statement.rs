//! The grammar of statements: `from $20 to $30 an hour`, `60-120k €`, `up to 50 cents per word`.

use std::ops::Range;

use kazi_domain::{Currency, Per};

use super::{
    figure::{
        Figure, ONE, aligned, mark_behind, may_start_figure, merged, read_end, read_figure, starts_figure,
    },
    group::Group,
    sense::{Glue, Mark, Role, Sense, Unit},
    token::{Kind, Token, Tokens},
    unit::{UnitRead, read_unit},
};

/// Less is no pay by the month but an hour of the day, in millionths: "9 p.m."
const MONTHLY_MIN: i64 = 100 * ONE;
/// The most tokens looked back for the word that opens a range.
const OPENER_TOKENS_MAX: usize = 4;
/// The most words that join the ends of a range: "and up to about".
const JOINERS_MAX: usize = 3;
/// The most tokens from a starting rate to the one it rises to.
const RISE_TOKENS_MAX: usize = 8;
/// The most tokens from the least to the word for the most.
const CEILING_TOKENS_MAX: usize = 5;
/// How many times its lower end the upper end of a range can be, and where they come upside down.
const SPREAD_MAX: i64 = 1000;
const SWAPPED_SPREAD_MAX: i64 = 50;

/// The same where the second amount names no currency, after a dash and after a word such as "to".
const SWAPPED_FACTOR_MAX: i64 = 10;
const SWAPPED_BY_WORD_FACTOR_MAX: i64 = 2;

/// An amount or range as one place of a posting states it.
#[derive(Clone, Debug)]
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
    /// Whether it is all of a pay field, a number and "hour", as in `25 hour`; "25 hours" is a span of time.
    pub(super) fn is_rate_field(&self, tokens: Tokens<'_, '_>, per: Option<Per>) -> bool {
        /// Below what a bare number is taken for hours, in millionths.
        const RATE_MIN: i64 = 5 * ONE;
        let whole = self.tokens.start == 0 && self.tokens.end == tokens.0.len();
        let plural =
            |token: &Token<'_>| matches!(token.kind, Kind::Word(word, ..) if word.ends_with(['s', 'S']));
        let hourly = per == Some(Per::Hour) && self.top() >= RATE_MIN;
        whole && hourly && !tokens.0.last().is_some_and(plural)
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

/// How a range is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    From,
    UpTo,
    Between,
}

/// Reads every statement of an amount in `tokens`, in their order.
pub(super) fn statements(tokens: Tokens<'_, '_>) -> impl Iterator<Item = Statement> {
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < tokens.0.len() {
            let at = next;
            next += 1;
            if may_start_figure(tokens, at)
                && let Some(statement) = statement(tokens, at)
            {
                next = statement.tokens.end.max(next);
                return Some(statement);
            }
        }
        None
    })
}

fn statement(tokens: Tokens<'_, '_>, at: usize) -> Option<Statement> {
    let (first, first_end) = read_figure(tokens, at)?;
    let (opener, start) = opener(tokens, at).map_or((None, at), |(opener, start)| (Some(opener), start));
    let first_unit = read_unit(tokens, first_end);
    let after_unit = first_unit.as_ref().map_or(first_end, |(_, end)| *end);
    let second = second(tokens, first, first_end, opener)
        .or_else(|| {
            first_unit.as_ref()?;
            second(tokens, first, after_unit, opener).filter(|(_, end)| !counts_something(tokens, *end))
        })
        .or_else(|| rise(tokens, first, after_unit))
        .or_else(|| ceiling(tokens, first, after_unit, start));
    let end = second.map_or(first_end, |(_, end)| end);
    let Tail { unit, end, open, closed, mark } = tail(tokens, end, first_unit);
    let last_mark = second.and_then(|(second, _)| second.mark);
    // "30K gross p.m. KES"
    let stop = tokens.get(end).is_some_and(|token| matches!(token.kind, Kind::Stop));
    let shortened = stop && first.micros >= MONTHLY_MIN && tokens.is_word(end - 1, &["m"]);
    let end = if shortened && tokens.mark(end + 1).is_some_and(|mark| mark.exact) { end + 1 } else { end };
    let behind = unit.as_ref().and_then(|_| mark_behind(tokens, end, first.mark, last_mark));
    let (named, end) = behind.map_or((None, end), |(mark, end)| (Some(mark), end));
    let second = second.map(|(second, _)| second);
    let (first, last) = second.map_or((first, first), |second| aligned(first, second));
    let (least, most) = (first.micros.min(last.micros), first.micros.max(last.micros));
    let up_to = opener == Some(Opener::UpTo) || closed;
    let (low, high) = match second {
        Some(_) => (Some(least), Some(most)),
        None if open || opener == Some(Opener::From) => (Some(least), None),
        None if up_to => (None, Some(most)),
        None => (Some(least), Some(most)),
    };
    Some(Statement {
        low,
        high,
        mark: merged(merged(first.mark, last.mark), named.or(mark)),
        unit: unit.or(last.unit.map(UnitRead::of)),
        scale: first.scale.max(last.scale),
        counts: first.counts.or(last.counts),
        dotted: first.dotted || last.dotted,
        swapped: first.micros > last.micros,
        two_ended: second.is_some(),
        first: at,
        tokens: start..end,
    })
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

fn tail(tokens: Tokens<'_, '_>, at: usize, earlier: Option<(UnitRead, usize)>) -> Tail {
    // "$5 +/- an hour"
    let about = tokens.is_sign(at, '+') && tokens.is_sign(at + 1, '/') && tokens.is_dash(at + 2);
    let end = if about { at + 3 } else { at + usize::from(tokens.is_sign(at, '±')) };
    let mut tail = Tail { unit: None, end, open: false, closed: false, mark: None };
    tail.bound(tokens);
    let unit = read_unit(tokens, tail.end).or_else(|| unit_apart(tokens, tail.end)).or(earlier);
    tail.end = unit.as_ref().map_or(tail.end, |(_, after)| tail.end.max(*after));
    tail.unit = unit.map(|(unit, _)| unit);
    tail.bound(tokens);
    tail
}

/// A unit that a comma sets apart: "600 to 800 USD, monthly".
fn unit_apart(tokens: Tokens<'_, '_>, at: usize) -> Option<(UnitRead, usize)> {
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
    fn bound(&mut self, tokens: Tokens<'_, '_>) {
        if self.open || self.closed {
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

/// The other end of a range whose first amount, with what belongs to it, ends at `at`.
fn second(
    tokens: Tokens<'_, '_>,
    first: Figure,
    at: usize,
    opener: Option<Opener>,
) -> Option<(Figure, usize)> {
    let start = at + usize::from(tokens.is_sign(at, '+'));
    // "25,000 or more up to 35,000"
    let or_more = tokens.is_word(start, &["or", "and"]) && tokens.is(start + 1, Glue::OpenAbove);
    let start = if or_more && tokens.is(start + 2, Glue::UpTo) { start + 2 } else { start };
    let open = matches!(opener, Some(Opener::Between | Opener::From));
    let dash = tokens.is_dash(start);
    let and = open && (tokens.is(start, Glue::And) || tokens.is_sign(start, '&'));
    let up_to =
        tokens.is(start, Glue::UpTo) || tokens.is_sign(start, ',') && tokens.is(start + 1, Glue::UpTo);
    if !(dash || and || up_to || tokens.is(start, Glue::To) || tokens.is_word(start, &["a", "à"])) {
        return None;
    }
    let mut next = start + 1;
    let joins = [Glue::UpTo, Glue::To, Glue::About];
    while next <= start + JOINERS_MAX
        && (tokens.is_dash(next) || joins.iter().any(|glue| tokens.is(next, *glue)))
    {
        next += 1;
    }
    let (figure, end) = read_end(tokens, next, first.mark)?;
    // "$6 a class, up to $2 more"
    if up_to && figure.scale == first.scale && figure.micros < first.micros {
        return None;
    }
    is_range(tokens, first, figure, end, dash).then_some((figure, end))
}

/// The most behind the least: "Minimum: $20 an hour. Maximum: $30".
fn ceiling(tokens: Tokens<'_, '_>, first: Figure, at: usize, opener: usize) -> Option<(Figure, usize)> {
    if !tokens.is_of(opener, Group::Least) || first.mark.is_none() {
        return None;
    }
    let most = (at..at + CEILING_TOKENS_MAX).find(|at| tokens.is_word(*at, &["max", "maximum"]))?;
    let (figure, end) = read_figure(tokens, most + 1 + usize::from(tokens.is_sign(most + 1, ':')))?;
    (figure.mark.is_some() && is_range(tokens, first, figure, end, false)).then_some((figure, end))
}

/// Whether two amounts are the ends of one range, and the second no number of something else.
fn is_range(tokens: Tokens<'_, '_>, first: Figure, second: Figure, end: usize, dash: bool) -> bool {
    let (low, high) = aligned(first, second);
    let strange = low.mark.zip(high.mark).is_some_and(|(low, high)| !same_money(low, high));
    if strange || low.micros <= 0 || high.micros / low.micros >= SPREAD_MAX {
        return false;
    }
    let bare = second.mark.is_none() && second.scale == first.scale;
    if bare && first.mark.is_some() && counts_something(tokens, end) {
        return false;
    }
    if high.micros > 0 && low.micros / high.micros >= SWAPPED_SPREAD_MAX {
        return false;
    }
    // "$500 - 10 pages" falls, a range rises; one that is only upside down is swapped.
    let falls = low.micros > high.micros;
    let factor = if dash { SWAPPED_FACTOR_MAX } else { SWAPPED_BY_WORD_FACTOR_MAX };
    !(falls && bare && low.micros / factor > high.micros)
}

/// Whether the number that ends at a token counts pieces or time: "20 hours", "500 words".
fn counts_something(tokens: Tokens<'_, '_>, end: usize) -> bool {
    // French "an" is a year, English "an hour" none.
    let joins = |sense: &Sense| sense.is(Glue::Per) || sense.is(Glue::An);
    let noun = tokens.sense(end).is_some_and(|sense| sense.unit.is_some() && !sense.adverb && !joins(sense));
    noun && !tokens.is_of(end, Group::AlsoRate)
}

fn same_money(one: Mark, other: Mark) -> bool {
    one.currency == other.currency || !one.exact || !other.exact
}

/// The rate that a starting rate rises to: "starts from £13 an hour; this increases to £14".
fn rise(tokens: Tokens<'_, '_>, first: Figure, at: usize) -> Option<(Figure, usize)> {
    let rising = (at..at + RISE_TOKENS_MAX).find(|at| tokens.is(*at, Glue::Rising))?;
    let to = (rising + 1..rising + 3).find(|at| tokens.is(*at, Glue::To))?;
    let (figure, end) = read_figure(tokens, to + 1)?;
    (figure.mark.is_some() && is_range(tokens, first, figure, end, false)).then_some((figure, end))
}

/// Where "+" or "or more" after an amount ends: the amount is the least. "+ equity" says nothing.
fn open_above(tokens: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.is_word(&["to"]) && tokens.is_word(at + 1, &["start"]) {
        return Some(at + 2);
    }
    // "$35 an hour, min 3 hours" is the least time, and "10 min" are minutes.
    let bare = || at > 0 && tokens.number(at - 1).is_some() && (at < 2 || tokens.mark(at - 2).is_none());
    let least = token.is_of(Group::Least) && tokens.number(at + 1).is_none() && !bare();
    if least || starts_there(tokens, at) {
        return Some(at + 1);
    }
    if !token.is_sign('+') {
        let joined = token.is_word(&["or", "and"]) || token.is(Glue::And) || token.is(Glue::An);
        let named = tokens.is(at + 1, Glue::OpenAbove) && !starts_with_figure(tokens, at + 2);
        return (joined && named).then_some(at + 2);
    }
    let Some(next) = tokens.get(at + 1) else { return Some(at + 1) };
    let extra = match next.kind {
        Kind::Word(_, None, _) => next.glued || !token.glued,
        Kind::Word(_, Some(sense), _) => {
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
fn starts_there(tokens: Tokens<'_, '_>, at: usize) -> bool {
    let ends =
        |token: &Token<'_>| matches!(token.kind, Kind::Stop | Kind::Line | Kind::Sign(',' | '|' | ')'));
    let pay = |sense: &Sense| {
        sense.unit.is_some() || matches!(sense.role, Some((Role::Salary | Role::Pay | Role::Rate, _)))
    };
    let next = tokens.get(at + 1);
    tokens.is_word(at, &["starting"]) && next.is_none_or(|next| ends(next) || next.sense().is_some_and(pay))
}

fn starts_with_figure(tokens: Tokens<'_, '_>, at: usize) -> bool {
    read_figure(tokens, at).is_some()
}

/// Where "max" or "or less" after an amount ends: the amount is the most.
fn closed_below(tokens: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let word = at + usize::from(tokens.is_sign(at, '('));
    let alone = tokens.is_of(word, Group::Most);
    let or_less = tokens.is_word(at, &["or"]) && tokens.is_word(at + 1, &["less", "below", "under"]);
    match () {
        () if alone => Some(word + 1),
        () if or_less => Some(at + 2),
        () => None,
    }
}

/// The word before the amount at a token that says which end of a range it is, and where it stands.
fn opener(tokens: Tokens<'_, '_>, at: usize) -> Option<(Opener, usize)> {
    for index in (at.saturating_sub(OPENER_TOKENS_MAX)..at).rev() {
        let token = tokens.get(index)?;
        if token.is_word(&["to", "than"]) && index > 0 {
            let before = tokens.get(index - 1)?;
            if before.is(Glue::UpTo) {
                return Some((Opener::UpTo, index - 1));
            }
        }
        if token.is(Glue::Between) {
            return Some((Opener::Between, index));
        }
        if token.is(Glue::UpTo) && !token.is_word(&["up"]) {
            return Some((Opener::UpTo, index));
        }
        // "45 min of audio, $0.80"
        if index > 0 && tokens.number(index - 1).is_some() && token.is_word(&["min"]) {
            return None;
        }
        // "menos de 100 USD", but "al menos 100 USD"
        if token.is_word(&["menos", "moins"]) {
            let least = index > 0 && tokens.is_word(index - 1, &["al", "a", "au", "du", "pelo"]);
            return Some(if least { (Opener::From, index - 1) } else { (Opener::UpTo, index) });
        }
        if token.is(Glue::From) && index > 0 && tokens.is_word(index - 1, &["no", "not"]) {
            return Some((Opener::UpTo, index - 1));
        }
        if token.is(Glue::From) || token.is_sign('>') {
            return Some((Opener::From, index));
        }
        let passes = [Glue::Filler, Glue::To, Glue::And, Glue::An].iter().any(|glue| token.is(*glue))
            || token.is_word(&["than"])
            || token.is_sign(':');
        if !passes {
            return None;
        }
    }
    None
}
