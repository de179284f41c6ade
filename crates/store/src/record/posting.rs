//! A posting with its assessment on disk.

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

use super::{
    RecordError,
    assessment::AssessmentRecord,
    choices::{LocationRecord, SameRecord, WorkRecord},
    pay::{PayHintRecord, StatedPayRecord},
    values::{checked, checked_option, name, seconds, time, time_option},
};

#[derive(Serialize, Deserialize)]
pub(super) struct PostingRecord {
    id: u64,
    source: String,
    guid: Option<String>,
    url: Option<String>,
    title: String,
    description: String,
    summary: Option<String>,
    author: Option<String>,
    company: Option<String>,
    location: Option<String>,
    location_is: LocationRecord,
    work_is: WorkRecord,
    tags: Vec<String>,
    pay_text: Option<String>,
    pay: Option<StatedPayRecord>,
    pay_hint: PayHintRecord,
    platform: Option<String>,
    applicants: Option<u32>,
    language: Option<String>,
    posted_s: Option<i64>,
    updated_s: Option<i64>,
    expires_s: Option<i64>,
    assessment: AssessmentRecord,
    same: SameRecord,
    first_seen_s: i64,
    closed_s: Option<i64>,
}

impl PostingRecord {
    pub(super) fn of(assessed: &domain::AssessedPosting) -> Self {
        let domain::AssessedPosting { posting, assessment, same, first_seen, closed_at } = assessed.clone();
        Self {
            id: posting.id.0,
            source: posting.source.to_string(),
            guid: posting.guid,
            url: posting.url,
            title: posting.title,
            description: posting.description,
            summary: posting.summary,
            author: posting.author,
            company: posting.company,
            location: posting.location,
            location_is: posting.location_is.into(),
            work_is: posting.work_is.into(),
            tags: posting.tags,
            pay_text: posting.pay_text,
            pay: posting.pay.map(StatedPayRecord::of),
            pay_hint: PayHintRecord::of(posting.pay_hint),
            platform: name(posting.platform.as_ref()),
            applicants: posting.applicants,
            language: name(posting.language.as_ref()),
            posted_s: seconds(posting.posted_at),
            updated_s: seconds(posting.updated_at),
            expires_s: seconds(posting.expires_at),
            assessment: AssessmentRecord::of(assessment),
            same: same.into(),
            first_seen_s: first_seen.as_second(),
            closed_s: seconds(closed_at),
        }
    }

    pub(super) fn read(self) -> Result<domain::AssessedPosting, RecordError> {
        let posting = domain::Posting {
            id: domain::PostingId(self.id),
            source: checked(&self.source, "source")?,
            guid: self.guid,
            url: self.url,
            title: self.title,
            description: self.description,
            summary: self.summary,
            author: self.author,
            company: self.company,
            location: self.location,
            location_is: self.location_is.into(),
            work_is: self.work_is.into(),
            tags: self.tags,
            pay_text: self.pay_text,
            pay: self.pay.map(StatedPayRecord::read).transpose()?,
            pay_hint: self.pay_hint.read()?,
            platform: checked_option(self.platform, "platform")?,
            applicants: self.applicants,
            language: checked_option(self.language, "language")?,
            posted_at: time_option(self.posted_s)?,
            updated_at: time_option(self.updated_s)?,
            expires_at: time_option(self.expires_s)?,
        };
        Ok(domain::AssessedPosting {
            posting,
            assessment: self.assessment.read()?,
            same: self.same.into(),
            first_seen: time(self.first_seen_s)?,
            closed_at: time_option(self.closed_s)?,
        })
    }
}
