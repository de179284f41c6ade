//! Judging postings, with what trainers say of their leads.

use std::{num::NonZero, sync::Arc};

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

    /// Judges leads again, on all cores, and gives those that come out otherwise, in their order.
    ///
    /// # Panics
    /// Where judging one of them does.
    pub fn judge_all_again(&self, leads: &[Lead], again: Again) -> Vec<Lead> {
        let judge = &|lead: &Lead| {
            let judged = self.judge_again(lead, again);
            (judged != *lead).then_some(judged)
        };
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let shares = leads.chunks(leads.len().div_ceil(cores).max(1));
        std::thread::scope(|threads| {
            let start = |share: &'_ [Lead]| share.iter().filter_map(judge).collect::<Vec<_>>();
            let judged: Vec<_> = shares.map(|share| threads.spawn(move || start(share))).collect();
            let whole = judged.into_iter().map(std::thread::ScopedJoinHandle::join);
            whole.flat_map(|share| share.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }
}
