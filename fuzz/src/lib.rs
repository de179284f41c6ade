//! What the fuzz targets share: a document is read, or a posting judged, and the answer stays within its
//! limits.

use std::sync::LazyLock;

use jiff::Timestamp;
use kazi_domain::{DESCRIPTION_BYTES_MAX, Posting, PostingId, SourceId, TAGS_MAX, TITLE_BYTES_MAX};
use kazi_fetcher::{
    Document, Kind,
    read::{ReadAs, read_document},
};
use kazi_scoring::{RuleDocuments, Rules, hourly::RatesConfig, pay::read_pay};

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

/// The rules that the project ships.
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let rates: RatesConfig = toml::from_str(include_str!("../../config/rates.toml")).expect("rates.toml");
    let documents = RuleDocuments {
        book: toml::from_str(include_str!("../../config/skills.toml")).expect("skills.toml"),
        platforms: toml::from_str(include_str!("../../config/platforms.toml")).expect("platforms.toml"),
        effort: toml::from_str(include_str!("../../config/effort.toml")).expect("effort.toml"),
        warnings: toml::from_str(include_str!("../../config/warnings.toml")).expect("warnings.toml"),
        rates: rates.rates().expect("rates of rates.toml"),
    };
    Rules::new(documents).unwrap_or_else(|errors| panic!("{errors:#?}"))
});

/// Reads the pay of a text and judges it, its first line as the title, its second as the pay text.
///
/// # Panics
/// When pay is quoted that does not stand there, or a judgement breaks a promise.
pub fn judge(text: &str) {
    let source = SourceId::new("fuzz").expect("a fine id");
    let mut lines = text.splitn(3, '\n');
    let mut posting = Posting::new(PostingId(1), source, lines.next().unwrap_or_default());
    posting.pay_text = lines.next().map(str::to_owned);
    posting.description = lines.next().unwrap_or_default().to_owned();
    if let Some(reading) = read_pay(&posting) {
        let (low, high) = (reading.pay.low(), reading.pay.high());
        assert!(low.is_some() || high.is_some(), "{text:?}");
        assert!(low.zip(high).is_none_or(|(low, high)| low <= high), "{text:?}");
        assert!(text.contains(&reading.evidence.words), "{text:?}");
    }
    let judged = RULES.assess(&posting);
    if let Some(net) = judged.net_hourly {
        assert!(net.usd.low <= net.usd.likely && net.usd.likely <= net.usd.high, "{text:?}");
    }
    assert!((0.0..=1.0).contains(&f64::from(judged.trust)), "{text:?}");
}
