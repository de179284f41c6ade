//! Whether a posting offers work, advertises a worker, or does neither.

use kazi_domain::{Kind, Posting};

/// Reads the kind of a posting.
pub fn read_kind(_posting: &Posting) -> Kind {
    Kind::Offer
}
