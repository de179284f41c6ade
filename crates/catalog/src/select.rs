//! Leads by what they hold, for those who judge them again.

use kazi_domain::{FieldId, LeadId, SkillId};

use crate::{
    Snapshot,
    live::Live,
    rows::{Bits, Rows},
    segment::Segment,
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
            let mut rows = Bits::none(live.segment.rows());
            wanted.iter().for_each(|wanted| add(live.segment, wanted, &mut rows));
            rows.remove(live.deleted);
            keep_first_rows(live.segment, &mut rows);
            total += rows.len();
            // Rows stand in rank order.
            let columns = &live.segment.columns;
            let best = rows.iter().take(limit).map(|row| columns.at(row));
            found.extend(best.map(|figures| (figures.base, figures.id)));
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

/// Keeps of each lead the first of its rows.
fn keep_first_rows(segment: &Segment, rows: &mut Bits) {
    for row in segment.further.iter().filter(|row| rows.contains(*row)).collect::<Vec<_>>() {
        let mut earlier = segment.find(segment.columns.at(row).id).iter().take_while(|other| **other < row);
        if earlier.any(|other| rows.contains(*other)) {
            rows.unset(row);
        }
    }
}

fn words_of(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    fold_words(phrase, |word| words.push(word.to_owned()));
    words
}

/// Adds the rows that have what is wanted.
fn add(segment: &Segment, wanted: &Wanted, rows: &mut Bits) {
    let mut add = |found: Option<&Rows>| found.into_iter().for_each(|found| rows.add(found));
    match wanted {
        Wanted::Skill(skill) => add(segment.skills.rows(skill)),
        Wanted::Field(field) => add(segment.fields.rows(field)),
        Wanted::Phrase(phrase) => {
            let each = words_of(phrase).into_iter().map(|word| {
                let mut holding = Bits::none(segment.rows());
                segment.words.add_holding(&word, &mut holding);
                holding
            });
            let all = each.reduce(|mut all, holding| {
                all.keep_bits(&holding);
                all
            });
            all.iter().for_each(|all| rows.add_bits(all));
        }
        Wanted::NoSkill => {
            let mut without = Bits::all(segment.rows());
            segment.skills.iter().for_each(|(_, with)| without.remove(with));
            rows.add_bits(&without);
        }
    }
}
