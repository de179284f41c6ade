//! The list in its other forms: feeds, a spreadsheet, what search engines read.

use crate::{ask, ask_of, leads::titles, sample};

#[tokio::test]
async fn rss_and_json_ld_hold_the_same_leads() {
    let whole = ask("/api/v1/leads").await.json();
    let rss = ask("/api/v1/leads.rss").await;
    assert_eq!(rss.header("content-type"), "application/rss+xml; charset=utf-8");
    assert_eq!(rss.text().matches("<item>").count(), titles(&whole).len());
    assert!(rss.text().contains("GMT</pubDate>"), "{}", rss.text());
    let job_postings = ask("/api/v1/leads.jsonld").await.json();
    let postings = job_postings["@graph"].as_array().unwrap();
    assert!(
        !postings.is_empty() && postings.len() < titles(&whole).len(),
        "owners who forbid it are left out"
    );
    assert!(postings.iter().all(|posting| posting["@type"] == "JobPosting" && posting["title"].is_string()));
}

#[tokio::test]
async fn accept_chooses_the_form_of_the_list() {
    for (accept, form) in [
        ("application/json", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("application/atom+xml", "application/atom+xml; charset=utf-8"),
        ("application/rss+xml", "application/rss+xml; charset=utf-8"),
        ("application/feed+json", "application/feed+json"),
        ("application/ld+json", "application/ld+json"),
        ("text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
    ] {
        let answer = ask_of(sample::leads(), "/api/v1/leads?limit=2", &[("accept", accept)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, form), "{accept}");
        let vary: Vec<_> =
            answer.headers.get_all("vary").iter().filter_map(|line| line.to_str().ok()).collect();
        assert!(vary.join(",").contains("accept,") || vary.contains(&"accept"), "{vary:?}");
    }
}

#[tokio::test]
async fn feed_readers_get_a_feed_for_each_source() {
    let opml = ask_of(Vec::new(), "/api/v1/sources.opml", &[("host", "kazi.example")]).await;
    assert_eq!(opml.header("content-type"), "text/x-opml; charset=utf-8");
    let feed = "xmlUrl=\"http://kazi.example/api/v1/leads.atom?source=sample-board&amp;sort=posted\"";
    assert!(opml.text().contains(feed), "{}", opml.text());
    assert!(!opml.text().contains("secret-board") && !opml.text().contains("off-board"));
}

#[tokio::test]
async fn feeds_name_whole_addresses() {
    let get = async |form: &str| {
        let uri = format!("/api/v1/leads.{form}?limit=1&sort=posted");
        ask_of(sample::leads(), &uri, &[("host", "kazi.example"), ("x-forwarded-proto", "https")]).await
    };
    let atom = get("atom").await;
    assert_eq!(atom.header("vary").split(',').next(), Some("host"));
    let own = "<link rel=\"self\" href=\"https://kazi.example/api/v1/leads.atom?limit=1&amp;sort=posted\"/>";
    assert!(atom.text().contains(own), "{}", atom.text());
    assert!(get("rss").await.text().contains("<link>https://kazi.example/</link>"));
    let feed = get("feed.json").await.json();
    assert_eq!(feed["home_page_url"], "https://kazi.example/");
    let address = "https://kazi.example/api/v1/leads.feed.json?limit=1&sort=posted";
    assert_eq!(feed["feed_url"], address);
    assert!(feed["next_url"].as_str().unwrap().starts_with(&format!("{address}&cursor=")), "{feed:#}");
}

#[tokio::test]
async fn only_what_holds_whole_addresses_differs_by_host() {
    for (path, differs) in [
        ("/api/v1/leads.atom", true),
        ("/api/v1/leads.rss", true),
        ("/api/v1/leads.feed.json", true),
        ("/api/v1/sources.opml", true),
        ("/en/share/", true),
        ("/en/wall", true),
        ("/en/digest.txt", true),
        ("/api/v1/leads.csv", false),
        ("/api/v1/leads.jsonld", false),
        ("/api/v1/leads", false),
        ("/en/", false),
    ] {
        let at = async |host| ask_of(sample::leads(), path, &[("host", host)]).await;
        let (here, there) = (at("kazi.example").await, at("other.example").await);
        assert_eq!(here.bytes != there.bytes, differs, "{path}");
        let vary: Vec<_> =
            here.headers.get_all("vary").iter().filter_map(|line| line.to_str().ok()).collect();
        let told = ["host", "x-forwarded-proto"].map(|name| vary.join(", ").split(", ").any(|on| on == name));
        assert_eq!(told, [differs; 2], "{path}: {vary:?}");
    }
}

#[tokio::test]
async fn an_edited_lead_is_news_to_feed_readers() {
    let ago = |hours| sample::now() - jiff::SignedDuration::from_hours(hours);
    for (edited, changed) in
        [(None, ago(3)), (Some(ago(1)), ago(1)), (Some(ago(90)), ago(3)), (Some(ago(-1)), ago(3))]
    {
        let lead = sample::Sample::new(1, "Logo").lead();
        let lead = lead.changed(|postings| postings[0].posting.updated_at = edited);
        let atom = ask_of(vec![lead.clone()], "/api/v1/leads.atom", &[]).await;
        let dates = format!("<published>{}</published><updated>{changed}</updated>", ago(3));
        assert!(atom.text().contains(&dates), "{dates}: {}", atom.text());
        assert!(atom.text().contains(&format!("</title><updated>{changed}</updated>\n")), "{}", atom.text());
        let feed = ask_of(vec![lead], "/api/v1/leads.feed.json", &[]).await.json();
        assert_eq!(feed["items"][0]["date_modified"], changed.to_string());
    }
}

#[tokio::test]
async fn a_spreadsheet_shows_what_is_warned_of_and_what_is_hidden() {
    let list = ask("/api/v1/leads?include_hidden=true&limit=100").await.json();
    let csv = ask("/api/v1/leads.csv?include_hidden=true&limit=100").await;
    let text = csv.text();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some(
            "id,worth_usd,net_hourly_usd,basis,title,company,pay,fit,reach,posted_at,source,url,warnings,hidden,trust"
        )
    );
    let (mut flagged, mut hidden) = (0, 0);
    for (lead, line) in list["leads"].as_array().unwrap().iter().zip(lines) {
        let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        let many = |of: &str| lead[of].as_array().unwrap().len();
        let told = |cell: &str| cell.split("; ").filter(|text| !text.is_empty()).count();
        assert_eq!((told(cells[12]), told(cells[13])), (many("flags"), many("hidden")), "{line}");
        assert_eq!(cells[14], format!("{:.2}", lead["factors"]["trust"].as_f64().unwrap_or(1.0)), "{line}");
        flagged += many("flags");
        hidden += many("hidden");
    }
    assert!(flagged > 0 && hidden > 0, "the sample has both");
}

#[tokio::test]
async fn search_engines_may_fetch_the_form_that_is_made_for_them() {
    let robots = ask("/robots.txt").await;
    assert!(robots.text().contains("Allow: /api/v1/leads.jsonld\nDisallow: /api/\n"), "{}", robots.text());
    assert_eq!(ask("/api/v1/leads.jsonld").await.header("x-robots-tag"), "");
    assert_eq!(ask("/api/v1/leads.csv").await.header("x-robots-tag"), "noindex");
}

#[tokio::test]
async fn every_form_says_what_a_reader_must_know() {
    // Of a warning its weight and what to do, of a hidden lead why, of a figure whether it is a guess.
    let facts = [
        ("clinic", "an hour, for you"),
        ("clinic", "Pays $300 for the whole job"),
        ("clinic", "leaves $15 to $27 an hour"),
        ("clinic", "You have 1 of 4 of what it asks for"),
        ("clinic", "Open worldwide"),
        ("clinic", "by way of Sample Board"),
        ("association", "an hour, a guess"),
        ("association", "Pay not stated; such work usually leaves about $12 an hour"),
        ("fitness", "Careful: wants work for nothing. Be careful."),
        ("Earn $500", "Danger: asks for money first. Be careful."),
        ("Earn $500", "Usually hidden: warning “asks for money first”"),
        ("US only", "Usually hidden: closed to people in Kenya"),
        ("US only", "Closed to people in Kenya"),
    ];
    let of_xml = |text: &str, between: &str| text.split(between).skip(1).map(str::to_owned).collect();
    for form in ["atom", "rss", "feed.json", "jsonld"] {
        let answer = ask(&format!("/api/v1/leads.{form}?have=figma&include_hidden=true")).await;
        let entries: Vec<String> = match form {
            "atom" => of_xml(answer.text(), "<entry>"),
            "rss" => of_xml(answer.text(), "<item>"),
            _ => {
                let list = answer.json();
                let list = list.get("items").unwrap_or(&list["@graph"]).as_array().unwrap().clone();
                list.iter().map(ToString::to_string).collect()
            }
        };
        for (title, fact) in facts {
            // The clinic is also offered where search engines may not follow.
            if (form, title) == ("jsonld", "clinic") {
                continue;
            }
            let entry = entries.iter().find(|entry| entry.contains(title));
            assert!(
                entry.is_some_and(|entry| entry.contains(fact)),
                "{form}, {title}: no {fact:?} in {entry:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_pay_that_is_not_believed_leaves_nothing() {
    let clinic = sample::leads().remove(0).changed(|postings| {
        for judged in postings.iter_mut().map(|member| &mut member.assessment) {
            judged.pay.as_mut().unwrap().notes.push(kazi_domain::PayNote::NotBelieved);
            let usual = kazi_domain::SumLine::Usual { usd: kazi_domain::Amount::ZERO, field: None };
            judged.net_hourly.as_mut().unwrap().sum = vec![usual];
        }
    });
    for form in
        ["/api/v1/leads.atom", "/api/v1/leads.rss", "/api/v1/leads.feed.json", "/en/", "/en/digest.txt"]
    {
        let told = ask_of(vec![clinic.clone()], form, &[]).await;
        assert!(told.text().contains("not believed"), "{form}: {}", told.text());
        assert!(!told.text().contains("leaves $15 to $27"), "{form}: the figure is not of this pay");
    }
}
