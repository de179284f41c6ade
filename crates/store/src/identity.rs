//! Which store it is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which store it is: made by chance when the store was made, and kept in it, so that the numbers of its changes are
/// never taken for those of another. A copy has the identity of its original.
///
/// A UUID of version 4 (RFC 9562), in small letters, as PostgreSQL makes and writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoreId(Uuid);

impl StoreId {
    /// A new one, unlike any other.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(uuid::Builder::from_random_bytes(bytes).into_uuid()))
    }

    pub(crate) fn of_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that is no [`StoreId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no identity of a store: it is a UUID in small letters")]
pub struct NoStoreId;

impl FromStr for StoreId {
    type Err = NoStoreId;

    fn from_str(text: &str) -> Result<Self, NoStoreId> {
        let read = text.parse().map(Self).map_err(|_| NoStoreId)?;
        // A UUID may be written in several ways, and an identity is written in one.
        if read.to_string() == text { Ok(read) } else { Err(NoStoreId) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_a_uuid_and_read_back() {
        let id = StoreId::of_bytes(std::array::from_fn(|place| u8::try_from(place).unwrap() * 17));
        assert_eq!(id.to_string(), "00112233-4455-6677-8899-aabbccddeeff");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<StoreId>(&format!("\"{id}\"")).unwrap(), id);
        let made = StoreId::new().unwrap();
        assert_eq!(made.to_string().parse(), Ok(made));
        assert_eq!(&made.to_string()[14..15], "4");
        for text in [
            "",
            "00112233-4455-6677-8899-AABBCCDDEEFF",
            "00112233-4455-6677-8899aabbccddeeff-",
            "00112233445566778899aabbccddeeff",
            "é0112233-4455-6677-8899-aabbccddeef",
        ] {
            assert_eq!(text.parse::<StoreId>(), Err(NoStoreId), "{text}");
        }
    }
}
