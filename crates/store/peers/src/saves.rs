//! How many saves a second one PostgreSQL takes, from as many machines at once.

use std::time::{Duration, Instant};

use anyhow::Context;
use kazi_store::{Batch, PostgresOptions, PostgresStore, Store};
use tokio::{runtime::Runtime, task::JoinSet};

use crate::records;

/// Leads that a poll changes, where not much has changed.
const LEADS: u64 = 5;
const MACHINES: [u64; 3] = [1, 4, 16];
const TIME: Duration = Duration::from_secs(10);

/// Prints it for each number of machines.
pub fn measure(database: &str) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    for machines in MACHINES {
        let mut waits = runtime.block_on(save_from(database, machines))?;
        waits.sort();
        let at = |part: usize| waits.get(waits.len() * part / 100).context("something was saved");
        let a_second = waits.len() as u64 / TIME.as_secs();
        let (median, p99) = (at(50)?.as_secs_f64() * 1_000.0, at(99)?.as_secs_f64() * 1_000.0);
        println!(
            "{machines} machines: {a_second} saves of {LEADS} leads a second, median {median:.1} ms, p99 {p99:.1} ms"
        );
    }
    Ok(())
}

async fn save_from(database: &str, machines: u64) -> anyhow::Result<Vec<Duration>> {
    let mut saving = JoinSet::new();
    for machine in 0..machines {
        let store = PostgresStore::open(database, PostgresOptions::default()).await?;
        saving.spawn(async move {
            let (started, mut waits) = (Instant::now(), Vec::new());
            let mut first = machine << 32;
            while started.elapsed() < TIME {
                let made = records::make(first..first + LEADS)?;
                first += LEADS;
                let mut batch = Batch::default();
                for lead in made.leads {
                    batch.put_lead(lead);
                }
                let asked = Instant::now();
                store.save(batch).await?;
                waits.push(asked.elapsed());
            }
            store.close().await?;
            anyhow::Ok(waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(saved) = saving.join_next().await {
        waits.extend(saved??);
    }
    Ok(waits)
}
