//! An immutable set of leads, as columns and bitmaps. Rows stand in the order of their rank base, so
//! that walking a bitmap is walking the rank.

mod cuts;
mod map;
mod values;
mod words;

use std::collections::{BTreeMap, HashMap};

use kazi_domain::{
    CountrySet, FieldId, FlagId, Language, LeadId, ReachReading, Scope, Severity, SkillId, SourceId,
};
use kazi_scoring::worth::RankRules;
use roaring::RoaringBitmap;

pub(crate) use self::cuts::ordered;
use self::{cuts::Cuts, map::RowMap, values::ValueIndex, words::WordIndex};
use crate::row::{NEVER, Row, known};

/// Leads in rank order: the greatest base first, ties by id.
#[derive(Debug)]
pub(crate) struct Segment {
    pub columns: Columns,
    /// Rows in the order of their ids.
    by_id: Vec<u32>,
    pub fields: ValueIndex<FieldId>,
    pub skills: ValueIndex<SkillId>,
    pub sources: ValueIndex<SourceId>,
    pub languages: ValueIndex<Language>,
    pub flags: ValueIndex<FlagId>,
    pub severe_flags: ValueIndex<FlagId>,
    /// Distinct readings of reach, and the rows of each.
    pub reaches: Vec<ReachReading>,
    pub reach_rows: Vec<RoaringBitmap>,
    pub has_pay: RoaringBitmap,
    pub not_an_offer: RoaringBitmap,
    net_cuts: Cuts,
    posted_cuts: Cuts,
    ends_cuts: Cuts,
    pub words: WordIndex,
}

/// What is read row by row.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub ids: Vec<LeadId>,
    pub base: Vec<f64>,
    pub net_hourly_usd: Vec<f32>,
    pub trust: Vec<f32>,
    pub posted_s: Vec<i64>,
    pub ends_s: Vec<i64>,
    /// Places in the table of readings.
    pub reach: Vec<u32>,
    /// Where the skills of each row end in the two lists below.
    skill_ends: Vec<u32>,
    /// Places in the index of skills.
    skill_places: Vec<u32>,
    skill_weights: Vec<f32>,
}

impl Columns {
    /// The skills a row asks for: their places in the index, and how much each counts.
    pub(crate) fn skills(&self, row: u32) -> impl Iterator<Item = (u32, f32)> {
        let row = row as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.skill_ends[before]) as usize;
        let range = start..self.skill_ends[row] as usize;
        self.skill_places[range.clone()].iter().copied().zip(self.skill_weights[range].iter().copied())
    }

    fn push_skills(&mut self, skills: impl Iterator<Item = (u32, f32)>) {
        for (place, weight) in skills {
            self.skill_places.push(place);
            self.skill_weights.push(weight);
        }
        self.skill_ends.push(count(self.skill_places.len()));
    }

    fn bytes(&self) -> usize {
        self.ids.len() * 8 * 4 + self.ids.len() * 4 * 4 + self.skill_places.len() * 8
    }
}

/// A count of rows; a segment that does not fit in 32 bits is beyond what this catalog is for.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Numbers the distinct readings in the order in which they are met.
#[derive(Default)]
struct Reaches {
    places: HashMap<(Scope, Option<CountrySet>, Vec<Language>, bool), u32>,
    readings: Vec<ReachReading>,
    rows: Vec<RoaringBitmap>,
}

impl Reaches {
    fn place(&mut self, reach: &ReachReading) -> u32 {
        let key = (reach.scope, reach.countries, reach.languages.clone(), reach.group);
        *self.places.entry(key).or_insert_with(|| {
            self.readings.push(reach.clone());
            self.rows.push(RoaringBitmap::new());
            count(self.readings.len() - 1)
        })
    }
}

/// A segment and those of its rows that are gone.
#[derive(Clone, Copy)]
pub(crate) struct Live<'a> {
    pub segment: &'a Segment,
    pub deleted: &'a RoaringBitmap,
    pub reweighed: &'a Reweighed,
}

/// How many times as much each skill counts as the columns of a segment say.
pub(crate) type Reweighed = BTreeMap<SkillId, f32>;

impl Live<'_> {
    /// The factors by the place of each skill; empty where all are 1.
    pub(crate) fn factors(&self) -> Vec<f32> {
        if self.reweighed.is_empty() {
            return Vec::new();
        }
        let factor = |skill: &SkillId| self.reweighed.get(skill).copied().unwrap_or(1.0);
        self.segment.skills.values().iter().map(factor).collect()
    }
}

impl Segment {
    /// A segment of new rows, each of another lead, ranked by `rules`.
    pub(crate) fn build(rows: &[Row], rules: &RankRules) -> Self {
        let mut rows: Vec<(f64, &Row)> = rows.iter().map(|row| (row.base(rules), row)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
        let numbered = || (0..).zip(rows.iter().map(|(_, row)| *row));
        let skills =
            ValueIndex::build(numbered().flat_map(|(n, r)| r.skills.iter().map(move |(s, _)| (n, s))));
        let flags = |severe_only: bool| {
            let wanted = move |severity: Severity| !severe_only || severity == Severity::Severe;
            ValueIndex::build(numbered().flat_map(move |(number, row)| {
                let flags = row.flags.iter().filter(move |(_, severity)| wanted(*severity));
                flags.map(move |(flag, _)| (number, flag))
            }))
        };
        let mut reaches = Reaches::default();
        let mut columns = Columns::default();
        for (number, row) in numbered() {
            columns.ids.push(row.id);
            columns.base.push(row.base(rules));
            columns.net_hourly_usd.push(row.net_hourly_usd);
            columns.trust.push(row.trust);
            columns.posted_s.push(row.posted_s);
            columns.ends_s.push(row.ends_s);
            let reach = reaches.place(&row.reach);
            reaches.rows[reach as usize].insert(number);
            columns.reach.push(reach);
            let place = |skill| count(skills.position(skill).unwrap_or(usize::MAX));
            columns.push_skills(row.skills.iter().map(|(skill, weight)| (place(skill), *weight)));
        }
        let rows_where = |wanted: &dyn Fn(&Row) -> bool| -> RoaringBitmap {
            numbered().filter(|(_, row)| wanted(row)).map(|(number, _)| number).collect()
        };
        Self {
            fields: ValueIndex::build(numbered().flat_map(|(n, r)| r.fields.iter().map(move |v| (n, v)))),
            sources: ValueIndex::build(numbered().flat_map(|(n, r)| r.sources.iter().map(move |v| (n, v)))),
            languages: ValueIndex::build(
                numbered().flat_map(|(n, r)| r.language.iter().map(move |v| (n, v))),
            ),
            flags: flags(false),
            severe_flags: flags(true),
            skills,
            reaches: reaches.readings,
            reach_rows: reaches.rows,
            has_pay: rows_where(&|row| row.has_pay),
            not_an_offer: rows_where(&|row| !row.offer),
            words: WordIndex::build(numbered().flat_map(|(n, r)| r.words.iter().map(move |w| (n, &**w)))),
            ..Self::of_columns(columns)
        }
    }

    /// One segment of several, without the rows that are gone, ranked by `rules`.
    pub(crate) fn merge(parts: &[Live<'_>], rules: &RankRules) -> Self {
        let (order, maps) = rank_order(parts, rules);
        let pick = |index: usize| (parts[index].segment, &maps[index]);
        let pairs: Vec<(&Self, &RowMap)> = (0..parts.len()).map(pick).collect();
        macro_rules! merged {
            ($index:ident of $type:ident) => {
                $type::merge(&pairs.iter().map(|(old, map)| (&old.$index, *map)).collect::<Vec<_>>())
            };
        }
        let skills = merged!(skills of ValueIndex);
        let mut reaches = Reaches::default();
        let mut columns = Columns::default();
        let new_places = |old: &Self| -> Vec<u32> {
            let place = |skill| count(skills.position(skill).unwrap_or(usize::MAX));
            old.skills.values().iter().map(place).collect()
        };
        let skill_places: Vec<Vec<u32>> = parts.iter().map(|part| new_places(part.segment)).collect();
        let factors: Vec<Vec<f32>> = parts.iter().map(Live::factors).collect();
        for ((base, part, row), number) in order.iter().zip(0..) {
            let (old, at) = (&parts[*part].segment, *row as usize);
            columns.ids.push(old.columns.ids[at]);
            columns.base.push(*base);
            columns.net_hourly_usd.push(old.columns.net_hourly_usd[at]);
            columns.trust.push(old.columns.trust[at]);
            columns.posted_s.push(old.columns.posted_s[at]);
            columns.ends_s.push(old.columns.ends_s[at]);
            let reach = reaches.place(&old.reaches[old.columns.reach[at] as usize]);
            reaches.rows[reach as usize].insert(number);
            columns.reach.push(reach);
            let (places, factors) = (&skill_places[*part], &factors[*part]);
            let factor = |place: u32| factors.get(place as usize).copied().unwrap_or(1.0);
            let skills = old.columns.skills(*row);
            columns
                .push_skills(skills.map(|(place, weight)| (places[place as usize], weight * factor(place))));
        }
        let union = |rows: fn(&Self) -> &RoaringBitmap| {
            pairs.iter().fold(RoaringBitmap::new(), |all, (old, map)| all | map.bitmap(rows(old)))
        };
        Self {
            fields: merged!(fields of ValueIndex),
            sources: merged!(sources of ValueIndex),
            languages: merged!(languages of ValueIndex),
            flags: merged!(flags of ValueIndex),
            severe_flags: merged!(severe_flags of ValueIndex),
            skills,
            reaches: reaches.readings,
            reach_rows: reaches.rows,
            has_pay: union(|old| &old.has_pay),
            not_an_offer: union(|old| &old.not_an_offer),
            words: merged!(words of WordIndex),
            ..Self::of_columns(columns)
        }
    }

    /// What follows from the columns alone.
    fn of_columns(columns: Columns) -> Self {
        let mut by_id: Vec<u32> = (0..count(columns.ids.len())).collect();
        by_id.sort_unstable_by_key(|row| columns.ids[*row as usize]);
        let number = |number: &i64| Some(*number).filter(|number| *number != NEVER);
        Self {
            by_id,
            net_cuts: Cuts::build(columns.net_hourly_usd.iter().map(|usd| ordered(*usd))),
            posted_cuts: Cuts::build(columns.posted_s.iter().map(|posted| Some(*posted))),
            ends_cuts: Cuts::build(columns.ends_s.iter().map(number)),
            fields: ValueIndex::default(),
            skills: ValueIndex::default(),
            sources: ValueIndex::default(),
            languages: ValueIndex::default(),
            flags: ValueIndex::default(),
            severe_flags: ValueIndex::default(),
            reaches: Vec::new(),
            reach_rows: Vec::new(),
            has_pay: RoaringBitmap::new(),
            not_an_offer: RoaringBitmap::new(),
            words: WordIndex::default(),
            columns,
        }
    }

    pub(crate) fn rows(&self) -> u32 {
        count(self.columns.ids.len())
    }

    /// The row of a lead.
    pub(crate) fn find(&self, id: LeadId) -> Option<u32> {
        let at = self.by_id.binary_search_by_key(&id, |row| self.columns.ids[*row as usize]).ok()?;
        Some(self.by_id[at])
    }

    pub(crate) fn net_at_least(&self, usd: f32) -> RoaringBitmap {
        ordered(usd)
            .map_or_else(RoaringBitmap::new, |least| self.net_cuts.at_least(least, |row| self.net(row)))
    }

    pub(crate) fn net_at_most(&self, usd: f32) -> RoaringBitmap {
        ordered(usd).map_or_else(RoaringBitmap::new, |most| self.net_cuts.at_most(most, |row| self.net(row)))
    }

    pub(crate) fn posted_since(&self, since_s: i64) -> RoaringBitmap {
        self.posted_cuts.at_least(since_s, |row| self.columns.posted_s[row as usize])
    }

    pub(crate) fn ended_by(&self, now_s: i64) -> RoaringBitmap {
        self.ends_cuts.at_most(now_s, |row| self.columns.ends_s[row as usize])
    }

    /// Buckets of rows from the best paid down, with the least ordered figure of each.
    pub(crate) fn net_descending(&self) -> impl Iterator<Item = (i64, RoaringBitmap)> {
        self.net_cuts.descending()
    }

    /// Rows of which no figure is known.
    pub(crate) fn net_unknown(&self, among: &RoaringBitmap) -> RoaringBitmap {
        among - self.net_cuts.known()
    }

    /// Buckets of rows from the newest down, with the earliest second of each.
    pub(crate) fn posted_descending(&self) -> impl Iterator<Item = (i64, RoaringBitmap)> {
        self.posted_cuts.descending()
    }

    pub(crate) fn bytes(&self) -> usize {
        let values =
            self.fields.bytes() + self.skills.bytes() + self.sources.bytes() + self.languages.bytes();
        let flags = self.flags.bytes() + self.severe_flags.bytes();
        let cuts = self.net_cuts.bytes() + self.posted_cuts.bytes() + self.ends_cuts.bytes();
        let bits = self.reach_rows.iter().chain([&self.has_pay, &self.not_an_offer]).map(bitmap_bytes);
        self.columns.bytes()
            + self.by_id.len() * 4
            + values
            + flags
            + cuts
            + bits.sum::<usize>()
            + self.words.bytes()
    }

    fn net(&self, row: u32) -> i64 {
        ordered(self.columns.net_hourly_usd[row as usize]).unwrap_or(i64::MIN)
    }
}

/// What a bitmap holds in memory, about: its serialised size.
fn bitmap_bytes(rows: &RoaringBitmap) -> usize {
    rows.serialized_size()
}

/// All live rows in rank order, as base, part and old row, and where each part's rows go.
fn rank_order(parts: &[Live<'_>], rules: &RankRules) -> (Vec<(f64, usize, u32)>, Vec<RowMap>) {
    let mut order = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let columns = &part.segment.columns;
        for row in (0..part.segment.rows()).filter(|row| !part.deleted.contains(*row)) {
            let at = row as usize;
            let trust = f64::from(columns.trust[at]);
            let base = rules.base(known(columns.net_hourly_usd[at]), trust, columns.posted_s[at]);
            order.push((base, number, row));
        }
    }
    let id = |part: usize, row: u32| parts[part].segment.columns.ids[row as usize];
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| id(a.1, a.2).cmp(&id(b.1, b.2))));
    let mut maps: Vec<RowMap> =
        parts.iter().map(|part| RowMap::new(part.segment.columns.ids.len())).collect();
    for ((_, part, row), new) in order.iter().zip(0..) {
        maps[*part].place(*row, new);
    }
    (order, maps.into_iter().map(RowMap::finish).collect())
}
