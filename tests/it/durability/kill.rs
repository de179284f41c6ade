//! Killed at random moments: within start, polls, edits, backup, restore, compacting, and the end, where the
//! catalog is saved.

use std::{collections::BTreeMap, fs, time::Duration};

use super::{
    Chance,
    place::{Place, SERVE, Serving, told},
    saved::assert_like_the_store,
};

/// The longest that something goes on before it is killed.
const WITHIN_MS: u64 = 2_500;

/// What goes on while kazi is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum During {
    Start,
    Polls,
    Edits,
    BackupOfServing,
    Backup,
    Restore,
    Compact,
    End,
}

const ALL: [During; 8] = [
    During::Start,
    During::Polls,
    During::Edits,
    During::BackupOfServing,
    During::Backup,
    During::Restore,
    During::Compact,
    During::End,
];

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill_at_any_moment() {
    // Two minutes pass from round to round, so that the board is due whenever kazi starts.
    const STEP_S: i64 = 120;
    let rounds = super::number("KAZI_KILL_ROUNDS", 16);
    let seed = super::number("KAZI_KILL_SEED", 0x6b61_7a69);
    let mut chance = Chance::new(seed);
    let mut place = Place::new().await;
    let mut seen: BTreeMap<During, [u64; 2]> = BTreeMap::new();
    first_poll(&mut place).await;
    for round in 0..rounds {
        place.faults.set_clock(STEP_S * i64::try_from(round + 1).unwrap());
        let during = ALL[usize::try_from(round).unwrap() % ALL.len()];
        let cut = kill_during(during, &mut place, &mut chance).await;
        let count = seen.entry(during).or_default();
        count[0] += 1;
        count[1] += u64::from(cut);
        place.assert_whole(&format!("seed {seed}, round {round}, killed during {during:?}")).await;
    }
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    place.assert_leads(&kazi, &format!("seed {seed}")).await;
    let (keys, leads, polls) = (place.keys.len(), place.leads.len(), place.board.polls);
    eprintln!(
        "rounds and how many were cut short: {seen:?}; kept: {keys} keys, {leads} leads; {polls:?} polls"
    );
}

async fn first_poll(place: &mut Place) {
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    kazi.wait_for("/readyz", |_| true).await;
    place.note_leads(&kazi).await;
    assert!(!place.leads.is_empty());
    kazi.kill().await;
}

/// Kills within something; whether it was still going on.
async fn kill_during(during: During, place: &mut Place, chance: &mut Chance) -> bool {
    let wait = Duration::from_millis(chance.below(WITHIN_MS));
    match during {
        During::Start => cut(place.command(&SERVE), wait).await,
        During::Polls => kill_polling(place, wait * 2).await,
        During::Edits => kill_editing(place, wait * 4, chance).await,
        During::BackupOfServing => kill_backup_of_serving(place, wait / 4, chance).await,
        During::Backup => {
            let file = place.path("backup");
            let was_cut = cut(place.command(&["backup", file.to_str().unwrap()]), wait).await;
            assert_backup_whole(place).await;
            was_cut
        }
        During::Restore => kill_restoring(place, wait).await,
        During::Compact => cut(place.command(&["compact"]), wait).await,
        During::End => kill_ending(place, wait / 4).await,
    }
}

/// Runs something for a time and kills it; whether it had not ended by itself.
async fn cut(mut command: tokio::process::Command, wait: Duration) -> bool {
    let mut child = command.spawn().unwrap();
    let ended = tokio::time::timeout(wait, child.wait()).await;
    child.kill().await.unwrap();
    ended.is_err()
}

async fn kill_polling(place: &mut Place, wait: Duration) -> bool {
    let Ok(kazi) = Serving::start(place.command(&SERVE)).await else { panic!("it does not start") };
    tokio::time::sleep(wait).await;
    place.note_leads(&kazi).await;
    kazi.kill().await;
    true
}

/// What it saves at its end takes its time, so that the kill meets it.
async fn kill_ending(place: &mut Place, wait: Duration) -> bool {
    let Ok(mut kazi) = Serving::start(place.command(&SERVE)).await else { panic!("it does not start") };
    kazi.wait_for("/readyz", |_| true).await;
    place.note_leads(&kazi).await;
    place.faults.begin("slow");
    kazi.terminate().await;
    let ended = tokio::time::timeout(wait, kazi.child.wait()).await.is_ok();
    kazi.kill().await;
    place.faults.end("slow");
    assert_like_the_store(place, "killed at its end").await;
    !ended
}

/// Keys are added while kazi serves, by processes that are killed too.
async fn kill_editing(place: &mut Place, wait: Duration, chance: &mut Chance) -> bool {
    let Ok(kazi) = Serving::start(place.command(&SERVE)).await else { panic!("it does not start") };
    let until = tokio::time::Instant::now() + wait;
    loop {
        let name = format!("key-{}-{}", place.keys.len(), chance.below(1_000_000));
        let mut adding = place.command(&["key", "add", &name]).spawn().unwrap();
        match tokio::time::timeout_at(until, adding.wait()).await {
            Ok(ended) => {
                assert!(ended.unwrap().success());
                place.keys.insert(name);
            }
            Err(_) => {
                adding.kill().await.unwrap();
                break;
            }
        }
    }
    kazi.kill().await;
    true
}

/// Kills the one that serves, or the one that takes the backup.
async fn kill_backup_of_serving(place: &mut Place, wait: Duration, chance: &mut Chance) -> bool {
    let Ok(kazi) = Serving::start(place.command(&SERVE)).await else { panic!("it does not start") };
    let file = place.path("backup");
    let mut backup = place.command(&["backup", file.to_str().unwrap()]).spawn().unwrap();
    let ended = tokio::time::timeout(wait, backup.wait()).await.is_ok();
    if chance.below(2) == 0 {
        kazi.kill().await;
        let _ = backup.wait().await.unwrap();
    } else {
        backup.kill().await.unwrap();
        assert!(kazi.get("/healthz").await.is_some(), "it goes on without the one that asked");
        kazi.kill().await;
    }
    assert_backup_whole(place).await;
    !ended
}

/// A file under the name of a backup is a whole one, or there is none.
async fn assert_backup_whole(place: &Place) {
    let file = place.path("backup");
    if file.exists() {
        let checked = place.run(&["restore", "--check", file.to_str().unwrap()]).await;
        assert!(checked.status.success(), "{}", told(&checked));
        fs::remove_file(file).unwrap();
    }
}

/// A restore that is cut off leaves a folder that no command takes for whole, and can be done again.
async fn kill_restoring(place: &Place, wait: Duration) -> bool {
    let (file, data) = (place.path("to-restore"), place.path("restored"));
    let made = place.run(&["backup", file.to_str().unwrap()]).await;
    assert!(made.status.success(), "{}", told(&made));
    let args = ["restore", file.to_str().unwrap()];
    let was_cut = cut(place.command_on(&data, &args), wait).await;
    if was_cut {
        let unfinished = data.join("restoring").exists();
        let listed = place.command_on(&data, &["key", "list"]).output().await.unwrap();
        let whole = place.keys.iter().all(|key| told(&listed).contains(key.as_str()));
        assert!(!listed.status.success() || (whole && !unfinished), "{}", told(&listed));
        if unfinished || !data.exists() {
            let again = place.command_on(&data, &args).output().await.unwrap();
            assert!(again.status.success(), "{}", told(&again));
        }
    }
    if data.join("store").exists() {
        let checked = place.command_on(&data, &["check"]).output().await.unwrap();
        assert_eq!(checked.status.code(), Some(0), "{}", told(&checked));
        fs::remove_dir_all(&data).unwrap();
    }
    fs::remove_file(file).unwrap();
    was_cut
}
