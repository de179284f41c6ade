//! Leads as readers may see them: found, held against a profile, without what must not be shown.

use jiff::Timestamp;
use kazi_catalog::{HiddenReason, Page, Query, Snapshot};
use kazi_domain::{AssessedPosting, Lead, LeadId, Profile, SourceId};
use kazi_scoring::worth::{Worth, worth};

use crate::{
    App, SourceInfo,
    asked::Asked,
    problem::{self, Problem},
};

/// A lead in the eyes of one reader.
#[derive(Clone, Debug)]
pub(crate) struct SeenLead {
    /// The lead, only with postings whose sources let them be shown.
    pub lead: Lead,
    /// What it is worth to the reader.
    pub worth: Worth,
    /// Why it is not listed unless asked for.
    pub hidden: Vec<HiddenReason>,
}

/// A page of leads.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// Counts and the next page.
    pub page: Page,
    /// The leads in order.
    pub leads: Vec<SeenLead>,
    /// When the question was asked.
    pub now: Timestamp,
}

/// The leads that a request asks for, best first.
pub(crate) async fn find_leads(app: &App, asked: &Asked) -> Result<Listing, Problem> {
    find_counted(app, asked, true).await
}

/// The same without any count, for forms that show none.
pub(crate) async fn find_leads_uncounted(app: &App, asked: &Asked) -> Result<Listing, Problem> {
    find_counted(app, asked, false).await
}

async fn find_counted(app: &App, asked: &Asked, counted: bool) -> Result<Listing, Problem> {
    let now = app.now();
    let sources = app.sources.load_full();
    let mut query = asked.query.clone();
    let snapshot = app.catalog.snapshot();
    leave_out_unshown(&mut query, &sources, &snapshot);
    let page = if counted {
        snapshot.search(&query, &asked.profile, now)
    } else {
        let hits = snapshot.hits(&query, &asked.profile, now);
        hits.map(|(hits, next)| Page { hits, next, ..Page::default() })
    };
    let page = page.map_err(|error| {
        Problem::new(&problem::INVALID_PARAMETER, format!("cursor: {error}")).of_parameter("cursor")
    })?;
    let ids: Vec<LeadId> = page.hits.iter().map(|hit| hit.id).collect();
    let found = app.store.find_leads(&ids).await?;
    let see = |lead| see(app, lead, &sources, &asked.profile, now);
    // A lead that went away between the catalog's answer and the store's is left out.
    let leads = found.into_iter().flatten().filter_map(see).collect();
    Ok(Listing { page, leads, now })
}

/// One lead, whether it is hidden or not.
pub(crate) async fn find_lead(app: &App, id: LeadId, profile: &Profile) -> Result<SeenLead, Problem> {
    let sources = app.sources.load_full();
    let lead = app.store.find_lead(id).await?;
    lead.and_then(|lead| see(app, lead, &sources, profile, app.now())).ok_or_else(|| {
        let detail = format!("there is no lead {id}: it may have ended, or its source may not be shown");
        Problem::new(&problem::LEAD_NOT_FOUND, detail)
    })
}

/// A lead is shown, and counted, as long as one of its postings may be.
pub(crate) fn leave_out_unshown(query: &mut Query, sources: &[SourceInfo], snapshot: &Snapshot) {
    let unshown = snapshot.sources().into_iter().filter(|source| !may_show(source, sources));
    query.exclude_sources.extend(unshown.cloned());
}

/// These leads in this order, whether they are hidden or not; without those that are there no longer.
pub(crate) async fn find_these(
    app: &App,
    ids: &[LeadId],
    profile: &Profile,
) -> Result<Vec<SeenLead>, Problem> {
    let sources = app.sources.load_full();
    let found = app.store.find_leads(ids).await?;
    let now = app.now();
    Ok(found.into_iter().flatten().filter_map(|lead| see(app, lead, &sources, profile, now)).collect())
}

/// Not of a source that configuration no longer knows either: nobody can tell what its owner allows.
fn may_show(source: &SourceId, sources: &[SourceInfo]) -> bool {
    sources.iter().any(|known| known.id == *source && known.rights.may_show)
}

fn see(app: &App, lead: Lead, sources: &[SourceInfo], profile: &Profile, now: Timestamp) -> Option<SeenLead> {
    let lead = without_unshown(lead, sources)?.seen_by(profile);
    let snapshot = app.catalog.snapshot();
    let assessment = lead.assessment();
    let worth = worth(snapshot.rules(), snapshot.tree(), profile, assessment, lead.posted_at(), now);
    let hidden = HiddenReason::of(&lead, worth.verdict, now);
    Some(SeenLead { lead, worth, hidden })
}

/// The lead without postings that must not be shown; nothing where none is left.
fn without_unshown(lead: Lead, sources: &[SourceInfo]) -> Option<Lead> {
    let may_show = |posting: &&AssessedPosting| may_show(&posting.posting.source, sources);
    let shown = lead.postings().iter().filter(may_show).count();
    if shown == lead.postings().len() {
        return Some(lead);
    }
    Lead::new(lead.id, lead.postings().iter().filter(may_show).cloned().collect())
}
