//! One-line cases: dates, texts, addresses and pay, each through a whole document.

use kazi_fetcher::Kind;

use crate::support::{check_cases, escape_xml, read};

fn item(element: &str, text: &str) -> kazi_fetcher::Reading {
    let text = escape_xml(text);
    let feed =
        format!("<rss><channel><item><title>t</title><{element}>{text}</{element}></item></channel></rss>");
    read(Some(Kind::Feed), feed)
}

#[test]
fn dates() {
    check_cases("dates.cases", |text| {
        let posted = item("pubDate", text).postings[0].posted_at;
        posted.map_or_else(|| "none".to_owned(), |date| date.to_string())
    });
}

#[test]
fn texts() {
    check_cases("texts.cases", |text| item("description", text).postings[0].description.clone());
}

#[test]
fn addresses() {
    check_cases("addresses.cases", |text| {
        item("link", text).postings[0].url.clone().unwrap_or_else(|| "none".to_owned())
    });
}

#[test]
fn stated_pay() {
    check_cases("stated_pay.cases", |text| {
        let row = format!("[{{\"title\":\"t\",\"url\":\"https://example.org/1\",{text}}}]");
        let reading = read(Some(Kind::Json), row);
        let Some(pay) = reading.postings.first().and_then(|posting| posting.pay.clone()) else {
            return "none".to_owned();
        };
        let amount = |amount: Option<kazi_domain::Amount>| amount.map_or("-".to_owned(), |a| a.to_string());
        let currency = pay.currency.map_or("-", |currency| currency.code());
        let per = pay.per.map_or("-", kazi_domain::Per::as_str);
        format!("{} {} {currency} {per}", amount(pay.low), amount(pay.high))
    });
}
