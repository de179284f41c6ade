//! Parts of leads on the wire.

use kazi_catalog::{Facet, HiddenReason};
use kazi_domain::{
    Basis, Evidence, Experience, Flag, NetHourly, Origin, Part, PayNote, PayReading, ReachReading, SameWork,
    Scope, Severity, SkillMatch, Verdict,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Facts, asked::FACETS, listing::SeenLead, words::Words};

/// The name of a value in the domain, as its kebab-case form on the wire.
macro_rules! wire_names {
    ($($function:ident($type:ty) { $($variant:ident => $name:literal),* $(,)? })*) => {
        $(pub(super) const fn $function(value: $type) -> &'static str {
            match value { $(<$type>::$variant => $name),* }
        })*
    };
}

wire_names! {
    basis(Basis) { Stated => "stated", Estimated => "estimated" }
    origin(Origin) { Structured => "structured", Stated => "stated", Estimated => "estimated" }
    part(Part) {
        Field => "field", PayText => "pay-text", Title => "title", Tags => "tags", Location => "location",
        Company => "company", Description => "description",
    }
    pay_note(PayNote) {
        Swapped => "swapped", Contradicted => "contradicted", Predicted => "predicted",
        CurrencyAssumed => "currency-assumed", PerAssumed => "per-assumed", SeveralRoles => "several-roles",
        WithBonus => "with-bonus", AfterTax => "after-tax", FromTwoWeeks => "from-two-weeks",
        FromBatch => "from-batch", NotBelieved => "not-believed",
    }
    same_work(SameWork) { First => "first", Url => "url", Text => "text", Near => "near" }
    scope(Scope) {
        Anywhere => "anywhere", Restricted => "restricted", Onsite => "onsite", Unknown => "unknown",
    }
    severity(Severity) { Notice => "notice", Caution => "caution", Severe => "severe" }
    verdict(Verdict) { Open => "open", Group => "group", Unknown => "unknown", Closed => "closed" }
}

/// Words of a posting that a judgement rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceForm {
    /// Where they stand: field, pay-text, title, tags, location, company, description.
    part: &'static str,
    /// The byte of that part at which they begin; of the tags, the number of the tag.
    start: u32,
    /// The words themselves.
    words: String,
}

impl From<&Evidence> for EvidenceForm {
    fn from(evidence: &Evidence) -> Self {
        Self { part: part(evidence.part), start: evidence.start, words: evidence.words.clone() }
    }
}

/// How much experience a posting asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelForm {
    /// entry, intermediate or expert.
    level: &'static str,
    /// The words relied on.
    evidence: EvidenceForm,
}

impl From<&(Experience, Evidence)> for LevelForm {
    fn from((level, evidence): &(Experience, Evidence)) -> Self {
        Self { level: level.as_str(), evidence: evidence.into() }
    }
}

/// What a posting states that the work pays.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PayForm {
    /// The least, where stated.
    low: Option<f64>,
    /// The most, where stated.
    high: Option<f64>,
    /// Three letters of ISO 4217; null where the posting names none.
    currency: Option<&'static str>,
    /// hour, project, day, week, month, year, piece; null where one cannot tell.
    per: Option<&'static str>,
    /// The piece, with `per` piece.
    piece: Option<String>,
    /// structured, stated or estimated.
    origin: &'static str,
    /// As a sentence.
    text: String,
    /// What to know about how it was read.
    notes: Vec<&'static str>,
    /// The words it rests on.
    evidence: EvidenceForm,
}

impl PayForm {
    pub(super) fn new(reading: &PayReading, words: &Words) -> Self {
        let pay = &reading.pay;
        Self {
            low: pay.low().map(kazi_domain::Amount::to_f64),
            high: pay.high().map(kazi_domain::Amount::to_f64),
            currency: pay.currency().map(|currency| currency.code()),
            per: pay.per().map(kazi_domain::Per::as_str),
            piece: pay.piece().map(str::to_owned),
            origin: origin(reading.origin),
            text: words.pay(pay),
            notes: reading.notes.iter().map(|note| pay_note(*note)).collect(),
            evidence: (&reading.evidence).into(),
        }
    }
}

/// What an hour leaves after fees and unpaid time, in US dollars.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NetHourlyForm {
    /// If things go badly.
    low: f64,
    /// What to count on.
    likely: f64,
    /// If things go well.
    high: f64,
    /// The figure that ranks: the likely one, drawn towards what such work usually leaves.
    ranked: f64,
    /// stated, or estimated where any part of it is.
    basis: &'static str,
    /// Whether the posting says that the work pays nothing. All figures are then 0.
    pays_nothing: bool,
}

impl From<&NetHourly> for NetHourlyForm {
    fn from(net: &NetHourly) -> Self {
        Self {
            low: net.usd.low.to_f64(),
            likely: net.usd.likely.to_f64(),
            high: net.usd.high.to_f64(),
            ranked: net.ranked_usd.to_f64(),
            basis: basis(net.basis),
            pays_nothing: net.no_pay().is_some(),
        }
    }
}

/// Who may take the work.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReachForm {
    /// anywhere, restricted, onsite, unknown.
    scope: &'static str,
    /// The places named, as worded.
    places: Vec<String>,
    /// The languages it asks for.
    languages: Vec<String>,
    /// The words it rests on.
    evidence: Option<EvidenceForm>,
    /// For the reader: open, group, unknown, closed.
    verdict: &'static str,
}

impl ReachForm {
    pub(super) fn new(reach: &ReachReading, for_reader: Verdict) -> Self {
        Self {
            scope: scope(reach.scope),
            places: reach.places.clone(),
            languages: reach.languages.iter().map(ToString::to_string).collect(),
            evidence: reach.evidence.as_ref().map(Into::into),
            verdict: verdict(for_reader),
        }
    }
}

/// The members of [`ReachForm`] that are the reader's own.
#[derive(Serialize)]
pub(super) struct OwnReach {
    verdict: &'static str,
}

impl OwnReach {
    pub(super) fn new(seen: &SeenLead) -> Self {
        Self { verdict: verdict(seen.worth.verdict) }
    }
}

/// A warning.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlagForm {
    /// Its stable id.
    id: String,
    /// What it is.
    name: String,
    /// What to do about it.
    advice: String,
    /// notice, caution, severe.
    severity: &'static str,
    /// The words it rests on.
    evidence: EvidenceForm,
}

impl FlagForm {
    pub(super) fn new(flag: &Flag, facts: &Facts, words: &Words) -> Self {
        let (name, advice) = words.flag(&flag.id, facts);
        let evidence = (&flag.evidence).into();
        Self { id: flag.id.to_string(), name, advice, severity: severity(flag.severity), evidence }
    }
}

/// A skill that the work asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkillMatchForm {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The part of the posting where it stands most prominently.
    r#where: &'static str,
    /// How much it counts in the fit, above 0 up to 1.
    weight: f32,
    /// The words.
    evidence: EvidenceForm,
}

impl SkillMatchForm {
    pub(super) fn new(found: &SkillMatch, facts: &Facts) -> Self {
        Self {
            id: found.skill.to_string(),
            name: facts.skill_name(&found.skill).to_owned(),
            r#where: part(found.part),
            weight: found.weight,
            evidence: (&found.evidence).into(),
        }
    }
}

/// Why leads are hidden, and how many.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HiddenForm {
    /// closed, flagged, ended, not-an-offer.
    reason: &'static str,
    /// The warning, with flagged.
    flag: Option<String>,
    /// How many; a lead with two reasons counts in both.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
}

impl HiddenForm {
    pub(crate) fn new(reason: &HiddenReason, count: Option<u64>) -> Self {
        let (reason, flag) = match reason {
            HiddenReason::Closed => ("closed", None),
            HiddenReason::Flagged(flag) => ("flagged", Some(flag.to_string())),
            HiddenReason::Ended => ("ended", None),
            HiddenReason::NotAnOffer => ("not-an-offer", None),
        };
        Self { reason, flag, count }
    }
}

/// How many leads have each value of a filter, were that filter alone taken away.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FacetForm {
    /// Which filter.
    facet: &'static str,
    /// The most frequent first.
    values: Vec<FacetValueForm>,
}

/// A value and how many leads have it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FacetValueForm {
    /// The value, as the filter takes it.
    value: String,
    /// How many.
    count: u64,
}

impl From<&Facet> for FacetForm {
    fn from(facet: &Facet) -> Self {
        let name = FACETS.iter().find(|(_, kind)| *kind == facet.kind).map_or("", |(name, _)| name);
        let value = |(value, count): &(String, u64)| FacetValueForm { value: value.clone(), count: *count };
        Self { facet: name, values: facet.values.iter().map(value).collect() }
    }
}
