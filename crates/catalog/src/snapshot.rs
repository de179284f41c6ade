//! All leads at one moment.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use kazi_domain::{LeadId, Profile, SkillId, SourceId};
use kazi_scoring::worth::{RankRules, SkillTree};

use crate::{
    Cursor, CursorError, Hit, Page, Query,
    eyes::Eyes,
    live::Live,
    rows::Rows,
    search::Question,
    segment::{Reweighed, Segment},
    shown::Shown,
    suggest,
    view::View,
};

/// All leads at one moment. All rows of a lead stand in one segment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(crate) rules: Arc<RankRules>,
    pub(crate) tree: Arc<SkillTree>,
    /// Whose postings are rows that readers see.
    pub(crate) shown: Arc<Shown>,
    pub(crate) parts: Vec<Part>,
}

/// A segment, shared between snapshots, which of its rows are gone in this one, and what profiles make
/// of it under the snapshot's rules.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub segment: Arc<Segment>,
    deleted: Arc<Rows>,
    /// How many times as much a skill counts as when the segment was built.
    reweighed: Arc<Reweighed>,
    eyes: Arc<Eyes>,
}

impl Part {
    pub(crate) fn new(segment: Segment) -> Self {
        Self {
            segment: Arc::new(segment),
            deleted: Arc::default(),
            reweighed: Arc::default(),
            eyes: Arc::default(),
        }
    }

    /// A segment as it was saved.
    pub(crate) fn of(segment: Segment, deleted: Rows, reweighed: Reweighed) -> Self {
        let (deleted, reweighed) = (Arc::new(deleted), Arc::new(reweighed));
        Self { deleted, reweighed, ..Self::new(segment) }
    }

    /// The same rows, under other rules.
    pub(crate) fn forget_profiles(&mut self) {
        self.eyes = Arc::default();
    }

    pub(crate) fn live(&self) -> Live<'_> {
        Live { segment: &self.segment, deleted: &self.deleted, reweighed: &self.reweighed, eyes: &self.eyes }
    }

    pub(crate) fn live_rows(&self) -> u64 {
        u64::from(self.segment.rows()) - self.deleted.len()
    }

    pub(crate) fn has_deleted(&self) -> bool {
        !self.deleted.is_empty()
    }

    pub(crate) fn is_mostly_deleted(&self) -> bool {
        self.deleted.len() > self.live_rows()
    }

    /// Leads of its live rows.
    fn live_leads(&self) -> u64 {
        let further = self.segment.further.iter().filter(|row| !self.deleted.contains(*row));
        self.live_rows() - further.count() as u64
    }

    fn find(&self, id: LeadId) -> impl Iterator<Item = u32> {
        self.segment.find(id).iter().copied().filter(|row| !self.deleted.contains(*row))
    }

    /// Counts a skill so many times as much as before.
    pub(crate) fn reweigh(&mut self, skill: &SkillId, factor: f32) {
        let known = Arc::make_mut(&mut self.reweighed).entry(skill.clone()).or_insert(1.0);
        *known *= factor;
        self.forget_profiles();
    }

    /// Takes a lead out; whether it was there.
    pub(crate) fn delete(&mut self, id: LeadId) -> bool {
        // All rows of a lead go together.
        let rows: Vec<u32> = self.find(id).collect();
        rows.iter().for_each(|row| {
            Arc::make_mut(&mut self.deleted).insert(*row);
        });
        !rows.is_empty()
    }

    /// The leads that went between this part and what is left of it `now`.
    pub(crate) fn gone_since<'a>(&'a self, now: Option<&'a Self>) -> impl Iterator<Item = LeadId> + 'a {
        let is_gone = move |row: &u32| now.is_none_or(|now| now.deleted.contains(*row));
        let was_there = |row: &u32| !self.deleted.contains(*row);
        let rows = (0..self.segment.rows()).filter(was_there).filter(is_gone);
        rows.map(|row| self.segment.columns.at(row).id)
    }
}

impl Snapshot {
    /// Every source that leads here were read from.
    pub fn sources(&self) -> BTreeSet<&SourceId> {
        self.parts.iter().flat_map(|part| part.segment.sources.values()).collect()
    }

    /// How many leads there are, hidden ones too.
    pub fn len(&self) -> u64 {
        self.parts.iter().map(Part::live_leads).sum()
    }

    /// Whether there is no lead.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Memory that the leads take, in bytes, about.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.segment.bytes()).sum()
    }

    /// The rules by which leads are ranked.
    pub fn rules(&self) -> &RankRules {
        &self.rules
    }

    /// Which skill is a part of which.
    pub fn tree(&self) -> &SkillTree {
        &self.tree
    }

    /// The best leads for a profile under the filters of a query, with exact counts.
    ///
    /// # Errors
    /// When the cursor is of a page in another order.
    pub fn search(&self, query: &Query, profile: &Profile, now: Timestamp) -> Result<Page, CursorError> {
        Ok(self.question(query, profile, now)?.answer(&self.live()))
    }

    /// The hits of [`search`](Self::search) and where the next page goes on, without any count: for
    /// lists that show none, at a fraction of the time.
    ///
    /// # Errors
    /// When the cursor is of a page in another order.
    pub fn hits(
        &self,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
    ) -> Result<(Vec<Hit>, Option<Cursor>), CursorError> {
        Ok(self.question(query, profile, now)?.hits(&self.live()))
    }

    /// The leads that pass the filters of a query, hidden ones too, in no order; nothing where there are
    /// more than `most`. For what the catalog cannot look at: see [`Query::only`].
    pub fn candidates(
        &self,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
        most: usize,
    ) -> Option<Vec<LeadId>> {
        let question = Question { query, profile, rules: &self.rules, tree: &self.tree, now };
        question.candidates(&self.live(), most)
    }

    /// What somebody may have meant whose words no lead holds: the same with each such word as one that
    /// leads do hold and that is spelt nearly like it. Nothing where every word is held, or none is like it.
    pub fn did_you_mean(&self, text: &str) -> Option<String> {
        suggest::nearly(text, &self.live())
    }

    /// One lead in the eyes of a profile, hidden or not; nothing where it must not be shown.
    pub fn find(&self, id: LeadId, profile: &Profile, now: Timestamp) -> Option<Hit> {
        let part = self.parts.iter().find(|part| part.find(id).next().is_some())?;
        let view = View::new(part.live(), &self.rules, &self.tree, profile, &[]);
        let row = part.find(id).find(|row| view.sees(*row))?;
        Some(view.hit(row, now))
    }

    /// The segments, the greatest first: when it has filled a page, the others have little to add.
    pub(crate) fn live(&self) -> Vec<Live<'_>> {
        let mut live: Vec<Live<'_>> = self.parts.iter().map(Part::live).collect();
        live.sort_by_key(|live| std::cmp::Reverse(live.segment.rows()));
        live
    }

    fn question<'a>(
        &'a self,
        query: &'a Query,
        profile: &'a Profile,
        now: Timestamp,
    ) -> Result<Question<'a>, CursorError> {
        if query.cursor.is_some_and(|cursor| cursor.sort != query.sort) {
            return Err(CursorError::OtherSort);
        }
        Ok(Question { query, profile, rules: &self.rules, tree: &self.tree, now })
    }

    pub(crate) fn delete(&mut self, id: LeadId) {
        // All rows of a lead stand in one segment.
        let _ = self.parts.iter_mut().any(|part| part.delete(id));
    }
}
