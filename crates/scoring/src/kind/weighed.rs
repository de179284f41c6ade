//! Phrases with what they weigh, looked for where the words of a text begin.

use std::{collections::BTreeMap, ops::Range};

use kazi_domain::Kind;

use crate::{
    folded::FoldedText,
    known_words::{KnownWords, Word},
    trie::Trie,
};

/// The kind that a phrase speaks for, and how much.
pub(super) type Meaning = (Kind, i32);

/// Phrases with their meanings.
pub(super) struct Weighed {
    trie: Trie,
    /// The plain words that phrases begin with, with their places in `follows`.
    firsts: KnownWords,
    follows: Vec<Follows>,
    /// The bytes that phrases begin with.
    begins: [bool; 256],
    meanings: Vec<Meaning>,
}

impl Weighed {
    /// Compiles phrases.
    pub(super) fn new(phrases: BTreeMap<Vec<u8>, Meaning>) -> Self {
        let mut begins = [false; 256];
        // The first place is that of words that are too long to be told apart, behind which anything may stand.
        let mut firsts = BTreeMap::from([(&[][..], Follows { letters: 0, others: true })]);
        for phrase in phrases.keys() {
            phrase.iter().take(1).for_each(|byte| begins[usize::from(*byte)] = true);
            let word = plain_word(phrase);
            firsts.entry(word).or_default().add(&phrase[word.len()..]);
        }
        let known = firsts.keys().zip(0..).skip(1).map(|(word, place)| (Word::of(word), place));
        let (firsts, follows) = (KnownWords::of(known), firsts.into_values().collect());
        let trie = Trie::new(phrases.keys().cloned().zip(0..).collect());
        #[allow(clippy::expect_used)]
        let trie = trie.expect("a few hundred short phrases compile");
        Self { trie, firsts, follows, begins, meanings: phrases.into_values().collect() }
    }

    /// What the phrases mean that a text begins with, the shortest first, and their lengths.
    pub(super) fn begin<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Meaning, usize)> + 't {
        self.trie.walk(text.as_bytes()).map(|(phrase, length)| (self.meanings[phrase], length))
    }

    /// Calls `each` with the longest phrases of a text from a byte on, from left to right, none of which takes
    /// a letter of another: what each means, and its bytes. Those that end within the word that they begin with
    /// may be left out.
    pub(super) fn find_longest(
        &self,
        text: &FoldedText<'_>,
        from: usize,
        each: impl FnMut(Meaning, Range<usize>),
    ) {
        let mut search = Search { weighed: self, text: text.text.as_bytes(), next: from, each };
        let passed = text.words.partition_point(|word| word.start() < from);
        let mut behind = from;
        for word in &text.words[passed..] {
            if !word.is_next {
                search.look_between(behind..word.start());
            }
            behind = word.end();
            if let Some(first) = self.firsts.find(word.word())
                && self.follows[first as usize].may_be(&search.text[behind..])
            {
                search.look_at(word.start());
            }
        }
        search.look_between(behind..text.text.len());
    }
}

/// A text in which phrases are sought.
struct Search<'w, F> {
    weighed: &'w Weighed,
    text: &'w [u8],
    /// Where the next phrase may begin.
    next: usize,
    each: F,
}

impl<F: FnMut(Meaning, Range<usize>)> Search<'_, F> {
    /// Takes the phrases that begin with a sign between two plain words, or with a word that is not plain.
    fn look_between(&mut self, between: Range<usize>) {
        for begin in between {
            let begins = self.weighed.begins[usize::from(self.text[begin])];
            let is_within =
                || begin > 0 && self.text[begin - 1..=begin].iter().all(u8::is_ascii_alphanumeric);
            if begins && !is_within() && self.weighed.trie.may_begin(&self.text[begin..]) {
                self.look_at(begin);
            }
        }
    }

    /// Takes the longest phrase that begins at a byte.
    fn look_at(&mut self, begin: usize) {
        if begin < self.next {
            return;
        }
        if let Some((phrase, length)) = self.weighed.trie.walk(&self.text[begin..]).last() {
            self.next = begin + length;
            (self.each)(self.weighed.meanings[phrase], begin..self.next);
        }
    }
}

/// What phrases have behind their first word.
#[derive(Clone, Copy, Default)]
struct Follows {
    /// The first two letters behind a space, as a set that may hold a few more.
    letters: u64,
    /// Whether they have anything else there, or nothing.
    others: bool,
}

impl Follows {
    fn add(&mut self, rest: &[u8]) {
        match rest {
            [b' ', first, second, ..] => self.letters |= Self::bit(*first, *second),
            _ => self.others = true,
        }
    }

    /// Whether what stands in a text behind a first word may be such.
    fn may_be(self, behind: &[u8]) -> bool {
        let holds = |first, second| self.letters & Self::bit(first, second) != 0;
        self.others || matches!(behind, [b' ', first, second, ..] if holds(*first, *second))
    }

    const fn bit(first: u8, second: u8) -> u64 {
        /// An odd number that spreads letters over the bits.
        const SPREAD: u32 = 0x9E37_79B1;
        1 << (((first as u32) << 8 | second as u32).wrapping_mul(SPREAD) >> 26)
    }
}

/// The plain word that a phrase begins with; nothing where it begins with a sign, or with letters that are none.
fn plain_word(phrase: &[u8]) -> &[u8] {
    let length = phrase.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_plain = phrase.get(length).is_none_or(|behind| behind.is_ascii() && *behind != b'\'');
    if is_plain { &phrase[..length] } else { &[] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{cut::Cut, kind::whole};

    fn find_longest(weighed: &Weighed, text: &str) -> Vec<(Meaning, Range<usize>)> {
        let cut = Cut::of(text);
        let text = FoldedText::of(&cut, usize::MAX, |letter| letter);
        let mut found = Vec::new();
        weighed.find_longest(&text, 0, |meaning, bytes| {
            if whole(&text.text, bytes.start, bytes.end) {
                found.push((meaning, bytes));
            }
        });
        found
    }

    #[test]
    fn the_longest_phrases_are_met_and_none_shares_a_letter() {
        let phrases = ["pay me", "pay me well", "wellness", "my work"];
        let phrases = phrases.into_iter().zip(1..);
        let weighed = phrases.map(|(phrase, weight)| (phrase.into(), (Kind::Seeking, weight)));
        let weighed = Weighed::new(weighed.collect());
        let found = find_longest(&weighed, "please Pay me well, wellness, repay me, (pay me)");
        let found: Vec<_> = found.into_iter().map(|((_, weight), bytes)| (weight, bytes)).collect();
        assert_eq!(found, [(2, 7..18), (3, 20..28), (1, 41..47)]);
        let begin: Vec<_> = weighed.begin("pay me well").collect();
        assert_eq!(begin, [((Kind::Seeking, 1), 6), ((Kind::Seeking, 2), 11)]);
    }

    proptest! {
        #[test]
        fn phrases_are_met_where_a_word_or_a_sign_begins(text in "[abc +'\n\u{448}]{0,40}") {
            let phrases = ["abca", "+ abc", "a bca", "a", "a'b", "\u{448}abc", "bc\u{448}"];
            let phrases = phrases.into_iter().zip(1..);
            let weighed = phrases.map(|(phrase, weight)| (phrase.into(), (Kind::Offer, weight)));
            let weighed = Weighed::new(weighed.collect());
            let (mut plain, mut at) = (Vec::new(), 0);
            while at < text.len() {
                let within = |at: usize| text.as_bytes()[at].is_ascii_alphanumeric();
                let begins = text.is_char_boundary(at) && !(within(at) && at > 0 && within(at - 1));
                let longest = if begins { weighed.begin(&text[at..]).last() } else { None };
                let Some((meaning, length)) = longest else {
                    at += 1;
                    continue;
                };
                if whole(&text, at, at + length) {
                    plain.push((meaning, at..at + length));
                }
                at += length;
            }
            prop_assert_eq!(find_longest(&weighed, &text), plain);
        }
    }
}
