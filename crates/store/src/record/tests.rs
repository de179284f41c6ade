use std::{
    fs,
    path::{Path, PathBuf},
};

use kazi_domain::Lead;
use proptest::prelude::*;

use super::*;
use crate::sample::lead_of;

proptest! {
    #[test]
    fn a_lead_reads_back_as_it_was(id: u64, postings in proptest::collection::vec(any::<u64>(), 1..4)) {
        let lead = lead_of(id, &postings, 50);
        prop_assert_eq!(read_lead(LEAD_VERSION, &write_lead(&lead).unwrap()), Ok(lead));
    }

    #[test]
    fn bytes_that_are_no_lead_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_lead(LEAD_VERSION, &bytes).is_err());
    }

    #[test]
    fn a_bent_lead_never_panics(seed: u64, at: prop::sample::Index, byte: u8) {
        let mut bytes = write_lead(&lead_of(seed, &[seed], 30)).unwrap();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = read_lead(LEAD_VERSION, &bytes);
    }
}

/// The leads of the samples that stand in `fixtures/records`: together they use every field and variant.
const SEEDS: std::ops::Range<u64> = 0..14;

/// The file of a version: one record a line, in hexadecimal; or what was read of each.
fn golden(version: u16, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/records");
    folder.join(format!("lead-{version}.{ending}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> =
        hex.chars().map(|digit| digit.to_digit(16).expect("a hexadecimal digit")).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("two digits")).collect()
}

/// What a record says: a lead's other parts follow from these.
fn told(lead: &Lead) -> String {
    format!("Lead {{ id: {:?}, postings: {:?} }}\n", lead.id, lead.postings())
}

/// Records of every version that was ever written read as they did then. The bytes are never
/// written anew, but for a version that has none; what they mean, with `UPDATE_CASES=1`, for a
/// person to review.
#[test]
fn records_of_every_version_are_read() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    for version in 1..=LEAD_VERSION {
        let (written, read) = (golden(version, "hex"), golden(version, "txt"));
        if update && version == LEAD_VERSION && !written.exists() {
            let lines = SEEDS.map(|seed| hex(&write_lead(&lead_of(seed, &[seed], 20)).unwrap()) + "\n");
            fs::write(&written, lines.collect::<String>()).unwrap();
        }
        let records = fs::read_to_string(&written).unwrap();
        let leads: Vec<_> =
            records.lines().map(|line| read_lead(version, &bytes(line)).expect("an old record")).collect();
        let told: String = leads.iter().map(told).collect();
        if update {
            fs::write(&read, &told).unwrap();
        }
        for (number, (told, expected)) in
            told.lines().zip(fs::read_to_string(&read).unwrap().lines()).enumerate()
        {
            assert_eq!(told, expected, "{}:{}", read.display(), number + 1);
        }
        assert_eq!(leads.len(), SEEDS.count());
    }
}

/// A change of the form needs a new version: what is written now are the bytes that stand there.
#[test]
fn the_form_of_this_version_stands() {
    let records = fs::read_to_string(golden(LEAD_VERSION, "hex")).unwrap();
    for (number, line) in records.lines().enumerate() {
        let lead = read_lead(LEAD_VERSION, &bytes(line)).unwrap();
        assert_eq!(hex(&write_lead(&lead).unwrap()), line, "lead-{LEAD_VERSION}.hex:{}", number + 1);
    }
}

#[test]
fn a_version_not_known_is_told() {
    assert_eq!(read_lead(2, &[]), Err(RecordError::Version(2)));
}
