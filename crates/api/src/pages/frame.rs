//! What is around every page.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    asked::{PROFILE, Pairs},
    http::page_stale_since,
    pages::STYLE,
    words::{Tongue, Words},
};

/// Views that can be shared, beside the leads.
const VIEWS: [&str; 6] = ["", "skills", "sources", "saved", "insights", "wall"];

/// What is around every page.
pub(crate) struct Frame {
    pub w: Words,
    pub title: String,
    pub style: &'static str,
    /// The same page in each language.
    pub tongues: Vec<TongueLink>,
    /// Since when what it shows may be out of date, in words.
    pub stale: Option<String>,
    /// What of the address is not as it was when it was made.
    pub notes: Vec<String>,
    /// Whether search engines may keep it.
    pub index: bool,
    /// The reader's profile, to be carried along by every link.
    pub profile: String,
    /// The page of the navigation that this is.
    pub here: &'static str,
    /// Where the reader can share this page; empty where it cannot be shared.
    pub share: String,
    /// When the figures on it were put together.
    pub made: Option<Made>,
}

/// What stands alone, with nothing around it: files and sheets.
pub(crate) struct Bare {
    pub w: Words,
    pub style: &'static str,
}

/// When a page was put together, for people and for scripts.
pub(crate) struct Made {
    pub said: String,
    pub exact: String,
}

/// A link to the same page in another language.
pub(crate) struct TongueLink {
    pub code: &'static str,
    pub sign: &'static str,
    pub name: String,
    pub href: String,
    pub current: bool,
}

impl Frame {
    /// The frame of the page at `path` behind the language, such as `leads/16d7ac67677474fc`.
    pub(crate) fn new(words: Words, title: String, path: &str, pairs: &Pairs) -> Self {
        let query = pairs.as_query();
        let tongues = Tongue::all().map(|tongue| TongueLink {
            code: tongue.code(),
            sign: tongue.sign(),
            name: Words { tongue }.say("language-name"),
            href: format!("/{}/{path}{query}", tongue.code()),
            current: tongue == words.tongue,
        });
        Self {
            w: words,
            title,
            style: STYLE,
            tongues: tongues.collect(),
            stale: page_stale_since()
                .map(|since| words.fill("stale", "since", &since.strftime("%Y-%m-%d %H:%M UTC").to_string())),
            notes: Vec::new(),
            index: true,
            profile: profile_of(pairs).as_query(),
            here: "",
            share: if can_share(path) {
                format!("/{}/share/{path}{query}", words.tongue.code())
            } else {
                String::new()
            },
            made: None,
        }
    }

    /// The same, put together now.
    #[must_use]
    pub(crate) fn made_at(mut self, now: Timestamp) -> Self {
        let date = self.w.date(TimeZone::UTC.to_datetime(now).date());
        let said = self.w.fill("made", "date", &date);
        self.made = Some(Made { said, exact: now.to_string() });
        self
    }

    /// The code of the language.
    pub(crate) fn code(&self) -> &'static str {
        self.w.tongue.code()
    }

    /// The direction of its script.
    pub(crate) fn direction(&self) -> &'static str {
        self.w.tongue.direction()
    }
}

/// Only what says who is reading.
pub(crate) fn profile_of(pairs: &Pairs) -> Pairs {
    pairs.only(|name| PROFILE.iter().any(|parameter| parameter.name == name))
}

/// Whether the view at `path` behind the language can be passed on: what every reader may see.
pub(crate) fn can_share(path: &str) -> bool {
    let lead = path.strip_prefix("leads/").is_some_and(|id| id.parse::<kazi_domain::LeadId>().is_ok());
    lead || VIEWS.contains(&path)
}
