//! What every test of polling needs: sources, clocks and case files.

use std::{
    fmt::Write as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use kazi_fetcher::{
    Budget, Clock, FetcherOptions, Source,
    net::HostLimits,
    source::{Secrets, SourcesConfig, check_sources},
};

/// A clock that a test sets.
pub struct SetClock {
    start: Timestamp,
    seconds: AtomicI64,
}

impl SetClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { start: "2026-11-23T10:00:00Z".parse().unwrap(), seconds: AtomicI64::new(0) })
    }

    pub fn set(&self, time: Timestamp) {
        self.seconds.store(time.as_second() + 1 - self.start.as_second(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        self.start + SignedDuration::from_secs(self.seconds.load(Ordering::SeqCst))
    }
}

/// The sources of a configuration that must have no fault.
pub fn sources(text: &str, secrets: &Secrets) -> Vec<Arc<Source>> {
    let config: SourcesConfig = toml::from_str(text).unwrap();
    let (sources, problems) = check_sources(config, secrets);
    assert!(problems.is_empty(), "{problems:?}");
    sources.into_iter().map(Arc::new).collect()
}

/// One feed that may be polled once an hour, with more keys of its own table.
pub fn feed(url: &str, more: &str) -> Arc<Source> {
    let text = format!(
        "[[source]]\nid = \"feed\"\nname = \"Feed\"\nkind = \"feed\"\nurl = \"{url}\"\n{more}\n\
         [source.rights]\nmay_poll = true\nmay_store = true\nmay_show = true\nmay_index = true\n\
         floor = \"1h\"\nread_on = \"2026-11-01\"\n"
    );
    sources(&text, &Secrets::new(|name| (name == "TOKEN").then(|| "hush-hush".to_owned()))).remove(0)
}

/// Options under which no test waits.
pub fn options(clock: Arc<dyn Clock>) -> FetcherOptions {
    FetcherOptions {
        host: HostLimits {
            gap: Duration::from_nanos(1),
            burst: 1000.try_into().unwrap(),
            concurrency: 8,
            wait_max: Duration::ZERO,
        },
        request_time: Duration::from_secs(4),
        budget: Budget { document_bytes: 1 << 20, ..Budget::default() },
        secrets: Secrets::new(|name| (name == "TOKEN").then(|| "hush-hush".to_owned())),
        ..FetcherOptions::new("0.1.0", "https://example.org/kazi", clock)
    }
}

/// The path of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fetcher").join(name)
}

/// Runs a file of `input => expected` lines, and tells every failure by file and line.
/// With `UPDATE_CASES=1` the answers are written into the file for a person to review.
pub fn run_cases(name: &str, answer: impl Fn(&str) -> String) {
    let path = fixture(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut failures, mut updated) = (String::new(), String::new());
    for (number, line) in text.lines().enumerate() {
        let Some((input, expected)) = line.split_once(" => ").filter(|_| !line.starts_with('#')) else {
            updated.push_str(line);
            updated.push('\n');
            continue;
        };
        let found = answer(input.trim());
        writeln!(updated, "{} => {found}", input.trim_end()).unwrap();
        if found != expected.trim() {
            writeln!(failures, "{name}:{}: {input}\n  expected {expected}\n  found    {found}", number + 1)
                .unwrap();
        }
    }
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, updated).unwrap();
    } else {
        assert!(failures.is_empty(), "\n{failures}");
    }
}
