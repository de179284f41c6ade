//! Where the work comes from, how the polls go, and what the owners allow.

use askama::Template;
use axum::response::Response;
use jiff::Timestamp;

use super::{frame::Frame, mistake::Mistake, render, text::safe_link, visit::Visit};
use crate::{Health, KeepInfo, SourceInfo, SourceStatus, asked::PROFILE, words::Words};

#[derive(Template)]
#[template(path = "sources.html", whitespace = "minimize")]
struct SourcesPage {
    frame: Frame,
    sources: Vec<SourceWords>,
}

/// A source in words.
struct SourceWords {
    name: String,
    health: String,
    failing: bool,
    off: Option<String>,
    /// How its polls go: last, result, next.
    polls: Vec<String>,
    /// In the words of the machine, which are English.
    details: String,
    rights: Vec<String>,
    attribution: Option<(String, Option<String>, bool)>,
    terms: Option<(String, String)>,
}

/// `GET /{language}/sources`
pub(crate) async fn show(visit: Visit) -> Result<Response, Mistake> {
    visit.ask(&[PROFILE]).map_err(|problem| visit.mistake(problem))?;
    render(&SourcesPage {
        frame: visit.frame("sources-title", "sources", "sources"),
        sources: visit.sources.iter().map(|source| in_words(source, visit.words, visit.now)).collect(),
    })
}

fn in_words(source: &SourceInfo, words: Words, now: Timestamp) -> SourceWords {
    let attribution = source.rights.attribution.as_ref();
    SourceWords {
        name: source.name.clone(),
        health: words.say(match (&source.off, source.status.health) {
            (Some(_), _) => "source-off",
            (None, Health::Waiting) => "source-waiting",
            (None, Health::Fine) => "source-fine",
            (None, Health::Failing) => "source-failing",
        }),
        failing: source.off.is_none() && source.status.health == Health::Failing,
        off: source.off.as_ref().map(|why| words.with("source-off-why", [("reason", why.clone().into())])),
        polls: polls(source, words, now),
        details: details(source),
        rights: rights(source, words),
        attribution: attribution
            .map(|asked| (asked.text.clone(), safe_link(&asked.link).map(str::to_owned), asked.followed)),
        terms: terms(source, words),
    }
}

fn polls(source: &SourceInfo, words: Words, now: Timestamp) -> Vec<String> {
    let status = &source.status;
    let mut polls = Vec::new();
    if let Some(then) = status.last_poll {
        polls.push(words.with("source-last", [("ago", words.ago(then, now).into())]));
        let (items, fresh) = (words.whole(status.items), words.whole(status.new));
        polls.push(words.with("source-result", [("items", items.into()), ("fresh", fresh.into())]));
    }
    if let Some(next) = status.next_poll.filter(|_| source.off.is_none()) {
        polls.push(words.with("source-next", [("when", words.ahead(next, now).into())]));
    }
    if status.backing_off {
        polls.push(words.say("source-backing-off"));
    }
    polls
}

fn details(source: &SourceInfo) -> String {
    let SourceStatus { result, next_reason, .. } = &source.status;
    if next_reason.is_empty() { result.clone() } else { format!("{result} · next: {next_reason}") }
}

fn rights(source: &SourceInfo, words: Words) -> Vec<String> {
    let rights = &source.rights;
    let mut said = vec![words.with("source-floor", [("time", words.length(rights.floor).into())])];
    said.push(match rights.keep {
        KeepInfo::Unlimited => words.say("source-keep-unlimited"),
        KeepInfo::Nothing => words.say("source-keep-nothing"),
        KeepInfo::For(time) => words.with("source-keep-for", [("time", words.length(time).into())]),
    });
    if !rights.may_show {
        said.push(words.say("source-not-shown"));
    }
    said
}

fn terms(source: &SourceInfo, words: Words) -> Option<(String, String)> {
    let url = source.rights.terms_url.as_deref().and_then(safe_link)?;
    let label = match source.rights.read_on {
        Some(day) => words.with("source-terms-read", [("date", words.date(day).into())]),
        None => words.say("source-terms"),
    };
    Some((url.to_owned(), label))
}
