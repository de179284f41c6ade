//! Judging postings, with what trainers say of their leads.

use std::sync::Arc;

use kazi_domain::{Assessment, Lead, LeadId, Posting};
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
    /// Judges a posting of a lead.
    pub fn judge(&self, lead: LeadId, posting: &Posting) -> Assessment {
        self.overruled(lead, posting, self.rules.assess(posting))
    }

    /// Judges every posting of a lead again.
    pub fn judge_again(&self, lead: &Lead, again: Again) -> Lead {
        let mut postings = lead.postings().to_vec();
        for member in &mut postings {
            member.assessment = match again {
                Again::All => self.judge(lead.id, &member.posting),
                Again::Book => {
                    let judged = self.rules.assess_again(&member.posting, &member.assessment);
                    self.overruled(lead.id, &member.posting, judged)
                }
            };
        }
        // It has the postings that it had, so there is one at least.
        Lead::new(lead.id, postings).unwrap_or_else(|| lead.clone())
    }

    fn overruled(&self, lead: LeadId, posting: &Posting, mut assessment: Assessment) -> Assessment {
        if let Some(marked) = self.marks.get(&lead) {
            marked.mark.overrule(posting, &mut assessment);
        }
        assessment
    }
}
