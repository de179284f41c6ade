//! A query's filters as bitmaps of one segment.

use kazi_domain::{Amount, Verdict};
use roaring::RoaringBitmap;

use crate::{
    FacetKind, HiddenReason, Query,
    segment::{Live, Segment},
    view::View,
    words::Search,
};

/// Every filter of a query on one segment: the rows it lets through, and the facet it belongs to.
pub(crate) struct Filters<'a> {
    live: Live<'a>,
    filters: Vec<(Option<FacetKind>, RoaringBitmap)>,
    hidden: Vec<(HiddenReason, RoaringBitmap)>,
}

impl<'a> Filters<'a> {
    pub(crate) fn new(view: &View<'a>, query: &Query, search: &Search, now_s: i64) -> Self {
        let segment = view.live.segment;
        let mut filters = Vec::new();
        value_filters(segment, query, &mut filters);
        number_filters(segment, query, now_s, &mut filters);
        if !query.verdicts.is_empty() {
            filters.push((Some(FacetKind::Verdict), view.rows_of_verdicts(&query.verdicts)));
        }
        for word in &search.all {
            let rows = segment.words.rows(word).map_or_else(RoaringBitmap::new, std::borrow::Cow::into_owned);
            filters.push((None, rows));
        }
        for rows in search.none.iter().filter_map(|word| segment.words.rows(word)) {
            filters.push((None, all(segment) - &*rows));
        }
        filters.sort_by_key(|(_, rows)| rows.len());
        let hidden = if query.include_hidden { Vec::new() } else { hidden(view, query, now_s) };
        Self { live: view.live, filters, hidden }
    }

    /// Whether the query filters by this facet, so that its counts need a selection of their own.
    pub(crate) fn narrows(&self, kind: FacetKind) -> bool {
        let hides = self.hidden.iter().any(|(reason, _)| *reason == HiddenReason::Closed);
        kind == FacetKind::Verdict && hides || self.filters.iter().any(|(known, _)| *known == Some(kind))
    }

    /// The rows that pass every filter, but for those of the facet `except`; hidden ones too.
    pub(crate) fn passing(&self, except: Option<FacetKind>) -> RoaringBitmap {
        let mut counted = self.filters.iter().filter(|(kind, _)| except.is_none() || *kind != except);
        let mut rows = match counted.next() {
            Some((_, first)) => first.clone(),
            None => all(self.live.segment),
        };
        for (_, more) in counted {
            rows &= more;
        }
        rows - self.live.deleted
    }

    /// Takes out of `rows` what is hidden, and gives that.
    pub(crate) fn hide(&self, rows: &mut RoaringBitmap, except: Option<FacetKind>) -> RoaringBitmap {
        let mut hidden = RoaringBitmap::new();
        for (reason, of_reason) in &self.hidden {
            if !(except == Some(FacetKind::Verdict) && *reason == HiddenReason::Closed) {
                hidden |= of_reason;
            }
        }
        hidden &= &*rows;
        *rows -= &hidden;
        hidden
    }

    /// How many of `hidden` each reason hides.
    pub(crate) fn reasons(&self, hidden: &RoaringBitmap) -> impl Iterator<Item = (&HiddenReason, u64)> {
        self.hidden.iter().map(|(reason, rows)| (reason, rows.intersection_len(hidden)))
    }
}

fn all(segment: &Segment) -> RoaringBitmap {
    let mut rows = RoaringBitmap::new();
    rows.insert_range(0..segment.rows());
    rows
}

type Filter = (Option<FacetKind>, RoaringBitmap);

fn value_filters(segment: &Segment, query: &Query, filters: &mut Vec<Filter>) {
    if !query.fields.is_empty() {
        filters.push((Some(FacetKind::Field), segment.fields.rows_any(&query.fields)));
    }
    if !query.skills_any.is_empty() {
        filters.push((Some(FacetKind::Skill), segment.skills.rows_any(&query.skills_any)));
    }
    for skill in &query.skills_all {
        let rows = segment.skills.rows(skill).cloned().unwrap_or_default();
        filters.push((Some(FacetKind::Skill), rows));
    }
    if !query.sources.is_empty() {
        filters.push((Some(FacetKind::Source), segment.sources.rows_any(&query.sources)));
    }
    if !query.exclude_sources.is_empty() {
        let others: Vec<_> =
            segment.sources.values().iter().filter(|s| !query.exclude_sources.contains(s)).cloned().collect();
        filters.push((Some(FacetKind::Source), segment.sources.rows_any(&others)));
    }
    if !query.languages.is_empty() {
        filters.push((Some(FacetKind::Language), segment.languages.rows_any(&query.languages)));
    }
    if !query.flags.is_empty() {
        filters.push((Some(FacetKind::Flag), segment.flags.rows_any(&query.flags)));
    }
}

fn number_filters(segment: &Segment, query: &Query, now_s: i64, filters: &mut Vec<Filter>) {
    if let Some(usd) = query.min_hourly_usd {
        filters.push((None, segment.net_at_least(column_usd(usd))));
    }
    if let Some(usd) = query.max_hourly_usd {
        filters.push((None, segment.net_at_most(column_usd(usd))));
    }
    if let Some(within) = query.posted_within {
        filters.push((None, segment.posted_since(now_s.saturating_sub(within.as_secs()))));
    }
    match query.has_pay {
        Some(true) => filters.push((None, segment.has_pay.clone())),
        Some(false) => filters.push((None, all(segment) - &segment.has_pay)),
        None => {}
    }
}

/// An amount as the column holds it, so that a figure equal to the threshold passes.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn column_usd(usd: Amount) -> f32 {
    usd.to_f64() as f32
}

fn hidden(view: &View<'_>, query: &Query, now_s: i64) -> Vec<(HiddenReason, RoaringBitmap)> {
    let segment = view.live.segment;
    let mut hidden = vec![
        (HiddenReason::Ended, segment.ended_by(now_s)),
        (HiddenReason::NotAnOffer, segment.not_an_offer.clone()),
    ];
    if query.verdicts.is_empty() {
        hidden.push((HiddenReason::Closed, view.rows_of_verdicts(&[Verdict::Closed])));
    }
    let flagged = segment.severe_flags.iter();
    hidden.extend(flagged.map(|(flag, rows)| (HiddenReason::Flagged(flag.clone()), rows.clone())));
    hidden
}
