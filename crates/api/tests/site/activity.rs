//! The activity log: what the journal holds, as trainers and programs read it.

use jiff::{SignedDuration, Timestamp};
use kazi_desk::{
    BookEdit, Decision, DeskState, HandLead, Mark, Subject, apply_all, hash_password, write_book,
};
use kazi_domain::{Alias, FieldId, LeadId, SkillId};
use serde_json::json;

use super::{
    contract::{Contract, check},
    desk::{PASSWORD, SAME, Site, site},
    sample,
};

fn field() -> Subject {
    Subject::Field(FieldId::new("graphic-design").unwrap())
}

fn skill(id: &str) -> SkillId {
    SkillId::new(id).unwrap()
}

fn hand_lead() -> HandLead {
    let (title, text) = ("Poster <b>for</b> a clinic".to_owned(), "Two colours".to_owned());
    HandLead { title, text, url: None, company: None, pay: None, at: sample::now() }
}

/// A site on which, on the day after its trainer was added, something of every kind is decided.
async fn busy_site() -> Site {
    let site = site().await;
    let lead = sample::leads()[0].id;
    let drafted = BookEdit::AddAlias { owner: field(), alias: Alias::plain("zawadi cards") };
    let judged = |about, is| Decision::Judged { lead, about, is, postings: Vec::new() };
    let marked = |mark| Decision::Marked { lead, mark, postings: Vec::new() };
    let by_juma = [
        Decision::Drafted { base: 0, edit: drafted.clone() },
        Decision::Undrafted { place: 0, edit: Some(drafted.clone()) },
        Decision::Drafted { base: 0, edit: BookEdit::SetWeight { skill: skill("figma"), weight: 0.4 } },
        judged(field(), Some(true)),
        judged(Subject::Skill(skill("figma")), Some(false)),
        marked(Some(Mark::Scam)),
        marked(None),
        Decision::Marked { lead: LeadId(0xdead), mark: Some(Mark::Fine), postings: Vec::new() },
        Decision::LeadAdded { lead: hand_lead() },
        Decision::LeadClosed { lead: DeskState::hand_lead_id(&hand_lead()) },
    ];
    let mut at = sample::now() + SignedDuration::from_hours(24);
    let mut decide = async |by: &str, decision| {
        at += SignedDuration::from_mins(1);
        site.desk.decide(by, decision, at).await.unwrap();
    };
    for decision in by_juma {
        decide("juma", decision).await;
    }
    let state = site.desk.state();
    let text = write_book(&apply_all(&state.book, &[drafted]).unwrap());
    let publish = |base, text: &str, restored| Decision::Published {
        base,
        text: text.to_owned(),
        why: "for the <class>".to_owned(),
        restored,
        number: None,
    };
    decide("amina", publish(0, &text, None)).await;
    decide("amina", publish(1, &state.text, Some(0))).await;
    decide("operator", Decision::TrainerRemoved { name: "amina".to_owned() }).await;
    let password_hash = hash_password(PASSWORD).unwrap();
    decide("operator", Decision::TrainerAdded { name: "amina".to_owned(), password_hash }).await;
    site
}

#[tokio::test]
async fn every_decision_is_told_with_links_to_what_it_is_about() {
    let site = busy_site().await;
    let (cookie, _) = site.log_in().await;
    let page = site.send("GET", "/en/desk/activity", &[("cookie", &cookie)], "").await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "private, no-store"));
    let lead = &sample::leads()[0];
    let linked =
        format!("<a href=\"/en/leads/{}\"><bdi lang=\"en\">{}</bdi></a>", lead.id, lead.best().posting.title);
    let graphic = "<a href=\"/en/desk/entry/field/graphic-design\"><bdi>Graphic design</bdi></a>";
    let figma = "<a href=\"/en/desk/entry/skill/figma\"><bdi>Figma</bdi></a>";
    let (first, second) = (
        "<a href=\"/en/desk/editions#edition-1\">edition 1</a>",
        "<a href=\"/en/desk/editions#edition-2\">edition 2</a>",
    );
    let told = page.text();
    let mut rest = told;
    // Newest first: each stands behind the one before it.
    for expected in [
        "lets <bdi>amina</bdi> log in".to_owned(),
        "no longer lets <bdi>amina</bdi> log in".to_owned(),
        format!("goes back to <a href=\"/en/desk/editions#edition-0\">edition 0</a>, as {second}"),
        format!("publishes {first} <q dir=\"auto\">for the &#60;class&#62;</q>"),
        "closes <bdi>Poster &#60;b&#62;for&#60;/b&#62; a clinic</bdi>, added by hand".to_owned(),
        "adds work by hand: <bdi>Poster &#60;b&#62;for&#60;/b&#62; a clinic</bdi>".to_owned(),
        "marks <bdi>work 000000000000dead</bdi> as fine".to_owned(),
        format!("takes the mark off {linked}"),
        format!("marks {linked} as a scam"),
        format!("says that {linked} is not {figma}"),
        format!("says that {linked} is {graphic}"),
        format!("drafts a change of {figma} <code lang=\"en\" dir=\"ltr\">skill figma: weight → 0.4</code>"),
        format!("takes a change of {graphic} out of a draft"),
        format!("drafts a change of {graphic}"),
    ] {
        let at = rest.find(&expected).unwrap_or_else(|| panic!("{expected} is not in {rest}"));
        rest = &rest[at + expected.len()..];
    }
    let days: Vec<&str> =
        told.split("<h2><time datetime=\"").skip(1).map(|day| day.split('"').next().unwrap()).collect();
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    assert_eq!(days, [day(sample::now() + SignedDuration::from_hours(24)), day(sample::now())]);
}

#[tokio::test]
async fn the_log_is_narrowed_by_person_and_by_kind() {
    let site = busy_site().await;
    let (cookie, _) = site.log_in().await;
    for (query, count, said) in [
        ("", 15, "Newest first"),
        ("?by=juma", 10, "drafts a change"),
        ("?by=&kind=", 15, "Newest first"),
        ("?kind=edition", 2, "for the"),
        ("?kind=draft", 3, "out of a draft"),
        ("?kind=verdict", 2, "is not"),
        ("?kind=mark", 3, "as fine"),
        ("?kind=lead", 2, "added by hand"),
        ("?kind=account", 3, "log in"),
        ("?by=operator&kind=account", 3, "All that was decided"),
        ("?by=amina&kind=mark", 0, "fits these choices"),
        ("?by=nobody", 0, "<option value=\"nobody\" selected>"),
        ("?cursor=1", 0, "Newer"),
    ] {
        let page = site.send("GET", &format!("/en/desk/activity{query}"), &[("cookie", &cookie)], "").await;
        let found = page.text().matches("<li><time ").count();
        assert_eq!((page.status.as_u16(), found), (200, count), "{query}");
        assert!(page.text().contains(said), "{query}: {said}");
    }
    for query in ["?kind=gossip", "?cursor=0", "?cursor=x", "?who=amina"] {
        let page = site.send("GET", &format!("/en/desk/activity{query}"), &[("cookie", &cookie)], "").await;
        assert_eq!(page.status.as_u16(), 400, "{query}");
    }
}

#[tokio::test]
async fn the_log_speaks_every_language() {
    let site = busy_site().await;
    let (cookie, _) = site.log_in().await;
    for (language, said) in [
        ("fr", "marque <a href=\"/fr/leads/0000000000000001\">"),
        ("sw", "amechapisha <a href=\"/sw/desk/editions#edition-1\">toleo 1</a>"),
        ("ar", "الطبعة"),
        ("so", "waxaa la daabacay <a href=\"/so/desk/editions#edition-1\">daabacaadda 1</a>"),
    ] {
        let page = site.send("GET", &format!("/{language}/desk/activity"), &[("cookie", &cookie)], "").await;
        assert!(page.text().contains(said), "{language}: {}", page.text());
        let home = site.send("GET", &format!("/{language}/desk"), &[("cookie", &cookie)], "").await;
        assert!(home.text().contains(&format!("href=\"/{language}/desk/activity\"")), "{language}");
    }
}

#[tokio::test]
async fn pages_of_many_decisions_lead_to_each_other() {
    let site = site().await;
    for lead in 0..120 {
        let decision = Decision::Marked { lead: LeadId(lead), mark: Some(Mark::Fine), postings: Vec::new() };
        site.desk.decide("juma", decision, sample::now()).await.unwrap();
    }
    let (cookie, _) = site.log_in().await;
    let link = |page: &str, rel: &str| {
        let at = page.find(&format!("rel=\"{rel}\" href=\""))?;
        Some(page[at..].split('"').nth(3).unwrap().replace("&#38;", "&").replace("&amp;", "&"))
    };
    let mut uri = "/en/desk/activity?by=juma".to_owned();
    for (lines, newer, older) in [(50, false, true), (50, true, true), (20, true, false)] {
        let page = site.send("GET", &uri, &[("cookie", &cookie)], "").await;
        let (next, prev) = (link(page.text(), "next"), link(page.text(), "prev"));
        let found = page.text().matches("<li><time ").count();
        assert_eq!((found, prev.is_some(), next.is_some()), (lines, newer, older), "{uri}");
        assert!(next.iter().chain(&prev).all(|href| href.contains("by=juma")), "the choice comes along");
        uri = next.or(prev).unwrap();
    }
    let page = site.send("GET", &uri, &[("cookie", &cookie)], "").await;
    assert_eq!(page.text().matches("<li><time ").count(), 50, "and back");
}

#[tokio::test]
async fn a_program_reads_the_log_page_by_page() {
    let site = busy_site().await;
    let (cookie, _) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let (mut told, mut next) = (Vec::new(), String::new());
    let schema = Contract::new().await.validator(&json!({ "$ref": "#/components/schemas/ActivityForm" }));
    let mut tags = Vec::new();
    loop {
        let answer = site.send("GET", &format!("/api/v1/desk/activity?limit=4{next}"), &headers, "").await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "private, no-store"));
        check(&schema, &answer, "/api/v1/desk/activity");
        tags.push(answer.header("etag").to_owned());
        let answer = answer.json();
        told.extend(answer["decisions"].as_array().unwrap().clone());
        match answer["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    tags.dedup();
    assert_eq!(tags.len(), told.len().div_ceil(4), "each page is named by what it holds");
    let did: Vec<&str> = told.iter().map(|decision| decision["did"].as_str().unwrap()).collect();
    let expected = "trainer-added trainer-removed restored published lead-closed lead-added marked marked marked \
        judged judged drafted undrafted drafted trainer-added";
    assert_eq!(did, expected.split_whitespace().collect::<Vec<_>>());
    assert!(told.is_sorted_by(|newer, older| newer["sequence"].as_u64() > older["sequence"].as_u64()));
    for (place, name, value) in [
        (0, "by", "operator"),
        (0, "name", "amina"),
        (3, "why", "for the <class>"),
        (4, "title", "Poster <b>for</b> a clinic"),
        (8, "mark", "scam"),
        (11, "change", "skill figma: weight → 0.4"),
    ] {
        assert_eq!(told[place][name], value, "{place}");
    }
    assert_eq!((&told[2]["edition"], &told[2]["restored"]), (&2.into(), &0.into()));
    assert_eq!((&told[9]["about"]["skill"], &told[9]["is"]), (&"figma".into(), &false.into()));
    assert!(!serde_json::to_string(&told).unwrap().contains("argon2"), "no secret is told");
    for (query, name) in [
        ("?kind=gossip", "invalid-parameter"),
        ("?limit=101", "invalid-parameter"),
        ("?cursor=-1", "invalid-parameter"),
        ("?by=a&by=b", "repeated-parameter"),
        ("?field=web-design", "unknown-parameter"),
    ] {
        let answer = site.send("GET", &format!("/api/v1/desk/activity{query}"), &headers, "").await;
        assert_eq!(answer.status.as_u16(), 400, "{query}");
        assert_eq!(answer.json()["type"], format!("/api/v1/problems/{name}"), "{query}");
    }
}
