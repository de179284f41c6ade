//! The figures of the rank, and the part of it that knows neither profile nor time.

use jiff::SignedDuration;
use kazi_domain::{Level, Verdict};
use serde::{Deserialize, Serialize};

/// What work that leaves less than this, or of which nothing is known, is ranked by, in US dollars
/// an hour: it then still has an order of its own, by fit and age.
pub const RANKED_USD_FLOOR: f64 = 0.01;

const SECONDS_A_DAY: f64 = 86_400.0;

/// The figures of the rank that an operator may tune.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RankRules {
    /// Days after which a lead counts half.
    pub half_life_days: f64,
    /// The fit where none of the skills asked for is there, so that such work is still ranked.
    pub fit_floor: f64,
    /// The fit where a posting does not tell what it asks for.
    pub fit_unknown: f64,
    /// How much of a skill somebody has who is learning it.
    pub learning: f64,
    /// How much of a skill somebody has who can do it alone.
    pub able: f64,
    /// How much of a skill a part of it is: Elementor where WordPress is asked for.
    pub part_for_whole: f64,
    /// How much of a part the skill it belongs to is: WordPress where Elementor is asked for.
    pub whole_for_part: f64,
    /// The reach factor of work that is open only to a group.
    pub reach_group: f64,
    /// The reach factor where a posting does not say.
    pub reach_unknown: f64,
    /// The reach factor of closed work, which is seen on demand only; above zero, for an order.
    pub reach_closed: f64,
}

impl Default for RankRules {
    fn default() -> Self {
        Self {
            half_life_days: 7.0,
            fit_floor: 0.1,
            fit_unknown: 0.5,
            learning: 0.5,
            able: 0.9,
            part_for_whole: 0.8,
            whole_for_part: 0.5,
            reach_group: 0.6,
            reach_unknown: 0.8,
            reach_closed: 0.02,
        }
    }
}

/// A figure of [`RankRules`] that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RankRulesError {
    /// A share outside 0..1.
    #[error("\"{name}\" is {value}: it is a share, from 0 to 1")]
    Share {
        /// The key.
        name: &'static str,
        /// What it was set to.
        value: f64,
    },
    /// A half-life too short or too long to rank by.
    #[error("\"half_life_days\" is {0}: use 0.1 to 3650")]
    HalfLife(f64),
}

impl RankRules {
    /// Checks that every share lies in 0..1 and the half-life between 0.1 and 3650 days.
    ///
    /// # Errors
    /// Names the first figure that does not.
    pub fn check(&self) -> Result<(), RankRulesError> {
        if !(0.1..=3650.0).contains(&self.half_life_days) {
            return Err(RankRulesError::HalfLife(self.half_life_days));
        }
        let shares = [
            ("fit_floor", self.fit_floor),
            ("fit_unknown", self.fit_unknown),
            ("learning", self.learning),
            ("able", self.able),
            ("part_for_whole", self.part_for_whole),
            ("whole_for_part", self.whole_for_part),
            ("reach_group", self.reach_group),
            ("reach_unknown", self.reach_unknown),
            ("reach_closed", self.reach_closed),
        ];
        match shares.into_iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            Some((name, value)) => Err(RankRulesError::Share { name, value }),
            None => Ok(()),
        }
    }

    /// The part of the rank that neither time nor profile changes, in doublings: the binary
    /// logarithm of `net hourly × trust × 2^(posted / half-life)`.
    #[allow(clippy::cast_precision_loss)]
    pub fn base(&self, net_hourly_usd: Option<f64>, trust: f64, posted_s: i64) -> f64 {
        let now_free = ranked_usd(net_hourly_usd) * share(trust);
        now_free.log2() + posted_s as f64 / (self.half_life_days * SECONDS_A_DAY)
    }

    /// The rank for one profile, in doublings: never above the base.
    pub fn rank(&self, base: f64, fit: f64, reach: f64) -> f64 {
        base + (share(fit) * share(reach)).log2()
    }

    /// How much a lead still counts after `age`: 1 when new, half after each half-life.
    pub fn open(&self, age: SignedDuration) -> f64 {
        (-age.as_secs_f64().max(0.0) / (self.half_life_days * SECONDS_A_DAY)).exp2()
    }

    /// The factor of a verdict.
    pub fn reach(&self, verdict: Verdict) -> f64 {
        match verdict {
            Verdict::Open => 1.0,
            Verdict::Group => self.reach_group,
            Verdict::Unknown => self.reach_unknown,
            Verdict::Closed => self.reach_closed,
        }
    }

    /// The fit from what is asked for: pairs of how much a skill counts and how much of it the
    /// profile has. `fit_unknown` where nothing is asked for.
    pub fn fit(&self, asked: impl IntoIterator<Item = (f32, f64)>) -> f64 {
        let (mut had, mut all) = (0.0, 0.0);
        for (weight, has) in asked {
            had += f64::from(weight) * has;
            all += f64::from(weight);
        }
        if all > 0.0 { self.fit_floor + (1.0 - self.fit_floor) * share(had / all) } else { self.fit_unknown }
    }

    pub(super) fn level(&self, level: Level) -> f64 {
        match level {
            Level::Learning => self.learning,
            Level::Able => self.able,
            Level::Strong => 1.0,
        }
    }
}

pub(super) fn ranked_usd(net_hourly_usd: Option<f64>) -> f64 {
    net_hourly_usd.unwrap_or(0.0).max(RANKED_USD_FLOOR)
}

/// `value` within 0..1; 0 where it is no number.
pub(super) fn share(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}
