//! Who is logged in.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use kazi_desk::{Desk, Secret, secret_hash, verify_password};
use kazi_scoring::Rules;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::throttle::Throttle;
use crate::problem::{self, Problem};

/// A session ends after this long, used or not: a day of work.
const SESSION_FOR: SignedDuration = SignedDuration::from_hours(12);
/// And when nothing was asked for so long.
const IDLE_FOR: SignedDuration = SignedDuration::from_hours(2);
/// The most sessions at one time.
const SESSIONS_MAX: usize = 1_000;
/// Passwords hashed at one time: each takes 19 MiB and a core.
const HASHING_MAX: usize = 2;
/// Previews, suggestions and new editions worked on at one time: each takes a core for a second or two.
const PLACES: usize = 2;
/// How long such work waits for a place.
const PLACE_WITHIN: Duration = Duration::from_secs(5);

/// What the trainers' pages ask.
pub struct DeskAccess {
    pub(crate) desk: Arc<Desk>,
    pub(crate) rules: Arc<ArcSwap<Rules>>,
    sessions: Mutex<HashMap<String, Session>>,
    throttle: Mutex<Throttle>,
    hashing: Semaphore,
    places: Semaphore,
}

/// A trainer who is logged in.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub trainer: String,
    /// What every form of the session carries.
    pub token: String,
    /// The entry that set the password by which it began.
    since: u64,
    ends_at: Timestamp,
    used_at: Timestamp,
}

impl DeskAccess {
    /// Over a desk, and the rules that judge now.
    pub fn new(desk: Arc<Desk>, rules: Arc<ArcSwap<Rules>>) -> Self {
        Self {
            desk,
            rules,
            sessions: Mutex::default(),
            throttle: Mutex::default(),
            hashing: Semaphore::new(HASHING_MAX),
            places: Semaphore::new(PLACES),
        }
    }

    /// Begins a session; answers its secret, which only the trainer's browser keeps.
    pub(super) async fn log_in(
        &self,
        name: &str,
        password: &str,
        client: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<Secret, Problem> {
        self.throttle().check(name, client, now)?;
        let busy =
            || Problem::new(&problem::BUSY, "many are logging in: try again in a second").retry_after(1);
        let trainer = self.desk.state().trainers.get(name).cloned();
        let hash = trainer.as_ref().map(|trainer| Arc::clone(&trainer.password_hash));
        let place = self.hashing.try_acquire().map_err(|_| busy())?;
        let password = password.to_owned();
        let verify = move || verify_password(&password, hash.as_deref());
        let right = tokio::task::spawn_blocking(verify).await.unwrap_or(false);
        drop(place);
        let Some(trainer) = trainer.filter(|_| right) else {
            self.throttle().count_failure(name, client, now);
            let client = client.map(tracing::field::display);
            tracing::warn!(name = ?name.chars().take(40).collect::<String>(), client, "a log-in failed");
            return Err(Problem::new(&problem::WRONG_PASSWORD, "the name or the password is wrong"));
        };
        self.throttle().forget(name, client);
        let random = |_| Problem::new(&problem::INTERNAL, "this machine gives no randomness");
        let (secret, token) = (Secret::new().map_err(random)?, Secret::new().map_err(random)?);
        let session = Session {
            trainer: name.to_owned(),
            token: token.reveal().to_owned(),
            since: trainer.since,
            ends_at: now + SESSION_FOR,
            used_at: now,
        };
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| session.lives(now));
        if sessions.len() >= SESSIONS_MAX {
            return Err(busy());
        }
        sessions.insert(secret.hash(), session);
        Ok(secret)
    }

    /// Waits a while for one of the few places for work that takes seconds of a core.
    pub(super) async fn find_place(&self) -> Result<SemaphorePermit<'_>, Problem> {
        match tokio::time::timeout(PLACE_WITHIN, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => {
                let detail = "other trainers' previews are being worked on: try again in some seconds";
                Err(Problem::new(&problem::BUSY, detail).retry_after(5))
            }
        }
    }

    /// Ends a session.
    pub(super) fn log_out(&self, secret: &str) {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(&secret_hash(secret));
    }

    /// The session of a secret, while it lives and its trainer has the password by which it began.
    pub(super) fn find_session(&self, secret: &str, now: Timestamp) -> Option<Session> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.get_mut(&secret_hash(secret)).filter(|session| session.lives(now))?;
        let state = self.desk.state();
        let trainer = state.trainers.get(&session.trainer)?;
        if trainer.since != session.since {
            return None;
        }
        session.used_at = now;
        Some(session.clone())
    }

    fn throttle(&self) -> std::sync::MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn lives(&self, now: Timestamp) -> bool {
        now < self.ends_at && now < self.used_at + IDLE_FOR
    }
}

#[cfg(test)]
mod tests {
    use kazi_scoring::{RuleDocuments, hourly::RatesConfig};
    use kazi_store::journal::MemoryJournal;

    use super::*;

    fn config<T: serde::de::DeserializeOwned>(name: &str) -> T {
        let path = format!("{}/../../config/{name}", env!("CARGO_MANIFEST_DIR"));
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_place_in_time_is_told_to_come_back() {
        let documents = RuleDocuments {
            book: config("skills.toml"),
            platforms: config("platforms.toml"),
            effort: config("effort.toml"),
            warnings: config("warnings.toml"),
            rates: config::<RatesConfig>("rates.toml").rates().unwrap(),
        };
        let rules = Rules::new(documents).unwrap_or_else(|errors| panic!("{errors:?}"));
        let desk = Desk::open(Arc::new(MemoryJournal::default()), "").await.unwrap();
        let access = DeskAccess::new(Arc::new(desk), Arc::new(ArcSwap::from_pointee(rules)));
        let taken = [access.find_place().await.unwrap(), access.find_place().await.unwrap()];
        let busy = access.find_place().await.unwrap_err();
        assert_eq!((busy.kind, busy.retry_after_s), (&problem::BUSY, Some(5)));
        drop(taken);
        assert!(access.find_place().await.is_ok());
    }
}
