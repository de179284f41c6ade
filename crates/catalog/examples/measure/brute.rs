//! The answer by reading every lead: what the catalog's must equal.

use std::collections::{BTreeSet, HashSet};

use kazi_catalog::Query;
use kazi_domain::{Lead, LeadId, Profile, Verdict};
use kazi_scoring::worth::{Mastery, RankRules, SkillTree};

use super::listings::NOW_S;

/// A lead with the words of its texts.
pub struct Read {
    lead: Lead,
    words: HashSet<String>,
}

impl Read {
    pub fn new(lead: Lead) -> Self {
        let posting = &lead.best().posting;
        let text = format!("{} {}", posting.title, posting.description).to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self { words: words.map(str::to_owned).collect(), lead }
    }
}

/// The ids of all leads that a query finds, best first.
pub fn answer(leads: &[Read], query: &Query, profile: &Profile, rules: &RankRules) -> Vec<LeadId> {
    let tree = SkillTree::default();
    let mastery = Mastery::new(rules, &tree, profile);
    let mut found: Vec<(f64, LeadId)> = Vec::new();
    for read in leads.iter().filter(|read| passes(read, query, profile)) {
        let best = &read.lead.best().assessment;
        let net = best.net_hourly.as_ref().map(|net| f64::from(net.ranked_usd.to_f64() as f32));
        let base = rules.base(net, f64::from(best.trust), read.lead.posted_at().as_second());
        let reach = rules.reach(verdict(&read.lead, profile));
        found.push((rules.rank(base, mastery.fit(&best.skills).share, reach), read.lead.id));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, id)| id).collect()
}

fn passes(read: &Read, query: &Query, profile: &Profile) -> bool {
    let best = &read.lead.best().assessment;
    let posted_s = read.lead.posted_at().as_second();
    let skills: BTreeSet<_> = best.skills.iter().map(|found| &found.skill).collect();
    let any = |none: bool, found: bool| none || found;
    let net = best.net_hourly.as_ref().map(|net| net.usd.likely);
    any(query.fields.is_empty(), best.fields.iter().any(|field| query.fields.contains(field)))
        && any(query.skills_any.is_empty(), query.skills_any.iter().any(|skill| skills.contains(skill)))
        && any(query.sources.is_empty(), query.sources.contains(&read.lead.best().posting.source))
        && query.min_hourly_usd.is_none_or(|least| net.is_some_and(|net| net >= least))
        && query.posted_within.is_none_or(|within| posted_s >= NOW_S - within.as_secs())
        && query.has_pay.is_none_or(|has_pay| has_pay == best.pay.is_some())
        && query.text.split(' ').all(|word| word.is_empty() || read.words.contains(word.trim_matches('"')))
        && (query.include_hidden || verdict(&read.lead, profile) != Verdict::Closed)
}

fn verdict(lead: &Lead, profile: &Profile) -> Verdict {
    let verdicts = lead.reaches().into_iter().map(|reach| reach.verdict_for(profile));
    verdicts.min().unwrap_or(Verdict::Unknown)
}
