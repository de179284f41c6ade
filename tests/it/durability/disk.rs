//! A disk that fails or is slow, and a clock that jumps: nothing is told as done that is not, and what was done stays.

use std::{process::Output, sync::atomic::Ordering};

use super::place::{Place, SERVE, Serving, told};

/// A place with one key and the leads of one poll.
pub async fn filled() -> Place {
    let mut place = Place::new().await;
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    kazi.wait_for("/readyz", |_| true).await;
    place.note_leads(&kazi).await;
    assert!(!place.leads.is_empty());
    kazi.kill().await;
    add_key(&mut place, "before").await;
    place
}

pub async fn add_key(place: &mut Place, name: &str) {
    let added = place.run(&["key", "add", name]).await;
    assert!(added.status.success(), "{}", told(&added));
    place.keys.insert(name.to_owned());
}

/// It said that it failed, and why.
pub fn assert_refused(output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", told(output));
    assert!(told(output).contains(why), "{why:?} is missing in: {}", told(output));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_is_told_and_loses_nothing() {
    let mut place = filled().await;
    for (fault, why) in [
        ("sync", "may have been kept, or not"),
        ("full", "No space left on device"),
        ("readonly", "Read-only file system"),
    ] {
        place.faults.begin(fault);
        assert_refused(&place.run(&["key", "add", fault]).await, why);
        assert!(!place.run(&["top"]).await.status.success(), "{fault}: a start that cannot write says so");
        let backup = place.data().join("backup");
        assert!(!place.run(&["backup", backup.to_str().unwrap()]).await.status.success());
        assert!(!backup.exists(), "{fault}: no backup is better than half of one");
        place.faults.end(fault);
        place.assert_whole(fault).await;
        add_key(&mut place, &format!("after-{fault}")).await;
    }
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    place.assert_leads(&kazi, "after all faults").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_while_kazi_serves_ends_it_and_loses_nothing() {
    for fault in ["sync", "full"] {
        let place = filled().await;
        place.faults.set_clock(120);
        place.faults.begin(fault);
        // What a start writes may fail already; else the first poll does.
        let code = match Serving::start(place.command(&SERVE)).await {
            Ok(mut kazi) => kazi.child.wait().await.unwrap().code(),
            Err(ended) => ended.status.code(),
        };
        assert_eq!(code, Some(1), "{fault}");
        place.faults.end(fault);
        place.assert_whole(fault).await;
        let kazi =
            Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
        place.assert_leads(&kazi, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_loses_nothing() {
    const DAY_S: i64 = 86_400;
    let place = filled().await;
    for seconds in [DAY_S, -DAY_S, 30 * DAY_S, -3_650 * DAY_S, 0] {
        place.faults.set_clock(seconds);
        place.assert_whole(&format!("clock off by {seconds} s")).await;
        let kazi =
            Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
        kazi.wait_for("/readyz", |_| true).await;
        place.assert_leads(&kazi, &format!("clock off by {seconds} s")).await;
        kazi.kill().await;
    }
}

/// Backwards and forwards while kazi serves: it polls on, and shows what it showed.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_back_and_forth_stops_no_polls() {
    const DAY_S: i64 = 86_400;
    let place = filled().await;
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    for seconds in [10 * DAY_S, -DAY_S, 0] {
        let before = place.board.polls.load(Ordering::Relaxed);
        place.faults.set_clock(seconds);
        place.until_polled(before).await;
        place.assert_leads(&kazi, &format!("clock off by {seconds} s")).await;
    }
    assert_eq!(kazi.stop().await, Some(0));
    place.assert_whole("after all jumps").await;
}

/// Every fsync takes a fifth of a second: what must be on the disk waits for it, and readers do not.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_disk_keeps_no_reader_waiting() {
    let mut place = filled().await;
    place.faults.begin("slow");
    place.faults.set_clock(120);
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    kazi.wait_for("/readyz", |_| true).await;
    let before = place.board.polls.load(Ordering::Relaxed);
    place.faults.set_clock(360);
    let mut answered = 0;
    tokio::select! {
        () = async {
            add_key(&mut place, "slowly").await;
            place.until_polled(before).await;
        } => {}
        () = async {
            loop {
                assert!(kazi.get("/en/").await.is_some());
                answered += 1;
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        } => {}
    }
    assert!(
        answered > 20,
        "readers were answered {answered} times while an edit and a poll waited for the disk"
    );
    place.note_leads(&kazi).await;
    // Within the writes that are under way.
    kazi.kill().await;
    place.faults.end("slow");
    place.assert_whole("after a slow disk").await;
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    place.assert_leads(&kazi, "after a slow disk").await;
}
