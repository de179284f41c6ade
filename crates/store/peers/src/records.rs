//! Made-up records, the same for the same number: leads for kazi, and as many bytes for bare engines.

use std::ops::Range;

use kazi_domain::{Lead, LeadId};
use kazi_store::sample;

/// What a record of kazi holds beside the description: the mean of `fixtures/records/lead-1.hex` less its texts.
const BESIDE_BYTES: usize = 380;
const TEXT_BYTES_MIN: u64 = 250;
const TEXT_BYTES_SPREAD: u64 = 1_740;
const SYLLABLES: [&str; 32] = [
    "ka", "zi", "ma", "lo", "go", "web", "de", "sign", "ta", "fsi", "ri", "hour", "pay", "ne", "ed", "ing",
    "wo", "rk", "re", "mote", "a", "i", "tion", "st", "er", "pro", "ject", "ki", "swa", "hili", "du", "ka",
];

/// SplitMix64.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The key of a record. Ids of leads are hashes, so records come in no order of their keys.
pub fn key(number: u64) -> u64 {
    mixed(number)
}

/// From 250 to 1,990, more often short than long.
fn text_bytes(number: u64) -> usize {
    let share = mixed(!number) >> 32;
    let squared = (share * share) >> 32;
    usize::try_from(TEXT_BYTES_MIN + ((squared * TEXT_BYTES_SPREAD) >> 32)).unwrap_or_default()
}

/// Words that nothing compresses better than words of people.
fn text(number: u64, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 8);
    let mut bits = mixed(number ^ 0x5bd1);
    while text.len() < bytes {
        for _ in 0..=bits % 3 {
            bits = mixed(bits);
            text.push_str(SYLLABLES[usize::try_from(bits % 32).unwrap_or_default()]);
        }
        text.push(' ');
    }
    text.truncate(bytes);
    text
}

/// Records of one batch, made before the time is taken.
pub struct Made {
    /// Their keys.
    pub keys: Vec<u64>,
    /// As many bytes as kazi's records of them have.
    pub bodies: Vec<Vec<u8>>,
    /// As kazi keeps them.
    pub leads: Vec<Lead>,
}

/// The records of these numbers.
pub fn make(numbers: Range<u64>) -> anyhow::Result<Made> {
    Ok(Made {
        keys: numbers.clone().map(key).collect(),
        bodies: numbers.clone().map(body).collect(),
        leads: numbers.map(lead).collect::<Result<_, _>>()?,
    })
}

fn lead(number: u64) -> anyhow::Result<Lead> {
    let mut postings = sample::lead(key(number), 0).postings().to_vec();
    for member in &mut postings {
        member.posting.description = text(number, text_bytes(number));
    }
    Lead::new(LeadId(key(number)), postings).ok_or_else(|| anyhow::anyhow!("a lead has a posting"))
}

fn body(number: u64) -> Vec<u8> {
    text(number, text_bytes(number) + BESIDE_BYTES).into_bytes()
}

/// The mean size of a record.
pub fn bytes_mean(records: u64) -> usize {
    let sum: usize = (0..records).map(|number| text_bytes(number) + BESIDE_BYTES).sum();
    sum / usize::try_from(records.max(1)).unwrap_or(1)
}
