//! The replay: serves `fixtures/replay` over loopback HTTP as the real sources would.
//!
//! Each folder is a host with a listener of its own, so that limits, robots.txt and failures are
//! per host as they are outside. The fetcher is told the address of each host and asks it by name.

mod answer;
mod manifest;
mod template;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, atomic::AtomicU32},
};

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use answer::{Answer, Host};
use manifest::HostManifest;
pub use template::fill_dates;

/// The fixtures, built in so that the demo runs from anywhere.
static FIXTURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../fixtures/replay");

/// The hosts that are being replayed, and where they listen.
pub struct Replay {
    /// Where each host is found.
    pub addresses: BTreeMap<String, SocketAddr>,
}

/// Starts every host of the built-in fixtures, with dates relative to `now`, until `stop`.
///
/// # Errors
/// When a manifest is wrong, a document is missing or no port can be had.
pub async fn start(now: Timestamp, tasks: &TaskTracker, stop: &CancellationToken) -> anyhow::Result<Replay> {
    let mut addresses = BTreeMap::new();
    for folder in FIXTURES.dirs() {
        let name = folder.path().display().to_string();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no loopback port")?;
        addresses.insert(name.clone(), listener.local_addr()?);
        let manifest = manifest_of(folder).with_context(|| format!("fixtures/replay/{name}"))?;
        if manifest.down {
            // The port was free a moment ago and nobody listens on it now.
            continue;
        }
        let host = Arc::new(host_of(folder, manifest, now).with_context(|| name.clone())?);
        let router = axum::Router::new().fallback(answer::answer).with_state(host);
        let stopped = stop.clone().cancelled_owned();
        tasks.spawn(async move { axum::serve(listener, router).with_graceful_shutdown(stopped).await });
    }
    Ok(Replay { addresses })
}

fn manifest_of(folder: &Dir<'_>) -> anyhow::Result<HostManifest> {
    let file = folder.get_file(folder.path().join("replay.toml")).context("no replay.toml")?;
    Ok(toml::from_str(file.contents_utf8().context("replay.toml is not UTF-8")?)?)
}

fn host_of(folder: &Dir<'_>, manifest: HostManifest, now: Timestamp) -> anyhow::Result<Host> {
    let mut answers = Vec::new();
    for route in manifest.routes {
        let body = match &route.file {
            None => Vec::new(),
            Some(name) => {
                let file = folder.get_file(folder.path().join(name));
                let bytes = file.with_context(|| format!("{name} is not there"))?.contents();
                // A document that is not UTF-8 on purpose has no dates to fill in.
                std::str::from_utf8(bytes)
                    .map_or_else(|_| bytes.to_vec(), |text| fill_dates(text, now).into_bytes())
            }
        };
        if !(100..600).contains(&route.status) {
            bail!("{}: {} is no status", route.path, route.status);
        }
        answers.push(Answer::new(route, body, AtomicU32::new(0)));
    }
    Ok(Host { answers, started_at: now })
}
