//! The trainers' pages and their API: what is done there. Who gets in is in `doors.rs`.

mod drafts;
mod leads;
mod programs;

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use jiff::Timestamp;
use kazi_api::{DeskAccess, SourceInfo};
use kazi_desk::{Decision, Desk, HAND_SOURCE, hash_password};
use kazi_scoring::{RuleDocuments, Rules, hourly::RatesConfig};
use kazi_store::{
    Store,
    journal::{Journal, MemoryJournal},
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
    app.sources.store(Arc::new(sources.into_iter().collect()));
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
