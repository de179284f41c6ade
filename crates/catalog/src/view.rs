//! One segment in the eyes of one profile.

use std::cell::Cell;

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Profile, Verdict};
use kazi_scoring::worth::{Factors, Mastery, RankRules};
use roaring::RoaringBitmap;

use crate::{Hit, Sort, best::net_key, query::SortKey, row::known, segment::Live};

/// What a profile makes of a segment's tables: a look-up for each value met instead of one for every row.
pub(crate) struct View<'a> {
    pub live: Live<'a>,
    rules: &'a RankRules,
    /// Of every distinct reading of reach.
    verdicts: Vec<Verdict>,
    mastery: &'a Mastery<'a>,
    /// How much of each skill the profile has, where a row asked for it already: a short walk meets few.
    met: Vec<Cell<Option<f64>>>,
    /// See [`Live::factors`].
    factors: Vec<f32>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        live: Live<'a>,
        rules: &'a RankRules,
        mastery: &'a Mastery<'a>,
        profile: &Profile,
    ) -> Self {
        let segment = live.segment;
        Self {
            live,
            rules,
            verdicts: segment.reaches.iter().map(|reach| reach.verdict_for(profile)).collect(),
            mastery,
            met: vec![Cell::new(None); segment.skills.values().len()],
            factors: live.factors(),
        }
    }

    /// Rows that the profile may take in one of these ways.
    pub(crate) fn rows_of_verdicts(&self, wanted: &[Verdict]) -> RoaringBitmap {
        let readings = self.verdicts.iter().zip(&self.live.segment.reach_rows);
        let mut rows = RoaringBitmap::new();
        for (_, of_reading) in readings.filter(|(verdict, _)| wanted.contains(verdict)) {
            rows |= of_reading;
        }
        rows
    }

    /// Rank base: what no profile can lift the row above.
    pub(crate) fn base(&self, row: u32) -> f64 {
        self.live.segment.columns.base[row as usize]
    }

    fn verdict(&self, row: u32) -> Verdict {
        self.verdicts[self.live.segment.columns.reach[row as usize] as usize]
    }

    fn fit(&self, row: u32) -> f64 {
        if self.mastery.is_empty() {
            return 1.0;
        }
        let skills = self.live.segment.columns.skills(row);
        let factor = |place: u32| self.factors.get(place as usize).copied().unwrap_or(1.0);
        self.rules.fit(skills.map(|(place, weight)| (weight * factor(place), self.of_skill(place as usize))))
    }

    fn of_skill(&self, place: usize) -> f64 {
        self.met[place].get().unwrap_or_else(|| {
            let has = self.mastery.of(&self.live.segment.skills.values()[place]);
            self.met[place].set(Some(has));
            has
        })
    }

    /// The key of a row in an order.
    #[allow(clippy::cast_precision_loss)] // seconds stay exact for 285 million years
    pub(crate) fn key(&self, row: u32, sort: Sort) -> SortKey {
        let columns = &self.live.segment.columns;
        let rank = |fit| self.rules.rank(self.base(row), fit, self.rules.reach(self.verdict(row)));
        match sort {
            Sort::Worth => SortKey(rank(self.fit(row)), 0.0),
            Sort::NetHourly => SortKey(net_key(columns.net_hourly_usd[row as usize]), 0.0),
            Sort::Posted => SortKey(columns.posted_s[row as usize] as f64, 0.0),
            Sort::Fit => {
                let fit = self.fit(row);
                SortKey(fit, rank(fit))
            }
        }
    }

    pub(crate) fn hit(&self, row: u32, now: Timestamp) -> Hit {
        let columns = &self.live.segment.columns;
        let at = row as usize;
        let age = SignedDuration::from_secs(now.as_second().saturating_sub(columns.posted_s[at]));
        let verdict = self.verdict(row);
        let factors = Factors {
            net_hourly_usd: known(columns.net_hourly_usd[at]),
            fit: self.fit(row),
            open: self.rules.open(age),
            trust: f64::from(columns.trust[at]),
            reach: self.rules.reach(verdict),
        };
        Hit { id: columns.ids[at], worth_usd: factors.worth_usd(), factors, verdict }
    }
}
