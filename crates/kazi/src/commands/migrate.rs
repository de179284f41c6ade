//! `kazi migrate`: all that one store and journal hold into others, and what shows that nothing is missing.

use std::{io::Write, path::Path, sync::Arc};

use anyhow::{Context, bail, ensure};
use kazi_store::{
    PostgresOptions, PostgresStore, SledOptions, SledStore, Store, copy, digest,
    journal::{FileJournal, Journal, copy_entries, journal_digest},
};

use crate::{
    cli::{Engine, MigrateArgs},
    config::{Config, Place},
    pipeline::{JOURNAL, STORE},
};

/// Runs `kazi migrate`.
///
/// # Errors
/// When a store or journal cannot be opened, the target holds something, or the two differ in the end.
pub async fn run(config: &Config, args: &MigrateArgs, out: &mut impl Write) -> anyhow::Result<()> {
    ensure!(args.from != args.to, "\"from\" and \"to\" are the same: there is nothing to migrate");
    let from = Side::open(config, args.from, &args.data.data).await?;
    let to = Side::open(config, args.to, &args.data.data).await?;
    ensure!(to.is_empty().await?, "the target holds something already: migrate into an empty one");
    let (leads, entries) = (digest(&*from.store).await?, journal_digest(&*from.journal).await?);
    writeln!(out, "from: {leads}\n      {entries}")?;
    copy_entries(&*from.journal, &*to.journal, &mut None).await?;
    copy(&*from.store, &*to.store, |leads| tracing::info!(leads, "copied")).await?;
    let (found, found_entries) = (digest(&*to.store).await?, journal_digest(&*to.journal).await?);
    writeln!(out, "to:   {found}\n      {found_entries}")?;
    to.store.close().await?;
    from.store.close().await?;
    if found != leads || found_entries != entries {
        bail!("the two differ: was something written meanwhile? stop all kazi, empty the target, try again");
    }
    writeln!(out, "both hold the same")?;
    Ok(())
}

/// What is copied, or where to.
struct Side {
    store: Arc<dyn Store>,
    journal: Arc<dyn Journal>,
}

impl Side {
    async fn open(config: &Config, engine: Engine, data: &Path) -> anyhow::Result<Self> {
        match (engine, config.settings.store.place()?) {
            (Engine::Sled, _) => {
                std::fs::create_dir_all(data).with_context(|| format!("no folder {}", data.display()))?;
                let store = SledStore::open(&data.join(STORE), SledOptions::default()).await?;
                let journal = FileJournal::open(&data.join(JOURNAL)).await?.journal;
                Ok(Self { store: Arc::new(store), journal: Arc::new(journal) })
            }
            (Engine::Postgres, Place::Postgres(url)) => {
                let database = Arc::new(PostgresStore::open(&url, PostgresOptions::default()).await?);
                Ok(Self { store: Arc::clone(&database) as _, journal: database })
            }
            (Engine::Postgres, Place::Here) => {
                bail!("where is the database? set KAZI_STORE, such as \"postgres://kazi@host/kazi\"")
            }
        }
    }

    async fn is_empty(&self) -> anyhow::Result<bool> {
        let (held, typed) = (digest(&*self.store).await?, journal_digest(&*self.journal).await?);
        Ok(held.leads + held.documents + typed.entries == 0)
    }
}
