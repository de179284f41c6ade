//! What one client may hold of places that all share: half of them, so that nobody shuts all others out.
//! A class behind one address is one client, so less would shut out a class.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::client::network_of;

/// Who holds how many of some places.
#[derive(Clone)]
pub(crate) struct Shares {
    most: usize,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place that a client holds until it is dropped.
pub(crate) struct Share {
    shares: Shares,
    client: IpAddr,
}

impl Shares {
    /// Shares of so many places.
    pub(crate) fn of(places: usize) -> Self {
        Self { most: places.div_ceil(2), held: Arc::default() }
    }

    /// A place for whoever has this address; nothing where that client holds its share.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Share> {
        let client = network_of(address.to_canonical());
        let mut held = self.lock();
        let places = held.entry(client).or_default();
        if *places >= self.most {
            return None;
        }
        *places += 1;
        drop(held);
        Some(Share { shares: self.clone(), client })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.shares.lock();
        if let Some(places) = held.get_mut(&self.client) {
            *places -= 1;
            if *places == 0 {
                held.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_holds_half_and_others_the_rest() {
        let shares = Shares::of(4);
        let take = |text: &str| shares.take(text.parse().unwrap());
        let held = [take("192.0.2.1").unwrap(), take("::ffff:192.0.2.1").unwrap()];
        assert!(take("192.0.2.1").is_none() && take("192.0.2.2").is_some());
        let of_one_network = [take("2001:db8::1").unwrap(), take("2001:db8::2").unwrap()];
        assert!(take("2001:db8::3").is_none() && take("2001:db8:0:1::3").is_some());
        drop((held, of_one_network));
        assert!(take("192.0.2.1").is_some() && shares.lock().is_empty());
    }
}
