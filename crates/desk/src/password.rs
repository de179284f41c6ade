//! Passwords: only what `argon2` made of them is kept.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest, in bytes: hashing takes time by length.
const PASSWORD_BYTES_MAX: usize = 256;
/// Letters that nobody mistakes for another, for passwords that are read out.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const NEW_CHARS: usize = 16;

/// Why a password cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has {PASSWORD_CHARS_MIN} letters at least, and 256 bytes at most")]
    Length,
    /// The system gave no randomness, or the hash could not be made.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

/// What to keep of a password: Argon2id with the parameters that its crate recommends, which are those
/// of OWASP (19 MiB, two passes; read in November 2026). Takes tens of milliseconds of work: call it
/// off the async threads, and few at a time.
///
/// # Errors
/// A password that is too short or too long.
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < PASSWORD_CHARS_MIN || password.len() > PASSWORD_BYTES_MAX {
        return Err(PasswordError::Length);
    }
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|error| PasswordError::Hash(error.to_string()))
}

/// Whether a password is the one of a hash. Without a hash it takes the same time and says no, so that
/// nobody learns by the clock which names there are. Call it as [`hash_password`].
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    /// Of no password: what a name that is not there is held against.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$\
                          MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";
    if password.len() > PASSWORD_BYTES_MAX {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let same = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    same && hash.is_some()
}

/// A password made of chance: 80 bits, easy to read out.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_password() -> Result<String, PasswordError> {
    let mut bytes = [0; NEW_CHARS];
    getrandom::fill(&mut bytes).map_err(|error| PasswordError::Hash(error.to_string()))?;
    let letters: Vec<u8> = bytes.iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
    let groups: Vec<&str> = letters.chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_opens() {
        let hash = hash_password("pole pole ndio mwendo").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("pole pole ndio mwendo", Some(&hash)));
        assert!(!verify_password("pole pole", Some(&hash)));
        assert!(!verify_password("pole pole ndio mwendo", None));
        assert!(!verify_password("pole pole ndio mwendo", Some("no hash")));
        assert_eq!(hash_password("short"), Err(PasswordError::Length));
    }

    #[test]
    fn new_passwords_differ_and_are_long_enough() {
        let (one, other) = (new_password().unwrap(), new_password().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 19);
        assert!(hash_password(&one).is_ok());
    }
}
