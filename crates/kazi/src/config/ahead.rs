//! Days on which something was read that lie ahead: what is read tomorrow is never too old.

use std::{ops::Range, path::Path};

use jiff::{ToSpan, civil::Date};
use toml::de::{DeTable, DeValue};

use super::{ConfigError, Document, defaults};

/// The files that say when something was read, and the keys by which they do.
const FILES: [&str; 5] = ["sources.toml", "rate_feeds.toml", "platforms.toml", "effort.toml", "rates.toml"];
const KEYS: [&str; 2] = ["read_on", "day"];
/// So far a clock may be behind: a small machine without a battery goes on from when it was switched off.
const CLOCK_BEHIND_DAYS: i32 = 31;

/// The days of the files of a folder that lie ahead of `today`.
pub fn find(folder: &Path, today: Date) -> Vec<ConfigError> {
    let built_in = FILES.iter().filter_map(|name| defaults::text_of(name)).flat_map(days);
    // What is built in was read; a clock that says otherwise is wrong.
    let known = built_in.map(|(_, day)| day).fold(today, Date::max);
    let latest = known.saturating_add(CLOCK_BEHIND_DAYS.days());
    let files = FILES.iter().filter(|name| folder.join(name).exists());
    let documents = files.filter_map(|name| Document::read(Some(folder), name).ok());
    documents.flat_map(|document| faults(&document, latest, today)).collect()
}

fn faults(document: &Document, latest: Date, today: Date) -> Vec<ConfigError> {
    let ahead = days(&document.text).into_iter().filter(|(_, day)| *day > latest);
    let fault = |(span, day): (Range<usize>, Date)| {
        let message =
            format!("{day} lies ahead, today is {today}: what was read then could never be too old");
        let mend =
            "write the day on which it was read; if today is another day, set the clock of this machine";
        ConfigError::at(&document.name, &document.text, span, message).mend(mend)
    };
    ahead.map(fault).collect()
}

/// Every such day of a document, and where it stands.
fn days(text: &str) -> Vec<(Range<usize>, Date)> {
    let mut found = Vec::new();
    if let Ok(root) = DeTable::parse(text) {
        add_days(root.get_ref(), &mut found);
    }
    found
}

fn add_days(table: &DeTable<'_>, found: &mut Vec<(Range<usize>, Date)>) {
    for (name, value) in table {
        match value.get_ref() {
            DeValue::String(day) if KEYS.contains(&name.get_ref().as_ref()) => {
                found.extend(day.parse().ok().map(|day| (name.span().start..value.span().end, day)));
            }
            DeValue::Table(inner) => add_days(inner, found),
            DeValue::Array(entries) => entries.iter().for_each(|entry| {
                if let DeValue::Table(inner) = entry.get_ref() {
                    add_days(inner, found);
                }
            }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_that_lies_ahead_is_told_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let sources = "[[source]]\nid = \"a\"\n[source.rights]\nread_on = \"2036-01-02\"\n\
            [[source]]\nid = \"b\"\nrights = { may_poll = true, read_on = \"2026-12-09\" }\n";
        std::fs::write(folder.path().join("sources.toml"), sources).unwrap();
        let fees = "[[platform]]\nid = \"a\"\n[[platform.fact]]\nabout = \"age\"\nread_on = \"2031-01-01\"\n";
        std::fs::write(folder.path().join("platforms.toml"), fees).unwrap();
        let told: Vec<String> =
            find(folder.path(), date(2026, 11, 28)).iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("sources.toml:4: 2036-01-02 lies ahead, today is 2026-11-28"), "{told:?}");
        assert!(told[1].contains("platforms.toml:5: 2031-01-01"), "{told:?}");
        // By a clock that was never set, what is built in lies ahead, and is read all the same.
        for (name, text) in defaults::FILES {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        assert_eq!(find(folder.path(), date(1970, 1, 1)).len(), 0);
    }
}
