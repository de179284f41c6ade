//! `kazi serve`, and what `kazi demo` shares with it: polling and serving until told to stop.

use std::{
    collections::BTreeSet, io::Write, net::SocketAddr, num::NonZeroU32, path::Path, sync::Arc, time::Duration,
};

use anyhow::Context;
use arc_swap::ArcSwap;
use ipnet::IpNet;
use kazi_api::{App, DeskAccess, Facts, KnownSources, Limits, Readiness};
use kazi_domain::SkillBook;
use kazi_fetcher::{
    Clock, Fetcher, FetcherOptions,
    net::{HostLimits, Pinned, Turns},
    source::Secrets,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::facts::facts_of;
use crate::{
    cli::ServeArgs,
    config::{Config, Sources},
    pipeline::{
        Engine, Polled, Poller, Purpose, RateFeeds, SharedTurns, board_of, follow, questions::Questions,
    },
    progress::Progress,
    system::{SystemClock, raise_descriptors_max, stop_on_signals},
};

/// How often a replica that does not poll looks how the sources are.
const BOARD_EVERY: Duration = Duration::from_secs(10);
/// How often the room on the disk is looked at.
const ROOM_EVERY: Duration = Duration::from_secs(5);

/// Everything that runs while kazi serves.
pub struct Site {
    /// Store and catalog.
    pub engine: Arc<Engine>,
    /// What asks the sources.
    pub poller: Arc<Poller>,
    /// What readers are told of the sources.
    pub board: Arc<ArcSwap<KnownSources>>,
    /// How far the first poll is.
    pub readiness: Arc<Readiness>,
    facts: Arc<ArcSwap<Facts>>,
    metrics: PrometheusHandle,
    limits: Limits,
    proxies: Arc<[IpNet]>,
}

impl Site {
    /// Opens the store in `data` and prepares to poll `sources` and `rate_feeds`.
    ///
    /// # Errors
    /// When the store cannot be opened or the HTTP client not be set up.
    pub async fn open(
        config: &Config,
        (sources, rate_feeds): (&Sources, &Sources),
        data: &Path,
        purpose: Purpose,
        pinned: Pinned,
    ) -> anyhow::Result<Self> {
        let clock = Arc::new(SystemClock);
        let metrics = PrometheusBuilder::new().install_recorder().context("metrics could not be set up")?;
        let engine = Arc::new(Engine::open(config, sources, data, purpose, clock.now()).await?);
        for note in &engine.notes {
            tracing::warn!("{note}");
        }
        let poller = Arc::new(open_poller(config, (sources, rate_feeds), &engine, pinned).await?);
        let board = Arc::new(ArcSwap::from_pointee(board_of(&poller)));
        let facts = facts_of(config, &engine.desk.state(), &engine.rates());
        let facts = Arc::new(ArcSwap::from_pointee(facts));
        let server = &config.settings.server;
        let usual = Limits::default();
        let limits = Limits {
            // The other half is for the store, polls and edits, whoever connects.
            connections_max: usual.connections_max.min(raise_descriptors_max() / 2),
            requests_per_minute: server.requests_per_minute,
            key_requests_per_minute: server.key_requests_per_minute,
            ..usual
        };
        let proxies = server.trusted_proxies.as_slice().into();
        let readiness = Arc::new(Readiness::default());
        if !engine.catalog.snapshot().is_empty() {
            // Yesterday's leads are worth more than waiting for today's.
            readiness.finish();
        }
        Ok(Self { engine, poller, board, readiness, facts, metrics, limits, proxies })
    }

    /// The pages and the API.
    pub fn site(&self, stop: &CancellationToken) -> kazi_api::Site {
        kazi_api::Site::new(App { stop: stop.clone(), ..self.app() })
    }

    /// What pages and API are made from.
    pub fn app(&self) -> App {
        let metrics = self.metrics.clone();
        App {
            catalog: Arc::clone(&self.engine.catalog),
            store: Arc::clone(&self.engine.shown),
            facts: Arc::clone(&self.facts),
            sources: Arc::clone(&self.board),
            readiness: Arc::clone(&self.readiness),
            desk: Some(Arc::new(DeskAccess::new(
                Arc::clone(&self.engine.desk),
                Arc::clone(&self.engine.rules),
            ))),
            stale: {
                let engine = Arc::clone(&self.engine);
                Arc::new(move || engine.stale_since(SystemClock.now()))
            },
            cards: kazi_api::Cards::default(),
            clock: Arc::new(|| SystemClock.now()),
            metrics: Arc::new(move || metrics.render()),
            limits: self.limits,
            proxies: Arc::clone(&self.proxies),
            stop: CancellationToken::new(),
        }
    }

    /// Lets what trainers decide take effect, and what other machines change be seen, until `stop`.
    pub async fn follow(&self, stop: &CancellationToken) -> TaskTracker {
        let facts = Arc::clone(&self.facts);
        self.engine.tell_of_decisions(move |decided| {
            facts.rcu(|now| Facts {
                book: SkillBook::clone(&decided.book).into(),
                gone: decided.gone.clone(),
                ..Facts::clone(now)
            });
        });
        follow_all(&self.engine, stop).await
    }

    /// What else goes on until `stop`: other commands get a backup or a check, and the room on the disk is
    /// watched.
    pub fn attend(&self, data: &Path, stop: &CancellationToken, tasks: &TaskTracker) {
        match Questions::listen(data) {
            Ok(questions) => {
                tasks.spawn(questions.answer(Arc::clone(&self.engine), stop.clone()));
            }
            Err(error) => tracing::warn!(%error, "`kazi backup` and `kazi check` must wait until this stops"),
        }
        let (engine, readiness, stop) = (Arc::clone(&self.engine), Arc::clone(&self.readiness), stop.clone());
        tasks.spawn(async move {
            while !stop.is_cancelled() {
                engine.room.look();
                readiness.pause(engine.room.paused());
                let _ = tokio::time::timeout(ROOM_EVERY, stop.cancelled()).await;
            }
        });
    }

    /// Polls what is due until `stop`, the first round with progress on standard error. There is something to show
    /// as soon as there is a lead, or every source has been asked; today's exchange rates are not waited for, because
    /// figures by those at hand, which name their day, are worth more than none.
    ///
    /// # Errors
    /// When the store can no longer save.
    pub async fn run(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        let first = self.poller.due(SystemClock.now()).len();
        self.readiness.begin(u32::try_from(first).unwrap_or(u32::MAX));
        let (progress, mut polled_once) = (Progress::start(first), BTreeSet::new());
        let told = |polled: &Polled| {
            if !self.poller.first_over().is_cancelled() && polled_once.insert(polled.source.id.clone()) {
                self.readiness.count_polled();
                progress.tell(polled);
            }
            if !self.engine.catalog.snapshot().is_empty() {
                self.readiness.finish();
            }
            self.board.store(Arc::new(board_of(&self.poller)));
        };
        let first_round = async {
            let over = stop.run_until_cancelled(self.poller.first_over().cancelled()).await;
            progress.finish();
            self.readiness.finish();
            if over.is_some() {
                self.save_catalog().await;
            }
            Ok(())
        };
        tokio::try_join!(self.poller.run(stop, told), first_round, self.keep_rates(stop))?;
        Ok(())
    }

    /// Has the next start quick, also after a crash.
    async fn save_catalog(&self) {
        if self.engine.shared.is_none()
            && let Err(error) = self.engine.save_catalog().await
        {
            tracing::warn!(%error, "the catalog could not be saved; a start after a crash takes longer");
        }
    }

    /// Shows readers what other machines poll, until `stop`.
    pub async fn watch(&self, stop: &CancellationToken) {
        self.readiness.finish();
        while !stop.is_cancelled() {
            match self.poller.read_states().await {
                Ok(()) => self.board.store(Arc::new(board_of(&self.poller))),
                Err(error) => tracing::debug!(%error, "how the sources are stays as it was"),
            }
            self.tell_rates();
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(BOARD_EVERY) => {}
            }
        }
    }

    /// Shows readers fresh rates soon after they come, until `stop`, whether or not a source is polled meanwhile.
    async fn keep_rates(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        while !stop.is_cancelled() {
            self.tell_rates();
            let _ = tokio::time::timeout(BOARD_EVERY, stop.cancelled()).await;
        }
        Ok(())
    }

    /// Shows readers the rates that leads are judged by.
    fn tell_rates(&self) {
        let rates = self.engine.rates();
        if self.facts.load().rates != rates {
            self.facts.rcu(|now| Facts { rates: rates.clone(), ..Facts::clone(now) });
        }
    }
}

/// Runs what follows the desk, and the database where the store is shared, until `stop`.
pub async fn follow_all(engine: &Arc<Engine>, stop: &CancellationToken) -> TaskTracker {
    let (clock, tasks) = (Arc::new(SystemClock), TaskTracker::new());
    if let Some(shared) = &engine.shared
        && let Some(follower) = shared.follower.lock().await.take()
    {
        tasks.spawn(follower.run(Arc::clone(&clock) as _, stop.clone()));
    }
    tasks.spawn(follow(Arc::clone(engine), clock, stop.clone()));
    tasks.close();
    tasks
}

/// The poller of `sources` and `rate_feeds` over `engine`.
///
/// # Errors
/// When the HTTP client cannot be set up or the store not be read.
pub async fn open_poller(
    config: &Config,
    (sources, rate_feeds): (&Sources, &Sources),
    engine: &Arc<Engine>,
    pinned: Pinned,
) -> anyhow::Result<Poller> {
    let clock = Arc::new(SystemClock);
    let turns =
        engine.shared.as_ref().map(|shared| SharedTurns::new(shared.leases(), Arc::clone(&clock) as _));
    let fetcher = open_fetcher(config, pinned, turns.map(|turns| Arc::new(turns) as _))?;
    let jump_max = config.settings.rates.jump_max;
    // Whoever only shows asks no feed, and opens while the database is away too.
    let feeds = if engine.only_shows() { &[] } else { rate_feeds.all() };
    let feeds = RateFeeds::open(feeds, jump_max, &*engine.store).await?;
    Poller::open(fetcher, Arc::clone(engine), sources.all(), feeds, &config.settings.store, clock).await
}

/// The one gate to the network.
///
/// # Errors
/// When the HTTP client cannot be set up.
pub fn open_fetcher(
    config: &Config,
    pinned: Pinned,
    turns: Option<Arc<dyn Turns>>,
) -> anyhow::Result<Fetcher> {
    let fetch = &config.settings.fetch;
    let contact = if fetch.contact.is_empty() { "no contact configured" } else { &fetch.contact };
    let mut options = FetcherOptions::new(env!("CARGO_PKG_VERSION"), contact, Arc::new(SystemClock));
    options.host = HostLimits {
        gap: Duration::from_secs(60) / fetch.host_requests_per_minute,
        burst: NonZeroU32::new(fetch.host_burst).unwrap_or(NonZeroU32::MIN),
        concurrency: fetch.host_concurrency,
        ..HostLimits::default()
    };
    options.pinned = pinned;
    options.turns = turns;
    options.secrets = Secrets::new(|name| std::env::var(name).ok());
    Ok(Fetcher::new(options)?)
}

/// Where to listen.
///
/// # Errors
/// When the address is taken or not one of this machine.
pub async fn listen_on(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let taken =
        || format!("cannot listen on {address}; choose another with --listen, such as --listen 127.0.0.1:0");
    TcpListener::bind(address).await.with_context(taken)
}

/// Serves until `stop`, then lets running answers finish.
pub fn serve_on(site: &Site, listener: TcpListener, stop: &CancellationToken) -> tokio::task::JoinHandle<()> {
    let serving =
        kazi_api::serve(listener, site.site(stop), site.limits, Arc::clone(&site.proxies), stop.clone());
    tokio::spawn(async move {
        if !serving.await {
            tracing::warn!("some answers were cut off");
        }
    })
}

/// Runs `kazi serve`.
///
/// # Errors
/// When the address or the store cannot be had, or the store can no longer save.
pub async fn run(config: &Config, args: &ServeArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let stop = stop_on_signals();
    let listener = listen_on(args.listen.unwrap_or(config.settings.server.listen)).await?;
    let address = listener.local_addr()?;
    let purpose = if args.no_poll { Purpose::Read } else { Purpose::Poll };
    let sources = (&config.sources, &config.rate_feeds);
    let site = Site::open(config, sources, &args.data.data, purpose, Pinned::new()).await?;
    let following = site.follow(&stop).await;
    let server = serve_on(&site, listener, &stop);
    site.attend(&args.data.data, &stop, &following);
    writeln!(out, "serving http://{address}/")?;
    if site.engine.desk.state().trainers.is_empty() {
        let data = args.data.data.display();
        writeln!(out, "nobody may tune skills yet: kazi trainer --data {data} add NAME")?;
    }
    out.flush()?;
    let polled = async {
        if args.no_poll {
            site.watch(&stop).await;
            return Ok(());
        }
        site.engine.recall(SystemClock.now()).await?;
        site.run(&stop).await
    };
    let done = polled.await;
    stop.cancel();
    server.await?;
    following.wait().await;
    site.engine.close().await?;
    done
}
