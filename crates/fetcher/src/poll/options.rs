//! How a fetcher behaves: who it says it is, and what it spends.

use std::{fmt, sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    net::{HostLimits, Pinned, Turns},
    source::Secrets,
};

/// How a fetcher behaves.
#[derive(Clone)]
pub struct FetcherOptions {
    /// The name by which servers and their robots.txt know it: `kazi`.
    pub product: String,
    /// The version of the program.
    pub version: String,
    /// Where the owner of a server reaches whoever runs it: an address of the web or of mail.
    pub contact: String,
    /// How gently one host is treated.
    pub host: HostLimits,
    /// Who gives out the turns to ask a host, where other machines poll as well.
    pub turns: Option<Arc<dyn Turns>>,
    /// For a connection.
    pub connect_time: Duration,
    /// For one request and its answer, from its turn on.
    pub request_time: Duration,
    /// What one poll may spend.
    pub budget: Budget,
    /// Hosts that stand for one fixed address each: the replay server of the demo.
    pub pinned: Pinned,
    /// Where secrets are looked up.
    pub secrets: Secrets,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// What one poll may spend; it ends there with what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of one document, after decompression; a longer one is a problem.
    pub document_bytes: usize,
    /// Bytes of all documents.
    pub bytes: u64,
    /// Documents: pages, and what they point to.
    pub documents: u32,
    /// Items.
    pub items: usize,
    /// Time, with the waiting for its turn.
    pub time: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            document_bytes: 16 << 20,
            bytes: 64 << 20,
            documents: 120,
            items: 5_000,
            time: Duration::from_secs(10 * 60),
        }
    }
}

impl FetcherOptions {
    /// The options that are right unless told, for whoever is reached at `contact`.
    pub fn new(version: &str, contact: &str, clock: Arc<dyn Clock>) -> Self {
        Self {
            product: "kazi".to_owned(),
            version: version.to_owned(),
            contact: contact.to_owned(),
            host: HostLimits::default(),
            turns: None,
            connect_time: Duration::from_secs(10),
            request_time: Duration::from_secs(60),
            budget: Budget::default(),
            pinned: Pinned::new(),
            secrets: Secrets::none(),
            clock,
        }
    }

    /// What it calls itself: `kazi/0.1.0 (+https://example.org/kazi)`.
    pub fn user_agent(&self) -> String {
        format!("{}/{} (+{})", self.product, self.version, self.contact)
    }
}

impl fmt::Debug for FetcherOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FetcherOptions")
            .field("user_agent", &self.user_agent())
            .field("host", &self.host)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
