//! `kazi sources`: what is polled, how it goes, and what a document or a live source yields.

use std::{io::Write, path::Path};

use anyhow::bail;
use jiff::Timestamp;
use kazi_domain::Posting;
use kazi_fetcher::{
    Clock, Document, Fresh, HostStates, PollResult, Reading, RobotsWord, Source, SourceState, net::Pinned,
    read::read_document, source::Keep,
};
use serde_json::json;

use super::{
    WrongArguments,
    serve::open_fetcher,
    top::{age_in_words, ago_in_words},
};
use crate::{
    cli::{SourcesArgs, SourcesCommand},
    config::Config,
    pipeline::{Engine, Purpose, find_hosts, find_state},
    system::{SystemClock, stop_on_signals},
    table::table,
};

/// The largest recording read.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Postings shown field by field.
const SHOWN: usize = 3;

/// Runs `kazi sources`; answers how many problems were found.
///
/// # Errors
/// When a file, a source or the store is not there.
pub async fn run(config: &Config, args: &SourcesArgs, out: &mut impl Write) -> anyhow::Result<usize> {
    match &args.command {
        None => list(config, false, out),
        Some(SourcesCommand::List { json }) => list(config, *json, out),
        Some(SourcesCommand::Check { what, source }) => check(config, what, source.as_deref(), out).await,
        Some(SourcesCommand::Status { data, json }) => status(config, &data.data, *json, out).await,
    }
}

fn list(config: &Config, json: bool, out: &mut impl Write) -> anyhow::Result<usize> {
    let mut table = table(["source", "on", "every", "kept", "rights read on", "why it is off"]);
    for source in config.sources.all() {
        let rights = &source.rights;
        let keep = kept_in_words(source);
        let read_on = rights.read_on.map_or_else(String::new, |day| day.to_string());
        let off = source.off.clone().unwrap_or_default();
        if json {
            let row = json!({
                "id": source.id, "name": source.name, "on": source.is_on(), "off_reason": source.off,
                "every_seconds": source.every.seconds(), "floor_seconds": rights.floor.seconds(), "keep": keep,
                "may_show": rights.may_show, "may_index": rights.may_index, "attribution": rights.attribution,
                "terms_url": rights.terms_url, "read_on": rights.read_on,
            });
            writeln!(out, "{row}")?;
        } else {
            let on = if source.is_on() { "on" } else { "off" };
            table.add_row([source.id.as_str(), on, &source.every.to_string(), &keep, &read_on, &off]);
        }
    }
    if !json {
        writeln!(out, "{table}")?;
    }
    Ok(0)
}

async fn status(config: &Config, data: &Path, json: bool, out: &mut impl Write) -> anyhow::Result<usize> {
    let now = SystemClock.now();
    let engine = Engine::open(config, &config.sources, data, Purpose::Read, now).await?;
    let hosts = find_hosts(&*engine.store).await?.unwrap_or_default();
    let columns = ["source", "last poll", "result", "items", "new", "next", "why then", "robots.txt", "kept"];
    let mut table = table(columns);
    let mut problems = 0;
    for source in config.sources.all() {
        let state: SourceState = find_state(&*engine.store, &source.id).await?;
        problems += usize::from(state.problem.is_some());
        let (robots, keep) = (robots_in_words(source, &hosts), kept_in_words(source));
        if json {
            let row = json!({
                "id": source.id, "on": source.is_on(), "polled_at": state.polled_at, "problem": state.problem,
                "warnings": state.warnings, "items": state.items, "new": state.new_items,
                "failures": state.failures, "robots": robots, "paused": engine.room.paused(), "keep": keep,
                "next": state.next.map(|wait| wait.until), "why": state.next.map(|wait| wait.why),
            });
            writeln!(out, "{row}")?;
            continue;
        }
        let ago = |at: Timestamp| ago_in_words(now.duration_since(at));
        let result = match (&source.off, &state.problem, state.polled_at) {
            (Some(reason), _, _) => format!("off: {reason}"),
            (None, Some(problem), _) => format!("{}: {problem}", times(state.failures)),
            (None, None, Some(_)) => state.warnings.first().cloned().unwrap_or_else(|| "well".to_owned()),
            (None, None, None) => "not polled yet".to_owned(),
        };
        let next = state.next.map_or_else(String::new, |wait| match wait.until.duration_since(now) {
            late if late.is_negative() => "now".to_owned(),
            wait if wait.as_mins() == 0 => "in a moment".to_owned(),
            wait => format!("in {}", age_in_words(wait)),
        });
        let why = state.next.map_or_else(String::new, |wait| wait.why.to_string());
        let polled = state.polled_at.map_or_else(String::new, ago);
        let (items, new) = (state.items.to_string(), state.new_items.to_string());
        table.add_row([source.id.as_str(), &polled, &result, &items, &new, &next, &why, &robots, &keep]);
    }
    engine.close().await?;
    if !json {
        writeln!(out, "{table}")?;
        if let Some(why) = engine.room.paused() {
            writeln!(out, "{why}")?;
        }
    }
    Ok(problems)
}

/// How long a source's postings may be kept.
fn kept_in_words(source: &Source) -> String {
    match source.rights.keep {
        Keep::Nothing => "not at all".to_owned(),
        Keep::For(interval) => interval.to_string(),
        Keep::Unlimited => "as long as of use".to_owned(),
    }
}

/// What the host of a source said in its robots.txt; nothing where it was not asked yet.
fn robots_in_words(source: &Source, hosts: &HostStates) -> String {
    let known = source.host().and_then(|name| hosts.hosts.iter().find(|host| host.host == name));
    let Some(said) = known.and_then(|host| host.robots.last()) else { return String::new() };
    match (said.word, said.robots.crawl_delay) {
        (RobotsWord::Read, Some(delay)) => format!("read, {} s between requests", delay.as_secs()),
        (RobotsWord::Read, None) => "read".to_owned(),
        (RobotsWord::None, _) => "there is none".to_owned(),
        (RobotsWord::Unreachable, _) => "not reached".to_owned(),
    }
}

fn times(failures: u32) -> String {
    match failures {
        0 | 1 => "failed".to_owned(),
        failures => format!("failed {failures} times"),
    }
}

async fn check(
    config: &Config,
    what: &str,
    as_source: Option<&str>,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let find = |id: &str| match config.sources.find(id) {
        Some(source) => Ok(source.clone()),
        None => Err(WrongArguments(format!("there is no source \"{id}\"; `kazi sources` lists them"))),
    };
    if Path::new(what).is_file() {
        let Some(id) = as_source else {
            let wrong = format!("{what} is a file: say whose with --source, such as --source remoteok");
            return Err(WrongArguments(wrong).into());
        };
        let source = find(id)?;
        if std::fs::metadata(what)?.len() > FILE_BYTES_MAX {
            bail!("{what} is larger than 64 MiB");
        }
        let document = Document::new(std::fs::read(what)?, SystemClock.now());
        return print_readings(&source, &[read_document(&source.read_as(), &document)], out);
    }
    if let Some(id) = as_source {
        let wrong = format!("there is no file \"{what}\"; to ask {id} now: kazi sources check {id}");
        return Err(WrongArguments(wrong).into());
    }
    let mut source = find(what)?;
    if !source.rights.may_poll {
        bail!("the owner of {} does not allow polling: {}", source.id, source.off.unwrap_or_default());
    }
    source.off = None;
    let fetcher = open_fetcher(config, Pinned::new(), None)?;
    let asked = fetcher.poll(&source.clone().into(), &SourceState::default(), &stop_on_signals()).await;
    match asked.result {
        PollResult::Fresh(Fresh { readings, .. }) => print_readings(&source, &readings, out),
        PollResult::Problem(problem) => bail!("{}: {problem}", source.id),
        other => bail!("{}: {}", source.id, other.as_str()),
    }
}

fn print_readings(source: &Source, readings: &[Reading], out: &mut impl Write) -> anyhow::Result<usize> {
    let mut lost = 0;
    for reading in readings {
        writeln!(out, "{}: {} items, {} read", source.id, reading.rows, reading.postings.len())?;
        if let Some(failure) = &reading.failure {
            writeln!(out, "  nothing could be read: {failure}")?;
            lost += 1;
        }
        for repair in &reading.repairs {
            writeln!(out, "  mended: {repair}")?;
        }
        for problem in &reading.problems {
            writeln!(out, "  lost: {problem}")?;
        }
        lost += reading.problems.len();
        print_found(&reading.postings, out)?;
        for posting in reading.postings.iter().take(SHOWN) {
            print_posting(posting, out)?;
        }
    }
    Ok(lost)
}

/// How many postings have each field: where a number is low, the mapping misses it.
fn print_found(postings: &[Posting], out: &mut impl Write) -> anyhow::Result<()> {
    type Has = fn(&Posting) -> bool;
    let fields: [(&str, Has); 9] = [
        ("url", |p| p.url.is_some()),
        ("description", |p| !p.description.is_empty()),
        ("company", |p| p.company.is_some()),
        ("location", |p| p.location.is_some()),
        ("tags", |p| !p.tags.is_empty()),
        ("pay fields", |p| p.pay.is_some()),
        ("pay text", |p| p.pay_text.is_some()),
        ("posted", |p| p.posted_at.is_some()),
        ("expires", |p| p.expires_at.is_some()),
    ];
    let counts: Vec<String> = fields
        .iter()
        .map(|(name, has)| match postings.iter().filter(|posting| has(posting)).count() {
            0 => format!("{name}: not found"),
            count => format!("{name}: {count}"),
        })
        .collect();
    writeln!(out, "  {}", counts.join(" · "))?;
    Ok(())
}

fn print_posting(posting: &Posting, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\n  {}", posting.title)?;
    let date = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let pay = posting.pay.as_ref().map(|pay| format!("{pay:?}"));
    let text: String = posting.description.chars().take(160).collect();
    let rows: [(&str, Option<String>); 9] = [
        ("url", posting.url.clone()),
        ("company", posting.company.clone()),
        ("location", posting.location.clone()),
        ("tags", (!posting.tags.is_empty()).then(|| posting.tags.join(", "))),
        ("pay fields", pay),
        ("pay text", posting.pay_text.clone()),
        ("posted", date(posting.posted_at)),
        ("expires", date(posting.expires_at)),
        ("text", Some(text.replace('\n', " "))),
    ];
    for (name, value) in rows {
        writeln!(out, "    {name:<10} {}", value.as_deref().unwrap_or("not found"))?;
    }
    Ok(())
}
