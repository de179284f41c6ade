//! An immutable set of leads, as columns and sets of rows. Rows stand in the order of their rank base,
//! so that walking a set is walking the rank.

mod columns;
mod cuts;
mod forms;
mod map;
mod merge;
mod values;
mod words;

use std::collections::{BTreeMap, HashMap};

use kazi_domain::{
    CountrySet, Experience, FieldId, FlagId, Language, LeadId, Per, ReachReading, Scope, Severity, SkillId,
    SourceId,
};
use kazi_scoring::worth::RankRules;
use serde::{Deserialize, Serialize};

use self::{
    columns::{Asked, Columns, Figures},
    words::WordIndex,
};
pub(crate) use self::{
    cuts::{Cuts, ordered},
    values::ValueIndex,
};
use crate::{
    row::{NEVER, Reach, Row},
    rows::Rows,
};

/// Leads in rank order, each in one row or a few: the greatest base first, ties by id.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Segment {
    pub columns: Columns,
    /// Rows in the order of their ids.
    by_id: Vec<u32>,
    /// Rows whose lead has an earlier row.
    pub further: Rows,
    pub fields: ValueIndex<FieldId>,
    pub skills: ValueIndex<SkillId>,
    pub sources: ValueIndex<SourceId>,
    pub languages: ValueIndex<Language>,
    pub flags: ValueIndex<FlagId>,
    pub severe_flags: ValueIndex<FlagId>,
    /// Distinct reaches; columns hold places here.
    pub reaches: Vec<Reach>,
    /// Rows of more than one source.
    pub several_sources: Rows,
    /// By what pay is stated.
    pub pers: ValueIndex<Per>,
    /// By how much experience is asked for.
    pub levels: ValueIndex<Experience>,
    pub has_pay: Rows,
    pub not_an_offer: Rows,
    pub net_cuts: Cuts,
    pub posted_cuts: Cuts,
    pub ends_cuts: Cuts,
    pub words: WordIndex,
}

/// A count of rows; a segment that does not fit in 32 bits is beyond what this catalog is for.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// What tells one reading from another: the words that it rests on count for nothing here.
type ReadingKey = (Scope, Option<CountrySet>, Vec<Language>, bool);

/// What tells one reach from another: its readings, their sources, and which are its own.
type ReachKey = (Vec<ReadingKey>, Vec<SourceId>, Vec<u32>);

/// Numbers the distinct reaches in the order in which they are met.
#[derive(Default)]
struct Reaches {
    places: HashMap<ReachKey, u32>,
    met: Vec<Reach>,
}

impl Reaches {
    fn place(&mut self, reach: &Reach) -> u32 {
        let of = |said: &ReachReading| (said.scope, said.countries, said.languages.clone(), said.group);
        let key = (reach.readings.iter().map(of).collect(), reach.sources.clone(), reach.own.clone());
        *self.places.entry(key).or_insert_with(|| {
            self.met.push(reach.clone());
            count(self.met.len() - 1)
        })
    }
}

/// How many times as much each skill counts as the columns of a segment say.
pub(crate) type Reweighed = BTreeMap<SkillId, f32>;

impl Segment {
    /// The factors by the place of each skill; empty where all are 1.
    pub(crate) fn factors(&self, reweighed: &Reweighed) -> Vec<f32> {
        if reweighed.is_empty() {
            return Vec::new();
        }
        let factor = |skill: &SkillId| reweighed.get(skill).copied().unwrap_or(1.0);
        self.skills.values().iter().map(factor).collect()
    }

    /// A segment of new rows, all rows of their leads, ranked by `rules`.
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
        for (_, row) in numbered() {
            let place = |skill| count(skills.position(skill).unwrap_or(usize::MAX));
            let asked =
                row.skills.iter().map(|(skill, weight)| Asked { place: place(skill), weight: *weight });
            columns.push(Figures::new(row, row.base(rules), reaches.place(&row.reach)), asked);
        }
        let rows_where = |wanted: fn(&Row) -> bool| {
            Rows::of_ascending(numbered().filter(|(_, row)| wanted(row)).map(|(number, _)| number))
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
            reaches: reaches.met,
            several_sources: rows_where(|row| row.sources.len() > 1),
            pers: ValueIndex::build(numbered().flat_map(|(n, r)| r.per.iter().map(move |v| (n, v)))),
            levels: ValueIndex::build(numbered().flat_map(|(n, r)| r.levels.iter().map(move |v| (n, v)))),
            has_pay: rows_where(|row| row.has_pay),
            not_an_offer: rows_where(|row| !row.offer),
            words: WordIndex::build(numbered().flat_map(|(n, r)| r.words().map(move |w| (n, w)))),
            ..Self::of_columns(columns)
        }
    }

    /// What follows from the columns alone.
    fn of_columns(columns: Columns) -> Self {
        let columns = columns.finish();
        let mut by_id: Vec<u32> = (0..columns.rows()).collect();
        by_id.sort_unstable_by_key(|row| (columns.at(*row).id, *row));
        let same = |pair: &&[u32]| columns.at(pair[0]).id == columns.at(pair[1]).id;
        let mut further: Vec<u32> = by_id.windows(2).filter(same).map(|pair| pair[1]).collect();
        further.sort_unstable();
        let all = columns.all();
        Self {
            by_id,
            further: Rows::of_ascending(further),
            net_cuts: Cuts::build(all.iter().map(|row| ordered(row.net_hourly_usd))),
            posted_cuts: Cuts::build(all.iter().map(|row| Some(row.posted_s))),
            ends_cuts: Cuts::build(all.iter().map(|row| Some(row.ends_s).filter(|ends| *ends != NEVER))),
            fields: ValueIndex::default(),
            skills: ValueIndex::default(),
            sources: ValueIndex::default(),
            languages: ValueIndex::default(),
            flags: ValueIndex::default(),
            severe_flags: ValueIndex::default(),
            reaches: Vec::new(),
            several_sources: Rows::default(),
            pers: ValueIndex::default(),
            levels: ValueIndex::default(),
            has_pay: Rows::default(),
            not_an_offer: Rows::default(),
            words: WordIndex::default(),
            columns,
        }
    }

    pub(crate) fn rows(&self) -> u32 {
        self.columns.rows()
    }

    /// The rows of a lead, ascending.
    pub(crate) fn find(&self, id: LeadId) -> &[u32] {
        let first = self.by_id.partition_point(|row| self.columns.at(*row).id < id);
        let length = self.by_id[first..].iter().take_while(|row| self.columns.at(**row).id == id).count();
        &self.by_id[first..first + length]
    }

    /// Whether readers are shown a row at all.
    pub(crate) fn is_shown(&self, row: u32) -> bool {
        !self.reaches[self.columns.at(row).reach as usize].own.is_empty()
    }

    /// The figure of a row as the cuts hold it; the least of all where nothing is known.
    pub(crate) fn net(&self, row: u32) -> i64 {
        ordered(self.columns.at(row).net_hourly_usd).unwrap_or(i64::MIN)
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        let values = self.fields.bytes()
            + self.skills.bytes()
            + self.sources.bytes()
            + self.languages.bytes()
            + self.pers.bytes()
            + self.levels.bytes();
        let flags = self.flags.bytes() + self.severe_flags.bytes();
        let cuts = self.net_cuts.bytes() + self.posted_cuts.bytes() + self.ends_cuts.bytes();
        let sets = [&self.further, &self.several_sources, &self.has_pay, &self.not_an_offer].map(Rows::bytes);
        let of_reach = |reach: &Reach| {
            let lists =
                size_of_val(&*reach.readings) + size_of_val(&*reach.sources) + size_of_val(&*reach.own);
            size_of_val(reach) + lists
        };
        let reaches = self.reaches.iter().map(of_reach).sum::<usize>();
        let own = self.columns.bytes() + self.by_id.len() * 4 + reaches;
        own + values + flags + cuts + sets.iter().sum::<usize>() + self.words.bytes()
    }
}
