//! From pay to what an hour leaves: fees, bids, payout, hours, unpaid time.
//!
//! `(pay − fee − bids over the chance of winning − payout) over (hours of work + unpaid hours)`, as
//! low, likely and high. Pay that is not stated gives what such work usually leaves, and says so.

mod belief;
mod config;
mod counts;
mod dollars;
mod effort;
mod fees;
mod fold;
mod lists;
mod no_pay;
mod numbered;
mod pieces;
mod rank;
mod stated;
mod sum;
mod time_words;
mod told;
mod whole_words;
mod words;

use kazi_domain::{
    Amount, Basis, Evidence, NetHourly, PayReading, PlatformId, Posting, Rates, Spread, SumLine,
};

use crate::{RulesError, cut::CutPosting, skills::WorkReading};

pub use config::{
    BidsConfig, EffortConfig, FactTopic, FeeConfig, FeeTier, Figures, PayoutConfig, PieceConfig,
    PlatformConfig, PlatformFact, PlatformsConfig, RatesConfig, STALE_AFTER_DAYS, TaskConfig, UnpaidConfig,
    UnpaidTime, UsualConfig, is_stale,
};
pub use words::sum_in_words;

use effort::Effort;
use fees::Fees;

/// Fees, hours and rates, compiled.
#[derive(Clone)]
pub struct HourlyRules {
    platforms: PlatformsConfig,
    effort: Effort,
    rates: Rates,
}

impl HourlyRules {
    /// Compiles the tables.
    ///
    /// # Errors
    /// Ids given twice, shares outside 0 to 100 percent, figures upside down or out of bounds.
    pub fn new(
        platforms: PlatformsConfig,
        effort: EffortConfig,
        rates: Rates,
    ) -> Result<Self, Vec<RulesError>> {
        let mut errors = fees::faults(&platforms, &rates);
        match Effort::new(effort) {
            Ok(effort) if errors.is_empty() => Ok(Self { platforms, effort, rates }),
            Ok(_) => Err(errors),
            Err(more) => {
                errors.extend(more);
                Err(errors)
            }
        }
    }

    /// Gives pay by time that nobody pays the unit in which it makes sense, where exactly one does, and else notes
    /// that it is not believed; [`HourlyRules::net_hourly`] then does not count on it. Other pay stays as it is.
    pub fn settle(&self, reading: &mut PayReading) {
        belief::settle(reading, &self.rates);
    }

    /// What an hour of the work leaves: nothing an hour where the posting says that it pays nothing, and no
    /// answer only where no usual figure is known either.
    pub fn net_hourly(
        &self,
        posting: &Posting,
        pay: Option<&PayReading>,
        work: &WorkReading,
    ) -> Option<NetHourly> {
        self.net_hourly_of_cut(&CutPosting::of(posting), pay, work)
    }

    /// As [`HourlyRules::net_hourly`], of a posting that is cut.
    pub(crate) fn net_hourly_of_cut(
        &self,
        cut: &CutPosting<'_>,
        pay: Option<&PayReading>,
        work: &WorkReading,
    ) -> Option<NetHourly> {
        let posting = cut.posting;
        let usual = self.effort.usual_of(&work.fields);
        let platform = posting.platform.as_ref().or(self.platforms.fallback.as_ref());
        let platform = platform.and_then(|id| self.platform(id));
        let stated = pay.and_then(|reading| {
            let pay = dollars::StatedUsd::of(reading, &posting.pay_hint, &self.rates)?;
            let fees = Fees { platform, applicants: posting.applicants, rates: &self.rates };
            sum::Sum { effort: &self.effort, fees, posting: cut, work, usual }.net_hourly(pay)
        });
        let unpaid = || pay.is_none().then(|| no_pay::read_no_pay(cut)).flatten().map(unpaid);
        stated.or_else(unpaid).or_else(|| usual.and_then(usually))
    }

    /// The same rules with other rates.
    #[must_use]
    pub fn with_rates(&self, rates: Rates) -> Self {
        Self { rates, ..self.clone() }
    }

    /// The rates of the day.
    pub fn rates(&self) -> &Rates {
        &self.rates
    }

    /// All platforms, in the order of the configuration.
    pub fn platforms(&self) -> &[PlatformConfig] {
        &self.platforms.platforms
    }

    /// What a platform takes and asks for.
    pub fn platform(&self, id: &PlatformId) -> Option<&PlatformConfig> {
        self.platforms.platforms.iter().find(|platform| platform.id == *id)
    }
}

/// Work that says that it pays nothing.
fn unpaid(evidence: Evidence) -> NetHourly {
    let nothing = Amount::ZERO;
    NetHourly {
        usd: Spread { low: nothing, likely: nothing, high: nothing },
        ranked_usd: nothing,
        basis: Basis::Stated,
        sum: vec![SumLine::NoPay { evidence }],
    }
}

/// The usual figure as a net hourly. It ranks below work that states the same pay.
fn usually(usual: &UsualConfig) -> Option<NetHourly> {
    let figures = usual.usd;
    let usd = Spread {
        low: Amount::from_decimal(figures.low)?,
        likely: Amount::from_decimal(figures.likely)?,
        high: Amount::from_decimal(figures.high)?,
    };
    Some(NetHourly {
        usd,
        ranked_usd: rank::unstated(usd.likely)?,
        basis: Basis::Estimated,
        sum: vec![SumLine::Usual { usd: usd.likely, field: usual.field.clone() }],
    })
}

#[cfg(test)]
mod tests;
