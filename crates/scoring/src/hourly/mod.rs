//! From pay to what an hour leaves.

use kazi_domain::{NetHourly, PayReading, Posting, Rates};
use serde::Deserialize;

use crate::{RulesError, skills::WorkReading};

/// `platforms.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformsConfig {}

/// `effort.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EffortConfig {}

/// Fees, hours and rates, compiled.
pub struct HourlyRules {
    rates: Rates,
}

impl HourlyRules {
    /// Compiles the tables.
    ///
    /// # Errors
    /// Ids given twice, shares outside 0 to 100 percent, hours of zero.
    pub fn new(
        _platforms: PlatformsConfig,
        _effort: EffortConfig,
        rates: Rates,
    ) -> Result<Self, Vec<RulesError>> {
        Ok(Self { rates })
    }

    /// What an hour of the work leaves.
    pub fn net_hourly(
        &self,
        _posting: &Posting,
        _pay: Option<&PayReading>,
        _work: &WorkReading,
    ) -> Option<NetHourly> {
        None
    }

    /// The rates of the day.
    pub fn rates(&self) -> &Rates {
        &self.rates
    }
}
