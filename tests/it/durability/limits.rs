//! Limits of the system: descriptors and the size of a file. What cannot be done is refused, and the rest goes on.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::net::TcpStream;

use super::{
    disk::{add_key, assert_refused, filled},
    place::{SERVE, Serving, told},
};

/// From the fewest with which the runtime itself starts to more than a command needs.
const DESCRIPTORS: [u64; 4] = [8, 11, 15, 22];

#[tokio::test(flavor = "multi_thread")]
async fn without_descriptors_what_cannot_be_done_is_refused() {
    let mut place = filled().await;
    let (mut done, mut refused) = (0, 0);
    for descriptors in DESCRIPTORS {
        let name = format!("with-{descriptors}");
        let limit = format!("-n {descriptors}");
        let added = place.limited(&limit, &["key", "add", &name]).output().await.unwrap();
        if added.status.success() {
            place.keys.insert(name);
            done += 1;
        } else {
            assert_refused(&added, "Too many open files");
            refused += 1;
        }
        // A start needs some more.
        match Serving::start(place.limited(&limit, &SERVE)).await {
            Ok(kazi) => kazi.kill().await,
            Err(ended) => assert_refused(&ended, "Too many open files"),
        }
    }
    place.assert_whole("after all limits").await;
    assert!(done > 0 && refused > 0, "{done} done and {refused} refused: the limits lie where it matters");
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    place.assert_leads(&kazi, "after all limits").await;
}

/// Clients that connect and ask nothing get half of the descriptors: polls, edits and backups go on.
#[tokio::test(flavor = "multi_thread")]
async fn silent_clients_do_not_take_the_last_descriptor() {
    const LIMIT: usize = 80;
    let mut place = filled().await;
    place.faults.set_clock(120);
    let started = Serving::start(place.limited(&format!("-n {LIMIT}"), &SERVE)).await;
    let kazi = started.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    kazi.wait_for("/readyz", |_| true).await;
    let mut silent = Vec::new();
    for _ in 0..2 * LIMIT {
        silent.push(TcpStream::connect(kazi.address()).await.unwrap());
    }
    let before = place.board.polls.load(Ordering::Relaxed);
    let mut later = (360..3_600).step_by(240);
    loop {
        place.faults.set_clock(later.next().expect("sources that are due are polled"));
        // A poll that was under way when the clock went on makes the next one due only after its next step.
        if tokio::time::timeout(Duration::from_secs(10), place.until_polled(before)).await.is_ok() {
            break;
        }
    }
    add_key(&mut place, "meanwhile").await;
    let backup = place.path("backup");
    let taken = place.run(&["backup", backup.to_str().unwrap()]).await;
    assert!(taken.status.success(), "{}", told(&taken));
    drop(silent);
    kazi.wait_for("/healthz", |_| true).await;
    place.assert_leads(&kazi, "after the silent clients").await;
    assert_eq!(kazi.stop().await, Some(0));
    place.assert_whole("after the silent clients").await;
}

/// In blocks of 512 bytes, as every shell counts them in its mode for POSIX.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_may_not_grow_is_a_full_disk() {
    let mut place = filled().await;
    let mut refused = 0;
    for blocks in [0, 100] {
        let limit = format!("-f {blocks}");
        let name = format!("within-{blocks}");
        let added = place.limited(&limit, &["key", "add", &name]).output().await.unwrap();
        if added.status.success() {
            place.keys.insert(name);
        } else {
            assert_refused(&added, "File too large");
            refused += 1;
        }
        let ended = Serving::start(place.limited(&limit, &SERVE)).await;
        let code = match ended {
            Ok(mut kazi) => kazi.child.wait().await.unwrap().code(),
            Err(ended) => ended.status.code(),
        };
        assert_eq!(code, Some(1), "{limit}");
    }
    place.assert_whole("after all limits").await;
    assert!(refused > 0, "an edit met the limit");
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    place.assert_leads(&kazi, "after all limits").await;
}
