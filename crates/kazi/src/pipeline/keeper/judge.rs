//! Judging postings as they come, and leads again where rules or marks have changed.

use std::{collections::BTreeMap, sync::Arc};

use kazi_desk::Marked;
use kazi_domain::{Assessment, Lead, LeadId, Posting};
use kazi_scoring::Rules;
use kazi_store::StoreError;

use super::{Change, Keeper};

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
pub(super) struct Judging {
    pub(super) rules: Arc<Rules>,
    /// What trainers say of leads, whatever the rules say.
    pub(super) marks: Arc<BTreeMap<LeadId, Marked>>,
}

impl Judging {
    /// Judges a posting of a lead.
    pub(super) fn judge(&self, lead: LeadId, posting: &Posting) -> Assessment {
        self.overruled(lead, posting, self.rules.assess(posting))
    }

    /// Judges every posting of a lead again. There is always a lead, for it has postings.
    pub(super) fn judge_again(&self, lead: &Lead, again: Again) -> Option<Lead> {
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
        Lead::new(lead.id, postings)
    }

    fn overruled(&self, lead: LeadId, posting: &Posting, mut assessment: Assessment) -> Assessment {
        if let Some(marked) = self.marks.get(&lead) {
            marked.mark.overrule(posting, &mut assessment);
        }
        assessment
    }
}

impl Keeper {
    /// Judges leads again, all of it or only what rests on the skill book, and shows what is different.
    ///
    /// # Errors
    /// When the store cannot be read or written; what was judged before that is shown.
    pub async fn judge_leads(&mut self, ids: &[LeadId], again: Again) -> Result<(), StoreError> {
        let leads = self.store.find_leads(ids).await?;
        let judging = self.judging.clone();
        let judge = move || {
            let judged = leads.into_iter().flatten().filter_map(|lead| {
                let judged = judging.judge_again(&lead, again)?;
                (judged != lead).then_some(judged)
            });
            Change::of(judged)
        };
        // It only fails where judging panicked, and then the process has said so already.
        let change = tokio::task::spawn_blocking(judge).await.unwrap_or_default();
        let shown = self.save(change).await?;
        self.show(shown).await;
        Ok(())
    }
}
