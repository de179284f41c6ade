//! Serves the generator's listings from a store on disk, to drive the API with load: docs/performance.md
//! says with what.
//!
//! `load LISTINGS FOLDER [ROWS]`: JSON lines, an empty folder for the store, how many lines. Requests have
//! no quota; the sources are those of the listings. Beside the site a handler that does nothing else answers
//! the bytes of its first list, as a yardstick.
#![allow(clippy::print_stdout)] // it tells how far it is

#[allow(dead_code)]
#[path = "../../../catalog/examples/measure/listings.rs"]
mod listings;
#[allow(dead_code)]
#[path = "../../tests/site/sample.rs"]
mod sample;

use std::{collections::BTreeSet, error::Error, path::Path, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    routing::get,
};
use kazi_api::{App, Facts, Limits, SourceInfo};
use kazi_catalog::{Catalog, LeadChange};
use kazi_domain::{FieldId, SkillBook, SkillId, SourceId};
use kazi_scoring::worth::{RankRules, SkillTree};
use kazi_store::{Batch, SledOptions, SledStore, Store};
use serde_json::json;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Leads of one batch while loading.
const BATCH: usize = 5_000;
const ADDRESS: &str = "127.0.0.1:7979";
const YARDSTICK: &str = "127.0.0.1:7980";
/// The list that both answer.
const LIST: &str = "/api/v1/leads?limit=8";

/// The names that the listings use.
#[derive(Default)]
struct Names {
    skills: BTreeSet<SkillId>,
    fields: BTreeSet<FieldId>,
    sources: BTreeSet<SourceId>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [listings, folder, rest @ ..] = &arguments[..] else {
        return Err("load LISTINGS FOLDER [ROWS]".into());
    };
    let rows = rest.iter().find_map(|text| text.parse().ok()).unwrap_or(usize::MAX);
    let store = SledStore::open(Path::new(folder), SledOptions::default()).await?;
    let catalog = Catalog::new(RankRules::default(), SkillTree::default());
    let names = fill(&store, &catalog, Path::new(listings), rows).await?;
    let leads = catalog.snapshot().len();
    let site = site(store, catalog, &names).await?;
    let (limits, proxies, stop) = (site.limits, site.proxies.clone(), site.stop.clone());
    let site = kazi_api::Site::new(site);
    let list = site.clone().oneshot(Request::get(LIST).body(Body::empty())?).await?;
    let list = to_bytes(list.into_body(), usize::MAX).await?;
    println!("{leads} leads; serving on http://{ADDRESS}/; {} bytes on http://{YARDSTICK}/", list.len());
    let yardstick = Router::new().route("/", get(move || async move { list.clone() }));
    let beside = TcpListener::bind(YARDSTICK).await?;
    tokio::spawn(async move { axum::serve(beside, yardstick).await });
    let listener = TcpListener::bind(ADDRESS).await?;
    kazi_api::serve(listener, site, limits, proxies, stop).await;
    Ok(())
}

async fn fill(
    store: &SledStore,
    catalog: &Catalog,
    listings: &Path,
    rows: usize,
) -> Result<Names, Box<dyn Error>> {
    let mut names = Names::default();
    let mut lines = listings::lines(listings, rows)?.peekable();
    let (mut batch, mut changes) = (Batch::default(), Vec::new());
    while let Some(line) = lines.next() {
        let lead = listings::lead(&line?)?;
        let judged = lead.assessment();
        names.skills.extend(judged.skills.iter().map(|found| found.skill.clone()));
        names.fields.extend(judged.fields.iter().cloned());
        names.sources.extend(lead.postings().iter().map(|posted| posted.posting.source.clone()));
        batch.put_lead(lead.clone());
        changes.push(LeadChange::Put(Arc::new(lead)));
        if changes.len() == BATCH || lines.peek().is_none() {
            store.save(std::mem::take(&mut batch)).await?;
            catalog.apply(std::mem::take(&mut changes));
            catalog.merge();
        }
    }
    catalog.merge_all();
    Ok(names)
}

/// A site of made-up names, with the listings in place of its leads.
async fn site(store: SledStore, catalog: Catalog, names: &Names) -> Result<App, Box<dyn Error>> {
    let site = sample::site(Vec::new()).await;
    let field = names.fields.first().ok_or("there is no listing")?;
    let skill = |id: &SkillId| json!({ "id": id, "name": id, "fields": [field], "weight": 1.0 });
    let book: SkillBook = serde_json::from_value(json!({
        "field": names.fields.iter().map(|id| json!({ "id": id, "name": id })).collect::<Vec<_>>(),
        "skill": names.skills.iter().map(skill).collect::<Vec<_>>(),
    }))?;
    site.facts.store(Arc::new(Facts { book: book.into(), ..Facts::clone(&site.facts.load()) }));
    let of_all = site.sources.load().first().cloned().ok_or("the sample has a source")?;
    let source = |id: &SourceId| SourceInfo { id: id.clone(), name: id.to_string(), ..of_all.clone() };
    site.sources.store(Arc::new(names.sources.iter().map(source).collect()));
    let limits = Limits { requests_per_minute: 0, ..Limits::default() };
    Ok(App {
        store: Arc::new(store),
        catalog: Arc::new(catalog),
        clock: Arc::new(listings::now),
        limits,
        ..site
    })
}
