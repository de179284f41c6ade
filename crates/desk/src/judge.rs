//! Judging postings, with what trainers say of their leads.

use std::sync::Arc;

use kazi_domain::{AssessedPosting, Lead, LeadId};
use kazi_scoring::Rules;

use crate::Marks;

/// How much of a lead is judged again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// All of it.
    All,
    /// What rests on the skill book: nothing else has changed.
    Book,
}

/// What postings are judged by.
#[derive(Clone)]
pub struct Judging {
    /// The rules.
    pub rules: Arc<Rules>,
    /// What trainers say of leads, whatever the rules say.
    pub marks: Marks,
}

impl Judging {
    /// Judges what only the postings of a lead show together, each of them judged by itself, and has what
    /// trainers say overrule all. Whoever changes the postings of a lead asks for it.
    pub fn judge_together(&self, lead: LeadId, postings: &mut [AssessedPosting]) {
        self.rules.warnings().read_together(postings);
        let Some(marked) = self.marks.get(&lead) else { return };
        for member in postings {
            marked.mark.overrule(&member.posting, &mut member.assessment);
        }
    }

    /// Judges every posting of a lead again.
    pub fn judge_again(&self, lead: &Lead, again: Again) -> Lead {
        let mut postings = lead.postings().to_vec();
        for member in &mut postings {
            member.assessment = match again {
                Again::All => self.rules.assess(&member.posting),
                Again::Book => self.rules.assess_again(&member.posting, &member.assessment),
            };
        }
        self.judge_together(lead.id, &mut postings);
        // It has the postings that it had, so there is one at least.
        Lead::new(lead.id, postings).unwrap_or_else(|| lead.clone())
    }
}
