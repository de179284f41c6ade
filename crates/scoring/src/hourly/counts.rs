//! Pieces counted in a posting: `5 pages`, `10 articles of 800 words`.

use std::sync::LazyLock;

use kazi_domain::{Posting, Spread};
use regex::Regex;
use rust_decimal::Decimal;

use super::{
    effort::{Effort, batch_and_name},
    numbered::{Numbered, Numbering},
    stated::MapEach,
};

/// How far into a description counts are looked for, in bytes.
const TEXT_BYTES_MAX: usize = 2 * 1024;
/// The most pieces believed of one job.
const COUNT_MAX: u32 = 2_000;
/// The most hours a guess by counting may give.
const HOURS_MAX: u32 = 2_000;

/// Number words, from two on.
const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A number and the word or two after it.
#[allow(clippy::expect_used)]
static COUNT: LazyLock<Numbered> = LazyLock::new(|| {
    let numbers = NUMBERS.join("|");
    let count = format!(r"(?:\d{{1,4}}|{numbers})[\s-](?:[a-z]{{3,14}}\s)?\p{{L}}{{3,20}}\b");
    let numbering = Numbering {
        numbers: NUMBERS.to_vec(),
        others: Vec::new(),
        behind: Vec::new(),
        before: r"[^\w.,$€£#]",
        pattern: &count,
    };
    Numbered::new(&numbering).expect("a fixed pattern that a test compiles")
});
/// A length in words: `1000 words`, `800-1,000 words`, `500 word`.
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<low>\d{1,3}(?:,\d{3})|\d{2,5})(?:\s?(?:-|–|to)\s?(?P<high>\d{1,3}(?:,\d{3})|\d{2,5}))?\+?[\s-]?(?:words?|mots|palabras|maneno)\b",
    )
});

#[allow(clippy::expect_used)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that a test compiles")
}

fn text_of(posting: &Posting) -> String {
    let body = &posting.description;
    let body = &body[..body.floor_char_boundary(TEXT_BYTES_MAX.min(body.len()))];
    format!("{} \n {body}", posting.title).to_lowercase()
}

/// The hours that the pieces counted in a posting take; the first count of a piece of the table.
pub fn counted_hours(effort: &Effort, posting: &Posting) -> Option<Spread<Decimal>> {
    let text = text_of(posting);
    COUNT.find_iter(&text).find_map(|(_, found)| {
        // Nothing but a sign parts the words of a match: to have it captured as groups is much more work.
        let mut words = found.split(|sign: char| sign == '-' || sign.is_whitespace());
        let (count, piece) = (words.next()?, words.next_back()?);
        let spelled = NUMBERS.iter().position(|number| *number == count).map(|at| at + 2);
        let count = spelled.map_or_else(|| count.parse().ok(), |count| Some(Decimal::from(count)))?;
        let piece = piece.trim_end_matches('s');
        let entry = effort.counted_pieces().find(|entry| entry.names.iter().any(|name| name == piece))?;
        if count < Decimal::TWO || count > Decimal::from(COUNT_MAX) {
            return None;
        }
        let pace = entry.per_hour;
        let most = Decimal::from(HOURS_MAX);
        let hours = Spread { low: count / pace.high, likely: count / pace.likely, high: count / pace.low };
        Some(hours.map_each(|hours| hours.min(most)))
    })
}

/// How many words each piece of writing has, where the posting says so.
pub fn words_each(posting: &Posting) -> Option<Decimal> {
    let text = text_of(posting);
    let found = LENGTH.captures(&text)?;
    let value = |name: &str| found.name(name).map(|m| batch_and_name(&m.as_str().replace(',', "")).0);
    let low = value("low")?;
    let words = value("high").map_or(low, |high| (low + high) / Decimal::TWO);
    (words >= Decimal::TEN).then_some(words)
}
