//! The grammar of amounts: `from $20 to $30 an hour`, `60-120k €`, `50 cents per word`.

use std::ops::Range;

use kazi_domain::{Currency, Per};

use super::{
    lexicon::{Glue, Mark, Unit, currency_in},
    token::{Kind, Token},
};

/// The most tokens between an amount and its unit: "gross base salary (CAD) per year".
const FILLERS_MAX: usize = 4;
/// The most tokens looked back for the word that opens a range.
const OPENER_TOKENS_MAX: usize = 4;
const ONE: i64 = 1_000_000;

/// What an amount is for, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitRead {
    /// What it is for.
    pub per: Per,
    /// The piece, with [`Per::Piece`].
    pub piece: Option<String>,
    /// Whether it was said for two weeks.
    pub two_weeks: bool,
    /// Whether it is something that is sold, not work.
    pub goods: bool,
}

impl UnitRead {
    pub(super) fn of(unit: Unit) -> Self {
        let bare = |per| Self { per, piece: None, two_weeks: false, goods: false };
        match unit {
            Unit::Time(per) => bare(per),
            Unit::TwoWeeks => Self { two_weeks: true, ..bare(Per::Week) },
            Unit::Piece(name) => Self { piece: Some(name.to_owned()), ..bare(Per::Piece) },
            Unit::Goods => Self { goods: true, ..bare(Per::Piece) },
        }
    }
}

/// One amount with its currency.
#[derive(Clone, Copy, Debug)]
struct Figure {
    micros: i64,
    mark: Option<Mark>,
    /// Whether a word or letter such as `k` multiplied it, and by what.
    scale: i64,
    grouped: bool,
    /// A unit that came with the multiplier: `12 LPA`.
    unit: Option<Unit>,
}

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
    /// Whether the ends came upside down.
    pub swapped: bool,
    /// The tokens it is made of.
    pub tokens: Range<usize>,
}

impl Statement {
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
pub(super) fn statements(tokens: &[Token<'_>]) -> Vec<Statement> {
    let grammar = Grammar { tokens };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match grammar.statement(at) {
            Some(statement) => {
                at = statement.tokens.end.max(at + 1);
                found.push(statement);
            }
            None => at += 1,
        }
    }
    found
}

struct Grammar<'t, 'a> {
    tokens: &'t [Token<'a>],
}

impl<'a> Grammar<'_, 'a> {
    fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    fn is(&self, at: usize, glue: Glue) -> bool {
        self.get(at).is_some_and(|token| token.is(glue))
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|token| token.is_sign(sign))
    }

    fn mark(&self, at: usize) -> Option<Mark> {
        match self.get(at)?.kind {
            Kind::Money(mark) => Some(mark),
            _ => None,
        }
    }

    fn statement(&self, at: usize) -> Option<Statement> {
        let (first, mut end) = self.figure(at)?;
        let opener = self.opener(at);
        let mut unit = self.unit(end);
        let after_unit = unit.as_ref().map_or(end, |(_, after)| *after);
        let second = self.second(first, end, after_unit, opener);
        let mut plus = None;
        let mut last = first;
        if let Some((figure, after)) = second {
            last = figure;
            end = after;
            unit = self.unit(end).or(unit);
        } else {
            plus = self.open_above(end);
            if let Some(after) = plus {
                end = after;
                unit = self.unit(end).or(unit);
            }
        }
        if let Some((_, after)) = &unit {
            end = end.max(*after);
        }
        if second.is_none() && plus.is_none() {
            plus = self.open_above(end);
            end = plus.unwrap_or(end);
        }
        let unit = unit.map(|(unit, _)| unit).or(last.unit.map(UnitRead::of));
        let (first, last) = aligned(first, last);
        let mark = merged(first.mark, last.mark);
        let (low, high, swapped) = if second.is_some() {
            (
                Some(first.micros.min(last.micros)),
                Some(first.micros.max(last.micros)),
                first.micros > last.micros,
            )
        } else if plus.is_some() || opener == Some(Opener::From) {
            (Some(first.micros), None, false)
        } else if opener == Some(Opener::UpTo) || self.closed_below(end) {
            (None, Some(first.micros), false)
        } else {
            (Some(first.micros), Some(first.micros), false)
        };
        Some(Statement {
            low,
            high,
            mark,
            unit,
            scale: first.scale.max(last.scale),
            swapped,
            tokens: self.opener_start(at, opener)..end,
        })
    }

    /// An amount that begins at `at`: its currency before or after it, and what multiplies it.
    fn figure(&self, at: usize) -> Option<(Figure, usize)> {
        let mut next = at;
        let mut before = None;
        while let Some(mark) = self.mark(next).filter(|_| next - at < 2) {
            before = merged(before, Some(mark));
            next += 1;
        }
        // "elfu 5": Swahili multiplies from the front.
        let front = self.get(next).and_then(Token::sense).map_or(1, |sense| sense.scale);
        if front > 1 && next > at {
            next += 1;
        }
        let Kind::Number(number) = self.get(next)?.kind else { return None };
        let start = next;
        next += 1;
        let mut figure = Figure {
            micros: number.micros,
            mark: before,
            scale: if next - at > 1 { front } else { 1 },
            grouped: number.grouped,
            unit: None,
        };
        if figure.scale == 1 {
            next = self.multiplier(&mut figure, next);
        }
        if before.is_none_or(|mark| !mark.exact) {
            next = self.mark_after(&mut figure, start, next);
        }
        if figure.mark.is_some_and(|mark| mark.minor) {
            figure.micros /= 100;
        }
        figure.micros = figure.micros.checked_mul(figure.scale)?;
        let ordinal = self.is(next, Glue::Ordinal) && self.tokens[next].glued;
        let percent = self.is_sign(next, '%');
        (!ordinal && !percent && !self.is_savings_plan(start)).then_some((figure, next))
    }

    fn multiplier(&self, figure: &mut Figure, at: usize) -> usize {
        let Some(token) = self.get(at) else { return at };
        let Some(sense) = token.sense().filter(|sense| sense.scale > 1) else { return at };
        let letter = token.end - token.start == 1;
        let apart = letter && !token.glued && figure.mark.is_none() && self.mark(at + 1).is_none();
        let small = matches!(token.kind, Kind::Word("m" | "b", _)) && figure.mark.is_none();
        if apart || small {
            return at;
        }
        figure.scale = sense.scale;
        figure.unit = sense.unit;
        at + 1
    }

    /// The currency behind an amount, which one before it can only make more exact.
    fn mark_after(&self, figure: &mut Figure, number: usize, at: usize) -> usize {
        let family = |mark: Mark| mark.family.unwrap_or("dollar");
        if let (Some(nation), Some(mark)) = (self.nation(at), self.mark(at + 1)) {
            figure.mark = Some(Mark { currency: currency_in(family(mark), nation), exact: true, ..mark });
            return at + 2;
        }
        let Some(mark) = self.mark(at) else { return at };
        let belongs_to_next = matches!(self.get(at + 1).map(|token| token.kind), Some(Kind::Number(_)))
            && (figure.mark.is_some() || !self.tokens[at].glued && self.tokens[at + 1].glued && !mark.word);
        let letter = self.tokens[at].end - self.tokens[at].start == 1;
        let loose_letter = mark.minor && letter && !self.tokens[at].glued;
        let useless = figure.mark.is_some() && !mark.exact && !mark.word;
        if belongs_to_next || loose_letter || useless || number + 1 > at {
            return at;
        }
        figure.mark = merged(figure.mark, Some(mark));
        at + 1
    }

    fn nation(&self, at: usize) -> Option<&'static str> {
        self.get(at)?.sense()?.nation
    }

    /// `401k`, `401(k)`.
    fn is_savings_plan(&self, at: usize) -> bool {
        let Kind::Number(number) = self.tokens[at].kind else { return false };
        let k =
            |at: usize| matches!(self.get(at).map(|token| token.kind), Some(Kind::Word("k" | "K" | "ks", _)));
        matches!(number.micros / ONE, 401 | 403)
            && (k(at + 1) || self.is_sign(at + 1, '(') || number.decimals > 0)
    }

    /// The other end of a range whose first amount ends at `end`, and its unit at `after_unit`.
    fn second(
        &self,
        first: Figure,
        end: usize,
        after_unit: usize,
        opener: Option<Opener>,
    ) -> Option<(Figure, usize)> {
        let between = matches!(opener, Some(Opener::Between | Opener::From));
        for start in [end, after_unit] {
            let start = if self.is_sign(start, '+') { start + 1 } else { start };
            let dash = matches!(self.get(start)?.kind, Kind::Dash);
            let joins = dash
                || self.is(start, Glue::To)
                || between && (self.is(start, Glue::And) || self.is_sign(start, '&'))
                || self.is_word(start, "a");
            let mut next = if joins { start + 1 } else { start };
            while next < start + 4
                && self.get(next).is_some_and(|token| {
                    token.is(Glue::UpTo)
                        || token.is(Glue::To)
                        || token.is(Glue::About)
                        || matches!(token.kind, Kind::Dash)
                })
            {
                next += 1;
            }
            if next == start {
                continue;
            }
            let Some((figure, after)) = self.figure(next) else { continue };
            if self.is_range(first, figure, after, dash) {
                return Some((figure, after));
            }
        }
        None
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.get(at).map(|token| token.kind), Some(Kind::Word(own, _)) if own == word || own == "à")
    }

    /// Whether two amounts are the ends of one range and the second is not a number of something.
    fn is_range(&self, first: Figure, second: Figure, after: usize, dash: bool) -> bool {
        let (a, b) = aligned(first, second);
        if a.mark.is_some() && b.mark.is_some() && !same_money(a.mark, b.mark) || a.micros <= 0 {
            return false;
        }
        let bare = second.mark.is_none() && second.scale == first.scale;
        let counted = self
            .get(after)
            .and_then(Token::sense)
            .is_some_and(|sense| sense.unit.is_some() && !sense.adverb)
            && first.mark.is_some()
            && !matches!(
                self.get(after).map(|token| token.kind),
                Some(Kind::Word("hr" | "hour" | "h" | "day" | "week" | "month" | "year" | "hrs" | "yr", _))
            );
        if bare && counted && !self.is(after, Glue::Per) {
            return false;
        }
        if a.micros > b.micros && bare && (!dash || a.micros > b.micros.saturating_mul(10)) {
            return false;
        }
        b.micros / a.micros.max(1) < 1000
    }

    /// What the amount that ends at `at` is for, and where the words for it end.
    fn unit(&self, at: usize) -> Option<(UnitRead, usize)> {
        let mut next = at;
        for _ in 0..=FILLERS_MAX {
            if let Some(found) = self.unit_here(next, next > at) {
                return Some(found);
            }
            let token = self.get(next)?;
            let passes = token.is(Glue::Filler)
                || self.mark(next).is_some() && !self.starts_figure(next)
                || token.is_sign('(')
                || token.is_sign('*')
                || token.is_sign(')') && next > at;
            if !passes {
                return None;
            }
            next += 1;
        }
        None
    }

    fn starts_figure(&self, at: usize) -> bool {
        matches!(self.get(at + 1).map(|token| token.kind), Some(Kind::Number(_)))
    }

    fn unit_here(&self, at: usize, after_filler: bool) -> Option<(UnitRead, usize)> {
        let token = self.get(at)?;
        let per = token.is_sign('/') || token.is_sign('\\') || token.is(Glue::Per);
        if per || token.is(Glue::An) {
            return self.counted_unit(at + 1, per);
        }
        if matches!(token.kind, Kind::Word("for", _)) {
            let each = self.is(at + 1, Glue::Per)
                || self.is(at + 1, Glue::An)
                || matches!(self.get(at + 1)?.kind, Kind::Number(_));
            let (unit, end) = self.counted_unit(
                at + 1 + usize::from(!matches!(self.get(at + 1)?.kind, Kind::Number(_))),
                false,
            )?;
            return (each && unit.per == Per::Piece).then_some((unit, end));
        }
        if matches!(token.kind, Kind::Word("p" | "P", _)) && self.is_sign(at + 1, '/') {
            return self.counted_unit(at + 2, true);
        }
        if matches!(token.kind, Kind::Dash) {
            let sense = self.get(at + 1)?.sense().filter(|sense| sense.adverb)?;
            return Some((UnitRead::of(sense.unit?), at + 2));
        }
        let sense = token.sense()?;
        let unit = sense.unit?;
        let short = matches!(unit, Unit::Time(Per::Hour | Per::Day | Per::Week | Per::Month | Per::Year))
            && !after_filler
            && !self.is_plural(at);
        (sense.adverb || short || sense.is(Glue::Per)).then(|| (UnitRead::of(unit), at + 1))
    }

    /// Units in the plural count: "$500, 3 days".
    fn is_plural(&self, at: usize) -> bool {
        matches!(self.get(at).map(|token| token.kind), Some(Kind::Word(word, _)) if word.ends_with(['s', 'S']) && word.len() > 3)
    }

    /// A unit after "per", "/" or "an": with the number of pieces it is for, if any.
    fn counted_unit(&self, at: usize, per: bool) -> Option<(UnitRead, usize)> {
        let mut next = at;
        while next < at + 2
            && self.get(next).is_some_and(|token| {
                token.is(Glue::Filler)
                    || token.is(Glue::An)
                        && self
                            .get(next + 1)
                            .is_some_and(|after| after.sense().is_some_and(|sense| sense.unit.is_some()))
            })
            && self.get(next).and_then(Token::sense).is_none_or(|sense| sense.unit.is_none() || !per)
        {
            next += 1;
        }
        let mut count = 1;
        if let Kind::Number(number) = self.get(next)?.kind {
            count = number.micros / ONE;
            next += 1;
            if let Some(sense) = self.get(next)?.sense().filter(|sense| sense.scale == 1000) {
                count *= sense.scale;
                next += 1;
            }
        } else if let Kind::Word(word, _) = self.get(next)?.kind {
            let hundred = ["hundred", "thousand"].iter().position(|known| word.eq_ignore_ascii_case(known));
            if let Some(power) = hundred {
                count = [100, 1000][power];
                next += 1;
            }
        }
        let token = self.get(next)?;
        let Kind::Word(word, sense) = token.kind else { return None };
        if matches!(self.get(next + 1).map(|token| token.kind), Some(Kind::Dash)) && count > 1 && per {
            // "per 20-minute session"
            if let Some(found) = self.named_piece(next + 2) {
                return Some(found);
            }
        }
        let Some(unit) = sense.and_then(|sense| sense.unit) else {
            return per.then(|| self.named_piece(next)).flatten();
        };
        let mut read = UnitRead::of(unit);
        match (unit, count) {
            (_, 1) => {}
            (Unit::Time(Per::Week), 2) => read = UnitRead::of(Unit::TwoWeeks),
            (Unit::Piece(_), count) => {
                read.piece = Some(format!("{count} {}", word.to_lowercase()));
            }
            _ => return None,
        }
        Some((read, next + 1))
    }

    /// A piece that no list knows: "per location".
    fn named_piece(&self, at: usize) -> Option<(UnitRead, usize)> {
        const NAME_BYTES: Range<usize> = 3..20;
        let Kind::Word(word, sense) = self.get(at)?.kind else { return None };
        if let Some(unit) = sense.and_then(|sense| sense.unit) {
            return Some((UnitRead::of(unit), at + 1));
        }
        let fine = NAME_BYTES.contains(&word.len()) && sense.is_none_or(|sense| sense.role.is_none());
        let unit =
            UnitRead { per: Per::Piece, piece: Some(word.to_lowercase()), two_weeks: false, goods: false };
        fine.then_some((unit, at + 1))
    }

    /// Whether the amount that ends at `at` is the least: `$40+`, `$40 or more`.
    fn open_above(&self, at: usize) -> Option<usize> {
        let token = self.get(at)?;
        if token.is_sign('+') {
            let next = self.get(at + 1);
            let extra = next.and_then(Token::sense).is_some_and(|sense| {
                matches!(sense.role, Some((_, weight)) if weight < 0)
                    || !token.glued && sense.unit.is_none() && !sense.is(Glue::An) && !sense.is(Glue::Per)
            });
            let unknown = next
                .is_some_and(|next| matches!(next.kind, Kind::Word(_, None)) && (next.glued || !token.glued));
            return (!extra && !unknown).then_some(at + 1);
        }
        let joined = matches!(token.kind, Kind::Word("or" | "and" | "et" | "o" | "ou" | "na" | "y", _));
        (joined && self.is(at + 1, Glue::OpenAbove)).then_some(at + 2)
    }

    /// Whether the amount that ends at `at` is the most: `$40 max`.
    fn closed_below(&self, at: usize) -> bool {
        matches!(self.get(at).map(|token| token.kind), Some(Kind::Word(word, _)) if ["max", "maximum", "tops", "maxi"].iter().any(|known| word.eq_ignore_ascii_case(known)))
            || self.is_word(at, "or")
                && matches!(
                    self.get(at + 1).map(|token| token.kind),
                    Some(Kind::Word("less" | "below" | "under", _))
                )
    }

    /// The word before the amount at `at` that says which end of a range it is.
    fn opener(&self, at: usize) -> Option<Opener> {
        self.opener_at(at).map(|(opener, _)| opener)
    }

    fn opener_start(&self, at: usize, opener: Option<Opener>) -> usize {
        match (opener, self.opener_at(at)) {
            (Some(_), Some((_, start))) => start,
            _ => at,
        }
    }

    fn opener_at(&self, at: usize) -> Option<(Opener, usize)> {
        for back in 1..=OPENER_TOKENS_MAX.min(at) {
            let index = at - back;
            let token = &self.tokens[index];
            if token.is_sign('>') {
                return Some((Opener::From, index));
            }
            let plain_to = matches!(token.kind, Kind::Word("to" | "To" | "TO", _));
            if plain_to && index > 0 && self.is(index - 1, Glue::UpTo) {
                return Some((Opener::UpTo, index - 1));
            }
            if token.is(Glue::Between) {
                return Some((Opener::Between, index));
            }
            if token.is(Glue::UpTo) && !matches!(token.kind, Kind::Word("up" | "Up", _)) {
                return Some((Opener::UpTo, index));
            }
            if token.is(Glue::From) {
                return Some((Opener::From, index));
            }
            let passes = token.is(Glue::Filler)
                || token.is(Glue::To)
                || token.is_sign(':')
                || token.is(Glue::And)
                || token.is(Glue::An);
            if !passes {
                return None;
            }
        }
        None
    }
}

/// How a range is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    From,
    UpTo,
    Between,
}

/// The more telling of two marks of one amount: `$` beside `CAD`.
fn merged(one: Option<Mark>, other: Option<Mark>) -> Option<Mark> {
    match (one, other) {
        (Some(one), Some(other)) if other.exact && !one.exact => {
            Some(Mark { minor: one.minor || other.minor, ..other })
        }
        (Some(one), Some(other)) if other.minor => Some(Mark { minor: true, ..one }),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

fn same_money(one: Option<Mark>, other: Option<Mark>) -> bool {
    let currency = |mark: Option<Mark>| -> Option<Currency> { mark.and_then(|mark| mark.currency) };
    let loose = |mark: Option<Mark>| mark.is_some_and(|mark| !mark.exact);
    currency(one) == currency(other) || loose(one) || loose(other)
}

/// Gives both ends the multiplier that only one carries: `60-120k`, `£28K-35`, `$150-$175,000`.
fn aligned(mut first: Figure, mut last: Figure) -> (Figure, Figure) {
    let scaled =
        |figure: Figure, by: i64| Figure { micros: figure.micros.saturating_mul(by), scale: by, ..figure };
    if first.scale == 1 && last.scale > 1 && first.micros < 1000 * ONE && first.micros < last.micros {
        first = scaled(first, last.scale);
    } else if last.scale == 1 && first.scale > 1 && last.micros < 1000 * ONE {
        last = scaled(last, first.scale);
    } else if first.scale == 1 && last.scale == 1 && last.grouped && !first.grouped {
        let fits = first.micros >= 10 * ONE && first.micros < 1000 * ONE && last.micros >= 10_000 * ONE;
        let thousands = first.micros.saturating_mul(1000);
        if fits && thousands <= last.micros && last.micros / thousands < 5 {
            first = scaled(first, 1000);
        }
    }
    (first, last)
}
