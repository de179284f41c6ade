//! Pages about one posting, and files dropped with a mapping of few words.

use kazi_domain::SourceId;
use kazi_fetcher::{
    Kind, Mapping,
    read::{ReadAs, read_detail, read_document},
};

use crate::support::{document, read};

fn mapping(text: &str) -> Mapping {
    toml::from_str(text).unwrap()
}

#[test]
fn a_page_of_details_needs_no_title() {
    let mapping = mapping(
        "items = \"li\"\nfields.title = \"a\"\n[follow]\nurl = \"a @href\"\n\
         mapping.fields.description = \"article\"\nmapping.fields.pay_text = \".pay\"\n",
    );
    let source = SourceId::new("test").unwrap();
    let read_as = ReadAs { kind: Some(Kind::Html), mapping: &mapping, ..ReadAs::unconfigured(&source) };
    let list = read_document(&read_as, &document("<ul><li><a href='/jobs/1'>Logo</a></ul>"));
    let mut posting = list.postings[0].clone();
    assert_eq!((posting.title.as_str(), list.follow.len()), ("Logo", 1));

    let mut page =
        document("<html><article><p>For a bakery.</p></article><b class=pay>KSh 20,000</b></html>");
    page.followed = true;
    read_detail(&read_as, &page, &mut posting);
    assert_eq!(posting.title, "Logo");
    assert_eq!(posting.description, "For a bakery.");
    assert_eq!(posting.pay_text.as_deref(), Some("KSh 20,000"));

    // A page that holds nothing of what is looked for changes nothing.
    let before = posting.clone();
    let mut empty = document("<html><h1>Moved</h1></html>");
    empty.followed = true;
    read_detail(&read_as, &empty, &mut posting);
    assert_eq!(posting, before);
}

#[test]
fn a_table_with_named_fields_needs_no_place_for_its_rows() {
    let mapping = mapping("fields.title = \"work\"\nfields.pay_text = \"pay\"\n");
    let source = SourceId::new("test").unwrap();
    let read_as = ReadAs { kind: Some(Kind::File), mapping: &mapping, ..ReadAs::unconfigured(&source) };
    let reading = read_document(&read_as, &document("work,pay\nLogo,$50\n,$5\nSite,$60\n"));
    let titles: Vec<&str> = reading.postings.iter().map(|posting| posting.title.as_str()).collect();
    assert_eq!(titles, ["Logo", "Site"]);
    assert_eq!(reading.rows, 3);
    // The row without a title is told.
    assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
}

#[test]
fn what_is_no_feed_is_told() {
    for (document, told) in [
        ("{\"error\":\"maintenance\"}", "found JSON that is no feed"),
        ("<?xml version=\"1.0\"?><maintenance/>", "found XML without a feed"),
        ("<?xml version=\"1.0\" encodin", "found XML without a feed"),
        ("nothing of the kind", "found XML without a feed"),
    ] {
        let failure = read(Some(Kind::Feed), document).failure.unwrap().to_string();
        assert!(failure.contains(told), "{document}: {failure}");
    }
    // A feed without items is one.
    for document in [
        "<rss><channel><title>t</title></channel></rss>",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}",
    ] {
        assert_eq!(read(Some(Kind::Feed), document).failure, None, "{document}");
    }
}

#[test]
fn a_date_of_an_empty_field_is_unknown_and_told() {
    let feed = |dates: &str| format!("<rss><channel><item><title>Logo</title>{dates}</item></channel></rss>");
    let real = Some("2026-11-02T08:15:30Z".parse().unwrap());
    for (dates, posted_at, told) in [
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, 1),
        ("<pubDate>Thu, 01 Jan 1970 03:00:01 +0300</pubDate>", None, 1),
        ("<pubDate>1900-01-01</pubDate>", None, 1),
        ("<pubDate>Fri, 31 Dec 1999 23:59:59 GMT</pubDate>", None, 1),
        (
            "<pubDate>1970-01-01</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-02T08:15:30Z</dc:date>",
            real,
            0,
        ),
        ("<pubDate>0</pubDate>", None, 0),
    ] {
        let reading = read(Some(Kind::Feed), feed(dates));
        assert_eq!(reading.postings[0].posted_at, posted_at, "{dates}");
        assert_eq!(reading.problems.len(), told, "{dates}: {:?}", reading.problems);
    }
    let ended = read(
        None,
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"Logo\",\
        \"date_published\":\"1970-01-01T00:00:00Z\"}]}",
    );
    assert_eq!((ended.postings[0].posted_at, ended.problems.len()), (None, 1));
    assert!(ended.problems[0].to_string().contains("before 2000"), "{}", ended.problems[0]);
}

#[test]
fn a_list_of_two_columns_is_read_and_one_of_nothing_told() {
    for dropped in [
        "title,pay\nLogo,$50\nSite,$60\n",
        "title;location\nLogo;Kakuma\nSite;\n",
        "title\tdescription\nLogo\tFor a bakery\nSite\t\n",
        "[{\"title\":\"Logo\",\"pay\":\"$50\"},{\"title\":\"Site\",\"pay\":\"$60\"}]",
        "{\"jobs\":[{\"title\":\"Logo\",\"pay\":\"$50\"},{\"title\":\"Site\",\"pay\":\"$60\"}]}",
        "{\"title\":\"Logo\",\"pay\":\"$50\"}\n{\"title\":\"Site\",\"pay\":\"$60\"}\n",
    ] {
        let reading = read(Some(Kind::File), dropped);
        let titles: Vec<&str> = reading.postings.iter().map(|posting| posting.title.as_str()).collect();
        assert_eq!((titles, reading.problems.len()), (vec!["Logo", "Site"], 0), "{dropped}");
    }
    for dropped in ["task,pay\nLogo,$50\n", "{\"a\":[{\"b\":1}]}", "title\nLogo\n"] {
        let reading = read(Some(Kind::File), dropped);
        assert!(reading.problems[0].to_string().contains("each needs a title"), "{dropped}: {reading:?}");
    }
}
