//! From what is written to what is polled: every rule that a source must keep, with its remedy.

use std::{collections::BTreeSet, fmt, str::FromStr};

use http::{HeaderName, HeaderValue};
use kazi_domain::{Currency, PayHint};
use url::Url;

use super::{
    Attribution, Closes, Expects, Interval, Keep, Method, Paging, Parameter, Place, Request, Rights, Secrets,
    Source, Template,
    config::{
        AttributionConfig, ExpectsConfig, PagingBy, PagingConfig, PayHintConfig, RequestConfig, RightsConfig,
        SourceConfig, SourcesConfig,
    },
};
use crate::{hash::fingerprint, mapping::Kind};

/// The most pages that any source may have read in one poll.
const PAGES_MAX: u32 = 100;
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

/// Something in a source's configuration that must be mended before it is polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The id of the source.
    pub source: String,
    /// Which `[[source]]` table of the file it is, counted from 0.
    pub index: usize,
    /// The key within the table, such as `rights.floor`; `kazi` finds its line and column by it.
    /// Where the key is missing, its longest existing prefix is the place.
    pub key: String,
    /// What is wrong, as the rest of a sentence that begins with the source.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "source \"{}\" {}: {}", self.source, self.what, self.mend)
    }
}

impl std::error::Error for ConfigProblem {}

/// Checks every source of a file. Sources with a problem are left out, the others are returned:
/// one bad table never stops the rest.
///
/// Secrets that are not set are a problem of sources that are on.
pub fn check_sources(config: SourcesConfig, secrets: &Secrets) -> (Vec<Source>, Vec<ConfigProblem>) {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, config) in config.sources.into_iter().enumerate() {
        let mut check = Check { source: config.id.to_string(), index, problems: Vec::new() };
        if !ids.insert(config.id.clone()) {
            check.problem("id", "stands twice in the file", "give one of them another id");
        }
        let source = check.source(config);
        if source.is_on() {
            check.secrets(&source, secrets);
        }
        if check.problems.is_empty() {
            sources.push(source);
        }
        problems.append(&mut check.problems);
    }
    (sources, problems)
}

/// The check of one source. It goes on after a problem, so that all of them are told at once;
/// what it makes of a source with problems is thrown away.
struct Check {
    source: String,
    index: usize,
    problems: Vec<ConfigProblem>,
}

impl Check {
    fn problem(&mut self, key: &str, what: impl Into<String>, mend: impl Into<String>) {
        let (source, index) = (self.source.clone(), self.index);
        self.problems.push(ConfigProblem {
            source,
            index,
            key: key.to_owned(),
            what: what.into(),
            mend: mend.into(),
        });
    }

    fn source(&mut self, config: SourceConfig) -> Source {
        let kind = config.kind;
        let rights = self.rights(kind, config.rights);
        let (every, slowest) = self.intervals(config.every, config.slowest, &rights);
        let off = self.off(config.enabled, config.off_reason, &rights);
        for problem in config.mapping.check(kind) {
            self.problem(&format!("mapping.{}", problem.key), problem.what, problem.mend);
        }
        let place = self.place(kind, config.url, config.path, config.request);
        let paging = config.paging.map_or(Paging::One, |paging| self.paging(kind, paging));
        if let (
            Paging::Number { parameter: Parameter::Body(_), .. }
            | Paging::Cursor { parameter: Parameter::Body(_), .. },
            Place::Remote(Request { body: None, .. }),
        ) = (&paging, &place)
        {
            self.problem(
                "paging.parameter",
                "pages by a place in its body and has no body",
                "set request.body, or name a query parameter",
            );
        }
        let fingerprint = fingerprint(&(&place, &paging, &config.mapping));
        Source {
            id: config.id,
            name: config.name,
            kind,
            place,
            off,
            every,
            slowest,
            paging,
            expects: config.expects.map(|expects| self.expects(&expects)),
            allow_private: config.allow_private,
            location_is: config.location_is,
            work_is: config.work_is,
            language: config.language,
            platform: config.platform,
            pay_hint: self.pay_hint(config.pay_hint),
            closes: self.closes(config.closes.as_deref()),
            rights,
            mapping: config.mapping,
            fingerprint,
        }
    }

    fn intervals(
        &mut self,
        every: Option<Interval>,
        slowest: Option<Interval>,
        rights: &Rights,
    ) -> (Interval, Interval) {
        let floor = rights.floor;
        let often = every.unwrap_or(floor.max(Interval::HOUR));
        if often < floor {
            let what = format!("polls {}; its owner allows {}", often.how_often(), floor.how_often());
            self.problem("every", what, format!("set every = \"{floor}\" or more"));
        }
        let rare = slowest.unwrap_or(often.max(Interval::DAY));
        if rare < often {
            let what = format!("is polled at most {} and at least {}", often.how_often(), rare.how_often());
            self.problem("slowest", what, format!("set slowest = \"{often}\" or more"));
        }
        // What may be kept for a while must be read again before it lapses.
        let rare = match rights.keep {
            Keep::For(keep) => rare.min(Interval::from_seconds(keep.seconds() / 2)).max(often),
            Keep::Nothing | Keep::Unlimited => rare,
        };
        (often, rare)
    }

    fn off(&mut self, enabled: bool, reason: Option<String>, rights: &Rights) -> Option<String> {
        if enabled && !rights.may_poll {
            let mend =
                "set enabled = false with an off_reason, or rights.may_poll = true once its owner permits";
            self.problem("enabled", "is on, and its owner does not allow polling", mend);
        }
        if !enabled && reason.is_none() {
            self.problem(
                "enabled",
                "is off and does not say why",
                "set off_reason to a sentence for its readers",
            );
        }
        reason.filter(|_| !enabled)
    }

    fn rights(&mut self, kind: Kind, config: Option<RightsConfig>) -> Rights {
        let Some(config) = config else {
            if is_remote(kind) {
                let mend =
                    "add [source.rights] with may_poll, may_store, may_show, may_index, floor and read_on";
                self.problem("rights", "does not say what its owner allows", mend);
            }
            return own_rights();
        };
        let keep = match (config.may_store, config.keep.as_deref()) {
            (false, _) => Keep::Nothing,
            (true, None | Some("unlimited")) => Keep::Unlimited,
            (true, Some(text)) => text.parse().map_or_else(
                |_| {
                    let what = format!("has no time in rights.keep = \"{text}\"");
                    self.problem("rights.keep", what, "write \"24h\", \"30d\" or \"unlimited\"");
                    Keep::Nothing
                },
                Keep::For,
            ),
        };
        if is_remote(kind) && config.floor.seconds() < 60 {
            self.problem(
                "rights.floor",
                "may be polled more often than once a minute",
                "set rights.floor = \"1m\" or more",
            );
        }
        if let Some(url) = &config.terms_url {
            self.web_address("rights.terms_url", url);
        }
        Rights {
            may_poll: config.may_poll,
            keep,
            may_show: config.may_show,
            may_index: config.may_index,
            attribution: config.attribution.map(|attribution| self.attribution(attribution)),
            floor: config.floor,
            terms_url: config.terms_url,
            read_on: Some(config.read_on),
        }
    }

    fn attribution(&mut self, config: AttributionConfig) -> Attribution {
        self.web_address("rights.attribution.link", &config.link);
        if config.text.trim().is_empty() {
            self.problem(
                "rights.attribution.text",
                "has an attribution without words",
                "write the words its owner asks for",
            );
        }
        Attribution { text: config.text, link: config.link, followed: config.followed }
    }

    fn place(
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
    fn web_address(&mut self, key: &str, text: &str) {
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

    fn paging(&mut self, kind: Kind, config: PagingConfig) -> Paging {
        let pages = config.pages;
        if !(1..=PAGES_MAX).contains(&pages) {
            self.problem("paging.pages", format!("reads {pages} pages"), format!("set 1 to {PAGES_MAX}"));
        }
        if !is_remote(kind) {
            self.problem("paging", "has pages and lies on this machine", "drop [source.paging]");
        }
        match config.by {
            PagingBy::Page => {
                let parameter = self.parameter(config.parameter);
                Paging::Number { parameter, first: config.first.unwrap_or(1), step: 1, pages }
            }
            PagingBy::Offset => {
                let step = config.size.filter(|size| *size > 0).unwrap_or_else(|| {
                    self.problem(
                        "paging.size",
                        "pages by offset without a size",
                        "set paging.size to the items of a page",
                    );
                    1
                });
                let parameter = self.parameter(config.parameter);
                Paging::Number { parameter, first: config.first.unwrap_or(0), step, pages }
            }
            PagingBy::Cursor => {
                let next = config.next.unwrap_or_else(|| {
                    let mend = "set paging.next to where a page tells the next cursor, such as \"$.next\"";
                    self.problem("paging.next", "pages by cursor and does not say where the cursor is", mend);
                    String::new()
                });
                Paging::Cursor { parameter: self.parameter(config.parameter), next, pages }
            }
            PagingBy::NextLink => {
                if config.next.is_none() && kind != Kind::Feed {
                    let mend = "set paging.next to where a page links to the next";
                    self.problem(
                        "paging.next",
                        "pages by next link and does not say where the link is",
                        mend,
                    );
                }
                Paging::NextLink { next: config.next, pages }
            }
        }
    }

    fn parameter(&mut self, name: Option<String>) -> Parameter {
        match name {
            Some(pointer) if pointer.starts_with('/') => Parameter::Body(pointer),
            Some(name) if !name.is_empty() => Parameter::Query(name),
            _ => {
                let mend = "set paging.parameter to a query parameter, or to a pointer into the body such as \"/page\"";
                self.problem("paging.parameter", "has pages and no parameter to ask for them", mend);
                Parameter::Query(String::new())
            }
        }
    }

    fn expects(&mut self, config: &ExpectsConfig) -> Expects {
        if !(0.0..=1.0).contains(&config.share) {
            self.problem("expects.share", format!("expects a share of {}", config.share), "set 0 to 1");
        }
        if config.words.is_empty() {
            self.problem("expects.words", "expects no words", "name some, or drop [source.expects]");
        }
        Expects { words: config.words.iter().map(|word| word.to_lowercase()).collect(), share: config.share }
    }

    fn pay_hint(&mut self, config: PayHintConfig) -> PayHint {
        let currency = config.currency.and_then(|code| {
            let currency = Currency::from_code(&code.to_ascii_uppercase());
            if currency.is_none() {
                let what = format!("has an unknown currency \"{code}\"");
                self.problem(
                    "pay_hint.currency",
                    what,
                    "write the three letters of ISO 4217, such as \"KES\"",
                );
            }
            currency
        });
        PayHint { currency, per: config.per, piece: config.piece, range_per: config.range_per }
    }

    fn closes(&mut self, text: Option<&str>) -> Closes {
        match text {
            None | Some("never") => Closes::Never,
            Some("at-once") => Closes::AtOnce,
            Some(other) => match other.strip_prefix("after ").map(str::parse) {
                Some(Ok(interval)) => Closes::After(interval),
                _ => {
                    let mend = "write \"at-once\", \"after 7d\" or \"never\"";
                    self.problem("closes", format!("closes vanished postings \"{other}\""), mend);
                    Closes::Never
                }
            },
        }
    }

    fn secrets(&mut self, source: &Source, secrets: &Secrets) {
        let Place::Remote(request) = &source.place else { return };
        let headers = request.headers.iter().map(|(name, value)| (format!("request.headers.{name}"), value));
        let body = request.body.iter().map(|body| ("request.body".to_owned(), body));
        for (key, template) in [("url".to_owned(), &request.url)].into_iter().chain(headers).chain(body) {
            if let Err(missing) = template.fill(secrets) {
                let what = format!("needs a secret, and {missing}");
                self.problem(&key, what, format!("set {}, or enabled = false with an off_reason", missing.0));
            }
        }
    }
}

/// What is read over the network.
const fn is_remote(kind: Kind) -> bool {
    !matches!(kind, Kind::Mail | Kind::File)
}

/// What the reader may do with files and messages of the operator's own.
fn own_rights() -> Rights {
    Rights {
        may_poll: true,
        keep: Keep::Unlimited,
        may_show: true,
        may_index: false,
        attribution: None,
        floor: Interval::from_seconds(0),
        terms_url: None,
        read_on: None,
    }
}
