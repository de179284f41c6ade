//! How long work takes where the posting does not say: the trainers' tables, compiled.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use kazi_domain::FieldId;
use rust_decimal::Decimal;

use super::{
    config::{EffortConfig, Figures, PieceConfig, TaskConfig, UnpaidConfig, UnpaidTime, UsualConfig},
    fold::folded,
    pieces::Pieces,
    told::Told,
    whole_words::{first_word, first_words, is_named, known_words},
};
use crate::{RulesError, folded::FoldedText, known_words::KnownWords, skills::WorkReading, trie::Trie};

/// How far into a description words of a task are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 2 * 1024;
/// The largest number of hours, dollars or pieces in a table.
const FIGURE_MAX: u32 = 100_000;

/// A number of hundredths, for constants.
pub const fn hundredths(number: u32) -> Decimal {
    Decimal::from_parts(number, 0, 0, false, 2)
}

/// The trainers' tables, compiled.
#[derive(Clone)]
pub struct Effort {
    config: EffortConfig,
    task_words: Arc<TaskWords>,
    pieces: Arc<Pieces>,
}

/// The folded words and phrases of all tasks.
struct TaskWords {
    phrases: Trie,
    /// The task of each phrase.
    task_of: Vec<usize>,
    /// The words that phrases begin with.
    first: KnownWords,
}

impl Effort {
    /// Compiles the tables.
    pub fn new(config: EffortConfig) -> Result<Self, Vec<RulesError>> {
        let mut errors = faults(&config);
        match TaskWords::new(&config.tasks) {
            Ok(words) if errors.is_empty() => {
                let pieces = Arc::new(Pieces::new(&config.pieces));
                Ok(Self { config, task_words: Arc::new(words), pieces })
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
    pub fn task_of(&self, told: &Told<'_>, work: &WorkReading) -> Option<&TaskConfig> {
        self.named_task(&told.title, work)
            .or_else(|| {
                let asked = |task: &&TaskConfig| {
                    work.skills.iter().any(|skill| task.skills.contains(&skill.skill)) && fits(task, work)
                };
                self.config.tasks.iter().find(asked)
            })
            .or_else(|| self.named_task(&told.body, work))
    }

    /// The task whose words the beginning of a text holds most often; the longer words, then the earlier task,
    /// first.
    fn named_task(&self, text: &FoldedText<'_>, work: &WorkReading) -> Option<&TaskConfig> {
        let mut score = vec![0_usize; self.config.tasks.len()];
        for (task, found) in self.task_words.find_all(text) {
            score[task] += found.len();
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

impl TaskWords {
    fn new(tasks: &[TaskConfig]) -> Result<Self, String> {
        let mut phrases = BTreeMap::new();
        for (at, task) in tasks.iter().enumerate() {
            for word in task.words.iter().filter(|word| !word.is_empty()) {
                phrases.entry(folded(word)).or_insert(at);
            }
        }
        // A phrase of one word is named by its plural, too.
        let several: Vec<_> = phrases.keys().map(|phrase| format!("{phrase}s")).collect();
        let first = first_words(phrases.keys().chain(&several).map(String::as_str));
        let task_of = phrases.values().copied().collect();
        let phrases = phrases.into_keys().map(String::into_bytes).zip(0..);
        Ok(Self { phrases: Trie::new(phrases.collect())?, task_of, first })
    }

    /// The tasks that the beginning of a text names, each with where it does: the longest phrase at a place, and
    /// none within another.
    fn find_all(&self, text: &FoldedText<'_>) -> Vec<(usize, Range<usize>)> {
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        let mut next = 0;
        for met in known_words(text, &self.first).into_iter().take_while(|met| met.start < TEXT_BYTES_MAX) {
            let longest = self.phrases.walk(&text.text.as_bytes()[met.start..]).last();
            if let Some((phrase, length)) = longest.filter(|_| met.start >= next) {
                next = met.start + length;
                if next <= TEXT_BYTES_MAX && is_named(&text.text, met.start..next) {
                    found.push((self.task_of[phrase], met.start..next));
                }
            }
        }
        found
    }
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
        let begins_none = |word: &String| first_word(&folded(word)).is_empty();
        if task.words.is_empty() || task.words.iter().any(begins_none) {
            faults
                .push(fault(&place, "needs words, each of which begins with a letter or figure".to_owned()));
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
