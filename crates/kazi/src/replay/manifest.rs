//! `replay.toml`: what a host of the replay answers to what.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One host.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostManifest {
    /// Nobody listens.
    #[serde(default)]
    pub down: bool,
    /// The first route that matches answers.
    #[serde(default, rename = "route")]
    pub routes: Vec<Route>,
}

/// One answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The path, matched exactly.
    pub path: String,
    /// Parameters that must be there with these values.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The method.
    #[serde(default = "get")]
    pub method: String,
    /// Words that the request's body must hold.
    pub body_has: Option<String>,
    /// The document; nothing for an empty body.
    pub file: Option<String>,
    /// The content type.
    #[serde(rename = "type")]
    pub content_type: Option<String>,
    /// The status.
    #[serde(default = "ok")]
    pub status: u16,
    /// Further headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Answers only the first so many requests.
    pub times: Option<u32>,
    /// Which validators it sends.
    #[serde(default)]
    pub validators: Validators,
    /// Whether it is sent gzip'd to those who accept it.
    #[serde(default = "yes")]
    pub gzip: bool,
}

/// What a host sends for conditional requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Validators {
    /// An ETag and a Last-Modified.
    #[default]
    Both,
    /// An ETag.
    Etag,
    /// A Last-Modified.
    Modified,
    /// Neither.
    None,
}

fn get() -> String {
    "GET".to_owned()
}

const fn ok() -> u16 {
    200
}

const fn yes() -> bool {
    true
}
