//! What is kept of a posting to know the same work again: a few hundred bytes, no text.

use std::{hash::Hasher, ops::Range};

use kazi_domain::{Posting, WorkIs};
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::{
    address,
    apart::Told,
    order::sorted,
    specifics::{Specifics, word_key},
};
use crate::{
    cut::{Cut, CutPosting},
    eight::{Eight, STEP, lowest, run_end},
    known_words::{WHOLE_BYTES_MAX, Word},
};

/// How many least hashes are kept of a text. The share that two texts have in common is known from
/// them to within 0.04 (one standard error).
const MINS: usize = 128;
/// Words in a row that make one shingle.
const SHINGLE_WORDS: usize = 3;
/// The most words of a body that are looked at.
pub(super) const WORDS_MAX: usize = 2_000;
/// So many bytes of text hold a word, by which room is made.
const WORD_BYTES: usize = 5;
/// The most words of a title that are kept.
const TITLE_WORDS_MAX: usize = 16;
/// A body of fewer words says too little to know work by it.
const BODY_WORDS_MIN: usize = 20;
/// Fewer words than this of title and body, such as `Virtual assistant`, are many people's where no pay
/// is named beside them. Of 9 postings of a marketplace that agreed in so little with an earlier one, 4
/// were another client's; of 65 with more words or with pay, 3 (4,995 postings of January 2023).
const WHOLE_WORDS_MIN: usize = 4;
/// Least hashes in a band: texts whose band is the same are compared.
const BAND_ROWS: usize = 4;
/// Bands looked up. A pair that shares 0.7 is met with 97 of 100, one that shares 0.85 always.
const BANDS: usize = 13;

/// A body shorter than this share of another is never near it: a few stock sentences stand in many.
const LENGTH_SHARE_MIN: f64 = 0.5;

/// What a posting is known again by. Hashes have fixed keys: the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Of the source.
    pub(super) source: u64,
    /// Of the canonical address.
    pub(super) url: Option<u64>,
    /// Of the words of the body; of all parts and the source where the body says too little.
    pub(super) text: u64,
    /// Whether the body says enough to know work by it alone.
    pub(super) has_body: bool,
    /// Of the words of the title that say something, sorted.
    pub(super) title: Vec<u32>,
    /// How many different shingles the body has.
    pub(super) shingles: u32,
    /// The least hashes of the shingles; none without a body.
    pub(super) mins: Vec<u16>,
    /// By what it is known where it was written anew; none without a body.
    pub(super) specifics: Option<Specifics>,
    /// What tells it from others of its source.
    told: Told,
}

impl Fingerprint {
    /// The fingerprint of a posting.
    pub fn of(posting: &Posting) -> Self {
        Self::of_cut(&CutPosting::of(posting))
    }

    /// As [`Fingerprint::of`], of a posting that is cut.
    pub(crate) fn of_cut(cut: &CutPosting<'_>) -> Self {
        let posting = cut.posting;
        let lowered = posting.title.to_lowercase();
        let body = Body::of(&cut.description);
        let has_body = body.len() >= BODY_WORDS_MIN;
        let shingles: Vec<u32> = if has_body { shingles(&body.hashes).collect() } else { Vec::new() };
        let url = posting.url.as_deref().and_then(address::canonical);
        let title = title(&lowered);
        let text = if has_body {
            in_a_row(&body.hashes)
        } else {
            let vague = title.len() + body.len() < WHOLE_WORDS_MIN && !names_pay(posting);
            let own = url.as_deref().filter(|_| vague);
            whole(posting, own, &lowered, &body)
        };
        Self {
            source: hash([posting.source.as_str()]),
            url: url.as_deref().map(|url| hash([url])),
            text,
            has_body,
            title,
            shingles: u32::try_from(count_different(&shingles)).unwrap_or(u32::MAX),
            mins: least(&shingles),
            specifics: has_body.then(|| Specifics::of(posting, &lowered, &body)),
            told: Told::of(posting),
        }
    }

    /// Keys under which postings that may be the same work are found.
    pub(super) fn keys(&self) -> Vec<u64> {
        /// Most postings have fewer.
        const USUAL: usize = 48;
        let mut keys = Vec::with_capacity(USUAL);
        keys.extend(self.url);
        keys.push(self.text);
        let bands = self.mins.chunks_exact(BAND_ROWS).take(BANDS).enumerate().map(|(band, rows)| {
            rows.iter().fold(mixed(band as u64), |key, row| mixed(key ^ u64::from(*row)))
        });
        keys.extend(bands);
        let title = self.title.iter().fold(mixed(1 << 32), |key, word| mixed(key ^ u64::from(*word)));
        keys.extend(self.has_body.then_some(title));
        self.specifics.iter().for_each(|specifics| specifics.add_keys(&self.title, &mut keys));
        keys
    }

    /// The share of its shingles that the shorter body has in common with the longer: near 1 where one
    /// is the other with a sentence more or less, and low where many sentences differ a little.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let (ours, theirs) = (f64::from(self.shingles), f64::from(other.shingles));
        if self.mins.is_empty()
            || other.mins.is_empty()
            || ours.min(theirs) < ours.max(theirs) * LENGTH_SHARE_MIN
        {
            return 0.0;
        }
        let equal = self.mins.iter().zip(&other.mins).filter(|(a, b)| a == b).count();
        #[allow(clippy::cast_precision_loss)]
        let alike = equal as f64 / MINS as f64;
        let common = alike * (ours + theirs) / (1.0 + alike);
        (common / ours.min(theirs)).min(1.0)
    }

    /// The share of words in common with a posting of the same work in other words; nothing where
    /// their specifics do not agree.
    ///
    /// Only of two sources: what one board shows twice in different words are two tasks.
    pub(super) fn agrees(&self, other: &Self) -> Option<f64> {
        if self.source == other.source {
            return None;
        }
        self.specifics.as_ref()?.agree(&self.title, other.specifics.as_ref()?, &other.title)
    }

    /// Whether a title, a sum or a place says that these are two jobs, however alike their texts.
    ///
    /// Another sum at the same address is an edit.
    pub(super) fn told_apart(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.specifics.as_ref(), other.specifics.as_ref());
        let same_url = self.url.is_some() && self.url == other.url;
        self.told.titles_differ(&other.told, ours, theirs)
            || !same_url && self.told.sums_differ(&other.told)
            || ours.zip(theirs).is_some_and(|(ours, theirs)| ours.places_differ(theirs))
    }

    /// The share of title words in common, of all words of both titles.
    pub(super) fn title_shared(&self, other: &Self) -> f64 {
        let common = self.title.iter().filter(|word| other.title.binary_search(word).is_ok()).count();
        let all = self.title.len() + other.title.len() - common;
        #[allow(clippy::cast_precision_loss)]
        if all == 0 { 1.0 } else { common as f64 / all as f64 }
    }
}

/// The words of a body, at most [`WORDS_MAX`] of them, in small letters.
pub(super) struct Body {
    /// The text, and behind it what stood between its plain words and is longer or shorter in small letters.
    text: String,
    words: Vec<Range<usize>>,
    /// Of each word.
    pub(super) hashes: Vec<u64>,
}

impl Body {
    fn of(cut: &Cut<'_>) -> Self {
        let room = WORDS_MAX.min(cut.text.len() / WORD_BYTES);
        let text = cut.text.to_ascii_lowercase();
        let mut body = Self { text, words: Vec::with_capacity(room), hashes: Vec::with_capacity(room) };
        let mut at = 0;
        for plain in &cut.words {
            if !plain.is_next {
                body.push_between(cut.text, at..plain.start());
            }
            at = plain.end();
            let hash = match plain.len() {
                ..=WHOLE_BYTES_MAX => hash_of(plain.word()),
                _ => hash_at(body.text.as_bytes(), plain.range()),
            };
            body.push(plain.range(), hash);
        }
        body.push_between(cut.text, at..cut.text.len());
        body
    }

    /// Adds the words between two plain ones.
    fn push_between(&mut self, text: &str, range: Range<usize>) {
        let between = &text[range.clone()];
        if between.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
            return;
        }
        let mut begin = range.start;
        if !between.is_ascii() {
            begin = self.text.len();
            self.text.push_str(&between.to_lowercase());
        }
        let end = if between.is_ascii() { range.end } else { self.text.len() };
        let words: Vec<_> = words_at(&self.text[begin..end]).collect();
        for word in words {
            let word = begin + word.start..begin + word.end;
            let hash = hash_at(self.text.as_bytes(), word.clone());
            self.push(word, hash);
        }
    }

    fn push(&mut self, word: Range<usize>, hash: u64) {
        if self.words.len() < WORDS_MAX {
            self.words.push(word);
            self.hashes.push(hash);
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &self.text[word.clone()])
    }
}

/// A key of the words of a body that says enough to know work by it.
pub(crate) fn body_key(posting: &Posting) -> Option<u64> {
    let body = Body::of(&Cut::of(&posting.description));
    (body.len() >= BODY_WORDS_MIN).then(|| hash(body.words()))
}

/// The words of a text; punctuation and white space say nothing.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    words_at(text).map(|word| &text[word])
}

/// Where the words of a text stand.
fn words_at(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let is_gap = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        // Most gaps are one space.
        let gap = bytes[rest..].iter().position(|byte| !is_gap(byte)).unwrap_or(bytes.len() - rest);
        let begin = other_end(text, rest + gap, |letter| !letter.is_alphanumeric());
        rest = other_end(text, run_end(bytes, begin, Eight::alphanumeric), char::is_alphanumeric);
        (rest > begin).then_some(begin..rest)
    })
}

/// Where such letters end that stand from `at` on, if the first of them is not ASCII.
#[inline]
fn other_end(text: &str, at: usize, is_such: impl Fn(char) -> bool) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if !byte.is_ascii() => such_end(&text[at..], is_such) + at,
        _ => at,
    }
}

#[cold]
fn such_end(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is_such(letter)).unwrap_or(text.len())
}

fn title(lowered: &str) -> Vec<u32> {
    let telling = words(lowered).take(TITLE_WORDS_MAX).filter(|word| !is_title_noise(word));
    sorted(telling.map(word_key).collect())
}

/// Whether a word of a title, in small letters, says nothing of the work.
pub(super) fn is_title_noise(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "by"
            | "for"
            | "freelance"
            | "freelancer"
            | "hiring"
            | "contract"
            | "contractor"
            | "de"
            | "en"
            | "f"
            | "hire"
            | "hour"
            | "in"
            | "job"
            | "looking"
            | "m"
            | "d"
            | "w"
            | "x"
            | "needed"
            | "new"
            | "of"
            | "on"
            | "or"
            | "paid"
            | "our"
            | "position"
            | "remote"
            | "role"
            | "the"
            | "this"
            | "to"
            | "urgent"
            | "wanted"
            | "we"
            | "with"
            | "worldwide"
    )
}

fn names_pay(posting: &Posting) -> bool {
    posting.pay.is_some() || posting.pay_text.as_deref().is_some_and(|pay| !pay.trim().is_empty())
}

/// A key of everything a posting without a telling body says, within its source; of its own address
/// too where no hirer is named and the rest says too little.
///
/// An online board shows the same job of a firm once per place.
fn whole(posting: &Posting, own: Option<&str>, title: &str, body: &Body) -> u64 {
    let company = posting.company.as_deref();
    let place =
        posting.location.as_deref().filter(|_| company.is_none() || posting.work_is != WorkIs::Online);
    let parts = [Some(posting.source.as_str()), company, place, own.filter(|_| company.is_none())];
    let mut said: Vec<&str> = parts.into_iter().map(Option::unwrap_or_default).collect();
    said.push(posting.pay_text.as_deref().unwrap_or_default());
    said.extend(words(title));
    said.push("|");
    said.extend(body.words().chain(posting.tags.iter().map(String::as_str)));
    hash(said)
}

/// The rows of [`SHINGLE_WORDS`] words, from the hashes of the words.
fn shingles(words: &[u64]) -> impl Iterator<Item = u32> + '_ {
    let row = |row: &[u64]| row.iter().fold(0_u64, |key, word| key.rotate_left(21) ^ word);
    words.windows(SHINGLE_WORDS).map(move |words| low_half(mixed(row(words))))
}

/// The least hash of each of [`MINS`] bins that the shingles fall into.
///
/// A bin that stays empty takes that of another, tried in an order that its number alone decides. So
/// two texts agree in a bin as often as they share shingles, as if each bin had a permutation of all
/// shingles to itself: Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing" (2017).
fn least(shingles: &[u32]) -> Vec<u16> {
    const EMPTY: u32 = u32::MAX;
    if shingles.is_empty() {
        return Vec::new();
    }
    let bin = |value: u64| (value >> 32) as usize % MINS;
    let mut least = [EMPTY; MINS];
    for shingle in shingles {
        let value = mixed(u64::from(*shingle));
        let bin = &mut least[bin(value)];
        *bin = (*bin).min(low_half(value) / 2);
    }
    let filled = least;
    for (slot, number) in least.iter_mut().zip(0_u64..).filter(|(slot, _)| **slot == EMPTY) {
        let mut others = (1_u64..).map(|attempt| filled[bin(mixed(number << 32 | attempt))]);
        *slot = others.find(|value| *value != EMPTY).unwrap_or(EMPTY);
    }
    #[allow(clippy::cast_possible_truncation)]
    least.iter().map(|value| *value as u16).collect()
}

/// How many different values there are.
fn count_different(values: &[u32]) -> usize {
    // Each value at the first free place from its own on; 0 is none.
    let mut places = vec![0; (2 * values.len()).next_power_of_two()];
    let (last, mut count) = (places.len() - 1, usize::from(values.contains(&0)));
    for value in values.iter().copied().filter(|value| *value != 0) {
        let mut at = value as usize & last;
        while places[at] != 0 && places[at] != value {
            at = (at + 1) & last;
        }
        count += usize::from(places[at] == 0);
        places[at] = value;
    }
    count
}

/// A hash of one word, for words only: who wants two words of one hash can make them.
pub(super) fn word_hash(word: &str) -> u64 {
    hash_at(word.as_bytes(), 0..word.len())
}

/// As [`word_hash`], of a word that stands within a text.
fn hash_at(text: &[u8], word: Range<usize>) -> u64 {
    let eights = word.clone().step_by(STEP);
    eights.fold(word.len() as u64, |key, at| mixed(key ^ Eight::at(text, at).0 & lowest(word.end - at)))
}

/// As [`word_hash`], of a word that is told by its first and last eight bytes.
const fn hash_of(word: Word) -> u64 {
    let length = word.length();
    let first = mixed(length as u64 ^ word.first_bytes());
    if length > STEP { mixed(first ^ word.last_bytes() >> (8 * (WHOLE_BYTES_MAX - length))) } else { first }
}

/// A hash of words in this order, from the hashes of the words.
fn in_a_row(words: &[u64]) -> u64 {
    words.iter().fold(0, |key, word| mixed(key ^ word))
}

pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0x6b61_7a69, 2);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

/// By how much SplitMix64 counts up.
const MIXED_STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's step: a fixed permutation that leaves no pattern.
pub(super) const fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(MIXED_STEP);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[allow(clippy::cast_possible_truncation)]
pub(super) const fn low_half(value: u64) -> u32 {
    value as u32
}
