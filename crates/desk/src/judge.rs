//! Judging postings, with what trainers say of their leads.

use std::sync::Arc;

use kazi_domain::{AssessedPosting, Assessment, Lead, LeadId};
use kazi_scoring::Rules;
use rayon::prelude::*;

use crate::{Marks, Names};

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
    /// By which postings those leads are known.
    pub names: Names,
}

impl Judging {
    /// Judges what only the postings of a lead show together, each of them judged by itself, and has what
    /// trainers say overrule all. Whoever changes the postings of a lead asks for it.
    pub fn judge_together(&self, lead: LeadId, postings: &mut [AssessedPosting]) {
        self.rules.warnings().read_together(postings);
        let Some(marked) = self.names.find_mark(&self.marks, lead, postings) else { return };
        for member in postings {
            marked.mark.overrule(&member.posting, &mut member.assessment);
        }
    }

    /// Judges every posting of a lead again; whether it comes out otherwise.
    pub fn judge_again(&self, lead: Lead, again: Again) -> (Lead, bool) {
        let (id, mut differs) = (lead.id, false);
        let judge = |member: &mut AssessedPosting| {
            let judged = match again {
                Again::All => self.rules.assess(&member.posting),
                Again::Book => self.rules.assess_again(&member.posting, &member.assessment),
            };
            std::mem::replace(&mut member.assessment, judged)
        };
        let lead = lead.changed(|postings| {
            let before: Vec<Assessment> = postings.iter_mut().map(judge).collect();
            self.judge_together(id, postings);
            differs = postings.iter().zip(&before).any(|(member, before)| member.assessment != *before);
        });
        (lead, differs)
    }

    /// Judges leads again, each as [`judge_again`](Self::judge_again) does, on all cores, in their order.
    ///
    /// # Panics
    /// Where judging one of them does.
    pub fn judge_all_again(&self, leads: Vec<Lead>, again: Again) -> Vec<(Lead, bool)> {
        leads.into_par_iter().map(|lead| self.judge_again(lead, again)).collect()
    }
}
