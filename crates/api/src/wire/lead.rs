//! A lead with everything that is known of it.

use kazi_domain::{AssessedPosting, Kind, Posting};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    brief::{LeadBrief, SourceRef, cents, flags},
    eyes::Eyes,
    gone::GoneForm,
    parts::{EvidenceForm, FlagForm, NetHourlyForm, PayForm, SkillMatchForm, same_work},
    platform::PlatformForm,
};
use crate::{
    asked::GoneName,
    listing::SeenLead,
    words::{FactorLine, SumRow},
};

/// A lead with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadForm {
    #[serde(flatten)]
    brief: LeadBrief,
    /// offer, seeking, other.
    kind: &'static str,
    /// The text of the best posting.
    description: String,
    /// The same as HTML: only p, br, ul, li, and a with an address of http or https.
    description_html: String,
    /// The skills with the words that name them.
    skills: Vec<SkillMatchForm>,
    /// Every factor and the sum behind it.
    explanation: ExplanationForm,
    /// All postings of the same work, the best first.
    all_postings: Vec<PostingForm>,
    /// When it ended.
    closed_at: Option<String>,
}

impl LeadForm {
    pub(crate) fn new(seen: &SeenLead, gone: &[GoneName], eyes: Eyes<'_>) -> Self {
        let best = seen.lead.best();
        Self {
            brief: LeadBrief::new(seen, eyes),
            kind: match best.assessment.kind {
                Kind::Offer => "offer",
                Kind::Seeking => "seeking",
                Kind::Other => "other",
            },
            description: best.posting.description.clone(),
            description_html: kazi_domain::text_to_html(&best.posting.description),
            skills: seen
                .lead
                .assessment()
                .skills
                .iter()
                .map(|found| SkillMatchForm::new(found, eyes.facts))
                .collect(),
            explanation: ExplanationForm::new(seen, gone, eyes),
            all_postings: seen.lead.postings().iter().map(|p| PostingForm::new(p, eyes)).collect(),
            closed_at: seen.lead.closed_at().map(|at| at.to_string()),
        }
    }
}

/// Why a lead is worth what it is, in the reader's eyes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplanationForm {
    /// US dollars an hour.
    worth: f64,
    /// Each factor with its sentence, in the order of the product.
    factors: Vec<FactorForm>,
    /// From pay to what an hour leaves, line by line.
    sum: Vec<SumRowForm>,
    /// The words that reach rests on.
    reach_evidence: Option<EvidenceForm>,
    /// Skills of the profile that trainers put into another or took out of the book.
    gone: Vec<GoneForm>,
}

impl ExplanationForm {
    pub(crate) fn new(seen: &SeenLead, gone: &[GoneName], eyes: Eyes<'_>) -> Self {
        let best = seen.lead.best();
        let factors = eyes.words.factors(seen, eyes.profile, eyes.facts, eyes.now);
        Self {
            worth: cents(seen.worth.usd),
            factors: factors.into_iter().map(Into::into).collect(),
            sum: eyes.words.sum_rows(best, eyes.facts, eyes.today()).into_iter().map(Into::into).collect(),
            reach_evidence: best.assessment.reach.evidence.as_ref().map(Into::into),
            gone: GoneForm::all(gone),
        }
    }
}

/// A factor of the worth.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactorForm {
    /// net_hourly, fit, open, trust, reach.
    factor: &'static str,
    /// Dollars an hour for net_hourly, else 0 to 1; null where nobody knows.
    value: Option<f64>,
    /// Why.
    sentence: String,
}

impl From<FactorLine> for FactorForm {
    fn from(line: FactorLine) -> Self {
        Self { factor: line.factor, value: line.value, sentence: line.sentence }
    }
}

/// A line of the sum from pay to net hourly, as worded for people.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SumRowForm {
    /// What it is.
    label: String,
    /// Stated or a guess, a rate and its day.
    note: String,
    /// The words that state it.
    quote: Option<String>,
    /// The figure with its sign.
    figure: String,
}

impl From<SumRow> for SumRowForm {
    fn from(row: SumRow) -> Self {
        Self { label: row.label, note: row.note, quote: row.quote, figure: row.figure }
    }
}

fn platform(posting: &Posting, eyes: Eyes<'_>) -> Option<PlatformForm> {
    let platform = eyes.facts.platform(posting.platform.as_ref()?)?;
    Some(PlatformForm::new(platform, eyes.now))
}

/// One posting of a lead.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PostingForm {
    /// Its id.
    id: String,
    /// Who shows it.
    source: SourceRef,
    /// Where to answer it.
    url: Option<String>,
    /// Its title there.
    title: String,
    /// Who hires.
    company: Option<String>,
    /// Why it is the same work: first, url, text, near.
    same: &'static str,
    /// The pay stated there.
    pay: Option<PayForm>,
    /// What an hour leaves there, after that place's fees.
    net_hourly: Option<NetHourlyForm>,
    /// Warnings about it.
    flags: Vec<FlagForm>,
    /// What the platform asks of people, to be read before going there; null where none is known.
    platform: Option<PlatformForm>,
    /// When it was posted, where the source says so.
    posted_at: Option<String>,
    /// When it was first read.
    first_seen: String,
    /// When it ended.
    closed_at: Option<String>,
}

impl PostingForm {
    fn new(assessed: &AssessedPosting, eyes: Eyes<'_>) -> Self {
        let posting = &assessed.posting;
        Self {
            id: posting.id.to_string(),
            source: SourceRef::new(assessed, eyes),
            url: posting.url.clone(),
            title: posting.title.clone(),
            company: posting.company.clone(),
            same: same_work(assessed.same),
            pay: assessed.assessment.pay.as_ref().map(|pay| PayForm::new(pay, &eyes.words)),
            net_hourly: assessed.assessment.net_hourly.as_ref().map(Into::into),
            flags: flags(&assessed.assessment.flags, eyes),
            platform: platform(posting, eyes),
            posted_at: posting.posted_at.map(|at| at.to_string()),
            first_seen: assessed.first_seen.to_string(),
            closed_at: assessed.closed_at.map(|at| at.to_string()),
        }
    }
}
