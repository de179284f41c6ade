//! What is judged of a posting on disk, but for the sum of its pay.

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

use super::{
    RecordError,
    choices::{KindRecord, PartRecord, ScopeRecord, SeverityRecord},
    evidence::EvidenceRecord,
    hourly::NetHourlyRecord,
    pay::PayRecord,
    values::{checked, checked_list, checked_option, name, names},
};

#[derive(Serialize, Deserialize)]
pub(super) struct AssessmentRecord {
    kind: KindRecord,
    pay: Option<PayRecord>,
    net_hourly: Option<NetHourlyRecord>,
    fields: Vec<String>,
    skills: Vec<SkillRecord>,
    reach: ReachRecord,
    flags: Vec<FlagRecord>,
    trust: f32,
    language: Option<String>,
}

impl AssessmentRecord {
    pub(super) fn of(assessment: domain::Assessment) -> Self {
        let domain::Assessment { kind, pay, net_hourly, fields, skills, reach, flags, trust, language } =
            assessment;
        Self {
            kind: kind.into(),
            pay: pay.map(PayRecord::of),
            net_hourly: net_hourly.map(NetHourlyRecord::of),
            fields: names(&fields),
            skills: skills.into_iter().map(SkillRecord::of).collect(),
            reach: ReachRecord::of(reach),
            flags: flags.into_iter().map(FlagRecord::of).collect(),
            trust,
            language: name(language.as_ref()),
        }
    }

    pub(super) fn read(self) -> Result<domain::Assessment, RecordError> {
        Ok(domain::Assessment {
            kind: self.kind.into(),
            pay: self.pay.map(PayRecord::read).transpose()?,
            net_hourly: self.net_hourly.map(NetHourlyRecord::read).transpose()?,
            fields: checked_list(&self.fields, "field")?,
            skills: self.skills.into_iter().map(SkillRecord::read).collect::<Result<_, _>>()?,
            reach: self.reach.read()?,
            flags: self.flags.into_iter().map(FlagRecord::read).collect::<Result<_, _>>()?,
            trust: self.trust,
            language: checked_option(self.language, "language")?,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct SkillRecord {
    skill: String,
    part: PartRecord,
    weight: f32,
    evidence: EvidenceRecord,
}

impl SkillRecord {
    pub(super) fn of(found: domain::SkillMatch) -> Self {
        let domain::SkillMatch { skill, part, weight, evidence } = found;
        Self { skill: skill.into(), part: part.into(), weight, evidence: EvidenceRecord::of(evidence) }
    }

    pub(super) fn read(self) -> Result<domain::SkillMatch, RecordError> {
        Ok(domain::SkillMatch {
            skill: checked(&self.skill, "skill")?,
            part: self.part.into(),
            weight: self.weight,
            evidence: self.evidence.read(),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct ReachRecord {
    scope: ScopeRecord,
    places: Vec<String>,
    countries: Option<Vec<String>>,
    languages: Vec<String>,
    group: bool,
    evidence: Option<EvidenceRecord>,
}

impl ReachRecord {
    pub(super) fn of(reach: domain::ReachReading) -> Self {
        let domain::ReachReading { scope, places, countries, languages, group, evidence } = reach;
        Self {
            scope: scope.into(),
            places,
            countries: countries.map(|set| set.iter().map(Into::into).collect()),
            languages: names(&languages),
            group,
            evidence: evidence.map(EvidenceRecord::of),
        }
    }

    pub(super) fn read(self) -> Result<domain::ReachReading, RecordError> {
        let set = |codes: Vec<String>| codes.iter().map(|code| checked(code, "country")).collect();
        Ok(domain::ReachReading {
            scope: self.scope.into(),
            places: self.places,
            countries: self.countries.map(set).transpose()?,
            languages: checked_list(&self.languages, "language")?,
            group: self.group,
            evidence: self.evidence.map(EvidenceRecord::read),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct FlagRecord {
    id: String,
    severity: SeverityRecord,
    evidence: EvidenceRecord,
}

impl FlagRecord {
    pub(super) fn of(flag: domain::Flag) -> Self {
        let domain::Flag { id, severity, evidence } = flag;
        Self { id: id.into(), severity: severity.into(), evidence: EvidenceRecord::of(evidence) }
    }

    pub(super) fn read(self) -> Result<domain::Flag, RecordError> {
        Ok(domain::Flag {
            id: checked(&self.id, "flag")?,
            severity: self.severity.into(),
            evidence: self.evidence.read(),
        })
    }
}
