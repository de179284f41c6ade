//! Which rows hold a word. The texts themselves stay in the store.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::{
    count,
    map::{self, RowMap},
};
use crate::rows::{Bits, Rows, Set};

/// Words in more rows than this get a set; most words are rare and cost four bytes a row.
const FEW: u64 = 64;
/// The shortest part of a word that is looked for within words, in bytes.
const PART_BYTES_MIN: usize = 4;
/// The longest ending that a short word may take, in bytes.
const ENDING_BYTES_MAX: usize = 2;

/// Words in order, each with its rows.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WordIndex {
    /// All words, one behind the other, and where each ends.
    text: String,
    text_ends: Vec<usize>,
    /// Rows of rare words, one word behind the other, and where each word's end.
    few: Vec<u32>,
    few_ends: Vec<usize>,
    /// Rows of frequent words by the place of the word.
    many: BTreeMap<usize, Rows>,
}

/// What is known of a word while an index is built.
#[derive(Clone, Copy, Default)]
struct Met {
    rows: usize,
    last_row: u32,
}

impl WordIndex {
    /// From pairs of row and word, rows ascending; a word may come twice.
    pub(crate) fn build<'a>(pairs: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut met: Vec<Met> = Vec::new();
        // Once for every row that holds a word: the place of the word, and the row.
        let mut holding: Vec<(u32, u32)> = Vec::new();
        for (row, word) in pairs {
            let place = *places.entry(word).or_insert_with(|| {
                met.push(Met::default());
                count(met.len() - 1)
            });
            let met = &mut met[place as usize];
            if met.rows == 0 || met.last_row != row {
                *met = Met { rows: met.rows + 1, last_row: row };
                holding.push((place, row));
            }
        }
        let mut starts: Vec<usize> = Vec::with_capacity(met.len());
        met.iter().fold(0, |start, met| {
            starts.push(start);
            start + met.rows
        });
        let mut rows = vec![0; holding.len()];
        for (place, row) in holding {
            let at = &mut starts[place as usize];
            rows[*at] = row;
            *at += 1;
        }
        let mut words: Vec<(&str, u32)> = places.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        let mut index = Self::default();
        for (word, place) in words {
            let end = starts[place as usize];
            let of_word = &rows[end - met[place as usize].rows..end];
            index.push(word, Rows::of_ascending(of_word.iter().copied()));
        }
        index.finish()
    }

    /// One index of several, with the rows renumbered into `rows` new ones.
    pub(crate) fn merge(parts: &[(&Self, &RowMap)], rows: u32) -> Self {
        let mut index = Self::default();
        let mut next = vec![0; parts.len()];
        let word_at = |part: usize, place: usize| parts[part].0.word(place);
        while let Some(word) = (0..parts.len()).filter_map(|part| word_at(part, next[part])).min() {
            let mut old = Vec::new();
            for (part, (words, map)) in parts.iter().enumerate() {
                if words.word(next[part]) == Some(word) {
                    old.push((words.rows_at(next[part]), *map));
                    next[part] += 1;
                }
            }
            index.push(word, map::merged(&old, rows));
        }
        index.finish()
    }

    /// Adds the next word in order.
    fn push(&mut self, word: &str, rows: Rows) {
        if rows.is_empty() {
            return;
        }
        self.text.push_str(word);
        if rows.len() > FEW {
            self.many.insert(self.text_ends.len(), rows);
        } else {
            self.few.extend(rows.iter());
        }
        self.text_ends.push(self.text.len());
        self.few_ends.push(self.few.len());
    }

    fn finish(mut self) -> Self {
        self.text.shrink_to_fit();
        self.text_ends.shrink_to_fit();
        self.few.shrink_to_fit();
        self.few_ends.shrink_to_fit();
        self
    }

    fn word(&self, place: usize) -> Option<&str> {
        let end = *self.text_ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.text_ends[before]);
        Some(&self.text[start..end])
    }

    fn rows_at(&self, place: usize) -> Set<'_> {
        if let Some(rows) = self.many.get(&place) {
            return Set::Kept(rows);
        }
        let start = place.checked_sub(1).map_or(0, |before| self.few_ends[before]);
        Set::Made(Rows::of_ascending(self.few[start..self.few_ends[place]].iter().copied()))
    }

    /// The rows that hold a folded word.
    pub(crate) fn rows(&self, word: &str) -> Option<Set<'_>> {
        let place = self.first_from(word);
        (self.word(place)? == word).then(|| self.rows_at(place))
    }

    /// Adds the rows that hold a folded word, or one that holds it as a part: `logos`, `MyLogo`, `والشعار`.
    /// Short words are no parts of others, but for endings.
    pub(crate) fn add_holding(&self, part: &str, rows: &mut Bits) {
        if part.is_ascii() && part.len() < PART_BYTES_MIN {
            let ends_in_sign = part.ends_with(['+', '#']);
            let first = self.first_from(part);
            for place in first..self.text_ends.len() {
                let Some(rest) = self.word(place).and_then(|word| word.strip_prefix(part)) else { break };
                if ends_in_sign || rest.len() <= ENDING_BYTES_MAX {
                    rows.add(&self.rows_at(place));
                }
            }
            return;
        }
        self.places_within(part).for_each(|place| rows.add(&self.rows_at(place)));
    }

    /// The places of the words that hold `part`.
    fn places_within(&self, part: &str) -> impl Iterator<Item = usize> {
        let mut last = None;
        memmem::find_iter(self.text.as_bytes(), part).filter_map(move |at| {
            let place = self.text_ends.partition_point(|end| *end <= at);
            let within = self.text_ends.get(place).is_some_and(|end| at + part.len() <= *end);
            (within && last.replace(place) != Some(place)).then_some(place)
        })
    }

    /// The places of the words that begin with `part`.
    fn places_from(&self, part: &str) -> impl Iterator<Item = usize> {
        let begins = move |place: &usize| self.word(*place).is_some_and(|word| word.starts_with(part));
        (self.first_from(part)..self.text_ends.len()).take_while(begins)
    }

    /// Calls `each` with every word that begins with `part`, or holds it anywhere, and with what gives its
    /// rows.
    pub(crate) fn each_with<'a>(
        &'a self,
        part: &str,
        within: bool,
        mut each: impl FnMut(&'a str, &dyn Fn() -> Set<'a>),
    ) {
        let mut tell = |place| each(self.word(place).unwrap_or_default(), &|| self.rows_at(place));
        if within {
            self.places_within(part).for_each(&mut tell);
        } else {
            self.places_from(part).for_each(&mut tell);
        }
    }

    /// The rows that hold a word that begins with `part`, of `all`.
    pub(crate) fn rows_beginning(&self, part: &str, all: u32) -> Rows {
        let mut rows = Bits::none(all);
        self.places_from(part).for_each(|place| rows.add(&self.rows_at(place)));
        rows.compressed()
    }

    /// Whether any word begins with `part`.
    pub(crate) fn begins(&self, part: &str) -> bool {
        self.word(self.first_from(part)).is_some_and(|word| word.starts_with(part))
    }

    /// The place of the first word that is not before `word`.
    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.text_ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle).is_some_and(|known| known < word) { low = middle + 1 } else { high = middle }
        }
        low
    }

    pub(crate) fn bytes(&self) -> usize {
        let ends = (self.text_ends.len() + self.few_ends.len()) * size_of::<usize>();
        let many = self.many.values().map(Rows::bytes).sum::<usize>();
        self.text.len() + ends + self.few.len() * size_of::<u32>() + many
    }
}
