//! How long work takes where the posting does not say: the trainers' tables, compiled.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use kazi_domain::{FieldId, Posting};
use rust_decimal::Decimal;

use super::{
    config::{EffortConfig, Figures, PieceConfig, TaskConfig, UnpaidConfig, UnpaidTime, UsualConfig},
    pieces::Pieces,
};
use crate::{RulesError, letters::stands_alone, skills::WorkReading, trie::Trie};

/// How far into a description words of a task are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 2 * 1024;
/// The largest number of hours, dollars or pieces in a table.
const FIGURE_MAX: u32 = 100_000;

/// A number of hundredths, for constants.
pub const fn hundredths(number: u32) -> Decimal {
    Decimal::from_parts(number, 0, 0, false, 2)
}

/// The trainers' tables, with one trie of the words of all tasks.
#[derive(Clone)]
pub struct Effort {
    config: EffortConfig,
    words: Arc<Trie>,
    /// The task of each phrase of `words`.
    task_of: Vec<usize>,
    pieces: Arc<Pieces>,
}

impl Effort {
    /// Compiles the tables.
    pub fn new(config: EffortConfig) -> Result<Self, Vec<RulesError>> {
        let mut errors = faults(&config);
        let mut phrases = BTreeMap::new();
        for (at, task) in config.tasks.iter().enumerate() {
            for word in task.words.iter().filter(|word| !word.is_empty()) {
                phrases.entry(word.to_lowercase().into_bytes()).or_insert(at);
            }
        }
        let task_of = phrases.values().copied().collect();
        let words = Trie::new(phrases.into_keys().zip(0..).collect());
        match words {
            Ok(words) if errors.is_empty() => {
                let pieces = Arc::new(Pieces::new(&config.pieces));
                Ok(Self { config, words: Arc::new(words), task_of, pieces })
            }
            Ok(_) => Err(errors),
            Err(error) => {
                errors.push(fault("task", format!("words are too many or too long: {error}")));
                Err(errors)
            }
        }
    }

    /// What work of the first of these fields that has a figure usually leaves, else all work.
    pub fn usual_of(&self, fields: &[FieldId]) -> Option<&UsualConfig> {
        let entry = |field: Option<&FieldId>| self.config.usual.iter().find(|e| e.field.as_ref() == field);
        fields.iter().find_map(|field| entry(Some(field))).or_else(|| entry(None))
    }

    /// The type of task that a posting is of: by its title, else by its skills, else by the beginning
    /// of its body. A task of another field than the posting's is passed over.
    pub fn task_of(&self, posting: &Posting, work: &WorkReading) -> Option<&TaskConfig> {
        let body = &posting.description;
        let body = &body[..body.floor_char_boundary(TEXT_BYTES_MAX.min(body.len()))];
        self.named_task(&posting.title, work)
            .or_else(|| {
                let asked = |task: &&TaskConfig| {
                    work.skills.iter().any(|skill| task.skills.contains(&skill.skill)) && fits(task, work)
                };
                self.config.tasks.iter().find(asked)
            })
            .or_else(|| self.named_task(body, work))
    }

    /// The task whose words a text holds most often; the longer words, then the earlier task, first.
    fn named_task(&self, text: &str, work: &WorkReading) -> Option<&TaskConfig> {
        let lower = text.to_lowercase();
        let mut score = vec![0_usize; self.config.tasks.len()];
        for (phrase, found) in self.words.find_longest(lower.as_bytes()) {
            if is_named(&lower, found.clone()) {
                score[self.task_of[phrase]] += found.len();
            }
        }
        let tasks = self.config.tasks.iter().enumerate();
        let named = tasks.filter(|(at, task)| score[*at] > 0 && fits(task, work));
        named.rev().max_by_key(|(at, _)| score[*at]).map(|(_, task)| task)
    }

    /// How many pieces of each kind an hour makes.
    pub fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// Hours nobody pays for.
    pub fn unpaid(&self) -> &UnpaidConfig {
        &self.config.unpaid
    }
}

/// The number before the name of a piece and the name: `1000 words` are 1000 of `words`.
pub fn batch_and_name(piece: &str) -> (Decimal, String) {
    let piece = piece.trim().to_lowercase();
    let digits = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
    let batch = piece[..digits].parse().ok().filter(|batch: &Decimal| !batch.is_zero());
    let batch = batch.filter(|batch| *batch <= Decimal::from(FIGURE_MAX)).unwrap_or(Decimal::ONE);
    (batch, piece[digits..].trim().to_owned())
}

/// Whether pieces that a posting counts tell how much its work is.
pub fn counts(piece: &PieceConfig, work: &WorkReading) -> bool {
    let fields = &piece.counted_fields;
    let fits = fields.is_empty() || work.fields.is_empty() || fields.iter().any(|f| work.fields.contains(f));
    piece.counted && fits
}

fn fits(task: &TaskConfig, work: &WorkReading) -> bool {
    task.fields.is_empty() || work.fields.is_empty() || task.fields.iter().any(|f| work.fields.contains(f))
}

/// Whether `phrase` stands in `text` as whole words. Both in small letters.
pub fn holds_word(text: &str, phrase: &str) -> bool {
    let mut found = memchr::memmem::find_iter(text.as_bytes(), phrase);
    found.any(|start| is_named(text, start..start + phrase.len()))
}

/// Whether no letter or figure touches a stretch of text, a plural `s` aside.
fn is_named(text: &str, Range { start, end }: Range<usize>) -> bool {
    stands_alone(text, &(start..end + usize::from(text[end..].starts_with('s'))))
}

fn fault(place: &str, what: String) -> RulesError {
    RulesError { document: "effort.toml", place: place.to_owned(), what }
}

/// What is wrong with figures that should rise and lie within bounds.
pub fn fault_of(figures: Figures, least: Decimal, most: Decimal) -> Option<String> {
    let Figures { low, likely, high } = figures;
    if low > likely || likely > high {
        Some(format!("{low}, {likely}, {high} do not rise: write low, likely, high"))
    } else if low < least || high > most {
        Some(format!("{low} to {high} is out of bounds: use {least} to {most}"))
    } else {
        None
    }
}

fn faults(config: &EffortConfig) -> Vec<RulesError> {
    let most = Decimal::from(FIGURE_MAX);
    let least = Decimal::new(1, 4);
    let mut faults = Vec::new();
    let mut check = |place: String, figures, least| {
        if let Some(what) = fault_of(figures, least, most) {
            faults.push(fault(&place, what));
        }
    };
    let UnpaidConfig { project, hour, piece, salary } = &config.unpaid;
    for (name, UnpaidTime { hours, share }) in
        [("project", project), ("hour", hour), ("piece", piece), ("salary", salary)]
    {
        check(format!("unpaid.{name}"), *hours, Decimal::ZERO);
        check(format!("unpaid.{name}"), *share, Decimal::ZERO);
    }
    for usual in &config.usual {
        let field = usual.field.as_ref().map_or("all", FieldId::as_str);
        check(format!("usual \"{field}\""), usual.usd, least);
        check(format!("usual \"{field}\""), usual.hours, least);
    }
    for task in &config.tasks {
        check(format!("task \"{}\"", task.id), task.hours, least);
    }
    for piece in &config.pieces {
        let name = piece.names.first().map_or("", String::as_str);
        check(format!("piece \"{name}\""), piece.per_hour, least);
    }
    faults.extend(twice(config));
    faults
}

fn twice(config: &EffortConfig) -> Vec<RulesError> {
    let mut faults = Vec::new();
    for (at, task) in config.tasks.iter().enumerate() {
        let place = format!("task \"{}\"", task.id);
        if config.tasks[..at].iter().any(|earlier| earlier.id == task.id) {
            faults.push(fault(&place, "is given twice: keep one".to_owned()));
        }
        if task.words.is_empty() || task.words.iter().any(|word| word.trim().is_empty()) {
            faults.push(fault(&place, "needs words, none of them empty".to_owned()));
        }
    }
    for (at, usual) in config.usual.iter().enumerate() {
        if config.usual[..at].iter().any(|earlier| earlier.field == usual.field) {
            let field = usual.field.as_ref().map_or("all", FieldId::as_str);
            faults.push(fault(&format!("usual \"{field}\""), "is given twice: keep one".to_owned()));
        }
    }
    faults
}
