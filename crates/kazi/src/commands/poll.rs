//! `kazi poll`: one round, and what came of it; or on and on, beside machines that serve.

use std::{io::Write, sync::Arc};

use anyhow::bail;
use kazi_fetcher::{Clock, net::Pinned};

use super::{
    WrongArguments,
    serve::{follow_all, open_poller},
};
use crate::{
    cli::PollArgs,
    config::Config,
    pipeline::{Engine, Polled, Purpose},
    progress::{Progress, in_words},
    system::{SystemClock, stop_on_signals},
    table::table,
};

/// Runs `kazi poll`; answers how many sources failed.
///
/// # Errors
/// When a source is not known or the store cannot be had or written.
pub async fn run(config: &Config, args: &PollArgs, out: &mut impl Write) -> anyhow::Result<usize> {
    for id in &args.sources {
        if config.sources.find(id).is_none() {
            let wrong = format!("there is no source \"{id}\"; `kazi sources` lists them");
            return Err(WrongArguments(wrong).into());
        }
    }
    let stop = stop_on_signals();
    let engine = Arc::new(
        Engine::open(config, &config.sources, &args.data.data, Purpose::Poll, SystemClock.now()).await?,
    );
    if let Some(why) = engine.room.paused() {
        engine.close().await?;
        bail!("{why}");
    }
    engine.recall(SystemClock.now()).await?;
    let poller = open_poller(config, (&config.sources, &config.rate_feeds), &engine, Pinned::new()).await?;
    if args.keep_on {
        let following = follow_all(&engine, &stop).await;
        let done = poller.run(&stop, |_| {}).await;
        stop.cancel();
        following.wait().await;
        engine.close().await?;
        return done.map(|()| 0);
    }
    let asked = |source: &Arc<_>| {
        let source: &kazi_fetcher::Source = source;
        if args.sources.is_empty() {
            source.is_on()
        } else {
            args.sources.iter().any(|id| id == source.id.as_str())
        }
    };
    let sources: Vec<_> = poller.sources().iter().filter(|source| asked(source)).cloned().collect();
    for source in &sources {
        poller.ask_now(&source.id);
    }
    if sources.is_empty() {
        writeln!(out, "No source is on. `kazi sources` lists them and says why.")?;
    }
    let progress = Progress::start(sources.len());
    let mut rows = Vec::new();
    let done = poller.poll(sources, &stop, |polled| {
        progress.tell(polled);
        rows.push(row_of(polled));
    });
    let done = done.await;
    progress.finish();
    poller.expire(SystemClock.now()).await?;
    engine.close().await?;
    rows.sort_by(|a, b| a.source.cmp(&b.source));
    print(&rows, args.json, out)?;
    done?;
    Ok(rows.iter().filter(|row| row.result == "problem").count())
}

#[derive(serde::Serialize)]
struct PolledRow {
    source: String,
    result: &'static str,
    summary: String,
    problem: Option<String>,
    items: usize,
    new: usize,
    changed: usize,
    closed: usize,
    requests: u32,
    bytes: u64,
    milliseconds: u128,
}

fn row_of(polled: &Polled) -> PolledRow {
    PolledRow {
        source: polled.source.id.to_string(),
        result: polled.result,
        summary: in_words(polled),
        problem: polled.problem.clone(),
        items: polled.report.items,
        new: polled.kept.new,
        changed: polled.kept.changed,
        closed: polled.kept.closed,
        requests: polled.report.requests,
        bytes: polled.report.bytes,
        milliseconds: polled.report.duration.as_millis(),
    }
}

fn print(rows: &[PolledRow], json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    if json {
        for row in rows {
            writeln!(out, "{}", serde_json::to_string(row)?)?;
        }
        return Ok(());
    }
    let mut table = table(["source", "result", "what to know"]);
    for row in rows {
        table.add_row([row.source.as_str(), &row.summary, row.problem.as_deref().unwrap_or("")]);
    }
    writeln!(out, "{table}")?;
    Ok(())
}
