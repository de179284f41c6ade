//! One segment in the eyes of one profile.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Profile, SourceId, Verdict};
use kazi_scoring::worth::{Factors, RankRules, SkillTree};

use crate::{
    Hit, Sort,
    best::net_key,
    eyes::{Fits, Verdicts},
    live::Live,
    order::Order,
    query::SortKey,
    row::known,
};

/// What a profile makes of a segment's tables: a look-up for each value met instead of one for every row.
pub(crate) struct View<'a> {
    pub live: Live<'a>,
    pub rules: &'a RankRules,
    pub verdicts: Arc<Verdicts>,
    /// Nothing for a profile without skills, which every row fits alike.
    fits: Option<Arc<Fits>>,
}

impl<'a> View<'a> {
    /// For who does `without` some sources.
    pub(crate) fn new(
        live: Live<'a>,
        rules: &'a RankRules,
        tree: &SkillTree,
        profile: &Profile,
        without: &[SourceId],
    ) -> Self {
        let (segment, eyes) = (live.segment, live.eyes);
        let knows_skills = !profile.skills.is_empty();
        Self {
            live,
            rules,
            verdicts: eyes.verdicts(segment, profile, without),
            fits: knows_skills.then(|| eyes.fits(segment, live.reweighed, rules, tree, profile)),
        }
    }

    /// The order by worth, reach aside, where there is one beside the rows' own.
    pub(crate) fn order(&self) -> Option<&Order> {
        self.fits.as_ref()?.order()
    }

    /// Whether rows stand in the order of what they are worth, reach aside.
    pub(crate) fn is_ordered(&self) -> bool {
        self.fits.is_none()
    }

    /// Notes how many rows were looked at because there was no order.
    pub(crate) fn walked(&self, rows: u64) {
        if let Some(fits) = &self.fits {
            fits.walked(rows, self.live.segment, self.rules);
        }
    }

    /// Rank base: what no profile can lift the row above.
    pub(crate) fn base(&self, row: u32) -> f64 {
        self.live.segment.columns.at(row).base
    }

    /// Whether the profile may take a row that it sees.
    pub(crate) fn verdict(&self, row: u32) -> Verdict {
        self.verdicts.of(self.live.segment.columns.at(row).reach).unwrap_or(Verdict::Closed)
    }

    /// Whether it is this row that the profile sees of its lead.
    pub(crate) fn sees(&self, row: u32) -> bool {
        self.verdicts.of(self.live.segment.columns.at(row).reach).is_some()
    }

    pub(crate) fn fit(&self, row: u32) -> f64 {
        self.fits.as_ref().map_or(1.0, |fits| fits.fit(self.live.segment, self.rules, row))
    }

    /// The skills that a row asks for: their places, and how much each counts.
    pub(crate) fn asked(&self, row: u32) -> impl Iterator<Item = (usize, f64)> {
        let asked = self.live.segment.columns.skills(row).iter();
        asked.map(|asked| {
            let place = asked.place as usize;
            let factor = self.live.reweighed.get(&self.live.segment.skills.values()[place]);
            (place, f64::from(asked.weight * factor.copied().unwrap_or(1.0)))
        })
    }

    /// The rank of a row, given its fit.
    pub(crate) fn rank(&self, row: u32, fit: f64) -> f64 {
        self.rules.rank(self.base(row), fit, self.rules.reach(self.verdict(row)))
    }

    /// The key of a row in an order.
    #[allow(clippy::cast_precision_loss)] // seconds stay exact for 285 million years
    pub(crate) fn key(&self, row: u32, sort: Sort) -> SortKey {
        let figures = self.live.segment.columns.at(row);
        match sort {
            Sort::Worth => SortKey(self.rank(row, self.fit(row)), 0.0),
            Sort::NetHourly => SortKey(net_key(figures.net_hourly_usd), 0.0),
            Sort::Posted => SortKey(figures.posted_s as f64, 0.0),
            Sort::Fit => {
                let fit = self.fit(row);
                SortKey(fit, self.rank(row, fit))
            }
        }
    }

    pub(crate) fn hit(&self, row: u32, now: Timestamp) -> Hit {
        let figures = self.live.segment.columns.at(row);
        let age = SignedDuration::from_secs(now.as_second().saturating_sub(figures.posted_s));
        let verdict = self.verdict(row);
        let factors = Factors {
            net_hourly_usd: known(figures.ranked_usd),
            fit: self.fit(row),
            open: self.rules.open(age),
            trust: f64::from(figures.trust),
            reach: self.rules.reach(verdict),
        };
        Hit { id: figures.id, worth_usd: factors.worth_usd(), factors, verdict }
    }
}
