//! `kazi digest`: one file to pass on by phone, as a page or as plain text.

use std::{fs, io::Write, sync::Arc};

use anyhow::Context;
use kazi_api::{DigestForm, DigestOrder, write_digest};
use kazi_fetcher::{Clock, net::Pinned};
use kazi_store::StoreError;
use url::form_urlencoded::Serializer;

use super::{WrongArguments, asked, listed::say_unnamed, serve::Site};
use crate::{cli::DigestArgs, config::Config, pipeline::Purpose, progress::tell, system::SystemClock};

/// Runs `kazi digest`. The file is only written once its text is there.
///
/// # Errors
/// When a filter or the language cannot be used, the store not be read or the file not be written.
pub async fn run(config: &Config, args: &DigestArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let sources = (&config.sources, &config.rate_feeds);
    let site = match Site::open(config, sources, &args.data.data, Purpose::Read, Pinned::new()).await {
        Ok(site) => site,
        Err(error) if is_in_use(&error) => return Err(error.context(while_serving(config, args))),
        Err(error) => return Err(error),
    };
    let written = write(config, args, &site).await;
    let unnamed = say_unnamed(config, &site.engine, SystemClock.now()).await;
    site.engine.close().await?;
    let text = written?;
    if let Some(unnamed) = unnamed? {
        tell(format_args!("kazi: {unnamed}"));
    }
    if args.file.as_os_str() == "-" {
        out.write_all(text.as_bytes())?;
        return Ok(());
    }
    fs::write(&args.file, text).with_context(|| format!("cannot write {}", args.file.display()))
}

async fn write(config: &Config, args: &DigestArgs, site: &Site) -> anyhow::Result<String> {
    let query = query_of(args);
    asked::read(&query, config, &site.engine)?;
    let order = DigestOrder {
        language: &args.language,
        query: &query,
        site: args.site.as_deref().unwrap_or_default().trim_end_matches('/'),
        form: if is_text(args) { DigestForm::Text } else { DigestForm::Html },
    };
    write_digest(&Arc::new(site.app()), order).await.map_err(|wrong| WrongArguments(wrong).into())
}

/// Whoever names a file `.txt` wants plain text.
fn is_text(args: &DigestArgs) -> bool {
    args.text || args.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"))
}

fn is_in_use(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| matches!(cause.downcast_ref(), Some(StoreError::InUse(_))))
}

/// What does the same where another kazi serves.
fn while_serving(config: &Config, args: &DigestArgs) -> String {
    let ending = if is_text(args) { "txt" } else { "html" };
    let (listen, language) = (config.settings.server.listen, &args.language);
    let query = query_of(args);
    format!(
        "no digest was written; where `kazi serve` runs, it writes the same: curl -o work.{ending} \"http://{listen}/{language}/digest.{ending}?{query}\""
    )
}

/// The filters as the address of the list holds them.
fn query_of(args: &DigestArgs) -> String {
    let mut query = Serializer::new(args.filter.as_query());
    if let Some(currency) = &args.currency {
        query.append_pair("currency", currency);
    }
    query.append_pair("limit", &args.limit.to_string());
    query.finish()
}
