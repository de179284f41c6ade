//! `q`: the words of a search.

use serde_json::json;

use crate::ask;

#[tokio::test]
async fn an_empty_box_and_a_full_list_are_no_mistakes() {
    let all = ask("/api/v1/leads").await.json();
    for query in ["q=", "q=+"] {
        assert_eq!(ask(&format!("/api/v1/leads?{query}")).await.json()["total"], all["total"], "{query}");
    }
    let most = ask("/api/v1/leads?q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+-p").await;
    assert_eq!(most.status, 200, "{}", most.text());
    let have = vec!["illustrator:learning"; 100].join(",");
    assert!(have.len() > 2000);
    let answer = ask(&format!("/api/v1/leads?have={have}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_search_by_signs_alone_is_told_in_the_language_of_the_page() {
    for (page, heading, to_do) in [
        ("/en/", "This cannot be searched for", "Try one word or a few"),
        ("/fr/", "Cette recherche ne peut pas se faire", "Essayez un mot"),
        ("/sw/", "Utafutaji huu hauwezekani", "Jaribu neno moja"),
        ("/ar/", "لا يمكن البحث بهذا", "جرّب كلمة"),
        ("/so/", "Tan laguma raadin karo", "Isku day hal eray"),
    ] {
        let answer = ask(&format!("{page}?q=!!!")).await;
        assert_eq!(answer.status, 400, "{page}");
        let titled = [format!("<title>{heading} · kazi</title>"), format!("<h1>{heading}</h1>")];
        assert!(titled.iter().all(|title| answer.text().contains(title)), "{}", answer.text());
        assert!(answer.text().contains(to_do), "{}", answer.text());
    }
}

#[tokio::test]
async fn phrases_count_everywhere() {
    let list = ask("/api/v1/leads?q=%22clinic+dental%22&facets=field").await.json();
    assert_eq!(list["facets"][0]["values"], json!([]), "{list:#}");
    let insights = ask("/api/v1/insights?q=%22theme+of+a%22").await.json();
    let leads: Vec<_> = insights["skills"].as_array().unwrap().iter().map(|skill| &skill["leads"]).collect();
    assert_eq!(leads, [&json!(1), &json!(1)], "{insights:#}");
}

#[tokio::test]
async fn a_slip_of_the_finger_is_told() {
    let list = ask("/api/v1/leads?q=shopfy").await.json();
    assert_eq!(list["did_you_mean"], "shopify", "{list:#}");
    assert_eq!(ask("/api/v1/leads?q=shopify").await.json()["did_you_mean"], json!(null));
    let page = ask("/en/?q=shopfy+theme").await;
    assert!(page.text().contains("Did you mean"), "{}", page.text());
    assert!(page.text().contains("?q=shopify"), "{}", page.text());
}
