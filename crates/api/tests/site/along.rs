//! What one takes along: digest, sheet, shared addresses, saved work, what phones may keep.

use std::sync::Arc;

use kazi_api::{DigestForm, DigestOrder, KeepInfo, write_digest};

use crate::{ask, ask_of, sample, sample::Sample, send};

const DIGEST_BYTES_MAX: usize = 100_000;
const TONGUES: [&str; 5] = ["en", "fr", "sw", "ar", "so"];

#[tokio::test]
async fn a_digest_stands_alone() {
    let answer = ask_of(sample::leads(), "/en/digest.html?have=figma", &[("host", "kazi.example")]).await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"kazi-2026-11-23.html\"");
    let page = answer.text();
    for said in [
        "New look for the site of a dental clinic",
        "Pays $300 for the whole job",
        "offered on 23 November 2026",
        "As of 23 November 2026",
        "href=\"http://kazi.example/en/?have=figma\"",
        "href=\"https://board.example/jobs/1\"",
        "href=\"https://sample-board.example/\"",
        "Nobody honest asks you to pay for work",
        "0000000000000001",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    for absent in ["<script", "src=", "<link", "hours ago", "Never to be shown", "Earn $500"] {
        assert!(!page.contains(absent), "{absent:?} is in {page}");
    }
}

#[tokio::test]
async fn a_digest_in_plain_text_says_the_same() {
    let answer = ask("/en/digest.txt?have=figma").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = answer.text();
    for said in [
        "1. $",
        "New look for the site of a dental clinic",
        "Pays $300 for the whole job; leaves $15 to $27 an hour",
        "You have 1 of 4 of what it asks for",
        "by way of Sample Board: https://board.example/jobs/1",
        "! Careful: wants work for nothing.",
        "- Nobody honest asks you to pay for work",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text}");
    }
    assert!(!text.contains('<') && !text.contains("&#"), "no markup: {text}");
}

fn many(title: &str, text: &str, skills: &[&'static str]) -> Vec<kazi_domain::Lead> {
    let lead = |n: u64| {
        let id = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n);
        let mut sample = Sample::new(id, &format!("{title} {n}"));
        sample.description = text.repeat(200);
        sample.skills = skills.to_vec();
        sample.net = Some((10, 10 + i64::try_from(n).expect("small"), 300));
        sample.lead()
    };
    (1..=120).map(lead).collect()
}

#[tokio::test]
async fn a_digest_of_a_hundred_leads_is_small() {
    let usual =
        || many("Landing page for a coffee roaster in Nairobi", "What is to be done. ", &["figma", "css"]);
    let title = "تصميم موقع ".repeat(30);
    let long = || many(&title, "وصف العمل <<>> ", &["figma", "html", "css", "webflow", "shopify"]);
    for tongue in TONGUES {
        let uri = format!("/{tongue}/digest.html?have=figma&currency=KES");
        for leads in [usual(), long()] {
            let answer = ask_of(leads, &uri, &[]).await;
            let (bytes, leads) = (answer.bytes.len(), answer.text().matches("<article>").count());
            assert!(bytes <= DIGEST_BYTES_MAX, "{uri}: {bytes} bytes");
            assert_eq!(leads, 100, "{uri}");
            // The list has more, and that is said.
            let shown = "The best 100 are in this file.";
            assert!(tongue != "en" || answer.text().contains(shown), "{uri}: {shown}");
        }
    }
}

#[tokio::test]
async fn what_must_not_be_kept_is_not_passed_on() {
    let site = sample::site(sample::leads()).await;
    let mut sources = site.sources.load().to_vec();
    sources[0].rights.keep = KeepInfo::Nothing;
    let sources = Arc::new(arc_swap::ArcSwap::from_pointee(sources.into_iter().collect()));
    let app = Arc::new(kazi_api::App { sources, ..site });
    let site = kazi_api::Site::new(Arc::clone(&app));
    let answer = send(&site, "GET", "/en/digest.html", &[]).await;
    assert!(!answer.text().contains("dental clinic"), "{}", answer.text());
    assert!(answer.text().contains("are left out: the owners of their sources"), "{}", answer.text());
    let lead = send(&site, "GET", "/en/leads/0000000000000002", &[]).await;
    assert_eq!(lead.header("cache-control"), "public, max-age=60");
    let order = DigestOrder { language: "en", query: "", site: "", form: DigestForm::Text };
    assert!(!write_digest(&app, order).await.expect("a digest").contains("dental clinic"));
}

#[tokio::test]
async fn a_digest_says_until_when_it_may_be_kept() {
    let answer = ask("/en/digest.html").await;
    assert!(answer.text().contains("delete this file after 24 November 2026"), "{}", answer.text());
    let lead = ask("/en/leads/0000000000000001").await;
    assert_eq!(lead.header("cache-control"), "public, max-age=60, stale-if-error=86400");
    let skills = ask("/en/sources").await;
    assert_eq!(skills.header("cache-control"), "public, max-age=60");
}

#[tokio::test]
async fn an_order_that_cannot_be_met_says_why() {
    let app = Arc::new(sample::site(sample::leads()).await);
    let order = DigestOrder { language: "xx", query: "", site: "", form: DigestForm::Html };
    assert!(write_digest(&app, order).await.expect_err("no such language").contains("en, fr, sw"));
    let order = DigestOrder { language: "en", query: "feild=x", site: "", form: DigestForm::Html };
    assert!(write_digest(&app, order).await.expect_err("no such filter").contains("feild"));
}

#[tokio::test]
async fn a_shared_address_leaves_the_profile_out_unless_wanted() {
    let host = [("host", "kazi.example"), ("x-forwarded-proto", "https")];
    let answer = ask_of(sample::leads(), "/en/share/?field=web-design&have=figma", &host).await;
    let page = answer.text();
    let plain = page.find("https://kazi.example/en/?field=web-design<").expect("the plain address");
    let mine = page.find("https://kazi.example/en/?field=web-design&#38;have=figma<").expect("mine");
    assert!(plain < mine);
    assert_eq!(page.matches("<svg class=\"qr\"").count(), 2);
    assert!(page.contains("https://wa.me/?text=https%3A%2F%2Fkazi.example%2Fen%2F%3Ffield%3Dweb-design\""));
    let lead = ask("/sw/share/leads/0000000000000001").await;
    assert_eq!((lead.status.as_u16(), lead.text().matches("<svg class=\"qr\"").count()), (200, 1));
    for strange in ["desk", "leads/x", "..%2f", "leads/0000000000000001/more"] {
        assert_eq!(ask(&format!("/en/share/{strange}")).await.status, 404, "{strange}");
    }
}

#[tokio::test]
async fn the_sheet_has_a_code_for_every_lead() {
    for tongue in TONGUES {
        let uri = format!("/{tongue}/wall");
        let answer = ask_of(sample::leads(), &uri, &[("host", "kazi.example")]).await;
        let page = answer.text();
        let leads = page.matches("<article>").count();
        assert!((1..=7).contains(&leads), "{leads}");
        assert_eq!(page.matches("<svg class=\"qr\"").count(), leads + 1, "one for the list too");
        for path in page.split("<path d=\"").skip(1) {
            let svg = path.split('"').next().unwrap_or_default();
            assert!(svg.len() < 6_000, "{} bytes of SVG", svg.len());
        }
    }
}

#[tokio::test]
async fn saved_work_stands_in_the_address() {
    let uri = "/en/saved?lead=0000000000000001,0000000000000006,00000000000000ff&have=figma";
    let answer = ask(uri).await;
    let page = answer.text();
    for said in ["dental clinic", "Brand designer, US only", "One is no longer there.", "?have=figma"] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    assert!(ask("/en/saved").await.text().contains("Nothing is saved yet"));
    assert_eq!(ask("/en/saved?lead=nonsense").await.status, 400);
    assert!(!ask("/en/saved?lead=000000000000000a").await.text().contains("Never to be shown"));
    let many: Vec<String> = (1..60).map(|n| format!("{n:016x}")).collect();
    assert_eq!(ask(&format!("/en/saved?lead={}", many.join(","))).await.status, 400);
}

#[tokio::test]
async fn scripts_come_from_the_site_under_its_policy() {
    for path in ["/kazi.js", "/worker.js"] {
        let answer = ask(path).await;
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        let policy = answer.header("content-security-policy");
        for rule in
            ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(rule), "{rule} is not in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
