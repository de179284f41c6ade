//! A query's filters on one segment.

use kazi_domain::{Amount, Verdict};

use crate::{
    FacetKind, HiddenReason, Query,
    eyes::Threshold,
    rows::{BLOCK_WORDS, Rows, Set},
    segment::{Segment, ValueIndex, ordered},
    selected::{Counted, Filter, Selected, fill, select, select_counted},
    sought::Search,
    view::View,
};

/// Every filter of a query on one segment: the rows it lets through, and the facet it belongs to.
pub(crate) struct Filters<'a> {
    rows: u32,
    /// The most selective first.
    filters: Vec<(Option<FacetKind>, Filter<'a>)>,
    hidden: Vec<(HiddenReason, Set<'a>)>,
}

impl<'a> Filters<'a> {
    pub(crate) fn new(view: &'a View<'a>, query: &Query, search: &Search, now_s: i64) -> Self {
        let segment = view.live.segment;
        let mut filters = Vec::new();
        value_filters(view, query, &mut filters);
        number_filters(view, query, now_s, &mut filters);
        if !query.verdicts.is_empty() {
            let rows = query.verdicts.iter().map(|verdict| Set::Kept(view.verdicts.rows(*verdict)));
            filters.push((Some(FacetKind::Verdict), Filter::any(rows)));
        }
        for sought in &search.all {
            let rows = if sought.any_form {
                view.live.eyes.word(segment, &sought.word)
            } else {
                segment.words.rows(&sought.word)
            };
            filters.push((None, Filter::any(rows)));
        }
        if let Some(only) = &query.only {
            let mut rows: Vec<u32> = only.iter().flat_map(|id| segment.find(*id)).copied().collect();
            rows.sort_unstable();
            filters.push((None, Filter::any([Set::Made(Rows::of_ascending(rows))])));
        }
        for part in &search.begun {
            filters
                .push((None, Filter::any([Set::Made(segment.words.rows_beginning(part, segment.rows()))])));
        }
        if !search.none.is_empty() {
            let rows = search.none.iter().filter_map(|word| segment.words.rows(word));
            filters.push((None, Filter::none(rows)));
        }
        if !view.verdicts.others().is_empty() {
            filters.push((None, Filter::none([Set::Kept(view.verdicts.others())])));
        }
        if !view.live.deleted.is_empty() {
            filters.push((None, Filter::none([Set::Kept(view.live.deleted)])));
        }
        let rows = segment.rows();
        filters.sort_by_cached_key(|(_, filter)| filter.estimate(rows.into()));
        let mut hidden = if query.include_hidden { Vec::new() } else { hidden(view, query, now_s) };
        hidden.retain(|(_, rows)| !rows.is_empty());
        Self { rows, filters, hidden }
    }

    /// Whether the query filters by this facet, so that its counts need a selection of their own.
    pub(crate) fn narrows(&self, kind: FacetKind) -> bool {
        let hides = self.hidden.iter().any(|(reason, _)| *reason == HiddenReason::Closed);
        kind == FacetKind::Verdict && hides || self.filters.iter().any(|(known, _)| *known == Some(kind))
    }

    /// The rows that pass every filter; hidden ones too.
    pub(crate) fn passing(&self) -> Selected {
        select(&self.filters.iter().map(|(_, filter)| filter), &std::iter::empty(), self.rows)
    }

    /// The rows that pass every filter and are not hidden.
    pub(crate) fn shown(&self) -> Selected {
        let hidden = self.hidden.iter().map(|(_, rows)| &**rows);
        select(&self.filters.iter().map(|(_, filter)| filter), &hidden, self.rows)
    }

    /// The rows that would be shown had none of them ended.
    pub(crate) fn shown_or_ended(&self) -> Selected {
        let hidden = self.hidden.iter().filter(|(reason, _)| *reason != HiddenReason::Ended);
        let filters = self.filters.iter().map(|(_, filter)| filter);
        select(&filters, &hidden.map(|(_, rows)| &**rows), self.rows)
    }

    /// The same as [`shown`](Self::shown), where the most selective filter lets few rows through: ascending.
    pub(crate) fn shown_list(&self) -> Option<Vec<u32>> {
        let first = self.filters.first()?;
        let mut rows = first.1.short_list(self.rows)?;
        rows.retain(|row| self.shows(*row));
        Some(rows)
    }

    /// The rows of one block that are shown, into its words.
    pub(crate) fn fill(&self, number: u32, words: &mut [u64; BLOCK_WORDS]) {
        let hidden = self.hidden.iter().map(|(_, rows)| &**rows);
        fill(self.filters.iter().map(|(_, filter)| filter), hidden, number, &mut words[..], self.rows);
    }

    /// What would be shown without the filters of one facet.
    pub(crate) fn shown_but_for(&self, facet: FacetKind) -> Selected {
        let filters = self.filters.iter().filter(move |(kind, _)| *kind != Some(facet));
        let stays =
            move |reason: &HiddenReason| facet == FacetKind::Verdict && *reason == HiddenReason::Closed;
        let hidden = self.hidden.iter().filter(move |(reason, _)| !stays(reason));
        select(&filters.map(|(_, filter)| filter), &hidden.map(|(_, rows)| &**rows), self.rows)
    }

    /// The same as [`shown`](Self::shown), and how many rows pass and are hidden.
    pub(crate) fn counted(&self) -> Counted {
        let hidden = self.hidden.iter().map(|(_, rows)| &**rows);
        select_counted(&self.filters.iter().map(|(_, filter)| filter), &hidden, self.rows)
    }

    /// Why rows are hidden, in the order in which they are counted.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = &HiddenReason> {
        self.hidden.iter().map(|(reason, _)| reason)
    }

    /// Whether one row passes and is not hidden.
    pub(crate) fn shows(&self, row: u32) -> bool {
        self.filters.iter().all(|(_, filter)| filter.passes(row))
            && !self.hidden.iter().any(|(_, rows)| rows.contains(row))
    }

    /// The share of rows that is shown, as if filters had nothing to do with each other.
    #[allow(clippy::cast_precision_loss)] // an estimate
    pub(crate) fn shown_share(&self) -> f64 {
        let all = u64::from(self.rows).max(1);
        let share = |rows: u64| rows as f64 / all as f64;
        let passing = self.filters.iter().map(|(_, filter)| share(filter.estimate(all)));
        let seen = self.hidden.iter().map(|(_, rows)| 1.0 - share(rows.len().min(all)));
        passing.product::<f64>() * seen.product::<f64>()
    }

    /// Rows that the most selective filter lets through, at the most.
    pub(crate) fn least(&self) -> u64 {
        self.filters.first().map_or(self.rows.into(), |(_, filter)| filter.estimate(self.rows.into()))
    }

    /// How many filters and reasons to hide there are.
    pub(crate) fn count(&self) -> usize {
        self.filters.len() + self.hidden.len()
    }
}

type Named<'a> = (Option<FacetKind>, Filter<'a>);

fn value_filters<'a>(view: &View<'a>, query: &Query, filters: &mut Vec<Named<'a>>) {
    fn any<'a, V: Ord + Clone>(index: &'a ValueIndex<V>, values: &[V]) -> Filter<'a> {
        Filter::any(values.iter().filter_map(|value| index.rows(value)).map(Set::Kept))
    }
    let segment: &'a Segment = view.live.segment;
    if !query.fields.is_empty() {
        filters.push((Some(FacetKind::Field), any(&segment.fields, &query.fields)));
    }
    if !query.skills_any.is_empty() {
        filters.push((Some(FacetKind::Skill), any(&segment.skills, &query.skills_any)));
    }
    for skill in &query.skills_all {
        filters.push((Some(FacetKind::Skill), any(&segment.skills, std::slice::from_ref(skill))));
    }
    if !query.sources.is_empty() {
        filters.push((Some(FacetKind::Source), any(&segment.sources, &query.sources)));
    }
    if !query.exclude_sources.is_empty() {
        let excluded = Set::Shared(view.live.eyes.excluded(segment, &query.exclude_sources));
        // Whoever does without a source sees leads otherwise, also where they are counted by source.
        filters.push((None, Filter::none([excluded])));
    }
    if !query.languages.is_empty() {
        filters.push((Some(FacetKind::Language), any(&segment.languages, &query.languages)));
    }
    if !query.pers.is_empty() {
        filters.push((None, any(&segment.pers, &query.pers)));
    }
    if !query.levels.is_empty() {
        filters.push((None, any(&segment.levels, &query.levels)));
    }
    if !query.flags.is_empty() {
        filters.push((Some(FacetKind::Flag), any(&segment.flags, &query.flags)));
    }
}

fn number_filters<'a>(view: &View<'a>, query: &Query, now_s: i64, filters: &mut Vec<Named<'a>>) {
    let segment: &'a Segment = view.live.segment;
    let mut within = |threshold| {
        let rows = Set::Shared(view.live.eyes.within(segment, threshold));
        filters.push((None, Filter::any([rows])));
    };
    if let Some(least) = query.min_hourly_usd.and_then(|usd| ordered(column_usd(usd))) {
        within(Threshold::NetFrom(least));
    }
    if let Some(most) = query.max_hourly_usd.and_then(|usd| ordered(column_usd(usd))) {
        within(Threshold::NetBelow(most.saturating_add(1)));
    }
    if let Some(ago) = query.posted_within {
        within(Threshold::PostedFrom(now_s.saturating_sub(ago.as_secs())));
    }
    match query.has_pay {
        Some(true) => filters.push((None, Filter::any([Set::Kept(&segment.has_pay)]))),
        Some(false) => filters.push((None, Filter::none([Set::Kept(&segment.has_pay)]))),
        None => {}
    }
}

/// An amount as the column holds it, so that a figure equal to the threshold passes.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn column_usd(usd: Amount) -> f32 {
    usd.to_f64() as f32
}

fn hidden<'a>(view: &'a View<'a>, query: &Query, now_s: i64) -> Vec<(HiddenReason, Set<'a>)> {
    let segment = view.live.segment;
    let ended = view.live.eyes.within(segment, Threshold::EndedBefore(now_s.saturating_add(1)));
    let mut hidden = vec![
        (HiddenReason::Ended, Set::Shared(ended)),
        (HiddenReason::NotAnOffer, Set::Kept(&segment.not_an_offer)),
    ];
    if query.verdicts.is_empty() {
        hidden.push((HiddenReason::Closed, Set::Kept(view.verdicts.rows(Verdict::Closed))));
    }
    let flagged = segment.severe_flags.iter();
    hidden.extend(flagged.map(|(flag, rows)| (HiddenReason::Flagged(flag.clone()), Set::Kept(rows))));
    hidden
}
