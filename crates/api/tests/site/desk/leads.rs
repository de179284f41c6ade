//! What trainers say of leads, and the work that they add by hand.

use axum::http::StatusCode;
use kazi_desk::{DeskState, HAND_SOURCE, HandLead};
use kazi_domain::{AssessedPosting, Lead, PostingId, SameWork};
use kazi_store::Batch;

use super::{SAME, sample, site};

#[tokio::test]
async fn work_added_by_hand_is_closed_again() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let fields = format!("form={token}&title=Poster+for+a+clinic&text=Two+colours");
    let added = site.send("POST", "/en/desk/add", &headers, &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let id = added.header("location").rsplit('/').next().unwrap().to_owned();
    let close = async || {
        let uri = format!("/en/desk/leads/{id}/close");
        site.send("POST", &uri, &headers, &format!("form={token}")).await.status
    };
    assert_eq!(close().await, StatusCode::SEE_OTHER);
    assert!(site.desk.state().hand_leads.is_empty());
    assert_eq!(close().await, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing to close any more");
    let log = site.send("GET", "/fr/desk", &headers, "").await;
    assert!(log.text().contains("ajoute un travail à la main : <bdi>Poster for a clinic</bdi>"));
}

#[tokio::test]
async fn work_added_by_hand_that_is_known_already_is_found_and_closed_where_it_is_shown() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let (title, text) = ("Clinic site, new look".to_owned(), "Once more".to_owned());
    let lead = HandLead { title, text, url: None, company: None, pay: None, at: sample::now() };
    let added = DeskState::hand_lead_id(&lead);
    // The pipeline has put it into the lead of the same work, which a source showed before.
    let polled = sample::leads().remove(0);
    let own = sample::Sample { source: HAND_SOURCE, ..sample::Sample::new(added.0, &lead.title) }.posting();
    let own = AssessedPosting { same: SameWork::Near, ..own };
    assert_eq!(own.posting.id, PostingId(added.0));
    let joined = Lead::new(polled.id, polled.postings().iter().cloned().chain([own]).collect()).unwrap();
    let mut batch = Batch::default();
    batch.put_lead(joined);
    site.store.save(batch).await.unwrap();

    let fields = format!("form={token}&title=Clinic+site,+new+look&text=Once+more");
    let answer = site.send("POST", "/en/desk/add", &headers, &fields).await;
    let shown = answer.header("location");
    assert_eq!(shown, format!("/en/leads/{}", polled.id));
    let page = site.send("GET", shown, &headers, "").await;
    assert_eq!(page.status, StatusCode::OK);
    let close = format!("/en/desk/leads/{}/close", polled.id);
    assert!(page.text().contains(&close), "the page has a button that closes it");
    let answer = site.send("POST", &close, &headers, &format!("form={token}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(site.desk.state().hand_leads.is_empty());

    let json = [SAME, ("cookie", cookie.as_str()), ("content-type", "application/json")];
    let body = r#"{"title": "Clinic site, new look", "text": "Once more"}"#;
    let answer = site.send("POST", "/api/v1/desk/leads", &json, body).await;
    assert_eq!(answer.json()["id"], polled.id.to_string());
    let closed = site.send("DELETE", &format!("/api/v1/desk/leads/{}", polled.id), &headers, "").await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn verdicts_and_marks_are_about_what_is_there() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str()), ("content-type", "application/json")];
    let (there, missing) = ("0000000000000001", "0000000000000bad");
    let of = |field: &str, is: &str| format!(r#"{{"about": {{"field": "{field}"}}, "is": {is}}}"#);
    for (lead, what, body, status, name) in [
        (missing, "verdict", of("web-design", "true"), 404, "lead-not-found"),
        (missing, "mark", r#"{"mark": "scam"}"#.to_owned(), 404, "lead-not-found"),
        (there, "verdict", of("no-such-field", "true"), 422, "refused"),
        (there, "verdict", of("web-design", "true"), 204, ""),
        (there, "mark", r#"{"mark": "scam"}"#.to_owned(), 204, ""),
        (missing, "verdict", of("no-such-field", "null"), 204, "what was said is taken back of any"),
        (missing, "mark", r#"{"mark": null}"#.to_owned(), 204, ""),
    ] {
        let answer = site.send("PUT", &format!("/api/v1/desk/leads/{lead}/{what}"), &headers, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{lead} {what} {body} {}", answer.text());
        if status != 204 {
            assert_eq!(answer.json()["type"], format!("/api/v1/problems/{name}"));
        }
    }
    for (what, fields) in [("verdict", "about=field:web-design&is=yes"), ("mark", "mark=scam")] {
        let uri = format!("/en/desk/leads/{missing}/{what}");
        let form = site.send("POST", &uri, &headers[..2], &format!("form={token}&{fields}")).await;
        assert_eq!(form.status, StatusCode::NOT_FOUND, "{what}");
    }
    assert_eq!((site.desk.state().verdicts.size(), site.desk.state().marks.size()), (1, 1));
}
