//! The engine: everything that a command needs, opened in the right order and closed in the other.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use anyhow::{Context, bail};
use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use kazi_catalog::{Catalog, LeadChange, Shown};
use kazi_desk::{Desk, DeskState};
use kazi_domain::SkillBook;
use kazi_fetcher::Source;
use kazi_scoring::{
    RuleDocuments, Rules,
    worth::{RankRules, SkillTree},
};
use kazi_store::{
    LIST_MAX, PostgresOptions, PostgresStore, Store,
    journal::{FileJournal, OpenedJournal},
};
use tokio::sync::Mutex;

use super::{
    Keeper, Room, RoomLimits, acknowledged,
    data::prepare_data,
    ground::{self, Database, JOURNAL},
    hand_source,
    poller::is_passing,
    rates::kept_rates,
    saved::SavedFile,
    shared::{Follower, Shared},
};
use crate::{
    config::{Config, Place, Sources},
    system::SystemClock,
};

/// What an engine is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To answer readers.
    Read,
    /// To poll as well.
    Poll,
    /// For made-up sources: on this machine, wherever the store is.
    Demo,
}

/// Hears of what trainers decided.
type Tell = Box<dyn Fn(&DeskState) + Send + Sync>;

/// The open store, the catalog that shows it, and the rules that judge what comes in.
pub struct Engine {
    /// What must outlive the process.
    pub store: Arc<dyn Store>,
    /// What readers are answered from: the store, or a copy of a shared one on this machine.
    pub shown: Arc<dyn Store>,
    /// Where several machines share the store.
    pub shared: Option<Shared>,
    /// What readers ask.
    pub catalog: Arc<Catalog>,
    /// The one writer.
    pub keeper: Mutex<Keeper>,
    /// What trainers decide.
    pub desk: Arc<Desk>,
    /// The rules that judge now.
    pub rules: Arc<ArcSwap<Rules>>,
    /// What trainers decided, as far as leads are judged by it.
    pub(super) applied: Mutex<Arc<DeskState>>,
    /// Who hears of what trainers decide.
    pub(super) tell: OnceLock<Tell>,
    pub(super) rank: RankRules,
    saved: SavedFile,
    pub(super) fingerprint: u64,
    /// Room on the disk.
    pub room: Room,
    /// What an operator must know about the start, such as a damaged store.
    pub notes: Vec<String>,
}

impl Engine {
    /// Opens the journal and the store, judges again what was judged by other rules, and builds the
    /// catalog, of what the owners of `sources` let be shown. `data` holds them, or the copies of shared ones.
    ///
    /// # Errors
    /// When the folder cannot be made, another process holds the store, or a shared one does not answer
    /// and there is no copy to read from.
    pub async fn open(
        config: &Config,
        sources: &Sources,
        data: &Path,
        purpose: Purpose,
        now: Timestamp,
    ) -> anyhow::Result<Self> {
        prepare_data(data)?;
        let ground = match config.settings.store.place()? {
            Place::Postgres(url) if purpose != Purpose::Demo => ground::shared(data, &url, now).await?,
            _ => ground::here(data, now).await?,
        };
        let desk = Arc::new(Desk::open(ground.journal, &config.book_text).await?);
        let decided = desk.state();
        if ground.database.is_none() {
            let checked = acknowledged::expect_all(&*ground.store, &**desk.journal(), decided.head).await;
            if checked.is_err() {
                ground.notes.iter().for_each(|note| tracing::error!("{note}"));
            }
            checked?;
        }
        if decided.edition() > 0 && decided.book.as_ref() != &config.rules.book {
            let edition = decided.edition();
            tracing::info!(edition, "skills are those of the trainers' edition, not of skills.toml");
        }
        let away = ground.database.as_ref().is_some_and(|database| database.away.is_some());
        let rates_in = if away { &ground.shown } else { &ground.store };
        let rates = kept_rates(&**rates_in, &config.rules.rates).await?;
        let book = SkillBook::clone(&decided.book);
        let documents = RuleDocuments { book, rates, ..config.rules.clone() };
        let rules = Arc::new(compile(documents)?);
        let rank = config.settings.rank.clone();
        let catalog = Catalog::new(rank.clone(), SkillTree::new(&decided.book));
        let catalog = Arc::new(catalog.showing(shown_of(sources)?));
        let shows = ground.database.is_none().then(|| Arc::clone(&catalog));
        let mut keeper = Keeper::new(Arc::clone(&ground.store), shows, Arc::clone(&rules));
        keeper.judge_by(Arc::clone(&rules), &decided);
        let mut engine = Self {
            store: ground.store,
            shown: ground.shown,
            shared: None,
            catalog,
            keeper: Mutex::new(keeper),
            desk,
            rules: Arc::new(ArcSwap::new(rules)),
            applied: Mutex::new(Arc::clone(&decided)),
            tell: OnceLock::new(),
            rank,
            saved: SavedFile::new(&ground.folder),
            fingerprint: config.fingerprint,
            room: Room::open(data, RoomLimits::of(&config.settings.store)),
            notes: ground.notes,
        };
        if let Some(database) = ground.database {
            engine.fill_catalog(&decided).await?;
            engine.share(database, purpose).await?;
            if !engine.only_shows() {
                engine.judge_by_these_rules(&decided).await?;
            }
        } else {
            if !engine.judge_by_these_rules(&decided).await? {
                engine.fill_catalog(&decided).await?;
            }
            acknowledged::say_head(&*engine.store, &**engine.desk.journal(), decided.head).await?;
        }
        Ok(engine)
    }

    /// Shows what is on this machine.
    async fn fill_catalog(&self, decided: &DeskState) -> anyhow::Result<()> {
        let judged_by = self.judged_by(decided);
        if self.saved.restore(&self.catalog, &*self.shown, &judged_by.bytes).await? {
            return Ok(());
        }
        let mut after = None;
        loop {
            let leads = self.shown.scan_leads(after, LIST_MAX).await?;
            let Some(last) = leads.last() else { return Ok(()) };
            after = Some(last.id);
            let shown = leads.into_iter().map(|lead| LeadChange::Put(Arc::new(lead))).collect();
            let catalog = Arc::clone(&self.catalog);
            tokio::task::spawn_blocking(move || catalog.apply(shown)).await?;
        }
    }

    /// Follows a database, caught up with it where it answers.
    async fn share(&mut self, database: Database, purpose: Purpose) -> anyhow::Result<()> {
        let Database { store, place, away } = database;
        let (shown, catalog) = (Arc::clone(&self.shown), Arc::clone(&self.catalog));
        let mut follower = Follower::new(Arc::clone(&store), shown, catalog, Arc::clone(&self.desk), place);
        match away {
            None => {
                follower.catch_up(&SystemClock).await?;
            }
            Some(error) if purpose == Purpose::Read => {
                self.notes.push(format!("{error}; readers are answered from the copy until it does"));
            }
            Some(error) => return Err(error.into()),
        }
        // The copy goes on changing, and what may no longer be kept must not stay in a file beside it.
        self.saved.remove().await.context("the saved catalog could not be removed")?;
        self.shared = Some(Shared::new(store, purpose == Purpose::Poll, follower));
        Ok(())
    }

    /// Says that leads follow what was decided: readers see it, or do so as soon as it is copied.
    pub(super) async fn say_decided(&self, decided: &DeskState) -> anyhow::Result<()> {
        match &self.shared {
            Some(shared) => shared.say_decided(decided).await?,
            None => self.desk.tell_live(decided.head),
        }
        Ok(())
    }

    /// Whether this process leaves the leads to other machines, which share the store.
    pub fn only_shows(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| !shared.writes)
    }

    /// Since when readers see a copy that may no longer be like the store.
    pub fn stale_since(&self, now: Timestamp) -> Option<Timestamp> {
        self.shared.as_ref()?.freshness.stale_since(now)
    }

    /// Knows again every posting there is, so that what is read can be compared, and shows the leads that
    /// trainers added. Readers are answered meanwhile.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn recall(&self, now: Timestamp) -> anyhow::Result<()> {
        let applied = self.applied.lock().await;
        self.keeper.lock().await.recall().await?;
        match self.show_hand_leads(&applied, now).await {
            // What was decided since shows them, when it takes effect.
            Err(error) if self.shared.is_some() && is_passing(&error) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => self.say_decided(&applied).await,
        }
    }

    /// Saves the catalog beside the store, so that the next start is quick.
    ///
    /// # Errors
    /// When the disk refuses; the next start then takes longer.
    pub async fn save_catalog(&self) -> anyhow::Result<()> {
        let judged_by = self.judged_by(&*self.applied.lock().await).bytes;
        let _nobody_writes = self.keeper.lock().await;
        self.saved.save(&self.catalog, &*self.shown, judged_by).await
    }

    /// Removes what may no longer be kept of these sources and of what was added by hand, from the saved
    /// catalog too. Answers how many postings went.
    ///
    /// # Errors
    /// When the store cannot save or the disk refuses.
    pub async fn expire(
        &self,
        sources: &[Arc<Source>],
        keep_ended: SignedDuration,
        now: Timestamp,
    ) -> anyhow::Result<usize> {
        let by_hand = Arc::new(hand_source()?);
        let sources: Vec<Arc<Source>> = sources.iter().cloned().chain([by_hand]).collect();
        let mut keeper = self.keeper.lock().await;
        let removed = keeper.expire(&sources, keep_ended, now).await?;
        if removed > 0 {
            tracing::info!(removed, "postings removed that may no longer be kept");
            self.saved.remove().await.context("the saved catalog could not be removed")?;
        }
        Ok(removed)
    }

    /// Puts everything on the disk and closes the store.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn close(&self) -> anyhow::Result<()> {
        if let Err(error) = self.save_catalog().await {
            tracing::warn!(%error, "the catalog could not be saved; the next start takes longer");
        }
        for store in [&self.store, &self.shown] {
            let closed = store.close().await;
            closed.context("the store could not be closed cleanly; what was saved before is there")?;
        }
        Ok(())
    }
}

/// Whose postings readers may be shown.
fn shown_of(sources: &Sources) -> anyhow::Result<Shown> {
    let by_hand = hand_source()?;
    let may_be_shown = sources.all().iter().chain([&by_hand]).filter(|source| source.rights.may_show);
    Ok(Shown::Of(may_be_shown.map(|source| source.id.clone()).collect()))
}

/// Opens the journal, in the folder `data` or where the store is shared, and folds it, which works while
/// another kazi serves.
///
/// # Errors
/// When the folder cannot be made, or the journal not be read.
pub async fn open_journal(config: &Config, data: &Path) -> anyhow::Result<(Desk, Vec<String>)> {
    if let Place::Postgres(url) = config.settings.store.place()? {
        let database = PostgresStore::open(&url, PostgresOptions::default()).await?;
        return Ok((Desk::open(Arc::new(database), &config.book_text).await?, Vec::new()));
    }
    prepare_data(data)?;
    let OpenedJournal { journal, notices } = FileJournal::open(&data.join(JOURNAL)).await?;
    Ok((Desk::open(Arc::new(journal), &config.book_text).await?, notices))
}

/// Compiles the rules. Loading the configuration has checked them already.
///
/// # Errors
/// Every fault, in one message.
pub fn compile(documents: RuleDocuments) -> anyhow::Result<Rules> {
    match Rules::new(documents) {
        Ok(rules) => Ok(rules),
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            bail!("{}", lines.join("\n"))
        }
    }
}
