//! Whole documents of every kind, each beside what is to be read of it.

use std::fmt::Write as _;

use kazi_fetcher::Reading;

use crate::support::{fixture, read};

#[test]
fn every_document_is_read_as_told() {
    let folder = fixture("documents");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut failures = String::new();
    for path in names.iter().filter(|path| path.extension().is_none_or(|extension| extension != "expected")) {
        let shown = show(&read(None, std::fs::read(path).unwrap()));
        let expected_path = path.with_added_extension("expected");
        if std::env::var_os("UPDATE_CASES").is_some() {
            std::fs::write(&expected_path, &shown).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        if shown != expected {
            writeln!(failures, "{}: read\n{shown}expected\n{expected}", path.display()).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// A reading as a person reviews it.
fn show(reading: &Reading) -> String {
    let mut out = String::new();
    let feed = &reading.feed;
    if feed.title.is_some() || feed.url.is_some() {
        writeln!(out, "feed: {:?} {:?} {:?}", feed.title, feed.url, feed.language).unwrap();
    }
    for posting in &reading.postings {
        writeln!(out, "- {}", posting.title).unwrap();
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                writeln!(out, "  {name}: {}", value.replace('\n', "\\n")).unwrap();
            }
        };
        line("guid", posting.guid.clone());
        line("url", posting.url.clone());
        line("description", Some(posting.description.clone()));
        line("summary", posting.summary.clone());
        line("author", posting.author.clone());
        line("company", posting.company.clone());
        line("location", posting.location.clone());
        line("tags", Some(posting.tags.join(", ")));
        line("pay text", posting.pay_text.clone());
        line(
            "pay",
            posting.pay.as_ref().map(|pay| {
                let end =
                    |amount: Option<kazi_domain::Amount>| amount.map_or("-".to_owned(), |a| a.to_string());
                let currency = pay.currency.map_or("-", |currency| currency.code());
                format!(
                    "{} {} {currency} {}",
                    end(pay.low),
                    end(pay.high),
                    pay.per.map_or("-", |per| per.as_str())
                )
            }),
        );
        line("language", posting.language.as_ref().map(ToString::to_string));
        line("posted", posting.posted_at.map(|date| date.to_string()));
        line("updated", posting.updated_at.map(|date| date.to_string()));
        line("expires", posting.expires_at.map(|date| date.to_string()));
    }
    for problem in &reading.problems {
        writeln!(out, "lost: {problem}").unwrap();
    }
    for repair in &reading.repairs {
        writeln!(out, "repaired: {repair}").unwrap();
    }
    if let Some(failure) = &reading.failure {
        writeln!(out, "not read: {failure}").unwrap();
    }
    out
}

/// Markup bombs: entities of entities, and one long entity a hundred thousand times.
#[test]
fn entities_make_no_document_grow() {
    let nested: String = ('b'..='k')
        .map(|name| {
            let before = format!("&{};", char::from_u32(u32::from(name) - 1).unwrap());
            format!("<!ENTITY {name} \"{}\">", before.repeat(10))
        })
        .collect();
    let long = "ha ".repeat(330);
    for (entities, text) in [
        (format!("<!ENTITY a \"ha\">{nested}"), "&k;".to_owned()),
        (format!("<!ENTITY a \"{long}\">"), "&a;".repeat(100_000)),
    ] {
        let document = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE rss [{entities}]><rss version=\"2.0\"><channel><item><guid>1</guid>\
             <title>Logo for a bakery</title><link>https://example.org/1</link>\
             <description>{text}</description></item></channel></rss>"
        );
        let reading = read(None, document.clone());
        assert_eq!(reading.postings.len(), 1, "{:?}", reading.problems);
        let grown = reading.postings[0].description.len();
        assert!(grown <= 2 * document.len(), "{} bytes became {grown}", document.len());
    }
}
