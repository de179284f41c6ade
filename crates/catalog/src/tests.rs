//! The catalog against reading every row, on random leads, profiles, queries and updates.
//!
//! Figures come from small sets of powers of two and whole days, so that exact ties are frequent.

mod answers;
mod brute;
mod insights;
mod made_up;
mod saved;
mod seen;
mod writing;

use std::{collections::BTreeMap, sync::Arc};

use kazi_domain::{Amount, AssessedPosting, Lead, LeadId, Profile, SourceId};
use kazi_scoring::worth::RankRules;
use proptest::prelude::*;

use self::{
    brute::Brute,
    made_up::{lead, now, profile, query, tree, whose},
};
use crate::{Catalog, LeadChange, Page, Query, SavedCatalog, SavedOf, Shown, row::Row};

#[derive(Clone, Debug)]
enum Step {
    Apply(Vec<LeadChange>),
    Merge,
    MergeAll,
    SetHalfLife(f64),
    /// The process ends, and starts with what was saved.
    Restart,
}

fn change() -> impl Strategy<Value = LeadChange> {
    prop_oneof![
        5 => lead().prop_map(|lead| LeadChange::Put(Arc::new(lead))),
        1 => (0..made_up::LEADS).prop_map(|id| LeadChange::Remove(LeadId(id))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => proptest::collection::vec(change(), 0..40).prop_map(Step::Apply),
        2 => Just(Step::Merge),
        1 => Just(Step::MergeAll),
        1 => Just(Step::Restart),
        1 => prop_oneof![Just(1.0), Just(2.0)].prop_map(Step::SetHalfLife),
    ]
}

/// The catalog, and the rows that it should hold.
struct Pair {
    catalog: Catalog,
    rules: RankRules,
    shown: Shown,
    leads: BTreeMap<LeadId, Lead>,
}

impl Pair {
    fn new() -> Self {
        Self::showing(Shown::All)
    }

    fn showing(shown: Shown) -> Self {
        let rules = made_up::rules();
        let catalog = Catalog::new(rules.clone(), tree()).showing(shown.clone());
        Self { catalog, rules, shown, leads: BTreeMap::new() }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Apply(changes) => {
                for change in changes.clone() {
                    match change {
                        LeadChange::Put(lead) => self.leads.insert(lead.id, Lead::clone(&lead)),
                        LeadChange::Remove(id) => self.leads.remove(&id),
                    };
                }
                self.catalog.apply(changes);
            }
            Step::Merge => self.catalog.merge(),
            Step::MergeAll => self.catalog.merge_all(),
            Step::SetHalfLife(days) => {
                self.rules.half_life_days = days;
                self.catalog.set_rules(self.rules.clone(), tree());
            }
            Step::Restart => {
                let of = SavedOf { judged_by: b"book 7".to_vec(), sequence: 12 };
                let mut file = Vec::new();
                self.catalog.snapshot().save(&of, &mut file).unwrap();
                self.catalog = Catalog::new(self.rules.clone(), tree()).showing(self.shown.clone());
                let saved = SavedCatalog::read(&file).unwrap();
                assert_eq!(saved.of(), &of);
                self.catalog.restore(saved).unwrap();
            }
        }
    }

    /// A lead as one reader is shown it: of the postings that may be shown, in the order of that reader; nothing
    /// where none is left of those that the reader wants.
    fn seen(&self, lead: &Lead, profile: &Profile, without: &[SourceId]) -> Option<Lead> {
        let may_show = |p: &&AssessedPosting| self.shown.holds(&p.posting.source);
        let postings = lead.postings().iter().filter(may_show).cloned().collect();
        let seen = Lead::new(lead.id, postings)?.seen_without(profile, without);
        let ended = seen.closed_at().is_some();
        let best = seen.best();
        let wanted = (ended || best.closed_at.is_none()) && !without.contains(&best.posting.source);
        wanted.then_some(seen)
    }

    fn seen_rows(&self, profile: &Profile, without: &[SourceId]) -> Vec<Row> {
        let seen = self.leads.values().filter_map(|lead| self.seen(lead, profile, without));
        seen.map(|lead| Row::of_seen(&lead)).collect()
    }

    fn brute(&self, query: &Query, profile: &Profile) -> Page {
        let rows = self.seen_rows(profile, &query.exclude_sources);
        let tree = tree();
        let rules = &self.rules;
        Brute { query, profile, rules, tree: &tree, now: now(), verdicts_free: false }.page(&rows)
    }
}
