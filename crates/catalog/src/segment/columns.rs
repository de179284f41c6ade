//! What is read row by row.

use kazi_domain::LeadId;
use serde::{Deserialize, Serialize};

use super::count;

/// The plain figures of one row, together, so that looking at a row touches one stretch of memory.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Figures {
    pub id: LeadId,
    /// See [`kazi_scoring::worth::RankRules::base`].
    pub base: f64,
    pub posted_s: i64,
    pub ends_s: i64,
    /// What an hour likely leaves; not a number where nothing is known.
    pub net_hourly_usd: f32,
    /// The same as it ranks.
    pub ranked_usd: f32,
    pub trust: f32,
    /// Place in the table of readings.
    pub reach: u32,
    /// Where the row's skills end in the list of all.
    pub(super) skills_end: u32,
}

/// A skill that a row asks for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Place in the index of skills.
    pub place: u32,
    /// How much it counts.
    pub weight: f32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Columns {
    figures: Vec<Figures>,
    /// The skills of all rows, one row behind the other.
    skills: Vec<Asked>,
}

impl Columns {
    /// Adds a row; where its skills end is filled in.
    pub(crate) fn push(&mut self, figures: Figures, skills: impl Iterator<Item = Asked>) {
        self.skills.extend(skills);
        self.figures.push(Figures { skills_end: count(self.skills.len()), ..figures });
    }

    pub(crate) fn finish(mut self) -> Self {
        self.figures.shrink_to_fit();
        self.skills.shrink_to_fit();
        self
    }

    pub(crate) fn rows(&self) -> u32 {
        count(self.figures.len())
    }

    pub(crate) fn all(&self) -> &[Figures] {
        &self.figures
    }

    pub(crate) fn at(&self, row: u32) -> &Figures {
        &self.figures[row as usize]
    }

    /// The skills a row asks for, by their places.
    pub(crate) fn skills(&self, row: u32) -> &[Asked] {
        let row = row as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.figures[before].skills_end) as usize;
        &self.skills[start..self.figures[row].skills_end as usize]
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        self.figures.capacity() * size_of::<Figures>() + self.skills.capacity() * size_of::<Asked>()
    }
}

impl Figures {
    /// Figures whose skills are not placed yet.
    pub(crate) fn new(row: &crate::row::Row, base: f64, reach: u32) -> Self {
        Self {
            id: row.id,
            base,
            posted_s: row.posted_s,
            ends_s: row.ends_s,
            net_hourly_usd: row.net_hourly_usd,
            ranked_usd: row.ranked_usd,
            trust: row.trust,
            reach,
            skills_end: 0,
        }
    }
}
