//! Sources as they are written: every fault is told with its place and its remedy.

use kazi_fetcher::source::{Secrets, SourcesConfig, check_sources};

use crate::support::run_cases;

/// A source without fault, of which each case changes one key.
const GOOD: &str = r#"
id = "jobicy"
name = "Jobicy"
kind = "json"
url = "https://jobicy.com/api"
every = "1h"
rights.may_poll = true
rights.may_store = true
rights.may_show = true
rights.may_index = false
rights.floor = "1h"
rights.read_on = "2026-10-12"
"#;

/// The good source with the lines of a case in place of its own of the same keys; `-key` drops one.
fn changed(changes: &str) -> String {
    let changes: Vec<&str> = changes.split(" ;; ").collect();
    let key =
        |line: &str| line.split('=').next().unwrap_or_default().trim().trim_start_matches('-').to_owned();
    let kept = GOOD.lines().filter(|line| {
        !changes.iter().any(|change| {
            let gone = key(change);
            key(line) == gone || key(line).starts_with(&format!("{gone}."))
        })
    });
    let added = changes.iter().copied().filter(|change| !change.starts_with('-'));
    std::iter::once("[[source]]").chain(kept).chain(added).collect::<Vec<_>>().join("\n")
}

#[test]
fn faults_are_told_with_their_remedy() {
    run_cases("sources.cases", |input| match toml::from_str::<SourcesConfig>(&changed(input)) {
        // The list of keys that there are is left out: it grows.
        Err(error) => format!(
            "unreadable: {}",
            error.message().split(", expected one of `id`").next().unwrap_or_default()
        ),
        Ok(config) => {
            let (sources, problems) = check_sources(config, &Secrets::none());
            assert_eq!(sources.is_empty(), !problems.is_empty());
            let told: Vec<String> =
                problems.iter().map(|problem| format!("{} | {problem}", problem.key)).collect();
            if told.is_empty() { "fine".to_owned() } else { told.join(" || ") }
        }
    });
}

#[test]
fn one_bad_source_leaves_the_others() {
    let text = format!("{}\n{}", changed("id = \"one\""), changed("id = \"two\" ;; every = \"5m\""));
    let (sources, problems) = check_sources(toml::from_str(&text).unwrap(), &Secrets::none());
    assert_eq!(sources.len(), 1);
    assert_eq!((problems[0].index, problems[0].key.as_str()), (1, "every"));
}
