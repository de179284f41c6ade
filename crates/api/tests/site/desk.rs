//! The trainers' pages and their API: what is done there. Who gets in is in `doors.rs`.

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use jiff::Timestamp;
use kazi_api::{DeskAccess, SourceInfo};
use kazi_desk::{Decision, Desk, DeskState, HAND_SOURCE, HandLead, Secret, Signed, hash_password};
use kazi_domain::{AssessedPosting, Lead, PostingId, SameWork};
use kazi_scoring::{RuleDocuments, Rules, hourly::RatesConfig};
use kazi_store::{
    Batch, Store,
    journal::{Journal, MemoryJournal, NewEntry},
};

use super::{Answer, sample};

pub(super) const PASSWORD: &str = "pole pole ndio mwendo";
/// Every page and form of the trainers.
pub(super) const PAGES: [&str; 8] = [
    "/en/desk",
    "/en/desk/entry/skill/figma",
    "/en/desk/draft",
    "/en/desk/editions",
    "/en/desk/suggestions",
    "/en/desk/activity",
    "/en/desk/add",
    "/sw/desk",
];
pub(super) const API: [(&str, &str); 10] = [
    ("GET", "/api/v1/desk/book"),
    ("PUT", "/api/v1/desk/book?why=x"),
    ("POST", "/api/v1/desk/preview"),
    ("GET", "/api/v1/desk/editions"),
    ("GET", "/api/v1/desk/activity"),
    ("POST", "/api/v1/desk/editions/0/restore?why=x"),
    ("PUT", "/api/v1/desk/leads/0000000000000001/verdict"),
    ("PUT", "/api/v1/desk/leads/0000000000000001/mark"),
    ("DELETE", "/api/v1/desk/leads/0000000000000001"),
    ("POST", "/api/v1/desk/leads"),
];
pub(super) const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

pub(super) struct Site {
    site: kazi_api::Site,
    pub desk: Arc<Desk>,
    pub clock: Arc<ArcSwap<Timestamp>>,
    store: Arc<dyn Store>,
}

fn config<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/../../config/{name}", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(super) async fn site() -> Site {
    let documents = RuleDocuments {
        book: config("skills.toml"),
        platforms: config("platforms.toml"),
        effort: config("effort.toml"),
        warnings: config("warnings.toml"),
        rates: config::<RatesConfig>("rates.toml").rates().unwrap(),
    };
    let rules = Rules::new(documents).unwrap_or_else(|errors| panic!("{errors:?}"));
    let book = std::fs::read_to_string(format!("{}/../../config/skills.toml", env!("CARGO_MANIFEST_DIR")));
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
    let desk = Arc::new(Desk::open(journal, &book.unwrap()).await.unwrap());
    let (name, password_hash) = ("amina".to_owned(), hash_password(PASSWORD).unwrap());
    desk.decide("operator", Decision::TrainerAdded { name, password_hash }, sample::now()).await.unwrap();
    let mut app = sample::site(sample::leads()).await;
    let access = DeskAccess::new(Arc::clone(&desk), Arc::new(ArcSwap::from_pointee(rules)));
    app.desk = Some(Arc::new(access));
    let clock = Arc::new(ArcSwap::from_pointee(sample::now()));
    let time = Arc::clone(&clock);
    app.clock = Arc::new(move || **time.load());
    // Nothing judges again here, so that whatever is decided is live at once.
    desk.tell_live(u64::MAX);
    let store = Arc::clone(&app.store);
    let mut sources = app.sources.load().to_vec();
    let by_hand = SourceInfo { id: HAND_SOURCE.parse().unwrap(), ..sources[0].clone() };
    sources.push(by_hand);
    app.sources.store(Arc::new(sources));
    Site { site: kazi_api::Site::new(app), desk, clock, store }
}

impl Site {
    pub async fn send(&self, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        use tower::ServiceExt;
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Logs in; answers the cookie and the token of the session's forms.
    pub async fn log_in(&self) -> (String, String) {
        let body = format!("name=amina&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.send("POST", "/en/desk/login", &[SAME], &body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let set = answer.header("set-cookie").to_owned();
        assert!(set.contains("HttpOnly; SameSite=Strict"), "{set}");
        let cookie = set.split(';').next().unwrap().to_owned();
        let page = self.send("GET", "/en/desk/add", &[("cookie", &cookie)], "").await;
        let token = page.text().split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        (cookie, token.to_owned())
    }
}

/// What one trainer types is text in the browsers of the others, and of students.
#[tokio::test]
async fn what_trainers_type_stays_text() {
    const TYPED: &str = "<script>alert(1)</script>";
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let headers = [SAME, ("cookie", cookie.as_str())];
    let book = site.send("GET", "/api/v1/desk/book", &headers, "").await;
    let named = book.text().replacen("name = \"Figma\"", &format!("name = \"Figma {TYPED}\""), 1);
    let named = named.replacen("aliases = [", &format!("aliases = [\"{TYPED}\", "), 1);
    assert!(named.matches(TYPED).count() == 2, "{named}");
    let tag = book.header("etag").to_owned();
    let publish = [SAME, ("cookie", &cookie), ("if-match", &tag)];
    let answer =
        site.send("PUT", "/api/v1/desk/book?why=%3Cscript%3Ealert(1)%3C/script%3E", &publish, &named).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let lead = serde_json::json!({ "title": TYPED, "text": TYPED, "company": TYPED }).to_string();
    let json = [SAME, ("cookie", &cookie), ("content-type", "application/json")];
    site.send("POST", "/api/v1/desk/leads", &json, &lead).await;
    let draft = format!("form=x&what=retire&skill={TYPED}");
    site.send("POST", "/en/desk/edit", &headers, &draft).await;
    let others =
        ["/en/", "/en/skills", "/en/insights", "/en/desk/add?title=%3Cscript%3Ealert(1)%3C/script%3E"];
    for page in PAGES.iter().chain(&others) {
        let answer = site.send("GET", page, &headers, "").await;
        assert!(!answer.text().contains(TYPED), "{page}");
    }
    let editions = site.send("GET", "/en/desk/editions", &headers, "").await;
    assert!(editions.text().contains("&#60;script&#62;alert(1)"), "the reason is shown: {}", editions.text());
}

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
    assert!(
        draft.text().contains("field graphic-design: + &quot;zawadi cards&quot;")
            || draft.text().contains("zawadi cards")
    );
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
async fn the_api_asks_for_the_edition_that_was_seen() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let headers = |tag: &'static str| [SAME, ("cookie", cookie.as_str()), ("if-match", tag)];
    let book = site.send("GET", "/api/v1/desk/book", &headers(""), "").await;
    assert_eq!((book.status, book.header("etag")), (StatusCode::OK, "\"edition-0\""));
    let text = book.text().replacen("weight = 0.5", "weight = 0.45", 1);
    let put = async |tag: &'static str, text: &str| {
        site.send("PUT", "/api/v1/desk/book?why=class", &headers(tag), text).await
    };
    let without = site.send("PUT", "/api/v1/desk/book?why=class", &headers("")[..2], &text).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    // As a client that asks for compressed answers is told it.
    let done = put("\"edition-0.br\"", &text).await;
    assert_eq!((done.status, done.header("etag")), (StatusCode::CREATED, "\"edition-1\""));
    assert_eq!(put("\"edition-0\"", book.text()).await.status, StatusCode::PRECONDITION_FAILED);
    let faulty = put("\"edition-1\"", "[[skill]]\nid = \"a b\"").await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(faulty.json()["type"], "/api/v1/problems/refused");
}

#[tokio::test]
async fn a_key_has_a_quota_of_its_own_until_it_is_removed() {
    let site = site().await;
    let key = Secret::new().unwrap();
    let name = || "mirror".to_owned();
    let added = Decision::KeyAdded { name: name(), secret_hash: key.hash(), scopes: vec!["read".to_owned()] };
    site.desk.decide("operator", added, sample::now()).await.unwrap();
    let bearer = format!("Bearer {}", key.reveal());
    let ask = async || site.send("GET", "/api/v1/skills", &[("authorization", &bearer)], "").await;
    let answer = ask().await;
    assert_eq!((answer.status.as_u16(), answer.header("ratelimit-policy")), (200, "\"key\";q=6000;w=60"));
    site.desk.decide("operator", Decision::KeyRemoved { name: name() }, sample::now()).await.unwrap();
    assert_eq!(ask().await.status, StatusCode::UNAUTHORIZED);
}

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

#[tokio::test]
async fn every_route_of_the_desk_is_described() {
    let site = site().await;
    let document = site.send("GET", "/api/v1/openapi.json", &[], "").await.json();
    for (method, route) in API {
        let path = route.split('?').next().unwrap().replace("0000000000000001", "{id}");
        let path = path.replace("/0/restore", "/{number}/restore");
        let described = &document["paths"][&path][method.to_lowercase()];
        assert!(described["operationId"].is_string(), "{method} {path}");
        assert_eq!(described["security"], serde_json::json!([{ "session": [] }]), "{method} {path}");
    }
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(
        (&schemes["session"]["in"], &schemes["session"]["name"]),
        (&"cookie".into(), &"kazi_desk".into())
    );
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
    let sent = sent.replace("&quot;", "\"").replace("&#34;", "\"");
    let edit: String = url::form_urlencoded::byte_serialize(sent.as_bytes()).collect();
    let remove = format!("place=0&edit={edit}");
    assert_eq!(post("/en/desk/draft/remove", &remove).await, StatusCode::SEE_OTHER);
    // Pressed twice, or on a page of before: another change stands in that place now.
    assert_eq!(post("/en/desk/draft/remove", &remove).await, StatusCode::CONFLICT);
    assert_eq!(post("/en/desk/draft/remove", "place=0").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.desk.state().draft("amina").edits.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_like_any_other() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let lead = "/api/v1/desk/leads/0000000000000001";
    let (verdict, mark) = (format!("{lead}/verdict"), format!("{lead}/mark"));
    let large = "x".repeat(3 << 20);
    let json = "application/json";
    for (method, uri, kind, body, status, name) in [
        ("PUT", "/api/v1/desk/book", "", "", 400, "invalid-parameter"),
        ("PUT", "/api/v1/desk/book?why=x&why=y", "", "", 400, "repeated-parameter"),
        ("PUT", "/api/v1/desk/book?wy=x", "", "", 400, "unknown-parameter"),
        ("PUT", "/api/v1/desk/book?why=x", "", &*large, 413, "body-too-large"),
        ("GET", "/api/v1/desk/editions?limit=3", "", "", 400, "unknown-parameter"),
        ("POST", "/api/v1/desk/editions/last/restore?why=x", "", "", 404, "edition-not-found"),
        ("PUT", &*verdict, json, "{", 400, "invalid-body"),
        ("PUT", &*verdict, json, r#"{"about": {"tool": "x"}}"#, 400, "invalid-body"),
        ("PUT", &*mark, "text/plain", "{}", 400, "invalid-body"),
        ("PUT", &*mark, json, r#"{"mark": "bad"}"#, 400, "invalid-body"),
        ("PUT", "/api/v1/desk/leads/x/mark", json, r#"{"mark": null}"#, 404, "lead-not-found"),
        ("POST", "/api/v1/desk/leads", json, r#"{"title": "x", "text": "", "at": 0}"#, 400, "invalid-body"),
        ("PATCH", "/api/v1/desk/book", "", "", 405, "method-not-allowed"),
    ] {
        let headers =
            [SAME, ("cookie", cookie.as_str()), ("content-type", kind), ("if-match", "\"edition-0\"")];
        let answer = site.send(method, uri, &headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {uri} {}", answer.text());
        assert_eq!(answer.json()["type"], format!("/api/v1/problems/{name}"), "{method} {uri}");
    }
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

#[tokio::test]
async fn a_program_is_told_what_its_request_lacks_and_how_often_it_may_ask() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let put = async |headers: &[(&str, &str)]| site.send("PUT", "/api/v1/desk/book?why=x", headers, "").await;
    let host = ("host", "kazi.example");
    let answer = put(&[host, ("cookie", &cookie)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("Origin: http://kazi.example"), "{}", answer.text());
    let answer = put(&[host, ("origin", "http://kazi.example")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("/en/desk/login"), "{}", answer.text());
    let answer = put(&[host, ("origin", "http://kazi.example"), ("cookie", &cookie)]).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(answer.header("ratelimit-policy").starts_with("\"address\""));
    let headers =
        [host, ("origin", "http://kazi.example"), ("cookie", &cookie), ("if-match", "\"edition-9\"")];
    let answer = put(&headers).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(answer.json()["detail"], "there is no edition 9 yet: the current one is 0");
}
