//! Which store it is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Where a UUID has its hyphens (RFC 9562, section 4).
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// Which store it is: made by chance when the store was made, and kept in it, so that the numbers of its changes are
/// never taken for those of another. A copy has the identity of its original.
///
/// A UUID of version 4 (RFC 9562), in small letters, as PostgreSQL makes and writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoreId([u8; 16]);

impl StoreId {
    /// A new one, unlike any other.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Ok(Self(bytes))
    }

    pub(crate) fn of_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            let hyphen = if [4, 6, 8, 10].contains(&place) { "-" } else { "" };
            write!(f, "{hyphen}{byte:02x}")?;
        }
        Ok(())
    }
}

/// A text that is no [`StoreId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no identity of a store: it is a UUID in small letters")]
pub struct NoStoreId;

impl FromStr for StoreId {
    type Err = NoStoreId;

    fn from_str(text: &str) -> Result<Self, NoStoreId> {
        let fine = |(place, byte): (usize, u8)| match HYPHENS.contains(&place) {
            true => byte == b'-',
            false => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        };
        if text.len() != 36 || !text.bytes().enumerate().all(fine) {
            return Err(NoStoreId);
        }
        let number = u128::from_str_radix(&text.replace('-', ""), 16).map_err(|_| NoStoreId)?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl TryFrom<String> for StoreId {
    type Error = NoStoreId;

    fn try_from(text: String) -> Result<Self, NoStoreId> {
        text.parse()
    }
}

impl From<StoreId> for String {
    fn from(id: StoreId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_a_uuid_and_read_back() {
        let id = StoreId(std::array::from_fn(|place| u8::try_from(place).unwrap() * 17));
        assert_eq!(id.to_string(), "00112233-4455-6677-8899-aabbccddeeff");
        assert_eq!(id.to_string().parse(), Ok(id));
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
