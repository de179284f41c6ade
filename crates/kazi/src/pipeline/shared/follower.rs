//! The follower: keeps a copy of the shared store on this machine, and the catalog beside it.
//!
//! Readers are answered from the copy alone, so they are answered while the database is away, and after
//! a restart as well.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::bail;
use jiff::Timestamp;
use kazi_catalog::{Catalog, LeadChange};
use kazi_desk::Desk;
use kazi_domain::LeadId;
use kazi_fetcher::Clock;
use kazi_store::{Batch, Document, LIST_MAX, PostgresStore, Store, StoreError, StoreId};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{super::rates::RATES, find_decided};

/// How often it looks for changes that nobody told of.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A copy that was not compared for so long is called stale.
const STALE_AFTER_S: i64 = 5;
/// Where the copy says what it is a copy of.
const PLACE: &str = "copy-of";
const PLACE_VERSION: u16 = 1;

/// How far a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which database.
    pub identity: StoreId,
    /// The last change that the copy holds.
    pub sequence: u64,
    /// When that was copied, in seconds.
    #[serde(default)]
    pub copied_s: i64,
}

impl Place {
    /// Before the first change of this database.
    pub fn before_all(identity: StoreId) -> Self {
        Self { identity, sequence: 0, copied_s: 0 }
    }

    /// What a copy says of itself; nothing where it is empty.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn find(copy: &dyn Store) -> Result<Option<Self>, StoreError> {
        let kept = copy.find_document(PLACE).await?.filter(|kept| kept.version == PLACE_VERSION);
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept.bytes).ok()))
    }

    /// Whether a copy that is so far can follow a database that stands there.
    pub fn leads_to(&self, identity: StoreId, sequence: u64) -> bool {
        self.identity == identity && self.sequence <= sequence
    }
}

/// How far readers see what the database holds.
#[derive(Debug, Default)]
pub struct Freshness {
    /// When the copy was last known to be like the database, in seconds.
    compared_s: AtomicI64,
    /// The last change that readers see.
    shown: watch::Sender<u64>,
}

impl Freshness {
    /// Since when readers see a stale copy.
    pub fn stale_since(&self, now: Timestamp) -> Option<Timestamp> {
        let compared_s = self.compared_s.load(Ordering::Relaxed);
        let stale = now.as_second().saturating_sub(compared_s) > STALE_AFTER_S;
        stale.then(|| Timestamp::from_second(compared_s).unwrap_or(now))
    }

    /// Waits until readers see this change. The caller bounds the time.
    pub async fn wait_shown(&self, sequence: u64) {
        // The sender lives as long as this.
        let _ = self.shown.subscribe().wait_for(|shown| *shown >= sequence).await;
    }
}

/// Copies changes as they come.
pub struct Follower {
    database: Arc<PostgresStore>,
    copy: Arc<dyn Store>,
    catalog: Arc<Catalog>,
    desk: Arc<Desk>,
    freshness: Arc<Freshness>,
    place: Place,
}

impl Follower {
    /// Follows from `place` on, up to which readers see the copy.
    pub fn new(
        database: Arc<PostgresStore>,
        copy: Arc<dyn Store>,
        catalog: Arc<Catalog>,
        desk: Arc<Desk>,
        place: Place,
    ) -> Self {
        let freshness = Arc::new(Freshness::default());
        freshness.compared_s.store(place.copied_s, Ordering::Relaxed);
        Self { database, copy, catalog, desk, freshness, place }
    }

    /// How far readers see what the database holds.
    pub fn freshness(&self) -> Arc<Freshness> {
        Arc::clone(&self.freshness)
    }

    /// Copies what has changed; whether anything has.
    ///
    /// # Errors
    /// When the database does not answer or is another one, or the copy cannot be written.
    pub async fn catch_up(&mut self, clock: &dyn Clock) -> anyhow::Result<bool> {
        let asked_at = clock.now();
        let (identity, sequence) = self.database.place().await?;
        if !self.place.leads_to(identity, sequence) {
            bail!("the database is another one or was restored: start kazi again, and its copy begins anew");
        }
        // Asked before the changes: all that follows from what was decided up to there is among them.
        let decided = find_decided(&*self.database).await?;
        self.copy_rates().await?;
        let before = self.place.sequence;
        while self.copy_page(asked_at).await? {}
        self.freshness.compared_s.store(asked_at.as_second(), Ordering::Relaxed);
        self.freshness.shown.send_replace(self.place.sequence);
        self.desk.tell_live(decided);
        Ok(self.place.sequence > before)
    }

    /// Copies the next changes; false where there are none.
    async fn copy_page(&mut self, asked_at: Timestamp) -> Result<bool, StoreError> {
        let changes = self.database.list_changes(self.place.sequence, LIST_MAX).await?;
        let Some(last) = changes.last() else { return Ok(false) };
        let ids: Vec<LeadId> = changes.iter().map(|change| change.lead).collect();
        let mut batch = Batch::default();
        let mut shown = Vec::with_capacity(ids.len());
        for (change, found) in changes.iter().zip(self.database.find_leads(&ids).await?) {
            if let Some(lead) = found.map(Arc::new) {
                batch.put_lead(Arc::clone(&lead));
                shown.push(LeadChange::Put(lead));
            } else {
                batch.remove_lead(change.lead);
                shown.push(LeadChange::Remove(change.lead));
            }
            // Clients that follow the changes may be led to another replica any time.
            batch.number(change.lead, change.sequence);
        }
        let copied_s = asked_at.as_second();
        let place = Place { sequence: last.sequence, copied_s, ..self.place };
        let bytes = serde_json::to_vec(&place).unwrap_or_default();
        batch.put_document(PLACE, Document { version: PLACE_VERSION, bytes });
        self.copy.save(batch).await?;
        self.place = place;
        self.show(shown).await;
        Ok(true)
    }

    /// Copies the exchange rates, which readers need while the database is away too.
    async fn copy_rates(&self) -> Result<(), StoreError> {
        let Some(rates) = self.database.find_document(RATES).await? else { return Ok(()) };
        if self.copy.find_document(RATES).await?.as_ref() != Some(&rates) {
            let mut batch = Batch::default();
            batch.put_document(RATES, rates);
            self.copy.save(batch).await?;
        }
        Ok(())
    }

    async fn show(&self, changes: Vec<LeadChange>) {
        let catalog = Arc::clone(&self.catalog);
        // It only fails when the catalog panicked, and then the process has said so already.
        let _ = tokio::task::spawn_blocking(move || catalog.apply(changes)).await;
    }

    /// Follows until told to stop. While the database is away, or anything else fails, it tries on, and
    /// readers are told since when nothing came.
    pub async fn run(mut self, clock: Arc<dyn Clock>, stop: CancellationToken) {
        let changed = self.database.changed();
        let mut failing = false;
        while !stop.is_cancelled() {
            let told = changed.notified();
            let done = self.catch_up(&*clock).await;
            match &done {
                Ok(true) => self.tidy().await,
                Err(error) if !failing => {
                    tracing::warn!("readers are answered from the copy, which grows stale: {error:#}");
                }
                Ok(false) if failing => tracing::info!("the copy is up to date again"),
                _ => {}
            }
            failing = done.is_err();
            tokio::select! {
                () = stop.cancelled() => {}
                () = told => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Merges the catalog's small segments, while readers go on.
    async fn tidy(&self) {
        let catalog = Arc::clone(&self.catalog);
        // It only fails when the merge panicked, which the process has said by then.
        let _ = tokio::task::spawn_blocking(move || catalog.merge()).await;
    }
}
