//! All rules of judgement, compiled once, and the order in which they are asked.

use std::sync::Arc;

use kazi_domain::{Assessment, Kind, Posting, Rates, SkillBook};

use crate::{
    flags::{Warnings, WarningsConfig},
    hourly::{EffortConfig, HourlyRules, PlatformsConfig},
    kind::read_kind,
    pay::read_pay,
    reach::ReachReader,
    skills::SkillMatcher,
};

/// The documents that rules are made from, as configuration holds them.
#[derive(Clone, Debug)]
pub struct RuleDocuments {
    /// `skills.toml`: fields and skills.
    pub book: SkillBook,
    /// `platforms.toml`: fees, bids, payout, papers.
    pub platforms: PlatformsConfig,
    /// `effort.toml`: hours by type of task, pieces an hour, what work usually leaves.
    pub effort: EffortConfig,
    /// `warnings.toml`: patterns of scams.
    pub warnings: WarningsConfig,
    /// What currencies are worth.
    pub rates: Rates,
}

/// Why rules cannot be compiled: which document, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{document}: {place}: {what}")]
pub struct RulesError {
    /// The file name of the document, such as `skills.toml`.
    pub document: &'static str,
    /// The key path of the entry at fault, such as `skill "figma"`.
    pub place: String,
    /// What is wrong and how to mend it.
    pub what: String,
}

/// All rules, compiled.
pub struct Rules {
    matcher: Arc<SkillMatcher>,
    reach: Arc<ReachReader>,
    warnings: Arc<Warnings>,
    hourly: Arc<HourlyRules>,
}

impl Rules {
    /// Compiles the documents.
    ///
    /// # Errors
    /// All faults found, not only the first.
    pub fn new(documents: RuleDocuments) -> Result<Self, Vec<RulesError>> {
        let mut errors = Vec::new();
        let matcher = SkillMatcher::new(&documents.book).map_err(|more| errors.extend(more));
        let warnings = Warnings::new(documents.warnings).map_err(|more| errors.extend(more));
        let hourly = HourlyRules::new(documents.platforms, documents.effort, documents.rates)
            .map_err(|more| errors.extend(more));
        match (matcher, warnings, hourly) {
            (Ok(matcher), Ok(warnings), Ok(hourly)) => {
                let reach = Arc::new(ReachReader::new());
                Ok(Self {
                    matcher: Arc::new(matcher),
                    reach,
                    warnings: Arc::new(warnings),
                    hourly: Arc::new(hourly),
                })
            }
            _ => Err(errors),
        }
    }

    /// The same rules with another skill book.
    #[must_use]
    pub fn with_matcher(&self, matcher: SkillMatcher) -> Self {
        let (reach, warnings, hourly) =
            (Arc::clone(&self.reach), Arc::clone(&self.warnings), Arc::clone(&self.hourly));
        Self { matcher: Arc::new(matcher), reach, warnings, hourly }
    }

    /// The same rules with other rates.
    #[must_use]
    pub fn with_rates(&self, rates: Rates) -> Self {
        let (matcher, reach, warnings) =
            (Arc::clone(&self.matcher), Arc::clone(&self.reach), Arc::clone(&self.warnings));
        Self { matcher, reach, warnings, hourly: Arc::new(self.hourly.with_rates(rates)) }
    }

    /// Judges a posting.
    pub fn assess(&self, posting: &Posting) -> Assessment {
        let kind = read_kind(posting);
        // Talk and goods for sale offer no pay, whatever sums they name.
        let pay = if kind == Kind::Other { None } else { read_pay(posting) };
        let work = self.matcher.read(posting);
        let reach = self.reach.read(posting);
        let net_hourly = self.hourly.net_hourly(posting, pay.as_ref(), &work);
        let flags = self.warnings.read(posting, net_hourly.as_ref());
        let trust = self.warnings.trust(&flags);
        Assessment {
            kind,
            pay,
            net_hourly,
            fields: work.fields,
            skills: work.skills,
            reach,
            trust,
            flags,
            language: work.language,
        }
    }

    /// Judges a posting again that these rules judged `before` but for the skill book: only what rests
    /// on the book is read anew.
    pub fn assess_again(&self, posting: &Posting, before: &Assessment) -> Assessment {
        let work = self.matcher.read(posting);
        let mut again = before.clone();
        if work.fields == before.fields && work.skills == before.skills {
            return again;
        }
        again.net_hourly = self.hourly.net_hourly(posting, before.pay.as_ref(), &work);
        if again.net_hourly != before.net_hourly {
            again.flags = self.warnings.read(posting, again.net_hourly.as_ref());
            again.trust = self.warnings.trust(&again.flags);
        }
        again.fields = work.fields;
        again.skills = work.skills;
        again
    }

    /// The rules that turn pay into net hourly, with their rates and platforms.
    pub fn hourly(&self) -> &HourlyRules {
        &self.hourly
    }

    /// The compiled warnings, with their advice.
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    /// The compiled skill book.
    pub fn matcher(&self) -> &SkillMatcher {
        &self.matcher
    }
}
