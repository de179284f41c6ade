//! Answers one query on one snapshot: select, count, rank.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kazi_domain::{Profile, Verdict};
use kazi_scoring::worth::{Mastery, RankRules, SkillTree};
use roaring::RoaringBitmap;

use crate::{
    FACET_VALUES_MAX, Facet, FacetKind, HiddenReason, Page, Query, Sort,
    best::{Best, Ranked},
    filter::Filters,
    segment::Live,
    view::View,
    words::Search,
};

/// One question with all that it is asked with.
pub(crate) struct Question<'a> {
    pub query: &'a Query,
    pub profile: &'a Profile,
    pub rules: &'a RankRules,
    pub tree: &'a SkillTree,
    pub now: Timestamp,
}

impl Question<'_> {
    pub(crate) fn answer(&self, segments: &[Live<'_>]) -> Page {
        let mastery = Mastery::new(self.rules, self.tree, self.profile);
        let views: Vec<View<'_>> =
            segments.iter().map(|live| View::new(*live, self.rules, &mastery, self.profile)).collect();
        let search = Search::read(&self.query.text);
        let mut counts = Counts::default();
        let mut best = Best::new(self.query);
        for (place, view) in views.iter().enumerate() {
            let filters = Filters::new(view, self.query, &search, self.now.as_second());
            let shown = counts.add(&filters);
            for kind in &self.query.facets {
                counts.add_facet(*kind, view, &filters, &shown);
            }
            if !best.wants_none() {
                self.rank(place, view, &shown, &mut best);
            }
        }
        let (rows, next) = best.finish(self.query);
        let hits = rows.iter().map(|ranked| views[ranked.segment].hit(ranked.row, self.now)).collect();
        counts.page(self.query, hits, next)
    }

    /// Offers rows in an order in which one can stop early.
    fn rank(&self, segment: usize, view: &View<'_>, shown: &RoaringBitmap, best: &mut Best) {
        let ranked = |row: u32| Ranked {
            key: view.key(row, self.query.sort),
            id: view.live.segment.columns.ids[row as usize],
            segment,
            row,
        };
        match self.query.sort {
            Sort::Worth => {
                for row in shown {
                    // Rows stand in the order of their bases, and no profile lifts one above its own.
                    if !best.may_take(view.base(row)) {
                        break;
                    }
                    best.offer(ranked(row));
                }
            }
            Sort::NetHourly => {
                offer_buckets(view.live.segment.net_descending(), shown, best, &ranked);
                if best.may_take(f64::NEG_INFINITY) {
                    view.live.segment.net_unknown(shown).iter().for_each(|row| best.offer(ranked(row)));
                }
            }
            Sort::Posted => offer_buckets(view.live.segment.posted_descending(), shown, best, &ranked),
            Sort::Fit => shown.iter().for_each(|row| best.offer(ranked(row))),
        }
    }
}

/// Offers the rows of buckets from the greatest numbers down, until the rest comes too late.
#[allow(clippy::cast_precision_loss)] // the numbers are keys, which are exact as f64
fn offer_buckets(
    buckets: impl Iterator<Item = (i64, RoaringBitmap)>,
    shown: &RoaringBitmap,
    best: &mut Best,
    ranked: &impl Fn(u32) -> Ranked,
) {
    for (least, rows) in buckets {
        let least = least as f64;
        if best.has_passed(least) {
            continue;
        }
        (rows & shown).iter().for_each(|row| best.offer(ranked(row)));
        if best.is_settled_above(least) {
            return;
        }
    }
}

/// What is counted over all segments.
#[derive(Default)]
struct Counts {
    total: u64,
    hidden: u64,
    hidden_by: BTreeMap<HiddenReason, u64>,
    facets: HashMap<FacetKind, BTreeMap<String, u64>>,
}

impl Counts {
    /// Counts a segment, and gives the rows that are shown.
    fn add(&mut self, filters: &Filters<'_>) -> RoaringBitmap {
        let mut shown = filters.passing(None);
        let hidden = filters.hide(&mut shown, None);
        self.total += shown.len();
        self.hidden += hidden.len();
        for (reason, count) in filters.reasons(&hidden).filter(|(_, count)| *count > 0) {
            *self.hidden_by.entry(reason.clone()).or_default() += count;
        }
        shown
    }

    fn add_facet(&mut self, kind: FacetKind, view: &View<'_>, filters: &Filters<'_>, shown: &RoaringBitmap) {
        let own = filters.narrows(kind).then(|| {
            let mut rows = filters.passing(Some(kind));
            filters.hide(&mut rows, Some(kind));
            rows
        });
        let rows = own.as_ref().unwrap_or(shown);
        let segment = view.live.segment;
        let counts = self.facets.entry(kind).or_default();
        let mut count = |value: &dyn ToString, of_value: &RoaringBitmap| {
            let found = of_value.intersection_len(rows);
            if found > 0 {
                *counts.entry(value.to_string()).or_default() += found;
            }
        };
        match kind {
            FacetKind::Field => segment.fields.iter().for_each(|(value, of)| count(value, of)),
            FacetKind::Skill => segment.skills.iter().for_each(|(value, of)| count(value, of)),
            FacetKind::Source => segment.sources.iter().for_each(|(value, of)| count(value, of)),
            FacetKind::Language => segment.languages.iter().for_each(|(value, of)| count(value, of)),
            FacetKind::Flag => segment.flags.iter().for_each(|(value, of)| count(value, of)),
            FacetKind::Verdict => {
                for (verdict, name) in VERDICTS {
                    count(&name, &view.rows_of_verdicts(&[verdict]));
                }
            }
        }
    }

    fn page(self, query: &Query, hits: Vec<crate::Hit>, next: Option<crate::Cursor>) -> Page {
        let facet = |kind: &FacetKind| {
            let counts = self.facets.get(kind).into_iter().flatten();
            let mut values: Vec<(String, u64)> =
                counts.map(|(value, count)| (value.clone(), *count)).collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            values.truncate(FACET_VALUES_MAX);
            Facet { kind: *kind, values }
        };
        let facets = query.facets.iter().map(facet).collect();
        let hidden_by = self.hidden_by.into_iter().collect();
        Page { hits, total: self.total, hidden: self.hidden, hidden_by, facets, next }
    }
}

/// Verdicts by the names that their filter knows.
const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Open, "open"),
    (Verdict::Group, "group"),
    (Verdict::Unknown, "unknown"),
    (Verdict::Closed, "closed"),
];
