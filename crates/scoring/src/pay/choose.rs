//! Which of the statements of a posting is its pay, and what the others add to it.

use std::ops::Range;

use kazi_domain::{Currency, Evidence, Origin, Part, Pay, PayNote, PayReading, Per};

/// How much less support the pay of another role may have than the one chosen.
const ROLE_SCORES_APART: i32 = 4;

/// How many notes there may be on a statement.
const NOTES: usize = 5;

/// A statement that may be the pay.
pub(super) struct Candidate<'p> {
    pub(super) pay: Pay,
    pub(super) notes: [Option<PayNote>; NOTES],
    /// Where it stands.
    pub(super) part: Part,
    pub(super) text: &'p str,
    pub(super) range: Range<usize>,
    pub(super) score: i32,
    /// Whether the posting itself says what it is for.
    pub(super) unit_said: bool,
}

impl Candidate<'_> {
    fn into_reading(self) -> PayReading {
        let evidence = Evidence::quote(self.part, self.text, self.range);
        let notes = self.notes.into_iter().flatten().collect();
        PayReading { pay: self.pay, origin: Origin::Stated, evidence, notes }
    }
}

/// The candidates of a posting in their order. Most have one at most, for which no room need be made.
#[derive(Default)]
pub(super) struct Candidates<'p> {
    first: Option<Candidate<'p>>,
    others: Vec<Candidate<'p>>,
}

impl<'p> Candidates<'p> {
    pub(super) fn len(&self) -> usize {
        self.others.len() + usize::from(self.first.is_some())
    }

    /// Adds one, where there is one.
    pub(super) fn extend(&mut self, candidate: Option<Candidate<'p>>) {
        match self.first {
            None => self.first = candidate,
            Some(_) => self.others.extend(candidate),
        }
    }

    /// The best supported one, the first of equals; its unit and its currency from another one of the same
    /// amounts, where only that says them.
    pub(super) fn best(self) -> Option<PayReading> {
        match (self.first, self.others) {
            (Some(first), others) if others.is_empty() => Some(first.into_reading()),
            (first, others) => first.map(|first| best(std::iter::once(first).chain(others).collect())),
        }
    }
}

/// The best of several.
fn best(mut candidates: Vec<Candidate<'_>>) -> PayReading {
    let mut winner = 0;
    // What the source shows as the pay goes before all other words.
    let rank = |candidate: &Candidate<'_>| (candidate.part == Part::PayText, candidate.score);
    for (at, candidate) in candidates.iter().enumerate() {
        if rank(candidate) > rank(&candidates[winner]) {
            winner = at;
        }
    }
    let chosen = candidates.swap_remove(winner);
    let (chosen_score, unit_said) = (chosen.score, chosen.unit_said);
    let mut reading = chosen.into_reading();
    let own = reading.pay.clone();
    if candidates.iter().any(|other| is_other_role(&own, chosen_score, other)) {
        reading.notes.push(PayNote::SeveralRoles);
    }
    let amounts = |pay: &Pay| (pay.low(), pay.high());
    let in_field = reading.evidence.part == Part::PayText;
    candidates.retain(|other| {
        let theirs = &other.pay;
        amounts(theirs) == amounts(&own) || (in_field && is_titled_within(&own, other))
    });
    let unit = candidates.iter().find(|other| other.unit_said && !unit_said);
    if let Some(unit) = unit.map(|other| &other.pay) {
        complete(&mut reading, own.currency(), unit.per(), unit.piece(), PayNote::PerAssumed);
    }
    let currency = candidates.iter().find_map(|other| other.pay.currency());
    if own.currency().is_none() && currency.is_some() {
        let pay = reading.pay.clone();
        complete(&mut reading, currency, pay.per(), pay.piece(), PayNote::CurrencyAssumed);
    }
    reading
}

/// Whether the title names an amount within a range, so that its unit is the range's: "$25/hr" above
/// "20-25".
fn is_titled_within(range: &Pay, other: &Candidate<'_>) -> bool {
    let (Some(low), Some(high)) = (range.low(), range.high()) else { return false };
    let theirs = [other.pay.low(), other.pay.high()];
    let titled = other.part == Part::Title;
    titled && low < high && theirs.iter().all(|end| end.is_some_and(|end| low <= end && end <= high))
}

/// Says what was open, so that the note on it goes.
fn complete(
    reading: &mut PayReading,
    currency: Option<Currency>,
    per: Option<Per>,
    piece: Option<&str>,
    note: PayNote,
) {
    let pay = Pay::new(reading.pay.low(), reading.pay.high(), currency, per, piece.map(str::to_owned));
    if let Some(pay) = pay {
        reading.pay = pay;
        reading.notes.retain(|own| *own != note);
    }
}

/// Whether another statement, as well supported, names other pay for the same span: another role.
fn is_other_role(pay: &Pay, score: i32, other: &Candidate<'_>) -> bool {
    let theirs = &other.pay;
    let apart = theirs.low() > pay.high() || theirs.high() < pay.low();
    let known = [pay, theirs].iter().all(|pay| pay.low().is_some() && pay.high().is_some());
    let same_unit = theirs.per() == pay.per() && theirs.currency() == pay.currency();
    known && apart && same_unit && other.unit_said && other.score + ROLE_SCORES_APART >= score
}
