//! `kazi check`: whether all that is kept reads and belongs together.

use std::{io::Write, path::Path};

use anyhow::{Context, bail};
use kazi_store::{PostgresOptions, PostgresStore, SledOptions, SledStore, Store, StoreError};
use tokio::io::AsyncReadExt;

use crate::{
    cli::CheckArgs,
    config::{Config, Place},
    pipeline::{
        acknowledged::{find_head, say_head},
        check_store,
        data::STORE,
        open_journal,
        questions::{self, Checked},
    },
};

/// Runs `kazi check`; answers how many problems there are.
///
/// # Errors
/// When the data cannot be read at all.
pub async fn run(config: &Config, args: &CheckArgs, out: &mut impl Write) -> anyhow::Result<usize> {
    let data = &args.data.data;
    if args.accept_journal {
        accept_journal(config, data, out).await?;
    }
    let store = match questions::ask(data, "check").await? {
        Some(mut answer) => {
            let mut text = Vec::new();
            answer.read_to_end(&mut text).await?;
            serde_json::from_slice(&text).context("the kazi that runs gave up; its log says why")?
        }
        None => check_here(config, data).await?,
    };
    let (desk, mut problems) = open_journal(config, data).await?;
    let state = desk.state();
    let unread = state.unread.saturating_sub(problems.len() as u64);
    if unread > 0 {
        problems
            .push(format!("{unread} entries of the journal are not understood; the log of this says which"));
    }
    if let Some(head) = &store.acknowledged {
        let missing = head.missing_from(&**desk.journal(), state.head).await?;
        problems.extend(missing.map(|missing| missing.to_string()));
    }
    let (entries, Checked { leads, postings, documents, .. }) = (state.head, &store);
    problems.splice(..0, store.problems.iter().cloned());
    if args.json {
        let row = serde_json::json!({
            "leads": leads, "postings": postings, "documents": documents, "entries": entries,
            "problems": problems,
        });
        writeln!(out, "{row}")?;
        return Ok(problems.len());
    }
    writeln!(out, "store: {leads} leads with {postings} postings, {documents} states and documents")?;
    writeln!(out, "journal: {entries} entries")?;
    for problem in &problems {
        writeln!(out, "  {problem}")?;
    }
    match problems.len() {
        0 => writeln!(out, "all of it is sound")?,
        _ => writeln!(out, "what to do: docs/operations.md, \"When something is damaged\"")?,
    }
    Ok(problems.len())
}

/// Takes the journal for whole as it is, while nobody has the store.
async fn accept_journal(config: &Config, data: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    if let Place::Postgres(_) = config.settings.store.place()? {
        bail!("the journal is in the database, which keeps it whole: there is nothing to accept");
    }
    let path = data.join(STORE);
    if !path.exists() {
        return Ok(());
    }
    let store = SledStore::open(&path, SledOptions::default()).await?;
    let (desk, _) = open_journal(config, data).await?;
    let head = desk.state().head;
    let missing = match find_head(&store).await? {
        Some(kept) => kept.missing_from(&**desk.journal(), head).await?,
        None => None,
    };
    if let Some(missing) = missing {
        say_head(&store, &**desk.journal(), head).await?;
        writeln!(out, "{missing}. It is taken as it is from now on")?;
    }
    store.close().await?;
    Ok(())
}

/// Nobody has the store. One that does not open is a problem like others; the next start sets it aside.
async fn check_here(config: &Config, data: &Path) -> anyhow::Result<Checked> {
    if let Place::Postgres(url) = config.settings.store.place()? {
        let database = PostgresStore::open(&url, PostgresOptions::default()).await?;
        return Ok(check_store(&database).await?.into());
    }
    let path = data.join(STORE);
    if !path.exists() {
        let problems = vec!["there is no store; the next start makes an empty one".to_owned()];
        return Ok(Checked { leads: 0, postings: 0, documents: 0, problems, acknowledged: None });
    }
    let checked = async {
        let store = SledStore::open(&path, SledOptions::default()).await?;
        let report = questions::checked(&store).await?;
        store.close().await?;
        Ok(report)
    };
    match checked.await {
        Err(error @ StoreError::Damaged { .. }) => {
            let problems = vec![error.to_string()];
            Ok(Checked { leads: 0, postings: 0, documents: 0, problems, acknowledged: None })
        }
        checked => Ok(checked?),
    }
}
