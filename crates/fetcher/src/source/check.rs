//! From what is written to what is polled: every rule that a source must keep, with its remedy.

mod paging;
mod request;
mod rights;

use std::{collections::BTreeSet, fmt};

use kazi_domain::{Currency, PayHint};

use super::{
    Closes, Expects, Interval, Keep, Paging, Place, Rights, Secrets, Source,
    config::{ExpectsConfig, PayHintConfig, SourceConfig, SourcesConfig},
};
use crate::{hash::fingerprint, mapping::Kind};

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

/// How often files on this machine are read at most, which have no owner with a floor.
const OFTENEST: Interval = Interval::from_seconds(10);

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
        let rights = self.rights(kind, config.allow_private, config.rights);
        let (every, slowest) = self.intervals(kind, config.every, config.slowest, &rights);
        let off = self.off(config.enabled, config.off_reason, &rights);
        for problem in config.mapping.check(kind) {
            self.problem(&format!("mapping.{}", problem.key), problem.what, problem.mend);
        }
        let place = self.place(kind, config.url, config.path, config.request);
        let paging = config.paging.map_or(Paging::One, |paging| self.paging(kind, paging));
        self.pages_have_their_place(&paging, &place);
        let pay_hint = self.pay_hint(config.pay_hint);
        let read_by = (&config.mapping, &pay_hint, &config.location_is, &config.language, &config.platform);
        let fingerprint = fingerprint(&(kind, &place, &paging, read_by));
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
            pay_hint,
            closes: self.closes(config.closes.as_deref()),
            rights,
            mapping: config.mapping,
            fingerprint,
        }
    }

    fn intervals(
        &mut self,
        kind: Kind,
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
        if !is_remote(kind) && often < OFTENEST {
            let what = format!("is read {}", often.how_often());
            self.problem("every", what, format!("set every = \"{OFTENEST}\" or more"));
        }
        let rare = slowest.unwrap_or(often.max(Interval::DAY));
        if rare < often {
            let what = format!("is polled at most {} and at least {}", often.how_often(), rare.how_often());
            self.problem("slowest", what, format!("set slowest = \"{often}\" or more"));
        }
        let Keep::For(keep) = rights.keep else { return (often, rare) };
        // What may be kept for a while must be read again before it lapses; half of that time leaves
        // room for a poll that fails. Where the owner's floor is longer, postings lapse by his own word.
        let half = Interval::from_seconds(keep.seconds() / 2);
        if often > half && floor <= half {
            let what =
                format!("polls {} and may keep postings {keep}: they would lapse between", often.how_often());
            self.problem("every", what, format!("set every = \"{half}\" or less"));
        }
        (often, rare.min(half).max(often))
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
