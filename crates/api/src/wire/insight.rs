//! Insights on the wire.

use kazi_catalog::{Insight, InsightDetail, KnownWeeks, LearnNext, Quartiles, Topic};
use serde::Serialize;
use utoipa::ToSchema;

use super::{brief::cents, gone::GoneForm};
use crate::{Facts, asked::GoneName};

/// How much work there is of every field and skill.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InsightsForm {
    /// Fields of which there is work, the most of it first.
    fields: Vec<InsightForm>,
    /// Skills that work asks for, the most of it first.
    skills: Vec<InsightForm>,
    /// Of what `posted_by_week` and `trend` tell.
    weeks: WeeksForm,
    /// Skills and fields of the question that trainers put into another or took out of the book.
    gone: Vec<GoneForm>,
}

/// The weeks of which it is known how much work came. Work counts that has ended since, because a count of what is
/// left would grow without any growth: so weeks count of which all is known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WeeksForm {
    /// How many weeks back from now, at most eight; a trend takes all eight.
    known: usize,
    /// Only their work is in the counts: sources that were read all that time, and whose postings stay known as long
    /// when they end.
    sources: Vec<String>,
}

impl From<&KnownWeeks> for WeeksForm {
    fn from(weeks: &KnownWeeks) -> Self {
        Self { known: weeks.weeks, sources: weeks.sources.iter().map(ToString::to_string).collect() }
    }
}

impl InsightsForm {
    pub(crate) fn new(insights: &[Insight], weeks: &KnownWeeks, gone: &[GoneName], facts: &Facts) -> Self {
        let of = |wanted: fn(&Topic) -> bool| {
            let found = insights.iter().filter(|insight| wanted(&insight.topic));
            found.map(|insight| InsightForm::new(insight, facts)).collect()
        };
        Self {
            fields: of(|topic| matches!(topic, Topic::Field(_))),
            skills: of(|topic| matches!(topic, Topic::Skill(_))),
            weeks: weeks.into(),
            gone: GoneForm::all(gone),
        }
    }
}

/// How much work there is of one field or skill.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InsightForm {
    /// The id by which filters and profiles name it.
    id: String,
    /// Its name.
    name: String,
    /// Leads that the list shows.
    leads: u64,
    /// What an hour of them leaves; null where no figure is known.
    net_hourly: Option<QuartilesForm>,
    /// Leads posted in each of the last eight weeks, the current one first, ended ones too: of the sources that `weeks`
    /// names; null for weeks that are not known.
    posted_by_week: [Option<u64>; kazi_catalog::WEEKS],
    /// How many times as many came in the last four weeks as in the four before; null where none came then, or not
    /// all eight weeks are known.
    trend: Option<f64>,
}

impl InsightForm {
    fn new(insight: &Insight, facts: &Facts) -> Self {
        let (id, name) = match &insight.topic {
            Topic::Field(field) => (field.to_string(), facts.field_name(field)),
            Topic::Skill(skill) => (skill.to_string(), facts.skill_name(skill)),
        };
        Self {
            id,
            name: name.to_owned(),
            leads: insight.leads,
            net_hourly: insight.net_hourly.map(Into::into),
            posted_by_week: insight.posted_by_week,
            trend: insight.trend().map(cents),
        }
    }
}

/// Where the quarters of the figures lie, in US dollars an hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuartilesForm {
    /// A quarter is below it.
    low: f64,
    /// Half is below it.
    median: f64,
    /// Three quarters are below it.
    high: f64,
    /// How many leads have a figure and state their pay.
    of: u64,
}

impl From<Quartiles> for QuartilesForm {
    fn from(quartiles: Quartiles) -> Self {
        let Quartiles { low, median, high, of } = quartiles;
        Self { low: cents(low), median: cents(median), high: cents(high), of }
    }
}

/// One field or skill with what stands beside it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InsightDetailForm {
    #[serde(flatten)]
    insight: InsightForm,
    /// Skills that the same leads ask for, the most frequent first.
    with: Vec<CompanionForm>,
    /// Sources, the best paid by their medians first.
    sources: Vec<SourceInsightForm>,
    /// Of what `posted_by_week` and `trend` tell.
    weeks: WeeksForm,
    /// Skills and fields of the question that trainers put into another or took out of the book.
    gone: Vec<GoneForm>,
}

/// A skill beside another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanionForm {
    /// The id by which filters and profiles name it.
    id: String,
    /// Its name.
    name: String,
    /// Leads that ask for both.
    leads: u64,
}

/// What one source has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceInsightForm {
    /// The source.
    id: String,
    /// Leads of the field or skill that it shows.
    leads: u64,
    /// What an hour of them leaves; null where no figure is known.
    net_hourly: Option<QuartilesForm>,
}

impl InsightDetailForm {
    pub(crate) fn new(detail: &InsightDetail, weeks: &KnownWeeks, gone: &[GoneName], facts: &Facts) -> Self {
        let with = detail.with.iter().map(|(skill, leads)| CompanionForm {
            id: skill.to_string(),
            name: facts.skill_name(skill).to_owned(),
            leads: *leads,
        });
        let sources = detail.sources.iter().map(|source| SourceInsightForm {
            id: source.source.to_string(),
            leads: source.leads,
            net_hourly: source.net_hourly.map(Into::into),
        });
        let insight = InsightForm::new(&detail.insight, facts);
        let gone = GoneForm::all(gone);
        Self { insight, with: with.collect(), sources: sources.collect(), weeks: weeks.into(), gone }
    }
}

/// The skills that would bring the reader most.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LearnNextForm {
    /// The best first.
    skills: Vec<LearnForm>,
    /// Skills and fields of the question that trainers put into another or took out of the book.
    gone: Vec<GoneForm>,
}

/// What one more skill would bring, were the reader able to do it alone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LearnForm {
    /// The id by which filters and profiles name it.
    id: String,
    /// Its name.
    name: String,
    /// By how many US dollars an hour the worth of all leads together rises.
    added_worth: f64,
    /// Leads that would be worth more.
    leads: u64,
    /// Leads of which the reader would have half of what they ask for, and has less now.
    opens: u64,
    /// What an hour of those leaves, in US dollars: of those whose pay is stated the median; null where none is.
    opened_median: Option<f64>,
}

impl LearnNextForm {
    pub(crate) fn new(learn: &[LearnNext], gone: &[GoneName], facts: &Facts) -> Self {
        let form = |next: &LearnNext| LearnForm {
            id: next.skill.to_string(),
            name: facts.skill_name(&next.skill).to_owned(),
            added_worth: cents(next.added_worth_usd),
            leads: next.leads,
            opens: next.opens,
            opened_median: next.opened_median_usd.map(cents),
        };
        Self { skills: learn.iter().map(form).collect(), gone: GoneForm::all(gone) }
    }
}
