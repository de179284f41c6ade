//! A journal that lost entries, beside a store that knows better.

use std::fs;

use super::place::{Place, SERVE, Serving, told};

async fn refuses(place: &Place, what: &str, says: &str) {
    let checked = place.run(&["check"]).await;
    assert!(checked.status.code() == Some(3) && told(&checked).contains(says), "{what}: {}", told(&checked));
    for args in [&SERVE[..], &["poll"], &["top"]] {
        let ended = place.run(args).await;
        let told = told(&ended);
        assert!(ended.status.code() == Some(1) && told.contains(says), "{what}, {args:?}: {told}");
        assert!(told.contains("kazi check --accept-journal"), "{what}, {args:?}: {told}");
    }
    let backup = place.path("refused.backup");
    let taken = place.run(&["backup", backup.to_str().unwrap()]).await;
    assert!(taken.status.code() == Some(1) && told(&taken).contains(says), "{what}: {}", told(&taken));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_lost_entries_is_noticed_and_refused() {
    let place = Place::new().await;
    for key in ["one", "two", "three"] {
        assert!(place.run(&["key", "add", key]).await.status.success());
    }
    assert!(place.run(&["poll"]).await.status.success());
    let path = place.data().join("journal.jsonl");
    let whole = fs::read(&path).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').map(|at| at + 1).collect();
    fs::remove_file(&path).unwrap();
    refuses(&place, "removed", "the journal ends with entry 0, and 3 were acknowledged: 3 are lost").await;
    fs::write(&path, "").unwrap();
    refuses(&place, "emptied", "ends with entry 0").await;
    fs::write(&path, &whole[..ends[0]]).unwrap();
    refuses(&place, "cut at the end of a line", "ends with entry 1, and 3 were acknowledged: 2 are lost")
        .await;
    fs::write(&path, &whole[..ends[1] + 20]).unwrap();
    refuses(&place, "cut within a line", "ends with entry 2").await;
    let other = Place::new().await;
    for key in ["four", "five", "six"] {
        assert!(other.run(&["key", "add", key]).await.status.success());
    }
    fs::copy(other.data().join("journal.jsonl"), &path).unwrap();
    refuses(&place, "another's", "entry 3 of the journal is not the one that was acknowledged").await;

    fs::write(&path, &whole).unwrap();
    assert!(place.run(&["check"]).await.status.success());
    assert!(place.run(&["poll"]).await.status.success());

    fs::write(&path, &whole[..ends[0]]).unwrap();
    let accepted = place.run(&["check", "--accept-journal"]).await;
    assert!(accepted.status.success() && told(&accepted).contains("2 are lost"), "{}", told(&accepted));
    assert!(place.run(&["poll"]).await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_while_kazi_serves_is_remembered() {
    let place = Place::new().await;
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap();
    assert!(place.run(&["key", "add", "one"]).await.status.success());
    let path = place.data().join("journal.jsonl");
    let away = place.path("away");
    // It follows within a second; a key that works shows that it has.
    let added = place.run(&["key", "add", "two"]).await;
    let key = told(&added).lines().find_map(|line| line.strip_prefix("key: ").map(str::to_owned)).unwrap();
    for _ in 0..600 {
        let asked =
            reqwest::Client::new().get(format!("{}/api/v1/leads", kazi.base)).bearer_auth(&key).send();
        if asked.await.is_ok_and(|answer| answer.status().is_success()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    fs::rename(&path, &away).unwrap();
    let checked = place.run(&["check"]).await;
    assert!(checked.status.code() == Some(3), "asked of the one that serves: {}", told(&checked));
    kazi.kill().await;
    refuses(&place, "removed while it served", "and 2 were acknowledged: 2 are lost").await;
    fs::rename(&away, &path).unwrap();
    place.assert_whole("put back").await;
}

/// What `top` says of a configuration without the sources of the data.
#[tokio::test(flavor = "multi_thread")]
async fn leads_of_sources_that_are_not_configured_are_told() {
    let place = Place::new().await;
    assert!(place.run(&["poll"]).await.status.success());
    let sources = place.path("config").join("sources.toml");
    fs::write(&sources, "").unwrap();
    let digest = place.path("work.txt");
    for args in [&["top"][..], &["digest", digest.to_str().unwrap()]] {
        let said = told(&place.run(args).await);
        assert!(said.contains("the configuration names no source of them"), "{args:?}: {said}");
        assert!(!said.contains("poll first"), "{args:?}: {said}");
    }
}
