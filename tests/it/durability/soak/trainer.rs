//! A trainer at work: adds leads and closes them again, and now and then publishes an edition.

use std::{collections::VecDeque, sync::Arc};

use reqwest::{
    Client, Method, RequestBuilder, StatusCode,
    header::{CONTENT_TYPE, COOKIE, ETAG, IF_MATCH, SET_COOKIE},
    redirect::Policy,
};

use crate::durability::place::Serving;

/// Leads of this trainer that are open at one time.
const OPEN: usize = 5;
/// An edition in so many edits.
const EDITION_EVERY: u64 = 10;

pub struct Trainer {
    kazi: Arc<Serving>,
    client: Client,
    cookie: String,
    open: VecDeque<String>,
    pub edits: u64,
}

impl Trainer {
    /// With the password that `kazi trainer add amina` printed.
    pub async fn log_in(kazi: Arc<Serving>, printed: &str) -> Self {
        let password = printed.lines().find_map(|line| line.strip_prefix("password: ")).expect("a password");
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let sent = client
            .post(format!("{}/en/desk/login", kazi.base))
            .header("sec-fetch-site", "same-origin")
            .body(format!("name=amina&password={password}"));
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let set = answer.headers()[SET_COOKIE].to_str().unwrap();
        let cookie = set.split(';').next().unwrap().to_owned();
        Self { kazi, client, cookie, open: VecDeque::new(), edits: 0 }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}/api/v1/desk{path}", self.kazi.base));
        request.header("sec-fetch-site", "same-origin").header(COOKIE, &self.cookie)
    }

    pub async fn edit(&mut self) {
        self.edits += 1;
        if self.edits.is_multiple_of(EDITION_EVERY) {
            self.publish().await;
        } else if self.open.len() < OPEN {
            self.add().await;
        } else {
            let oldest = self.open.pop_front().unwrap();
            let closed = self.ask(Method::DELETE, &format!("/leads/{oldest}")).send().await.unwrap();
            assert!(closed.status().is_success(), "{}", closed.status());
        }
    }

    async fn add(&mut self) {
        let title = format!("Kadi {} za harusi", self.edits);
        let lead = serde_json::json!({ "title": title, "text": "Malipo KSh 3,000 kwa zote" });
        let sent = self.ask(Method::POST, "/leads").body(lead.to_string());
        let answer = sent.header(CONTENT_TYPE, "application/json").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let told: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        self.open.push_back(told["id"].as_str().unwrap().to_owned());
    }

    /// A word comes in and goes out again.
    async fn publish(&self) {
        const WORD: &str = "\"kadi za harusi\", ";
        let answer = self.ask(Method::GET, "/book").send().await.unwrap();
        let tag = answer.headers()[ETAG].to_str().unwrap().to_owned();
        let book = answer.text().await.unwrap();
        let changed = if book.contains(WORD) {
            book.replace(WORD, "")
        } else {
            let (before, field) = book.split_once("id = \"graphic-design\"").expect("the field is there");
            let field = field.replacen("aliases = [", &format!("aliases = [{WORD}"), 1);
            format!("{before}id = \"graphic-design\"{field}")
        };
        let sent = self.ask(Method::PUT, "/book?why=soak").header(IF_MATCH, tag).body(changed);
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    }
}
