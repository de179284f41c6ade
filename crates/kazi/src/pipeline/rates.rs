//! Exchange rates: asked for through the one gate, checked, kept in the store, and judged by.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use kazi_domain::{Currency, Rates, SourceId};
use kazi_fetcher::{Fetched, Fetcher, Source, SourceState, read::read_rates};
use kazi_store::{Batch, Document, Store, StoreError};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{
    Engine, Leasing,
    states::{find_state, put_state},
};

/// Where the store keeps the rates that feeds gave.
pub(super) const RATES: &str = "rates";
const RATES_VERSION: u16 = 1;

/// A table of rates as the store keeps it.
#[derive(Serialize, Deserialize)]
struct KeptTable {
    day: Date,
    source: String,
    per_usd: BTreeMap<String, Decimal>,
}

/// The rates of configuration with what the store keeps of feeds laid over them.
///
/// # Errors
/// When the store cannot be read.
pub async fn kept_rates(store: &dyn Store, configured: &Rates) -> Result<Rates, StoreError> {
    let kept = store.find_document(RATES).await?.filter(|kept| kept.version == RATES_VERSION);
    // A document of another form is forgotten: the feeds are asked again.
    let tables: Vec<KeptTable> =
        kept.and_then(|kept| serde_json::from_slice(&kept.bytes).ok()).unwrap_or_default();
    let tables = tables.into_iter().filter_map(|table| {
        let rate = |(code, rate): (String, Decimal)| Some((Currency::from_code(&code)?, rate));
        Rates::new(table.day, &table.source, table.per_usd.into_iter().filter_map(rate)).ok()
    });
    Ok(tables.fold(configured.clone(), |rates, table| table.over(&rates)))
}

/// The document that [`kept_rates`] reads.
///
/// # Errors
/// Never for rates that were read; a day that JSON cannot hold.
pub fn rates_document(rates: &Rates) -> anyhow::Result<Document> {
    let tables: Vec<KeptTable> = rates
        .tables()
        .map(|(origin, rates)| KeptTable {
            day: origin.day,
            source: origin.source.clone(),
            per_usd: rates.into_iter().map(|(currency, rate)| (currency.code().to_owned(), rate)).collect(),
        })
        .collect();
    Ok(Document { version: RATES_VERSION, bytes: serde_json::to_vec(&tables)? })
}

/// What of a fresh table may be believed beside what was known: not a day to come, and no rate that
/// is `jump_max` times the known one or more, or that small a part of it. A table of which more than a
/// tenth jumps is not believed at all.
///
/// # Errors
/// What people should know.
pub fn believable(fresh: &Rates, known: &Rates, jump_max: Decimal, today: Date) -> anyhow::Result<Rates> {
    let day = fresh.day();
    // It is tomorrow already where some of them are made.
    let latest = today.checked_add(1.day()).unwrap_or(today);
    anyhow::ensure!(day <= latest, "its day, {day}, is still to come");
    let jumps = |currency: Currency, rate: Decimal| {
        let before = known.per_usd(currency)?;
        let times = if rate > before { rate.checked_div(before)? } else { before.checked_div(rate)? };
        (times >= jump_max).then_some(currency)
    };
    let rates: Vec<(Currency, Decimal)> =
        fresh.currencies().filter_map(|currency| Some((currency, fresh.per_usd(currency)?))).collect();
    let jumping: Vec<Currency> =
        rates.iter().filter_map(|(currency, rate)| jumps(*currency, *rate)).collect();
    let codes = || jumping.iter().map(Currency::code).collect::<Vec<_>>().join(", ");
    anyhow::ensure!(jumping.len() * 10 <= rates.len(), "too many rates jump: {}", codes());
    if !jumping.is_empty() {
        tracing::warn!("rates that jump are not believed, the ones before stand: {}", codes());
    }
    let source = fresh.source_of(day).unwrap_or_default();
    let sound = rates.into_iter().filter(|(currency, _)| !jumping.contains(currency));
    Ok(Rates::new(day, source, sound)?)
}

/// The feeds of rates, and when each is asked next.
pub struct RateFeeds {
    feeds: Vec<Arc<Source>>,
    states: Mutex<BTreeMap<SourceId, SourceState>>,
    jump_max: Decimal,
}

impl RateFeeds {
    /// The feeds, which go on where the last run stopped.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(feeds: &[Source], jump_max: Decimal, store: &dyn Store) -> Result<Self, StoreError> {
        let mut states = BTreeMap::new();
        for feed in feeds {
            states.insert(feed.id.clone(), find_state(store, &feed.id).await?);
        }
        let feeds = feeds.iter().cloned().map(Arc::new).collect();
        Ok(Self { feeds, states: Mutex::new(states), jump_max })
    }

    /// Asks every feed that is due, and judges by what it gives.
    ///
    /// # Errors
    /// When the store cannot save. A feed that fails is only told of: the rates before stand, and show
    /// their day.
    pub async fn refresh(
        &self,
        fetcher: &Fetcher,
        engine: &Engine,
        leasing: Option<&Leasing>,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> anyhow::Result<()> {
        for feed in self.feeds.iter().filter(|feed| feed.is_on()) {
            if !self.state(&feed.id).is_due(now) {
                continue;
            }
            let Some(leasing) = leasing else {
                self.ask(feed, fetcher, engine, now, stop).await?;
                continue;
            };
            let lease = leasing.take(feed).await?;
            // Another machine may have asked since.
            self.put_state(&feed.id, find_state(&*engine.store, &feed.id).await?);
            let Some(lease) = lease else { continue };
            let due = self.state(&feed.id).is_due(now);
            let asked = if due { self.ask(feed, fetcher, engine, now, stop).await } else { Ok(()) };
            leasing.release(&lease, due).await;
            asked?;
        }
        Ok(())
    }

    /// Asks one feed.
    async fn ask(
        &self,
        feed: &Source,
        fetcher: &Fetcher,
        engine: &Engine,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> anyhow::Result<()> {
        let mut state = self.state(&feed.id);
        let fetched = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            fetched = fetcher.fetch(feed, &mut state) => fetched,
        };
        let fresh = fetched.map_err(anyhow::Error::from).and_then(|fetched| match fetched {
            Fetched::Document(document) => {
                let fresh = read_rates(&document.body, &feed.name)?;
                let today = TimeZone::UTC.to_datetime(now).date();
                believable(&fresh, &engine.rates(), self.jump_max, today).map(Some)
            }
            Fetched::Unchanged | Fetched::NotAsked(_) => Ok(None),
        });
        let mut batch = Batch::default();
        put_state(&mut batch, &feed.id, &state)?;
        self.put_state(&feed.id, state);
        match fresh {
            Ok(Some(fresh)) => return engine.judge_by_rates(&fresh, batch).await,
            Ok(None) => {}
            Err(problem) => tracing::warn!(feed = feed.id.as_str(), "no fresh rates: {problem:#}"),
        }
        engine.store.save(batch).await?;
        Ok(())
    }

    fn put_state(&self, id: &SourceId, state: SourceState) {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), state);
    }

    fn state(&self, id: &SourceId) -> SourceState {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kazi_store::MemoryStore;

    use super::*;

    fn table(day: Date, source: &str, rates: &[(&str, i64)]) -> Rates {
        let rates =
            rates.iter().map(|(code, rate)| (Currency::from_code(code).unwrap(), Decimal::from(*rate)));
        Rates::new(day, source, rates).unwrap()
    }

    #[test]
    fn rates_that_jump_are_left_out_and_a_table_of_them_refused() {
        let many = ["KES", "UGX", "TZS", "ETB", "RWF", "NGN", "GHS", "ZAR", "EGP", "INR", "EUR"];
        let all = |rate: i64| many.map(|code| (code, rate));
        let known = table(date(2026, 8, 8), "built in", &all(100));
        let today = date(2026, 11, 23);
        let mut fresh = all(105);
        fresh[0].1 = 1_000;
        let fresh = table(today, "bank", &fresh);
        let sound = believable(&fresh, &known, Decimal::TWO, today).unwrap();
        assert_eq!(sound.per_usd(Currency::KES), None);
        assert_eq!(sound.per_usd(Currency::UGX), Some(Decimal::from(105)));
        assert!(believable(&table(today, "bank", &all(1)), &known, Decimal::TWO, today).is_err());
        assert!(
            believable(&table(date(2026, 12, 1), "bank", &all(100)), &known, Decimal::TWO, today).is_err()
        );
    }

    #[tokio::test]
    async fn a_restart_forgets_no_rate() {
        let store = MemoryStore::default();
        let configured = table(date(2026, 8, 8), "built in", &[("KES", 129), ("SSP", 5_000)]);
        let rates = table(date(2026, 11, 20), "bank", &[("KES", 131)]).over(&configured);
        let mut batch = Batch::default();
        batch.put_document(RATES, rates_document(&rates).unwrap());
        store.save(batch).await.unwrap();
        let again = kept_rates(&store, &configured).await.unwrap();
        assert_eq!(again.per_usd(Currency::KES), Some(Decimal::from(131)));
        assert_eq!(again.origin(Currency::KES).unwrap().source, "bank");
        assert_eq!(again.origin(Currency::from_code("SSP").unwrap()).unwrap().source, "built in");
    }
}
