//! The words without which a sentence says nothing of reach.
//!
//! Most phrases only qualify others: "we are looking for", "preferred", "clients in". A sentence without
//! a place, a language or a phrase that says something by itself need not be taken apart, and most
//! sentences have none.

use std::collections::BTreeMap;

use crate::{
    cut::{Cut, PlainWord},
    known_words::{KnownWords, Word},
};

/// What the names and phrases that say something by themselves are told by: those of one word by it, longer
/// ones by such a word in them, or else by two neighbours.
pub(super) struct Telling {
    /// The hashes of these words and pairs, each with what it takes to be one.
    known: KnownWords,
}

/// The number of what tells however it is written.
const ANY_CASE: u32 = 0;
/// The number of a word that tells only with a capital: "IN", "Reading".
const CAPITAL: u32 = 1;

impl Telling {
    /// Of the words of names and phrases, each with whether it is one only with a capital.
    pub(super) fn new<'w>(phrases: impl Iterator<Item = (&'w [String], bool)> + Clone) -> Self {
        let mut words: BTreeMap<&str, bool> = BTreeMap::new();
        for (phrase, capital) in phrases.clone() {
            if let [word] = phrase {
                *words.entry(word).or_insert(true) &= capital;
            }
        }
        let tells = |word: &String| words.get(word.as_str()) == Some(&false);
        let longer = phrases.filter(|(phrase, _)| phrase.len() > 1 && !phrase.iter().any(tells));
        let pairs = longer.filter_map(|(phrase, _)| longest_pair(phrase)).map(|hash| (hash, ANY_CASE));
        let words =
            words.iter().map(|(word, capital)| (hash(word), if *capital { CAPITAL } else { ANY_CASE }));
        let hashes: BTreeMap<u64, u32> = words.chain(pairs).collect();
        let known = KnownWords::of(hashes.iter().map(|(hash, number)| (as_word(*hash), *number)));
        Self { known }
    }

    /// Whether some may stand in a tag. Most tags are a word or two in small letters, and need not be cut.
    pub(super) fn may_stand_in(&self, tag: &str) -> bool {
        let mut before = 0;
        tag.as_bytes().split(|byte| *byte == b' ').any(|word| {
            let is_plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
            let behind = std::mem::replace(&mut before, Word::of(word).hash());
            word.is_empty() || !word.iter().all(is_plain) || self.may_be(behind, before, || false)
        })
    }

    /// Where the plain words of a text begin that may be one of those.
    pub(super) fn find_all<'t>(&'t self, cut: &'t Cut<'_>) -> impl Iterator<Item = usize> + 't {
        let mut before = 0;
        let may_be = move |word: &&PlainWord| {
            let behind = std::mem::replace(&mut before, word.word().hash());
            self.may_be(behind, before, || !cut.text.as_bytes()[word.start()].is_ascii_lowercase())
        };
        cut.words.iter().filter(may_be).map(PlainWord::start)
    }

    /// Whether a word may be one of those behind another, both by the hashes of their folded forms; it has a
    /// capital if `is_capital` says so.
    #[inline]
    pub(super) fn may_be(&self, before: u64, word: u64, is_capital: impl FnOnce() -> bool) -> bool {
        let find = |hash| self.known.find(as_word(hash));
        find(word).is_some_and(|number| number == ANY_CASE || is_capital())
            || find(pair(before, word)).is_some()
    }
}

/// A hash as tables know it, which hash it no more.
#[inline]
const fn as_word(hash: u64) -> Word {
    Word::hashed(size_of::<u64>() as u8, hash, hash, hash)
}

fn hash(folded: &str) -> u64 {
    Word::of(folded).hash()
}

/// The hash of two words behind one another, by theirs.
#[inline]
const fn pair(first: u64, second: u64) -> u64 {
    /// An odd number that spreads hashes over all bits.
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    first.wrapping_mul(SPREAD) ^ second
}

/// The hash of the neighbours with most letters, which are the rarest in texts.
fn longest_pair(phrase: &[String]) -> Option<u64> {
    let letters = |pair: &&[String]| pair.iter().map(String::len).sum::<usize>();
    let longest = phrase.windows(2).rev().max_by_key(letters)?;
    Some(pair(hash(longest.first()?), hash(longest.last()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(telling: &Telling, text: &str) -> bool {
        let words: Vec<_> = text.split(' ').collect();
        let is_told = |pair: &[&str]| {
            let capital = || pair[1].starts_with(char::is_uppercase);
            telling.may_be(hash(&pair[0].to_lowercase()), hash(&pair[1].to_lowercase()), capital)
        };
        words.windows(2).any(is_told)
    }

    #[test]
    fn phrases_are_told_by_a_word_or_two() {
        let phrases = [("remote", false), ("remote only", false), ("in", true), ("in the office", false)];
        let phrases = phrases
            .map(|(phrase, capital)| (phrase.split(' ').map(str::to_owned).collect::<Vec<_>>(), capital));
        let telling = Telling::new(phrases.iter().map(|(phrase, capital)| (phrase.as_slice(), *capital)));
        for text in ["all Remote", "a job, IN", "in The Office"] {
            assert!(tells(&telling, text), "{text}");
        }
        for tag in ["remote", "in the office", "IN", "re-mote"] {
            assert!(telling.may_stand_in(tag), "{tag}");
        }
        assert!(!["office", "web design", "web3"].iter().any(|tag| telling.may_stand_in(tag)));
        for text in ["only in the house", "an office", "remotely"] {
            assert!(!tells(&telling, text), "{text}");
        }
    }
}
