//! Bytes from a source become postings; nothing here fails, panics, fetches or reads a clock.
//!
//! Every kind of document is read in the same steps: bytes become text ([`decode`]), text becomes
//! drafts, which are what a source says as it says it, and a draft becomes a posting in one place
//! ([`draft`]). What had to be mended on the way and what was lost is told in the [`Reading`].

mod data;
mod date;
mod decode;
mod doctype;
mod draft;
mod entity;
mod feed;
mod guess;
mod job_posting;
mod json;
mod json_feed;
mod link;
mod mail;
mod markup;
mod mojibake;
mod name;
mod note;
mod page;
mod path;
mod pay;
mod rates;
mod rule;
mod sniff;
mod table;
mod text;

pub use rates::{RatesFault, read_rates};

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use kazi_domain::{
    DESCRIPTION_BYTES_MAX, Language, LocationIs, PayHint, PlatformId, Posting, PostingId, SourceId, TAGS_MAX,
    WorkIs,
};

use url::Url;

use crate::{
    document::{Document, FeedInfo, Follow, ReadFailure, Reading, Repair},
    mapping::{Kind, Mapping},
};
use draft::{Draft, Text};
use markup::Tree;
use note::Notes;

/// Told of a file that somebody dropped and that nothing was read of.
const NO_ITEMS: &str = "none was found: each needs a title and one more field under a name such as url, \
    description, company, pay, location, tags or date";

/// What reading must know of a source.
#[derive(Clone, Copy, Debug)]
pub struct ReadAs<'a> {
    /// The source; ids are made with its name.
    pub source: &'a SourceId,
    /// What its documents are; nothing means: look.
    pub kind: Option<Kind>,
    /// How they become postings.
    pub mapping: &'a Mapping,
    /// Where the cursor or link of the next page stands.
    pub next: Option<&'a str>,
    /// What bare figures mean.
    pub pay_hint: &'a PayHint,
    /// What the place means.
    pub location_is: LocationIs,
    /// How its work is done unless an item says otherwise.
    pub work_is: WorkIs,
    /// The platform it belongs to.
    pub platform: Option<&'a PlatformId>,
    /// The language it is written in, where items do not say.
    pub language: Option<&'a Language>,
    /// How much is read at most.
    pub limits: ReadLimits,
}

impl<'a> ReadAs<'a> {
    /// A source of which nothing is configured: what its documents are is seen from them, and
    /// their fields are found by well-known names.
    pub fn unconfigured(source: &'a SourceId) -> Self {
        static MAPPING: LazyLock<Mapping> = LazyLock::new(Mapping::default);
        static PAY_HINT: LazyLock<PayHint> = LazyLock::new(PayHint::default);
        Self {
            source,
            kind: None,
            mapping: &MAPPING,
            next: None,
            pay_hint: &PAY_HINT,
            location_is: LocationIs::default(),
            work_is: WorkIs::default(),
            platform: None,
            language: None,
            limits: ReadLimits::default(),
        }
    }
}

/// How much of a document is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// The longest document, in bytes; a longer one is not read at all.
    pub bytes_max: usize,
    /// The most items; further ones are counted and reported.
    pub items_max: usize,
    /// The most elements or values of a document; reading ends there.
    pub nodes_max: usize,
    /// How deep elements may be nested; deeper ones are read as if they stood there.
    pub depth_max: usize,
    /// The longest description, in bytes of text.
    pub description_bytes_max: usize,
    /// The most problems reported one by one.
    pub problems_max: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            bytes_max: 32 << 20,
            items_max: 5_000,
            nodes_max: 2_000_000,
            depth_max: 128,
            description_bytes_max: DESCRIPTION_BYTES_MAX,
            problems_max: 50,
        }
    }
}

/// What a reader of one kind of document found.
#[derive(Default)]
pub(crate) struct Found<'a> {
    pub info: FeedInfo,
    pub next: Option<String>,
    pub drafts: Vec<Draft<'a>>,
    /// How many items there are, with those beyond the limit.
    pub rows: usize,
    /// Whether items may lack a title, as in feeds.
    pub title_may_lack: bool,
    /// Pages to read as well.
    pub links: Vec<Link>,
}

/// A page that an item points to.
pub(crate) struct Link {
    pub url: Url,
    /// The number of the draft that it completes; nothing where it holds postings of its own.
    pub draft: Option<usize>,
}

/// Reads all postings of a document.
pub fn read_document(source: &ReadAs<'_>, document: &Document) -> Reading {
    read_as_page(source, document, false)
}

/// Reads a document; a page of details is about one posting, whose title is known from elsewhere.
fn read_as_page(source: &ReadAs<'_>, document: &Document, details: bool) -> Reading {
    let mut notes = Notes::new(source.limits.problems_max);
    let mut reading = match read_into(source, document, details, &mut notes) {
        Ok(reading) => reading,
        Err(failure) => Reading { failure: Some(failure), ..Reading::default() },
    };
    (reading.problems, reading.repairs) = notes.finish();
    reading
}

/// Completes a posting from its detail page: what the page says alone, or at greater length, is
/// taken over; what the list said stays.
pub fn read_detail(source: &ReadAs<'_>, document: &Document, posting: &mut Posting) -> Vec<Repair> {
    let mut reading = read_as_page(source, document, true);
    if reading.postings.is_empty() {
        return reading.repairs;
    }
    let detail = reading.postings.swap_remove(0);
    if detail.description.len() > posting.description.len() {
        posting.description = detail.description;
    }
    macro_rules! complete {
        ($($field:ident),*) => {$(if posting.$field.is_none() { posting.$field = detail.$field; })*};
    }
    complete!(
        url, summary, author, company, location, pay_text, pay, applicants, language, posted_at, updated_at,
        expires_at
    );
    for tag in detail.tags {
        if posting.tags.len() < TAGS_MAX && !posting.tags.contains(&tag) {
            posting.tags.push(tag);
        }
    }
    reading.repairs
}

fn read_into(
    source: &ReadAs<'_>,
    document: &Document,
    details: bool,
    notes: &mut Notes,
) -> Result<Reading, ReadFailure> {
    let (bytes, limit) = (document.body.len(), source.limits.bytes_max);
    if bytes > limit {
        return Err(ReadFailure::TooLong { bytes, limit });
    }
    let mut source = *source;
    if let Some(follow) = source.mapping.follow.as_ref().filter(|_| document.followed) {
        source.mapping = &follow.mapping;
        source.kind = follow.kind.or(source.kind);
        source.next = None;
    }
    let content_type = document.content_type.as_deref();
    let text = decode::decode(&document.body, content_type, notes);
    if text.trim().is_empty() {
        return Err(ReadFailure::Empty);
    }
    let seen = || sniff::kind_of(&text, content_type, document.name.as_deref());
    let kind = source.kind.unwrap_or_else(seen);
    if let Some(failure) = sniff::mismatch(&text, kind) {
        return Err(failure);
    }
    // A dropped file may be anything; a feed may be one of JSON.
    let dropped = kind == Kind::File || source.kind.is_none();
    let kind = if kind == Kind::File { seen() } else { kind };
    let reading = read_kind(kind, text, &source, document, details, notes)?;
    if dropped && !details && reading.rows == 0 && matches!(kind, Kind::File | Kind::Json | Kind::Xml) {
        notes.lost(None, Some("items"), NO_ITEMS.to_owned());
    }
    Ok(reading)
}

/// Reads a document of a known kind.
fn read_kind(
    kind: Kind,
    text: Cow<'_, str>,
    source: &ReadAs<'_>,
    document: &Document,
    details: bool,
    notes: &mut Notes,
) -> Result<Reading, ReadFailure> {
    let base = document.base();
    let base = base.as_ref();
    let mut found = match kind {
        Kind::Mail => mail::read_mail(&document.body, source, base, notes)?,
        Kind::Html => page::read_page(&text, source, base, notes)?,
        Kind::Json => read_json(&text, source, base, notes)?,
        Kind::Feed if text.trim_start().starts_with(['{', '[']) => {
            let found = read_json(&text, source, base, notes)?;
            if found.rows == 0 && !found.title_may_lack {
                return Err(sniff::no_feed("JSON that is no feed", &text));
            }
            found
        }
        Kind::Feed => {
            let text = decode::without_controls(text, notes);
            let tree = Tree::read(&text, feed::limits(source, true), notes);
            let found = feed::read_feed(&tree, source, base, notes)?;
            return Ok(finish(found, source, document, notes));
        }
        Kind::Xml => {
            let text = decode::without_controls(text, notes);
            let tree = Tree::read(&text, feed::limits(source, false), notes);
            let value = data::element_value(&tree, 0);
            tree.note_entities(notes);
            data::read_data(&value, source, base, notes)?
        }
        Kind::File => {
            let rows_max = source.limits.items_max + 1;
            let rows = match text.trim_start().starts_with('{') {
                true => table::read_json_lines(&text, rows_max, notes),
                false => table::read_table(&text, rows_max, notes),
            };
            data::read_data(&rows, source, base, notes)?
        }
    };
    found.title_may_lack |= details;
    Ok(finish(found, source, document, notes))
}

fn read_json<'a>(
    text: &str,
    source: &ReadAs<'_>,
    base: Option<&Url>,
    notes: &mut Notes,
) -> Result<Found<'a>, ReadFailure> {
    let value = json::parse(text, source.limits.nodes_max, notes).map_err(ReadFailure::Json)?;
    let version = value.get("version").and_then(serde_json::Value::as_str);
    if source.mapping.items.0.is_empty() && version.is_some_and(|version| version.contains("jsonfeed.org")) {
        return json_feed::read_json_feed(&value, source, base);
    }
    data::read_data(&value, source, base, notes)
}

/// Drafts become postings. Items of feeds without a title borrow one; a row of data without is none.
fn finish(found: Found<'_>, source: &ReadAs<'_>, document: &Document, notes: &mut Notes) -> Reading {
    let (info, next, rows) = (found.info, found.next, found.rows);
    let postings = Vec::with_capacity(found.drafts.len());
    let mut reading = Reading { feed: info, next, rows, postings, ..Reading::default() };
    let mut ids: Vec<Option<PostingId>> = Vec::with_capacity(found.drafts.len());
    // The number of the posting that has an id, of several the last.
    let mut seen: HashMap<PostingId, usize> = HashMap::with_capacity(found.drafts.len());
    for (at, draft) in found.drafts.into_iter().enumerate() {
        if !found.title_may_lack && draft.title.as_ref().is_none_or(Text::is_blank) {
            notes.lost(Some(at + 1), Some("title"), "there is none: it was left out".to_owned());
            ids.push(None);
            continue;
        }
        let feed_url = reading.feed.url.as_deref();
        let mut posting = draft.into_posting(source, feed_url, at + 1, document.fetched_at, notes);
        // Some feeds give every item the same guid; the address tells them apart.
        if let Some(number) = seen.get(&posting.id)
            && reading.postings[*number].url != posting.url
        {
            let (guid, url) = (posting.guid.as_deref(), posting.url.as_deref());
            let key = format!("{}\n{}", guid.unwrap_or_default(), url.unwrap_or_default());
            posting.id = PostingId::of(source.source, &key);
            notes.repaired("a guid that several items share was told apart by the address", None);
        }
        ids.push(Some(posting.id));
        seen.insert(posting.id, reading.postings.len());
        reading.postings.push(posting);
    }
    for Link { url, draft } in found.links {
        let posting = draft.and_then(|at| *ids.get(at)?);
        reading.follow.push(Follow { url, posting });
    }
    if rows > source.limits.items_max {
        notes.lost(None, None, format!("{rows} items; the first {} were read", source.limits.items_max));
    }
    reading
}

/// Whether a text is a path into data.
pub(crate) fn check_path(path: &str) -> Result<(), String> {
    path::Path::parse(path).map(|_| ())
}

/// Whether a text is a path into a page.
pub(crate) fn check_selector(path: &str) -> Result<(), String> {
    page::ElementPath::parse(path).map(|_| ())
}
