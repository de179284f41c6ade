//! What every answer has, whatever it says: headers, names for conditional requests, limits.

mod conditional;
mod guard;
mod headers;
mod origin;

pub(crate) use conditional::{name_encodings, name_states};
pub(crate) use guard::{Guard, guard};
pub(crate) use headers::{identify, secure};
pub(crate) use origin::Origin;
