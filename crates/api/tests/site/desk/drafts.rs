//! A change of the skill book: drafted, looked at, published and taken back.

use axum::http::StatusCode;
use kazi_desk::{Decision, Signed};
use kazi_store::journal::NewEntry;

use super::{SAME, sample, site};

#[tokio::test]
async fn a_change_is_drafted_seen_published_and_taken_back() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let post = async |uri: &str, fields: &str| {
        site.send("POST", uri, &headers, &format!("form={token}&{fields}")).await
    };
    let edit = "what=add-alias&owner=field:graphic-design&text=zawadi+cards";
    assert_eq!(post("/en/desk/edit", edit).await.status, StatusCode::SEE_OTHER);
    let draft = site.send("GET", "/en/desk/draft", &headers, "").await;
    let change = "field graphic-design: + &#34;zawadi cards&#34;";
    assert!(draft.text().contains(change), "{}", draft.text());
    assert_eq!(draft.header("cache-control"), "private, no-store");
    let seen = site.desk.state().draft("amina").seen();
    assert_eq!(draft.text().matches(&format!("name=\"seen\" value=\"{seen}\"")).count(), 2, "of two forms");
    let publish = format!("why=for+class&seen={seen}");
    // In another tab the same trainer goes on: what was not seen is neither published nor thrown away.
    assert_eq!(post("/en/desk/edit", "what=retire&skill=figma").await.status, StatusCode::SEE_OTHER);
    for (form, fields) in [("publish", &publish), ("publish", &"why=x".to_owned()), ("draft/drop", &publish)]
    {
        let refused = post(&format!("/en/desk/{form}"), fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{form} {fields}");
        assert!(refused.text().contains("href=\"/en/desk/draft\""), "{form}: {}", refused.text());
        assert_eq!(site.desk.state().draft("amina").edits.len(), 2, "{form}");
    }
    let other = url::form_urlencoded::byte_serialize(
        serde_json::to_string(&site.desk.state().draft("amina").edits[1]).unwrap().as_bytes(),
    )
    .collect::<String>();
    let removed = post("/en/desk/draft/remove", &format!("place=1&edit={other}")).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(post("/en/desk/publish", &publish).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.desk.state().edition(), 1);
    let refused = post("/en/desk/edit", "what=retire&skill=no-such").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("<a class=\"go\" href=\"/en/desk\">"), "{}", refused.text());
    // What another trainer saw before is refused, and told.
    let stale = post("/en/desk/restore", "edition=0&base=0").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("amina has published edition 1"), "{}", stale.text());
    assert_eq!(post("/en/desk/restore", "edition=0&base=1").await.status, StatusCode::SEE_OTHER);
    let state = site.desk.state();
    assert_eq!((state.edition(), state.editions[1].restored), (2, Some(0)));
}

#[tokio::test]
async fn a_change_is_taken_out_of_the_draft_that_the_page_shows() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let post = async |uri: &str, fields: &str| {
        site.send("POST", uri, &headers, &format!("form={token}&{fields}")).await.status
    };
    for word in ["zawadi", "kadi"] {
        let edit = format!("what=add-alias&owner=field:graphic-design&text={word}");
        assert_eq!(post("/en/desk/edit", &edit).await, StatusCode::SEE_OTHER);
    }
    let page = site.send("GET", "/en/desk/draft", &headers, "").await;
    let sent = page.text().split("name=\"edit\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let sent = sent.replace("&#34;", "\"");
    let edit: String = url::form_urlencoded::byte_serialize(sent.as_bytes()).collect();
    let remove = format!("place=0&edit={edit}");
    assert_eq!(post("/en/desk/draft/remove", &remove).await, StatusCode::SEE_OTHER);
    // Pressed twice, or on a page of before: another change stands in that place now.
    assert_eq!(post("/en/desk/draft/remove", &remove).await, StatusCode::CONFLICT);
    assert_eq!(post("/en/desk/draft/remove", "place=0").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.desk.state().draft("amina").edits.len(), 1);
}

#[tokio::test]
async fn an_empty_draft_shows_how_verdicts_come_out() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let lead = &sample::leads()[0];
    let field = lead.assessment().fields[0].clone();
    let judge = async |about: &str, is: &str| {
        let uri = format!("/en/desk/leads/{}/verdict", lead.id);
        site.send("POST", &uri, &headers, &format!("form={token}&about={about}&is={is}")).await.status
    };
    // An older kazi took verdicts on what no book has.
    let about = "skill:never-was".parse().unwrap();
    let decision = Decision::Judged { lead: lead.id, about, is: Some(true), postings: Vec::new() };
    let taken = serde_json::to_value(Signed { by: "amina".to_owned(), decision }).unwrap();
    site.desk.journal().append(NewEntry { at: sample::now(), what: taken }, None).await.unwrap();
    assert_eq!(judge(&format!("field:{field}"), "yes").await, StatusCode::SEE_OTHER);
    assert_eq!(judge("skill:illustrator", "yes").await, StatusCode::SEE_OTHER);
    assert_eq!(site.desk.state().verdicts.size(), 3);
    let page = site.send("GET", "/en/desk/draft", &headers, "").await;
    for (about, measure) in [
        (format!("field/{field}"), "right in 100 %, found 100 %"),
        ("skill/illustrator".to_owned(), "right in –, found 0 %"),
    ] {
        let link = format!("<a href=\"/en/desk/entry/{about}\">");
        let line = page.text().split(&link).nth(1).unwrap_or_else(|| panic!("{about}: {}", page.text()));
        assert!(line.split("</li>").next().unwrap().contains(measure), "{about}: {line}");
    }
    assert!(!page.text().contains("never-was"), "the book does not have it");
}
