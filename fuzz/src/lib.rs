//! What the fuzz targets share: a document is read, and the answer stays within its limits.

use jiff::Timestamp;
use kazi_domain::{DESCRIPTION_BYTES_MAX, SourceId, TAGS_MAX, TITLE_BYTES_MAX};
use kazi_fetcher::{
    Document, Kind,
    read::{ReadAs, read_document},
};

/// Reads bytes as a document of a kind.
///
/// # Panics
/// When what was read breaks a promise of the reader.
pub fn read(kind: Kind, bytes: &[u8]) {
    let source = SourceId::new("fuzz").expect("a fine id");
    let document = Document::new(bytes.to_vec(), Timestamp::UNIX_EPOCH);
    let reading = read_document(&ReadAs { kind: Some(kind), ..ReadAs::unconfigured(&source) }, &document);
    for posting in &reading.postings {
        assert!(posting.title.len() <= TITLE_BYTES_MAX && posting.tags.len() <= TAGS_MAX);
        assert!(posting.description.len() <= DESCRIPTION_BYTES_MAX);
        assert!(posting.url.as_ref().is_none_or(|url| url.starts_with("http")));
    }
}
