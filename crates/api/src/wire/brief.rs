//! A lead as lists show it.

use kazi_domain::{AssessedPosting, Flag, SkillId};
use kazi_scoring::{experience::read_experience, worth::Fit};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    eyes::Eyes,
    parts::{FlagForm, HiddenForm, LevelForm, NetHourlyForm, OwnReach, PayForm, ReachForm},
};
use crate::listing::SeenLead;

/// Names the parts of a lead in a list once: for the parameter that asks for some of them, for writing only
/// those, and for telling what of each is the reader's own.
macro_rules! parts {
    ($($part:ident $(: $own:expr)?,)*) => {
        /// The parts of a lead in a list, by which a sparse answer names them.
        pub(crate) const LEAD_PARTS: [&str; [$(stringify!($part)),*].len()] = [$(stringify!($part)),*];

        /// What of each part follows from who reads.
        pub(super) const OWN_PARTS: [Own; LEAD_PARTS.len()] = [$(own!($($own)?)),*];

        impl LeadBrief {
            /// Each part as JSON, in their order.
            pub(super) fn parts(&self) -> serde_json::Result<[String; LEAD_PARTS.len()]> {
                Ok([$(serde_json::to_string(&self.$part)?),*])
            }
        }
    };
}

macro_rules! own {
    () => {
        Own::Nothing
    };
    ($own:expr) => {
        $own
    };
}

/// What of a part of a listed lead follows from who reads.
#[derive(Clone, Copy)]
pub(super) enum Own {
    Nothing,
    /// All of it.
    All(Write),
    /// Its members from this one on, which are its last.
    From(&'static str, Write),
}

/// Writes what is the reader's own.
pub(super) type Write = fn(&SeenLead, &mut Vec<u8>) -> serde_json::Result<()>;

parts! {
    id, title, company, url,
    worth: Own::All(|seen, to| serde_json::to_writer(to, &cents(seen.worth.usd))),
    factors: Own::All(|seen, to| serde_json::to_writer(to, &FactorsForm::new(seen))),
    net_hourly, pay,
    fit: Own::From("have", |seen, to| {
        write_own_fit(seen, to);
        Ok(())
    }),
    fields,
    reach: Own::From("verdict", |seen, to| serde_json::to_writer(to, &OwnReach::new(seen))),
    flags,
    hidden: Own::All(|seen, to| serde_json::to_writer(to, &hidden(seen))),
    language, levels, posted_at, source, postings,
}

/// A lead in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeadBrief {
    /// 16 hexadecimal digits.
    id: String,
    /// The title, as its source shows it.
    title: String,
    /// Who hires.
    company: Option<String>,
    /// Where to answer it.
    url: Option<String>,
    /// US dollars an hour that it is expected to bring the reader.
    worth: f64,
    /// What that is the product of.
    factors: FactorsForm,
    /// What an hour leaves; null where not even a usual figure is known.
    net_hourly: Option<NetHourlyForm>,
    /// The pay, where stated.
    pay: Option<PayForm>,
    /// The skills asked for, held against the reader's.
    fit: FitForm,
    /// The fields the work is of, most fitting first.
    fields: Vec<String>,
    /// Who may take it.
    reach: ReachForm,
    /// Warnings, worst first.
    flags: Vec<FlagForm>,
    /// Why it is hidden unless asked for.
    hidden: Vec<HiddenForm>,
    /// The language it is written in.
    language: Option<String>,
    /// How much experience the title or the tags ask for, the least first; empty where they do not say.
    levels: Vec<LevelForm>,
    /// When it was first offered.
    posted_at: String,
    /// Who shows it, named as its owner asks.
    source: SourceRef,
    /// How many postings of it there are.
    postings: usize,
}

impl LeadBrief {
    pub(super) fn new(seen: &SeenLead, eyes: Eyes<'_>) -> Self {
        let best = seen.lead.best();
        let (posting, assessment) = (&best.posting, seen.lead.assessment());
        Self {
            id: seen.lead.id.to_string(),
            title: posting.title.clone(),
            company: posting.company.clone(),
            url: posting.url.clone(),
            worth: cents(seen.worth.usd),
            factors: FactorsForm::new(seen),
            net_hourly: assessment.net_hourly.as_ref().map(Into::into),
            pay: assessment.pay.as_ref().map(|pay| PayForm::new(pay, &eyes.words)),
            fit: FitForm::new(seen),
            fields: assessment.fields.iter().map(ToString::to_string).collect(),
            reach: ReachForm::new(&assessment.reach, seen.worth.verdict),
            flags: flags(&assessment.flags, eyes),
            hidden: hidden(seen),
            language: assessment.language.as_ref().map(ToString::to_string),
            levels: read_experience(posting).iter().map(LevelForm::from).collect(),
            posted_at: seen.lead.posted_at().to_string(),
            source: SourceRef::new(best, eyes),
            postings: seen.lead.postings().len(),
        }
    }
}

fn hidden(seen: &SeenLead) -> Vec<HiddenForm> {
    seen.hidden.iter().map(|reason| HiddenForm::new(reason, None)).collect()
}

pub(super) fn flags(flags: &[Flag], eyes: Eyes<'_>) -> Vec<FlagForm> {
    flags.iter().map(|flag| FlagForm::new(flag, eyes.facts, &eyes.words)).collect()
}

/// To the cent: further digits mean nothing.
pub(super) fn cents(usd: f64) -> f64 {
    (usd * 100.0).round() / 100.0
}

/// What a worth is the product of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactorsForm {
    /// US dollars an hour; null where nobody knows.
    net_hourly: Option<f64>,
    /// 0 to 1.
    fit: f64,
    /// 0 to 1.
    open: f64,
    /// 0 to 1.
    trust: f64,
    /// 0 to 1.
    reach: f64,
}

impl FactorsForm {
    fn new(seen: &SeenLead) -> Self {
        let factors = &seen.worth.factors;
        Self {
            net_hourly: factors.net_hourly_usd,
            fit: factors.fit,
            open: factors.open,
            trust: factors.trust,
            reach: factors.reach,
        }
    }
}

/// The skills asked for, held against the reader's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FitForm {
    /// All skills asked for, most weighty first, whoever reads.
    asked: Vec<String>,
    /// Skills that the reader named.
    have: Vec<String>,
    /// Skills of which the reader named a part or the whole.
    partly: Vec<String>,
    /// Skills that the reader lacks.
    missing: Vec<String>,
}

impl FitForm {
    fn new(seen: &SeenLead) -> Self {
        let names = |ids: &[SkillId]| ids.iter().map(ToString::to_string).collect();
        let fit = &seen.worth.fit;
        let asked = seen.lead.assessment().skills.iter().map(|found| found.skill.to_string()).collect();
        Self { asked, have: names(&fit.have), partly: names(&fit.partly), missing: names(&fit.missing) }
    }
}

/// Writes the members of [`FitForm`] that are the reader's own. Ids need no escaping, to look for which is most
/// of what writing them takes.
fn write_own_fit(seen: &SeenLead, to: &mut Vec<u8>) {
    let Fit { have, partly, missing, .. } = &seen.worth.fit;
    for (before, ids) in [("{\"have\":[", have), ("],\"partly\":[", partly), ("],\"missing\":[", missing)] {
        to.extend_from_slice(before.as_bytes());
        for (at, id) in ids.iter().enumerate() {
            to.extend_from_slice(if at == 0 { &b"\""[..] } else { b",\"" });
            to.extend_from_slice(id.as_str().as_bytes());
            to.push(b'"');
        }
    }
    to.extend_from_slice(b"]}");
}

/// Who shows a posting, named as its owner asks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceRef {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The words by which it must be named wherever its postings are shown.
    attribution: Option<String>,
    /// Where those words must link to.
    attribution_url: Option<String>,
    /// Whether that link must be one that search engines may follow.
    attribution_followed: bool,
}

impl SourceRef {
    pub(super) fn new(posting: &AssessedPosting, eyes: Eyes<'_>) -> Self {
        let id = &posting.posting.source;
        let source = eyes.sources.find(id.as_str());
        let attribution = source.and_then(|source| source.rights.attribution.as_ref());
        Self {
            id: id.to_string(),
            name: source.map_or(id.as_str(), |source| &source.name).to_owned(),
            attribution: attribution.map(|asked| asked.text.clone()),
            attribution_url: attribution.map(|asked| asked.link.clone()),
            attribution_followed: attribution.is_some_and(|asked| asked.followed),
        }
    }
}
