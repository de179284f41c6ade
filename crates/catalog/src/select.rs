//! Leads by what they hold, for those who judge them again.

use kazi_domain::{FieldId, LeadId, SkillId};
use roaring::RoaringBitmap;

use crate::{
    Snapshot,
    segment::{Live, Segment},
    words::fold_words,
};

/// What a lead must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// A skill that it was found to ask for.
    Skill(SkillId),
    /// A field that it was found to be of.
    Field(FieldId),
    /// All words of a phrase, in any order and with any endings: every lead whose text holds the
    /// phrase, and some more.
    Phrase(String),
    /// No skill at all.
    NoSkill,
}

/// Leads that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Their ids, the best ranked first, as many as the limit allows.
    pub leads: Vec<LeadId>,
    /// How many there are in all.
    pub total: u64,
}

impl Snapshot {
    /// The leads that have any of what is wanted.
    pub fn select(&self, wanted: &[Wanted], limit: usize) -> Selection {
        let mut found: Vec<(f64, LeadId)> = Vec::new();
        let mut total = 0;
        for part in &self.parts {
            let live = part.live();
            let mut rows = RoaringBitmap::new();
            wanted.iter().for_each(|wanted| rows |= rows_of(live.segment, wanted));
            rows -= live.deleted;
            total += rows.len();
            // Rows stand in rank order.
            let columns = &live.segment.columns;
            let best = rows.iter().take(limit).map(|row| row as usize);
            found.extend(best.map(|row| (columns.base[row], columns.ids[row])));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(limit);
        Selection { leads: found.into_iter().map(|(_, id)| id).collect(), total }
    }

    /// Whether some lead may hold a phrase: whether there is a word that begins as each of its words.
    pub fn may_hold(&self, phrase: &str) -> bool {
        let words = words_of(phrase);
        let holds = |live: Live<'_>| words.iter().all(|word| live.segment.words.begins(word));
        self.parts.iter().any(|part| holds(part.live()))
    }
}

fn words_of(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    fold_words(phrase, |word| words.push(word.to_owned()));
    words
}

fn rows_of(segment: &Segment, wanted: &Wanted) -> RoaringBitmap {
    match wanted {
        Wanted::Skill(skill) => segment.skills.rows(skill).cloned().unwrap_or_default(),
        Wanted::Field(field) => segment.fields.rows(field).cloned().unwrap_or_default(),
        Wanted::Phrase(phrase) => {
            let each = words_of(phrase).into_iter().map(|word| segment.words.rows_holding(&word));
            each.reduce(|all, rows| all & rows).unwrap_or_default()
        }
        Wanted::NoSkill => {
            let mut rows: RoaringBitmap = (0..segment.rows()).collect();
            segment.skills.iter().for_each(|(_, with)| rows -= with);
            rows
        }
    }
}
