//! Answers one query on one snapshot: select, count, rank.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kazi_domain::{LeadId, Profile, Verdict};
use kazi_scoring::worth::{RankRules, SkillTree};

use crate::{
    Cursor, FACET_VALUES_MAX, Facet, FacetKind, HiddenReason, Hit, Page, Query,
    best::Best,
    eyes::VERDICTS,
    filter::Filters,
    live::Live,
    rank::Ranking,
    rows::Rows,
    selected::{Counted, Selected},
    sought::Search,
    view::View,
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
    /// The hits of the page with exact counts.
    pub(crate) fn answer(&self, segments: &[Live<'_>]) -> Page {
        let views = self.views(segments);
        let search = Search::read(&self.query.text);
        let mut counts = Counts::default();
        let mut best = Best::new(self.query);
        for (segment, view) in views.iter().enumerate() {
            let filters = Filters::new(view, self.query, &search, self.now.as_second());
            let shown = counts.add(&filters);
            for kind in &self.query.facets {
                counts.add_facet(*kind, view, &filters, &shown);
            }
            if !best.wants_none() {
                Ranking { segment, view, sort: self.query.sort }.rank(&shown, &mut best);
            }
        }
        let (hits, next) = self.finish(best, &views);
        counts.page(self.query, hits, next)
    }

    /// The hits of the page alone: what is beyond it is not looked at where that can be helped.
    pub(crate) fn hits(&self, segments: &[Live<'_>]) -> (Vec<Hit>, Option<Cursor>) {
        let views = self.views(segments);
        let search = Search::read(&self.query.text);
        let mut best = Best::new(self.query);
        if !best.wants_none() {
            for (segment, view) in views.iter().enumerate() {
                let filters = Filters::new(view, self.query, &search, self.now.as_second());
                Ranking { segment, view, sort: self.query.sort }.rank_unselected(&filters, &mut best);
            }
        }
        self.finish(best, &views)
    }

    /// Every row that passes the filters, unless there are more than `most`.
    pub(crate) fn candidates(&self, segments: &[Live<'_>], most: usize) -> Option<Vec<LeadId>> {
        let search = Search::read(&self.query.text);
        let mut ids = Vec::new();
        for view in &self.views(segments) {
            let passing = Filters::new(view, self.query, &search, self.now.as_second()).passing();
            if passing.len() + ids.len() as u64 > most as u64 {
                return None;
            }
            passing.while_each(|row| {
                ids.push(view.live.segment.columns.at(row).id);
                true
            });
        }
        Some(ids)
    }

    fn views<'s>(&'s self, segments: &[Live<'s>]) -> Vec<View<'s>> {
        let without = &self.query.exclude_sources;
        let view = |live: &Live<'s>| View::new(*live, self.rules, self.tree, self.profile, without);
        segments.iter().map(view).collect()
    }

    fn finish(&self, best: Best, views: &[View<'_>]) -> (Vec<Hit>, Option<Cursor>) {
        let (rows, next) = best.finish(self.query);
        (rows.iter().map(|ranked| views[ranked.segment].hit(ranked.row, self.now)).collect(), next)
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
    fn add(&mut self, filters: &Filters<'_>) -> Selected {
        let Counted { passing, hidden_by, shown } = filters.counted();
        for (reason, count) in filters.reasons().zip(hidden_by).filter(|(_, count)| *count > 0) {
            *self.hidden_by.entry(reason.clone()).or_default() += count;
        }
        self.total += shown.len();
        self.hidden += passing - shown.len();
        shown
    }

    fn add_facet(&mut self, kind: FacetKind, view: &View<'_>, filters: &Filters<'_>, shown: &Selected) {
        let own = filters.narrows(kind).then(|| filters.shown_but_for(kind));
        let rows = own.as_ref().unwrap_or(shown);
        let segment = view.live.segment;
        let counts = self.facets.entry(kind).or_default();
        let mut count = |value: &dyn ToString, of_value: &Rows| {
            let found = rows.len_within(of_value);
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
                for verdict in VERDICTS {
                    count(&name_of(verdict), view.verdicts.rows(verdict));
                }
            }
        }
    }

    fn page(self, query: &Query, hits: Vec<Hit>, next: Option<Cursor>) -> Page {
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

/// A verdict by the name that its filter knows.
fn name_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "open",
        Verdict::Group => "group",
        Verdict::Unknown => "unknown",
        Verdict::Closed => "closed",
    }
}
