//! A writer is killed in rounds; whatever it was told is saved must be there, and whole.

#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use kazi_domain::{Lead, LeadId};
use kazi_store::{Batch, LIST_MAX, SledOptions, SledStore, Store, sample::lead};

const ROUNDS: usize = 12;
/// Leads that always go together: all of a batch or none.
const BATCH_LEADS: u64 = 3;
const STORE_VARIABLE: &str = "KAZI_STORE_OF_KILL_TEST";

/// The writer: this same test program, started by the test below with a folder to write to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writer_process() {
    let Ok(path) = std::env::var(STORE_VARIABLE) else { return };
    let store = SledStore::open(Path::new(&path), SledOptions::default()).await.unwrap();
    let from = all_leads(&store).await.len() as u64 / BATCH_LEADS;
    for number in from.. {
        let mut batch = Batch::default();
        for place in 0..BATCH_LEADS {
            batch.put_lead(sample(number, place));
        }
        store.save(batch).await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {number}").and_then(|()| out.flush()).unwrap();
    }
}

async fn all_leads(store: &dyn Store) -> Vec<Lead> {
    let mut leads: Vec<Lead> = Vec::new();
    loop {
        let page = store.scan_leads(leads.last().map(|lead| lead.id), LIST_MAX).await.unwrap();
        if page.is_empty() {
            return leads;
        }
        leads.extend(page);
    }
}

fn sample(number: u64, place: u64) -> Lead {
    let text_bytes = usize::try_from(number * 997 % 9_000).unwrap();
    lead(number * BATCH_LEADS + place, text_bytes)
}

/// Lets a writer go until it acknowledged `count` batches, kills it, and gives the last number.
fn write_and_kill(path: &Path, count: usize) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer_process", "--nocapture"])
        .env(STORE_VARIABLE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut numbers = lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    let mut last = numbers.by_ref().take(count).last();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died counts too.
    last = numbers.last().or(last);
    last
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut acknowledged = None;
    for round in 0..ROUNDS {
        acknowledged = write_and_kill(&path, 1 + round * 7 % 23).or(acknowledged);
        let store = SledStore::open(&path, SledOptions::default()).await.unwrap();
        let leads = all_leads(&store).await;
        let batches = leads.len() as u64 / BATCH_LEADS;
        assert_eq!(leads.len() as u64 % BATCH_LEADS, 0, "round {round}: half a batch is there");
        assert!(
            acknowledged.is_none_or(|last| batches > last),
            "round {round}: an acknowledged batch is lost"
        );
        for lead in leads {
            let LeadId(id) = lead.id;
            assert_eq!(lead, sample(id / BATCH_LEADS, id % BATCH_LEADS), "round {round}");
        }
        assert_eq!(store.check().await.unwrap().problems, Vec::<String>::new(), "round {round}");
        store.close().await.unwrap();
    }
    assert!(acknowledged.is_some_and(|last| last > 50));
}
