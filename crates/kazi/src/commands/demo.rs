//! `kazi demo`: the whole path on made-up sources, over real HTTP on this machine.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use kazi_api::Shelf;
use kazi_catalog::Query;
use kazi_desk::{Decision, hash_password, new_password};
use kazi_domain::Profile;
use kazi_fetcher::Clock;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    OPERATOR,
    listed::rank,
    serve::{Site, listen_on, serve_on},
    top,
};
use crate::{
    cli::DemoArgs,
    config::{Config, Document, Sources, sources},
    pipeline::Purpose,
    replay,
    system::{SystemClock, stop_on_signals},
};

/// The sources of the demo, built in.
const SOURCES: (&str, &str) =
    ("fixtures/demo/sources.toml", include_str!("../../../../fixtures/demo/sources.toml"));
/// Where its exchange rates come from, built in.
const RATE_FEEDS: (&str, &str) =
    ("fixtures/demo/rate_feeds.toml", include_str!("../../../../fixtures/demo/rate_feeds.toml"));
/// Who may tune skills in the demo.
const TRAINER: &str = "trainer";
/// Rows of the table.
const ROWS: usize = 20;

/// Runs `kazi demo`.
///
/// # Errors
/// When a port or the store cannot be had.
pub async fn run(config: &Config, args: &DemoArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let stop = stop_on_signals();
    let replayed = CancellationToken::new();
    let tasks = TaskTracker::new();
    let replay = replay::start(SystemClock.now(), &tasks, &replayed).await?;
    let listener = listen_on(args.listen).await?;
    let address = listener.local_addr()?;
    let data = data_folder(args)?;
    let (sources, rate_feeds) = (demo_sources(SOURCES)?, demo_sources(RATE_FEEDS)?);
    let (sources, purpose) = ((&sources, &rate_feeds), Purpose::Demo);
    let site = Site::open(config, sources, &data.path, purpose, replay.addresses).await?;
    let following = site.follow(&stop).await;
    let server = serve_on(&site, listener, &stop);
    site.attend(&data.path, &stop, &following);
    let shown = async {
        if stop.run_until_cancelled(site.poller.first_over().cancelled()).await.is_none() {
            return Ok(());
        }
        print_table(&site, out).await?;
        if args.once {
            stop.cancel();
            return Ok(());
        }
        writeln!(out, "serving http://{address}/")?;
        if let Some(password) = add_trainer(&site).await? {
            writeln!(out, "trainers: http://{address}/en/desk as \"{TRAINER}\", password {password}")?;
        }
        out.flush()?;
        Ok(())
    };
    let done = async {
        site.engine.recall(SystemClock.now()).await?;
        // Before sources, so that the first table is by today's rates.
        site.poller.refresh_rates(&stop).await?;
        tokio::try_join!(site.run(&stop), shown).map(|_| ())
    };
    let done = done.await;
    stop.cancel();
    replayed.cancel();
    tasks.close();
    server.await?;
    following.wait().await;
    site.engine.close().await?;
    done
}

/// Lets a trainer log in where none may yet; answers the password.
async fn add_trainer(site: &Site) -> anyhow::Result<Option<String>> {
    let desk = &site.engine.desk;
    if !desk.state().trainers.is_empty() {
        return Ok(None);
    }
    let password = new_password()?;
    let (name, password_hash) = (TRAINER.to_owned(), hash_password(&password)?);
    desk.decide(OPERATOR, Decision::TrainerAdded { name, password_hash }, SystemClock.now()).await?;
    Ok(Some(password))
}

async fn print_table(site: &Site, out: &mut impl Write) -> anyhow::Result<()> {
    let query = Query { limit: ROWS, ..Query::default() };
    let (snapshot, sources) = (site.engine.catalog.snapshot(), site.board.load());
    let store = &*site.engine.shown;
    let shelf = Shelf { snapshot: &snapshot, store, sources: &sources, now: SystemClock.now() };
    top::print(&rank(&shelf, query, &Profile::default()).await?, out)
}

fn demo_sources((name, text): (&str, &str)) -> anyhow::Result<Sources> {
    let document = Document { name: name.to_owned(), text: text.to_owned() };
    sources::check(&document).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })
}

/// The folder asked for, or a scratch one that goes when the demo ends.
struct DataFolder {
    path: PathBuf,
    _scratch: Option<tempfile::TempDir>,
}

fn data_folder(args: &DemoArgs) -> anyhow::Result<DataFolder> {
    if let Some(path) = &args.data {
        return Ok(DataFolder { path: path.clone(), _scratch: None });
    }
    let scratch = tempfile::Builder::new().prefix("kazi-demo-").tempdir().context("no scratch folder")?;
    Ok(DataFolder { path: scratch.path().to_owned(), _scratch: Some(scratch) })
}
