//! The sum behind a worth, line by line, as one would write it on paper.

use jiff::civil::Date;
use kazi_domain::{Amount, AssessedPosting, Basis, Currency, NetHourly, PayNote, Per, SumLine};
use rust_decimal::Decimal;

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
        let mut rows: Vec<SumRow> =
            net.sum.iter().flat_map(|line| self.sum_line(line, facts, today)).collect();
        let pay = posting.assessment.pay.as_ref();
        let stated =
            net.sum.iter().position(|line| matches!(line, SumLine::Pay { basis: Basis::Stated, .. }));
        if let (Some(row), Some(pay)) = (stated.and_then(|at| rows.get_mut(at)), pay) {
            row.quote = Some(pay.evidence.words.clone()).filter(|words| !words.is_empty());
        }
        if let (Some(SumLine::Usual { .. }), Some(pay)) = (net.sum.first(), pay)
            && pay.notes.contains(&PayNote::NotBelieved)
            && let Some(row) = rows.first_mut()
        {
            row.label = self.say("sum-not-believed");
        }
        rows.extend(self.drawn(net).map(|why| SumRow { total: true, ..row(why, self.usd(net.ranked_usd)) }));
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
    pub(crate) fn worth_rows(&self, factors: &[FactorLine], worth_usd: f64) -> Vec<SumRow> {
        let shares = factors.iter().filter(|line| line.factor != "net_hourly");
        let mut rows: Vec<SumRow> = shares.map(|line| self.share_row(line)).collect();
        rows.push(SumRow { total: true, ..row(self.say("sum-worth"), self.usd_float(worth_usd)) });
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
        Some(format!("{money} ({})", self.rate_note(per_usd, 2, origin.day, Some(&origin.source), old)))
    }

    /// A rate, its day, who gave it, and whether it is old.
    fn rate_note(&self, per_usd: Decimal, places: u32, day: Date, source: Option<&str>, old: bool) -> String {
        let rate = self.number(per_usd.round_dp(places));
        let mut note = self.with("sum-rate-note", [("rate", rate.into()), ("date", self.date(day).into())]);
        for more in source.map(str::to_owned).into_iter().chain(old.then(|| self.say("rate-old"))) {
            note.push_str("; ");
            note.push_str(&more);
        }
        note
    }

    fn share_row(&self, line: &FactorLine) -> SumRow {
        let hundredths = (line.value.unwrap_or(0.0) * 100.0).round();
        #[allow(clippy::cast_possible_truncation)] // 0 to 100
        let share = Decimal::new(hundredths as i64, 2);
        row(line.sentence.clone(), format!("×\u{a0}{}", self.number(share)))
    }

    fn basis(&self, basis: Basis) -> String {
        self.say(if basis == Basis::Stated { "stated" } else { "estimated" })
    }

    fn minus(&self, usd: Amount) -> String {
        format!("−\u{a0}{}", self.usd(usd))
    }

    fn sum_line(&self, line: &SumLine, facts: &Facts, today: Date) -> Vec<SumRow> {
        let noted = |label, note, figure| vec![SumRow { note, ..row(label, figure) }];
        match line {
            SumLine::Pay { money, per, piece, basis } => {
                noted(self.pay_label(*per, piece.as_deref()), self.basis(*basis), self.money(*money))
            }
            SumLine::Usual { usd, field } => {
                let label = match field {
                    Some(field) => self.with("sum-usual-field", [("field", self.field(field, facts).into())]),
                    None => self.say("sum-usual"),
                };
                noted(label, self.basis(Basis::Estimated), self.usd(*usd))
            }
            SumLine::NoPay { evidence } => vec![SumRow {
                note: self.basis(Basis::Stated),
                quote: Some(evidence.words.clone()).filter(|words| !words.is_empty()),
                total: true,
                ..row(self.say("pays-nothing"), self.usd(Amount::ZERO))
            }],
            SumLine::Rate { per_usd, usd, day } => {
                let source = facts.rates.source_of(*day);
                let note = self.rate_note(*per_usd, 4, *day, source, facts.is_old_rate(*day, today));
                noted(self.say("sum-rate"), note, self.usd(*usd))
            }
            SumLine::Fee { platform, usd, percent, basis } => {
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
                let read_on = read_on.map(|day| self.with("read-on", [("date", self.date(day).into())]));
                noted(label, read_on.unwrap_or_else(|| self.basis(*basis)), self.minus(*usd))
            }
            SumLine::Bids { usd, basis } => noted(self.say("sum-bids"), self.basis(*basis), self.minus(*usd)),
            SumLine::Payout { usd, basis } => {
                noted(self.say("sum-payout"), self.basis(*basis), self.minus(*usd))
            }
            SumLine::Pieces { per_hour, basis } => {
                noted(self.say("sum-pieces"), self.basis(*basis), format!("×\u{a0}{}", self.hours(*per_hour)))
            }
            SumLine::Hours { hours, basis, .. } => {
                noted(self.say("sum-hours"), self.basis(*basis), format!("÷\u{a0}{}", self.hours(*hours)))
            }
            SumLine::Unpaid { hours, basis } => {
                noted(self.say("sum-unpaid"), self.basis(*basis), format!("+\u{a0}{}", self.hours(*hours)))
            }
            SumLine::Left { usd, hours, hourly_usd } => {
                let divided = format!("{}\u{a0}÷\u{a0}{}", self.usd(*usd), self.hours(*hours));
                let left = row(self.say("sum-left"), divided);
                vec![left, SumRow { total: true, ..row(self.say("sum-hourly"), self.usd(*hourly_usd)) }]
            }
        }
    }

    fn hours(&self, hours: Decimal) -> String {
        self.number(hours.round_dp(2))
    }

    fn pay_label(&self, per: Per, piece: Option<&str>) -> String {
        match (per, piece) {
            (Per::Piece, Some(piece)) => self.with("sum-pay-piece", [("piece", piece.to_owned().into())]),
            (Per::Piece, None) => self.say("sum-pay-piece-unnamed"),
            (per, _) => self.say(&format!("sum-pay-{}", per.as_str())),
        }
    }
}

fn row(label: String, figure: String) -> SumRow {
    SumRow { label, figure, ..SumRow::default() }
}
