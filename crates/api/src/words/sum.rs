//! The sum behind a worth, line by line, as one would write it on paper.

mod figures;

use jiff::civil::Date;
use kazi_domain::{AssessedPosting, Basis, Currency, NetHourly, PayNote, Per, PlatformId, SumLine};
use rust_decimal::Decimal;

use self::figures::{Figures, Pace, Share, hourly_figure, shares};
use super::{FactorLine, Words};
use crate::Facts;

/// From this difference on, in millionths of a dollar, the figure that ranks is shown beside the likely one.
const DRAWN_MICROS_MIN: i64 = 5_000;

/// A line of the sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SumRow {
    /// What it is.
    pub label: String,
    /// Where it comes from: stated or a guess, a rate and its day.
    pub note: String,
    /// The words that state it.
    pub quote: Option<String>,
    /// The figure with its sign.
    pub figure: String,
    /// Whether it closes a part of the sum.
    pub total: bool,
}

impl Words {
    /// From what is paid to what an hour leaves.
    pub(crate) fn sum_rows(&self, posting: &AssessedPosting, facts: &Facts, today: Date) -> Vec<SumRow> {
        let Some(net) = &posting.assessment.net_hourly else { return Vec::new() };
        let mut lines: Vec<&SumLine> = net.sum.iter().collect();
        lines.sort_by_key(|line| place(line));
        let figures = Figures::of(&net.sum);
        let mut costs = figures.costs.iter();
        let mut rows = Vec::new();
        for line in &lines {
            let cost = if is_cost(line) { costs.next().copied() } else { None };
            rows.extend(self.sum_line(line, &figures, cost, facts, today));
        }
        let pay = posting.assessment.pay.as_ref();
        let stated = lines.iter().position(|line| matches!(line, SumLine::Pay { basis: Basis::Stated, .. }));
        if let (Some(row), Some(pay)) = (stated.and_then(|at| rows.get_mut(at)), pay) {
            row.quote = Some(pay.evidence.words.clone()).filter(|words| !words.is_empty());
        }
        if let (Some(SumLine::Usual { .. }), Some(pay)) = (net.sum.first(), pay)
            && pay.notes.contains(&PayNote::NotBelieved)
            && let Some(row) = rows.first_mut()
        {
            row.label = self.say("sum-not-believed");
        }
        let ranked = || self.dollars(hourly_figure(net.ranked_usd));
        rows.extend(self.drawn(net).map(|why| SumRow { total: true, ..row(why, ranked()) }));
        rows
    }

    /// Why a figure ranks as another than the one that is likely left; nothing where it does not.
    pub(crate) fn drawn(&self, net: &NetHourly) -> Option<String> {
        let drawn = (net.ranked_usd.micros() - net.usd.likely.micros()).abs() >= DRAWN_MICROS_MIN;
        // Without a guess only what stands far above the usual is drawn.
        let why = if net.basis == Basis::Stated { "sum-flattened" } else { "sum-drawn" };
        drawn.then(|| self.say(why))
    }

    /// The factors that make a worth of what an hour leaves, and the worth.
    pub(crate) fn worth_rows(
        &self,
        factors: &[FactorLine],
        net: Option<&NetHourly>,
        worth_usd: f64,
    ) -> Vec<SumRow> {
        let base = net.map(|net| match self.drawn(net) {
            Some(_) => hourly_figure(net.ranked_usd),
            None => hourly_figure(net.usd.likely),
        });
        let lines: Vec<&FactorLine> = factors.iter().filter(|line| line.factor != "net_hourly").collect();
        let values: Vec<f64> = lines.iter().map(|line| line.value.unwrap_or(0.0)).collect();
        let Share { factors, worth } = shares(base, &values, worth_usd);
        let share = |(line, factor): (&&FactorLine, Decimal)| {
            row(line.sentence.clone(), format!("×\u{a0}{}", self.number(factor)))
        };
        let mut rows: Vec<SumRow> = lines.iter().zip(factors).map(share).collect();
        // With the cents of its factors, and below a hundred as lists show it.
        let worth =
            if worth < Decimal::ONE_HUNDRED { self.usd_float(worth_usd) } else { self.dollars(worth) };
        rows.push(SumRow { total: true, ..row(self.say("sum-worth"), worth) });
        rows
    }

    /// The worth once more, in the reader's own currency with the day of the rate.
    pub(crate) fn worth_in(
        &self,
        worth_usd: f64,
        currency: Currency,
        facts: &Facts,
        today: Date,
    ) -> Option<String> {
        let money = self.usd_in(worth_usd, currency, &facts.rates)?;
        let (per_usd, origin) = (facts.rates.per_usd(currency)?, facts.rates.origin(currency)?);
        let old = facts.is_old_rate(origin.day, today);
        Some(format!(
            "{money} ({})",
            self.rate_note(per_usd.round_dp(2), origin.day, Some(&origin.source), old)
        ))
    }

    /// A rate, its day, who gave it, and whether it is old.
    fn rate_note(&self, per_usd: Decimal, day: Date, source: Option<&str>, old: bool) -> String {
        let rate = self.number(per_usd);
        let mut note = self.with("sum-rate-note", [("rate", rate.into()), ("date", self.date(day).into())]);
        for more in source.map(str::to_owned).into_iter().chain(old.then(|| self.say("rate-old"))) {
            note.push_str(self.semicolon());
            note.push_str(&more);
        }
        note
    }

    fn basis(&self, basis: Basis) -> String {
        self.say(if basis == Basis::Stated { "stated" } else { "estimated" })
    }

    fn dollars(&self, usd: Decimal) -> String {
        self.written(usd, Currency::USD)
    }

    fn sum_line(
        &self,
        line: &SumLine,
        figures: &Figures,
        cost: Option<Decimal>,
        facts: &Facts,
        today: Date,
    ) -> Vec<SumRow> {
        let noted = |label, note, figure| vec![SumRow { note, ..row(label, figure) }];
        let minus = || format!("−\u{a0}{}", self.dollars(cost.unwrap_or_default()));
        match line {
            SumLine::Pay { money, per, piece, basis } => {
                let figure = self.written(figures.pay, money.currency);
                noted(self.pay_label(*per, piece.as_deref()), self.basis(*basis), figure)
            }
            SumLine::Usual { usd, field } => {
                let label = match field {
                    Some(field) => self.with("sum-usual-field", [("field", self.field(field, facts).into())]),
                    None => self.say("sum-usual"),
                };
                noted(label, self.basis(Basis::Estimated), self.dollars(hourly_figure(*usd)))
            }
            SumLine::NoPay { evidence } => vec![SumRow {
                note: self.basis(Basis::Stated),
                quote: Some(evidence.words.clone()).filter(|words| !words.is_empty()),
                total: true,
                ..row(self.say("pays-nothing"), self.dollars(Decimal::ZERO))
            }],
            SumLine::Rate { day, .. } => {
                let source = facts.rates.source_of(*day);
                let note = self.rate_note(figures.rate, *day, source, facts.is_old_rate(*day, today));
                noted(self.say("sum-rate"), note, self.dollars(figures.pay_usd))
            }
            SumLine::Fee { platform, percent, basis, .. } => {
                let (label, note) = self.fee(platform, *percent, *basis, facts);
                noted(label, note, minus())
            }
            SumLine::Bids { basis, .. } => noted(self.say("sum-bids"), self.basis(*basis), minus()),
            SumLine::Payout { basis, .. } => noted(self.say("sum-payout"), self.basis(*basis), minus()),
            SumLine::Pieces { basis, .. } => {
                let (key, sign, number) = match figures.pace {
                    Pace::AnHour(pieces) => ("sum-pieces", '×', pieces),
                    Pace::HoursEach(hours) => ("sum-piece-hours", '÷', hours),
                };
                noted(self.say(key), self.basis(*basis), format!("{sign}\u{a0}{}", self.number(number)))
            }
            SumLine::Hours { basis, .. } => {
                noted(self.say("sum-hours"), self.basis(*basis), self.number(figures.hours))
            }
            SumLine::Unpaid { basis, .. } => {
                let unpaid = self.number(figures.unpaid);
                // Of an hour's pay no line names the hour.
                let hour = if figures.hours_named { String::new() } else { "1\u{a0}".to_owned() };
                noted(self.say("sum-unpaid"), self.basis(*basis), format!("{hour}+\u{a0}{unpaid}"))
            }
            SumLine::Left { .. } => {
                let (left, hours) = (self.dollars(figures.left), self.number(figures.all_hours));
                let left = row(self.say("sum-left"), format!("{left}\u{a0}÷\u{a0}{hours}"));
                let hourly = self.dollars(figures.hourly);
                vec![left, SumRow { total: true, ..row(self.say("sum-hourly"), hourly) }]
            }
        }
    }

    /// What a fee is called, and where its figure comes from.
    fn fee(
        &self,
        platform: &PlatformId,
        percent: Option<Decimal>,
        basis: Basis,
        facts: &Facts,
    ) -> (String, String) {
        let known = facts.platform(platform);
        let name = known.map_or(platform.as_str(), |platform| &platform.name).to_owned();
        let label = match percent {
            Some(percent) => {
                let percent = self.number(percent.round_dp(2));
                self.with("sum-fee-percent", [("platform", name.into()), ("percent", percent.into())])
            }
            None => self.with("sum-fee", [("platform", name.into())]),
        };
        let read_on = known.and_then(|platform| platform.read_on);
        let note = read_on.map(|day| self.with("read-on", [("date", self.date(day).into())]));
        (label, note.unwrap_or_else(|| self.basis(basis)))
    }

    fn pay_label(&self, per: Per, piece: Option<&str>) -> String {
        match (per, piece) {
            (Per::Piece, Some(piece)) => self.with("sum-pay-piece", [("piece", piece.to_owned().into())]),
            (Per::Piece, None) => self.say("sum-pay-piece-unnamed"),
            (per, _) => self.say(&format!("sum-pay-{}", per.as_str())),
        }
    }
}

/// Where a line stands on paper: money before hours, so that none is divided too early.
const fn place(line: &SumLine) -> u8 {
    match line {
        SumLine::Pay { .. } | SumLine::Usual { .. } | SumLine::NoPay { .. } => 0,
        SumLine::Rate { .. } => 1,
        SumLine::Pieces { .. } => 2,
        SumLine::Fee { .. } | SumLine::Bids { .. } | SumLine::Payout { .. } => 3,
        SumLine::Hours { .. } => 4,
        SumLine::Unpaid { .. } => 5,
        SumLine::Left { .. } => 6,
    }
}

const fn is_cost(line: &SumLine) -> bool {
    matches!(line, SumLine::Fee { .. } | SumLine::Bids { .. } | SumLine::Payout { .. })
}

fn row(label: String, figure: String) -> SumRow {
    SumRow { label, figure, ..SumRow::default() }
}
