//! The saved catalog is a copy: whatever happens to its file, readers see what the store holds.

use std::{
    fs::{self, File},
    path::Path,
};

use super::{
    disk::filled,
    place::{Place, Serving, told},
};

pub const ONLY_SHOW: [&str; 4] = ["serve", "--no-poll", "--listen", "127.0.0.1:0"];

/// What befalls a file.
type Harm = fn(&Path);

/// What befalls this one; the tests of the catalog cut and flip it in every place.
const HARMS: [(&str, Harm); 3] = [
    ("cut in half", |file| {
        let whole = fs::metadata(file).unwrap().len();
        File::options().write(true).open(file).unwrap().set_len(whole / 2).unwrap();
    }),
    ("torn", |file| {
        let mut bytes = fs::read(file).unwrap();
        bytes.iter_mut().skip(512).take(4096).for_each(|byte| *byte = 0);
        fs::write(file, bytes).unwrap();
    }),
    ("a folder in its place", |file| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
    }),
];

/// What a start shows that does not poll.
async fn shown(place: &Place) -> std::collections::BTreeMap<String, String> {
    let kazi =
        Serving::start(place.command(&ONLY_SHOW)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    let shown = kazi.shown().await;
    kazi.kill().await;
    shown
}

/// Readers see the same with the saved catalog and without.
pub async fn assert_like_the_store(place: &Place, what: &str) {
    let file = place.data().join("store/catalog");
    let with = shown(place).await;
    if file.exists() {
        fs::remove_file(&file).unwrap();
    }
    assert_eq!(with, shown(place).await, "{what}: the saved catalog shows what the store does not hold");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_catalog_that_was_harmed_shows_what_the_store_holds() {
    let place = filled().await;
    let file = place.data().join("store/catalog");
    let kazi =
        Serving::start(place.command(&ONLY_SHOW)).await.unwrap_or_else(|ended| panic!("{}", told(&ended)));
    let expected = kazi.shown().await;
    assert_eq!(kazi.stop().await, Some(0), "it saves the catalog at its end");
    assert!(!expected.is_empty());
    let saved = fs::read(&file).expect("it was saved");
    for (harm, befall) in HARMS {
        fs::write(&file, &saved).unwrap();
        fs::write(file.with_extension("unfinished"), &saved[..saved.len() / 2]).unwrap();
        befall(&file);
        assert_eq!(shown(&place).await, expected, "{harm}");
        if file.is_dir() {
            fs::remove_dir(&file).unwrap();
        }
    }
}
