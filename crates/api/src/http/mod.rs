//! What every answer has, whatever it says: headers, names for conditional requests, limits.

mod client;
mod conditional;
mod guard;
mod headers;
mod hot;
mod origin;
mod quota;
mod serve;
mod shares;
mod stale;

pub(crate) use client::{address_of, network_of};
pub(crate) use conditional::{name_encodings, name_states};
pub(crate) use guard::{Guard, guard};
pub(crate) use headers::{REQUEST_ID, challenge, id_of, secure};
pub(crate) use hot::{Asked, Hot, mark_hot};
pub(crate) use origin::Origin;
pub(crate) use quota::{Quotas, RATE_LIMIT, RATE_LIMIT_POLICY, count};
pub use serve::serve;
pub(crate) use shares::{Share, Shares};
pub(crate) use stale::{STALE_SINCE, page_stale_since, tell_stale};
