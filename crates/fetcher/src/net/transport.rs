//! The one door to the network: what is sent, what comes back, and how it fails.

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::address::AddressRefused;

/// What is sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// GET or POST.
    pub method: Method,
    /// Where to; the scheme and literal addresses are checked already.
    pub url: Url,
    /// Headers beside the transport's own.
    pub headers: HeaderMap,
    /// The body of a POST.
    pub body: Option<Bytes>,
    /// Whether its name may stand for a private address.
    pub allow_private: bool,
}

/// What comes back, its body still to be read.
pub struct Incoming {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Box<dyn Body>,
}

/// A body that comes in pieces, already decompressed.
#[async_trait]
pub trait Body: Send {
    /// The next piece; nothing at the end.
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// Sends a request and gives what comes back. It follows no redirect, keeps no cookie and goes
/// through no proxy; it never connects to an address that is not public unless told.
///
/// A trait so that a week of polling can be simulated without sockets.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one request.
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, TransportError>;
}

/// How an exchange fails below HTTP. No text in it holds the address, which may hold a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The name stands for an address that may not be reached.
    #[error(transparent)]
    Refused(#[from] AddressRefused),
    /// No connection: no such name, nobody listens, no agreement on TLS.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// The connection ended before anything of an answer came.
    #[error("the connection was closed before an answer came")]
    Closed,
    /// The answer is no HTTP, ended before its end, or is not in the encoding it says.
    #[error("the answer is broken: {0}")]
    Broken(String),
}

impl Incoming {
    /// An answer whose body is there already, for transports without sockets.
    pub fn whole(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body: Box::new(Whole(Some(body))) }
    }
}

struct Whole(Option<Bytes>);

#[async_trait]
impl Body for Whole {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        Ok(self.0.take())
    }
}
