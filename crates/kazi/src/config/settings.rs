//! `kazi.toml`.

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};

use ipnet::IpNet;
use jiff::SignedDuration;
use kazi_scoring::worth::RankRules;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};

use super::{ConfigError, Document, place};

const FILE: &str = "kazi.toml";
/// The port that examples name, which is the built-in one.
const LISTEN_PORT: u16 = 7878;

/// How kazi serves, fetches and ranks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Serving.
    pub server: ServerSettings,
    /// Fetching.
    pub fetch: FetchSettings,
    /// Keeping.
    pub store: StoreSettings,
    /// Exchange rates.
    pub rates: RatesSettings,
    /// Ranking.
    pub rank: RankRules,
}

/// `[rates]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatesSettings {
    /// After how many days a rate says that it is old.
    pub old_after_days: u16,
    /// How many times the known rate a fresh one can be and still be believed; above 1.
    pub jump_max: Decimal,
}

/// `[server]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Where pages and API are served.
    #[serde(deserialize_with = "listening")]
    pub listen: SocketAddr,
    /// Requests a minute to the API by one address; 0 for no limit.
    pub requests_per_minute: u32,
    /// Requests a minute by one key; 0 for no limit.
    pub key_requests_per_minute: u32,
    /// Those who may say for whom they ask.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
}

/// `[fetch]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchSettings {
    /// How the owners of sources reach whoever runs this.
    pub contact: String,
    /// Requests a minute to one host.
    pub host_requests_per_minute: u32,
    /// Requests at once to one host.
    pub host_concurrency: u32,
    /// Requests that may follow each other at once before the rate counts.
    pub host_burst: u32,
}

/// `[store]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// How long ended leads are kept.
    #[serde(deserialize_with = "duration")]
    pub keep_ended: SignedDuration,
    /// `sled`, or the address of a PostgreSQL database without its password.
    #[serde(rename = "use")]
    pub place: String,
    /// How long a machine that shares the store may be silent before others poll its sources.
    #[serde(deserialize_with = "duration")]
    pub lease: SignedDuration,
    /// The most that the data folder may take, in megabytes; 0 for no limit.
    pub data_mb_max: u64,
    /// What must stay free on its disk, in megabytes; 0 for nothing.
    pub free_mb_min: u64,
}

/// An address with a port, to serve at.
///
/// # Errors
/// What to write instead.
pub fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let fault = |port: &str, what: &str| {
        format!(
            "\"{text}\" {what}: write such as \"127.0.0.1:{port}\", or \"0.0.0.0:{port}\" for the whole network"
        )
    };
    let text = text.trim();
    text.parse().map_err(|_| match (text.parse::<IpAddr>(), text.rsplit_once(':')) {
        (Ok(address), _) => {
            let at = SocketAddr::new(address, LISTEN_PORT);
            format!("\"{text}\" has no port: write such as \"{at}\"")
        }
        (_, Some((_, port))) if port.parse::<u16>().is_ok() => fault(port, "has a name and no address"),
        _ => fault(&LISTEN_PORT.to_string(), "is no address with a port"),
    })
}

fn listening<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    use serde::de::Error;
    listen_address(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Networks such as `10.0.0.0/8`, or single addresses.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    use serde::de::Error;
    let read = |text: &String| {
        let address = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse().or_else(|_| address()).map_err(|_| {
            D::Error::custom(format!(
                "\"{text}\" is no address: write such as \"127.0.0.1\" or \"10.0.0.0/8\""
            ))
        })
    };
    Vec::<String>::deserialize(deserializer)?.iter().map(read).collect()
}

/// A span such as `90m`, `72h` or `60d`; a day has 24 hours.
fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
    use serde::de::Error;
    let text = String::deserialize(deserializer)?;
    let mend = || {
        D::Error::custom(format!(
            "\"{text}\" is no time above zero: write such as \"90m\", \"72h\" or \"60d\""
        ))
    };
    let span: jiff::Span = text.parse().map_err(|_| mend())?;
    let length = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(|_| mend())?;
    if length > SignedDuration::ZERO { Ok(length) } else { Err(mend()) }
}

/// Reads `kazi.toml` of a folder; what it leaves out is as built in.
///
/// # Errors
/// With line and caret.
pub fn read(folder: Option<&Path>) -> Result<Settings, ConfigError> {
    let document = Document::read(folder, FILE)?;
    let settings: Settings = document.parse_over(FILE)?;
    let wrong = |key: &str, what: &str| {
        let start = document.text.find(key).unwrap_or(0);
        ConfigError::at(&document.name, &document.text, start..start + key.len(), what)
    };
    if settings.fetch.host_requests_per_minute == 0 {
        return Err(wrong("host_requests_per_minute", "no host could ever be asked").mend("write 1 or more"));
    }
    if settings.fetch.host_concurrency == 0 {
        return Err(wrong("host_concurrency", "no host could ever be asked").mend("write 1 or more"));
    }
    if let Err((fault, mend)) = place::check(&settings.store.place) {
        // The line itself is not shown: it may hold a password.
        return Err(ConfigError::of_file(&document.name, fault, mend));
    }
    if settings.rates.jump_max <= Decimal::ONE {
        return Err(wrong("jump_max", "no rate could ever change").mend("write more than 1, such as 2.0"));
    }
    if let Err(error) = settings.rank.check() {
        let message = error.to_string();
        let key = message.split('"').nth(1).unwrap_or("[rank]").to_owned();
        return Err(wrong(&key, &message));
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read_text(text: &str) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        read(Some(folder.path())).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_left_out_is_built_in() {
        let built_in = read(None).unwrap();
        assert_eq!(format!("{:?}", read_text("").unwrap()), format!("{built_in:?}"));
        let settings = read_text("[fetch]\ncontact = \"me@school.example\"\n[rank]\nable = 0.8\n").unwrap();
        assert_eq!(settings.fetch.contact, "me@school.example");
        assert_eq!(settings.fetch.host_burst, built_in.fetch.host_burst);
        assert_eq!(settings.server.listen, built_in.server.listen);
        assert_eq!(settings.rank, RankRules { able: 0.8, ..built_in.rank });
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_all_the_same() {
        for (text, line, says) in [
            ("[fetch]\nhost_burst = 1\nhost_brust = 2\n", 3, "unknown field `host_brust`"),
            ("[server]\nlisten = 80\n", 2, "invalid type"),
            ("[server]\nlisten = \"0.0.0.0\"\n", 2, "has no port: write such as \"0.0.0.0:7878\""),
            ("[server]\nlisten = \"::\"\n", 2, "write such as \"[::]:7878\""),
            ("[server]\nlisten = \"localhost:80\"\n", 2, "write such as \"127.0.0.1:80\""),
            ("[server]\nlisten = \":x\"\n", 2, "write such as \"127.0.0.1:7878\""),
            ("\nserver = 1\n", 2, "invalid type"),
            ("[sever]\nlisten = \"127.0.0.1:80\"\n", 1, "unknown field `sever`"),
            ("[server\n", 1, ""),
        ] {
            let error = read_text(text).unwrap_err();
            assert!(
                error.contains(&format!("kazi.toml:{line}: ")) && error.contains(says),
                "{text}: {error}"
            );
        }
    }
}
