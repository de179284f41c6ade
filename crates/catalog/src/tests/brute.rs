//! The catalog's answers by reading every row: slow, plain, and the yardstick of the fast ones.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kazi_domain::{Profile, Severity, Verdict};
use kazi_scoring::worth::{Factors, Mastery, RankRules, SkillTree};

use crate::{
    Cursor, FACET_VALUES_MAX, Facet, FacetKind, HiddenReason, Hit, Page, Query, Sort,
    best::net_key,
    forms::is_form,
    query::{PAGE_MAX, SortKey},
    row::{Row, known},
    sought::{Search, Sought},
};

/// One question, ready to be asked of every row.
pub(crate) struct Brute<'a> {
    pub query: &'a Query,
    pub profile: &'a Profile,
    pub rules: &'a RankRules,
    pub tree: &'a SkillTree,
    pub now: Timestamp,
    /// Set while verdicts are counted: then nothing is hidden for its verdict.
    pub verdicts_free: bool,
}

impl Brute<'_> {
    pub(crate) fn page(&self, rows: &[Row]) -> Page {
        let search = Search::read(&self.query.text);
        let mut page = Page::default();
        let mut found = Vec::new();
        for row in rows.iter().filter(|row| self.passes(row, &search)) {
            let reasons = self.reasons(row);
            if reasons.is_empty() || self.query.include_hidden {
                page.total += 1;
                found.push(self.hit(row));
            } else {
                page.hidden += 1;
                reasons.into_iter().for_each(|reason| count(&mut page.hidden_by, reason));
            }
        }
        page.hidden_by.sort();
        found.sort_by(|a, b| a.0.cmp_descending(&b.0).then(a.1.id.cmp(&b.1.id)));
        if let Some(cursor) = &self.query.cursor {
            found.retain(|(key, hit)| {
                cursor.key.cmp_descending(key).then(cursor.id.cmp(&hit.id)) == std::cmp::Ordering::Less
            });
        }
        let limit = self.query.limit.min(PAGE_MAX);
        if let Some((key, hit)) = found.get(limit.wrapping_sub(1)).filter(|_| found.len() > limit) {
            page.next = Some(Cursor { sort: self.query.sort, key: *key, id: hit.id });
        }
        page.facets = self.query.facets.iter().map(|kind| self.facet(*kind, rows)).collect();
        page.hits = found.into_iter().take(limit).map(|(_, hit)| hit).collect();
        page
    }

    /// Counts the values of one filter under all others.
    fn facet(&self, kind: FacetKind, rows: &[Row]) -> Facet {
        let mut query = self.query.clone();
        match kind {
            FacetKind::Field => query.fields.clear(),
            FacetKind::Skill => (query.skills_any, query.skills_all) = (Vec::new(), Vec::new()),
            FacetKind::Source => query.sources.clear(),
            FacetKind::Language => query.languages.clear(),
            FacetKind::Flag => query.flags.clear(),
            FacetKind::Verdict => query.verdicts.clear(),
        }
        let others = Brute { query: &query, verdicts_free: kind == FacetKind::Verdict, ..*self };
        let search = Search::read(&query.text);
        let shown = |row: &&Row| {
            others.passes(row, &search) && (query.include_hidden || others.reasons(row).is_empty())
        };
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for value in rows.iter().filter(shown).flat_map(|row| self.values(kind, row)) {
            *counts.entry(value).or_default() += 1;
        }
        let mut values: Vec<_> = counts.into_iter().collect();
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        values.truncate(FACET_VALUES_MAX);
        Facet { kind, values }
    }

    fn values(&self, kind: FacetKind, row: &Row) -> Vec<String> {
        match kind {
            FacetKind::Field => row.fields.iter().map(ToString::to_string).collect(),
            FacetKind::Skill => row.skills.iter().map(|(skill, _)| skill.to_string()).collect(),
            FacetKind::Source => row.sources.iter().map(ToString::to_string).collect(),
            FacetKind::Language => row.language.iter().map(ToString::to_string).collect(),
            FacetKind::Flag => row.flags.iter().map(|(flag, _)| flag.to_string()).collect(),
            FacetKind::Verdict => vec![format!("{:?}", self.verdict(row)).to_lowercase()],
        }
    }

    fn verdict(&self, row: &Row) -> Verdict {
        row.reach.verdict_for(self.profile, &[]).expect("it is of a seen lead")
    }

    fn passes(&self, row: &Row, search: &Search) -> bool {
        let query = self.query;
        let has_skill = |skill| row.skills.iter().any(|(known, _)| known == skill);
        let any = |empty: bool, found: bool| empty || found;
        #[allow(clippy::cast_possible_truncation)]
        let net_at = |usd: kazi_domain::Amount| usd.to_f64() as f32;
        any(query.fields.is_empty(), query.fields.iter().any(|field| row.fields.contains(field)))
            && any(query.skills_any.is_empty(), query.skills_any.iter().any(has_skill))
            && query.skills_all.iter().all(has_skill)
            && query.min_hourly_usd.is_none_or(|usd| row.net_hourly_usd >= net_at(usd))
            && query.max_hourly_usd.is_none_or(|usd| row.net_hourly_usd <= net_at(usd))
            && any(query.sources.is_empty(), query.sources.iter().any(|s| row.sources.contains(s)))
            && row.sources.iter().any(|source| !query.exclude_sources.contains(source))
            && any(query.languages.is_empty(), row.language.iter().any(|l| query.languages.contains(l)))
            && any(query.verdicts.is_empty(), query.verdicts.contains(&self.verdict(row)))
            && query.posted_within.is_none_or(|within| self.posted_since(row, within))
            && query.has_pay.is_none_or(|has_pay| row.has_pay == has_pay)
            && any(query.levels.is_empty(), row.levels.iter().any(|level| query.levels.contains(level)))
            && any(query.pers.is_empty(), row.per.is_some_and(|per| query.pers.contains(&per)))
            && any(query.flags.is_empty(), row.flags.iter().any(|(flag, _)| query.flags.contains(flag)))
            && search.all.iter().all(|sought| row.words().any(|word| holds(sought, word, row)))
            && query.only.as_ref().is_none_or(|only| only.contains(&row.id))
            && search.begun.iter().all(|part| row.words().any(|known| known.starts_with(part)))
            && !search.none.iter().any(|word| row.words().any(|known| known == word))
    }

    fn posted_since(&self, row: &Row, within: SignedDuration) -> bool {
        row.posted_s >= self.now.as_second().saturating_sub(within.as_secs())
    }

    pub(crate) fn reasons(&self, row: &Row) -> Vec<HiddenReason> {
        let mut reasons = Vec::new();
        if !self.verdicts_free && self.query.verdicts.is_empty() && self.verdict(row) == Verdict::Closed {
            reasons.push(HiddenReason::Closed);
        }
        let severe = row.flags.iter().filter(|(_, severity)| *severity == Severity::Severe);
        reasons.extend(severe.map(|(flag, _)| HiddenReason::Flagged(flag.clone())));
        if row.ends_s <= self.now.as_second() {
            reasons.push(HiddenReason::Ended);
        }
        if !row.offer {
            reasons.push(HiddenReason::NotAnOffer);
        }
        reasons
    }

    fn hit(&self, row: &Row) -> (SortKey, Hit) {
        let verdict = self.verdict(row);
        let mastery = Mastery::new(self.rules, self.tree, self.profile);
        let age = SignedDuration::from_secs(self.now.as_second().saturating_sub(row.posted_s));
        let factors = Factors {
            net_hourly_usd: known(row.ranked_usd),
            fit: if mastery.is_empty() {
                1.0
            } else {
                self.rules.fit(row.skills.iter().map(|(skill, weight)| (*weight, mastery.of(skill))))
            },
            open: self.rules.open(age),
            trust: f64::from(row.trust),
            reach: self.rules.reach(verdict),
        };
        let rank = self.rules.rank(row.base(self.rules), factors.fit, factors.reach);
        #[allow(clippy::cast_precision_loss)]
        let key = match self.query.sort {
            Sort::Worth => SortKey(rank, 0.0),
            Sort::NetHourly => SortKey(net_key(row.net_hourly_usd), 0.0),
            Sort::Posted => SortKey(row.posted_s as f64, 0.0),
            Sort::Fit => SortKey(factors.fit, rank),
        };
        (key, Hit { id: row.id, worth_usd: factors.worth_usd(), factors, verdict })
    }
}

fn count(counts: &mut Vec<(HiddenReason, u64)>, reason: HiddenReason) {
    match counts.iter_mut().find(|(known, _)| *known == reason) {
        Some((_, count)) => *count += 1,
        None => counts.push((reason, 1)),
    }
}

fn holds(sought: &Sought, word: &str, row: &Row) -> bool {
    sought.word == word || sought.any_form && is_form(&sought.word, word, row.language.as_ref())
}
