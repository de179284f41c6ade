//! Polls, edits and readers at once, for `KAZI_SOAK_SECONDS` (45): memory, disk, descriptors and waiting times
//! are flat in the end. With `KAZI_SOAK_CHART` the samples become a drawing in that file.
//!
//! The clock goes thirty times as fast as ours, so that what ends is removed meanwhile, as in weeks.

mod chart;
mod samples;
mod trainer;

use std::{
    fs,
    sync::{Arc, Mutex, atomic::Ordering},
    time::Duration,
};

use tokio::{task::JoinSet, time::Instant};

use self::{samples::Samples, trainer::Trainer};
use super::place::{Place, SERVE, Serving, told};

const CLOCK_FASTER: u64 = 30;
/// Items of one source at one time.
const ITEMS: u64 = 200;
const READERS: usize = 3;
/// A reader looks at what came before asking again.
const THINKS: Duration = Duration::from_millis(40);
const SAMPLE_EVERY: Duration = Duration::from_secs(1);
/// An edit in so many samples.
const EDIT_EVERY: u64 = 2;
/// Nobody is refused for asking often, work that ended goes within a minute of ours, and nothing else differs.
const SETTINGS: [(&str, &str); 2] = [
    ("requests_per_minute = 600\n", "requests_per_minute = 0\n"),
    ("keep_ended = \"60d\"", "keep_ended = \"20m\""),
];
const READ: [&str; 8] = [
    "/en/",
    "/api/v1/leads?limit=20",
    "/ar/?q=logo",
    "/api/v1/leads?have=wordpress&limit=50",
    "/api/v1/leads.csv",
    "/en/insights",
    "/api/v1/changes",
    "/en/sources",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_takes_stays_the_same_however_long_it_runs() {
    let seconds = super::number("KAZI_SOAK_SECONDS", 45);
    let place = Place::with(ITEMS, &SETTINGS).await;
    let added = place.run(&["trainer", "add", "amina"]).await;
    assert!(added.status.success(), "{}", told(&added));
    let kazi = Serving::start(place.command(&SERVE)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    kazi.wait_for("/readyz", |_| true).await;
    let kazi = Arc::new(kazi);
    let mut trainer = Trainer::log_in(Arc::clone(&kazi), &told(&added)).await;
    let waits: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let mut readers = JoinSet::new();
    for reader in 0..READERS {
        readers.spawn(read(Arc::clone(&kazi), reader, Arc::clone(&waits)));
    }
    let mut samples = Samples::default();
    for second in 1..=seconds {
        let next = Instant::now() + SAMPLE_EVERY;
        place.faults.set_clock(i64::try_from(second * (CLOCK_FASTER - 1)).unwrap());
        if second % EDIT_EVERY == 0 {
            trainer.edit().await;
        }
        tokio::time::sleep_until(next).await;
        assert!(readers.try_join_next().is_none(), "a reader was not answered");
        let waited = std::mem::take(&mut *waits.lock().unwrap());
        samples.take(&kazi, &place.data(), &waited);
    }
    readers.shutdown().await;
    if let Ok(file) = std::env::var("KAZI_SOAK_CHART") {
        fs::write(file, chart::draw(&samples)).unwrap();
    }
    let polls = place.board.polls.load(Ordering::Relaxed);
    eprintln!("{seconds} s: {polls} polls, {} edits; {samples}", trainer.edits);
    assert!(polls > seconds / 10 && trainer.edits > seconds / 10, "{polls} polls, {} edits", trainer.edits);
    samples.assert_flat();
    drop(trainer);
    let kazi = Arc::into_inner(kazi).expect("nobody else has it");
    assert_eq!(kazi.stop().await, Some(0));
    place.assert_whole("after the soak").await;
}

async fn read(kazi: Arc<Serving>, first: usize, waits: Arc<Mutex<Vec<Duration>>>) {
    for path in READ.iter().cycle().skip(first) {
        let asked = Instant::now();
        assert!(kazi.get(path).await.is_some(), "{path} is not answered");
        waits.lock().unwrap().push(asked.elapsed());
        tokio::time::sleep(THINKS).await;
    }
}
