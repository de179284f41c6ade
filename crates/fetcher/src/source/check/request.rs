//! Where a source is read, and what is sent.

use std::str::FromStr as _;

use http::{HeaderName, HeaderValue};
use url::Url;

use super::{Check, is_remote};
use crate::{
    mapping::Kind,
    source::{Method, Place, Request, RequestConfig, Template},
};

/// The longest address, body or header value in configuration, in bytes.
const TEXT_BYTES_MAX: usize = 16 * 1024;
/// Headers that the fetcher sets itself: a source that could change them could lie about who asks.
const OWN_HEADERS: [&str; 9] = [
    "host",
    "user-agent",
    "from",
    "content-length",
    "transfer-encoding",
    "connection",
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
];

impl Check {
    pub(super) fn place(
        &mut self,
        kind: Kind,
        url: Option<String>,
        path: Option<String>,
        request: RequestConfig,
    ) -> Place {
        match (is_remote(kind), url, path) {
            (true, Some(url), None) => Place::Remote(self.request(&url, request)),
            (false, None, Some(path)) => Place::Local(path.into()),
            (true, ..) => {
                let mend = "set url and no path";
                self.problem(
                    "url",
                    format!("is of kind \"{}\", which is read at an address", kind.as_str()),
                    mend,
                );
                Place::Local("".into())
            }
            (false, ..) => {
                let mend = "set path and no url";
                self.problem(
                    "path",
                    format!("is of kind \"{}\", which lies on this machine", kind.as_str()),
                    mend,
                );
                Place::Local("".into())
            }
        }
    }

    fn request(&mut self, url: &str, config: RequestConfig) -> Request {
        let address = self.template("url", url).unwrap_or_default();
        if !address.as_str().is_empty() {
            self.web_address("url", &address.with("0"));
        }
        let method = match config.method.as_deref() {
            None if config.body.is_some() => Method::Post,
            None | Some("GET") => Method::Get,
            Some("POST") => Method::Post,
            Some(other) => {
                self.problem("request.method", format!("asks by \"{other}\""), "use \"GET\" or \"POST\"");
                Method::Get
            }
        };
        if method == Method::Get && config.body.is_some() {
            self.problem(
                "request.body",
                "has a body and asks by GET",
                "set request.method = \"POST\", or drop the body",
            );
        }
        let headers = config.headers.iter().filter_map(|(name, value)| self.header(name, value)).collect();
        let body = config.body.and_then(|body| self.template("request.body", &body));
        Request { url: address, method, headers, body }
    }

    fn header(&mut self, name: &str, value: &str) -> Option<(HeaderName, Template)> {
        let key = format!("request.headers.{name}");
        let template = self.template(&key, value)?;
        if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            self.problem(&key, format!("sets the header {name}, which is kazi's own"), "drop it");
            return None;
        }
        match (HeaderName::from_str(name), HeaderValue::from_str(&template.with("0"))) {
            (Ok(name), Ok(_)) => Some((name, template)),
            _ => {
                self.problem(
                    &key,
                    format!("has no header in \"{name}\""),
                    "write a name and a value that HTTP allows",
                );
                None
            }
        }
    }

    /// A text with places for secrets; nothing, and a problem, where it is none.
    fn template(&mut self, key: &str, text: &str) -> Option<Template> {
        if text.len() > TEXT_BYTES_MAX {
            self.problem(
                key,
                format!("has {} bytes in {key}", text.len()),
                format!("write at most {TEXT_BYTES_MAX}"),
            );
        }
        match Template::new(text) {
            Ok(template) => Some(template),
            Err(error) => {
                self.problem(key, error.to_string(), "write ${NAME} for an environment variable");
                None
            }
        }
    }

    /// Checks an address of the web. Its host is judged when it is asked, where names become addresses.
    pub(super) fn web_address(&mut self, key: &str, text: &str) {
        let what = match Url::parse(text) {
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                format!("has an address of \"{}\" in {key}", url.scheme())
            }
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                let mend = "put it in a header: request.headers.Authorization = \"Basic ${NAME}\"";
                return self.problem(key, format!("has a password in {key}"), mend);
            }
            Ok(_) => return,
            Err(error) => format!("has no address in {key} = \"{text}\" ({error})"),
        };
        self.problem(key, what, "write one that begins with https:// or http://");
    }
}
