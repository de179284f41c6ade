//! What can be done to a value once it is found.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer};

/// A change to a value; `"html"` or `{ split = "," }`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    /// Markup becomes text; so it does anyway for descriptions and titles.
    Html,
    /// Plain text: nothing in it is taken for markup.
    Text,
    /// Line ends and marks of Markdown become plain text.
    Markdown,
    /// Only the first line counts.
    FirstLine,
    /// Small letters.
    Lower,
    /// Seconds since 1970.
    Epoch,
    /// Milliseconds since 1970.
    EpochMs,
    /// Hundredths become units.
    Cents,
    /// Zero, or what reads as zero, is no value.
    ZeroIsUnknown,
    /// Each value becomes several, cut at this text.
    Split(String),
    /// Several values become one, with this text between.
    Join(String),
    /// A value becomes another by this table, without regard to case; others become none.
    Map(BTreeMap<String, String>),
    /// A value becomes another by this table, without regard to case; others stay.
    Rename(BTreeMap<String, String>),
    /// Any value becomes this: for what the presence of a field says.
    Becomes(String),
    /// Every occurrence of the first text becomes the second.
    Replace([String; 2]),
    /// A number is divided by this.
    DivideBy(u32),
    /// A date in this form of `strptime`, such as `%d/%m/%Y`; in UTC where it names no zone.
    Date(String),
    /// Each match of the pattern goes.
    Remove(Pattern),
    /// A text goes in front of a value.
    Prefix(String),
    /// A text goes behind a value.
    Suffix(String),
}

/// A regular expression, bounded in size.
#[derive(Clone, Debug)]
pub struct Pattern(pub Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let built = RegexBuilder::new(&text).size_limit(1 << 20).build();
        built.map(Self).map_err(|error| {
            let reason = error.to_string();
            let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            serde::de::Error::custom(format!("\"{text}\" is no pattern: {last}"))
        })
    }
}
