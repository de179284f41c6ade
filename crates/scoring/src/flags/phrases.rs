//! Phrases as a trie of whole words: a posting is looked through a word at a time.

use std::collections::BTreeMap;

use super::{
    vocabulary::{Forms, UNKNOWN, Vocabulary},
    words::PlacedWord,
};
use crate::{
    eight::STEP,
    known_words::{KnownWords, Word},
};

/// Phrases, numbered in their order.
pub struct Phrases {
    vocabulary: Vocabulary,
    /// The places of the trie. That behind a first word has the number of the word.
    nodes: Vec<Node>,
    /// The node behind a node and a word.
    next: KnownWords,
    /// The phrases of each ending: all that have the same words, up to the letters of the last.
    endings: Vec<Vec<u32>>,
}

/// A place in the trie.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The words that go on behind it.
    follows: Follows,
    /// The number of the ending there, 0 where no phrase ends.
    ending: u32,
}

/// Numbers of words, as a set that may hold a few more.
#[derive(Clone, Copy, Default)]
struct Follows(u64);

impl Follows {
    fn add(&mut self, number: u32) {
        self.0 |= 1 << (number % u64::BITS);
    }

    const fn may_hold(self, number: u32) -> bool {
        self.0 & 1 << (number % u64::BITS) != 0
    }
}

/// Where a phrase stands, as places of words.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub first: usize,
    pub last: usize,
}

impl Phrases {
    /// Compiles folded phrases, of which none is empty. Each has a space behind its last word, or ends
    /// with the beginning of one.
    ///
    /// # Errors
    /// When they are too many.
    pub fn new<'p>(phrases: impl Iterator<Item = &'p str> + Clone) -> Result<Self, String> {
        let parts = |phrase: &'p str| {
            let (words, stem) = phrase.rsplit_once(' ').unwrap_or(("", phrase));
            (words.split(' ').filter(|word| !word.is_empty()), Some(stem).filter(|stem| !stem.is_empty()))
        };
        let mut forms = Forms::default();
        for (words, stem) in phrases.clone().map(parts) {
            forms.whole.extend(words.map(|word| (word, UNKNOWN)));
            forms.stems.extend(stem.map(|stem| (stem, UNKNOWN)));
        }
        let count = forms.number();
        let mut trie = GrowingTrie { next: BTreeMap::new(), ends: vec![Vec::new(); count + 1] };
        for (number, (words, stem)) in (0..).zip(phrases.map(parts)) {
            let words: Vec<u32> = words.map(|word| forms.whole[word]).collect();
            match stem {
                None => trie.add(&words, number),
                Some(stem) => {
                    forms.with_stem(stem).for_each(|last| trie.add(&[&words[..], &[last]].concat(), number));
                }
            }
        }
        Ok(trie.grown(Vocabulary::new(&forms)?))
    }

    /// The words that they are made of.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The phrases of each ending by its number; the first is none, and has none.
    pub fn endings(&self) -> &[Vec<u32>] {
        &self.endings
    }

    /// Finds the endings of all phrases that stand in a row of words, by where they begin: the number of
    /// each, its first word, and its place.
    #[inline]
    pub fn find(&self, words: &[PlacedWord], mut meet: impl FnMut(usize, &PlacedWord, Place)) {
        let mut rest = words;
        while let [word, behind @ ..] = rest {
            let (mut number, mut after) = (word.number, behind);
            while number != UNKNOWN {
                let node = self.nodes[number as usize];
                if node.ending > 0 {
                    let place =
                        Place { first: words.len() - rest.len(), last: words.len() - after.len() - 1 };
                    meet(node.ending as usize, word, place);
                }
                let [next, others @ ..] = after else { break };
                let may_follow = node.follows.may_hold(next.number);
                let next = if may_follow { self.next.find(step(number, next.number)) } else { None };
                (number, after) = (next.unwrap_or(UNKNOWN), others);
            }
            rest = behind;
        }
    }
}

/// A step from a node with a word, as tables know it.
fn step(node: u32, word: u32) -> Word {
    let step = u64::from(node) << 32 | u64::from(word);
    Word::of_parts(STEP, step, step)
}

/// The trie as phrases are added.
struct GrowingTrie {
    next: BTreeMap<(u32, u32), u32>,
    /// The phrases that end at each node.
    ends: Vec<Vec<u32>>,
}

impl GrowingTrie {
    /// Adds a phrase by the numbers of its words.
    fn add(&mut self, words: &[u32], phrase: u32) {
        let Some((first, others)) = words.split_first() else { return };
        let node = others.iter().fold(*first, |node, word| {
            let new = self.ends.len() as u32;
            let behind = *self.next.entry((node, *word)).or_insert(new);
            if behind == new {
                self.ends.push(Vec::new());
            }
            behind
        });
        self.ends[node as usize].push(phrase);
    }

    fn grown(self, vocabulary: Vocabulary) -> Phrases {
        let (mut nodes, mut endings) = (vec![Node::default(); self.ends.len()], vec![Vec::new()]);
        for (node, phrases) in nodes.iter_mut().zip(self.ends).filter(|(_, phrases)| !phrases.is_empty()) {
            node.ending = endings.len() as u32;
            endings.push(phrases);
        }
        for (node, word) in self.next.keys() {
            nodes[*node as usize].follows.add(*word);
        }
        let steps = self.next.iter().map(|((node, word), next)| (step(*node, *word), *next));
        Phrases { vocabulary, nodes, next: KnownWords::of(steps), endings }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kazi_domain::{Posting, PostingId, SourceId};
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::{cut::CutPosting, flags::words::Words};

    /// The phrases found in a title, each with its first and last word.
    fn found(phrases: &BTreeSet<String>, title: &str) -> BTreeSet<(usize, usize, usize)> {
        let phrases = Phrases::new(phrases.iter().map(String::as_str)).unwrap();
        let posting = Posting::new(PostingId(1), SourceId::new("test").unwrap(), title);
        let words = Words::of(&CutPosting::of(&posting), phrases.vocabulary());
        let mut found = BTreeSet::new();
        phrases.find(&words.0, |ending, _, place| {
            for phrase in &phrases.endings()[ending] {
                assert!(found.insert((*phrase as usize, place.first, place.last)), "each is met once");
            }
        });
        found
    }

    #[test]
    fn long_words_are_told_by_all_their_letters() {
        let phrases = BTreeSet::from(["internationalisation ", "internationalis"].map(str::to_owned));
        let title = "Internationalisation, internationAlisation: internatIonalisatiön internationalised";
        assert_eq!(found(&phrases, &title.to_lowercase()).len(), 7);
        assert_eq!(found(&phrases, "internatioxalisation"), BTreeSet::new());
    }

    proptest! {
        #[test]
        fn every_phrase_is_found_wherever_it_stands(
            phrases in vec("([abé]{1,2} ){0,2}([ab]{1,2}|[ab]{1,2} )", 1..9),
            words in vec("[abcé]{1,3}", 1..12),
        ) {
            let phrases: BTreeSet<String> = phrases.iter().map(|phrase| phrase.replace('é', "e")).collect();
            let folded: Vec<String> = words.iter().map(|word| word.replace('é', "e") + " ").collect();
            let mut plainly = BTreeSet::new();
            for first in 0..folded.len() {
                let text = folded[first..].concat();
                for (number, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| text.starts_with(*phrase)) {
                    plainly.insert((number, first, first + phrase.trim_end().matches(' ').count()));
                }
            }
            prop_assert_eq!(found(&phrases, &words.join(" ")), plainly);
        }
    }
}
