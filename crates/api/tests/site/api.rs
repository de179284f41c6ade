//! `/api/v1`.

use serde_json::{Value, json};

use crate::{ask, ask_of, sample};

pub(super) fn titles(list: &Value) -> Vec<&str> {
    list["leads"].as_array().expect("leads").iter().filter_map(|lead| lead["title"].as_str()).collect()
}

#[tokio::test]
async fn leads_come_best_first_with_exact_counts() {
    let list = ask("/api/v1/leads").await.json();
    let titles = titles(&list);
    assert_eq!(titles[0], "New look for the site of a dental clinic");
    assert_eq!(titles.len(), 6);
    assert_eq!(list["total"], 6);
    assert_eq!(list["hidden"], 3);
    let reasons: Vec<&str> =
        list["hidden_by"].as_array().unwrap().iter().filter_map(|h| h["reason"].as_str()).collect();
    assert_eq!(reasons, ["closed", "flagged", "ended"]);
    let worths: Vec<f64> =
        list["leads"].as_array().unwrap().iter().filter_map(|lead| lead["worth"].as_f64()).collect();
    assert!(worths.is_sorted_by(|a, b| a >= b), "{worths:?}");
}

#[tokio::test]
async fn every_filter_narrows() {
    let cases = [
        ("field=graphic-design", 1),
        ("field=web-design,graphic-design", 6),
        ("skill=shopify", 1),
        ("skill_all=figma,webflow", 1),
        ("min_hourly=15", 2),
        ("max_hourly=10", 2),
        ("source=other-board", 1),
        ("exclude_source=sample-board", 1),
        ("language=fr,ar", 2),
        ("posted_within=12h", 4),
        ("has_pay=false", 2),
        ("flags=free-work", 1),
        ("reach=unknown", 1),
        ("reach=closed", 1),
        ("include_hidden=true", 9),
        ("q=logo", 0),
        ("q=shopify+-theme", 0),
        ("q=dental", 1),
        ("q=themes+shop", 1),
        ("q=refontes", 1),
        ("q=%22dental+clinic%22", 1),
        ("q=%22clinic+dental%22", 0),
        ("q=%22themes%22", 0),
        ("q=site+-%22dental+clinic%22", 1),
    ];
    for (query, total) in cases {
        let list = ask(&format!("/api/v1/leads?{query}")).await.json();
        assert_eq!(list["total"], total, "{query}: {list:#}");
    }
}

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

#[tokio::test]
async fn a_profile_changes_fit_reach_and_order() {
    let list = ask("/api/v1/leads?have=shopify:strong,css:learning&country=KE").await.json();
    assert_eq!(list["leads"][0]["title"], "Fixes to the theme of a Shopify shop");
    assert_eq!(list["leads"][0]["fit"]["have"], json!(["shopify", "css"]));
    let from_us = ask("/api/v1/leads?country=US").await.json();
    assert!(titles(&from_us).contains(&"Brand designer, US only"));
    assert!(!titles(&from_us).contains(&"Fixes to the theme of a Shopify shop"));
}

#[tokio::test]
async fn pages_of_a_list_join_without_gap_or_repeat() {
    let site = kazi_api::Site::new(sample::site(sample::leads()).await);
    let whole = crate::send(&site, "GET", "/api/v1/leads", &[]).await.json();
    let mut uri = "/api/v1/leads?limit=2".to_owned();
    let mut joined = Vec::new();
    for _ in 0..3 {
        let answer = crate::send(&site, "GET", &uri, &[]).await;
        let list = answer.json();
        joined.extend(list["leads"].as_array().unwrap().clone());
        match list["next"].as_str() {
            Some(next) => {
                uri = format!("/api/v1/leads?limit=2&cursor={next}");
                assert_eq!(answer.header("link"), format!("<{uri}>; rel=\"next\""));
            }
            None => break,
        }
    }
    assert_eq!(&joined, whole["leads"].as_array().unwrap());
}

#[tokio::test]
async fn a_lead_explains_itself() {
    let lead = ask("/api/v1/leads/0000000000000001?have=figma,html").await.json();
    let factors = lead["explanation"]["factors"].as_array().unwrap();
    let names: Vec<&str> = factors.iter().filter_map(|factor| factor["factor"].as_str()).collect();
    assert_eq!(names, ["net_hourly", "fit", "open", "trust", "reach"]);
    assert_eq!(factors[1]["sentence"], "You have 2 of 4 of what it asks for; missing CSS, Webflow");
    assert!(factors.iter().all(|factor| factor["sentence"].as_str().is_some_and(|said| !said.is_empty())));
    let product: f64 = factors.iter().filter_map(|factor| factor["value"].as_f64()).product();
    assert!((product - lead["worth"].as_f64().unwrap()).abs() < 0.006, "{product} {}", lead["worth"]);
    assert_eq!(lead["all_postings"].as_array().unwrap().len(), 2);
    let facts =
        lead["all_postings"].as_array().unwrap().iter().find_map(|p| p["platform"]["facts"].as_array());
    assert_eq!(facts.unwrap()[0]["about"], "payout");
    assert_eq!(facts.unwrap()[0]["read_on"], "2026-11-12");
    assert_eq!(facts.unwrap()[0]["stale"], false);
    assert_eq!(lead["explanation"]["sum"][0]["figure"], "$300");
    let explained = ask("/api/v1/leads/0000000000000001/explain?have=figma,html").await.json();
    assert_eq!(explained, lead["explanation"]);
}

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

#[tokio::test]
async fn mistakes_are_explained() {
    let cases = [
        ("feild=web-design", "unknown-parameter", "feild", Some("field")),
        ("field=web-desing", "invalid-parameter", "field", Some("web-design")),
        ("skill=fimga", "invalid-parameter", "skill", Some("figma")),
        ("have=figma:stong", "invalid-parameter", "have", Some("strong")),
        ("sort=worht", "invalid-parameter", "sort", Some("worth")),
        ("field=web-design&field=graphic-design", "repeated-parameter", "field", None),
        ("min_hourly=ten", "invalid-parameter", "min_hourly", None),
        ("min_hourly=-1", "invalid-parameter", "min_hourly", None),
        ("min_hourly=20&max_hourly=10", "invalid-parameter", "max_hourly", None),
        ("limit=0", "invalid-parameter", "limit", None),
        ("limit=101", "invalid-parameter", "limit", None),
        ("posted_within=soon", "invalid-parameter", "posted_within", None),
        ("posted_within=%C3%A9", "invalid-parameter", "posted_within", None),
        ("posted_within=99999999999999999999d", "invalid-parameter", "posted_within", None),
        ("cursor=zzz", "invalid-parameter", "cursor", None),
        ("country=Kenya", "invalid-parameter", "country", None),
        ("currency=XXX", "invalid-parameter", "currency", None),
        ("has_pay=maybe", "invalid-parameter", "has_pay", None),
        ("field=", "invalid-parameter", "field", None),
        ("q=!!!", "invalid-parameter", "q", None),
        ("q=-%22%22", "invalid-parameter", "q", None),
        ("q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q", "invalid-parameter", "q", None),
    ];
    for (query, kind, parameter, meant) in cases {
        let answer = ask(&format!("/api/v1/leads?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["type"], format!("/api/v1/problems/{kind}"), "{query}");
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert_eq!(problem["did_you_mean"].as_str(), meant, "{query}");
    }
    let sorted = ask("/api/v1/leads?limit=2&sort=posted").await.json();
    let cursor = sorted["next"].as_str().unwrap();
    assert_eq!(ask(&format!("/api/v1/leads?cursor={cursor}")).await.status, 400);
}

#[tokio::test]
async fn names_rights_and_health_can_be_read() {
    let skills = ask("/api/v1/skills").await.json();
    assert_eq!(skills["skills"][0]["id"], "figma");
    assert_eq!(ask("/api/v1/fields").await.json()["fields"][0]["name"], "Web design");
    let sources = ask("/api/v1/sources").await.json();
    assert_eq!(sources["sources"][0]["rights"]["floor_s"], 3600);
    assert_eq!(sources["sources"][3]["status"]["health"], "failing");
    assert_eq!(ask("/api/v1/skills?x=1").await.status, 400);
}

#[tokio::test]
async fn the_document_names_every_parameter_and_every_schema() {
    let document = ask("/api/v1/openapi.json").await.json();
    let parameters = document["paths"]["/api/v1/leads"]["get"]["parameters"].as_array().unwrap();
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::Null if name == "cursor" => continue,
            Value::Array(values) => {
                values.iter().map(|value| value.as_str().unwrap()).collect::<Vec<_>>().join(",")
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let answer =
            ask(&format!("/api/v1/leads?{name}={}", example.replace(' ', "+").replace('"', "%22"))).await;
        assert_eq!(answer.status, 200, "{name}={example}: {}", answer.text());
    }
    let text = document.to_string();
    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "no schema {name}");
    }
    for kind in document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"].as_array().unwrap()
    {
        assert_eq!(ask(kind.as_str().unwrap()).await.status, 200);
    }
}

#[tokio::test]
async fn no_leads_are_an_empty_list() {
    let list = ask_of(Vec::new(), "/api/v1/leads", &[]).await.json();
    assert_eq!(list["leads"], json!([]));
    assert_eq!(list["next"], Value::Null);
}

#[tokio::test]
async fn insights_count_what_the_list_shows() {
    let insights = ask("/api/v1/insights").await.json();
    for (kind, topics) in [("field", &insights["fields"]), ("skill", &insights["skills"])] {
        for topic in topics.as_array().unwrap() {
            let id = topic["id"].as_str().unwrap();
            let list = ask(&format!("/api/v1/leads?{kind}={id}")).await.json();
            assert_eq!(topic["leads"], list["total"], "{id}");
            let detail = ask(&format!("/api/v1/{kind}s/{id}/insights")).await.json();
            assert_eq!(detail["net_hourly"], topic["net_hourly"], "{id}");
            assert!(!detail["sources"].as_array().unwrap().is_empty(), "{id}");
            assert!(!detail.to_string().contains("secret-board"), "{id}");
        }
    }
    assert_eq!(ask("/api/v1/skills/no-such-skill/insights").await.status, 404);
    for (mistyped, meant) in [("skills/figmaa", "figma"), ("fields/web-desing", "web-design")] {
        let problem = ask(&format!("/api/v1/{mistyped}/insights")).await;
        assert_eq!(
            (problem.status.as_u16(), &problem.json()["did_you_mean"]),
            (404, &json!(meant)),
            "{mistyped}"
        );
    }
    assert_eq!(ask("/api/v1/leads?currency=kes&country=ke").await.status, 200);
}

#[tokio::test]
async fn what_to_learn_next_is_not_what_one_has() {
    let next = ask("/api/v1/learn-next?have=figma,html").await.json();
    let ids: Vec<&str> =
        next["skills"].as_array().unwrap().iter().filter_map(|skill| skill["id"].as_str()).collect();
    assert!(!ids.is_empty() && !ids.contains(&"figma") && !ids.contains(&"html"), "{ids:?}");
    let added = |skill: &Value| skill["added_worth"].as_f64().unwrap();
    assert!(next["skills"].as_array().unwrap().is_sorted_by(|a, b| added(a) >= added(b)));
}

#[tokio::test]
async fn sparse_answers_hold_what_was_asked_for() {
    let whole = ask("/api/v1/leads").await.json();
    let sparse = ask("/api/v1/leads?fields=id,worth").await.json();
    for (lead, full) in sparse["leads"].as_array().unwrap().iter().zip(whole["leads"].as_array().unwrap()) {
        assert_eq!(*lead, json!({ "id": full["id"], "worth": full["worth"] }));
        // Every part has a name here.
        let parts: Vec<&str> = full.as_object().unwrap().keys().map(String::as_str).collect();
        let all = ask(&format!("/api/v1/leads?fields={}", parts.join(","))).await.json();
        assert_eq!(all, whole);
    }
    assert_eq!(sparse["total"], whole["total"]);
    assert_eq!(
        ask("/api/v1/leads?fields=worth,id,id").await.text(),
        ask("/api/v1/leads?fields=id,worth").await.text()
    );
    assert_eq!(ask("/api/v1/leads?fields=titel").await.json()["did_you_mean"], "title");
}

#[tokio::test]
async fn a_mirror_is_told_what_is_new_and_what_is_gone() {
    let app = sample::site(sample::leads()).await;
    let store = std::sync::Arc::clone(&app.store);
    let site = kazi_api::Site::new(app);
    let get = async |uri: String| crate::send(&site, "GET", &uri, &[]).await.json();
    let mut since = "0-0".to_owned();
    let mut told = Vec::new();
    loop {
        let page = get(format!("/api/v1/changes?limit=4&since={since}")).await;
        told.extend(page["changes"].as_array().unwrap().clone());
        page["next"].as_str().unwrap().clone_into(&mut since);
        if page["more"] == false {
            break;
        }
    }
    let of = |name: &str| told.iter().filter(|change| change["change"] == name).count();
    assert_eq!(
        (of("new"), of("changed"), of("gone")),
        (8, 0, 2),
        "one ended, one must not be shown: {told:#?}"
    );
    assert!(told.iter().all(|change| change["lead"].is_null() == (change["change"] == "gone")));

    let none = get(format!("/api/v1/changes?since={since}")).await;
    assert_eq!((&none["changes"], &none["next"]), (&json!([]), &json!(since)), "nothing has changed");

    let mut batch = kazi_store::Batch::default();
    batch.put_lead(sample::Sample::new(1, "Another title").lead());
    batch.put_lead(sample::Sample { age: 0, ..sample::Sample::new(77, "Just in") }.lead());
    batch.remove_lead(kazi_domain::LeadId(2));
    store.save(batch).await.unwrap();
    let some = get(format!("/api/v1/changes?since={since}")).await;
    let mut names: Vec<(&str, &str)> = some["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (change["id"].as_str().unwrap(), change["change"].as_str().unwrap()))
        .collect();
    names.sort_unstable();
    let id = |number: u64| kazi_domain::LeadId(number).to_string();
    assert_eq!(names, [(&*id(1), "changed"), (&*id(2), "gone"), (&*id(77), "new")]);
}

#[tokio::test]
async fn who_followed_another_store_is_told_to_begin_anew() {
    let app = sample::site(sample::leads()).await;
    let last = app.store.list_changes(0, 100).await.unwrap().last().unwrap().sequence;
    let store = app.store.identity().await.unwrap();
    let site = kazi_api::Site::new(app);
    let now_s = sample::now().as_second();
    let hour_ago_s = now_s - 3600;
    let beyond = format!("812-{hour_ago_s}-{store}");
    let another = kazi_store::StoreId::new().unwrap();
    for told in [
        beyond.clone(),
        // Numbers that this store has passed, and ones that it may come to.
        format!("{}-{hour_ago_s}-{another}", last - 1),
        format!("{last}-{now_s}-{another}"),
        format!("0-{hour_ago_s}-{another}"),
        // From a kazi that told no store.
        format!("{last}-{hour_ago_s}"),
        format!("0-{hour_ago_s}"),
    ] {
        let since = format!("?since={told}");
        for (route, query, headers) in [
            ("changes", &*since, None),
            ("events", &*since, None),
            ("events", "", Some(("last-event-id", &*told))),
        ] {
            let uri = format!("/api/v1/{route}{query}");
            let answer = crate::send(&site, "GET", &uri, headers.as_slice()).await;
            assert_eq!(answer.status, 410, "{uri} {told}");
            assert_eq!(answer.json()["type"], "/api/v1/problems/unknown-change");
        }
    }
    let mut stale = sample::site(sample::leads()).await;
    stale.stale = std::sync::Arc::new(|| Some(sample::now()));
    let beyond = format!("812-{hour_ago_s}-{}", stale.store.identity().await.unwrap());
    let stale = kazi_api::Site::new(stale);
    // The last change; one that another machine told a moment ago; one that an old copy may still get.
    for (site, since) in [
        (&site, format!("{last}-{hour_ago_s}-{store}")),
        (&site, format!("812-{now_s}-{store}")),
        (&stale, beyond),
    ] {
        let answer = crate::send(site, "GET", &format!("/api/v1/changes?since={since}"), &[]).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["next"]), (200, &json!(since)));
    }
}

#[tokio::test]
async fn editions_are_listed_where_nobody_tunes_too() {
    assert_eq!(ask("/api/v1/editions").await.json(), json!({ "current": 0, "editions": [] }));
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
    let (list, median, from_50, to_20) = two_boards("other-board", "US").await;
    assert_eq!(list, [of("Coffee site", 90.0), of("Shop", 30.0)]);
    assert_eq!((median, from_50, to_20), (json!(60.0), 1, 0));
}

#[tokio::test]
async fn a_trend_is_told_only_of_weeks_that_are_known() {
    let mut leads: Vec<_> = (1..=10)
        .map(|id| {
            let mut old = sample::Sample::new(id, "Site for a school");
            (old.age, old.closed) = (40 * 24, id != 1);
            old.lead()
        })
        .collect();
    leads.extend((11..=16).map(|id| sample::Sample::new(id, "Site for a school").lead()));
    let app = sample::site(leads).await;
    let sources = std::sync::Arc::clone(&app.sources);
    let site = kazi_api::Site::new(app);
    let get = async || crate::send(&site, "GET", "/api/v1/insights", &[]).await.json();
    let page = async || crate::send(&site, "GET", "/en/insights", &[]).await.text().to_string();
    let insights = get().await;
    assert_eq!(insights["fields"][0]["posted_by_week"], json!([6, 0, 0, 0, 0, 10, 0, 0]), "{insights:#}");
    assert_eq!(insights["fields"][0]["trend"], 0.6, "what closed was there");
    assert_eq!(insights["weeks"]["known"], 8);
    assert!(page().await.contains("6 new in four weeks, 10 in the four before"));
    let days = |days: i64| jiff::SignedDuration::from_hours(24 * days);
    let mut fresh = Vec::clone(&sources.load());
    fresh.iter_mut().for_each(|source| source.status.read_since = Some(sample::now() - days(20)));
    sources.store(fresh.into());
    let insights = get().await;
    assert_eq!(insights["fields"][0]["trend"], json!(null), "read for 20 days");
    assert_eq!(insights["fields"][0]["posted_by_week"], json!([6, 0, null, null, null, null, null, null]));
    let told = page().await;
    assert!(told.contains("is not known yet") && !told.contains("in the four before"), "{told}");
    let mut forgetful = Vec::clone(&sources.load());
    forgetful.iter_mut().for_each(|source| source.status.keeps_ended = days(1));
    sources.store(forgetful.into());
    let insights = get().await;
    assert_eq!(insights["weeks"], json!({ "known": 0, "sources": [] }), "what ended is kept a day");
    assert_eq!(insights["fields"][0]["trend"], json!(null));
}
