//! What readers see: one piece of work, built from one or more postings of it.

use jiff::Timestamp;

use crate::{
    assessment::{Assessment, ReachReading, Verdict},
    id::{LeadId, SourceId},
    posting::Posting,
    profile::Profile,
};

/// Why two postings were taken for the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameWork {
    /// The posting by which the lead was first met.
    First,
    /// The same address.
    Url,
    /// The same words.
    Text,
    /// Nearly the same words, checked as a pair.
    Near,
}

/// A posting of a lead, with what was judged of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessedPosting {
    /// The posting.
    pub posting: Posting,
    /// What was judged of it.
    pub assessment: Assessment,
    /// Why it belongs to the lead.
    pub same: SameWork,
    /// When it was first read.
    pub first_seen: Timestamp,
    /// When the source no longer showed it, or said that it ended.
    pub closed_at: Option<Timestamp>,
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// Its postings, the one that leaves the reader most after fees first; never empty.
    postings: Vec<AssessedPosting>,
    /// What was judged of all its postings, where there are several.
    whole: Option<Box<Assessment>>,
}

/// By what one reader's postings are sorted: open ones first, of these those that are not of a source the reader
/// does `without`, and of these those that the reader may take.
fn order_for(posting: &AssessedPosting, profile: &Profile, without: &[SourceId]) -> (bool, bool, Verdict) {
    let left_out = without.contains(&posting.posting.source);
    (posting.closed_at.is_some(), left_out, posting.assessment.reach.verdict_for(profile))
}

impl Lead {
    /// A lead of at least one posting, sorted so that the open one that leaves most comes first.
    ///
    /// Nothing where `postings` is empty.
    pub fn new(id: LeadId, postings: Vec<AssessedPosting>) -> Option<Self> {
        (!postings.is_empty()).then(|| Self::sorted(id, postings))
    }

    /// The same lead after its postings were changed in some way; they are sorted anew.
    #[must_use]
    pub fn changed(mut self, change: impl FnOnce(&mut [AssessedPosting])) -> Self {
        change(&mut self.postings);
        Self::sorted(self.id, self.postings)
    }

    fn sorted(id: LeadId, mut postings: Vec<AssessedPosting>) -> Self {
        let left = |p: &AssessedPosting| p.assessment.net_hourly.as_ref().map(|net| net.ranked_usd);
        postings.sort_by(|a, b| {
            let closed = a.closed_at.is_some().cmp(&b.closed_at.is_some());
            closed.then_with(|| left(b).cmp(&left(a))).then_with(|| a.posting.id.cmp(&b.posting.id))
        });
        let whole = (postings.len() > 1).then(|| Box::new(whole(&postings)));
        Self { id, postings, whole }
    }

    /// The lead as one reader takes it: of its open postings, those that the reader may take come
    /// first, and of these the one that leaves most.
    ///
    /// A board shows the same job once per country: what another country's posting pays is not
    /// offered to this reader, and its link leads nowhere.
    #[must_use]
    pub fn seen_by(self, profile: &Profile) -> Self {
        self.seen_without(profile, &[])
    }

    /// The same for a reader who does without some sources: a posting of another one comes first, where one is open.
    #[must_use]
    pub fn seen_without(mut self, profile: &Profile, without: &[SourceId]) -> Self {
        if !self.is_as_seen_without(profile, without) {
            self.postings.sort_by_key(|posting| order_for(posting, profile, without));
            self.whole = Some(Box::new(whole(&self.postings)));
        }
        self
    }

    /// Whether one reader takes it as it is, so that [`Self::seen_without`] changes nothing.
    pub fn is_as_seen_without(&self, profile: &Profile, without: &[SourceId]) -> bool {
        self.postings.is_sorted_by_key(|posting| order_for(posting, profile, without))
    }

    /// What its postings say of who may take it, each reading once; of the open ones as long as one is.
    pub fn reaches(&self) -> Vec<&ReachReading> {
        let ended = self.closed_at().is_some();
        let shown = self.postings.iter().filter(|p| ended || p.closed_at.is_none());
        let mut readings: Vec<&ReachReading> = Vec::new();
        for reading in shown.map(|p| &p.assessment.reach) {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        readings
    }

    /// What was judged of the work: pay, net hourly and reach as its best posting has them; the
    /// skills and warnings of all its postings, and the least trust.
    ///
    /// A shorter copy on another board that happens to pay more must not hide what the work asks for,
    /// and a warning about one copy is a warning about the work.
    pub fn assessment(&self) -> &Assessment {
        self.whole.as_deref().unwrap_or(&self.best().assessment)
    }

    /// All postings, the best first.
    pub fn postings(&self) -> &[AssessedPosting] {
        &self.postings
    }

    /// The posting that leaves most after fees.
    pub fn best(&self) -> &AssessedPosting {
        &self.postings[0]
    }

    /// When the work was first offered, as far as any posting or its first reading tells.
    pub fn posted_at(&self) -> Timestamp {
        let said = |p: &AssessedPosting| p.posting.posted_at.unwrap_or(p.first_seen).min(p.first_seen);
        self.postings.iter().map(said).min().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// When it ended: the last of its postings to close; nothing while one is open.
    pub fn closed_at(&self) -> Option<Timestamp> {
        self.postings.iter().map(|p| p.closed_at).collect::<Option<Vec<_>>>()?.into_iter().max()
    }
}

/// The assessment of the first posting, with the skills and warnings of the others.
fn whole(postings: &[AssessedPosting]) -> Assessment {
    let mut whole = postings[0].assessment.clone();
    for AssessedPosting { assessment, .. } in &postings[1..] {
        whole.trust = whole.trust.min(assessment.trust);
        for skill in &assessment.skills {
            match whole.skills.iter_mut().find(|known| known.skill == skill.skill) {
                Some(known) if known.weight < skill.weight => *known = skill.clone(),
                Some(_) => {}
                None => whole.skills.push(skill.clone()),
            }
        }
        for flag in &assessment.flags {
            match whole.flags.iter_mut().find(|known| known.id == flag.id) {
                Some(known) if known.severity < flag.severity => *known = flag.clone(),
                Some(_) => {}
                None => whole.flags.push(flag.clone()),
            }
        }
    }
    whole.skills.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    whole.flags.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    whole
}
