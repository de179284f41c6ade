//! Pages: what they say, in which language, and how much they weigh.

use kazi_domain::Lead;

use crate::{ask, ask_of, sample, sample::Sample, send};

const TONGUES: [&str; 5] = ["en", "fr", "sw", "ar", "so"];
/// What issue 8 of the plan allows, in compressed bytes.
const LIST_BYTES_MAX: usize = 14_000;
const PAGE_BYTES_MAX: usize = 10_000;
const SCRIPT: &str = "<script src=\"/kazi.js\" defer></script>";

#[tokio::test]
async fn the_first_page_is_in_the_readers_language() {
    for (accepted, place) in [
        ("", "/en/"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "/fr/"),
        ("de,sw;q=0.5,en;q=0.4", "/sw/"),
        ("ar-SS", "/ar/"),
        ("so;q=0.2, xx", "/so/"),
        ("en;q=nonsense,zz", "/en/"),
    ] {
        let answer = ask_of(Vec::new(), "/", &[("accept-language", accepted)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (307, place), "{accepted}");
        assert!(answer.header("vary").contains("accept-language"));
    }
    assert_eq!(ask("/xx/").await.status, 404);
}

#[tokio::test]
async fn an_address_that_is_nearly_right_helps_on() {
    let answer = ask("/fr?have=figma").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/fr/?have=figma"));
    let browser = |language| [("accept", "text/html,*/*;q=0.8"), ("accept-language", language)];
    for (uri, accepted, language, said) in [
        ("/fr/lists", "en", "fr", "Il n’y a pas de page ici"),
        ("/sw/leads/0000000000000099", "en", "sw", "<h1>Kazi hii haipo tena hapa</h1>"),
        ("/nothing", "so", "so", "Bog ma jiro halkan"),
        ("/nothing", "de", "en", "There is no page here"),
    ] {
        let answer = ask_of(Vec::new(), uri, &browser(accepted)).await;
        assert_eq!(answer.status, 404, "{uri}");
        assert!(answer.header("content-type").starts_with("text/html"), "{uri}");
        assert!(
            answer.text().contains(&format!("lang=\"{language}\"")) && answer.text().contains(said),
            "{uri}"
        );
    }
    let program = ask_of(Vec::new(), "/api/v1/nothing", &browser("fr")).await;
    assert_eq!(program.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn what_a_platform_asks_for_is_said_in_the_readers_language() {
    for (tongue, said) in [
        ("en", "Which papers it asks for in Kenya was not looked up"),
        ("fr", "Les papiers demandés au Kenya"),
        ("sw", "Vitambulisho vinavyotakiwa nchini Kenya"),
        ("ar", "لم نبحث عن الأوراق"),
        ("so", "Waraaqaha ay Kenya ka rabto"),
    ] {
        let page = ask(&format!("/{tongue}/leads/0000000000000001")).await;
        assert!(page.text().contains(said), "{tongue}");
        // What nobody has translated is marked as what it is.
        assert!(page.text().contains("<span lang=\"en\" dir=\"ltr\">Pays to M-Pesa.</span>"), "{tongue}");
    }
}

#[tokio::test]
async fn every_page_is_there_in_every_language() {
    for tongue in TONGUES {
        for path in [
            "",
            "?have=figma:strong&currency=KES",
            "leads/0000000000000001",
            "leads/0000000000000003",
            "leads/0000000000000009",
            "skills",
            "skills?have=figma&have=html:learning",
            "sources",
            "insights",
            "insights?have=figma",
            "saved",
            "saved?lead=0000000000000001&have=figma",
            "share/?have=figma",
            "share/leads/0000000000000001",
            "?q=nothingatall",
        ] {
            let answer = ask(&format!("/{tongue}/{path}")).await;
            assert_eq!(answer.status, 200, "/{tongue}/{path}: {}", answer.text());
            let page = answer.text();
            let direction = if tongue == "ar" { "rtl" } else { "ltr" };
            assert!(page.contains(&format!("<html lang=\"{tongue}\" dir=\"{direction}\">")), "{path}");
            let scripts = page.matches("<script").count();
            assert_eq!((scripts, page.matches(SCRIPT).count()), (1, 1), "the one that nothing needs");
        }
    }
}

#[tokio::test]
async fn the_list_says_what_a_reader_must_know_before_the_click() {
    let answer = ask("/en/?have=figma,html&currency=KES").await;
    let page = answer.text();
    for said in [
        "$11.97",
        "about KES\u{a0}",
        "Pays $300 for the whole job",
        "leaves $15 to $27 an hour",
        "You have",
        "missing",
        "3 hours ago",
        "Open worldwide",
        "href=\"https://sample-board.example/\" rel=\"noopener\"",
        "wants work for nothing",
        "3 more are hidden",
        "one closed to people in Kenya",
        "asks for money first",
        "one has ended",
        "looked for new work 12 minutes ago",
        "lang=\"ar\"",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    assert!(!page.contains("Earn $500 a day"), "hidden unless asked for");
}

#[tokio::test]
async fn hidden_work_is_shown_with_the_reason() {
    let answer = ask("/en/?include_hidden=true").await;
    assert!(answer.text().contains("Earn $500 a day"));
    assert!(answer.text().contains("warning “asks for money first”"));
    assert!(answer.text().contains("Hide them again"));
}

#[tokio::test]
async fn an_empty_list_says_what_to_do() {
    let filtered = ask("/en/?q=nothingatall&field=web-design").await;
    assert!(filtered.text().contains("Nothing fits all your choices"));
    assert!(filtered.text().contains("href=\"/en/?q=nothingatall\""), "the list without the field");
    assert!(filtered.text().contains("href=\"/en/?field=web-design\""), "the list without the words");
    let none = ask_of(Vec::new(), "/en/", &[]).await;
    assert!(none.text().contains("No work has been read yet"));
}

#[tokio::test]
async fn a_lead_shows_its_sum_its_words_and_all_its_places() {
    let answer = ask("/en/leads/0000000000000001?have=figma").await;
    let page = answer.text();
    for said in [
        "The client pays for the whole job",
        "Fee of Sample Board, 10 %",
        "Read on 12 November 2026.",
        "−\u{a0}$30",
        "<bdi>9.5</bdi>",
        "÷\u{a0}11",
        "An hour leaves",
        "You have 1 of 4 of what it asks for",
        "Worth for you, an hour",
        "Remote, anywhere",
        "Which papers it asks for in Kenya was not looked up",
        "The same work in 2 places",
        "nearly the same words",
        "Before you answer",
        "Read and answer it at Sample Board",
        "0000000000000001",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
}

#[tokio::test]
async fn evidence_is_marked_where_it_stands() {
    let mut sample = Sample::new(5, "Logo");
    sample.description = "Pay is fifty dollars, été included.".to_owned();
    let mut posting = sample.posting();
    let pay = posting.assessment.pay.as_mut().expect("pay");
    pay.evidence = kazi_domain::Evidence {
        part: kazi_domain::Part::Description,
        start: 7,
        words: "fifty dollars".into(),
    };
    let lead = Lead::new(kazi_domain::LeadId(5), vec![posting]).expect("a lead");
    let answer = ask_of(vec![lead], "/en/leads/0000000000000005", &[]).await;
    assert!(answer.text().contains("Pay is <mark>fifty dollars</mark>, été included."));
}

#[tokio::test]
async fn a_form_says_nothing_by_empty_fields_and_lists_by_repeating() {
    let answer = ask("/en/?field=&min_hourly=&q=&have=figma&have=html").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Ranked for your skills:"));
    assert!(answer.text().contains("have=figma,html"), "links carry the profile along");
}

#[tokio::test]
async fn skills_get_levels_by_links() {
    let answer = ask("/en/skills?have=figma:learning&country=UG").await;
    let page = answer.text();
    assert!(page.contains("href=\"/en/skills?country=UG&#38;have=figma:strong\""), "{page}");
    assert!(page.contains("value=\"figma:learning\" checked"), "the level stays with the tick");
    assert!(page.contains("<option value=\"UG\" selected>"));
}

#[tokio::test]
async fn sources_show_health_and_rights() {
    let answer = ask("/en/sources").await;
    for said in [
        "has a problem",
        "its terms forbid a job-search service",
        "Asked at most every 1 hour",
        "Kept for 1 day",
        "Its owner does not let it be shown here",
        "Next in 48 minutes",
        "Terms, read on 3 October 2026",
    ] {
        assert!(answer.text().contains(said), "{said}");
    }
}

/// A full page of long and varied leads.
fn many() -> Vec<Lead> {
    let words =
        ["site", "logo", "shop", "brochure", "landing page", "menu", "poster", "theme", "dashboard", "app"];
    let lead = |n: u64| {
        let at = usize::try_from(n).expect("small");
        let (a, b) = (words[at % 10], words[(at * 7 + 3) % 10]);
        let mut sample = Sample::new(
            0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n),
            &format!("{a} and {b} number {n} for a client in town {}", n * 37),
        );
        sample.net = Some((3 + i64::try_from(n).expect("small"), 9 + i64::try_from(n).expect("small"), 40));
        sample.age = i64::try_from(n * 5 % 90).expect("small");
        sample.skills = [["figma", "css"], ["html", "shopify"], ["illustrator", "webflow"]][at % 3].to_vec();
        sample.flags = (n.is_multiple_of(5))
            .then(|| ("free-work", kazi_domain::Severity::Caution, format!("sample {n}")))
            .into_iter()
            .collect();
        sample.description = (0..400)
            .map(|k| format!("{} {} {}. ", words[(k * 3 + at) % 10], k * 7919 % 997, words[(k + at) % 10]))
            .collect();
        sample.lead()
    };
    (1..=60).map(lead).collect()
}

#[tokio::test]
async fn pages_are_light_on_the_wire() {
    for encoding in ["gzip", "br"] {
        for tongue in TONGUES {
            for (path, most) in [
                ("?have=figma:strong,html,css:learning", LIST_BYTES_MAX),
                ("leads/9e3779b97f4a7c15?have=figma,html", PAGE_BYTES_MAX),
                ("skills", PAGE_BYTES_MAX),
                ("sources", PAGE_BYTES_MAX),
                ("saved?lead=9e3779b97f4a7c15", PAGE_BYTES_MAX),
                ("share/?field=web-design&have=figma", PAGE_BYTES_MAX),
                ("insights?have=figma", PAGE_BYTES_MAX),
                ("wall", PAGE_BYTES_MAX),
            ] {
                let uri = format!("/{tongue}/{path}");
                let answer = ask_of(many(), &uri, &[("accept-encoding", encoding)]).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.header("content-encoding")),
                    (200, encoding),
                    "{uri}"
                );
                let bytes = answer.bytes.len();
                assert!(bytes <= most, "{uri}: {bytes} bytes of {encoding}, at most {most}");
            }
        }
    }
}

#[tokio::test]
async fn the_skills_page_is_light_with_the_whole_book() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/skills.toml");
    let book: kazi_domain::SkillBook =
        toml::from_str(&std::fs::read_to_string(path).expect("config/skills.toml")).expect("a skill book");
    let app = sample::site(Vec::new()).await;
    let facts = kazi_api::Facts { book: book.into(), ..kazi_api::Facts::clone(&app.facts.load()) };
    app.facts.store(std::sync::Arc::new(facts));
    let site = kazi_api::Site::new(app);
    let uri = "/en/skills?have=figma,html:strong,css:learning";
    for encoding in ["gzip", "br"] {
        let answer = send(&site, "GET", uri, &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let bytes = answer.bytes.len();
        assert!(bytes <= PAGE_BYTES_MAX, "{bytes} bytes of {encoding}, at most {PAGE_BYTES_MAX}");
    }
}

#[tokio::test]
async fn figures_of_fields_and_skills_are_numbers_and_drawings() {
    let answer = ask("/en/insights?have=figma").await;
    let page = answer.text();
    for said in [
        "Learn next",
        "href=\"/en/?have=figma&#38;skill=html\"",
        "href=\"/en/skills?have=figma,html:learning\"",
        "What each field pays",
        "Web design",
        "one scale, from 0 to $",
        "new in four weeks",
        "href=\"/en/?have=figma&#38;field=web-design\"",
    ] {
        assert!(page.contains(said), "{said:?} is not in {page}");
    }
    for drawing in page.split("<svg").skip(1) {
        let drawing = drawing.split("</svg>").next().unwrap_or_default();
        assert!(drawing.contains("aria-hidden=\"true\"") && drawing.len() < 6_000, "{drawing}");
    }
    let nothing = ask_of(Vec::new(), "/en/insights", &[]).await;
    assert!(nothing.text().contains("nothing to suggest yet"), "{}", nothing.text());
}

#[tokio::test]
async fn a_page_of_a_mistake_keeps_who_is_reading() {
    for (uri, home) in [
        ("/fr/leads/0000000000000099?have=figma&currency=KES", "/fr/?have=figma&#38;currency=KES"),
        ("/fr/?have=figmaa&currency=KES&field=web-design", "/fr/?currency=KES"),
    ] {
        let page = ask(uri).await;
        assert!(page.text().contains(&format!("class=\"go\" href=\"{home}\"")), "{uri}: {}", page.text());
    }
    let wrong = ask("/fr/?have=figmaa").await;
    assert!(wrong.text().contains("Une partie ne peut pas être utilisée : have."), "{}", wrong.text());
    assert!(
        wrong.text().contains("figmaa") && wrong.text().contains("not among the values"),
        "{}",
        wrong.text()
    );
}
