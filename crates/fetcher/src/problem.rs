//! How a poll fails: one clear sentence for the people who look after the source.

use std::time::Duration;

use crate::{
    document::ReadFailure,
    net::{AddressRefused, TransportError},
    source::MissingSecret,
    state::Wait,
};

/// Why a poll gave no postings. No text in it holds an address with its secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PollProblem {
    /// An address that may not be reached.
    #[error(transparent)]
    Address(#[from] AddressRefused),
    /// Something below HTTP.
    #[error(transparent)]
    Transport(TransportError),
    /// A secret that the source needs is not set.
    #[error(transparent)]
    Secret(#[from] MissingSecret),
    /// With its secrets filled in, the request is none.
    #[error("with its secrets filled in, {0} is not what HTTP allows")]
    BadRequest(&'static str),
    /// The host asks robots not to.
    #[error("robots.txt of {host} does not allow {path}")]
    RobotsForbid {
        /// The host.
        host: String,
        /// The path, without its query.
        path: String,
    },
    /// The host could not say what it allows, which counts as nothing (RFC 9309 2.3.1.4).
    #[error("robots.txt of {host} could not be read ({cause}), so nothing of it may be asked for")]
    RobotsUnreachable {
        /// The host.
        host: String,
        /// Why.
        cause: String,
    },
    /// One redirect led to another until the limit.
    #[error("more than {0} redirects")]
    TooManyRedirects(usize),
    /// A redirect led back to where it came from.
    #[error("the redirects go round in a circle")]
    RedirectLoop,
    /// A redirect without an address, or with one that cannot be read.
    #[error("a redirect ({0}) that does not say where to")]
    RedirectNowhere(u16),
    /// A redirect that would carry a body to another host.
    #[error("redirected to another host, {0}, which is not sent the body that was meant for the first")]
    RedirectedBody(String),
    /// A redirect to a page to log in.
    #[error("redirected to a page to log in")]
    LogIn,
    /// 404.
    #[error("not found (404): look for its new address")]
    NotFound,
    /// 410: it is asked no more.
    #[error("gone for good (410): it is not asked any more")]
    Gone,
    /// 401, 403, 451: kazi may not, and does not try to get round it.
    #[error("the server refuses ({0}): ask its owner for permission")]
    Refused(u16),
    /// 429.
    #[error("the server says that it is asked too often (429)")]
    TooOften {
        /// How long it asks to wait.
        wait: Option<Duration>,
    },
    /// 503.
    #[error("the server is not available (503)")]
    Unavailable {
        /// How long it asks to wait.
        wait: Option<Duration>,
    },
    /// Any other status.
    #[error("the server answered {0}")]
    Status(u16),
    /// 304 to a question that was not conditional.
    #[error("the server answered \"not modified\" (304) and was not asked that")]
    NotModifiedUnasked,
    /// More bytes than a document may have, after decompression.
    #[error("the document has more than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: usize,
    },
    /// Nothing where a document should be.
    #[error("the answer is empty")]
    Empty,
    /// Nothing could be read of the document.
    #[error(transparent)]
    Unreadable(#[from] ReadFailure),
    /// The reader has a fault.
    #[error("the reader stumbled over the document: please report it")]
    ReaderStumbled,
    /// No items where there used to be some.
    #[error("no items, where there were {before} before: has the source changed its form?")]
    NoItems {
        /// How many there were.
        before: usize,
    },
    /// Items, and not one that could be read.
    #[error("none of the {rows} items could be read: {first}")]
    NoItemReadable {
        /// How many there are.
        rows: usize,
        /// What is wrong with the first.
        first: String,
    },
    /// A file or folder of this machine.
    #[error("{0}")]
    Local(String),
}

impl PollProblem {
    /// Whether nobody was reached: the network is down, or the server is.
    pub(crate) const fn is_unreached(&self) -> bool {
        matches!(self, Self::Transport(TransportError::Connect(_)))
    }

    /// A short name, for metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Address(_) | Self::Transport(TransportError::Refused(_)) => "address",
            Self::Transport(TransportError::Connect(_)) => "connect",
            Self::Transport(TransportError::Timeout) => "timeout",
            Self::Transport(TransportError::Broken(_) | TransportError::Closed) => "broken",
            Self::Secret(_) | Self::BadRequest(_) => "configuration",
            Self::RobotsForbid { .. } | Self::RobotsUnreachable { .. } => "robots",
            Self::TooManyRedirects(_)
            | Self::RedirectLoop
            | Self::RedirectNowhere(_)
            | Self::RedirectedBody(_) => "redirect",
            Self::LogIn | Self::Refused(_) => "refused",
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::TooOften { .. } => "too-often",
            Self::Unavailable { .. } | Self::Status(_) | Self::NotModifiedUnasked => "status",
            Self::TooLarge { .. } => "too-large",
            Self::Empty | Self::NoItems { .. } => "empty",
            Self::Unreadable(_) | Self::ReaderStumbled | Self::NoItemReadable { .. } => "unreadable",
            Self::Local(_) => "local",
        }
    }
}

impl From<TransportError> for PollProblem {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Refused(refused) => Self::Address(refused),
            other => Self::Transport(other),
        }
    }
}

/// What ends a poll before its postings are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// It failed.
    Problem(PollProblem),
    /// It is not its turn, and did nothing wrong.
    PutOff(Wait),
}

impl<P: Into<PollProblem>> From<P> for Halt {
    fn from(problem: P) -> Self {
        Self::Problem(problem.into())
    }
}
