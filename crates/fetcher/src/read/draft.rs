//! What was found of an item, as found; the one place where it becomes a posting.

use std::borrow::Cow;

use jiff::Timestamp;
use kazi_domain::{Language, Posting, PostingId, StatedPay, TAGS_MAX, TITLE_BYTES_MAX};
use url::Url;

use super::{ReadAs, date, link, note::Notes, note::quote, pay, text};

/// The longest of the short texts but the title, in bytes.
const LINE_BYTES_MAX: usize = 300;
/// The longest title taken from a description, in bytes.
const BORROWED_TITLE_BYTES_MAX: usize = 120;

/// A text as found, with or without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text<'a> {
    /// Nothing in it is markup.
    Plain(Cow<'a, str>),
    /// HTML, or text that may hold some.
    Markup(Cow<'a, str>),
}

impl<'a> Text<'a> {
    pub(crate) fn markup(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Markup(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Markup(text) => text,
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }

    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Plain(text) => text::plain_text(text),
            Self::Markup(text) => text::html_to_text(text),
        }
    }

    pub(crate) fn to_line(&self) -> String {
        match self {
            Self::Plain(text) => text::plain_line(text),
            Self::Markup(text) => text::html_to_line(text),
        }
    }
}

/// An item as found: texts of a source, none of them checked yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft<'a> {
    pub guid: Option<String>,
    /// A link as written, relative to `base`.
    pub url: Option<String>,
    pub base: Option<Url>,
    pub title: Option<Text<'a>>,
    pub description: Option<Text<'a>>,
    pub summary: Option<Text<'a>>,
    pub author: Option<String>,
    pub company: Option<String>,
    pub location: Option<String>,
    pub tags: Vec<String>,
    pub pay_text: Option<String>,
    pub pay: pay::Fields,
    pub applicants: Option<String>,
    pub language: Option<String>,
    pub posted_at: Option<String>,
    pub updated_at: Option<String>,
    pub expires_at: Option<String>,
}

impl Draft<'_> {
    /// Whether no field was found, wherever it was looked for.
    pub(crate) fn says_nothing(&self) -> bool {
        let texts = [&self.title, &self.description, &self.summary];
        let lines = [&self.author, &self.company, &self.location, &self.pay_text, &self.applicants];
        let dates = [&self.posted_at, &self.updated_at, &self.expires_at];
        texts.iter().all(|text| text.is_none())
            && lines.into_iter().chain(dates).all(Option::is_none)
            && self.tags.is_empty()
            && self.pay.is_empty()
    }

    /// The posting of an item, the `item`th of its document.
    ///
    /// An item with neither a title nor a text nor an address is one all the same, so that what a
    /// source shows can be counted; its title is empty, and that is told. `feed_url` is where to send
    /// readers when an item has no link of its own; it is never part of an id.
    pub(crate) fn into_posting(
        mut self,
        source: &ReadAs<'_>,
        feed_url: Option<&str>,
        item: usize,
        now: Timestamp,
        notes: &mut Notes,
    ) -> Posting {
        let url = self.url.as_deref().and_then(|link| link::resolve(link, self.base.as_ref()));
        if let (Some(link), None) = (self.url.as_deref().filter(|link| !link.trim().is_empty()), &url) {
            notes.lost(Some(item), Some("url"), format!("{} is no address of a page", quote(link)));
        }
        let mut description = self.description.as_ref().map(Text::to_text).unwrap_or_default();
        let summary = self.summary.as_ref().map(Text::to_text).filter(|text| !text.is_empty());
        let summary = match summary {
            Some(text) if description.is_empty() => {
                description = text;
                None
            }
            summary => summary.filter(|text| *text != description),
        };
        let body = summary.as_deref().unwrap_or(&description);
        let title = self.read_title(body, url.as_deref()).unwrap_or_else(|| {
            notes.lost(Some(item), None, "it has neither a title nor a text nor an address".to_owned());
            String::new()
        });
        let id = self.id(source, url.as_deref(), &title);
        let mut posting = Posting::new(id, source.source.clone(), "");
        posting.title = title;
        for pattern in &source.mapping.drop {
            if let Cow::Owned(dropped) = pattern.0.replace_all(&description, "") {
                description = text::plain_text(&dropped);
            }
        }
        posting.url = url.or_else(|| feed_url.map(str::to_owned));
        posting.summary = summary.map(|text| cut(text, source.limits.description_bytes_max, item, notes));
        posting.description = cut(description, source.limits.description_bytes_max, item, notes);
        posting.author = line(self.author.take());
        posting.company = line(self.company.take());
        posting.location = line(self.location.take());
        posting.tags = read_tags(std::mem::take(&mut self.tags));
        posting.pay_text = line(self.pay_text.take());
        posting.pay = self.read_pay(item, notes);
        posting.applicants = self.applicants.as_deref().and_then(read_count);
        posting.language = self.language.as_deref().and_then(|tag| tag.trim().parse::<Language>().ok());
        let mut date = |field, text: &Option<String>| read_date(text.as_deref(), field, item, now, notes);
        posting.posted_at = date("posted_at", &self.posted_at);
        posting.updated_at = date("updated_at", &self.updated_at);
        posting.expires_at = date("expires_at", &self.expires_at);
        posting.guid = self.guid.filter(|guid| !guid.is_empty());
        posting.language = posting.language.or_else(|| source.language.cloned());
        posting.location_is = source.location_is;
        posting.work_is = source.work_is;
        posting.platform = source.platform.cloned();
        posting.pay_hint = source.pay_hint.clone();
        posting
    }

    /// The title; where there is none, the beginning of the text, else the address.
    fn read_title(&self, body: &str, url: Option<&str>) -> Option<String> {
        let mut title = self.title.as_ref().map(Text::to_line).unwrap_or_default();
        if title.is_empty() {
            let first = body.lines().next().unwrap_or_default();
            title = shorten(first.to_owned(), BORROWED_TITLE_BYTES_MAX);
        }
        if title.is_empty() {
            url?.clone_into(&mut title);
        }
        Some(shorten(title, TITLE_BYTES_MAX))
    }

    /// The guid, else the address, else title and company: what a source keeps when it edits.
    fn id(&self, source: &ReadAs<'_>, url: Option<&str>, title: &str) -> PostingId {
        let guid = self.guid.as_deref().map(str::trim).filter(|guid| !guid.is_empty());
        match (guid, url) {
            (Some(guid), _) => PostingId::of(source.source, guid),
            (None, Some(url)) => PostingId::of(source.source, &link::key(url)),
            (None, None) => {
                let company = self.company.as_deref().unwrap_or_default();
                PostingId::of(source.source, &format!("{title}\n{company}"))
            }
        }
    }

    fn read_pay(&self, item: usize, notes: &mut Notes) -> Option<StatedPay> {
        let (stated, unread) = self.pay.read();
        for (field, text) in unread {
            notes.lost(Some(item), Some(field), format!("{} says no such thing", quote(&text)));
        }
        stated
    }
}

fn read_date(
    text: Option<&str>,
    field: &'static str,
    item: usize,
    now: Timestamp,
    notes: &mut Notes,
) -> Option<Timestamp> {
    let text = text::line_of(text?);
    let text = &*text;
    let read = date::read(text, Some(now));
    if read.is_none() && date::means_something(text) {
        notes.lost(Some(item), Some(field), format!("{} is no date", quote(text)));
    }
    let of_work = read.filter(|read| date::may_be_of_work(*read));
    if of_work.is_none() && read.is_some() {
        notes.lost(
            Some(item),
            Some(field),
            format!("{} lies before 2000 and counts as unknown", quote(text)),
        );
    }
    of_work
}

fn read_tags(tags: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        let Some(tag) = line(Some(tag)) else { continue };
        if kept.len() < TAGS_MAX && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// A short text on one line; what stands for nothing in data becomes nothing.
fn line(text: Option<String>) -> Option<String> {
    let line = text::into_line(text?);
    let empty = matches!(line.as_str(), "" | "-" | "null" | "None" | "N/A" | "n/a" | "NaN" | "undefined");
    (!empty).then(|| shorten(line, LINE_BYTES_MAX))
}

/// The number that a count such as `20 to 50`, `50+` or `1,204 applicants` begins with.
fn read_count(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let ends = |c: char| !(c.is_ascii_digit() || c == ',');
    let number: String = digits.split(ends).next()?.chars().filter(|c| *c != ',').collect();
    number.parse().ok()
}

/// Cut at a word, with a sign that something is missing.
pub(crate) fn shorten(text: String, bytes_max: usize) -> String {
    if text.len() <= bytes_max {
        return text;
    }
    let end = text.floor_char_boundary(bytes_max - '…'.len_utf8());
    let end = text[..end].rfind(' ').filter(|space| *space > bytes_max / 2).unwrap_or(end);
    format!("{}…", text[..end].trim_end())
}

fn cut(text: String, bytes_max: usize, item: usize, notes: &mut Notes) -> String {
    if text.len() > bytes_max {
        notes.lost(Some(item), Some("description"), format!("cut at {bytes_max} bytes of {}", text.len()));
    }
    shorten(text, bytes_max)
}
