//! The transport that is used: reqwest over rustls, with a resolver that checks every address.

use std::{
    collections::BTreeMap,
    error::Error,
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
};

use super::{
    address::{AddressRefused, not_public},
    transport::{Body, Incoming, Outgoing, Transport, TransportError},
};

/// The most headers of an answer; hyper bounds their bytes at about 400 KiB.
const HEADERS_MAX: usize = 128;
const CONNECTIONS_IDLE_PER_HOST: usize = 4;
const CONNECTION_IDLE_TIME: Duration = Duration::from_secs(60);

/// Hosts that stand for one fixed address each, over plain HTTP: a replay server on this machine.
pub type Pinned = BTreeMap<String, SocketAddr>;

/// Looks names up.
///
/// A trait so that a test can have a name that changes its mind between two look-ups.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// The addresses that a name stands for now.
    async fn addresses(&self, name: &str) -> std::io::Result<Vec<IpAddr>>;
}

/// The look-up of the system.
struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn addresses(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// reqwest, twice: connections of sources that may reach private addresses are never shared with
/// those of sources that may not.
pub struct Web {
    public: Client,
    private: Client,
    pinned: Arc<Pinned>,
}

/// The transport could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client could not be set up: {0}")]
pub struct SetUpError(String);

impl Web {
    /// A transport that calls itself `user_agent` and connects within `connect_time`.
    ///
    /// # Errors
    /// [`SetUpError`] when TLS cannot be set up, or `user_agent` is no header value.
    pub fn new(user_agent: &str, connect_time: Duration, pinned: Pinned) -> Result<Self, SetUpError> {
        Self::with_lookup(user_agent, connect_time, pinned, SystemLookup)
    }

    /// As [`Self::new`], with names looked up elsewhere than in the system. What it answers is checked
    /// all the same.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with_lookup(
        user_agent: &str,
        connect_time: Duration,
        pinned: Pinned,
        lookup: impl Lookup + 'static,
    ) -> Result<Self, SetUpError> {
        let lookup: Arc<dyn Lookup> = Arc::new(lookup);
        let pinned = Arc::new(pinned);
        let client = |allow_private| {
            let (lookup, pinned) = (Arc::clone(&lookup), Arc::clone(&pinned));
            let resolver = CheckedResolver { allow_private, pinned, lookup };
            Client::builder()
                .tls_backend_preconfigured(tls()?)
                .user_agent(user_agent)
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .no_proxy()
                .connect_timeout(connect_time)
                .http1_max_headers(HEADERS_MAX)
                .pool_max_idle_per_host(CONNECTIONS_IDLE_PER_HOST)
                .pool_idle_timeout(CONNECTION_IDLE_TIME)
                .dns_resolver(Arc::new(resolver))
                .build()
                .map_err(|error| SetUpError(error.to_string()))
        };
        Ok(Self { public: client(false)?, private: client(true)?, pinned })
    }
}

/// TLS with ring and the roots that come with the program, so that it is the same on every machine.
fn tls() -> Result<rustls::ClientConfig, SetUpError> {
    let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect::<rustls::RootCertStore>();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = builder
        .map_err(|error| SetUpError(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[async_trait]
impl Transport for Web {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError> {
        let Outgoing { method, mut url, headers, body, allow_private } = outgoing;
        if !self.pinned.is_empty() && url.host_str().is_some_and(|host| self.pinned.contains_key(host)) {
            // The replay server has no certificate of the host it stands for.
            let _ = url.set_scheme("http");
            let _ = url.set_port(None);
        }
        let client = if allow_private { &self.private } else { &self.public };
        let mut request = client.request(method, url).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        let mut response =
            request.send().await.map_err(|error| closed(&error).unwrap_or_else(|| failure(&error)))?;
        let headers = std::mem::take(response.headers_mut());
        Ok(Incoming { status: response.status(), headers, body: Box::new(WebBody(response)) })
    }
}

struct WebBody(reqwest::Response);

#[async_trait]
impl Body for WebBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await.map_err(|error| failure(&error))
    }
}

/// Whether a connection ended before the head of an answer. hyper tells it by its words alone.
fn closed(error: &reqwest::Error) -> Option<TransportError> {
    let reset = |cause: &(dyn Error + 'static)| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        matches!(kind, Some(ErrorKind::ConnectionReset | ErrorKind::BrokenPipe))
            || cause.to_string() == "connection closed before message completed"
    };
    let mut causes =
        std::iter::successors(error.source(), |cause: &&(dyn Error + 'static)| (*cause).source());
    (!error.is_connect() && causes.any(reset)).then_some(TransportError::Closed)
}

/// What an error of reqwest is, in our words. Its own text is not used: it holds the address.
fn failure(error: &reqwest::Error) -> TransportError {
    let causes = || std::iter::successors(error.source(), |cause: &&(dyn Error + 'static)| (*cause).source());
    if let Some(refused) = causes().find_map(|cause| cause.downcast_ref::<AddressRefused>()) {
        return TransportError::Refused(refused.clone());
    }
    let cause = causes().last().map_or_else(|| "no cause given".to_owned(), ToString::to_string);
    if error.is_timeout() {
        TransportError::Timeout
    } else if error.is_connect() {
        TransportError::Connect(cause)
    } else {
        TransportError::Broken(cause)
    }
}

/// Looks names up and lets through only addresses that may be reached.
///
/// The address that was checked is the one that is connected to, so a name that changes its mind
/// between two look-ups gains nothing.
struct CheckedResolver {
    allow_private: bool,
    pinned: Arc<Pinned>,
    lookup: Arc<dyn Lookup>,
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        if let Some(address) = self.pinned.get(name.as_str()).copied() {
            return Box::pin(async move { Ok(Box::new(std::iter::once(address)) as Addrs) });
        }
        let (allow_private, lookup) = (self.allow_private, Arc::clone(&self.lookup));
        Box::pin(async move {
            let found = lookup.addresses(name.as_str()).await?;
            let refused = found.iter().find_map(|address| not_public(*address)).filter(|_| !allow_private);
            let fine = |address: &IpAddr| allow_private || not_public(*address).is_none();
            let addresses: Vec<SocketAddr> =
                found.into_iter().filter(fine).map(|address| SocketAddr::new(address, 0)).collect();
            match refused {
                Some(what) if addresses.is_empty() => {
                    Err(AddressRefused::NotPublic { host: name.as_str().to_owned(), what }.into())
                }
                _ => Ok(Box::new(addresses.into_iter()) as Addrs),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use std::sync::Mutex;

    use super::*;

    /// Gives one list of addresses after the other.
    struct ChangingName(Mutex<Vec<&'static [&'static str]>>);

    #[async_trait]
    impl Lookup for ChangingName {
        async fn addresses(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
            Ok(self.0.lock().unwrap().remove(0).iter().map(|address| address.parse().unwrap()).collect())
        }
    }

    #[tokio::test]
    async fn only_addresses_that_were_checked_are_connected_to() {
        let answers: Vec<&[&str]> =
            vec![&["8.8.8.8"], &["127.0.0.1"], &["169.254.169.254", "8.8.4.4"], &["::ffff:10.0.0.1"]];
        let lookup = Arc::new(ChangingName(Mutex::new(answers)));
        let resolver = CheckedResolver { allow_private: false, pinned: Arc::default(), lookup };
        let mut given = Vec::new();
        for _ in 0..4 {
            let found = resolver.resolve("changing.example".parse().unwrap()).await;
            given.push(match found {
                Ok(addresses) => {
                    addresses.map(|address| address.ip().to_string()).collect::<Vec<_>>().join(" ")
                }
                Err(error) => error.to_string(),
            });
        }
        assert_eq!(given[0], "8.8.8.8");
        assert!(given[1].contains("no public address (loopback)"), "{}", given[1]);
        assert_eq!(given[2], "8.8.4.4");
        assert!(given[3].contains("no public address (private)"), "{}", given[3]);
    }
}
