//! Hashes of what things say: the same on every machine and in every run.

use std::{
    fmt::{Debug, Write as _},
    hash::Hasher as _,
};

use kazi_domain::Posting;
use siphasher::sip::SipHasher13;

struct Hashing(SipHasher13);

impl std::fmt::Write for Hashing {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// The hash of all that a value shows of itself. It changes with the form of the type, which costs
/// one more reading of every source after an update of the program, and no more.
pub(crate) fn fingerprint(value: &impl Debug) -> u64 {
    let mut hashing = Hashing(SipHasher13::new());
    // Writing into a hasher cannot fail.
    let _ = write!(hashing, "{value:?}");
    hashing.0.finish()
}

/// The hash of some bytes.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

/// The hash of what a posting says, for telling whether it has been edited.
pub(crate) fn hash_posting(posting: &Posting) -> u64 {
    let mut hashing = Hashing(SipHasher13::new());
    let texts = [&posting.url, &posting.company, &posting.location, &posting.pay_text, &posting.summary];
    let texts = texts.into_iter().map(|text| text.as_deref().unwrap_or_default());
    let tags = posting.tags.iter().map(String::as_str);
    for text in texts.chain(tags).chain([posting.title.as_str(), posting.description.as_str()]) {
        hashing.0.write(text.as_bytes());
        hashing.0.write_u8(0xff);
    }
    let Posting { pay, applicants, posted_at, updated_at, expires_at, .. } = posting;
    // Writing into a hasher cannot fail.
    let _ = write!(hashing, "{:?}", (pay, applicants, posted_at, updated_at, expires_at));
    hashing.0.finish()
}
