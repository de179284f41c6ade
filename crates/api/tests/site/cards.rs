//! What was written of a lead for one reader serves the next, and says of each what it would say to him alone.

use std::sync::Arc;

use kazi_api::{App, Site};
use kazi_catalog::LeadChange;
use kazi_store::{Batch, SledOptions, SledStore, Store};
use serde_json::Value;
use tempfile::TempDir;

use crate::{sample, send};

/// Readers who see the same leads otherwise: by skills, country and what they ask to be shown.
const READERS: [&str; 4] = [
    "include_hidden=true",
    "have=wordpress:strong&country=KE&include_hidden=true",
    "have=illustrator,figma:learning&country=US&speaks=en,fr&include_hidden=true",
    "",
];

/// A site whose store gives out the same lead as long as it is the same, as stores on disk do.
async fn site(folder: &TempDir) -> App {
    let leads = sample::leads();
    let store = SledStore::open(folder.path(), SledOptions::default()).await.unwrap();
    let mut batch = Batch::default();
    for lead in &leads {
        batch.put_lead(lead.clone());
    }
    store.save(batch).await.unwrap();
    App { store: Arc::new(store), ..sample::site(leads).await }
}

async fn listed(site: &Site, query: &str) -> Vec<Value> {
    let answer = send(site, "GET", &format!("/api/v1/leads?{query}"), &[]).await.json();
    answer["leads"].as_array().unwrap().clone()
}

/// Holds every part of the leads of a list against the lead by itself, which is always written anew.
async fn assert_alike(site: &Site, reader: &str) -> usize {
    let leads = listed(site, reader).await;
    for lead in &leads {
        let profile = reader.trim_end_matches("include_hidden=true").trim_end_matches('&');
        let uri = format!("/api/v1/leads/{}?{profile}", lead["id"].as_str().unwrap());
        let alone = send(site, "GET", &uri, &[]).await.json();
        for (part, value) in lead.as_object().unwrap() {
            assert_eq!(&alone[part], value, "{part} of {uri}");
        }
    }
    leads.len()
}

#[tokio::test]
async fn one_readers_card_serves_another() {
    let folder = TempDir::new().unwrap();
    let site = Site::new(site(&folder).await);
    for reader in READERS.into_iter().chain(READERS) {
        assert!(assert_alike(&site, reader).await > 3, "{reader}");
    }
}

#[tokio::test]
async fn a_sparse_list_says_the_same_of_its_parts() {
    let folder = TempDir::new().unwrap();
    let site = Site::new(site(&folder).await);
    let whole = listed(&site, READERS[1]).await;
    for fields in ["id", "worth,title,title", "reach,fit,hidden,factors", "postings,id,url"] {
        let sparse = listed(&site, &format!("{}&fields={fields}", READERS[1])).await;
        assert_eq!(sparse.len(), whole.len());
        for (some, all) in sparse.iter().zip(&whole) {
            let mut named: Vec<&str> = fields.split(',').collect();
            named.dedup();
            assert_eq!(some.as_object().unwrap().len(), named.len(), "{some}");
            named.iter().for_each(|part| assert_eq!(some[part], all[part], "{part}"));
        }
    }
}

#[tokio::test]
async fn a_card_ends_with_what_it_was_written_from() {
    let folder = TempDir::new().unwrap();
    let app = site(&folder).await;
    let (store, catalog) = (Arc::clone(&app.store), Arc::clone(&app.catalog));
    let (facts, sources) = (Arc::clone(&app.facts), Arc::clone(&app.sources));
    let site = Site::new(app);
    let all = READERS[0];
    let before = listed(&site, all).await;

    let mut renamed = sources.load().to_vec();
    renamed.iter_mut().for_each(|source| source.name = "Renamed board".to_owned());
    sources.store(Arc::new(renamed.into_iter().collect()));
    let named = listed(&site, all).await;
    assert!(named.iter().all(|lead| lead["source"]["name"] == "Renamed board"), "{named:?}");

    let mut other = kazi_api::Facts::clone(&facts.load());
    other.flags.iter_mut().for_each(|flag| flag.advice = "Another word.".to_owned());
    facts.store(Arc::new(other));
    assert_alike(&site, all).await;

    let id = before[0]["id"].as_str().unwrap().parse().unwrap();
    let lead = store.find_leads(&[id]).await.unwrap().pop().flatten().unwrap();
    let lead = Arc::new(lead.changed(|postings| postings[0].posting.title = "Another title".to_owned()));
    let mut batch = Batch::default();
    batch.put_lead(Arc::clone(&lead));
    store.save(batch).await.unwrap();
    catalog.apply(vec![LeadChange::Put(lead)]);
    assert!(listed(&site, all).await.iter().any(|lead| lead["title"] == "Another title"));
    assert_alike(&site, all).await;
}
