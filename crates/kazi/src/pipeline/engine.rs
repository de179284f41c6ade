//! The engine: everything that a command needs, opened in the right order and closed in the other.

use std::{path::Path, sync::Arc};

use anyhow::{Context, bail};
use jiff::Timestamp;
use kazi_catalog::Catalog;
use kazi_domain::SkillBook;
use kazi_scoring::{Rules, worth::SkillTree};
use kazi_store::{Document, SledOptions, SledStore, Store};
use tokio::sync::Mutex;

use super::Keeper;
use crate::config::Config;

/// The open store, the catalog that shows it, and the rules that judge what comes in.
pub struct Engine {
    /// What must outlive the process.
    pub store: Arc<dyn Store>,
    /// What readers ask.
    pub catalog: Arc<Catalog>,
    /// The one writer.
    pub keeper: Mutex<Keeper>,
    /// What an operator must know about the start, such as a damaged store.
    pub notes: Vec<String>,
}

/// The name of the store within the data folder.
const STORE: &str = "store";
/// Where the store keeps which rules its leads were judged by.
const JUDGED_BY: &str = "judged-by";

impl Engine {
    /// Opens the store in `data`, judges again what was judged by other rules, and builds the catalog.
    ///
    /// # Errors
    /// When the folder cannot be made or another process holds the store.
    pub async fn open(config: &Config, data: &Path, now: Timestamp) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("cannot make the data folder {}", data.display()))?;
        let opened = SledStore::open_or_set_aside(&data.join(STORE), SledOptions::default(), now).await?;
        let mut notes = Vec::new();
        if let Some(damage) = opened.damage {
            notes.push(format!(
                "the store was damaged ({}) and is kept whole at {}; a new one is filled from the sources",
                damage.reason,
                damage.kept_at.display()
            ));
        }
        let store: Arc<dyn Store> = Arc::new(opened.store);
        let rules = compile(config)?;
        let catalog = Arc::new(Catalog::new(config.settings.rank.clone(), skill_tree(&config.rules.book)));
        let judged_by = Document { version: 1, bytes: config.fingerprint.to_be_bytes().to_vec() };
        let judge_again = store.find_document(JUDGED_BY).await?.as_ref() != Some(&judged_by);
        let mut keeper = Keeper::new(Arc::clone(&store), Arc::clone(&catalog), Arc::new(rules));
        let leads = keeper.load(judge_again).await?;
        if judge_again {
            let mut batch = kazi_store::Batch::default();
            batch.put_document(JUDGED_BY, judged_by);
            store.save(batch).await?;
            if leads > 0 {
                notes.push(format!("the rules have changed: {leads} leads were judged again"));
            }
        }
        Ok(Self { store, catalog, keeper: Mutex::new(keeper), notes })
    }

    /// Puts everything on the disk and closes the store.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn close(&self) -> anyhow::Result<()> {
        self.store
            .close()
            .await
            .context("the store could not be closed cleanly; what was saved before is there")
    }
}

/// Compiles the rules. Loading the configuration has checked them already.
///
/// # Errors
/// Every fault, in one message.
pub fn compile(config: &Config) -> anyhow::Result<Rules> {
    match Rules::new(config.rules.clone()) {
        Ok(rules) => Ok(rules),
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            bail!("{}", lines.join("\n"))
        }
    }
}

/// Which skill is a part of which.
pub fn skill_tree(book: &SkillBook) -> SkillTree {
    SkillTree::new(book)
}
