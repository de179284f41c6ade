//! Collects what was mended and what was lost while a document is read.

use crate::document::{Problem, Repair};

/// The longest text quoted in a note, in bytes.
const QUOTE_BYTES_MAX: usize = 60;

/// The repairs and problems of one document, bounded.
#[derive(Debug)]
pub(crate) struct Notes {
    repairs: Vec<Repair>,
    problems: Vec<Problem>,
    problems_max: usize,
    problems_more: usize,
}

impl Notes {
    pub(crate) fn new(problems_max: usize) -> Self {
        Self { repairs: Vec::new(), problems: Vec::new(), problems_max, problems_more: 0 }
    }

    /// Something was wrong at byte `at` and nothing was lost by it.
    pub(crate) fn repaired(&mut self, what: &str, at: Option<usize>) {
        self.repaired_times(what, at, 1);
    }

    /// The same thing was wrong `count` times.
    pub(crate) fn repaired_times(&mut self, what: &str, at: Option<usize>, count: usize) {
        if count == 0 {
            return;
        }
        match self.repairs.iter_mut().find(|repair| repair.what == what) {
            Some(repair) => repair.count += count,
            None => self.repairs.push(Repair { what: what.to_owned(), count, at }),
        }
    }

    /// Something of an item was lost.
    pub(crate) fn lost(&mut self, item: Option<usize>, field: Option<&'static str>, what: String) {
        if self.problems.len() < self.problems_max {
            self.problems.push(Problem { item, field, what });
        } else {
            self.problems_more += 1;
        }
    }

    /// What was collected.
    pub(crate) fn finish(mut self) -> (Vec<Problem>, Vec<Repair>) {
        if self.problems_more > 0 {
            let what = format!("and {} more problems", self.problems_more);
            self.problems.push(Problem { item: None, field: None, what });
        }
        (self.problems, self.repairs)
    }
}

/// The start of a text for a message, on one line.
pub(crate) fn quote(text: &str) -> String {
    let text = text.trim();
    let end = text.floor_char_boundary(QUOTE_BYTES_MAX.min(text.len()));
    let more = if end < text.len() { "…" } else { "" };
    let line: String = text[..end].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{line}{more}\"")
}
