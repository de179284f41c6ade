//! What the catalog knows of one lead.

use std::collections::BTreeSet;

use kazi_domain::{
    Amount, AssessedPosting, Experience, FieldId, FlagId, Kind, Language, Lead, LeadId, Per, Profile,
    ReachReading, Scope, Severity, SkillId, SourceId, Verdict,
};
use kazi_scoring::{experience::read_experience, worth::RankRules};
use serde::{Deserialize, Serialize};

use crate::{shown::Shown, words::fold_words};

/// An end that never comes.
pub(crate) const NEVER: i64 = i64::MAX;

/// A board shows a job once per country at the most, and one that makes up more must not fill the memory.
const READINGS_MAX: usize = 64;

/// A lead as some readers see it: its figures from the posting that they take, its sources, times, skills,
/// warnings and words from all that they may be shown.
///
/// Most leads are one row, for everybody. A job that a board shows once per country, or several boards show with
/// other figures, is a row for each view of it, so that what is ranked, filtered and counted is what its reader is
/// shown.
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
    pub reach: Reach,
    pub fields: Vec<FieldId>,
    pub skills: Vec<(SkillId, f32)>,
    pub sources: Vec<SourceId>,
    pub flags: Vec<(FlagId, Severity)>,
    /// Folded words, some of them more than once, each with a line feed behind it.
    words: String,
}

/// Who may take a lead, and which of them see this row of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    /// What its open postings say, each reading of a source once, in the order in which they leave most.
    pub readings: Vec<ReachReading>,
    /// The source of each; empty where the lead has one source.
    pub sources: Vec<SourceId>,
    /// The places of the readings whose postings are seen in this row; none in a row that nobody is shown.
    pub own: Vec<u32>,
}

impl Reach {
    /// Whether a reader who does `without` some sources may take the work, if it is this row that the reader sees.
    pub(crate) fn verdict_for(&self, profile: &Profile, without: &[SourceId]) -> Option<Verdict> {
        let wanted = |place: usize| self.sources.get(place).is_none_or(|source| !without.contains(source));
        let places = (0..).zip(&self.readings).filter(|(place, _)| wanted(*place));
        let verdicts = places.map(|(place, reading)| (place, reading.verdict_for(profile)));
        // Of postings that may be taken alike, the first one leaves most: as `Lead::seen_without` has it.
        let (place, verdict) = verdicts.min_by_key(|(_, verdict)| *verdict)?;
        let place = u32::try_from(place).ok()?;
        self.own.contains(&place).then_some(verdict)
    }
}

impl Row {
    /// The rows of a lead: what readers see of it, and where some of its postings must not be shown, a row
    /// for nobody, by which those who judge leads again find what it holds.
    pub(crate) fn of(lead: &Lead, shown: &Shown) -> Vec<Self> {
        let all = lead.postings();
        let may_show = |posting: &&AssessedPosting| shown.holds(&posting.posting.source);
        if all.iter().all(|posting| may_show(&posting)) {
            return Self::views(lead);
        }
        let part = Lead::new(lead.id, all.iter().filter(may_show).cloned().collect());
        let mut rows = part.as_ref().map_or_else(Vec::new, Self::views);
        rows.push(Self::new(lead, lead.best(), Reach::default(), words_of(lead)));
        rows
    }

    /// A row for each view of a lead; views that differ in nothing are one.
    fn views(lead: &Lead) -> Vec<Self> {
        let taken = taken(lead);
        let mut rows: Vec<Self> = Vec::with_capacity(1);
        for (place, (_, posting)) in (0..).zip(&taken) {
            let reach = Reach { own: vec![place], ..Reach::default() };
            let row = Self::new(lead, posting, reach, String::new());
            match rows.iter_mut().find(|known| known.shows_as(&row)) {
                Some(known) => known.reach.own.push(place),
                None => rows.push(row),
            }
        }
        let sources = if is_of_one_source(lead) {
            Vec::new()
        } else {
            taken.iter().map(|(_, posting)| posting.posting.source.clone()).collect()
        };
        let readings: Vec<ReachReading> = taken.into_iter().map(|(reading, _)| reading).collect();
        let words = words_of(lead);
        for row in &mut rows {
            row.reach.readings.clone_from(&readings);
            row.reach.sources.clone_from(&sources);
            row.words.clone_from(&words);
        }
        rows
    }

    /// The lead with one of its postings for the best, as [`Lead::assessment`] would have it then: skills,
    /// warnings and trust are those of all postings, whichever stands first.
    fn new(lead: &Lead, best: &AssessedPosting, reach: Reach, words: String) -> Self {
        let (whole, judged) = (lead.assessment(), &best.assessment);
        let net = judged.net_hourly.as_ref();
        #[allow(clippy::cast_possible_truncation)] // dollars an hour need no more than an f32
        let or_unknown = |usd: Option<Amount>| usd.map_or(f32::NAN, |usd| usd.to_f64() as f32);
        let trust = if whole.trust.is_nan() { 0.0 } else { whole.trust.clamp(0.0, 1.0) };
        let mut row = Self {
            id: lead.id,
            net_hourly_usd: or_unknown(net.map(|net| net.usd.likely)),
            ranked_usd: or_unknown(net.map(|net| net.ranked_usd)),
            trust,
            posted_s: lead.posted_at().as_second(),
            ends_s: ends_s(lead),
            offer: judged.kind == Kind::Offer,
            has_pay: judged.pay.is_some(),
            per: judged.pay.as_ref().and_then(|reading| reading.pay.per()),
            language: judged.language.clone(),
            levels: read_experience(&best.posting).into_iter().map(|(level, _)| level).collect(),
            reach,
            fields: judged.fields.clone(),
            skills: whole.skills.iter().map(|found| (found.skill.clone(), found.weight)).collect(),
            sources: lead.postings().iter().map(|p| p.posting.source.clone()).collect(),
            flags: whole.flags.iter().map(|flag| (flag.id.clone(), flag.severity)).collect(),
            words,
        };
        row.sort_lists();
        row
    }

    /// A lead as one reader sees it.
    #[cfg(test)]
    pub(crate) fn of_seen(lead: &Lead) -> Self {
        let readings = vec![lead.best().assessment.reach.clone()];
        Self::new(lead, lead.best(), Reach { readings, own: vec![0], ..Reach::default() }, words_of(lead))
    }

    /// Whether two rows of one lead show the same.
    fn shows_as(&self, other: &Self) -> bool {
        let figures = |row: &Self| [row.net_hourly_usd.to_bits(), row.ranked_usd.to_bits()];
        figures(self) == figures(other)
            && (self.offer, self.has_pay, self.per) == (other.offer, other.has_pay, other.per)
            && (&self.language, &self.levels, &self.fields) == (&other.language, &other.levels, &other.fields)
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

/// Its folded words, each with a line feed behind it.
fn words_of(lead: &Lead) -> String {
    let mut words = String::new();
    for text in texts(lead) {
        fold_words(text, |word| {
            words.push_str(word);
            words.push('\n');
        });
    }
    words
}

fn is_of_one_source(lead: &Lead) -> bool {
    let first = &lead.best().posting.source;
    lead.postings().iter().all(|posting| posting.posting.source == *first)
}

/// The postings that some reader takes, with what each says of who may: of each source the first of each reading, of
/// the open ones as long as one is. Readings that differ in words alone are one reading here, and behind one that is
/// open to everybody none of its source is taken. Of one job that was posted for more than [`READINGS_MAX`] kinds of
/// readers the rest rank by what these pay.
fn taken(lead: &Lead) -> Vec<(ReachReading, &AssessedPosting)> {
    let ended = lead.closed_at().is_some();
    let mut taken: Vec<(ReachReading, &AssessedPosting)> = Vec::new();
    let mut for_all: BTreeSet<&SourceId> = BTreeSet::new();
    for posting in lead.postings().iter().filter(|posting| ended || posting.closed_at.is_none()) {
        let (said, source) = (&posting.assessment.reach, &posting.posting.source);
        let reading = ReachReading { places: Vec::new(), evidence: None, ..said.clone() };
        let is_known = taken.iter().any(|(known, of)| *known == reading && of.posting.source == *source);
        if is_known || for_all.contains(source) {
            continue;
        }
        if reading.scope == Scope::Anywhere && reading.countries.is_none() && reading.languages.is_empty() {
            for_all.insert(source);
        }
        taken.push((reading, posting));
        if taken.len() == READINGS_MAX {
            break;
        }
    }
    taken
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
