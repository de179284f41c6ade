//! `kazi parse`: a recorded document in, one JSON posting a line out, problems on standard error.
//!
//! A filter for other tools and for measuring; its form on the wire is fixed and stands here alone.

use std::{
    io::{self, Read as _, Write},
    path::PathBuf,
};

use jiff::Timestamp;
use kazi_domain::{Amount, PayHint, Per, Posting, SourceId, StatedPay, text_to_html};
use kazi_fetcher::{
    Document, FeedInfo, Reading,
    read::{ReadAs, read_document},
};
use serde::Serialize;
use url::Url;

/// The longest document taken in, in bytes, beyond what is read: so that standard input has an end.
const INPUT_BYTES_MAX: u64 = 64 << 20;

/// What `kazi parse` is asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ParseArgs {
    /// Read as this source of the configuration is read; without, what a document is is seen from it
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// The address the document came from: relative links stand on it
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The header Content-Type that came with it
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Write a first line with the title, address and language of the feed
    #[arg(long)]
    pub feed: bool,
    /// The document; "-" or nothing for standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Reads the document and writes what it holds; `source` says how, where one was named.
///
/// # Errors
/// When the document cannot be opened or the answer cannot be written. A document that cannot be
/// read is no error: it has no postings, and `problems` says why.
pub fn run(
    args: &ParseArgs,
    source: Option<&ReadAs<'_>>,
    now: Timestamp,
    out: &mut dyn Write,
    problems: &mut dyn Write,
) -> io::Result<()> {
    let document = open(args, now)?;
    let reading = match source {
        Some(source) => read_document(source, &document),
        None => read_unknown(&document),
    };
    write_reading(args, &reading, out)?;
    write_problems(&reading, problems)
}

fn open(args: &ParseArgs, now: Timestamp) -> io::Result<Document> {
    let mut bytes = Vec::new();
    match args.file.as_ref().filter(|path| path.as_os_str() != "-") {
        Some(path) => std::fs::File::open(path)?.take(INPUT_BYTES_MAX).read_to_end(&mut bytes)?,
        None => io::stdin().lock().take(INPUT_BYTES_MAX).read_to_end(&mut bytes)?,
    };
    let mut document = Document::new(bytes, now);
    document.url = args.base_url.as_deref().and_then(|url| Url::parse(url).ok());
    document.content_type.clone_from(&args.content_type);
    document.name = args.file.as_ref().and_then(|path| Some(path.file_name()?.to_str()?.to_owned()));
    Ok(document)
}

/// Reads a document of no configured source: by what it is and by well-known names.
fn read_unknown(document: &Document) -> Reading {
    let Ok(source) = SourceId::new("parse") else { return Reading::default() };
    read_document(&ReadAs::unconfigured(&source), document)
}

fn write_reading(args: &ParseArgs, reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    if args.feed {
        write_line(out, &FeedLine { feed: FeedView::new(&reading.feed) })?;
    }
    for posting in &reading.postings {
        write_line(out, &PostingLine::new(posting))?;
    }
    out.flush()
}

fn write_line(out: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn write_problems(reading: &Reading, problems: &mut dyn Write) -> io::Result<()> {
    if let Some(failure) = &reading.failure {
        writeln!(problems, "not read: {failure}")?;
    }
    for problem in &reading.problems {
        writeln!(problems, "lost: {problem}")?;
    }
    for repair in &reading.repairs {
        writeln!(problems, "repaired: {repair}")?;
    }
    problems.flush()
}

#[derive(Serialize)]
struct FeedLine<'a> {
    feed: FeedView<'a>,
}

#[derive(Serialize)]
struct FeedView<'a> {
    title: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
}

impl<'a> FeedView<'a> {
    fn new(info: &'a FeedInfo) -> Self {
        Self { title: info.title.as_deref(), url: info.url.as_deref(), language: info.language.as_deref() }
    }
}

/// A posting on the wire.
#[derive(Serialize)]
struct PostingLine<'a> {
    /// The source's own id, where the item has one; else the id that kazi gives it.
    id: String,
    guid: Option<&'a str>,
    source: &'a str,
    url: Option<&'a str>,
    title: &'a str,
    description: &'a str,
    /// The description as HTML that can do no harm.
    description_html: String,
    summary: Option<&'a str>,
    author: Option<&'a str>,
    company: Option<&'a str>,
    location: Option<&'a str>,
    tags: &'a [String],
    pay_text: Option<&'a str>,
    pay: Option<PayView<'a>>,
    pay_hint: Option<HintView<'a>>,
    applicants: Option<u32>,
    language: Option<&'a str>,
    posted_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
}

impl<'a> PostingLine<'a> {
    fn new(posting: &'a Posting) -> Self {
        let guid = posting.guid.as_deref();
        Self {
            id: guid.map_or_else(|| posting.id.to_string(), str::to_owned),
            guid,
            source: posting.source.as_str(),
            url: posting.url.as_deref(),
            title: &posting.title,
            description: &posting.description,
            description_html: text_to_html(&posting.description),
            summary: posting.summary.as_deref(),
            author: posting.author.as_deref(),
            company: posting.company.as_deref(),
            location: posting.location.as_deref(),
            tags: &posting.tags,
            pay_text: posting.pay_text.as_deref(),
            pay: posting.pay.as_ref().map(PayView::new),
            pay_hint: HintView::new(&posting.pay_hint),
            applicants: posting.applicants,
            language: posting.language.as_ref().map(kazi_domain::Language::code),
            posted_at: posting.posted_at,
            updated_at: posting.updated_at,
            expires_at: posting.expires_at,
        }
    }
}

#[derive(Serialize)]
struct PayView<'a> {
    low: Option<Amount>,
    high: Option<Amount>,
    currency: Option<&'static str>,
    per: Option<&'static str>,
    piece: Option<&'a str>,
    predicted: bool,
}

impl<'a> PayView<'a> {
    fn new(pay: &'a StatedPay) -> Self {
        Self {
            low: pay.low,
            high: pay.high,
            currency: pay.currency.map(|currency| currency.code()),
            per: pay.per.map(Per::as_str),
            piece: pay.piece.as_deref(),
            predicted: pay.predicted,
        }
    }
}

/// What bare figures of the source mean, so that `kazi assess` can be given the line as it is.
#[derive(Serialize)]
struct HintView<'a> {
    currency: Option<&'static str>,
    per: Option<&'static str>,
    piece: Option<&'a str>,
    range_per: Option<&'static str>,
}

impl<'a> HintView<'a> {
    fn new(hint: &'a PayHint) -> Option<Self> {
        (*hint != PayHint::default()).then(|| Self {
            currency: hint.currency.map(|currency| currency.code()),
            per: hint.per.map(Per::as_str),
            piece: hint.piece.as_deref(),
            range_per: hint.range_per.map(Per::as_str),
        })
    }
}
