//! The rank: US dollars an hour that a lead is expected to bring a profile.
//!
//! `worth = net hourly × fit × open × trust × reach`. Every factor but the first lies in 0..1.
//! `open` halves with every half-life, for all leads alike, so the order between two leads never
//! changes by time alone: [`RankRules::base`] is the part of the rank that knows neither the
//! profile nor the time, and a catalog can be sorted by it.

mod fit;
mod rules;
#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Assessment, NetHourly, Profile, Verdict};

pub use fit::{Fit, Mastery, SkillTree};
pub use rules::{RANKED_USD_FLOOR, RankRules, RankRulesError};
use rules::{ranked_usd, share};

/// What a worth is the product of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// What an hour leaves, in US dollars; nothing where nobody knows.
    pub net_hourly_usd: Option<f64>,
    /// How well the profile fits, 0 to 1.
    pub fit: f64,
    /// How likely the work is still to be had, 0 to 1, by its age.
    pub open: f64,
    /// How far to trust it, 0 to 1.
    pub trust: f64,
    /// Whether the reader may take it, 0 to 1.
    pub reach: f64,
}

impl Factors {
    /// US dollars an hour that the lead is expected to bring.
    pub fn worth_usd(&self) -> f64 {
        ranked_usd(self.net_hourly_usd) * share(self.fit) * self.open * share(self.trust) * share(self.reach)
    }
}

/// A worth with all that explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// US dollars an hour.
    pub usd: f64,
    /// What it is the product of.
    pub factors: Factors,
    /// Behind `fit`.
    pub fit: Fit,
    /// Behind `open`: how long ago the work was offered.
    pub age: SignedDuration,
    /// Behind `reach`.
    pub verdict: Verdict,
}

/// What an assessed posting, offered at `posted_at`, is worth to a profile at `now`; for many of them see
/// [`Mastery::worth`].
pub fn worth(
    rules: &RankRules,
    tree: &SkillTree,
    profile: &Profile,
    assessment: &Assessment,
    posted_at: Timestamp,
    now: Timestamp,
) -> Worth {
    Mastery::new(rules, tree, profile).worth(assessment, posted_at, now)
}

impl Mastery<'_> {
    /// What an assessed posting, offered at `posted_at`, is worth to the profile at `now`.
    pub fn worth(&self, assessment: &Assessment, posted_at: Timestamp, now: Timestamp) -> Worth {
        let fit = self.fit(&assessment.skills);
        let age = now.duration_since(posted_at).max(SignedDuration::ZERO);
        let verdict = assessment.reach.verdict_for(self.profile);
        let ranked = |net: &NetHourly| net.ranked_usd.to_f64();
        let factors = Factors {
            net_hourly_usd: assessment.net_hourly.as_ref().map(ranked),
            fit: fit.share,
            open: self.rules.open(age),
            trust: share(f64::from(assessment.trust)),
            reach: self.rules.reach(verdict),
        };
        Worth { usd: factors.worth_usd(), factors, fit, age, verdict }
    }
}
