//! Shingles, which are three words in a row, by which a text is known again with a sentence more or less.

use super::hashes::{low_half, mixed};

/// How many least hashes are kept of a text. The share that two texts have in common is known from
/// them to within 0.04 (one standard error).
pub(super) const MINS: usize = 128;
/// The least hash of a bin into which no shingle falls.
const EMPTY: u32 = u32::MAX;

/// What is kept of the words of a text in their order.
#[derive(Default)]
pub(super) struct Shingles {
    /// A hash of all words.
    pub(super) text: u64,
    /// How many different shingles there are.
    pub(super) count: u32,
    /// The least hash of each of [`MINS`] bins that they fall into; none without a shingle.
    pub(super) mins: Vec<u16>,
}

impl Shingles {
    /// Of a text by the hashes of its words.
    pub(super) fn of(words: &[u64]) -> Self {
        let [first, second, rest @ ..] = words else { return Self::default() };
        let mut text = mixed(mixed(*first) ^ second);
        let mut least = [EMPTY; MINS];
        let mut different = Different::with_room(rest.len());
        let (mut before, mut two) = (second, first.rotate_left(21) ^ second);
        for word in rest {
            text = mixed(text ^ word);
            let shingle = low_half(mixed(two.rotate_left(21) ^ word));
            (before, two) = (word, before.rotate_left(21) ^ word);
            different.add(shingle);
            let value = mixed(u64::from(shingle));
            let least = &mut least[bin(value)];
            *least = (*least).min(low_half(value) / 2);
        }
        let mins = if rest.is_empty() { Vec::new() } else { filled(&least) };
        Self { text, count: different.count, mins }
    }
}

/// Counts different shingles.
struct Different {
    all: Vec<u32>,
    /// A bit of each, which few others share.
    bits: [u64; Self::BITS / 64],
    count: u32,
}

impl Different {
    const BITS: usize = 8_192;

    fn with_room(shingles: usize) -> Self {
        Self { all: Vec::with_capacity(shingles), bits: [0; Self::BITS / 64], count: 0 }
    }

    #[inline]
    fn add(&mut self, shingle: u32) {
        let bits = &mut self.bits[shingle as usize % Self::BITS / 64];
        let bit = 1 << (shingle % u64::BITS);
        let is_known = *bits & bit != 0 && self.all.contains(&shingle);
        *bits |= bit;
        self.count += u32::from(!is_known);
        self.all.push(shingle);
    }
}

/// The least hashes of all bins.
///
/// A bin that stays empty takes that of another, tried in an order that its number alone decides. So
/// two texts agree in a bin as often as they share shingles, as if each bin had a permutation of all
/// shingles to itself: Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing" (2017).
fn filled(least: &[u32; MINS]) -> Vec<u16> {
    let first_full = |number: usize| {
        let first = FIRST_TRIED[number].iter().map(|bin| usize::from(*bin));
        let tried = first.chain((FIRST..).map(|attempt| tried(number, attempt)));
        tried.map(|bin| least[bin]).find(|hash| *hash != EMPTY).unwrap_or(EMPTY)
    };
    let of_full = |number: usize| {
        let [first, second, ..] = FIRST_TRIED[number];
        let [first, second] = [first, second].map(|bin| least[usize::from(bin)]);
        let one = if first == EMPTY { second } else { first };
        if one == EMPTY { first_full(number) } else { one }
    };
    // Most branches taken for an empty bin would be guessed wrong.
    let (mut empty, mut count) = ([0; MINS], 0);
    for (number, hash) in least.iter().enumerate() {
        empty[count] = number;
        count += usize::from(*hash == EMPTY);
    }
    let mut mins = least.map(low_quarter).to_vec();
    empty[..count].iter().for_each(|number| mins[*number] = low_quarter(of_full(*number)));
    mins
}

#[allow(clippy::cast_possible_truncation)]
const fn low_quarter(hash: u32) -> u16 {
    hash as u16
}

const fn bin(value: u64) -> usize {
    (value >> 32) as usize % MINS
}

/// The bin that an empty one tries in so many attempts, from 0 on.
const fn tried(number: usize, attempt: usize) -> usize {
    bin(mixed((number as u64) << 32 | (attempt as u64 + 1)))
}

/// So many attempts are known beforehand.
const FIRST: usize = 16;

static FIRST_TRIED: [[u8; FIRST]; MINS] = {
    let (mut bins, mut at) = ([[0; FIRST]; MINS], 0);
    while at < MINS * FIRST {
        let (number, attempt) = (at / FIRST, at % FIRST);
        #[allow(clippy::cast_possible_truncation)]
        (bins[number][attempt] = tried(number, attempt) as u8);
        at += 1;
    }
    bins
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_pass_finds_what_several_do(words in prop::collection::vec(0..60_u64, 0..90)) {
            let row = |row: &[u64]| row.iter().fold(0_u64, |key, word| key.rotate_left(21) ^ word);
            let all: BTreeSet<u32> = words.windows(3).map(|words| low_half(mixed(row(words)))).collect();
            let in_bin = |number: usize| {
                let values = all.iter().map(|shingle| mixed(u64::from(*shingle)));
                values.filter(|value| bin(*value) == number).map(|value| low_half(value) / 2).min()
            };
            let min = |number: usize| in_bin(number).or_else(|| (0..).find_map(|attempt| in_bin(tried(number, attempt))));
            let shingles = Shingles::of(&words);
            prop_assert_eq!(shingles.count as usize, all.len());
            let mins: Vec<u32> = if all.is_empty() { Vec::new() } else { (0..MINS).filter_map(min).collect() };
            prop_assert_eq!(shingles.mins, mins.iter().map(|min| *min as u16).collect::<Vec<_>>());
            if words.len() > 1 {
                prop_assert_eq!(shingles.text, words.iter().fold(0, |key, word| mixed(key ^ word)));
            }
        }
    }
}
