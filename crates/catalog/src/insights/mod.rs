//! What the leads say of skills, fields and sources: how much work there is, what it pays, where it goes.

mod learn;
mod weeks;

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::Timestamp;
use kazi_domain::{FieldId, Profile, SkillId, SourceId};

use self::weeks::WEEK_S;
pub use self::{
    learn::{LEARN_NEXT_MAX, LearnNext, OPENS_AT},
    weeks::{KnownWeeks, WEEKS},
};
use crate::{
    Query, Snapshot,
    filter::Filters,
    row::known,
    rows::{Bits, Rows},
    segment::Segment,
    selected::Selected,
    sought::Search,
    view::View,
};

/// The most companions and sources of one insight.
pub const COMPANIONS_MAX: usize = 10;

/// What an insight is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Work of a field.
    Field(FieldId),
    /// Work that asks for a skill.
    Skill(SkillId),
}

/// How much work there is of one topic, among what a query shows to a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Insight {
    /// What it is about.
    pub topic: Topic,
    /// Leads that are shown.
    pub leads: u64,
    /// What an hour of those leaves whose pay is stated; nothing where none is.
    pub net_hourly: Option<Quartiles>,
    /// Leads posted in each of the last [`WEEKS`] weeks, the current one first, ended ones too, of the sources of
    /// [`KnownWeeks`]; nothing of weeks that are not known, and of none where these sources have none of its work.
    pub posted_by_week: [Option<u64>; WEEKS],
}

impl Insight {
    /// How many times as many were posted in the later half of the weeks as in the earlier one;
    /// nothing where the earlier one had none, or one of them is not known.
    #[allow(clippy::cast_precision_loss)] // counts of leads
    pub fn trend(&self) -> Option<f64> {
        let (later, earlier) = self.halves()?;
        (earlier > 0).then(|| later as f64 / earlier as f64)
    }

    /// How many were posted in the later half of the weeks, and in the earlier one; nothing where not all are known.
    pub fn halves(&self) -> Option<(u64, u64)> {
        let (later, earlier) = self.posted_by_week.split_at(WEEKS / 2);
        let sum = |weeks: &[Option<u64>]| weeks.iter().copied().sum::<Option<u64>>();
        Some((sum(later)?, sum(earlier)?))
    }
}

/// Where the quarters of some figures lie, in US dollars an hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// A quarter of them is at or below it.
    pub low: f64,
    /// Half of them.
    pub median: f64,
    /// Three quarters.
    pub high: f64,
    /// How many figures there are.
    pub of: u64,
}

impl Quartiles {
    /// Of figures in any order; between two of them by their distance.
    fn of(figures: &mut [f32]) -> Option<Self> {
        figures.sort_unstable_by(f32::total_cmp);
        let last = figures.len().checked_sub(1)?;
        let at = |quarter: usize| {
            let (place, rest) = (last * quarter / 4, last * quarter % 4);
            let (low, high) = (f64::from(figures[place]), f64::from(figures[(place + 1).min(last)]));
            #[allow(clippy::cast_precision_loss)] // 0 to 3
            let share = rest as f64 / 4.0;
            low + (high - low) * share
        };
        Some(Self { low: at(1), median: at(2), high: at(3), of: figures.len() as u64 })
    }
}

/// An insight with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct InsightDetail {
    /// The figures.
    pub insight: Insight,
    /// Skills that its leads ask for too, the most frequent first, ties by id.
    pub with: Vec<(SkillId, u64)>,
    /// Sources of its leads, the best paid by their medians first, those without a figure last.
    pub sources: Vec<SourceInsight>,
}

/// What one source has of a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceInsight {
    /// The source.
    pub source: SourceId,
    /// Leads that are shown.
    pub leads: u64,
    /// What an hour of them leaves.
    pub net_hourly: Option<Quartiles>,
}

impl Snapshot {
    /// Every field and skill of which a query shows work, the most of it first, ties by id.
    pub fn insights(
        &self,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
        weeks: &KnownWeeks,
    ) -> Vec<Insight> {
        let weeks = weeks.under(query);
        let mut tallies: BTreeMap<Topic, Tally> = BTreeMap::new();
        self.each_came(query, profile, now, |view, shown, came| {
            let segment = view.live.segment;
            let counted = Counted { segment, of_known: &weeks.rows(segment), now };
            // Skills by their places, which rows hold; fields by their sets, which are few.
            let mut by_place = vec![Tally::default(); segment.skills.values().len()];
            came.while_each(|row| {
                let is_shown = shown.contains(row);
                for asked in segment.columns.skills(row) {
                    by_place[asked.place as usize].add(&counted, row, is_shown);
                }
                true
            });
            for (skill, tally) in segment.skills.values().iter().zip(by_place) {
                tallies.entry(Topic::Skill(skill.clone())).or_default().join(tally);
            }
            for (field, rows) in segment.fields.iter() {
                let tally = tallies.entry(Topic::Field(field.clone())).or_default();
                let came = rows.iter().filter(|row| came.contains(*row));
                came.for_each(|row| tally.add(&counted, row, shown.contains(row)));
            }
        });
        tallies.retain(|_, tally| tally.leads > 0);
        let mut insights: Vec<Insight> =
            tallies.into_iter().map(|(topic, tally)| tally.insight(topic, &weeks)).collect();
        insights.sort_by_key(|insight| Reverse(insight.leads));
        insights
    }

    /// One topic with what stands beside it; nothing where a query shows no work of it. Sources that the
    /// query leaves out are not named.
    pub fn insight(
        &self,
        topic: &Topic,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
        weeks: &KnownWeeks,
    ) -> Option<InsightDetail> {
        let weeks = weeks.under(query);
        let mut all = Tally::default();
        let mut with: BTreeMap<SkillId, u64> = BTreeMap::new();
        let mut sources: BTreeMap<SourceId, Tally> = BTreeMap::new();
        self.each_came(query, profile, now, |view, shown, came| {
            let segment = view.live.segment;
            let counted = Counted { segment, of_known: &weeks.rows(segment), now };
            let of_topic = match topic {
                Topic::Field(field) => segment.fields.rows(field),
                Topic::Skill(skill) => segment.skills.rows(skill),
            };
            let of_topic = of_topic.into_iter().flat_map(Rows::iter).filter(|row| came.contains(*row));
            let (rows, ended): (Vec<u32>, Vec<u32>) = of_topic.partition(|row| shown.contains(*row));
            let mut by_place = vec![0_u64; segment.skills.values().len()];
            ended.iter().for_each(|row| all.add(&counted, *row, false));
            for row in &rows {
                all.add(&counted, *row, true);
                segment.columns.skills(*row).iter().for_each(|asked| by_place[asked.place as usize] += 1);
            }
            for (skill, count) in segment.skills.values().iter().zip(by_place).filter(|(_, count)| *count > 0)
            {
                *with.entry(skill.clone()).or_default() += count;
            }
            let named = segment.sources.iter().filter(|(source, _)| !query.exclude_sources.contains(source));
            for (source, of_source) in named {
                let tally = sources.entry(source.clone()).or_default();
                rows.iter()
                    .filter(|row| of_source.contains(**row))
                    .for_each(|row| tally.add(&counted, *row, true));
            }
        });
        if let Topic::Skill(skill) = topic {
            with.remove(skill);
        }
        let detail = |insight| InsightDetail { insight, with: most(with), sources: best_paid(sources) };
        (all.leads > 0).then(|| detail(all.insight(topic.clone(), &weeks)))
    }

    /// Calls `each` with every segment and what the list of a query shows of it.
    fn each_shown(
        &self,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
        mut each: impl FnMut(&View<'_>, &Selected),
    ) {
        let search = Search::read(&query.text);
        for live in self.live() {
            let view = View::new(live, self.rules(), self.tree(), profile, &query.exclude_sources);
            let filters = Filters::new(&view, query, &search, now.as_second());
            let shown = filters.shown();
            each(&view, &shown);
        }
    }

    /// The same, with what the list would show had nothing ended.
    fn each_came(
        &self,
        query: &Query,
        profile: &Profile,
        now: Timestamp,
        mut each: impl FnMut(&View<'_>, &Selected, &Selected),
    ) {
        let search = Search::read(&query.text);
        for live in self.live() {
            let view = View::new(live, self.rules(), self.tree(), profile, &query.exclude_sources);
            let filters = Filters::new(&view, query, &search, now.as_second());
            each(&view, &filters.shown(), &filters.shown_or_ended());
        }
    }
}

fn most(counts: BTreeMap<SkillId, u64>) -> Vec<(SkillId, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.truncate(COMPANIONS_MAX);
    counts
}

fn best_paid(tallies: BTreeMap<SourceId, Tally>) -> Vec<SourceInsight> {
    let found = tallies.into_iter().filter(|(_, tally)| tally.leads > 0);
    let mut sources: Vec<SourceInsight> = found
        .map(|(source, mut tally)| SourceInsight {
            source,
            leads: tally.leads,
            net_hourly: Quartiles::of(&mut tally.net_hourly_usd),
        })
        .collect();
    let median = |source: &SourceInsight| source.net_hourly.map_or(f64::NEG_INFINITY, |net| net.median);
    sources.sort_by(|a, b| median(b).total_cmp(&median(a)).then(b.leads.cmp(&a.leads)));
    sources.truncate(COMPANIONS_MAX);
    sources
}

/// What is counted of one topic.
#[derive(Clone, Debug, Default)]
struct Tally {
    leads: u64,
    net_hourly_usd: Vec<f32>,
    /// Of sources whose weeks are known: all their leads, and those of each week.
    of_known: u64,
    posted_by_week: [u64; WEEKS],
}

/// By what the rows of a segment are counted.
struct Counted<'a> {
    segment: &'a Segment,
    /// Rows of sources whose weeks are known.
    of_known: &'a Bits,
    now: Timestamp,
}

impl Tally {
    /// Counts a row: what is open as work that there is, and what came of sources whose weeks are known in its week.
    fn add(&mut self, counted: &Counted<'_>, row: u32, is_shown: bool) {
        let Counted { segment, of_known, now } = *counted;
        let figures = segment.columns.at(row);
        if is_shown {
            self.leads += 1;
            // Where no pay is stated the figure is the usual one, which says nothing of these leads.
            if segment.has_pay.contains(row) && known(figures.net_hourly_usd).is_some() {
                self.net_hourly_usd.push(figures.net_hourly_usd);
            }
        }
        if !of_known.contains(row) {
            return;
        }
        self.of_known += 1;
        let age_s = now.as_second().saturating_sub(figures.posted_s).max(0);
        let week = usize::try_from(age_s / WEEK_S).ok();
        if let Some(count) = week.and_then(|week| self.posted_by_week.get_mut(week)) {
            *count += 1;
        }
    }

    fn join(&mut self, other: Self) {
        self.leads += other.leads;
        self.net_hourly_usd.extend(other.net_hourly_usd);
        self.of_known += other.of_known;
        self.posted_by_week.iter_mut().zip(other.posted_by_week).for_each(|(own, more)| *own += more);
    }

    fn insight(mut self, topic: Topic, known: &KnownWeeks) -> Insight {
        let net_hourly = Quartiles::of(&mut self.net_hourly_usd);
        // Where other sources have all of it, that these have none says nothing.
        let weeks = if self.of_known > 0 { known.weeks } else { 0 };
        let week = |number: usize| (number < weeks).then_some(self.posted_by_week[number]);
        Insight { topic, leads: self.leads, net_hourly, posted_by_week: std::array::from_fn(week) }
    }
}
