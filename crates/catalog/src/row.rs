//! What the catalog knows of one lead.

use kazi_domain::{
    Amount, AssessedPosting, Experience, FieldId, FlagId, Kind, Language, Lead, LeadId, Per, Profile,
    ReachReading, Severity, SkillId, SourceId, Verdict,
};
use kazi_scoring::{experience::read_experience, worth::RankRules};

use crate::words::fold_words;

/// An end that never comes.
pub(crate) const NEVER: i64 = i64::MAX;

/// A lead as the catalog needs it: from its best posting, but for its sources, times, reach and words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub id: LeadId,
    /// US dollars that an hour likely leaves; not a number where nothing is known.
    pub net_hourly_usd: f32,
    /// The same as it ranks: drawn to the usual figure as far as it is guessed or far above that.
    pub ranked_usd: f32,
    pub trust: f32,
    pub posted_s: i64,
    /// When the last posting closes or runs out, or [`NEVER`].
    pub ends_s: i64,
    pub offer: bool,
    pub has_pay: bool,
    pub per: Option<Per>,
    pub language: Option<Language>,
    pub levels: Vec<Experience>,
    /// What its open postings say of who may take it, each reading once.
    pub reaches: Vec<ReachReading>,
    pub fields: Vec<FieldId>,
    pub skills: Vec<(SkillId, f32)>,
    pub sources: Vec<SourceId>,
    pub flags: Vec<(FlagId, Severity)>,
    /// Folded words, some of them more than once, each with a line feed behind it.
    words: String,
}

impl Row {
    pub(crate) fn of(lead: &Lead) -> Self {
        let judged = lead.assessment();
        let net = judged.net_hourly.as_ref();
        #[allow(clippy::cast_possible_truncation)] // dollars an hour need no more than an f32
        let or_unknown = |usd: Option<Amount>| usd.map_or(f32::NAN, |usd| usd.to_f64() as f32);
        let trust = if judged.trust.is_nan() { 0.0 } else { judged.trust.clamp(0.0, 1.0) };
        let posted_s = lead.posted_at().as_second();
        let mut row = Self {
            id: lead.id,
            net_hourly_usd: or_unknown(net.map(|net| net.usd.likely)),
            ranked_usd: or_unknown(net.map(|net| net.ranked_usd)),
            trust,
            posted_s,
            ends_s: ends_s(lead),
            offer: judged.kind == Kind::Offer,
            has_pay: judged.pay.is_some(),
            per: judged.pay.as_ref().and_then(|reading| reading.pay.per()),
            language: judged.language.clone(),
            levels: read_experience(&lead.best().posting).into_iter().map(|(level, _)| level).collect(),
            reaches: reaches(lead),
            fields: judged.fields.clone(),
            skills: judged.skills.iter().map(|found| (found.skill.clone(), found.weight)).collect(),
            sources: lead.postings().iter().map(|p| p.posting.source.clone()).collect(),
            flags: judged.flags.iter().map(|flag| (flag.id.clone(), flag.severity)).collect(),
            words: String::new(),
        };
        row.sort_lists();
        for text in texts(lead) {
            fold_words(text, |word| {
                row.words.push_str(word);
                row.words.push('\n');
            });
        }
        row
    }

    /// See [`RankRules::base`].
    pub(crate) fn base(&self, rules: &RankRules) -> f64 {
        rules.base(known(self.ranked_usd), f64::from(self.trust), self.posted_s)
    }

    /// Its folded words, some of them more than once.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split_terminator('\n')
    }

    fn sort_lists(&mut self) {
        self.fields.sort();
        self.fields.dedup();
        self.sources.sort();
        self.sources.dedup();
        // The same skill or flag twice counts once, with the greater weight or severity.
        self.skills.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        self.skills.dedup_by(|later, kept| later.0 == kept.0);
        self.flags.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.flags.dedup_by(|later, kept| later.0 == kept.0);
    }
}

/// What is searched of a lead: all that skills are read from, because a change of the book finds the
/// leads it touches by their words.
pub(crate) fn texts(lead: &Lead) -> impl Iterator<Item = &str> {
    lead.postings().iter().flat_map(|posting| {
        let said = &posting.posting;
        let texts = [&said.title, &said.description].into_iter().chain(&said.summary).chain(&said.tags);
        texts.map(String::as_str)
    })
}

/// Readings that differ in words alone are one reading here.
fn reaches(lead: &Lead) -> Vec<ReachReading> {
    let mut readings: Vec<ReachReading> = Vec::new();
    for said in lead.reaches() {
        let reading = ReachReading { places: Vec::new(), evidence: None, ..said.clone() };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Whether a reader may take work by one of its postings.
pub(crate) fn verdict_for(reaches: &[ReachReading], profile: &Profile) -> Verdict {
    reaches.iter().map(|reach| reach.verdict_for(profile)).min().unwrap_or(Verdict::Unknown)
}

/// The figure of the column, where it is one.
pub(crate) fn known(usd: f32) -> Option<f64> {
    (!usd.is_nan()).then(|| f64::from(usd))
}

/// The second at which the last posting of a lead closes or runs out, or [`NEVER`]. Who asks may have a clock of
/// whole minutes, and what was closed is closed for them at once, not from the next minute on.
pub(crate) fn ends_s(lead: &Lead) -> i64 {
    let posting_ends_s = |posting: &AssessedPosting| {
        let closed_s = posting.closed_at.map(|at| at.as_second() - at.as_second().rem_euclid(60));
        let expires_s = posting.posting.expires_at.map(jiff::Timestamp::as_second);
        [closed_s, expires_s].into_iter().flatten().min().unwrap_or(NEVER)
    };
    lead.postings().iter().map(posting_ends_s).max().unwrap_or(NEVER)
}
