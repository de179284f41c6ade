//! The engine: everything that a command needs, opened in the right order and closed in the other.

use std::{hash::Hasher, path::Path, sync::Arc};

use anyhow::{Context, bail};
use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use kazi_catalog::Catalog;
use kazi_desk::{Again, Desk, DeskState};
use kazi_domain::{Rates, SkillBook};
use kazi_fetcher::Source;
use kazi_scoring::{
    RuleDocuments, Rules,
    worth::{RankRules, SkillTree},
};
use kazi_store::{
    Batch, Document, SledOptions, SledStore, Store,
    journal::{FileJournal, OpenedJournal},
};
use siphasher::sip::SipHasher13;
use tokio::sync::Mutex;

use super::{
    Keeper,
    follow::CHUNK,
    hand_source,
    rates::{RATES, kept_rates, rates_document},
    saved::SavedFile,
};
use crate::config::Config;

/// The open store, the catalog that shows it, and the rules that judge what comes in.
pub struct Engine {
    /// What must outlive the process.
    pub store: Arc<dyn Store>,
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
    pub(super) rank: RankRules,
    saved: SavedFile,
    fingerprint: u64,
    /// What an operator must know about the start, such as a damaged store.
    pub notes: Vec<String>,
}

/// The name of the journal within the data folder.
const JOURNAL: &str = "journal.jsonl";
/// The name of the store within the data folder.
const STORE: &str = "store";
/// Where the store keeps which rules its leads were judged by.
const JUDGED_BY: &str = "judged-by";

impl Engine {
    /// Opens the journal and the store in `data`, judges again what was judged by other rules, and
    /// builds the catalog.
    ///
    /// # Errors
    /// When the folder cannot be made or another process holds the store.
    pub async fn open(config: &Config, data: &Path, now: Timestamp) -> anyhow::Result<Self> {
        let (desk, mut notes) = open_journal(config, data).await?;
        let decided = desk.state();
        if decided.edition() > 0 && decided.book.as_ref() != &config.rules.book {
            let edition = decided.edition();
            tracing::info!(edition, "skills are those of the trainers' edition, not of skills.toml");
        }
        let folder = data.join(STORE);
        let opened = SledStore::open_or_set_aside(&folder, SledOptions::default(), now).await?;
        if let Some(damage) = opened.damage {
            notes.push(format!(
                "the store was damaged ({}) and is kept whole at {}; a new one is filled from the sources",
                damage.reason,
                damage.kept_at.display()
            ));
        }
        let store: Arc<dyn Store> = Arc::new(opened.store);
        let rates = kept_rates(&*store, &config.rules.rates).await?;
        let book = SkillBook::clone(&decided.book);
        let documents = RuleDocuments { book, rates, ..config.rules.clone() };
        let rules = Arc::new(compile_rules(documents)?);
        let rank = config.settings.rank.clone();
        let catalog = Arc::new(Catalog::new(rank.clone(), SkillTree::new(&decided.book)));
        let mut keeper = Keeper::new(Arc::clone(&store), Arc::clone(&catalog), Arc::clone(&rules));
        keeper.judge_by(Arc::clone(&rules), decided.marks.clone());
        let engine = Self {
            store,
            catalog,
            keeper: Mutex::new(keeper),
            desk: Arc::new(desk),
            rules: Arc::new(ArcSwap::new(rules)),
            applied: Mutex::new(Arc::clone(&decided)),
            rank,
            saved: SavedFile::new(&folder),
            fingerprint: config.fingerprint,
            notes: Vec::new(),
        };
        let leads = engine.fill_catalog(&decided).await?;
        if leads > 0 {
            notes.push(format!("the rules have changed: {leads} leads were judged again"));
        }
        Ok(Self { notes, ..engine })
    }

    /// Shows what the store holds; answers how many leads were judged again for it.
    async fn fill_catalog(&self, decided: &DeskState) -> anyhow::Result<usize> {
        let judged_by = self.judged_by(decided);
        if self.store.find_document(JUDGED_BY).await?.as_ref() != Some(&judged_by) {
            let leads = self.keeper.lock().await.load(true).await?;
            self.say_judged_by(decided).await?;
            return Ok(leads);
        }
        if !self.saved.restore(&self.catalog, &*self.store, &judged_by.bytes).await? {
            self.keeper.lock().await.load(false).await?;
        }
        Ok(0)
    }

    /// Knows again every posting there is, so that what is read can be compared, and shows the leads that
    /// trainers added. Readers are answered meanwhile.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn recall(&self, now: Timestamp) -> anyhow::Result<()> {
        let applied = self.applied.lock().await;
        self.keeper.lock().await.recall().await?;
        self.take_hand_leads(&applied, now).await?;
        self.desk.tell_live(applied.head);
        Ok(())
    }

    /// Saves the catalog beside the store, so that the next start is quick.
    ///
    /// # Errors
    /// When the disk refuses; the next start then takes longer.
    pub async fn save_catalog(&self) -> anyhow::Result<()> {
        let judged_by = self.judged_by(&*self.applied.lock().await).bytes;
        let _nobody_writes = self.keeper.lock().await;
        self.saved.save(&self.catalog, &*self.store, judged_by).await
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

    /// What differs when anything differs that leads are judged by.
    fn judged_by(&self, decided: &DeskState) -> Document {
        let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 4);
        hasher.write_u64(self.fingerprint);
        if decided.edition() > 0 {
            hasher.write(decided.text.as_bytes());
        }
        for (lead, marked) in &decided.marks {
            hasher.write(format!("{lead} {:?}\n", marked.mark).as_bytes());
        }
        for (origin, _) in self.rates().tables() {
            hasher.write(format!("{} {}\n", origin.day, origin.source).as_bytes());
        }
        Document { version: 1, bytes: hasher.finish().to_be_bytes().to_vec() }
    }

    /// Notes in the store what all leads are judged by now.
    pub(super) async fn say_judged_by(&self, decided: &DeskState) -> anyhow::Result<()> {
        let mut batch = Batch::default();
        batch.put_document(JUDGED_BY, self.judged_by(decided));
        self.store.save(batch).await?;
        Ok(())
    }

    /// What currencies are worth now.
    pub fn rates(&self) -> Rates {
        self.rules.load().hourly().rates().clone()
    }

    /// Lays fresh rates over the known ones, saves them with `batch`, and judges all leads by them.
    ///
    /// What trainers decide meanwhile takes effect after. Readers never wait: they look at the catalog,
    /// which shows a few leads at a time in place of the ones before, and the judging is kept off the
    /// threads that answer. What was read from sources waits for one such step at most, and is judged by
    /// the fresh rates.
    ///
    /// # Errors
    /// When the store cannot read or save. The next start then judges again.
    pub async fn judge_by_rates(&self, fresh: &Rates, mut batch: Batch) -> anyhow::Result<()> {
        let applied = self.applied.lock().await;
        let before = self.rules.load_full();
        let rates = fresh.clone().over(before.hourly().rates());
        tracing::info!(day = %rates.day(), "rates refreshed");
        batch.put_document(RATES, rates_document(&rates)?);
        self.store.save(batch).await?;
        let rules = Arc::new(before.with_rates(rates));
        self.rules.store(Arc::clone(&rules));
        self.keeper.lock().await.judge_by(rules, applied.marks.clone());
        let mut after = None;
        loop {
            let leads: Vec<_> =
                self.store.scan_leads(after, CHUNK).await?.into_iter().map(|lead| lead.id).collect();
            let Some(last) = leads.last() else { break };
            after = Some(*last);
            self.judge_leads(&leads, Again::All).await?;
        }
        self.say_judged_by(&applied).await
    }

    /// Puts everything on the disk and closes the store.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn close(&self) -> anyhow::Result<()> {
        if let Err(error) = self.save_catalog().await {
            tracing::warn!(%error, "the catalog could not be saved; the next start takes longer");
        }
        self.store
            .close()
            .await
            .context("the store could not be closed cleanly; what was saved before is there")
    }
}

/// Opens the journal in the folder `data` and folds it, which works while another kazi serves.
///
/// # Errors
/// When the folder cannot be made, or the journal not be read.
pub async fn open_journal(config: &Config, data: &Path) -> anyhow::Result<(Desk, Vec<String>)> {
    std::fs::create_dir_all(data)
        .with_context(|| format!("cannot make the data folder {}", data.display()))?;
    let OpenedJournal { journal, notices } = FileJournal::open(&data.join(JOURNAL)).await?;
    Ok((Desk::open(Arc::new(journal), &config.book_text).await?, notices))
}

/// Compiles the rules. Loading the configuration has checked them already.
///
/// # Errors
/// Every fault, in one message.
pub fn compile(config: &Config) -> anyhow::Result<Rules> {
    compile_rules(config.rules.clone())
}

fn compile_rules(documents: RuleDocuments) -> anyhow::Result<Rules> {
    match Rules::new(documents) {
        Ok(rules) => Ok(rules),
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            bail!("{}", lines.join("\n"))
        }
    }
}
