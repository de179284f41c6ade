//! One `[[source]]` table of `config/sources.toml`, as written and before any check.
//!
//! This is a contract with the people who write it: unknown keys are refused, and no type of the
//! program is read from it directly, so that a change there changes no key by accident.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kazi_domain::{Language, LocationIs, Per, PlatformId, SourceId, WorkIs};
use serde::Deserialize;

use super::Interval;
use crate::mapping::{Kind, Mapping};

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcesConfig {
    /// The sources, in the order in which `kazi sources` lists them.
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceConfig>,
}

/// One source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceConfig {
    /// The name by which commands, pages and the API know it.
    pub id: SourceId,
    /// The name that readers see.
    pub name: String,
    /// What it is made of.
    pub kind: Kind,
    /// Where a `feed`, `json` or `html` source is read; may hold `${NAME}` secrets.
    pub url: Option<String>,
    /// Where a `mail` or `file` source lies: a file or a folder.
    pub path: Option<String>,
    /// Whether it is polled.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Why it is not polled; readers of `kazi sources` see it.
    pub off_reason: Option<String>,
    /// How often it is polled at most, such as `1h`; the polls grow rarer while nothing new comes.
    pub every: Option<Interval>,
    /// How rare polls may become while nothing new comes; a day, or `every` where that is longer.
    pub slowest: Option<Interval>,
    /// What is sent, where it is not a plain GET.
    #[serde(default)]
    pub request: RequestConfig,
    /// How further pages are asked for.
    pub paging: Option<PagingConfig>,
    /// What must be found among the items when the address asks for a selection.
    pub expects: Option<ExpectsConfig>,
    /// Whether its addresses may be private ones: for a feed reader on the same network.
    #[serde(default)]
    pub allow_private: bool,
    /// What its place field says.
    #[serde(default)]
    pub location_is: LocationIs,
    /// How its work is done unless a posting says otherwise: from a distance, or in person.
    #[serde(default)]
    pub work_is: WorkIs,
    /// The language it is written in, such as `en`.
    pub language: Option<Language>,
    /// The platform through which its work is paid.
    pub platform: Option<PlatformId>,
    /// What bare figures in its pay field are.
    #[serde(default)]
    pub pay_hint: PayHintConfig,
    /// What it means that a posting vanished: `at-once`, `after 7d`, `never`.
    pub closes: Option<String>,
    /// What its owner allows.
    pub rights: Option<RightsConfig>,
    /// Where the fields of a posting are found.
    #[serde(default)]
    pub mapping: Mapping,
}

/// What is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestConfig {
    /// GET or POST.
    pub method: Option<String>,
    /// Headers by name; values may hold `${NAME}` secrets.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body of a POST; may hold `${NAME}` secrets.
    pub body: Option<String>,
}

/// How pages are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagingBy {
    /// A number that grows by one.
    Page,
    /// A number that grows by the size of a page.
    Offset,
    /// A text that each page gives for the next.
    Cursor,
    /// An address that each page gives for the next.
    NextLink,
}

/// How further pages are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagingConfig {
    /// How they are counted.
    pub by: PagingBy,
    /// The query parameter to set, or the JSON pointer into the body, such as `/variables/after`.
    pub parameter: Option<String>,
    /// The first page's number: 1 by page, 0 by offset unless told.
    pub first: Option<u32>,
    /// Items a page, by offset.
    pub size: Option<u32>,
    /// Where a page tells the next: a JSONPath or a CSS selector; feeds need none.
    pub next: Option<String>,
    /// The most pages read in one poll.
    pub pages: u32,
}

/// A check that a server has not ignored what the address asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectsConfig {
    /// Words of which an item names at least one.
    pub words: Vec<String>,
    /// The least share of items that do, from 0 to 1.
    pub share: f64,
}

/// What bare figures in a pay field are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayHintConfig {
    /// The currency, by its three letters.
    pub currency: Option<String>,
    /// What a figure is for.
    pub per: Option<Per>,
    /// The piece, with `per = "piece"`.
    pub piece: Option<String>,
    /// What a range is for, where that differs.
    pub range_per: Option<Per>,
}

/// What the owner allows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightsConfig {
    /// Whether it may be polled.
    pub may_poll: bool,
    /// Whether postings may be kept.
    pub may_store: bool,
    /// How long they may be kept: `24h`, or `unlimited`, which it is unless told.
    pub keep: Option<String>,
    /// Whether postings may be shown to others.
    pub may_show: bool,
    /// Whether pages with its postings may be given to search engines.
    pub may_index: bool,
    /// How the source must be named.
    pub attribution: Option<AttributionConfig>,
    /// The least time between two polls.
    pub floor: Interval,
    /// Where that was read.
    pub terms_url: Option<String>,
    /// The day on which it was read; may lack only while nothing is allowed.
    pub read_on: Option<Date>,
}

/// How a source must be named.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionConfig {
    /// The words.
    pub text: String,
    /// Where they link to.
    pub link: String,
    /// Whether the link must be one that search engines may follow.
    #[serde(default)]
    pub followed: bool,
}

fn yes() -> bool {
    true
}
