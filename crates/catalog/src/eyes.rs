//! What profiles make of a segment, worked out once and kept for a while.
//!
//! Everything here follows from one segment, its weights and one set of rank rules, so nothing is ever
//! corrected: new rules or weights begin with new [`Eyes`].

use std::{
    collections::BTreeMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use kazi_domain::{Country, Language, Level, Profile, SkillId, SourceId, Verdict};
use kazi_scoring::worth::{Mastery, RankRules, SkillTree};

use crate::{
    order::Order,
    recent::Recent,
    rows::{Bits, Rows, Set},
    segment::{Reweighed, Segment},
};

/// Sets of skills whose fits, and later orders, are kept: sixteen bytes a row each.
const FITS_MAX: usize = 8;
/// Countries with languages, and sources that their readers do without, whose verdicts are kept.
const VERDICTS_MAX: usize = 32;
/// Thresholds whose rows are kept; a page offers a choice of few.
const THRESHOLDS_MAX: usize = 32;
/// Lists of left-out sources whose rows are kept.
const EXCLUDED_MAX: usize = 4;
/// Words whose rows are kept, with those of their other forms.
const WORDS_MAX: usize = 64;

/// Worked-out answers about one segment.
#[derive(Debug)]
pub(crate) struct Eyes {
    verdicts: Recent<(Country, Vec<Language>, Vec<SourceId>), Verdicts>,
    fits: Recent<BTreeMap<SkillId, Level>, Fits>,
    thresholds: Recent<Threshold, Rows>,
    excluded: Recent<Vec<SourceId>, Rows>,
    /// Nothing where the segment holds no other form of the word.
    words: Recent<String, Option<Arc<Rows>>>,
}

/// A bound on a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// At least so much net hourly, as [`crate::segment::ordered`] numbers it.
    NetFrom(i64),
    /// Less than that.
    NetBelow(i64),
    /// Posted at this second or later.
    PostedFrom(i64),
    /// Ended before this second.
    EndedBefore(i64),
}

impl Default for Eyes {
    fn default() -> Self {
        Self {
            verdicts: Recent::new(VERDICTS_MAX),
            fits: Recent::new(FITS_MAX),
            thresholds: Recent::new(THRESHOLDS_MAX),
            excluded: Recent::new(EXCLUDED_MAX),
            words: Recent::new(WORDS_MAX),
        }
    }
}

impl Eyes {
    pub(crate) fn verdicts(
        &self,
        segment: &Segment,
        profile: &Profile,
        without: &[SourceId],
    ) -> Arc<Verdicts> {
        let key = (profile.country, profile.languages.clone(), without.to_vec());
        self.verdicts.get(&key, || Verdicts::new(segment, profile, without))
    }

    pub(crate) fn fits(
        &self,
        segment: &Segment,
        reweighed: &Reweighed,
        rules: &RankRules,
        tree: &SkillTree,
        profile: &Profile,
    ) -> Arc<Fits> {
        self.fits.get(&profile.skills, || {
            let mastery = Mastery::new(rules, tree, profile);
            let has = segment.skills.values().iter().map(|skill| mastery.of(skill)).collect();
            Fits {
                has,
                factors: segment.factors(reweighed),
                walked: AtomicU64::new(0),
                order: OnceLock::new(),
            }
        })
    }

    /// Rows on one side of a bound.
    pub(crate) fn within(&self, segment: &Segment, threshold: Threshold) -> Arc<Rows> {
        let net = |row: u32| segment.net(row);
        self.thresholds.get(&threshold, || match threshold {
            Threshold::NetFrom(least) => segment.net_cuts.from(segment.net_cuts.place(least, net)),
            Threshold::NetBelow(least) => segment.net_cuts.before(segment.net_cuts.place(least, net)),
            Threshold::PostedFrom(second) => {
                let posted = |row: u32| segment.columns.at(row).posted_s;
                segment.posted_cuts.from(segment.posted_cuts.place(second, posted))
            }
            Threshold::EndedBefore(second) => {
                let ends = |row: u32| segment.columns.at(row).ends_s;
                segment.ends_cuts.before(segment.ends_cuts.place(second, ends))
            }
        })
    }

    /// Rows that hold a word or another form of it.
    pub(crate) fn word<'s>(&self, segment: &'s Segment, word: &str) -> Option<Set<'s>> {
        let with_forms = self.words.get(&word.to_owned(), || segment.rows_of_forms(word).map(Arc::new));
        with_forms.as_ref().clone().map(Set::Shared).or_else(|| segment.words.rows(word))
    }

    /// Rows all of whose sources are among these.
    pub(crate) fn excluded(&self, segment: &Segment, sources: &[SourceId]) -> Arc<Rows> {
        self.excluded.get(&sources.to_vec(), || {
            let (mut left_out, mut others) = (Bits::none(segment.rows()), Vec::new());
            for (source, rows) in segment.sources.iter() {
                if sources.contains(source) { left_out.add(rows) } else { others.push(rows) }
            }
            for row in segment.several_sources.iter().filter(|row| others.iter().any(|o| o.contains(*row))) {
                left_out.unset(row);
            }
            left_out.compressed()
        })
    }
}

/// Whether people of one country and with some languages, who do without some sources, may take each row.
#[derive(Debug)]
pub(crate) struct Verdicts {
    /// Nothing for rows that others see.
    of_reach: Vec<Option<Verdict>>,
    rows: [Rows; 4],
    /// Rows that others see, or nobody.
    others: Rows,
}

/// The verdicts, in the order in which their rows are kept.
pub(crate) const VERDICTS: [Verdict; 4] = [Verdict::Open, Verdict::Group, Verdict::Unknown, Verdict::Closed];

impl Verdicts {
    fn new(segment: &Segment, profile: &Profile, without: &[SourceId]) -> Self {
        let of_reach: Vec<Option<Verdict>> =
            segment.reaches.iter().map(|reach| reach.verdict_for(profile, without)).collect();
        let mut rows = [(); 4].map(|()| Bits::none(segment.rows()));
        let mut others = Bits::none(segment.rows());
        for (figures, row) in segment.columns.all().iter().zip(0..) {
            match of_reach[figures.reach as usize] {
                Some(verdict) => rows[verdict as usize].set(row),
                None => others.set(row),
            }
        }
        Self { of_reach, rows: rows.map(|bits| bits.compressed()), others: others.compressed() }
    }

    /// Nothing where the row is not the one that these people see of its lead.
    pub(crate) fn of(&self, reach: u32) -> Option<Verdict> {
        self.of_reach[reach as usize]
    }

    /// The rows that these people do not see.
    pub(crate) fn others(&self) -> &Rows {
        &self.others
    }

    pub(crate) fn rows(&self, verdict: Verdict) -> &Rows {
        &self.rows[verdict as usize]
    }
}

/// How rows fit one set of skills.
#[derive(Debug)]
pub(crate) struct Fits {
    /// How much of each skill of the segment the profile has.
    has: Vec<f64>,
    /// See [`Segment::factors`].
    factors: Vec<f32>,
    /// Rows looked at without an order.
    walked: AtomicU64,
    order: OnceLock<Order>,
}

impl Fits {
    pub(crate) fn fit(&self, segment: &Segment, rules: &RankRules, row: u32) -> f64 {
        match self.order.get() {
            Some(order) => order.fit(row),
            None => self.make_fit(segment, rules, row),
        }
    }

    fn make_fit(&self, segment: &Segment, rules: &RankRules, row: u32) -> f64 {
        let asked = segment.columns.skills(row).iter();
        rules.fit(asked.map(|asked| {
            let place = asked.place as usize;
            let factor = self.factors.get(place).copied().unwrap_or(1.0);
            (asked.weight * factor, self.has[place])
        }))
    }

    pub(crate) fn order(&self) -> Option<&Order> {
        self.order.get()
    }

    /// Notes that rows were looked at without an order. Who has looked at as many as there are has
    /// paid for an order already, so it is made then: no sequence of questions costs more than twice
    /// what it would with hindsight.
    pub(crate) fn walked(&self, rows: u64, segment: &Segment, rules: &RankRules) {
        let all = u64::from(segment.rows());
        let before = self.walked.fetch_add(rows, Ordering::Relaxed);
        // One of those who ask at one time crosses the line; the others go on without it.
        if before < all && before.saturating_add(rows) >= all {
            let _ = self.order.set(self.make_order(segment, rules));
        }
    }

    fn make_order(&self, segment: &Segment, rules: &RankRules) -> Order {
        let fits: Vec<f64> = (0..segment.rows()).map(|row| self.make_fit(segment, rules, row)).collect();
        let bases = segment.columns.all().iter().map(|figures| figures.base);
        Order::new(bases.zip(&fits).map(|(base, fit)| rules.rank(base, *fit, 1.0)).collect(), fits)
    }
}
