//! Several machines on one PostgreSQL database, as real processes that are killed at random.
//!
//! `KAZI_CHAOS_SECONDS` says for how long (25), `KAZI_CHAOS_SEED` repeats a run.

mod boards;
mod migrate;
mod site;
mod typed;

use std::{collections::BTreeSet, time::Duration};
use tokio::time::Instant;

use boards::Boards;
use kazi_store::PostgresServer;
use site::{Poller, Replica, configuration};
use typed::Typed;

const POLLERS: usize = 3;
const REPLICAS: usize = 2;
/// Replicas show the same within this time of quiet.
const AGREE_WITHIN: Duration = Duration::from_secs(5);
/// All that is due is polled within this time: leases run out, rests end, pollers look every few seconds.
const POLLED_WITHIN: Duration = Duration::from_secs(90);
/// An edition is folded, leads are judged by it, and copied: each looks once a second.
const FOLLOWED_WITHIN: Duration = Duration::from_secs(15);
const STALE_WITHIN: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);

/// A xorshift: the same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

struct Machines {
    database: PostgresServer,
    configuration: tempfile::TempDir,
    pollers: Vec<Poller>,
    replicas: Vec<Replica>,
    typed: Typed,
}

impl Machines {
    async fn start(boards: &Boards) -> Self {
        let database = PostgresServer::start();
        let configuration = configuration(&database.database(), boards);
        let pollers = (0..POLLERS).map(|_| Poller::start(&configuration)).collect();
        let mut replicas = Vec::new();
        for _ in 0..REPLICAS {
            replicas.push(Replica::start(&configuration).await);
        }
        Self { database, configuration, pollers, replicas, typed: Typed::default() }
    }

    /// Kills something at random, starts it again at once or a little later, and looks that every
    /// replica answers meanwhile.
    async fn break_something(&mut self, chance: &mut Chance) {
        match chance.below(5) {
            0..=2 => {
                let which = usize::try_from(chance.below(POLLERS as u64)).unwrap();
                self.pollers[which].kill().await;
                self.answer_for(Duration::from_millis(chance.below(1500))).await;
                self.pollers[which] = Poller::start(&self.configuration);
            }
            3 => {
                let which = usize::try_from(chance.below(REPLICAS as u64)).unwrap();
                self.replicas[which].start_again(&self.configuration).await;
            }
            _ => {
                self.database.crash();
                self.answer_for(Duration::from_millis(chance.below(4000))).await;
                self.database.restart();
            }
        }
        if chance.below(2) == 0 {
            self.typed.add_key(&self.configuration).await;
        }
        self.answer_for(Duration::from_millis(chance.below(2000))).await;
        for poller in &mut self.pollers {
            poller.start_if_ended(&self.configuration);
        }
    }

    /// Every replica answers, whatever else is down.
    async fn answer_for(&self, time: Duration) {
        let until = Instant::now() + time;
        loop {
            for replica in &self.replicas {
                replica.titles().await;
            }
            if Instant::now() >= until {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until every replica shows what there is, all of it and each once.
    async fn agree_on(&self, seed: u64, expected: &BTreeSet<String>) -> Duration {
        within(AGREE_WITHIN, "all replicas show all there is", async || {
            let mut agree = true;
            for replica in &self.replicas {
                let titles = replica.titles().await;
                let distinct: BTreeSet<String> = titles.iter().cloned().collect();
                assert_eq!(distinct.len(), titles.len(), "seed {seed}: a lead is there twice: {titles:?}");
                agree &= distinct == *expected;
            }
            agree
        })
        .await
    }

    /// Whoever follows the changes may be led to another replica any time.
    async fn lead_a_follower_around(&self) {
        let mut since = "0-0".to_owned();
        for replica in self.replicas.iter().cycle().take(2 * REPLICAS) {
            let (next, more) = replica.first_change(&since).await;
            assert!(more && next != since, "{since} leads to {next}");
            since = next;
        }
    }

    /// Waits until every replica shows leads judged by the edition that [`typed::publish`] published.
    async fn follow_the_edition(&self) -> Duration {
        within(FOLLOWED_WITHIN, "leads follow what was decided", async || {
            let mut followed = true;
            for replica in &self.replicas {
                followed &= replica.fields_of(typed::TITLE).await.contains(&"graphic-design".to_owned());
            }
            followed
        })
        .await
    }

    /// Takes the database away: replicas answer and say that they are stale, one that starts meanwhile too.
    async fn is_away_and_back(&mut self) {
        self.database.crash();
        within(STALE_WITHIN, "every replica says that it is stale", async || {
            let mut stale = true;
            for replica in &self.replicas {
                stale &= replica.stale_since().await.is_some();
            }
            stale
        })
        .await;
        assert!(!self.replicas[0].titles().await.is_empty(), "it answers from memory");
        assert!(self.replicas[0].page().await.contains("role=\"status\""), "the page says so too");
        self.replicas[1].start_again(&self.configuration).await;
        assert!(!self.replicas[1].titles().await.is_empty(), "it starts from its copy");
        let since = self.replicas[1].stale_since().await.expect("it says that it is stale");
        assert!(!since.starts_with("1970"), "since when it was last copied, not {since}");
        self.database.restart();
        within(STALE_WITHIN, "every replica is fresh again by itself", async || {
            let mut fresh = true;
            for replica in &self.replicas {
                fresh &= replica.stale_since().await.is_none();
            }
            fresh
        })
        .await;
    }
}

/// Waits until `true`.
async fn within(limit: Duration, what: &str, is: impl AsyncFn() -> bool) -> Duration {
    let started = Instant::now();
    while !is().await {
        assert!(started.elapsed() < limit, "not within {limit:?}: {what}");
        tokio::time::sleep(PAUSE).await;
    }
    started.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_killed_nothing_is_lost_doubled_or_asked_too_often() {
    let seed = number("KAZI_CHAOS_SEED", 0x6b61_7a69);
    let time = Duration::from_secs(number("KAZI_CHAOS_SECONDS", 25));
    let mut chance = Chance(seed.max(1));
    let boards = Boards::start().await;
    let mut machines = Machines::start(&boards).await;
    let until = Instant::now() + time;
    let mut kills = 0;
    while Instant::now() < until {
        machines.break_something(&mut chance).await;
        kills += 1;
    }
    machines.is_away_and_back().await;
    for poller in &mut machines.pollers {
        poller.start_if_ended(&machines.configuration);
    }
    let expected: BTreeSet<String> = boards.freeze();
    within(POLLED_WITHIN, "every board is polled once more", async || boards.all_polled_since_frozen()).await;
    let agreed = machines.agree_on(seed, &expected).await;
    machines.lead_a_follower_around().await;
    let kept = machines.typed.assert_kept(&machines.configuration).await;
    let before = machines.replicas[0].fields_of(typed::TITLE).await;
    assert!(!before.contains(&"graphic-design".to_owned()), "{before:?}");
    typed::publish(&machines.configuration).await;
    let followed = machines.follow_the_edition().await;
    boards.assert_polite(seed);
    eprintln!(
        "seed {seed}: {kills} breakages in {time:?}, {} polls, {} leads, agreed after {agreed:?}, {kept} decisions \
         kept, an edition followed after {followed:?}",
        boards.polls(),
        expected.len()
    );
}
