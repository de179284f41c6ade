//! `/api/v1/changes`: what a mirror is told.

use serde_json::json;

use crate::sample;

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
