//! Where the store is, and where its password comes from.

use std::{fs, path::Path};

use anyhow::{Context, bail, ensure};
use url::Url;

use super::StoreSettings;

/// Stands for the address in `kazi.toml`, with the password.
const ADDRESS: &str = "KAZI_STORE";
/// Names a file that holds the address, for those who keep secrets in files.
const ADDRESS_FILE: &str = "KAZI_STORE_FILE";
/// What the store in the data folder is called.
const HERE: &str = "sled";
const MEND_SECRET: &str = "put the whole address into KAZI_STORE, or into a file that KAZI_STORE_FILE names";
const MEND: &str = "write \"sled\", or such as \"postgres://kazi@host/kazi\"";

/// Where the store is. It is never printed, for the address may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// In the data folder.
    Here,
    /// In a PostgreSQL database at this address.
    Postgres(String),
}

impl Place {
    /// Reads an address; nothing where it is none.
    fn read(text: &str) -> Option<Self> {
        if text == HERE {
            return Some(Self::Here);
        }
        let url = Url::parse(text).ok()?;
        matches!(url.scheme(), "postgres" | "postgresql").then(|| Self::Postgres(text.to_owned()))
    }
}

/// What is wrong with `use` in `kazi.toml`, which everybody may read, and how to mend it.
pub(super) fn check(text: &str) -> Result<(), (&'static str, &'static str)> {
    if Place::read(text).is_none() {
        return Err(("\"use\" under [store] names no store", MEND));
    }
    let url = Url::parse(text).ok();
    let secret = |url: Url| url.password().is_some() || url.query_pairs().any(|(key, _)| key == "password");
    if url.is_some_and(secret) {
        return Err(("\"use\" under [store] holds a password, and others read this file", MEND_SECRET));
    }
    Ok(())
}

impl StoreSettings {
    /// Where the store is: what the environment says counts, then the configuration.
    ///
    /// # Errors
    /// When it is neither `sled` nor an address of PostgreSQL, and when others can read the file that holds
    /// it. What it is instead is not repeated.
    pub fn place(&self) -> anyhow::Result<Place> {
        let (from, text) = match (std::env::var(ADDRESS), std::env::var(ADDRESS_FILE)) {
            (Ok(_), Ok(_)) => bail!("{ADDRESS} and {ADDRESS_FILE} are both set: unset one"),
            (Ok(text), Err(_)) => (ADDRESS, text),
            (Err(_), Ok(path)) => (ADDRESS_FILE, read_secret(Path::new(&path))?),
            (Err(_), Err(_)) => ("\"use\" under [store] of kazi.toml", self.place.clone()),
        };
        Place::read(text.trim()).with_context(|| format!("{from} says no store: {MEND}"))
    }
}

/// The text of a file that nobody but its owner and group may read.
fn read_secret(path: &Path) -> anyhow::Result<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        const OTHERS: u32 = 0o007;
        let found = fs::metadata(path).with_context(|| format!("no file {}", path.display()))?;
        ensure!(
            found.mode() & OTHERS == 0,
            "everybody may read {}, which holds a password: chmod o= {}",
            path.display(),
            path.display()
        );
    }
    let text = fs::read_to_string(path);
    text.with_context(|| format!("{} cannot be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        assert!(Place::read("sled") == Some(Place::Here));
        let address = "postgres://kazi:secret@db.example/kazi?sslmode=verify-full";
        assert!(Place::read(address) == Some(Place::Postgres(address.to_owned())));
        for wrong in ["", "Sled", "mysql://host/kazi", "/var/lib/kazi", "postgres"] {
            assert!(Place::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn no_password_stands_in_the_configuration() {
        assert_eq!(check("postgres://kazi@db.example/kazi"), Ok(()));
        assert!(check("postgres://kazi:secret@db.example/kazi").is_err());
        assert!(check("postgres://db.example/kazi?user=kazi&password=secret").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_all_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "postgres://kazi:secret@db.example/kazi\n").unwrap();
        for (mode, fine) in [(0o600, true), (0o640, true), (0o644, false)] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
            let read = read_secret(file.path());
            assert_eq!(read.is_ok(), fine, "{mode:o}");
            let said = read.err().map_or(String::new(), |error| format!("{error:#}"));
            assert!(!said.contains("secret@"), "{said}");
        }
    }
}
