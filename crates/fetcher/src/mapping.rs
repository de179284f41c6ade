//! How the items of a source become postings: one language for every kind of source.
//!
//! A mapping says where the items are and, for each field of a posting, where its value stands in
//! an item and which transforms it goes through. What "where" means depends on the kind:
//!
//! | kind | items are found by | a field is found by |
//! |---|---|---|
//! | `json`, `file` (JSON) | RFC 9535 JSONPath, such as `$.jobs[*]` | JSONPath, or dotted names, such as `company.name` |
//! | `xml` | the same, over the elements of the document | the same; `@name` is an attribute, `#text` an element's own text |
//! | `feed` | the feed's own items | dotted names of elements, such as `job:salary`; most fields are known without |
//! | `html`, `mail` | a CSS selector | a CSS selector, with `@name` behind it for an attribute |
//! | `file` (CSV) | its rows | the names of columns |

mod check;
mod transform;

use std::collections::BTreeMap;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

pub use check::MappingProblem;
pub use transform::{Pattern, Transform};

/// The kinds of documents that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// RSS 0.9x, 1.0 and 2.0, RDF, Atom 0.3 and 1.0, JSON Feed.
    Feed,
    /// A JSON API.
    Json,
    /// XML that is no feed.
    Xml,
    /// A page: a list read by selectors, or schema.org JobPosting in it.
    Html,
    /// Messages in a Maildir or an mbox.
    Mail,
    /// A dropped file: CSV, JSON, JSON lines or a feed.
    File,
}

impl Kind {
    /// The name in configuration and in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Html => "html",
            Self::Mail => "mail",
            Self::File => "file",
        }
    }
}

/// How the documents of a source become postings. An empty one leaves it to well-known names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Where the items are; several are tried in turn until one finds some.
    pub items: Paths,
    /// What to drop from descriptions: each match of a pattern goes.
    pub drop: Vec<Pattern>,
    /// Where the value of each field stands.
    pub fields: BTreeMap<Field, Rule>,
    /// Pages that an item points to and that are wanted as well.
    pub follow: Option<FollowRule>,
}

/// Pages to read as well: the detail page of each item, or the documents that hold the items.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowRule {
    /// The address of the page, read from an item like any field.
    pub url: Rule,
    /// What the page is: it completes the posting of the item, or it holds postings of its own.
    #[serde(default)]
    pub page: FollowedPage,
    /// How many a poll follows at most.
    #[serde(default = "follow_max")]
    pub at_most: usize,
    /// The kind of the pages, where it differs from the kind of the source.
    pub kind: Option<Kind>,
    /// How they are read.
    #[serde(default)]
    pub mapping: Box<Mapping>,
}

const fn follow_max() -> usize {
    20
}

/// What a followed page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FollowedPage {
    /// More about the posting of the item that points to it.
    #[default]
    Detail,
    /// Postings of its own; the item that points to it is none.
    List,
}

/// A field of a posting that a mapping can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The source's own id of the item.
    Guid,
    /// Where to read and answer it.
    Url,
    /// The title.
    Title,
    /// The body; markup becomes text.
    Description,
    /// A shorter text beside the body; markup becomes text.
    Summary,
    /// Who wrote it.
    Author,
    /// Who hires.
    Company,
    /// The place; several values are joined by commas.
    Location,
    /// Tags, any number.
    Tags,
    /// The text that the source shows as the pay.
    PayText,
    /// The lower end of the pay.
    PayLow,
    /// The upper end of the pay.
    PayHigh,
    /// The currency of the pay: a code, or a sign that stands for one currency only.
    PayCurrency,
    /// What the pay is for: `hour`, `yearly`, `PER_MONTH`, `fixed`.
    PayPer,
    /// The piece, where pay is for a piece.
    PayPiece,
    /// Whether the source guessed the pay.
    PayPredicted,
    /// How many have applied.
    Applicants,
    /// The language it is written in.
    Language,
    /// When it was posted.
    PostedAt,
    /// When it was last edited.
    UpdatedAt,
    /// When it ends.
    ExpiresAt,
}

impl Field {
    /// The name in configuration and in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Guid => "guid",
            Self::Url => "url",
            Self::Title => "title",
            Self::Description => "description",
            Self::Summary => "summary",
            Self::Author => "author",
            Self::Company => "company",
            Self::Location => "location",
            Self::Tags => "tags",
            Self::PayText => "pay_text",
            Self::PayLow => "pay_low",
            Self::PayHigh => "pay_high",
            Self::PayCurrency => "pay_currency",
            Self::PayPer => "pay_per",
            Self::PayPiece => "pay_piece",
            Self::PayPredicted => "pay_predicted",
            Self::Applicants => "applicants",
            Self::Language => "language",
            Self::PostedAt => "posted_at",
            Self::UpdatedAt => "updated_at",
            Self::ExpiresAt => "expires_at",
        }
    }
}

/// Where a value stands: paths that are tried in turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths(pub Vec<String>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;
        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Paths;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a path or a list of paths")
            }
            fn visit_str<E>(self, text: &str) -> Result<Paths, E> {
                Ok(Paths(vec![text.to_owned()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Paths, A::Error> {
                let mut paths = Vec::new();
                while let Some(path) = seq.next_element()? {
                    paths.push(path);
                }
                Ok(Paths(paths))
            }
        }
        deserializer.deserialize_any(OneOrMore)
    }
}

/// How the value of a field is found and changed.
///
/// Written as a path, a list of paths of which the first with a value counts, or a table.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Where the value stands.
    pub at: Paths,
    /// A text with places to fill: `https://example.org/jobs/{id}`; used where `at` is empty.
    pub template: Option<String>,
    /// A value that is the same for all items; used where nothing else gives one.
    pub value: Option<String>,
    /// Where something must stand for the rule to be used: a value that is not `false`, `0` or empty.
    pub when: Paths,
    /// What of the value counts: its first group, or the whole match. No match is no value.
    pub pattern: Option<Pattern>,
    /// What is done to the value, in this order.
    pub then: Vec<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleTable {
    #[serde(default)]
    at: Paths,
    template: Option<String>,
    value: Option<String>,
    #[serde(default)]
    when: Paths,
    pattern: Option<Pattern>,
    #[serde(default)]
    then: Vec<Transform>,
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PathOrTable;
        impl<'de> Visitor<'de> for PathOrTable {
            type Value = Rule;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "a path, a list of paths, or a table with at, template, value, when, pattern, then",
                )
            }
            fn visit_str<E>(self, text: &str) -> Result<Rule, E> {
                Ok(Rule { at: Paths(vec![text.to_owned()]), ..Rule::default() })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Rule, A::Error> {
                let mut paths = Vec::new();
                while let Some(path) = seq.next_element()? {
                    paths.push(path);
                }
                Ok(Rule { at: Paths(paths), ..Rule::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rule, A::Error> {
                let table = RuleTable::deserialize(MapAccessDeserializer::new(map))?;
                let RuleTable { at, template, value, when, pattern, then } = table;
                Ok(Rule { at, template, value, when, pattern, then })
            }
        }
        deserializer.deserialize_any(PathOrTable)
    }
}
