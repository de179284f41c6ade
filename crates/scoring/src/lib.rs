//! Pure judgements with evidence: pay, net hourly, skills, reach, flags, same work, worth.
//!
//! Nothing here does IO, reads a clock or remembers: a posting and the rules go in, an assessment
//! comes out, the same one every time. A reader of messy text explains and never fails.

#[cfg(test)]
mod cases;
mod cut;
mod eight;
pub mod experience;
pub mod flags;
mod folded;
pub mod hourly;
pub mod kind;
mod known_words;
mod letters;
pub mod pay;
pub mod reach;
mod rules;
mod rules_error;
pub mod same_work;
pub mod skills;
mod trie;
pub mod worth;

pub use rules::{Judgement, RuleDocuments, Rules};
pub use rules_error::RulesError;
