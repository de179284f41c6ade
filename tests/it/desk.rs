//! What a trainer was told is kept is there after the power goes, with the store and without it.

use std::{fs, path::Path};

use reqwest::{
    Client, Method, RequestBuilder, StatusCode,
    header::{COOKIE, ETAG, IF_MATCH, LOCATION, SET_COOKIE},
    redirect::Policy,
};

use crate::process::Serving;

/// A word that no posting of the demo holds.
const PHRASE: &str = "kadi za mwaliko";

/// A demo with its data in `folder`, and a trainer's session there.
struct Desk {
    kazi: Serving,
    client: Client,
    cookie: String,
}

impl Desk {
    /// Starts the demo; `password` is that of an earlier start, or the one that this start prints.
    async fn open(folder: &Path, password: &mut Option<String>) -> Self {
        let data = folder.to_str().expect("a path of text");
        let mut kazi = Serving::start(&["demo", "--listen", "127.0.0.1:0", "--data", data]).await;
        if password.is_none() {
            let line = kazi.next_line().await;
            *password = line.rsplit("password ").next().map(str::to_owned);
        }
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let password = password.as_deref().expect("the first start prints it");
        let answer = client
            .post(format!("{}/en/desk/login", kazi.base))
            .header("sec-fetch-site", "same-origin")
            .body(format!("name=trainer&password={password}"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{:?}", answer.headers().get(LOCATION));
        let set = answer.headers()[SET_COOKIE].to_str().unwrap();
        let cookie = set.split(';').next().unwrap().to_owned();
        Self { kazi, client, cookie }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}/api/v1/desk{path}", self.kazi.base));
        request.header("sec-fetch-site", "same-origin").header(COOKIE, &self.cookie)
    }

    /// The edition's entity tag and the text of the book.
    async fn book(&self) -> (String, String) {
        let answer = self.ask(Method::GET, "/book").send().await.unwrap();
        let tag = answer.headers()[ETAG].to_str().unwrap().to_owned();
        (tag, answer.text().await.unwrap())
    }

    /// Publishes the book with [`PHRASE`] among the words of graphic design.
    async fn publish(&self) {
        let (tag, book) = self.book().await;
        let (before, field) = book.split_once("id = \"graphic-design\"").expect("the field is there");
        let field = field.replacen("aliases = [", &format!("aliases = [\"{PHRASE}\", "), 1);
        let changed = format!("{before}id = \"graphic-design\"{field}");
        let sent = self.ask(Method::PUT, "/book?why=for+class").header(IF_MATCH, tag).body(changed);
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    }

    /// Adds a lead; answers its id.
    async fn add_lead(&self) -> String {
        let lead = serde_json::json!({ "title": format!("Kadi 40: {PHRASE}"), "text": "Malipo KSh 3,000" });
        let answer = self.ask(Method::POST, "/leads").body(lead.to_string());
        let answer = answer.header("content-type", "application/json").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let told: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        told["id"].as_str().unwrap().to_owned()
    }

    /// Holds that the edition is in use and the lead is shown, read as the edition says.
    async fn has_all(&self, lead: &str) {
        let (tag, book) = self.book().await;
        assert!(tag.starts_with("\"edition-1"), "{tag}");
        assert!(book.contains(PHRASE));
        let lead = self.kazi.json(&format!("/api/v1/leads/{lead}")).await;
        let fields = lead["fields"].as_array().unwrap();
        assert!(fields.iter().any(|field| field == "graphic-design"), "{lead}");
    }
}

#[tokio::test]
async fn what_was_answered_outlives_a_kill_and_a_lost_store() {
    let folder = tempfile::tempdir().unwrap();
    let mut password = None;
    let desk = Desk::open(folder.path(), &mut password).await;
    desk.publish().await;
    let lead = desk.add_lead().await;
    desk.has_all(&lead).await;
    desk.kazi.kill().await;

    let desk = Desk::open(folder.path(), &mut password).await;
    desk.has_all(&lead).await;
    desk.kazi.kill().await;

    fs::remove_dir_all(folder.path().join("store")).unwrap();
    let desk = Desk::open(folder.path(), &mut password).await;
    desk.has_all(&lead).await;
}
