//! Who gets into the trainers' pages and their API, and who does not.

use std::sync::Arc;

use axum::http::StatusCode;
use jiff::SignedDuration;
use kazi_desk::{Decision, hash_password};

use super::{
    desk::{API, PAGES, PASSWORD, SAME, Site, site},
    sample,
};

const FORMS: [&str; 11] = [
    "/en/desk/logout",
    "/en/desk/edit",
    "/en/desk/draft/remove",
    "/en/desk/draft/drop",
    "/en/desk/draft/move",
    "/en/desk/publish",
    "/en/desk/restore",
    "/en/desk/add",
    "/en/desk/leads/0000000000000001/verdict",
    "/en/desk/leads/0000000000000001/mark",
    "/en/desk/leads/0000000000000001/close",
];

impl Site {
    /// Every page sends to the log-in, every form and every route of the API is refused.
    async fn all_refused(&self, headers: &[(&str, &str)], forms: StatusCode, reads: bool) {
        let head = self.desk.state().head;
        for page in PAGES.iter().filter(|_| reads) {
            let answer = self.send("GET", page, headers, "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
            assert!(answer.header("location").ends_with("/desk/login"), "{page}");
        }
        for form in FORMS {
            let answer = self.send("POST", form, headers, "form=x&what=retire&skill=figma").await;
            assert_eq!(answer.status, forms, "{form}");
            let challenge = if forms == StatusCode::UNAUTHORIZED { "Bearer" } else { "" };
            assert_eq!(
                answer.header("www-authenticate"),
                challenge,
                "{form}: no browser asks for a password"
            );
        }
        for (method, route) in API.iter().filter(|(method, _)| reads || *method != "GET") {
            let answer = self.send(method, route, headers, "{}").await;
            assert_eq!(
                answer.status,
                if *method == "GET" { StatusCode::UNAUTHORIZED } else { forms },
                "{route}"
            );
        }
        assert_eq!(self.desk.state().head, head, "nothing was decided");
    }
}

#[tokio::test]
async fn nobody_gets_in_without_a_session_of_their_own() {
    let site = site().await;
    site.all_refused(&[SAME], StatusCode::UNAUTHORIZED, true).await;
    site.all_refused(&[SAME, ("cookie", "kazi_desk=made-up")], StatusCode::UNAUTHORIZED, true).await;
    let (cookie, _) = site.log_in().await;
    site.clock.store(Arc::new(sample::now() + SignedDuration::from_hours(3)));
    site.all_refused(&[SAME, ("cookie", &cookie)], StatusCode::UNAUTHORIZED, true).await;
}

#[tokio::test]
async fn other_sites_cannot_send_forms() {
    let site = site().await;
    let (cookie, _) = site.log_in().await;
    let from = |site: &'static str| [("sec-fetch-site", site), ("cookie", cookie.as_str())];
    for headers in [from("cross-site"), from("same-site"), from("none")] {
        site.all_refused(&headers, StatusCode::FORBIDDEN, false).await;
    }
    let foreign = [("origin", "https://evil.example"), ("host", "kazi.example"), ("cookie", cookie.as_str())];
    site.all_refused(&foreign, StatusCode::FORBIDDEN, false).await;
    site.all_refused(&[("cookie", &cookie)], StatusCode::FORBIDDEN, false).await;
    // A form without the session's token, though it says that it comes from here.
    let answer = site.send("POST", "/en/desk/draft/drop", &[SAME, ("cookie", &cookie)], "form=x").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_ends_with_log_out_and_with_another_password() {
    let site = site().await;
    let (cookie, token) = site.log_in().await;
    let (other, _) = site.log_in().await;
    let body = format!("form={token}");
    let out = site.send("POST", "/en/desk/logout", &[SAME, ("cookie", &cookie)], &body).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    let status = async |cookie: &str| site.send("GET", "/en/desk", &[("cookie", cookie)], "").await.status;
    assert_eq!(status(&cookie).await, StatusCode::SEE_OTHER);
    assert_eq!(status(&other).await, StatusCode::OK);
    let (name, password_hash) = ("amina".to_owned(), hash_password("another long password").unwrap());
    let changed = Decision::TrainerAdded { name, password_hash };
    site.desk.decide("operator", changed, sample::now()).await.unwrap();
    assert_eq!(status(&other).await, StatusCode::SEE_OTHER);
}

/// Fixation: whoever plants a cookie knows no session by it.
#[tokio::test]
async fn a_session_is_never_one_that_was_brought_along() {
    let site = site().await;
    let planted = "kazi_desk=planted";
    let body = format!("name=amina&password={}", PASSWORD.replace(' ', "+"));
    let mut given = Vec::new();
    for _ in 0..2 {
        let answer = site.send("POST", "/en/desk/login", &[SAME, ("cookie", planted)], &body).await;
        let set = answer.header("set-cookie");
        given.push(set.split(';').next().unwrap().to_owned());
        let status = site.send("GET", "/en/desk", &[("cookie", planted)], "").await.status;
        assert_eq!(status, StatusCode::SEE_OTHER, "the planted one opens nothing");
    }
    assert!(given.iter().all(|cookie| cookie.len() > planted.len() + 20), "long and random: {given:?}");
    assert_ne!(given[0], given[1], "a fresh one at every log-in");
}

#[tokio::test]
async fn wrong_passwords_are_slowed_down() {
    let site = site().await;
    for _ in 0..6 {
        let answer = site.send("POST", "/en/desk/login", &[SAME], "name=amina&password=wrong").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let body = format!("name=amina&password={}", PASSWORD.replace(' ', "+"));
    let answer = site.send("POST", "/en/desk/login", &[SAME], &body).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "even with the right one");
    assert_eq!(answer.header("retry-after"), "15");
    site.clock.store(Arc::new(sample::now() + SignedDuration::from_mins(1)));
    let answer = site.send("POST", "/en/desk/login", &[SAME], &body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
