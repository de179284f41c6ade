//! Names and numbers by which things are known, stable across restarts.

use std::{fmt, hash::Hasher, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize, Serializer};
use siphasher::sip::SipHasher13;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// A name that is not made of `a-z 0-9 -`, or is empty or longer than [`NAME_BYTES_MAX`].
    #[error("\"{0}\" is no name: use 1 to 64 of a-z, 0-9 and \"-\"")]
    Name(String),
    /// A number that is not 16 hexadecimal digits.
    #[error("\"{0}\" is no id: ids are 16 hexadecimal digits, such as 00f3a4b1c2d3e4f5")]
    Number(String),
}

/// The longest name of a source, skill, field, flag or platform.
pub const NAME_BYTES_MAX: usize = 64;

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        ///
        /// A copy costs a count and no text: every lead names several.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $type(Arc<str>);

        impl $type {
            /// Checks a name: 1 to [`NAME_BYTES_MAX`] of `a-z`, `0-9` and `-`.
            ///
            /// # Errors
            /// [`IdError::Name`] for any other text.
            pub fn new(text: &str) -> Result<Self, IdError> {
                let fine = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
                if text.is_empty() || text.len() > NAME_BYTES_MAX || !text.bytes().all(fine) {
                    return Err(IdError::Name(text.chars().take(NAME_BYTES_MAX).collect()));
                }
                Ok(Self(text.into()))
            }

            /// The name as written in configuration and on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $type {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl FromStr for $type {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$type> for String {
            fn from(name: $type) -> Self {
                name.as_str().to_owned()
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

name!(/// A configured place that is polled, such as `remoteok`.
SourceId);
name!(/// A skill of the skill book, such as `wordpress`.
SkillId);
name!(/// A field of work, such as `web-design`.
FieldId);
name!(/// A kind of warning, such as `upfront-fee`.
FlagId);
name!(/// A platform through which work is paid, such as `upwork`.
PlatformId);
name!(/// A type of task in the trainers' table of efforts, such as `landing-page`.
TaskId);

macro_rules! number {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $type(pub u64);

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl FromStr for $type {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let hexadecimal = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
                match u64::from_str_radix(text, 16) {
                    Ok(number) if hexadecimal => Ok(Self(number)),
                    _ => Err(IdError::Number(text.chars().take(32).collect())),
                }
            }
        }

        impl TryFrom<String> for $type {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(id: $type) -> Self {
                id.to_string()
            }
        }
    };
}

number!(/// One item of one source; the same item keeps it across restarts and edits of its title.
PostingId);
number!(/// One piece of work; it is the id of the posting by which kazi first met it.
LeadId);

impl PostingId {
    /// The id of the item that `source` knows under `key`: its guid, else its canonical URL,
    /// else what else the source keeps when it edits a title.
    ///
    /// SipHash-1-3 with a fixed key, so that ids are the same on every machine and in every
    /// version; among ten million postings the chance of any clash is 3 in a million.
    pub fn of(source: &SourceId, key: &str) -> Self {
        let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 1);
        hasher.write(source.as_str().as_bytes());
        hasher.write_u8(0xff);
        hasher.write(key.as_bytes());
        Self(hasher.finish())
    }
}

impl From<PostingId> for LeadId {
    fn from(id: PostingId) -> Self {
        Self(id.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        assert_eq!(SourceId::new("we-work-2").unwrap().as_str(), "we-work-2");
        for bad in ["", "Web", "a b", "ä", &"x".repeat(65)] {
            assert!(SourceId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_read_back_and_never_move() {
        let id = PostingId::of(&SourceId::new("remoteok").unwrap(), "https://example.org/1");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string(), "16d7ac67677474fc");
        assert!("xyz".parse::<PostingId>().is_err());
        assert!("+0f3a4b1c2d3e4f5".parse::<PostingId>().is_err());
    }
}
