//! Slows down those who try passwords: by client, and by client and account.
//!
//! No count is by account alone: whoever knows a trainer's name could lock the trainer out with it. Guesses
//! from many networks at once are slow all the same, for only few passwords are hashed at one time, and a
//! password of ours is long.

use std::{collections::HashMap, net::IpAddr};

use jiff::{SignedDuration, Timestamp};

use crate::{
    http::network_of,
    problem::{self, Problem},
};

/// Failures at one account that cost nothing: people mistype.
const FREE_AT_NAME: u32 = 5;
/// A room of trainers may share one address.
const FREE_BY_CLIENT: u32 = 20;
/// The wait after the first failure beyond those, which doubles with each further one.
const FIRST_WAIT_S: i64 = 15;
/// The longest wait.
const LONGEST_WAIT_S: i64 = 15 * 60;
/// The most clients remembered, and how many are forgotten where there are more.
const KEYS_MAX: usize = 10_000;
const FORGOTTEN_AT_ONCE: usize = KEYS_MAX / 10;

/// A client is a network: whoever has one address of version 6 has 2^64. The account is one of those it tried.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    client: Option<IpAddr>,
    name: Option<String>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    until: Timestamp,
}

/// Failures by client, with and without the account.
#[derive(Default)]
pub(super) struct Throttle {
    failures: HashMap<Key, Failures>,
}

fn at_name(name: &str, client: Option<IpAddr>) -> Key {
    Key { client: client.map(network_of), name: Some(name.chars().take(64).collect()) }
}

fn keys(name: &str, client: Option<IpAddr>) -> [(Key, u32); 2] {
    let by_client = Key { client: client.map(network_of), name: None };
    [(at_name(name, client), FREE_AT_NAME), (by_client, FREE_BY_CLIENT)]
}

impl Throttle {
    /// Whether another try is allowed now.
    pub(super) fn check(&self, name: &str, client: Option<IpAddr>, now: Timestamp) -> Result<(), Problem> {
        let until = keys(name, client)
            .into_iter()
            .filter_map(|(key, _)| self.failures.get(&key))
            .map(|known| known.until);
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
            self.forget_some();
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

    /// The right password: this client's failures at the account are forgotten, its others are not.
    pub(super) fn forget(&mut self, name: &str, client: Option<IpAddr>) {
        self.failures.remove(&at_name(name, client));
    }

    /// Makes room: those go that failed least, so that nobody gets rid of a wait by failing elsewhere.
    fn forget_some(&mut self) {
        let mut order: Vec<(u32, Timestamp, Key)> =
            self.failures.iter().map(|(key, known)| (known.count, known.until, key.clone())).collect();
        order.sort_unstable_by_key(|(count, until, _)| (*count, *until));
        for (_, _, key) in order.into_iter().take(FORGOTTEN_AT_ONCE) {
            self.failures.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn client(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn waits_grow_and_end() {
        let (mut throttle, mut now) = (Throttle::default(), NOW);
        for _ in 0..FREE_AT_NAME {
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
        throttle.forget("amina", None);
        assert!(throttle.check("amina", None, now).is_ok());
    }

    #[test]
    fn a_stranger_does_not_lock_a_trainer_out() {
        let (mut throttle, stranger) = (Throttle::default(), client("198.51.100.1"));
        for _ in 0..100 {
            throttle.count_failure("amina", stranger, NOW);
        }
        assert!(throttle.check("amina", stranger, NOW).is_err());
        assert!(throttle.check("amina", client("192.0.2.7"), NOW).is_ok());
    }

    #[test]
    fn a_network_that_tries_many_names_is_slowed_down() {
        for (one, other, same) in [
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
        ] {
            let mut throttle = Throttle::default();
            for number in 0..=FREE_BY_CLIENT {
                throttle.count_failure(&format!("name{number}"), client(one), NOW);
            }
            assert_eq!(throttle.check("another", client(other), NOW).is_err(), same, "{one} {other}");
        }
    }

    #[test]
    fn nobody_gets_rid_of_a_wait_by_failing_elsewhere() {
        let (mut throttle, stranger) = (Throttle::default(), client("198.51.100.1"));
        for _ in 0..100 {
            throttle.count_failure("amina", stranger, NOW);
        }
        for number in 0..2 * u32::try_from(KEYS_MAX).unwrap() {
            throttle.count_failure("amina", Some(IpAddr::V4(number.into())), NOW);
        }
        assert!(throttle.failures.len() <= KEYS_MAX + 1);
        assert!(throttle.check("amina", stranger, NOW).is_err());
    }
}
