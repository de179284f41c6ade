//! Leads as readers may see them: found, held against a profile, without what must not be shown.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use kazi_catalog::{HiddenReason, Page, Phrases, Query, Snapshot};
use kazi_domain::{AssessedPosting, Lead, LeadId, Profile, SourceId};
use kazi_scoring::worth::{Mastery, Worth};
use kazi_store::{LIST_MAX, Store};

use crate::{
    App, KnownSources,
    asked::Asked,
    problem::{self, Problem},
};

/// The most leads whose texts are read for the phrases of one search: a tenth of a second.
const PHRASE_LEADS_MAX: usize = 5_000;

/// What leads are listed from, at one moment.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// Ranks them.
    pub snapshot: &'a Snapshot,
    /// Holds their texts.
    pub store: &'a dyn Store,
    /// Says whose may be shown.
    pub sources: &'a KnownSources,
    /// When.
    pub now: Timestamp,
}

/// Why leads cannot be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListError {
    /// What was asked cannot be answered.
    Question(String),
    /// The store cannot answer.
    Store(String),
}

impl From<Problem> for ListError {
    fn from(problem: Problem) -> Self {
        let words = problem.in_words();
        if problem.kind.status.is_client_error() { Self::Question(words) } else { Self::Store(words) }
    }
}

/// A lead in the eyes of one reader.
#[derive(Clone, Debug)]
pub struct SeenLead {
    /// The lead, only with postings whose sources let them be shown.
    pub lead: Arc<Lead>,
    /// What it is worth to the reader.
    pub worth: Worth,
    /// Why it is not listed unless asked for.
    pub hidden: Vec<HiddenReason>,
}

/// A page of leads.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Counts and the next page.
    pub page: Page,
    /// The leads in order.
    pub leads: Vec<SeenLead>,
    /// Where nothing was found: the words of the search as leads spell them.
    pub did_you_mean: Option<String>,
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
    let (sources, snapshot) = (app.sources.load_full(), app.catalog.snapshot());
    let shelf = Shelf { snapshot: &snapshot, store: &*app.store, sources: &sources, now: app.now() };
    shelf.find(asked.query.clone(), &asked.profile, counted).await
}

/// One lead, whether it is hidden or not.
pub(crate) async fn find_lead(app: &App, id: LeadId, profile: &Profile) -> Result<SeenLead, Problem> {
    let sources = app.sources.load_full();
    let lead = app.store.show_leads(&[id]).await?.pop().flatten();
    let snapshot = app.catalog.snapshot();
    let reader = Reader::new(&snapshot, profile, &sources, app.now());
    lead.and_then(|lead| reader.see(lead)).ok_or_else(|| {
        let detail = format!("there is no lead {id}: it may have ended, or its source may not be shown");
        Problem::new(&problem::LEAD_NOT_FOUND, detail)
    })
}

/// Readies a query for the catalog: it leaves out what must not be shown, and leads without its phrases.
pub(crate) async fn settle(
    app: &App,
    query: &mut Query,
    profile: &Profile,
    snapshot: &Snapshot,
    now: Timestamp,
) -> Result<(), Problem> {
    let sources = app.sources.load_full();
    Shelf { snapshot, store: &*app.store, sources: &sources, now }.settle(query, profile).await
}

/// Does what reads every row of the catalog away from the threads that answer others.
pub(crate) async fn aside<T: Send + 'static>(
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let failed = |_| Problem::new(&problem::INTERNAL, "this was not your fault: ask for something else");
    tokio::task::spawn_blocking(read).await.map_err(failed)
}

impl Shelf<'_> {
    /// The leads that a query asks for, best first, as the lists of the API hold them.
    ///
    /// # Errors
    /// When the query cannot be answered, or the store not be read.
    pub async fn list(&self, query: Query, profile: &Profile) -> Result<Listing, ListError> {
        Ok(self.find(query, profile, true).await?)
    }

    async fn find(&self, mut query: Query, profile: &Profile, counted: bool) -> Result<Listing, Problem> {
        let Self { snapshot, now, .. } = *self;
        self.settle(&mut query, profile).await?;
        let page = if counted {
            snapshot.search(&query, profile, now)
        } else {
            let hits = snapshot.hits(&query, profile, now);
            hits.map(|(hits, next)| Page { hits, next, ..Page::default() })
        };
        let page = page.map_err(|error| {
            Problem::new(&problem::INVALID_PARAMETER, format!("cursor: {error}")).of_parameter("cursor")
        })?;
        let ids: Vec<LeadId> = page.hits.iter().map(|hit| hit.id).collect();
        let found = self.store.show_leads(&ids).await?;
        let reader = Reader::new(snapshot, profile, self.sources, now).without(&query.exclude_sources);
        // A lead that went away between the catalog's answer and the store's is left out.
        let leads = found.into_iter().flatten().filter_map(|lead| reader.see(lead)).collect();
        let nothing = counted && page.total == 0 && page.hidden == 0;
        let did_you_mean = if nothing { snapshot.did_you_mean(&query.text) } else { None };
        Ok(Listing { page, leads, did_you_mean, now })
    }

    async fn settle(&self, query: &mut Query, profile: &Profile) -> Result<(), Problem> {
        let Self { snapshot, store, sources, now } = *self;
        // A lead is shown, and counted, as long as one of its postings may be.
        let unshown = snapshot.sources().into_iter().filter(|source| !sources.may_show(source));
        query.exclude_sources.extend(unshown.cloned());
        let phrases = Phrases::read(&query.text);
        if phrases.is_empty() {
            return Ok(());
        }
        let candidates = snapshot.candidates(query, profile, now, PHRASE_LEADS_MAX).ok_or_else(|| {
            let detail = format!(
                "more than {PHRASE_LEADS_MAX} leads have the words in quotes, too many to look which have them in a row: \
                 add a word or a filter, or leave the quotes out"
            );
            Problem::new(&problem::INVALID_PARAMETER, detail).of_parameter("q")
        })?;
        let mut only = BTreeSet::new();
        for ids in candidates.chunks(LIST_MAX) {
            let found = store.find_leads(ids).await?.into_iter().flatten();
            let shown = found.filter_map(|lead| without_unshown(Arc::new(lead), sources));
            only.extend(shown.filter(|lead| phrases.hold(lead)).map(|lead| lead.id));
        }
        query.only = Some(Arc::new(only));
        Ok(())
    }
}

/// These leads in this order, whether they are hidden or not; without those that are there no longer.
pub(crate) async fn find_these(
    app: &App,
    ids: &[LeadId],
    profile: &Profile,
) -> Result<Vec<SeenLead>, Problem> {
    let sources = app.sources.load_full();
    let found = app.store.show_leads(ids).await?;
    let snapshot = app.catalog.snapshot();
    let reader = Reader::new(&snapshot, profile, &sources, app.now());
    Ok(found.into_iter().flatten().filter_map(|lead| reader.see(lead)).collect())
}

/// One who reads, at one moment.
struct Reader<'a> {
    mastery: Mastery<'a>,
    profile: &'a Profile,
    sources: &'a KnownSources,
    /// Sources that the reader does without.
    without: &'a [SourceId],
    now: Timestamp,
}

impl<'a> Reader<'a> {
    fn new(snapshot: &'a Snapshot, profile: &'a Profile, sources: &'a KnownSources, now: Timestamp) -> Self {
        let mastery = Mastery::new(snapshot.rules(), snapshot.tree(), profile);
        Self { mastery, profile, sources, without: &[], now }
    }

    fn without(self, without: &'a [SourceId]) -> Self {
        Self { without, ..self }
    }

    fn see(&self, lead: Arc<Lead>) -> Option<SeenLead> {
        let mut lead = without_unshown(lead, self.sources)?;
        if !lead.is_as_seen_without(self.profile, self.without) {
            lead = Arc::new(Arc::unwrap_or_clone(lead).seen_without(self.profile, self.without));
        }
        let worth = self.mastery.worth(lead.assessment(), lead.posted_at(), self.now);
        let hidden = HiddenReason::of(&lead, worth.verdict, self.now);
        Some(SeenLead { lead, worth, hidden })
    }
}

/// The lead without postings that must not be shown; nothing where none is left.
pub fn without_unshown(lead: Arc<Lead>, sources: &KnownSources) -> Option<Arc<Lead>> {
    let may_show = |posting: &&AssessedPosting| sources.may_show(&posting.posting.source);
    let shown = lead.postings().iter().filter(may_show).count();
    if shown == lead.postings().len() {
        return Some(lead);
    }
    Lead::new(lead.id, lead.postings().iter().filter(may_show).cloned().collect()).map(Arc::new)
}
