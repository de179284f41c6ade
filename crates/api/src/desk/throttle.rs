//! Slows down those who try passwords: by account, and by client.

use std::{collections::HashMap, net::IpAddr};

use jiff::{SignedDuration, Timestamp};

use crate::problem::{self, Problem};

/// Failures that cost nothing: people mistype.
const FREE_BY_NAME: u32 = 5;
/// A room of trainers may share one address.
const FREE_BY_CLIENT: u32 = 20;
/// The wait after the first failure beyond those, which doubles with each further one.
const FIRST_WAIT_S: i64 = 15;
/// The longest wait.
const LONGEST_WAIT_S: i64 = 15 * 60;
/// The most names and clients remembered.
const KEYS_MAX: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Name(String),
    Client(IpAddr),
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    until: Timestamp,
}

/// Failures by name and by client.
#[derive(Default)]
pub(super) struct Throttle {
    failures: HashMap<Key, Failures>,
}

fn keys(name: &str, client: Option<IpAddr>) -> impl Iterator<Item = (Key, u32)> {
    let name = name.chars().take(64).collect();
    let client = client.map(|client| (Key::Client(client), FREE_BY_CLIENT));
    [(Key::Name(name), FREE_BY_NAME)].into_iter().chain(client)
}

impl Throttle {
    /// Whether another try is allowed now.
    pub(super) fn check(&self, name: &str, client: Option<IpAddr>, now: Timestamp) -> Result<(), Problem> {
        let until =
            keys(name, client).filter_map(|(key, _)| self.failures.get(&key)).map(|known| known.until);
        let wait_s = until.max().map_or(0, |until| until.as_second() - now.as_second());
        if wait_s <= 0 {
            return Ok(());
        }
        let detail = format!("too many wrong passwords: try again in {wait_s} seconds");
        let wait_s = u32::try_from(wait_s).unwrap_or(u32::MAX);
        Err(Problem::new(&problem::TOO_MANY_TRIES, detail).retry_after(wait_s))
    }

    /// Counts a wrong password.
    pub(super) fn count_failure(&mut self, name: &str, client: Option<IpAddr>, now: Timestamp) {
        let forgotten = SignedDuration::from_secs(LONGEST_WAIT_S);
        if self.failures.len() >= KEYS_MAX {
            self.failures.retain(|_, known| known.until + forgotten > now);
        }
        if self.failures.len() >= KEYS_MAX {
            self.failures.clear();
        }
        for (key, free) in keys(name, client) {
            let known = self.failures.entry(key).or_insert(Failures { count: 0, until: now });
            if known.until + forgotten < now {
                known.count = 0;
            }
            known.count += 1;
            let beyond = known.count.saturating_sub(free).min(16);
            let wait_s = if beyond == 0 { 0 } else { (FIRST_WAIT_S << (beyond - 1)).min(LONGEST_WAIT_S) };
            known.until = now + SignedDuration::from_secs(wait_s);
        }
    }

    /// The right password: the account's failures are forgotten, the client's are not.
    pub(super) fn forget(&mut self, name: &str) {
        self.failures.remove(&Key::Name(name.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let mut throttle = Throttle::default();
        let mut now = Timestamp::UNIX_EPOCH;
        for _ in 0..FREE_BY_NAME {
            assert!(throttle.check("amina", None, now).is_ok());
            throttle.count_failure("amina", None, now);
        }
        assert!(throttle.check("amina", None, now).is_ok());
        throttle.count_failure("amina", None, now);
        let wait_s = |throttle: &Throttle, now| throttle.check("amina", None, now).unwrap_err().retry_after_s;
        assert_eq!(wait_s(&throttle, now), Some(15));
        assert!(throttle.check("juma", None, now).is_ok(), "others are not slowed down");
        now += SignedDuration::from_secs(15);
        assert!(throttle.check("amina", None, now).is_ok());
        throttle.count_failure("amina", None, now);
        assert_eq!(wait_s(&throttle, now), Some(30));
        throttle.forget("amina");
        assert!(throttle.check("amina", None, now).is_ok());
    }

    #[test]
    fn a_client_that_tries_many_names_is_slowed_down() {
        let mut throttle = Throttle::default();
        let client = Some(IpAddr::from([192, 0, 2, 7]));
        for number in 0..=FREE_BY_CLIENT {
            throttle.count_failure(&format!("name{number}"), client, Timestamp::UNIX_EPOCH);
        }
        assert!(throttle.check("another", client, Timestamp::UNIX_EPOCH).is_err());
        assert!(throttle.check("another", None, Timestamp::UNIX_EPOCH).is_ok());
    }
}
