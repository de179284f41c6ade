//! One feed in many encodings, declared rightly, wrongly and not at all.

use encoding_rs::Encoding;
use jiff::Timestamp;
use kazi_domain::SourceId;
use kazi_fetcher::{
    Document, Kind, Reading,
    read::{ReadAs, read_document},
};

use crate::support::NOW;

fn read(bytes: Vec<u8>, content_type: Option<&str>) -> Reading {
    let source = SourceId::new("test").unwrap();
    let mut document = Document::new(bytes, NOW.parse::<Timestamp>().unwrap());
    document.content_type = content_type.map(str::to_owned);
    read_document(&ReadAs { kind: Some(Kind::Feed), ..ReadAs::unconfigured(&source) }, &document)
}

fn feed(declaration: &str, title: &str) -> String {
    format!(
        "<?xml version=\"1.0\"{declaration}?>\n<rss version=\"2.0\"><channel><title>Jobs</title><item><title>{title}</title></item></channel></rss>"
    )
}

fn title(reading: &Reading) -> &str {
    reading.postings.first().map_or("", |posting| posting.title.as_str())
}

/// Labels with a text that can be written in them.
const ENCODINGS: [(&str, &str); 24] = [
    ("utf-8", "Tłumacz — ٣ صفحات"),
    ("iso-8859-1", "Créateur à Genève"),
    ("windows-1252", "Designer “senior” – 50 €"),
    ("iso-8859-2", "Překladatel do češtiny"),
    ("windows-1250", "Tłumacz na język polski"),
    ("iso-8859-5", "Дизайнер логотипа"),
    ("windows-1251", "Дизайнер логотипа"),
    ("koi8-r", "Дизайнер логотипа"),
    ("koi8-u", "Перекладач їжакові"),
    ("ibm866", "Дизайнер логотипа"),
    ("iso-8859-7", "Σχεδιαστής λογοτύπου"),
    ("windows-1253", "Σχεδιαστής λογοτύπου"),
    ("windows-1254", "Çevirmen aranıyor"),
    ("iso-8859-6", "مصمم شعارات"),
    ("windows-1256", "مصمم شعارات"),
    ("windows-1255", "מעצב לוגו"),
    ("windows-1258", "Nha thiet ke"),
    ("gb2312", "网站设计师"),
    ("gb18030", "网站设计师"),
    ("big5", "網站設計師"),
    ("shift_jis", "ロゴのデザイン"),
    ("euc-jp", "ロゴのデザイン"),
    ("iso-2022-jp", "ロゴのデザイン"),
    ("euc-kr", "로고 디자인"),
];

#[test]
fn declared_encodings_are_read() {
    for (label, text) in ENCODINGS {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        for quoted in [format!(" encoding=\"{label}\""), format!(" encoding='{}'", label.to_uppercase())] {
            let bytes = encoding.encode(&feed(&quoted, text)).0.into_owned();
            assert_eq!(title(&read(bytes, None)), text, "{quoted}");
        }
        let bytes = encoding.encode(&feed("", text)).0.into_owned();
        let header = format!("text/xml; charset=\"{label}\"");
        assert_eq!(title(&read(bytes, Some(&header))), text, "{header}");
    }
}

#[test]
fn wide_encodings_are_read_with_and_without_a_mark() {
    let text = "Tłumacz — ٣ صفحات 🎨";
    let units = |label: &str| feed(&format!(" encoding=\"{label}\""), text);
    for label in ["utf-16", "utf-8", "iso-8859-1", "UTF-32"] {
        let wide16 =
            |bytes: fn(u16) -> [u8; 2]| units(label).encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let wide32 = |bytes: fn(u32) -> [u8; 4]| {
            units(label).chars().flat_map(|c| bytes(u32::from(c))).collect::<Vec<u8>>()
        };
        for (mark, bytes) in [
            (&b"\xfe\xff"[..], wide16(u16::to_be_bytes)),
            (b"\xff\xfe", wide16(u16::to_le_bytes)),
            (b"\0\0\xfe\xff", wide32(u32::to_be_bytes)),
            (b"\xff\xfe\0\0", wide32(u32::to_le_bytes)),
        ] {
            assert_eq!(title(&read([mark, &bytes].concat(), None)), text, "{label} with {mark:x?}");
            assert_eq!(title(&read(bytes, None)), text, "{label} without {mark:x?}");
        }
    }
    let marked = [b"\xef\xbb\xbf", feed(" encoding=\"utf-16\"", text).as_bytes()].concat();
    assert_eq!(title(&read(marked, None)), text);
}

#[test]
fn wrong_declarations_lose_nothing() {
    let text = "Créateur à Genève";
    let utf8 = |declaration: &str| feed(declaration, text).into_bytes();
    // UTF-8 whatever is said of it.
    for (declaration, header) in [
        (" encoding=\"iso-8859-1\"", None),
        (" encoding=\"windows-1252\"", None),
        (" encoding=\"us-ascii\"", None),
        (" encoding=\"utf-16\"", None),
        (" encoding=\"no-such-encoding\"", None),
        (" encoding=\"\"", None),
        ("", Some("text/xml")),
        ("", Some("text/xml; charset=us-ascii")),
        ("", Some("application/rss+xml; charset=iso-8859-1")),
        (" encoding=\"utf-8\"", Some("text/xml; charset=bogus")),
    ] {
        assert_eq!(title(&read(utf8(declaration), header)), text, "{declaration} {header:?}");
    }
    // Western text that claims to be UTF-8, or nothing.
    for declaration in ["", " encoding=\"utf-8\"", " encoding=\"us-ascii\""] {
        let bytes = encoding_rs::WINDOWS_1252.encode(&feed(declaration, text)).0.into_owned();
        assert_eq!(title(&read(bytes, None)), text, "{declaration}");
    }
    // One bad byte in UTF-8 costs one character.
    let mut bytes = utf8("");
    let at = bytes.windows(3).position(|window| window == b"eur").unwrap();
    bytes.insert(at, 0xff);
    assert_eq!(title(&read(bytes, None)), "Créat\u{fffd}eur à Genève");
}
