//! The network, behind one gate: every request is checked, waits its turn, and is bounded.

pub(crate) mod address;
pub(crate) mod exchange;
pub(crate) mod gate;
pub(crate) mod headers;
mod lock;
pub(crate) mod meter;
mod robots_cache;
mod transport;
mod turns;
mod web;

pub use address::{AddressRefused, check_url, not_public};
pub use gate::HostLimits;
pub use transport::{Body, Incoming, Outgoing, Transport, TransportError};
pub use turns::Turns;
pub use web::{Lookup, Pinned, SetUpError, Web};
