//! All rules of judgement, compiled once, and the order in which they are asked.

use std::sync::Arc;

use kazi_domain::{Assessment, Flag, Kind, NetHourly, PayReading, Posting, Rates, ReachReading, SkillBook};

use crate::{
    RulesError,
    cut::CutPosting,
    flags::{Warnings, WarningsConfig},
    hourly::{EffortConfig, HourlyRules, PlatformsConfig},
    kind::{KindReading, read_kind_of_cut},
    pay::read_pay_knowing,
    reach::ReachReader,
    same_work::Fingerprint,
    skills::{SkillMatcher, WorkReading},
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

/// All rules, compiled.
pub struct Rules {
    matcher: Arc<SkillMatcher>,
    reach: Arc<ReachReader>,
    warnings: Arc<Warnings>,
    hourly: Arc<HourlyRules>,
}

/// What is kept of a posting when it is met.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What the rules judge of it.
    pub assessment: Assessment,
    /// What it is known again by.
    pub fingerprint: Fingerprint,
}

/// A posting with what was judged of it so far.
struct Judged<'p> {
    posting: &'p Posting,
    cut: CutPosting<'p>,
    kind: KindReading,
    pay: Option<PayReading>,
    work: WorkReading,
    reach: ReachReading,
    net_hourly: Option<NetHourly>,
    flags: Vec<Flag>,
    trust: f32,
}

/// The steps of judging in their order: later ones rest on what earlier ones read.
const STEPS: [fn(&Rules, &mut Judged<'_>); 6] = [
    |_, judged| judged.kind = read_kind_of_cut(&judged.cut),
    |rules, judged| judged.work = rules.matcher.read_cut(&judged.cut),
    |rules, judged| {
        let Judged { posting, kind, work, .. } = judged;
        // A posting that names a skill speaks of work, whether it says that somebody is looked for or not.
        let speaks_of_work = kind.speaks_of_work || !work.skills.is_empty();
        // Talk and goods for sale offer no pay, whatever sums they name.
        let offers = kind.kind != Kind::Other;
        judged.pay = offers.then(|| read_pay_knowing(posting, speaks_of_work)).flatten();
        judged.pay.iter_mut().for_each(|reading| rules.hourly.settle(reading));
    },
    |rules, judged| judged.reach = rules.reach.read_cut(&judged.cut),
    |rules, judged| {
        let Judged { cut, pay, work, .. } = judged;
        judged.net_hourly = rules.hourly.net_hourly_of_cut(cut, pay.as_ref(), work);
    },
    |rules, judged| {
        judged.flags = rules.warnings.read_cut(&judged.cut, judged.net_hourly.as_ref());
        judged.trust = rules.warnings.trust(&judged.flags);
    },
];

impl<'p> Judged<'p> {
    /// Nothing judged yet.
    fn new(posting: &'p Posting) -> Self {
        Self {
            posting,
            cut: CutPosting::of(posting),
            kind: KindReading { kind: Kind::Offer, speaks_of_work: false },
            pay: None,
            work: WorkReading::default(),
            reach: ReachReading::unknown(),
            net_hourly: None,
            flags: Vec::new(),
            trust: 1.0,
        }
    }

    fn assessment(self) -> Assessment {
        let Self { kind, pay, work, reach, net_hourly, flags, trust, .. } = self;
        let WorkReading { fields, skills, language } = work;
        Assessment { kind: kind.kind, pay, net_hourly, fields, skills, reach, flags, trust, language }
    }
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
        let mut judged = Judged::new(posting);
        for step in STEPS {
            step(self, &mut judged);
        }
        judged.assessment()
    }

    /// Judges postings, each as [`Rules::assess`] does, in their order, and says what each is known again by.
    ///
    /// Every step is taken for all of them before the next: the tables of one reader stay in the cache,
    /// from which those of several drive each other.
    pub fn judge_all<'p>(&self, postings: impl IntoIterator<Item = &'p Posting>) -> Vec<Judgement> {
        let mut judged: Vec<Judged<'_>> = postings.into_iter().map(Judged::new).collect();
        for step in STEPS {
            judged.iter_mut().for_each(|judged| step(self, judged));
        }
        let judgement = |judged: Judged<'_>| {
            let fingerprint = Fingerprint::of_cut(&judged.cut);
            Judgement { assessment: judged.assessment(), fingerprint }
        };
        judged.into_iter().map(judgement).collect()
    }

    /// Judges a posting again that these rules judged `before` but for the skill book: only what rests
    /// on the book is read anew.
    pub fn assess_again(&self, posting: &Posting, before: &Assessment) -> Assessment {
        let cut = CutPosting::of(posting);
        let work = self.matcher.read_cut(&cut);
        let mut again = before.clone();
        if work.fields == before.fields && work.skills == before.skills {
            return again;
        }
        again.net_hourly = self.hourly.net_hourly_of_cut(&cut, before.pay.as_ref(), &work);
        if again.net_hourly != before.net_hourly {
            again.flags = self.warnings.read_cut(&cut, again.net_hourly.as_ref());
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
