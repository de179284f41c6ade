//! The demo end to end: real HTTP from made-up sources, a real store, the real page and API.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::process::Serving;

/// A demo on a port of its own, with its data in `folder`, whose first poll is done.
pub(crate) async fn demo_in(folder: &tempfile::TempDir) -> Serving {
    let data = folder.path().to_str().expect("a path of text");
    Serving::start(&["demo", "--listen", "127.0.0.1:0", "--data", data]).await
}

fn ids(leads: &Value) -> BTreeSet<String> {
    let leads = leads["leads"].as_array().expect("a list of leads");
    leads.iter().map(|lead| lead["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn the_demo_ranks_honest_well_paid_work_first() {
    let folder = tempfile::tempdir().unwrap();
    let kazi = demo_in(&folder).await;
    assert!(kazi.printed.contains("hidden"), "the table is printed first:\n{}", kazi.printed);

    let page = kazi.json("/api/v1/leads?limit=100").await;
    let leads = page["leads"].as_array().unwrap();
    assert!(leads.len() == 100 && page["total"].as_u64().unwrap() > 150, "{}", page["total"]);
    for lead in &leads[..20] {
        assert_eq!(lead["flags"].as_array().map(Vec::len), Some(0), "{lead}");
        assert_ne!(lead["reach"]["verdict"], "closed", "{lead}");
    }
    let worths: Vec<f64> = leads.iter().map(|lead| lead["worth"].as_f64().unwrap()).collect();
    assert!(worths.is_sorted_by(|a, b| a >= b), "{worths:?}");

    let first = leads[0]["id"].as_str().unwrap();
    let lead = kazi.json(&format!("/api/v1/leads/{first}")).await;
    assert_eq!(lead["id"], first);
    let (status, html) = kazi.get("/en/").await;
    assert!(status == 200 && html.contains(first), "the page shows the first lead");

    let (code, _) = kazi.stop().await;
    assert_eq!(code, Some(0), "SIGTERM is a clean stop");
}

#[tokio::test]
async fn every_route_answers_as_documented() {
    let folder = tempfile::tempdir().unwrap();
    let kazi = demo_in(&folder).await;
    for path in ["/healthz", "/readyz", "/metrics", "/api/v1/skills", "/api/v1/sources"] {
        let (status, body) = kazi.get(path).await;
        assert!(status == 200 && !body.is_empty(), "{path}: {status}");
    }
    let design =
        kazi.json("/api/v1/leads?field=web-design&min_hourly=5&posted_within=7d&sort=net_hourly").await;
    for lead in design["leads"].as_array().unwrap() {
        let fields = lead["fields"].as_array().unwrap();
        assert!(fields.iter().any(|field| field == "web-design"), "{lead}");
    }
    let (status, problem) = kazi.get("/api/v1/leads?min_hourli=5").await;
    assert_eq!(status, 400);
    assert!(problem.contains("min_hourly"), "it names the parameter that was meant: {problem}");
    let (status, _) = kazi.get("/api/v1/leads/0000000000000000").await;
    assert_eq!(status, 404);

    let sources = kazi.json("/api/v1/sources").await;
    let status = |id: &str| {
        let sources = sources["sources"].as_array().unwrap();
        sources.iter().find(|source| source["id"] == id).unwrap()["status"].clone()
    };
    assert_eq!(status("ratelimited")["health"], "failing");
    assert_eq!(
        (status("brokenxml")["health"].as_str(), status("brokenxml")["items"].as_u64()),
        (Some("fine"), Some(8))
    );
    // Nobody was reached there, so it is tried again in minutes; a source that answered waits its hour.
    assert_eq!(status("sleepy")["health"], "failing");
    assert!(status("sleepy")["next_poll"].as_str() < status("skyboard")["next_poll"].as_str());
}

#[tokio::test]
async fn a_kill_loses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let kazi = demo_in(&folder).await;
    let before = kazi.json("/api/v1/leads?limit=100&include_hidden=true&sort=posted").await;
    kazi.kill().await;
    let kazi = demo_in(&folder).await;
    let after = kazi.json("/api/v1/leads?limit=100&include_hidden=true&sort=posted").await;
    assert_eq!(before["total"], after["total"]);
    assert_eq!(ids(&before), ids(&after));
}

#[tokio::test]
async fn a_digest_is_written_once_nobody_serves_and_says_so_before() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (data, file) = (data.to_str().unwrap().to_owned(), folder.path().join("work.html"));
    // Only work of sources that configuration names is shown.
    let config = folder.path().join("config");
    std::fs::create_dir(&config).unwrap();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/demo/sources.toml");
    std::fs::copy(sources, config.join("sources.toml")).unwrap();
    let digest = |file: &std::path::Path| {
        let mut command = std::process::Command::new(crate::process::binary());
        command
            .arg("--config")
            .arg(&config)
            .args(["digest", "--data", &data, "-n", "30", file.to_str().unwrap()])
            .output()
            .unwrap()
    };
    let kazi = Serving::start(&["demo", "--listen", "127.0.0.1:0", "--data", &data]).await;
    let refused = digest(&file);
    let errors = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{errors}");
    assert!(errors.contains("/en/digest.html") && errors.contains("in use"), "{errors}");
    assert!(!file.exists(), "nothing is left where nothing was written");

    let (code, _) = kazi.stop().await;
    assert_eq!(code, Some(0));
    let written = digest(&file);
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let html = std::fs::read_to_string(&file).unwrap();
    assert!(html.starts_with("<!") && html.matches("<article>").count() == 30, "{html}");
    let file = file.with_extension("txt");
    assert!(digest(&file).status.success());
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("http") && !text.contains("<article>"), "{text}");
}
