//! The sources: what is polled, how, and what its owner allows.

mod check;
mod config;
mod interval;
mod secret;

use std::path::PathBuf;

use jiff::civil::Date;
use kazi_domain::{Language, LocationIs, PayHint, PlatformId, SourceId, WorkIs};
use serde::Serialize;

pub use check::{ConfigProblem, check_sources};
pub use config::{
    AttributionConfig, ExpectsConfig, PagingBy, PagingConfig, PayHintConfig, RequestConfig, RightsConfig,
    SourceConfig, SourcesConfig,
};
pub use interval::{Interval, IntervalError};
pub use secret::{Filled, MissingSecret, Secrets, Template, TemplateError};

use crate::{
    mapping::{Kind, Mapping},
    read::{ReadAs, ReadLimits},
};

/// A checked source, as [`check_sources`] makes it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// The name that readers see.
    pub name: String,
    /// What it is made of.
    pub kind: Kind,
    /// Where it is read.
    pub place: Place,
    /// Why it is not polled; nothing where it is.
    pub off: Option<String>,
    /// The least time between two polls that its operator asks for, never below the owner's floor.
    pub every: Interval,
    /// The longest time between two polls while nothing new comes.
    pub slowest: Interval,
    /// How further pages are asked for.
    pub paging: Paging,
    /// A check that the server has not ignored what the address asks for.
    pub expects: Option<Expects>,
    /// Whether its addresses may be private ones.
    pub allow_private: bool,
    /// What its place field says.
    pub location_is: LocationIs,
    /// How its work is done unless a posting says otherwise.
    pub work_is: WorkIs,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The platform through which its work is paid.
    pub platform: Option<PlatformId>,
    /// What bare figures in its pay field are.
    pub pay_hint: PayHint,
    /// What it means that a posting vanished.
    pub closes: Closes,
    /// What its owner allows.
    pub rights: Rights,
    /// Where the fields of a posting are found.
    pub mapping: Mapping,
    /// A hash of all by which what is read could differ; another one makes a kept state void.
    pub(crate) fingerprint: u64,
}

impl Source {
    /// Whether it is polled.
    pub fn is_on(&self) -> bool {
        self.off.is_none()
    }

    /// The host it is read from; nothing for what lies on this machine.
    pub fn host(&self) -> Option<String> {
        let Place::Remote(request) = &self.place else { return None };
        url::Url::parse(request.url.as_str()).ok()?.host_str().map(str::to_owned)
    }

    /// What reading its documents must know of it.
    pub fn read_as(&self) -> ReadAs<'_> {
        ReadAs {
            source: &self.id,
            kind: Some(self.kind),
            mapping: &self.mapping,
            next: self.paging.next(),
            pay_hint: &self.pay_hint,
            location_is: self.location_is,
            work_is: self.work_is,
            platform: self.platform.as_ref(),
            language: self.language.as_ref(),
            limits: ReadLimits::default(),
        }
    }
}

/// Where a source is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Over the network.
    Remote(Request),
    /// On this machine: a file or a folder.
    Local(PathBuf),
}

/// What is sent for the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address, with its secrets unfilled.
    pub url: Template,
    /// Whether it is a POST.
    pub method: Method,
    /// Headers beside those that every request has.
    pub headers: Vec<(http::HeaderName, Template)>,
    /// The body of a POST.
    pub body: Option<Template>,
}

/// The methods by which sources are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// GET.
    #[default]
    Get,
    /// POST, for APIs that take a query as a body.
    Post,
}

/// How further pages are asked for, and the most of them in one poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// There is one page.
    One,
    /// By a number that grows by `step`.
    Number {
        /// Where the number goes.
        parameter: Parameter,
        /// The first page's.
        first: u32,
        /// How much it grows a page.
        step: u32,
        /// The most pages.
        pages: u32,
    },
    /// By a text that each page gives for the next.
    Cursor {
        /// Where the text goes.
        parameter: Parameter,
        /// Where a page tells it.
        next: String,
        /// The most pages.
        pages: u32,
    },
    /// By an address that each page gives for the next.
    NextLink {
        /// Where a page tells it; nothing for feeds, which have a way of their own.
        next: Option<String>,
        /// The most pages.
        pages: u32,
    },
}

impl Paging {
    /// The JSONPath or CSS selector of the next page's cursor or link.
    pub fn next(&self) -> Option<&str> {
        match self {
            Self::Cursor { next, .. } => Some(next),
            Self::NextLink { next, .. } => next.as_deref(),
            Self::One | Self::Number { .. } => None,
        }
    }

    /// The most pages of one poll.
    pub fn pages_max(&self) -> u32 {
        match self {
            Self::One => 1,
            Self::Number { pages, .. } | Self::Cursor { pages, .. } | Self::NextLink { pages, .. } => *pages,
        }
    }
}

/// Where a page's number or cursor goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// A parameter of the address's query.
    Query(String),
    /// A JSON pointer (RFC 6901) into the body.
    Body(String),
}

/// A check that the server has not ignored what the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Expects {
    /// Words in small letters, of which an item names at least one.
    pub words: Vec<String>,
    /// The least share of items that do, from 0 to 1.
    pub share: f64,
}

/// What it means that a posting is no longer shown by its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// It is closed.
    AtOnce,
    /// It is closed when it was not seen for that long: it may have moved off the first page.
    After(Interval),
    /// Nothing: sources that show only what is newest.
    Never,
}

/// What a source's owner allows, where that was read and when. The code enforces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Whether it may be polled.
    pub may_poll: bool,
    /// How long postings may be kept, in store, catalog and caches.
    pub keep: Keep,
    /// Whether postings may be shown to others.
    pub may_show: bool,
    /// Whether pages with its postings may be given to search engines.
    pub may_index: bool,
    /// How the source must be named wherever its postings are shown.
    pub attribution: Option<Attribution>,
    /// The least time between two polls.
    pub floor: Interval,
    /// Where that was read.
    pub terms_url: Option<String>,
    /// The day on which it was read; nothing for what lies on this machine.
    pub read_on: Option<Date>,
}

/// How long a source's postings may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Not at all: in memory until the next poll.
    Nothing,
    /// So long after they were read.
    For(Interval),
    /// As long as they are of use.
    Unlimited,
}

/// How a source must be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// The words.
    pub text: String,
    /// Where they link to.
    pub link: String,
    /// Whether the link must be one that search engines may follow.
    pub followed: bool,
}
