//! Skills that trainers took out of the book, or put into another: addresses that name them go on working.

use std::sync::Arc;

use kazi_api::{App, Facts, Site, read_question};
use kazi_desk::{BookEdit, apply_all};
use kazi_domain::SkillId;

use crate::{leads::titles, sample, send};

/// A site after a trainer put Webflow into Figma, and took WordPress out.
async fn later() -> Site {
    Site::new(later_app().await)
}

async fn later_app() -> App {
    let id = |text| SkillId::new(text).unwrap();
    // Leads are judged anew by another book.
    let judged_anew = sample::leads().into_iter().map(|lead| {
        lead.changed(|postings| {
            postings.iter_mut().for_each(|p| p.assessment.skills.retain(|s| s.skill != id("wordpress")));
        })
    });
    let app = sample::site(judged_anew.collect()).await;
    let before = Facts::clone(&app.facts.load());
    let merge = BookEdit::Merge { from: id("webflow"), into: id("figma") };
    let book = apply_all(&before.book, &[merge, BookEdit::Retire { skill: id("wordpress") }]).unwrap();
    let mut gone = before.gone.clone();
    gone.remember(&before.book, &book);
    app.facts.store(Arc::new(Facts { book: book.into(), gone, ..before }));
    app
}

async fn get(site: &Site, uri: &str) -> crate::Answer {
    send(site, "GET", uri, &[]).await
}

#[tokio::test]
async fn bookmarks_and_feeds_outlive_the_skills_they_name() {
    let site = later().await;
    let paths = [
        "",
        "insights",
        "skills",
        "saved",
        "sources",
        "digest.html",
        "digest.txt",
        "wall",
        "share/",
        "leads/0000000000000001",
        "share/leads/0000000000000001",
    ];
    for tongue in ["en", "fr", "sw", "ar", "so"] {
        for path in paths {
            let answer =
                get(&site, &format!("/{tongue}/{path}?have=webflow:strong,css:strong,wordpress")).await;
            assert_eq!(answer.status, 200, "/{tongue}/{path}: {}", answer.text());
            let told = answer.text().contains("WordPress") && answer.text().contains("Webflow");
            assert!(told || path == "wall", "/{tongue}/{path} tells nothing of them");
        }
    }
    for form in ["atom", "rss", "feed.json", "jsonld", "csv"] {
        for filter in ["skill=webflow", "skill=wordpress", "skill_all=wordpress,css", "have=webflow"] {
            let answer = get(&site, &format!("/api/v1/leads.{form}?{filter}")).await;
            assert_eq!(answer.status, 200, "{form} {filter}: {}", answer.text());
        }
    }
    let feed = get(&site, "/api/v1/leads.atom?skill=webflow").await;
    assert!(feed.text().contains("<subtitle>Webflow is part of Figma now"), "{}", feed.text());
}

#[tokio::test]
async fn what_was_merged_counts_as_what_it_is_now() {
    let site = later().await;
    let list = async |query: &str| get(&site, &format!("/api/v1/leads?{query}")).await.json();
    let old = list("have=webflow:strong,css&skill=webflow").await;
    let new = list("have=figma:strong,css&skill=figma").await;
    assert_eq!(old["leads"], new["leads"]);
    assert_eq!(new["gone"], serde_json::json!([]));
    assert_eq!(old["gone"], serde_json::json!([{ "id": "webflow", "name": "Webflow", "now": "figma" }]));
    let both = list("have=webflow:strong,figma:learning,css&skill=figma").await;
    assert_eq!(both["leads"], new["leads"], "the better known of two counts");
    let page = get(&site, "/en/?have=webflow:strong").await;
    assert!(page.text().contains("Webflow is part of Figma now, and counts as that."), "{}", page.text());
}

#[tokio::test]
async fn what_was_retired_is_left_out_of_a_profile_and_told() {
    let site = later().await;
    let left_out = get(&site, "/api/v1/leads?have=wordpress,css").await.json();
    assert_eq!(titles(&left_out), titles(&get(&site, "/api/v1/leads?have=css").await.json()));
    assert_eq!(left_out["gone"][0], retired());
    let page = get(&site, "/en/?have=wordpress").await;
    assert!(page.text().contains("WordPress is no longer in the trainers’ list, so it is left out"));
}

fn retired() -> serde_json::Value {
    serde_json::json!({ "id": "wordpress", "name": "WordPress", "now": null })
}

#[tokio::test]
async fn a_filter_by_what_was_retired_finds_nothing_that_was_not_asked_for() {
    let site = later().await;
    let all = get(&site, "/api/v1/leads").await.json()["total"].as_u64().unwrap();
    let of_css = get(&site, "/api/v1/leads?skill=css").await.json()["total"].as_u64().unwrap();
    assert!(0 < of_css && of_css < all);
    for (filter, total) in [
        ("skill=wordpress", 0),
        ("skill=wordpress,css", of_css),
        ("skill_all=wordpress,css", 0),
        ("skill=wordpress&have=wordpress", 0),
    ] {
        let list = get(&site, &format!("/api/v1/leads?{filter}")).await.json();
        assert_eq!((&list["total"], &list["gone"]), (&total.into(), &vec![retired()].into()), "{filter}");
        let page = get(&site, &format!("/en/?{filter}")).await;
        assert!(
            page.text().contains("WordPress is no longer in the trainers’ list, so no work is found by it")
        );
        assert_eq!(page.text().contains("Without “wordpress"), total == 0, "{filter}: a way on");
    }
}

#[tokio::test]
async fn every_answer_in_json_names_what_is_gone() {
    let site = later().await;
    for (path, member) in [
        ("leads", "/gone"),
        ("leads/0000000000000001", "/explanation/gone"),
        ("leads/0000000000000001/explain", "/gone"),
        ("insights", "/gone"),
        ("skills/figma/insights", "/gone"),
        ("fields/web-design/insights", "/gone"),
        ("learn-next", "/gone"),
    ] {
        let answer = get(&site, &format!("/api/v1/{path}?have=webflow,wordpress,css")).await.json();
        let told = answer.pointer(member).and_then(|gone| gone.as_array()).map_or(0, Vec::len);
        assert_eq!(told, 2, "{path}: {answer:#}");
    }
}

#[tokio::test]
async fn a_bookmark_opens_without_a_source_or_a_warning_that_is_not_there() {
    let site = later().await;
    let all = get(&site, "/en/").await.text().matches("class=\"worth\"").count();
    for (filter, shown) in [
        ("source=old-board", 0),
        ("source=secret-board", 0),
        ("exclude_source=old-board", all),
        ("flags=old-board", 0),
    ] {
        for page in ["", "insights", "digest.html", "wall"] {
            let page = get(&site, &format!("/en/{page}?{filter}")).await;
            assert_eq!(page.status, 200, "{filter}: {}", page.text());
        }
        let page = get(&site, &format!("/en/?{filter}")).await;
        assert_eq!(page.text().matches("class=\"worth\"").count(), shown, "{filter}");
        let name = filter.split('=').next_back().unwrap();
        assert!(page.text().contains(&format!("There is no “{name}” here any more")), "{}", page.text());
        let answer = get(&site, &format!("/api/v1/leads?{filter}")).await;
        assert_eq!(answer.status, 400, "a program is told its mistake");
        assert!(!answer.json()["valid"].as_array().unwrap().is_empty());
        assert_eq!(get(&site, &format!("/api/v1/leads.csv?{filter}")).await.status, 400);
        for form in ["atom", "rss", "feed.json"] {
            let feed = get(&site, &format!("/api/v1/leads.{form}?{filter}")).await;
            let told = feed.text().contains(&format!("There is no “{name}” here any more"));
            assert!(feed.status == 200 && told, "{form} {filter}: {}", feed.text());
        }
    }
    assert_eq!(get(&site, "/en/?source=Old+Board").await.status, 400, "no name of a source");
}

#[tokio::test]
async fn what_never_was_is_still_a_mistake() {
    let site = later().await;
    for query in ["have=figmaa", "skill=figmaa", "skill_all=figmaa"] {
        let answer = get(&site, &format!("/api/v1/leads?{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["did_you_mean"]),
            (400, &"figma".into()),
            "{query}"
        );
    }
    assert_eq!(get(&site, "/en/?have=figmaa").await.status, 400);
}

#[tokio::test]
async fn a_command_is_told_as_a_page_is() {
    let app = later_app().await;
    let notes = |query| {
        let question = read_question(query, &app.facts.load(), &app.sources.load());
        question.map(|question| question.notes.join(" "))
    };
    let told = notes("skill=wordpress&have=webflow").unwrap();
    assert!(told.contains("no work is found by it") && told.contains("is part of Figma now"), "{told}");
    assert_eq!(notes("skill=css"), Ok(String::new()));
    assert!(notes("source=old-board").unwrap_err().contains("old-board"), "who types is told the mistake");
}
