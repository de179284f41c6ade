//! The skill book as text: one canonical TOML, so that two editions differ only where they differ.

use std::fmt::Write;

use kazi_domain::{Alias, Field, Skill, SkillBook};
use kazi_scoring::skills::SkillMatcher;

/// The longest text of a book, in bytes. The one that ships has 300 KB.
pub const BOOK_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Where lists are broken into lines, in characters.
const LINE_CHARS: usize = 108;

/// What is wrong with a book, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct BookFault {
    /// The line, or the entry, such as `skill "figma"`.
    pub place: String,
    /// What is wrong and how to mend it.
    pub what: String,
}

/// Reads a book and checks that it can be matched with.
///
/// # Errors
/// Every fault found.
pub fn read_book(text: &str) -> Result<(SkillBook, SkillMatcher), Vec<BookFault>> {
    let book = parse_book(text)?;
    let matcher = compile_book(&book)?;
    Ok((book, matcher))
}

/// Reads a book, whether or not it can be matched with.
///
/// # Errors
/// A text that is too long, or the first fault of its form.
pub fn parse_book(text: &str) -> Result<SkillBook, Vec<BookFault>> {
    let fault = |place: String, what: String| vec![BookFault { place, what }];
    if text.len() > BOOK_BYTES_MAX {
        let what = format!("{} bytes, and the most is {BOOK_BYTES_MAX}: take entries out", text.len());
        return Err(fault("the book".to_owned(), what));
    }
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        fault(format!("line {line}"), error.message().trim().to_owned())
    })
}

/// Makes of a book what postings are matched with. Takes most of the time of reading one.
///
/// # Errors
/// Every fault found.
pub fn compile_book(book: &SkillBook) -> Result<SkillMatcher, Vec<BookFault>> {
    SkillMatcher::new(book).map_err(|errors| {
        let fault = |error: &kazi_scoring::RulesError| BookFault {
            place: error.place.clone(),
            what: error.what.clone(),
        };
        errors.iter().map(fault).collect::<Vec<_>>()
    })
}

/// Writes a book as TOML; reading it gives the same book.
pub fn write_book(book: &SkillBook) -> String {
    let mut out = String::from(
        "# The skill book of kazi. `kazi init` writes the one that ships, with comments on every key.\n",
    );
    for field in &book.fields {
        write_field(&mut out, field);
    }
    for skill in &book.skills {
        write_skill(&mut out, skill);
    }
    out
}

fn write_field(out: &mut String, field: &Field) {
    out.push_str("\n[[field]]\n");
    line(out, "id", &text(field.id.as_str()));
    line(out, "name", &text(&field.name));
    list(out, "aliases", field.aliases.iter().map(alias));
    list(out, "hints", field.hints.iter().map(alias));
    list(out, "negatives", field.negatives.iter().map(|negative| text(negative)));
    list(out, "kin", field.kin.iter().map(|kin| text(kin.as_str())));
}

fn write_skill(out: &mut String, skill: &Skill) {
    out.push_str("\n[[skill]]\n");
    line(out, "id", &text(skill.id.as_str()));
    line(out, "name", &text(&skill.name));
    list(out, "fields", skill.fields.iter().map(|field| text(field.as_str())));
    if let Some(parent) = &skill.parent {
        line(out, "parent", &text(parent.as_str()));
    }
    line(out, "weight", &toml::Value::from(decimal(skill.weight)).to_string());
    list(out, "aliases", skill.aliases.iter().map(alias));
    list(out, "negatives", skill.negatives.iter().map(|negative| text(negative)));
    for (key, value) in [("esco", &skill.esco), ("onet", &skill.onet)] {
        if let Some(value) = value {
            line(out, key, &text(value));
        }
    }
}

/// A weight as people write it: 0.6, not 0.6000000238.
fn decimal(weight: f32) -> f64 {
    weight.to_string().parse().unwrap_or(1.0)
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn alias(alias: &Alias) -> String {
    let mut parts = Vec::new();
    if let Some(language) = &alias.language {
        parts.push(format!("language = {}", text(&language.to_string())));
    }
    if alias.cased {
        parts.push("cased = true".to_owned());
    }
    if !alias.near.is_empty() {
        let near: Vec<String> = alias.near.iter().map(|word| text(word)).collect();
        parts.push(format!("near = [{}]", near.join(", ")));
    }
    if parts.is_empty() {
        return text(&alias.text);
    }
    format!("{{ text = {}, {} }}", text(&alias.text), parts.join(", "))
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

fn list(out: &mut String, key: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return;
    }
    let whole = format!("{key} = [{}]", items.join(", "));
    if whole.chars().count() <= LINE_CHARS {
        out.push_str(&whole);
        out.push('\n');
        return;
    }
    let _ = write!(out, "{key} = [");
    let mut length = usize::MAX;
    for item in items {
        let chars = item.chars().count() + 2;
        if length.saturating_add(chars) > LINE_CHARS {
            out.push_str("\n   ");
            length = 3;
        }
        let _ = write!(out, " {item},");
        length += chars;
    }
    out.push_str("\n]\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../config/skills.toml");

    #[test]
    fn what_is_written_reads_as_the_same_book() {
        let (book, _) = read_book(SHIPPED).unwrap();
        let written = write_book(&book);
        let (again, _) = read_book(&written).unwrap();
        assert_eq!(again, book);
        assert_eq!(write_book(&again), written);
        assert!(written.lines().all(|line| line.chars().count() < 600), "lists are broken into lines");
    }

    #[test]
    fn faults_say_where() {
        let faults = |text: &str| read_book(text).map(|_| ()).unwrap_err();
        assert_eq!(faults("[[skill]]\nid = \"a b\"\nname = \"A\"")[0].place, "line 2");
        let unknown = faults("[[skill]]\nid = \"ab\"\nname = \"Ab\"\nparent = \"cd\"");
        assert_eq!(unknown[0].place, "skill \"ab\"");
        assert_eq!(faults(&"#".repeat(BOOK_BYTES_MAX + 1))[0].place, "the book");
    }
}
