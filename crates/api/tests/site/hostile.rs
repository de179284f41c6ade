//! Text of postings stays text, whatever it holds and wherever it stands.

use kazi_domain::{Currency, Evidence, Lead, LeadId, Part, Pay, Per, Severity, SumLine};

use crate::{ask_of, sample::Sample};

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</title></style></bdi><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% include \"list.html\" %} ${7*7}",
    "&lt;script&gt; &amp;lt; \u{202e}gnp.exe \u{2066}",
    "--><!-- ]]><a href=javascript:alert(1)>x</a>",
    "\0\u{b}\u{feff}<iframe srcdoc='<script>1</script>'>",
];

/// Where text of postings stands.
const HOSTILE_PAGES: [&str; 5] = [
    "/en/",
    "/en/leads/000000000000004d",
    "/ar/leads/000000000000004d",
    "/en/saved?lead=000000000000004d",
    "/en/digest.html",
];

fn hostile(text: &str) -> Sample {
    let mut sample = Sample::new(77, text);
    sample.company = Some(text.to_owned());
    sample.description = format!("{text}\n\n{text}");
    sample.url = format!("javascript:alert(1)//{text}");
    sample.flags = vec![("free-work", Severity::Caution, text.to_owned())];
    sample.reach.places = vec![text.to_owned()];
    sample.reach.evidence = Some(Evidence { part: Part::Location, start: 0, words: text.to_owned() });
    sample
}

/// With this in every other field that holds words of a posting or of those who judged it.
fn hostile_all_over(text: &str) -> Lead {
    let said = || Some(text.to_owned());
    let mut member = hostile(text).posting();
    let posting = &mut member.posting;
    (posting.guid, posting.summary, posting.author, posting.location) = (said(), said(), said(), said());
    (posting.tags, posting.pay_text) = (vec![text.to_owned(); 3], said());
    let judged = &mut member.assessment;
    for skill in &mut judged.skills {
        skill.evidence.words = text.to_owned();
    }
    if let Some(reading) = &mut judged.pay {
        let (low, high) = (reading.pay.low(), reading.pay.high());
        reading.pay = Pay::new(low, high, Some(Currency::USD), Some(Per::Piece), said()).unwrap();
        reading.evidence.words = text.to_owned();
    }
    for line in judged.net_hourly.iter_mut().flat_map(|net| &mut net.sum) {
        if let SumLine::Pay { per, piece, .. } = line {
            (*per, *piece) = (Per::Piece, said());
        }
    }
    Lead::new(LeadId(77), vec![member]).unwrap()
}

#[tokio::test]
async fn no_field_becomes_markup() {
    let calm = ask_of(vec![hostile_all_over("calm")], "/en/leads/000000000000004d", &[]).await;
    let tags = |text: &str| text.matches('<').count();
    for text in HOSTILE {
        let leads = || vec![hostile_all_over(text)];
        for uri in HOSTILE_PAGES {
            let answer = ask_of(leads(), uri, &[]).await;
            assert_eq!(answer.status, 200, "{uri} {text}");
            let page = answer.text().replace("<script src=\"/kazi.js\" defer></script>", "");
            for bad in
                ["<script", "<img", "<svg", "<iframe", "onmouseover='", "href=\"javascript", "<!--", "${49}"]
            {
                assert!(!page.contains(bad), "{uri}: {bad} of {text}");
            }
        }
        let page = ask_of(leads(), "/en/leads/000000000000004d", &[]).await;
        assert_eq!(tags(page.text()), tags(calm.text()), "{text}: a tag too many");
        let lead = ask_of(leads(), "/api/v1/leads/000000000000004d", &[]).await;
        assert_eq!(lead.json()["title"], text);
    }
}

#[tokio::test]
async fn feeds_and_spreadsheets_are_safe_too() {
    for text in HOSTILE {
        let leads = || vec![hostile_all_over(text)];
        let atom = ask_of(leads(), "/api/v1/leads.atom", &[]).await;
        assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
        let tags = atom.text().matches('<').count();
        let calm = ask_of(vec![hostile_all_over("calm")], "/api/v1/leads.atom", &[]).await;
        assert_eq!(tags, calm.text().matches('<').count(), "{text}");
        assert!(!atom.text().contains(['\0', '\u{b}']), "{text}");
        let feed = ask_of(leads(), "/api/v1/leads.feed.json", &[]).await;
        assert_eq!(feed.json()["items"][0]["title"], text);
        assert!(feed.json()["items"][0]["url"].is_null(), "no script behind a link");
    }
    let mut formula = hostile("=HYPERLINK(\"https://evil.example\")");
    formula.url = "https://board.example/1".to_owned();
    let csv = ask_of(vec![formula.lead()], "/api/v1/leads.csv?have=figma", &[]).await;
    assert!(csv.text().contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\""), "{}", csv.text());
    assert_eq!(csv.text().lines().count(), 2);
    assert_eq!(ask_of(Vec::new(), "/api/v1/leads.csv?feild=x", &[]).await.status, 400);
}

#[tokio::test]
async fn a_search_or_a_mistake_is_not_echoed_as_markup() {
    for uri in [
        "/en/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/en/?q=%22%3E%3Cimg%20src=x%3E",
        "/en/?field=%3Cscript%3E",
        "/en/?%3Cscript%3E=1",
        "/%3Cscript%3E/",
        "/en/leads/%3Cscript%3E",
        "/en/?have=%3Cscript%3E",
        "/en/skills?x=%3Cscript%3E",
    ] {
        let answer = ask_of(Vec::new(), uri, &[]).await;
        assert!(!answer.text().contains("<script>") && !answer.text().contains("<img"), "{uri}");
    }
}

#[tokio::test]
async fn only_addresses_of_the_web_become_links() {
    for (url, linked) in [
        ("https://board.example/1", true),
        ("HTTP://board.example/1", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("//board.example", false),
        ("https://board.example/\u{1}", false),
        ("ééééééé", false),
        ("", false),
    ] {
        let mut sample = Sample::new(77, "Work");
        sample.url = url.to_owned();
        let page = ask_of(vec![sample.lead()], "/en/leads/000000000000004d", &[]).await;
        assert_eq!(page.text().contains("class=\"go\""), linked, "{url}");
    }
}
