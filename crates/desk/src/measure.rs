//! How the trainers' verdicts come out: precision and recall of each skill and field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use kazi_domain::{Assessment, Lead, LeadId};
use kazi_store::{Store, StoreError};
use serde::Serialize;

use crate::{DeskState, Subject};

/// Leads whose verdicts are counted, of very many the last judged.
pub(crate) const JUDGED_MAX: usize = 2_000;
/// Leads read at once.
const READ_AT_ONCE: usize = 500;

/// What the verdicts on one subject say of how leads are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Read as it, and a trainer says that it is.
    pub right: u32,
    /// Read as it, and a trainer says that it is not.
    pub wrong: u32,
    /// Not read as it, and a trainer says that it is.
    pub missed: u32,
    /// Not read as it, and a trainer says that it is not.
    pub passed: u32,
}

impl Measure {
    /// Of the leads read as it, the share that is; nothing where none was judged.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Of the leads that are it, the share read so; nothing where none was judged.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// Whether an assessment reads a lead as `subject`.
pub fn reads_as(assessment: &Assessment, subject: &Subject) -> bool {
    match subject {
        Subject::Field(field) => assessment.fields.contains(field),
        Subject::Skill(skill) => assessment.skills.iter().any(|found| found.skill == *skill),
    }
}

/// The leads that verdicts are about, the last judged first, at most so many; and how many there are.
pub fn judged_leads(state: &DeskState, most: usize) -> (Vec<LeadId>, usize) {
    let mut last: BTreeMap<LeadId, Timestamp> = BTreeMap::new();
    for ((lead, _), verdict) in &state.verdicts {
        let at = last.entry(*lead).or_insert(verdict.at);
        *at = (*at).max(verdict.at);
    }
    let mut leads: Vec<(Timestamp, LeadId)> = last.into_iter().map(|(lead, at)| (at, lead)).collect();
    leads.sort_unstable_by(|a, b| b.cmp(a));
    let count = leads.len();
    (leads.into_iter().take(most).map(|(_, lead)| lead).collect(), count)
}

/// The leads that have these names today: most have their own.
pub async fn find_named(
    store: &dyn Store,
    state: &DeskState,
    names: &[LeadId],
) -> Result<Vec<LeadId>, StoreError> {
    let mut leads = BTreeSet::new();
    for name in names {
        let mut found = None;
        for posting in state.names.postings(*name) {
            found = store.find_posting_lead(posting).await?;
            if found.is_some() {
                break;
            }
        }
        leads.insert(found.unwrap_or(*name));
    }
    Ok(leads.into_iter().collect())
}

/// Counts the verdicts on leads by what was read of them.
#[derive(Default)]
pub struct Measures(pub BTreeMap<Subject, Measure>);

impl Measures {
    /// Counts the verdicts on a lead that is read as `assessment` says.
    pub fn count(&mut self, state: &DeskState, lead: &Lead, assessment: &Assessment) {
        for (subject, verdict) in state.verdicts_on(lead) {
            let measure = self.0.entry(subject.clone()).or_default();
            let count = match (reads_as(assessment, subject), verdict.is) {
                (true, true) => &mut measure.right,
                (true, false) => &mut measure.wrong,
                (false, true) => &mut measure.missed,
                (false, false) => &mut measure.passed,
            };
            *count += 1;
        }
    }
}

/// How the verdicts come out as leads are read today; of very many, those on the leads last judged. Verdicts on
/// leads that are gone count nothing.
///
/// # Errors
/// When the store cannot answer.
pub async fn measure_today(
    store: &dyn Store,
    state: &DeskState,
) -> Result<BTreeMap<Subject, Measure>, StoreError> {
    let (judged, _) = judged_leads(state, JUDGED_MAX);
    let mut measures = Measures::default();
    for ids in find_named(store, state, &judged).await?.chunks(READ_AT_ONCE) {
        for lead in store.find_leads(ids).await?.into_iter().flatten() {
            measures.count(state, &lead, lead.assessment());
        }
    }
    Ok(measures.0)
}
