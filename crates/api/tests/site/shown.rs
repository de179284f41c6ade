//! What readers are shown, and what their lists and counts rest on: nothing that they are not.

use serde_json::{Value, json};

use crate::{ask, leads::titles, sample};

#[tokio::test]
async fn what_must_not_be_shown_never_leaves() {
    for uri in ["/api/v1/leads?include_hidden=true", "/en/?include_hidden=true", "/api/v1/leads?q=never"] {
        let answer = ask(uri).await;
        assert!(!answer.text().contains("Never to be shown"), "{uri}");
    }
    assert_eq!(ask("/api/v1/leads/000000000000000a").await.status, 404);
    assert_eq!(ask("/en/leads/000000000000000a").await.status, 404);
    assert_eq!(ask("/api/v1/leads?source=secret-board").await.status, 400);
}

#[tokio::test]
async fn search_engines_are_told_what_owners_want() {
    let two_boards = ask("/api/v1/leads/0000000000000001").await;
    assert_eq!(two_boards.header("x-robots-tag"), "noindex");
    let one_board = ask("/en/leads/0000000000000002").await;
    assert_eq!(one_board.header("x-robots-tag"), "");
    assert!(!one_board.text().contains("noindex"));
    assert!(ask("/en/leads/0000000000000001").await.text().contains("noindex"));
}

/// One job on two boards: 90 dollars an hour for Americans alone on `dear`, 15 for everybody on the other; and another
/// job for 30. What each country is listed, and says of what it pays.
async fn two_boards(dear: &'static str, country: &str) -> (Vec<(String, Value)>, Value, u64, u64) {
    let priced = |id, title: &str, usd| {
        let mut sample = sample::Sample::new(id, title);
        sample.net = Some((usd, usd, usd));
        sample.pay = Some((usd, usd, kazi_domain::Currency::USD, kazi_domain::Per::Hour));
        sample
    };
    let mut ours = priced(1, "Coffee site", 90);
    (ours.source, ours.reach) = (dear, sample::only_in(&["US"], "US only"));
    if dear == "secret-board" {
        ours.reach = priced(1, "", 1).reach;
    }
    let theirs = priced(2, "Coffee site", 15);
    let lead =
        kazi_domain::Lead::new(kazi_domain::LeadId(1), vec![ours.posting(), theirs.posting()]).unwrap();
    let site = kazi_api::Site::new(sample::site(vec![lead, priced(3, "Shop", 30).lead()]).await);
    let get = async |path: &str| {
        let uri = format!("/api/v1/{path}country={country}");
        crate::send(&site, "GET", &uri, &[]).await.json()
    };
    for sort in ["net_hourly", "fit"] {
        let order = |list: &Value| titles(list).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(order(&get("leads?").await), order(&get(&format!("leads?sort={sort}&")).await));
    }
    let list = get("leads?").await;
    let shown = list["leads"].as_array().unwrap().iter();
    let shown =
        shown.map(|lead| (lead["title"].as_str().unwrap().to_owned(), lead["net_hourly"]["likely"].clone()));
    let median = get("insights?").await["skills"][0]["net_hourly"]["median"].clone();
    let total = async |filter: &str| get(&format!("leads?{filter}&")).await["total"].as_u64().unwrap();
    (shown.collect(), median, total("min_hourly=50").await, total("max_hourly=20").await)
}

#[tokio::test]
async fn what_is_ranked_filtered_and_counted_is_what_is_shown() {
    let of = |title: &str, usd: f64| (title.to_owned(), json!(usd));
    for (board, country) in [("other-board", "KE"), ("secret-board", "KE"), ("secret-board", "US")] {
        let (list, median, from_50, to_20) = two_boards(board, country).await;
        assert_eq!(list, [of("Shop", 30.0), of("Coffee site", 15.0)], "{board} {country}");
        assert_eq!((median, from_50, to_20), (json!(22.5), 0, 1), "{board} {country}");
    }
    // Who does without a board is shown what the other one pays.
    let (list, median, from_50, to_20) = two_boards("other-board", "US&exclude_source=other-board").await;
    assert_eq!(list, [of("Shop", 30.0), of("Coffee site", 15.0)]);
    assert_eq!((median, from_50, to_20), (json!(22.5), 0, 1));
    let (list, median, from_50, to_20) = two_boards("other-board", "US").await;
    assert_eq!(list, [of("Coffee site", 90.0), of("Shop", 30.0)]);
    assert_eq!((median, from_50, to_20), (json!(60.0), 1, 0));
}
