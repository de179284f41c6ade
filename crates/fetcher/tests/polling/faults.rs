//! Every way in which a server can fail ends in one clear sentence, or in a feed after all.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use kazi_fetcher::{Fetcher, PollOutcome, PollResult, SourceState};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::{
    server::{Answer, Server},
    support::{SetClock, feed, fixture, options},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    fault: Vec<Fault>,
}

/// One fault: what a server answers, and what the last of so many polls gives.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    name: String,
    /// Answers to `/feed`, in turn.
    #[serde(default)]
    lines: Vec<String>,
    /// Answers to other paths, or several to one.
    #[serde(default)]
    answer: Vec<Answer>,
    #[serde(default = "once")]
    polls: u32,
    /// The address, where it is not `http://feeds.example/feed`.
    url: Option<String>,
    /// More keys of the source.
    #[serde(default)]
    source: String,
    expect: String,
    /// Why the next poll is when it is.
    next: Option<String>,
    /// The paths that were asked for.
    asked: Option<Vec<String>>,
}

fn once() -> u32 {
    1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_as_the_table_says() {
    let text = std::fs::read_to_string(fixture("faults.toml")).unwrap();
    let faults: Faults = toml::from_str(&text).unwrap();
    assert!(faults.fault.len() >= 40, "{} faults", faults.fault.len());
    let mut runs = tokio::task::JoinSet::new();
    for fault in faults.fault {
        let line =
            text.lines().position(|line| line == format!("name = \"{}\"", fault.name)).unwrap_or(0) + 1;
        runs.spawn(async move { (line, run(fault).await) });
    }
    let mut failures = BTreeMap::new();
    while let Some(run) = runs.join_next().await {
        let (line, result) = run.unwrap();
        if let Err(failure) = result {
            failures.insert(line, failure);
        }
    }
    let told = failures.iter().fold(String::new(), |mut told, (line, failure)| {
        writeln!(told, "faults.toml:{line}: {failure}").unwrap();
        told
    });
    assert!(failures.is_empty(), "\n{told}");
}

async fn run(fault: Fault) -> Result<(), String> {
    let mut answers = fault.answer;
    if !fault.lines.is_empty() {
        answers.push(Answer { path: "/feed".into(), lines: fault.lines });
    }
    let server = Server::start(answers).await;
    let clock = SetClock::new();
    let mut options = options(Arc::clone(&clock) as _);
    options.pinned = ["feeds.example", "other.example"].map(|host| (host.to_owned(), server.address)).into();
    let fetcher = Fetcher::new(options).unwrap();
    let source = feed(fault.url.as_deref().unwrap_or("http://feeds.example/feed"), &fault.source);
    let mut state = SourceState::default();
    let mut last = None;
    for _ in 0..fault.polls {
        if let Some(wait) = state.next {
            clock.set(wait.until);
        }
        let outcome = fetcher.poll(&source, &state, &CancellationToken::new()).await;
        state = outcome.state.clone();
        last = Some(outcome);
    }
    let outcome = last.unwrap();
    let requests = server.requests.lock().unwrap().clone();
    let path = |request: &String| request.split(' ').nth(1).unwrap_or_default().to_owned();
    let asked: Vec<String> = requests.iter().map(path).filter(|path| path != "/robots.txt").collect();
    let found = tell(&outcome);
    let next = state.next.map(|wait| wait.why.to_string());
    let shown = format!("{outcome:?}");
    if found != fault.expect {
        return Err(format!("{}\n  expected {}\n  found    {found}", fault.name, fault.expect));
    }
    if fault.next.is_some() && fault.next != next {
        return Err(format!("{}: next {next:?}, not {:?}", fault.name, fault.next));
    }
    if fault.asked.as_ref().is_some_and(|expected| *expected != asked) {
        return Err(format!("{}: asked for {asked:?}", fault.name));
    }
    if shown.contains("hush-hush") {
        return Err(format!("{}: a secret is shown", fault.name));
    }
    Ok(())
}

/// An outcome in one line.
fn tell(outcome: &PollOutcome) -> String {
    let warnings = outcome.state.warnings.iter().fold(String::new(), |told, warning| told + "; " + warning);
    match &outcome.result {
        PollResult::Problem(problem) => format!("{}: {problem}", problem.kind()),
        PollResult::Fresh(fresh) => {
            let postings: usize = fresh.readings.iter().map(|reading| reading.postings.len()).sum();
            let complete = if fresh.complete { "" } else { ", not all" };
            format!("fresh, {postings} items{complete}{warnings}")
        }
        PollResult::Off(why) => format!("off: {why}"),
        PollResult::PutOff(wait) => format!("put off: {}", wait.why),
        PollResult::Unchanged | PollResult::Cancelled => outcome.result.as_str().to_owned(),
    }
}
